"""Victims told together: "two women and a child" are three; "two brothers, A and B" are two."""

from __future__ import annotations

from digests.extract.casualties.lexicon import listed
from digests.extract.casualties.phrases import Victims, phrase
from digests.extract.casualties.tokens import Token, joiner_at
from digests.model import Qualifier

_MOST = 24  # items of one list
_AHEAD = 14  # tokens in which a list of commas must come to its "and"
_NAMED = ("identified", "named", "known", "called")
_NAMING = 10  # tokens of ", identified as A B,"
_PLACED = ("in", "at", "near", "from", "outside", "off", "into")
_PLACE = 7  # tokens of "from Lewisburg" inside a list


def victims(tokens: list[Token], i: int) -> Victims | None:
    """The phrase that begins at a token with all that is joined to it."""
    first = phrase(tokens, i)
    if first is None:
        return None
    comma = first.last < len(tokens) and tokens[first.last].low == ","
    nobody = first.name or (not first.told and (first.elided or not first.personal))
    if i and _is_placed(tokens, i) and nobody and (comma or joiner_at(tokens, first.last)):
        return first  # "in Karachi, a policeman and a driver", "in the Strait and 12 people"
    items, joined = [first], False
    while len(items) < _MOST:
        at, by_and = _separator(tokens, items[-1].last)
        item = phrase(tokens, at) if at is not None else None
        # a bare number behind people counts others or tells an age: "by gunmen and 10 were executed", "two teens, 15 and 16,"
        apart = item is not None and item.elided and not item.personal and not items[-1].elided
        if item is None or apart or not _addend(tokens, item) or not (by_and or _comes_to_and(tokens, item.last)):
            break
        items.append(item)
        joined = joined or by_and
        if by_and and not joiner_at(tokens, item.last):
            break
    return _sum(tokens, items) if joined else first


def _is_placed(tokens: list[Token], i: int) -> bool:
    """Whether a preposition of place leads to a phrase: "in Karachi", "the village of Ferreras"."""
    before = tokens[i - 1].low
    shore = before in ("on", "along", "over") and tokens[i].low in listed("place", "waters")
    return shore or before in _PLACED or (before == "of" and i > 1 and tokens[i - 2].low in listed("place", "areas"))


def _separator(tokens: list[Token], at: int) -> tuple[int | None, bool]:
    """Where the next item of a list begins, and whether an "and" (not a comma alone) leads to it."""
    j = _past_place(tokens, at)
    comma = j < len(tokens) and tokens[j].low == ","
    j += comma
    joiner = joiner_at(tokens, j)
    if j + joiner >= len(tokens):
        return None, False
    return (j + joiner, joiner > 0) if joiner or comma else (None, False)


def _past_place(tokens: list[Token], at: int) -> int:
    """Past a short "of the group", "from Lewisburg" behind an item, where an "and" or a comma follows it."""
    if at + 1 < len(tokens) and tokens[at].low == "," and tokens[at + 1].low in _NAMED:
        return next((j for j in range(at + 2, min(at + _NAMING, len(tokens))) if tokens[j].low == ","), at)  # ", identified as A B,"
    if at < len(tokens) and tokens[at].low in ("of", "from", "with", "at", "in"):
        for j in range(at + 1, min(at + _PLACE, len(tokens))):
            if joiner_at(tokens, j) or tokens[j].low == ",":
                return j
            if tokens[j].tag not in ("word", "name", "definite", "article", "possessive"):
                break
    return at


def _comes_to_and(tokens: list[Token], at: int) -> bool:
    return any(joiner_at(tokens, j) for j in range(at, min(at + _AHEAD, len(tokens))))


def _addend(tokens: list[Token], item: Victims) -> bool:
    """Whether an item belongs to the list before it, and is not the subject of a harm of its own ("and 20 wounded")."""
    if item.value == 0 or item.partitive or item.pronoun:
        return False
    after = tokens[item.last] if item.last < len(tokens) else None
    acts = after is not None and (after.tag == "harm" or after.low in listed("grammar", "verbal"))
    if acts and not item.told:
        return False  # "eight people in Sadra, and gunmen shot dead two"
    closes = after is None or after.tag in ("mark", "and", "preposition", "relative", "including", "or", "be", "have", "modal")
    return not item.elided or (closes and after is not None and after.tag != "harm") or after is None


def _sum(tokens: list[Token], items: list[Victims]) -> Victims:
    kept = _without_appositions(tokens, items)
    known = [item for item in kept if item.value is not None]
    vague = any(item.vague for item in kept)
    value = sum(item.value or 0 for item in known) if known else None
    qualifier = next((item.qualifier for item in kept if item.qualifier is not Qualifier.EXACT and not item.vague), Qualifier.EXACT)
    one_number = kept[0].told and all(item.many and not item.told and tokens[item.first].tag == "word" for item in kept[1:])
    if known and len(known) < len(kept) and not one_number:  # but "8,000 men and boys"
        qualifier = Qualifier.AT_LEAST
        if vague and not known[0].elided and all(item.value == 1 for item in known):
            value = None  # "a soldier and dozens of civilians"
    first = items[0]
    return Victims(
        first.first,
        items[-1].last,
        value,
        (Qualifier.VAGUE if vague else Qualifier.EXACT) if value is None else qualifier,
        vague=value is None and vague,
        partitive=first.partitive,
        personal=any(item.personal for item in kept),
        elided=first.elided,
        name=first.name,
        many=True,
        proper=any(item.proper for item in kept),
        head=first.head,
    )


def _without_appositions(tokens: list[Token], items: list[Victims]) -> list[Victims]:
    """Drop what only names a victim again: "two brothers, A and B", "A, a father of two, and B"."""
    head, rest = items[0], items[1:]
    by_comma = head.last < len(tokens) and tokens[head.last].low == ","
    if by_comma and head.value is not None and head.value > 1 and sum(item.value or 0 for item in rest) == head.value:
        return [head]
    if head.bare and rest[0].bare and len(items) == 3 and items[2].name and tokens[rest[0].last - 1].tag == "name":
        return [rest[0], items[2]]  # "sister and brother Ann and Paul Low"
    return [head, *(item for before, item in zip(items, rest, strict=False) if not _renames(tokens, before, item))]


def _renames(tokens: list[Token], before: Victims, item: Victims) -> bool:
    by_comma = tokens[item.first - 1].low == ","
    return by_comma and before.value == item.value == 1 and before.name != item.name and tokens[item.first].tag != "possessive"
