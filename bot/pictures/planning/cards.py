"""What stands on a card that readers pass on."""

from __future__ import annotations

from bot.pictures.plan import Card, EventKind, Headline, Mark
from bot.pictures.planning.told import Told, caption, plain
from bot.render import facts, when, words
from bot.render.digest import point_parts
from bot.render.facts import PAST
from bot.render.page import bold, line
from bot.render.view import View
from digests.model import DeadlineState, Digest, Incident, KeyPoint, Series, StoryDeadline, StoryPosition

__all__ = ["deadline_card", "headline_card"]

_POINTS = 4


def deadline_card(item: StoryDeadline, title: str, view: View) -> Told:
    """One deadline: what, when in the reader's zone, how far off as the card is made, how it stands, who says so."""
    ahead = item.state not in PAST and item.state is not DeadlineState.CANCELLED and not item.undated
    plan = Card(
        topic=title,
        what=words.upper(item.subject),
        day=facts.put_off(item, view) if item.undated else facts.deadline_day(item, view),
        far=facts.countdown(item, view) if ahead else "",
        stands=" · ".join(facts.stands(item, view)),
        by=view.tongue.say("Says {who}", who=facts.dated_by(item, view.tongue)),
        stamp=view.tongue.say("As of {moment}", moment=when.moment(view.now, view)),
    )
    return Told(plan, caption([line(bold(title)), line(*facts.deadline(item, view)), line(plan.stamp)], "…"))


def headline_card(of: Digest, view: View) -> Told:
    """The heaviest points of a digest."""
    points = of.points[:_POINTS]
    hidden = len(of.points) - len(points) + of.left_out
    stamp = when.moment(of.composed, view)
    more = view.tongue.count("{n} more point in the digest", "{n} more points in the digest", hidden) if hidden else ""
    told = [point_parts(point, view) for point in points]
    plan = Headline(of.title, tuple(Mark(_kind(point), plain(parts)) for point, parts in zip(points, told, strict=True)), stamp, more)
    lines = [line(bold(of.title), f" · {stamp}"), *(line("• ", *parts) for parts in told)]
    return Told(plan, caption([*lines, line(more)] if more else lines, "…"))


def _kind(point: KeyPoint) -> EventKind:
    match point.item:
        case StoryDeadline():
            return "due"
        case Incident() | Series():
            return "toll"
        case StoryPosition():
            return "stance"
        case _:
            return "due"
