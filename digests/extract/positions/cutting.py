"""Cutting a phrase out of a sentence: where it ends, and what hangs loose at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digests.extract.positions.lexicon import Word
from digests.extract.positions.wellformed import group, tables, verb_forms, verbs

_LIST = 6  # words from a comma to the "and" of its list
_ABBREVIATION = 4  # letters of a longest word that a dot shortens ("Sept", "Corp")
_AHEAD = 10  # words looked at after "and" for the verb of another clause
_JOINTS = frozenset(
    ("that", "which", "who", "whose", "amid", "after", "before", "in", "on", "at", "during", "as", "for", "by", "with", "and")
)
#: before "if" and "once" these make no condition of it: "to see if", "at once"
_NO_CONDITION = frozenset(("at", "see", "know", "decide", "ask", "check", "test", "determine", "consider"))
_RELATIVE = frozenset(("which", "who", "whose", "amid", "during", "after"))


def limit(run: Sequence[Word], start: int, *, verbal: bool = False) -> int:
    """Where the phrase that begins at a word ends; ``verbal``: it is a verb phrase or a clause, to which "when ..." belongs."""
    open_quote = False
    for place in range(start, len(run)):
        low = run[place].low
        if low in ("“", '"', "”"):
            if low == "”" or (low == '"' and open_quote):
                if not open_quote:
                    return place
                if run[place - 1].low in (",", "."):
                    return place + 1
                open_quote = False
            elif place > start and not verbal and place + 1 < len(run) and run[place + 1].low in group("preposition") | {"is", "was"}:
                return place  # "condemned the test “in the strongest words”"
            elif _closes_later(run, place):
                open_quote = True
            elif place > start:
                return place
        elif place > start and not open_quote and _ends(run, place, start, verbal):
            return _absolute(run, place, start)
        elif open_quote and low == "." and _stops(run, place):
            return place
    return len(run)


def _absolute(run: Sequence[Word], end: int, start: int) -> int:
    """Before the "with" of "called for calm, with its spokesman saying", also where no comma stands."""
    if run[end].low not in group("stop") or not run[end].low.endswith("ing"):
        return end
    return next((i for i in range(end - 1, max(start + 1, end - _AHEAD), -1) if run[i].low == "with"), end)


def _closes_later(run: Sequence[Word], place: int) -> bool:
    return any(word.low in ("”", '"') for word in run[place + 1 :])


def _ends(run: Sequence[Word], place: int, start: int, verbal: bool) -> bool:
    """Whether a phrase ends before a word."""
    low = run[place].low
    if low in group("mark") or low in group("stop") or (low in group("condition") and run[place - 1].low not in _NO_CONDITION):
        return True
    if low == ".":
        return _stops(run, place)
    if low == ",":
        return not _listed(run, place)
    if low in group("when"):
        return not verbal
    if low == "as":
        return not _joined(run, place) or run[place + 1].low == "long"
    if low == "except":
        return not (place + 1 < len(run) and run[place + 1].low == "for")
    return low in ("and", "or") and _parts(run, place, start, verbal)


def _stops(run: Sequence[Word], place: int) -> bool:
    """Whether a dot ends the sentence: within one it ends an abbreviation, but for the last and one glued to the next."""
    if place + 1 >= len(run) or run[place + 1].low in ("”", '"', "’"):
        return True
    before = run[place - 1]
    return before.low.isalpha() and before.end - before.start > _ABBREVIATION and before.low not in ("sept", "gov", "corp")


def _listed(run: Sequence[Word], comma: int) -> bool:
    """Whether a comma stands within a list: "grain, oil and gas"."""
    for place in range(comma + 1, min(len(run), comma + _LIST)):
        low = run[place].low
        if low in ("and", "or") and place > comma + 1:
            return not _parts(run, place, comma, False) and not _clausal(run, place + 1)
        if low in group("finite") or low in group("subject") or low in group("stop") or low in group("relative"):
            return False
        if low in group("mark") or low in ("“", '"', "”", ".") or (place == comma + 1 and low.endswith("ing")):
            return False
    return False


def _joined(run: Sequence[Word], place: int) -> bool:
    """Whether "as" belongs to the phrase: "such as", "as well as", "as a step towards peace"."""
    after = run[place + 1].low if place + 1 < len(run) else ""
    if run[place - 1].low in ("such", "well", "soon", "much", "far", "long") or after in group("joined"):
        return True
    return after in ("a", "an", "the", "its", "their") and not _clausal(run, place + 1)


def _clausal(run: Sequence[Word], start: int) -> bool:
    """Whether a finite verb stands ahead before the next mark, with no relative word before it."""
    for place in range(start, min(len(run), start + _AHEAD)):
        low = run[place].low
        if low in group("relative") or low in group("mark") or low in (",", ".", "”", '"'):
            return False
        if (low in group("finite") and low != "'s") or (
            verb_forms().get(low) == "s" and place > start + 1 and run[place - 1].low not in group("determiner") | group("preposition")
        ):
            return True
    return False


def _parts(run: Sequence[Word], place: int, start: int, verbal: bool) -> bool:
    """Whether "and" begins another clause rather than a further part of the phrase."""
    if place + 1 >= len(run):
        return True
    low, after = run[place + 1].low, run[place + 2].low if place + 2 < len(run) else ""
    if low in group("third") or low in group("finite") or low in group("reporting") or low in ("so", "then", "that", "instead", "we", "i"):
        return True
    form = verb_forms().get(low)
    held = any(word.low in group("relative") for word in run[start + 1 : place])
    if form == "past" and not (held or after in ("by",)):
        return True
    if not verbal and not held and form in ("base", "s"):
        return not any(word.low == "to" for word in run[start:place])
    if not verbal and low in verbs("both") and after in group("article"):
        return not any(word.low == "to" for word in run[start:place])
    return (low.endswith("ed") and not held and after in group("preposition") | group("article")) or _clausal(run, place + 1)


def joints(run: Sequence[Word], start: int, end: int, *, strict: bool) -> Iterator[int]:
    """Shorter ends of a phrase, the longest first; ``strict``: only before what adds and does not restrict (", which")."""
    for place in range(end - 1, start + 2, -1):
        low, before = run[place].low, run[place - 1].low
        if before.endswith(("ing", "ed")) or before in group("preposition") | {"back", "up", "out", "scheduled"}:
            continue
        if any(w.low in ("that", "which", "who") for w in run[place - 2 : place]):
            continue  # "surgeries that aid | in"
        if low == "and" and not (run[place + 1].low in verb_forms() or run[place + 1].low in verbs("both")):
            continue
        if low == "and" and any(w.low in ("between", ",", "both") for w in run[max(start, place - 7) : place]):
            continue
        if low in _RELATIVE or (low == "in" and run[place + 1].low == "which") or (not strict and low in _JOINTS):
            yield place


def cut(text: str, run: Sequence[Word], start: int, end: int) -> str:
    """The words as they stand, without what hangs loose at the edges; a mark without its partner is no part."""
    start, end = _trimmed(run, start, end)
    if start >= end:
        return ""
    told = re.sub(r"[,.]([”\"])\Z", r"\1", re.sub(r"\s+", " ", text[run[start].start : run[end - 1].end]))
    return told if told.count("“") == told.count("”") and told.count('"') % 2 == 0 else re.sub(r"[“”\"]", "", told)


def _trimmed(run: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    while start < end and (
        run[start].low in (",", "instead", "also", "even", ":") or (run[start].low == "“" and not _pairs(run, start, end))
    ):
        start += 1
    while end > start + 1 and run[end - 1].low in group("loose") and not _dated(run, end - 1):
        end -= 1
    return start, end


def _pairs(run: Sequence[Word], start: int, end: int) -> bool:
    return any(word.low == "”" for word in run[start + 1 : end])


def _dated(run: Sequence[Word], last: int) -> bool:
    """Whether a day or time word at the end is held by what stands before it: "on Monday", "this week"."""
    low, before = run[last].low, run[last - 1].low
    if low in ("week", "month", "year"):
        return before not in ("last", "this") or run[last - 2].low in group("preposition")
    if low.endswith("day") and low not in ("today", "yesterday"):
        return before in ("on", "by", "until", "before", "after", "from", "next", "since", "of", "for", "and", "to", "through")
    return low in ("and", "or") and False


def longest() -> int:
    """The most letters of an issue."""
    length: int = tables()["longest"]
    return length
