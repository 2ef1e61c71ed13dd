"""A digest as pages: only what is new, grouped, with its sources folded under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from bot.render import facts, when, words
from bot.render.buttons import under
from bot.render.facts import Parts, View
from bot.render.page import BLANK, Line, Page, Span, bold, heading, line, link, paginate
from digests.model import (
    Digest,
    Dispute,
    Evidence,
    Incident,
    KeyPoint,
    PointKind,
    Series,
    StoryDeadline,
    StoryPosition,
)

__all__ = ["digest", "source_lines"]

_SECTIONS: tuple[tuple[str, frozenset[PointKind]], ...] = (
    (
        "Deadlines",
        frozenset(
            {
                *(PointKind.DUE, PointKind.MOVED, PointKind.DOUBT, PointKind.CANCELLED),
                *(PointKind.CONFIRMED, PointKind.SOON, PointKind.ENDED),
            }
        ),
    ),
    ("Casualties", frozenset({PointKind.CASUALTIES, PointKind.UPDATED, PointKind.CORRECTED, PointKind.FIGURE})),
    ("Positions", frozenset({PointKind.POSITION, PointKind.CHANGED})),
    ("Told differently", frozenset({PointKind.DISPUTED})),
)
_SIGNS = {
    PointKind.MOVED: "Moved",
    PointKind.CANCELLED: "Cancelled",
    PointKind.CONFIRMED: "Confirmed",
    PointKind.SOON: "Soon",
    PointKind.UPDATED: "Updated",
    PointKind.CORRECTED: "Corrected",
    PointKind.CHANGED: "Changed",
}
_FOLDED = 12


def digest(of: Digest, zone: tzinfo) -> tuple[Page, ...]:
    """The pages of a digest, read at the moment it was composed: the same digest is always the same pages."""
    view = View(of.composed, zone)
    lines = [line(bold(of.title), f" · {when.moment(of.composed, zone, of.composed)}"), line(_summary(of))]
    for name, kinds in _SECTIONS:
        points = [point for point in of.points if _home(point) == name or (point.kind in kinds and _home(point) is None)]
        if points:
            lines += [BLANK, heading(name), *(piece for point in _grouped(points) for piece in _point(point, view))]
    if of.left_out:
        lines += [BLANK, line(f"{words.plural(of.left_out, 'lesser line')} left out; /status has them all.")]
    lines += _sources(of.points, view)
    return paginate(lines, under(of.topic))


def _grouped(points: list[KeyPoint]) -> list[KeyPoint]:
    """In their order, but one party's positions together."""
    parties = list(dict.fromkeys(point.item.party for point in points if isinstance(point.item, StoryPosition)))
    return sorted(points, key=lambda point: parties.index(point.item.party) if isinstance(point.item, StoryPosition) else -1)


def _home(point: KeyPoint) -> str | None:
    """The section of a dispute that touches a thread: that of the thread."""
    if point.kind is not PointKind.DISPUTED:
        return None
    match point.item:
        case StoryDeadline():
            return "Deadlines"
        case Incident() | Series():
            return "Casualties"
        case StoryPosition():
            return "Positions"
        case _:
            return None


def _summary(of: Digest) -> str:
    disputed = sum(1 for point in of.points if point.disputed or point.kind is PointKind.DISPUTED)
    return words.plural(len(of.points), "new point") + (f", {disputed} disputed" if disputed else "")


def _point(point: KeyPoint, view: View) -> Iterator[Line]:
    sign = _SIGNS.get(point.kind)
    told = isinstance(point.item, Incident) and point.before
    turned = f" from {point.before} to " if told else ". "
    yield line("• ", *((bold(sign), turned) if sign else ()), *_told(point, view))
    if isinstance(point.item, StoryDeadline) and (came := facts.outcome(point.item, view)):
        yield line(f"   {came}")
    if point.disputed and point.item is not point.disputed:
        yield line(f"   {facts.against(point.disputed)}")


def _told(point: KeyPoint, view: View) -> Parts:
    match point.item:
        case StoryDeadline() if point.kind is PointKind.MOVED and point.before:
            return _moved(point.item, point.before, view)
        case StoryDeadline():
            return facts.deadline(point.item, view)
        case Incident():
            return facts.incident(point.item, view)
        case Series():
            return facts.series(point.item)
        case StoryPosition() if point.kind is PointKind.CHANGED:
            return facts.change(point.item, point.before)
        case StoryPosition():
            return facts.position(point.item)
        case Dispute():
            return facts.dispute(point.item)


def _moved(item: StoryDeadline, before: str, view: View) -> Parts:
    subject, _, *rest = facts.deadline(item, view)
    moved = f" · moved from {view.day(item.earlier_dates[-1])}" if item.earlier_dates else ""
    arrow: Parts = (Span(f"{view.day(before)} → "), bold(facts.deadline_day(item, view)))
    return (subject, *arrow, *(part for part in rest if part != moved))


def _sources(points: Iterable[KeyPoint], view: View) -> list[Line]:
    behind = list(dict.fromkeys(evidence for point in points for evidence in point.evidence))
    folded = [Line(piece.spans, folded=True) for piece in source_lines(behind[:_FOLDED], view)]
    more = [line("All of them: /sources", folded=True)] if len(behind) > _FOLDED else []
    count = words.plural(len({(e.sentence.article, e.sentence.start) for e in behind}), "sentence")
    return [BLANK, line(bold("Sources"), f": {count}, {_outlets(behind)}", folded=True), *folded, *more]


def _outlets(behind: Iterable[Evidence]) -> str:
    names = list(dict.fromkeys(words.outlet(evidence) for evidence in behind))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def source_lines(behind: Iterable[Evidence], view: View, length: int = 240, *, full: bool = False) -> list[Line]:
    """One line for each sentence, told once: the words, then outlet and time as the link to the article."""
    lines: dict[tuple[str, int], Line] = {}
    for evidence in behind:
        text, where = facts.quoted(evidence, view, length, full=full)
        lines.setdefault((evidence.sentence.article, evidence.sentence.start), line(f"{text} ", link(where, evidence.url)))
    return list(lines.values())
