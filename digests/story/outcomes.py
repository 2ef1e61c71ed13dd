"""What came of a deadline once its day was past, as far as a later report says so in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from digests.model import DeadlineState, Evidence, Sentence
from digests.story.journal import Journal
from digests.story.likeness import proper, telling, tokens
from digests.text import sentences
from digests.text.vocabulary import either, load

if TYPE_CHECKING:
    from digests.story.reports import Report

__all__ = ["Outcomes", "Said", "said"]

_LOOK = timedelta(days=21)  # later than that a sentence speaks of something else
_SOON = timedelta(days=4)  # within which a meeting needs no name of its own to be told
_LATE = timedelta(days=2)  # an article's own day and its moment of publication lie no further apart
_STATES = {
    "met": DeadlineState.MET,
    "missed": DeadlineState.MISSED,
    "fruitless": DeadlineState.MISSED,
    "ended": DeadlineState.PASSED,
    "extended": DeadlineState.PASSED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that says what came of something."""

    start: int
    end: int
    text: str
    what: str  #: a key of ``_STATES``
    words: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    report: Report
    said: Said

    @property
    def order(self) -> tuple[datetime, str, int]:
        return self.report.published, self.report.key, self.said.start


@cache
def _phrases() -> re.Pattern[str]:
    tables = load("digests.story", "outcomes.en.toml")
    order = ("missed", "fruitless", "extended", "ended", "met")

    def any_of(name: str) -> str:
        return "|".join((either(tables[name]["phrases"]), *tables[name].get("patterns", ())))

    return re.compile("|".join(rf"(?P<{name}>\b(?:{any_of(name)})\b)" for name in order), re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    return _either("before", "phrases")


def _either(table: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"\b{either(load('digests.story', 'outcomes.en.toml')[table][key])}\b", re.IGNORECASE)


@cache
def _put_off() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return _either("put_off", "verbs"), _either("put_off", "stood"), _either("put_off", "indefinitely")


def put_off(sentence: str) -> bool:
    """Whether a sentence takes a day that stood away and names no other: "delaying the increase now scheduled for March 1"."""
    verbs, stood, indefinitely = _put_off()
    verb = verbs.search(sentence)
    return verb is not None and bool(stood.search(sentence, verb.end()) or indefinitely.search(sentence, verb.end()))


def said(content: str) -> tuple[Said, ...]:
    """Sentences of a text that say what came of something."""
    if not _phrases().search(content):
        return ()
    found = []
    for s in sentences.split(content):
        match = _phrases().search(s.text)
        if match and match.lastgroup:
            found.append(Said(s.start, s.end, s.text, match.lastgroup, tokens(s.text), proper(s.text)))
    return tuple(found)


def _beside(entry: _Entry, around: frozenset[str], day: date) -> bool:
    """Whether a sentence of the days right after speaks of a meeting by what was said of it: "three days of talks wrapped up"."""
    shared = entry.said.words & around
    soon = entry.report.paper.article.anchor <= day + _SOON
    return soon and entry.said.what in ("met", "fruitless") and len(telling(shared)) >= 3 and bool(shared - telling(shared))


class Outcomes:
    """The sentences of a story that say what came of something, by their words."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._index: dict[str, list[_Entry]] = {}
        self.seen = 0  #: how many sentences were taken in

    def add(self, report: Report) -> None:
        """Take in what an article says came of things."""
        for one in report.paper.said:
            entry = _Entry(report, one)
            self.seen += 1
            for word in one.words:
                self._journal.append(self._index.setdefault(word, []), entry)

    @staticmethod
    def open(day: date, now: datetime) -> bool:
        """Whether an article published at ``now`` may still say what came of a day."""
        return now.date() <= day + _LOOK + 2 * _LATE

    def of(
        self, words: frozenset[str], names: frozenset[str], day: date, *, held: bool = False, around: frozenset[str] = frozenset()
    ) -> tuple[Evidence, DeadlineState] | None:
        """The first sentence from ``day`` on that says what came of a thing, and the state it leaves; None where none does.

        ``words`` are the thing's own tokens, ``names`` the proper names told with it, ``day`` its last day;
        ``held``: it is a meeting, which came about also where it brought nothing; ``around``: what else its sentences say of it.
        """
        needed = telling(words) or words
        found = dict.fromkeys(entry for word in sorted(needed | around) for entry in self._since(word, day))
        for entry in sorted(found, key=lambda e: e.order):
            shared = entry.said.words & needed
            kindred = entry.said.words & words
            named = len(shared) >= 2 or bool(shared and kindred - shared)
            if (named and (entry.said.names & names or len(shared) >= 3)) or _beside(entry, around, day):
                one = entry.said
                sentence = Sentence(entry.report.key, one.start, one.end, one.text)
                state = DeadlineState.MET if held and one.what == "fruitless" else _STATES[one.what]
                return entry.report.evidence(sentence, None), state
        return None

    def _since(self, word: str, day: date) -> Iterator[_Entry]:
        """Sentences with a word from a day on, within the time that they may speak of it; they were written down in order."""
        entries = self._index.get(word, [])
        low, high, since = 0, len(entries), day - _LATE
        while low < high:
            middle = (low + high) // 2
            if entries[middle].report.published.date() < since:
                low = middle + 1
            else:
                high = middle
        for entry in entries[low:]:
            written = entry.report.paper.article.anchor
            if written > day + _LOOK + _LATE:
                return
            if day <= written <= day + _LOOK and not (written <= day + _LATE and _before().search(entry.said.text)):
                yield entry
