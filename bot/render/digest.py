"""A digest as pages: only what is new, grouped, with its sources folded under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.language import Tongue, mark
from bot.render import facts, signs, words
from bot.render.buttons import EDITION, under
from bot.render.facts import Parts, headline
from bot.render.page import BLANK, Line, Page, bold, heading, line, link, paginate
from bot.render.view import Length, View
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

__all__ = ["digest", "point_parts", "source_lines"]

_DEADLINES, _CASUALTIES, _POSITIONS = mark("Deadlines"), mark("Casualties"), mark("Positions")
_SECTIONS: tuple[tuple[str, str, frozenset[PointKind]], ...] = (
    (
        *(signs.DEADLINES, _DEADLINES),
        frozenset(
            {
                *(PointKind.DUE, PointKind.MOVED, PointKind.DOUBT, PointKind.CANCELLED),
                *(PointKind.CONFIRMED, PointKind.SOON, PointKind.ENDED),
            }
        ),
    ),
    (signs.CASUALTIES, _CASUALTIES, frozenset({PointKind.CASUALTIES, PointKind.UPDATED, PointKind.CORRECTED, PointKind.FIGURE})),
    (signs.POSITIONS, _POSITIONS, frozenset({PointKind.POSITION, PointKind.CHANGED})),
    (signs.DISPUTES, mark("Told differently"), frozenset({PointKind.DISPUTED})),
)
_SIGNS = {
    PointKind.MOVED: mark("Moved"),
    PointKind.CANCELLED: mark("Cancelled"),
    PointKind.CONFIRMED: mark("Confirmed"),
    PointKind.SOON: mark("Soon"),
    PointKind.ENDED: mark("Ended"),
    PointKind.UPDATED: mark("Updated"),
    PointKind.CORRECTED: mark("Corrected"),
    PointKind.CHANGED: mark("Changed"),
}
_FOLDED = 12


def digest(of: Digest, view: View) -> tuple[Page, ...]:
    """The pages of a digest, read at the moment it was composed: the same digest is always the same pages."""
    view = view.at(of.composed)
    tongue = view.tongue
    lines = [headline(of.title, of.composed, view), line(_summary(of, tongue))]
    if view.length is Length.HEADLINE:
        lines += [BLANK, *_point(of.points[0], view)] if of.points else []
        left_out = len(of.points[1:]) + of.left_out
    else:
        lines += _sections(of, view)
        left_out = of.left_out
    if left_out:
        lines += [BLANK, line(_rest(left_out, view))]
    if view.length is Length.FULL:
        lines += _sources(of.points, view)
    return paginate(lines, under(of.topic, tongue, "digest", of.edition[:EDITION]))


def _sections(of: Digest, view: View) -> Iterator[Line]:
    for sign, name, kinds in _SECTIONS:
        points = [point for point in of.points if _home(point) == name or (point.kind in kinds and _home(point) is None)]
        if points:
            yield from (BLANK, heading(f"{sign} {view.tongue.say(name)}"))
            for point in _grouped(points):
                yield from _point(point, view)


def _rest(left_out: int, view: View) -> str:
    """How much more there is, and where."""
    if view.length is Length.HEADLINE:
        return view.tongue.count("{n} more: /status", "{n} more: /status", left_out)
    return view.tongue.count(
        "{n} lesser line left out; /status has them all.", "{n} lesser lines left out; /status has them all.", left_out
    )


def _grouped(points: list[KeyPoint]) -> list[KeyPoint]:
    """In their order, but one party's positions together."""
    parties = list(dict.fromkeys(point.item.party for point in points if isinstance(point.item, StoryPosition)))
    return sorted(points, key=lambda point: parties.index(point.item.party) if isinstance(point.item, StoryPosition) else -1)


def _home(point: KeyPoint) -> str | None:
    """The section of a dispute or a correction that touches a thread: that of the thread."""
    if point.kind not in (PointKind.DISPUTED, PointKind.CORRECTED):
        return None
    match point.item:
        case StoryDeadline():
            return _DEADLINES
        case Incident() | Series():
            return _CASUALTIES
        case StoryPosition():
            return _POSITIONS
        case _:
            return None


