"""Many readings, one account: what is due, what is known of each incident, what each party holds, who disputes what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from digests.model import Reading, Story
from digests.story import disputes
from digests.story.deadlines import Deadlines
from digests.story.incidents import Incidents
from digests.story.positions import Positions
from digests.story.reports import choose

__all__ = ["tell"]


def tell(topic: str, readings: Iterable[Reading], now: datetime, known: datetime | None = None) -> Story:
    """The account of a topic at ``now``, from what the desk had learned by ``known`` (``now`` where None).

    Pure: the same readings in any order give the same story. What was published after ``now`` is not in it.
    """
    reports = choose(readings, now, known or now)
    deadlines, incidents, positions = Deadlines(), Incidents(), Positions()
    for report in sorted(reports, key=lambda r: r.superseded):  # what was taken back only leaves its keys, so it comes last
        for deadline in report.reading.facts.deadlines:
            deadlines.add(report, deadline)
        for casualties in report.reading.facts.casualties:
            incidents.add(report, casualties)
        for position in report.reading.facts.positions:
            positions.add(report, position)
    due, events, held = deadlines.tell(now, reports), incidents.tell(), positions.tell()
    current = [r for r in reports if not r.superseded]
    return Story(
        topic=topic,
        as_of=now,
        deadlines=due,
        incidents=events,
        series=incidents.tell_series(),
        positions=held,
        disputes=disputes.find(due, events, held),
        articles=len(current),
        latest=current[-1].reading.article.published if current else None,
    )
