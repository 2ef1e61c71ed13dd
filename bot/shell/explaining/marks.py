"""What each layer of the reading sees, as marks on the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from digests.text.dates import DateMention
from digests.text.document import Document
from digests.text.names import Name
from digests.text.numbers import NumberMention
from digests.text.statements import Statement

__all__ = ["LAYERS", "Mark", "layers", "pieces"]

#: Each layer with what its marks mean, in the order of the legend.
LAYERS = {
    "fact": "a sentence that says something found",
    "miss": "nearly found: its number leads to the reason",
    "date": "dates, with the day they mean",
    "number": "numbers, with their value",
    "name": "names, with whom they stand for",
    "source": "who is quoted or cited, with whom that means",
    "said": "what they said",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of the content that a layer marks."""

    start: int
    end: int
    layer: str  #: a key of ``LAYERS``
    label: str = ""  #: what the layer reads there; "" where the words say all
    ref: str = ""  #: of the fact or near miss it belongs to, "" for the layers of the text


def layers(document: Document) -> Iterator[Mark]:
    """The marks of dates, numbers, names and statements."""
    yield from (Mark(d.start, d.end, "date", _date(d)) for d in document.dates)
    dated = [(d.start, d.end) for d in document.dates]
    for number in document.numbers:
        if number.counts or not _within(number, dated):
            yield Mark(number.start, number.end, "number", _number(number))
    yield from (Mark(n.start, n.end, "name", _name(n)) for n in document.names.mentions)
    for statement in document.statements:
        yield from _statement(statement)


def _date(mention: DateMention) -> str:
    told = [mention.value + (f" to {mention.last}" if mention.last else "")]
    told += [part for part in (mention.time, mention.timezone) if part]
    told += [f"“{mention.cue}”"] if mention.cue else []
    told += [f"{mention.confidence:.2f}"] if mention.confidence < 1 else []
    return " ".join(told)


def _within(mention: NumberMention, runs: list[tuple[int, int]]) -> bool:
    """Whether a number is the day or the year of a date beside it, which tells it already."""
    place = bisect_right(runs, (mention.start, mention.end))
    return any(start <= mention.start and mention.end <= end for start, end in runs[max(0, place - 1) : place + 1])


def _number(mention: NumberMention) -> str:
    if not mention.counts:
        return mention.kind
    value = str(mention.value) if mention.value is not None else ""
    value = f"{mention.low} to {mention.high}" if mention.high is not None else value
    return f"{mention.qualifier.value.replace('_', ' ')} {value}".removeprefix("exact ").strip()


def _name(name: Name) -> str:
    means = dict.fromkeys(part for part in (name.person, name.party, name.place) if part and part != name.text)
    return ", ".join(means)


def _statement(statement: Statement) -> Iterator[Mark]:
    speaker = statement.speaker
    means = "; ".join(part for part in (speaker.person, speaker.party) if part) if speaker is not None else ""
    unsaid = [*(["not said"] if statement.negated else []), *(["not said yet"] if statement.modal else [])]
    if statement.source_start is not None and statement.source_end is not None:
        yield Mark(statement.source_start, statement.source_end, "source", means or "unknown whom it means")
    yield from (Mark(start, end, "said", ", ".join(unsaid)) for start, end in statement.spans)


def pieces(marks: Iterable[Mark], start: int, end: int) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """The run from ``start`` to ``end`` cut wherever a mark begins or ends, each piece with the marks over it, widest first."""
    inside = sorted((m for m in marks if m.start < end and m.end > start and m.start < m.end), key=lambda m: m.start)
    cuts = sorted({start, end, *(c for m in inside for c in (m.start, m.end) if start < c < end)})
    active: list[Mark] = []
    waiting = iter(inside)
    following = next(waiting, None)
    for left, right in pairwise(cuts):
        active = [m for m in active if m.end > left]
        while following is not None and following.start <= left:
            active.append(following)
            following = next(waiting, None)
        yield left, right, tuple(sorted(active, key=lambda m: m.start - m.end))
