"""A story while it is folded: articles in the order of their publication, one at a time, each in its place however late it comes.

The account is a function of what was learned, not of the order it arrived in: an article that comes late, or a revision that
replaces one, takes back what was folded after its place and folds it again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from digests.model import Reading, Story
from digests.story.deadlines import Deadlines
from digests.story.disputes import Disputes
from digests.story.incidents import Incidents
from digests.story.journal import Journal
from digests.story.outcomes import Outcomes
from digests.story.positions import Positions
from digests.story.reports import Carriers, Paper

__all__ = ["Account"]

_Place = tuple[datetime, datetime, str]


@dataclass(slots=True)
class _Folded:
    place: _Place
    mark: int  #: of the journal, before it was folded


class _Rooms:
    """What an account is folded into."""

    def __init__(self) -> None:
        self.journal = Journal()
        self.carriers = Carriers(self.journal)
        self.outcomes = Outcomes(self.journal)
        self.deadlines = Deadlines(self.journal)
        self.incidents = Incidents(self.journal)
        self.positions = Positions(self.journal)
        self.disputes = Disputes()


class Account:
    """The account of one topic. ``learn`` what was read, ``tell`` how it stands; of one thread at a time."""

    def __init__(self, topic: str, taken_back: int = 2_000) -> None:
        """So many articles can be taken back; for one that belongs before them all is folded anew."""
        self.topic = topic
        self._taken_back = taken_back
        self._revisions: dict[str, dict[str, Paper]] = {}  # identity to key to paper
        self._order: list[_Place] = []  # of the latest revisions
        self._at: dict[_Place, str] = {}  # place to identity
        self._folded: list[_Folded] = []
        self._rooms = _Rooms()

    def learn(self, readings: Iterable[Reading]) -> None:
        """Take in what was read. What is known already changes nothing; the same article read differently replaces its facts."""
        places = [place for reading in readings for place in self._take(reading)]
        if not places:
            return
        self._fold(min(places))

    def tell(self, now: datetime) -> Story:
        """The account at ``now``. What was published after ``now`` must not have been learned."""
        rooms = self._rooms
        due, late, days = rooms.deadlines.tell(now, rooms.outcomes)
        events, gone = rooms.incidents.tell()
        held, dropped = rooms.positions.tell()
        return Story(
            topic=self.topic,
            as_of=now,
            deadlines=due,
            incidents=events,
            series=rooms.incidents.tell_series(),
            positions=held,
            disputes=(*rooms.disputes.find(due, events, held), *days),
            withdrawn=(*late, *gone, *dropped),
            articles=len(self._order),
            latest=self._order[-1][0] if self._order else None,
        )

    # ── taking in ──────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, reading: Reading) -> tuple[_Place, ...]:
        """Put a reading among the revisions of its article; the places from which the account is to be folded again."""
        key, identity = reading.article.key, reading.article.story_id
        revisions = self._revisions.setdefault(identity, {})
        known = revisions.get(key)
        if known is not None:
            learned = min(known.reading.learned, reading.learned)
            if learned == known.reading.learned and known.facts == reading.facts and known.reading.publisher == reading.publisher:
                return ()
            reading = replace(reading, learned=learned)
        before = max(revisions.values(), key=_age).place if revisions else None
        revisions[key] = Paper.of(reading)
        after = max(revisions.values(), key=_age).place
        if before != after:
            if before is not None:
                del self._at[before]
                self._order.pop(bisect_left(self._order, before))
            self._at[after] = identity
            self._order.insert(bisect_left(self._order, after), after)
        return (after,) if before is None else (before, after)

    # ── folding ────────────────────────────────────────────────────────────────────────────────────────────

    def _fold(self, since: _Place) -> None:
        """Fold everything from a place on, after taking back what was folded from there on."""
        start = bisect_left(self._folded, since, key=lambda folded: folded.place)
        if start < len(self._folded):
            if self._rooms.journal.back_to(self._folded[start].mark):
                del self._folded[start:]
            else:
                self._rooms, self._folded = _Rooms(), []
        for place in self._order[len(self._folded) :]:
            self._folded.append(_Folded(place, self._rooms.journal.mark))
            self._fold_one(self._revisions[self._at[place]])
            if len(self._folded) > self._taken_back:
                self._rooms.journal.forget(self._folded[-self._taken_back].mark)

    def _fold_one(self, revisions: dict[str, Paper]) -> None:
        """The latest revision of one article, then what earlier ones had told."""
        rooms = self._rooms
        papers = sorted(revisions.values(), key=_age)
        newest = papers[-1]
        report = rooms.carriers.report(newest, newest.reading.publisher or newest.article.source)
        for deadline in newest.facts.deadlines:
            rooms.deadlines.add(report, deadline)
        rooms.incidents.add(report, newest.facts.casualties)
        for position in newest.facts.positions:
            rooms.positions.add(report, position)
        rooms.outcomes.add(report)
        for paper, by in pairwise(papers):
            earlier = replace(report, paper=paper)
            for deadline in paper.facts.deadlines:
                rooms.deadlines.recall(earlier, deadline, by)
            for casualties in paper.facts.casualties:
                rooms.incidents.recall(earlier, casualties, by)
            for position in paper.facts.positions:
                rooms.positions.recall(earlier, position, by)


def _age(paper: Paper) -> tuple[datetime, datetime, str]:
    return paper.age
