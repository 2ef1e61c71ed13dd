"""The words around a stance verb: which name ends before it, stands beside another, or follows "by"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from digests.extract.positions.lexicon import Word, vocabulary
from digests.text.document import Document
from digests.text.names import Name
from digests.text.statements import Statement

REACH = 12  # words looked at to the left of a verb for its subject, or to the right for an agent
_APPOSITION = 24  # words an apposition may be long


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence under reading."""

    document: Document
    run: Sequence[Word]
    told: Sequence[tuple[Statement, tuple[int, int]]]  #: statements that run through it, with their runs here


@cache
def group(name: str) -> frozenset[str]:
    return frozenset(vocabulary()["between"][name])


@cache
def _edges() -> frozenset[str]:
    """Words a subject's phrase does not reach over."""
    return group("boundary") | group("relative") | group("chain") | {","}


def stretch(run: Sequence[Word], right: int) -> tuple[int, bool]:
    """Where the noun phrase that ends at a word may begin, and whether it holds a word at all."""
    place, edges = right, _edges()
    while place > 0 and right - place < REACH and run[place - 1].low not in edges:
        place -= 1
    return place, run[place].low[0].isalnum()


def ending(scene: Scene, place: int) -> Name | None:
    """The party or person whose name ends at a word (a comma or a closing mark before it passed over)."""
    run = scene.run
    while place >= 0 and run[place].low in (",", "'", '"', "”", "’"):
        place -= 1
    if place < 0:
        return None
    name = scene.document.names.at(run[place].start, run[place].end)
    return name if name is not None and name.end == run[place].end and name.kind != "place" else None


def beside(scene: Scene, name: Name, *, listed: bool = False) -> Name | None:
    """The name coordinated to the left of another: "Russia and China"; ``listed``: also by a comma, "France, Germany"."""
    run = scene.run
    place = next((i for i, word in enumerate(run) if word.start >= name.start), -1) - 1
    title = scene.document.names.at(run[place].start, run[place].end) if place > 0 else None
    if title is not None and title.party == name.party:
        place = next((i for i, word in enumerate(run) if word.start >= title.start), -1) - 1
    if place < 1 or run[place].low not in ("and", "&", *((",",) if listed else ())):
        return None
    other = ending(scene, place - 1)
    return other if other is not None and other.party is not None and other.party != name.party else None


def apposition(scene: Scene, comma: int) -> Name | None:
    """The subject before ", ..., verb": the name before the earlier comma, else the one right before this."""
    run = scene.run
    for place in range(comma - 1, max(-1, comma - _APPOSITION), -1):
        if run[place].low == ",":
            name = ending(scene, place - 1)
            if name is not None:
                return name
            break
    return ending(scene, comma - 1)


def main(scene: Scene, before: int) -> Name | None:
    """The subject of a sentence, guessed: the first name that stands at its head or after a short opening."""
    run = scene.run
    within = scene.document.names.within(run[0].start, run[before].start)
    return next((name for name in within if name.party is not None and name.kind in ("party", "person")), None)


def behind(scene: Scene, last: int) -> Name | None:
    """The subject behind an opening participle's clause: "Rejecting the plan, Kenya called for"."""
    run = scene.run
    comma = next((i for i in range(last + 1, min(len(run) - 1, last + _APPOSITION)) if run[i].low == ","), None)
    if comma is None:
        return None
    place = comma + 2 if run[comma + 1].low in ("the", "a", "an") and comma + 2 < len(run) else comma + 1
    name = scene.document.names.at(run[place].start, run[place].end)
    return name if name is not None and name.start <= run[place].start and name.kind in ("party", "person") else None


def after(scene: Scene, place: int) -> Iterator[Name]:
    """The names of a phrase that begins at a word: the first within a few words, and those coordinated."""
    run = scene.run
    for step in range(place, min(len(run), place + 4)):
        name = scene.document.names.at(run[step].start, run[step].end)
        if name is not None and name.kind != "other":
            yield name
            end = next((i for i in range(step, len(run)) if run[i].start >= name.end), len(run))
            if end + 1 < len(run) and run[end].low in ("and", ","):
                other = scene.document.names.at(run[end + 1].start, run[end + 1].end)
                if other is not None and other.party not in (None, name.party):
                    yield other
            return
        if run[step].low in group("boundary"):
            return
