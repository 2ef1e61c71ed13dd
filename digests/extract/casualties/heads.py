"""The head of a noun phrase: whom or what it names, and how many."""

from __future__ import annotations

from dataclasses import dataclass

from digests.extract.casualties.lexicon import KILLED, group, listed, person, things
from digests.extract.casualties.tokens import Token

_LONGEST = 10  # tokens from a determiner to the head
_AHEAD = 4  # tokens between a modifier and the person it modifies


@dataclass(slots=True)
class Head:
    """What a phrase comes to; ``last`` is the token behind it."""

    last: int
    word: str = ""  #: the noun for people, "" where none was found
    number: str = ""  #: ``one``, ``many`` or ""
    thing: bool = False  #: it names things
    proper: bool = False  #: the noun for people is capitalised
    names: int = 0  #: capitalised words that name somebody
    other: str = ""  #: last word of unknown kind

    @property
    def alone(self) -> bool:
        """Whether no word at all stands behind the determiner."""
        return not self.word and not self.other


def scan(tokens: list[Token], i: int, limit: int = _LONGEST, loose: bool = False) -> Head:
    """Read on to the head of a phrase whose determiner is behind us."""
    head, j = Head(i), i
    while j < len(tokens) and j < i + limit:
        token = tokens[j]
        if token.tag == "other" and token.number is not None and token.number.kind in ("age", "modifier", "ordinal"):
            j += 1
            continue
        if token.low == "(" and _abbreviated(tokens, j):
            j += 3  # "a Security Force (SF) trooper"
            continue
        if _harmed_before(tokens, j, loose):
            j += 1
            continue
        names = token.tag in ("word", "name") or (token.tag == "harm" and person(token.low) is not None)  # "hostages" are people too
        if not names or token.low in listed("grammar", "calendar") or not _take(head, tokens, j, loose):
            break
        j += 1
        head.last = j
    return head


def _take(head: Head, tokens: list[Token], j: int, loose: bool) -> bool:
    """Take one word into the phrase; False where the phrase ends before it."""
    token = tokens[j]
    kind = person(token.low, loose)
    if kind is None and (token.low == "s" or token.low.endswith(("’s", "'s"))):
        head.names, head.other, head.word, head.number = 0, "", "", ""  # a genitive: the head is still to come
    elif head.word and kind is None and token.tag == "word" and group(head.word) and person_ahead(tokens, j + 1, loose):
        pass  # "security force personnel"
    elif head.word and kind is None and token.tag != "name":
        if token.low in things() and token.low not in listed("grammar", "verbal"):
            head.thing, head.last = True, j + 1  # "police car"
        return False
    elif kind and head.word and token.tag == "name" and not head.proper:
        head.names += 1  # "leader Sheikh Omar"
    elif kind:
        head.word, head.number, head.thing, head.proper = token.low, kind, False, token.tag == "name"
    elif token.low in ("reported", "confirmed") and person_ahead(tokens, j + 1, loose):
        pass
    elif token.low in listed("grammar", "verbal") or (_participle(token) and not person_ahead(tokens, j + 1, loose)):
        return False
    elif token.tag == "name":
        head.names += 1
        head.other = token.low
    elif token.low in things():
        head.thing, head.other = True, token.low
    elif token.low.endswith("ly"):
        return person_ahead(tokens, j + 1, loose)
    else:
        head.other = token.low
    return True


def person_ahead(tokens: list[Token], i: int, loose: bool = False) -> bool:
    """Whether the next few words come to a noun for people."""
    for token in tokens[i : i + _AHEAD]:
        if token.tag not in ("word", "name") or token.low in listed("grammar", "verbal"):
            return False
        if person(token.low, loose):
            return True
    return False


def _harmed_before(tokens: list[Token], j: int, loose: bool) -> bool:
    """Whether a word of harm only describes the people it stands before: "the body of a missing activist"."""
    sense = tokens[j].sense
    if sense is None or sense.kind == KILLED or j == 0 or person(tokens[j].low) is not None:
        return False
    described = tokens[j].low == "missing" or (sense.role == "verb" and tokens[j].low.endswith("ed"))
    return described and tokens[j - 1].tag in ("article", "definite") and person_ahead(tokens, j + 1, loose)


def _participle(token: Token) -> bool:
    return token.tag == "word" and len(token.low) > 4 and token.low.endswith(("ed", "ing"))


def _abbreviated(tokens: list[Token], j: int) -> bool:
    return j + 3 < len(tokens) and tokens[j + 1].tag == "name" and tokens[j + 2].low == ")" and person_ahead(tokens, j + 3)
