"""What is shown of an article, whatever it is shown on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from bot.shell.explaining import TASKS
from bot.shell.explaining.marks import Mark, layers
from digests import rows
from digests.extract import traced
from digests.extract.trace import Drop
from digests.model import Article, CasualtyReport, Deadline, Fact, Facts
from digests.text.document import Document

__all__ = ["Found", "Missed", "View", "clean", "view"]

#: control characters and broken halves of pairs: nothing a page or a terminal should be given
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNTOLD = ("quote", "also", "confidence")
_COUNTS = ("killed", "injured", "missing", "captured")


@dataclass(frozen=True, slots=True)
class Found:
    """A fact as it is listed."""

    ref: str  #: ``D1``, ``C2``, ``P3``
    task: str
    title: str  #: the fact in a few words
    fields: tuple[tuple[str, str], ...]  #: those that are told
    confidence: float
    runs: tuple[tuple[int, int], ...]  #: its sentence, then those that tell it again


@dataclass(frozen=True, slots=True)
class Missed:
    """A near miss as it is listed."""

    ref: str  #: ``1``, ``2``, ...
    task: str
    words: str
    why: str
    start: int
    end: int
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """An article with what was found, what was nearly found, and the marks of each layer."""

    article: Article
    content: str  #: the article's, letter for letter, fit to be shown
    document: Document
    tasks: tuple[str, ...]
    found: tuple[Found, ...]
    missed: tuple[Missed, ...]
    marks: tuple[Mark, ...]  #: by their place


def view(article: Article, tasks: Collection[str] = TASKS) -> View:
    """Read an article for showing, with the extractors of some tasks (all by default). Pure."""
    reading = traced(article)
    told = tuple(task for task in TASKS if task in tasks)
    found = tuple(_found(article, reading.facts, told))
    drops = [drop for drop in reading.drops if drop.task in told]
    missed = tuple(_missed(reading.document, drop, str(n)) for n, drop in enumerate(drops, 1))
    marks = [Mark(start, end, "fact", f.title, f.ref) for f in found for start, end in f.runs]
    marks += [Mark(m.start, m.end, "miss", m.why, m.ref) for m in missed]
    marks += layers(reading.document)
    marks.sort(key=lambda m: (m.start, -m.end, m.layer))
    return View(article, clean(article.content), reading.document, told, found, missed, tuple(marks))


def clean(text: str) -> str:
    """A text, letter for letter, without letters that a page or a terminal should not be given."""
    return _UNFIT.sub("\ufffd", text.replace("\r", " "))


def _found(article: Article, facts: Facts, tasks: Collection[str]) -> Iterator[Found]:
    listed = rows.facts(article, facts)
    every: dict[str, tuple[Fact, ...]] = {"deadlines": facts.deadlines, "casualties": facts.casualties, "positions": facts.positions}
    for task in tasks:
        for number, (fact, row) in enumerate(zip(every[task], listed[task], strict=True), 1):
            fields = tuple((name, _told(value)) for name, value in row.items() if name not in _UNTOLD and value not in (None, "", False))
            runs = tuple((s.start, s.end) for s in (fact.evidence, *fact.also))
            yield Found(f"{task[0].upper()}{number}", task, _title(fact, row), fields, fact.confidence, runs)


def _told(value: Any) -> str:
    return "yes" if value is True else str(value)


def _title(fact: Fact, row: dict[str, Any]) -> str:
    if isinstance(fact, Deadline):
        return f"{fact.date}: {fact.subject}"
    if isinstance(fact, CasualtyReport):
        counts = [f"{row[name]} {name}" for name in _COUNTS if row[name] is not None]
        return ", ".join(counts) or "an untold number of victims"
    return f"{fact.party} {fact.stance.value}: {fact.issue}"


def _missed(document: Document, drop: Drop, ref: str) -> Missed:
    sentence = document.sentence_at(drop.start) if document.sentences else None
    run = (min(sentence.start, drop.start), max(sentence.end, drop.end)) if sentence is not None else (drop.start, drop.end)
    return Missed(ref, drop.task, document.content[drop.start : drop.end], drop.why, drop.start, drop.end, run)
