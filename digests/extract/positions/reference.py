"""Whom "he", "she", "it" and "they" mean as the subject of a stance: the speaker inside reported speech, else the last fit name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from digests.text.document import Document
from digests.text.names import Name
from digests.text.statements import Statement

_REACH = 600  # characters back over which a rival counts
_OPENING = 4  # characters before a name or pronoun that opens its sentence
_JOINING = frozenset(("", "and", "and the", "the", "&", "and the", "as well as", "or"))
_PERSONAL = frozenset(("he", "she", "his", "her", "him"))


def of(document: Document, start: int, end: int, told: Sequence[tuple[Statement, tuple[int, int]]] = ()) -> Name | None:
    """The name a pronoun means. ``told`` are the statements that run through its sentence, with their runs there."""
    low = document.content[start:end].lower()
    for statement, (left, right) in told:
        speaker = statement.speaker
        if left <= start < right and statement.kind not in ("direct", "headline") and speaker is not None and _fits(low, speaker):
            return None if _rival(document, min(left, statement.cue_end), start, low, speaker) else speaker
    meant = document.names.resolve(start, end)
    if meant is not None and low in _PERSONAL and _owner(document, meant, start):
        return _subject_before(document, start, low) or meant
    return meant


def speaker(document: Document, statement: Statement) -> Name | None:
    """Who makes a statement: "he said" after a possessive ("Trump's announcement") means the one who acts."""
    if statement.source_start is None or statement.source_end is None:
        return statement.speaker
    low = document.content[statement.source_start : statement.source_end].lower()
    if low not in _PERSONAL or statement.speaker is None:
        return statement.speaker
    if _owner(document, statement.speaker, statement.source_start):
        return _subject_before(document, statement.source_start, low) or statement.speaker
    return _opener(document, statement.source_start, low) or statement.speaker


def speakers(document: Document, statement: Statement) -> Iterator[Name | None]:
    """Who makes a statement, each of several: "Britain, France and Germany told"."""
    first = speaker(document, statement)
    yield first
    if first is None or first.person or statement.source_start is None or statement.source_end is None:
        return
    listed = document.names.within(statement.source_start, statement.source_end)
    for left, right in pairwise(listed):
        if left.party is None or right.party is None or document.content[left.end : right.start].strip(" ,") not in _JOINING:
            return
        yield from (name for name in (left, right) if name.party != first.party)


def _opener(document: Document, before: int, low: str) -> Name | None:
    """The person whose name opens the sentence before: "Zelenskyy appeared ... He added"."""
    index = document.index_at(before)
    if index == 0 or document.sentences[index].start + _OPENING < before:
        return None
    last = document.sentences[index - 1]
    first = next(iter(document.names.within(last.start, last.end)), None)
    if first is None or first.start > last.start + _OPENING or _possessive(document, first) or not _fits(low, first):
        return None
    return first


def _rival(document: Document, start: int, end: int, low: str, speaker: Name) -> bool:
    """Whether another name that the pronoun fits stands between the cue and the pronoun: then it is not safe."""
    return any(
        _fits(low, n) and n.party is not None and (n.person, n.party) != (speaker.person, speaker.party)
        for n in document.names.within(max(start, end - _REACH), end)
    )


def _fits(low: str, name: Name) -> bool:
    if low in _PERSONAL:
        return name.person is not None and name.gender in (None, "he" if low in ("he", "his", "him") else "she")
    if low in ("they", "their"):
        return name.plural
    return name.person is None


def _owner(document: Document, meant: Name, before: int) -> bool:
    """Whether a person is named near a pronoun only as an owner ("Trump's announcement"), never as one who acts."""
    start = document.sentences[max(0, document.index_at(before) - 1)].start
    near = [n for n in document.names.within(start, before) if n.person is not None and n.person == meant.person]
    return bool(near) and all(_possessive(document, n) for n in near)


def _possessive(document: Document, name: Name) -> bool:
    return document.content[name.end : name.end + 1] in ("'", "’") or name.text.endswith(("'s", "’s"))


def _subject_before(document: Document, before: int, low: str) -> Name | None:
    """The first person of this sentence before an offset, else of the one before, who is no mere possessor."""
    index = document.index_at(before)
    for at in range(index, max(-1, index - 2), -1):
        sentence = document.sentences[at]
        for name in document.names.within(sentence.start, min(before, sentence.end)):
            if name.kind == "person" and name.person and _fits(low, name) and not _possessive(document, name):
                return name
    return None