def _summary(of: Digest, tongue: Tongue) -> str:
    corrected = sum(1 for point in of.points if point.kind is PointKind.CORRECTED)
    disputed = sum(1 for point in of.points if point.disputed or point.kind is PointKind.DISPUTED)
    told = [tongue.count("{n} new point", "{n} new points", len(of.points) - corrected)] if corrected < len(of.points) else []
    told += [tongue.count("{n} correction", "{n} corrections", corrected)] if corrected else []
    told += [tongue.count("{n} disputed", "{n} disputed", disputed)] if disputed else []
    return ", ".join(told)


def _point(point: KeyPoint, view: View) -> Iterator[Line]:
    yield line("• ", *point_parts(point, view))
    if isinstance(point.item, StoryDeadline) and (came := facts.outcome(point.item, view)):
        yield line(f"   {came}")
    if point.revision:
        yield line(f"   {facts.revision(point.revision, view)}")
    if point.disputed and point.item is not point.disputed:
        yield line(f"   {facts.against(point.disputed, view)}")


def point_parts(point: KeyPoint, view: View) -> Parts:
    """One point in one line: what kind of news it is, and the news."""
    return (*_signed(point, view), *_told(point, view))


def _signed(point: KeyPoint, view: View) -> Parts:
    """What kind of news it is, in a word."""
    return (bold(view.tongue.say(_SIGNS[point.kind])), ". ") if point.kind in _SIGNS else ()


def _told(point: KeyPoint, view: View) -> Parts:
    if point.revision and point.revision.withdrawn and point.before is None:
        return (view.tongue.say("No longer reported:"), " ", *_standing(point, view))
    return _standing(point, view)


def _standing(point: KeyPoint, view: View) -> Parts:
    match point.item:
        case StoryDeadline() if point.kind in (PointKind.MOVED, PointKind.CORRECTED) and point.before:
            return facts.deadline(point.item, view, before=point.before)
        case StoryDeadline():
            return facts.deadline(point.item, view, ended=point.kind is PointKind.ENDED)
        case Incident() if point.before:
            return facts.toll_changed(point.item, point.before, view)
        case Incident():
            return facts.incident(point.item, view)
        case Series():
            return facts.series(point.item, view)
        case StoryPosition() if point.kind is PointKind.CHANGED:
            return facts.change(point.item, point.before, view)
        case StoryPosition():
            return facts.position(point.item, view)
        case Dispute():
            return facts.dispute(point.item, view)


def _sources(points: Iterable[KeyPoint], view: View) -> list[Line]:
    tongue = view.tongue
    behind = list(dict.fromkeys(evidence for point in points for evidence in point.evidence))
    folded = [Line(piece.spans, folded=True) for piece in source_lines(behind[:_FOLDED], view)]
    more = [line(tongue.say("All of them: /sources"), folded=True)] if len(behind) > _FOLDED else []
    count = tongue.count("{n} sentence", "{n} sentences", len({(e.sentence.article, e.sentence.start) for e in behind}))
    return [BLANK, line(bold(tongue.say("Sources")), f": {count}, {_outlets(behind, tongue)}", folded=True), *folded, *more]


def _outlets(behind: Iterable[Evidence], tongue: Tongue) -> str:
    names = list(dict.fromkeys(words.outlet(evidence) for evidence in behind))
    return ", ".join([*names[:3], *([tongue.count("{n} more", "{n} more", len(names) - 3)] if len(names) > 3 else [])])


def source_lines(behind: Iterable[Evidence], view: View, length: int = 240, *, full: bool = False) -> list[Line]:
    """One line for each sentence, told once: the words, then outlet and time as the link to the article."""
    lines: dict[tuple[str, int], Line] = {}
    for evidence in behind:
        text, where = facts.quoted(evidence, view, length, full=full)
        lines.setdefault((evidence.sentence.article, evidence.sentence.start), line(f"{text} ", link(where, evidence.url)))
    return list(lines.values())
