"""From the account and what readers were told so far to a digest of what is new, or to nothing.

What was told of a thread is one short string (the ``state`` of each room); a thread is known again by any of its tellings, so that a
late article that becomes its first telling does not make it news a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from digests.compose import corrections, deadlines, stances, tolls, wishes
from digests.compose.deadlines import remindable
from digests.compose.points import SURE, SURE_STANCE, point
from digests.model import EVERYTHING, Digest, Dispute, KeyPoint, PointKind, Story, StoryPosition, Told, Wish, key_of

__all__ = ["SURE", "SURE_STANCE", "compose", "remindable"]

#: Lines of one digest, and how many of them may be stances.
MOST, MOST_POSITIONS = 16, 9
#: A digest goes out only where one of its lines weighs at least this; the rest waits for it.
WORTH = 0.4


def compose(
    story: Story,
    title: str,
    told: Told,
    now: datetime,
    edition: str | None = None,
    *,
    bounded: bool = True,
    wish: Wish = EVERYTHING,
    watched: bool = False,
) -> Digest | None:
    """What of a story is new to readers who were told ``told``; None where there is nothing worth a post.

    ``edition`` is the key of the last edition these readers had: it enters the new one's, so that the same news for the same
    readers is always the same edition. The digest's ``told`` is what they will have been told once it is out, lines left out
    for length or by their ``wish`` included. ``bounded=False`` leaves nothing out: for a reader who asked for all of it, not for a post.
    ``watched`` tells the lines alone that hold a word these readers watch for; the rest stays to be told in its time.
    """
    disputes = {d.touches: d for d in story.disputes if d.touches}
    fresh = [p for p in _points(story, told, disputes, now) if p is not None and wishes.wanted(p, wish)]
    awaited = {p.thread for p in fresh if wishes.watched(p, wish)}
    if watched:
        fresh = [p for p in fresh if p.thread in awaited]
    chosen, left_out = _bounded(fresh) if bounded else (sorted(fresh, key=_rank), 0)
    if not chosen or (max(p.weight for p in chosen) < WORTH and not awaited):
        return None
    known = dict(_known(story, disputes, now))
    parts = [f"{p.thread}={known.get(p.thread)}" for p in chosen]
    key = key_of("edition", story.topic, edition, *parts, *filter(None, (wishes.mark(wish),)), *(["watched"] if watched else []))
    if watched:
        gone = {key for p in chosen if p.revision and p.revision.withdrawn for key in p.threads}
        left = {key: state for key, state in told.items() if key not in gone}
        known = {**left, **{p.thread: known[p.thread] for p in chosen if p.thread in known}}
    return Digest(story.topic, title, key, now, tuple(chosen), known, left_out)


def _rank(point: KeyPoint) -> tuple[bool, float, str]:
    return not getattr(point.item, "pinned", False), -point.weight, point.thread


def _bounded(points: list[KeyPoint]) -> tuple[list[KeyPoint], int]:
    """The heaviest lines, stances not crowding out the rest."""
    ranked = sorted(points, key=_rank)
    stances = [p for p in ranked if isinstance(p.item, StoryPosition)][MOST_POSITIONS:]
    dropped = {p.thread for p in stances}
    kept = [p for p in ranked if p.thread not in dropped][:MOST]
    return kept, len(ranked) - len(kept)


def _points(story: Story, told: Told, disputes: Mapping[str, Dispute], now: datetime) -> Iterator[KeyPoint | None]:
    for d in story.deadlines:
        yield deadlines.news(d, _before(told, d.key, d.tellings), disputes.get(d.key), now)
    for i in story.incidents:
        yield tolls.news(i, _before(told, i.key, i.tellings), disputes.get(i.key), now)
    for s in story.series:
        yield tolls.figure(s, told, now)
    for p in story.positions:
        yield stances.news(p, _before(told, p.key, p.tellings), now)
    for gone in story.withdrawn:
        yield corrections.withdrawn(gone, _before(told, gone.key, gone.tellings))
    for dispute in story.disputes:
        if not dispute.touches and dispute.key not in told:
            yield point(PointKind.DISPUTED, dispute.key, dispute, tuple(s.evidence for s in dispute.sides))


def _before(told: Told, key: str, tellings: Iterable[str]) -> str | None:
    return next((told[k] for k in (key, *tellings) if k in told), None)


def _known(story: Story, disputes: Mapping[str, Dispute], now: datetime) -> Iterator[tuple[str, str]]:
    """What readers know of every thread once this digest is out. Threads too unsure to be told are not in it."""
    for d in story.deadlines:
        if d.confidence >= SURE:
            yield d.key, deadlines.state(d, disputes.get(d.key), now)
    for i in story.incidents:
        if i.confidence >= SURE:
            yield i.key, tolls.state(i)
    for s in story.series:
        yield s.key, f"{s.killed}/{s.injured}"
    for p in story.positions:
        if p.confidence >= SURE_STANCE:
            yield p.key, stances.state(p)
    for dispute in story.disputes:
        if not dispute.touches:
            yield dispute.key, "told"
