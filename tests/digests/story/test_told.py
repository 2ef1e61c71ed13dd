"""Whole stories from their articles to the account: read, folded and told, as ``dateline replay`` does."""

from __future__ import annotations

import random
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from digests.compose import compose
from digests.extract import read
from digests.model import Article, DeadlineState, Digest, Incident, PointKind, Reading, Stance, Story, StoryDeadline
from digests.story import tell

FOLDER = Path(__file__).parent / "told"
STORIES = sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def readings(name: str) -> tuple[Reading, ...]:
    """The articles of a story, read; learned as they were published where nothing else is told."""
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["articles"]
    made = []
    for row in rows:
        published = datetime.fromisoformat(row["published"])
        article = Article(row["id"], row["title"], row["text"], published, row["source"])
        made.append(Reading(article, read(article), datetime.fromisoformat(row.get("learned", row["published"])), row["source"]))
    return tuple(made)


def end(name: str) -> datetime:
    return max(reading.learned for reading in readings(name))


def story(name: str, now: str = "", known: str = "") -> Story:
    def moment(told: str) -> datetime:
        return datetime.fromisoformat(told).replace(tzinfo=UTC) if told else end(name)

    return tell(name, readings(name), moment(now), moment(known) if known else None)


def digests(name: str) -> list[Digest]:
    """What a follower from the first article on is posted, article by article."""
    told: dict[str, str] = {}
    edition, found = None, []
    for now in sorted({reading.learned for reading in readings(name)}):
        digest = compose(tell(name, [r for r in readings(name) if r.learned <= now], now), name, told, now, edition)
        if digest:
            told, edition = dict(digest.told), digest.edition
            found.append(digest)
    return found


def toll(incident: Incident, of: str = "killed") -> tuple[int, int, int] | None:
    held = getattr(incident, of)
    return held and (held.low, held.high, held.latest)


def due(of: Story, word: str) -> StoryDeadline:
    (found,) = (d for d in of.deadlines if word in d.subject)
    return found


@pytest.mark.parametrize("name", STORIES)
def test_the_order_of_arrival_does_not_matter(name: str) -> None:
    shuffled = list(readings(name))
    random.Random(name).shuffle(shuffled)
    assert tell(name, shuffled, end(name)) == story(name)


@pytest.mark.parametrize("name", STORIES)
def test_every_line_stands_on_a_sentence_of_its_article(name: str) -> None:
    texts = {reading.article.key: reading.article.content for reading in readings(name)}
    of = story(name)
    lines = [
        *(d.evidence for d in of.deadlines),
        *(tuple(h.evidence for h in i.history) for i in of.incidents),
        *(s.evidence for s in of.series),
        *(tuple(h.evidence for h in p.history) for p in of.positions),
        *(tuple(s.evidence for s in d.sides) for d in of.disputes),
    ]
    assert lines
    for evidence in lines:
        assert evidence
        for one in evidence:
            assert one.sentence.text in texts[one.sentence.article]


def test_a_flood_s_toll_rises_and_is_lowered_and_the_missing_are_found() -> None:
    of = story("flood")
    fire, flood = sorted(of.incidents, key=lambda i: len(i.history))
    assert toll(flood) == (27, 27, 27)
    assert toll(flood, "missing") == (0, 0, 0)
    assert [h.killed for h in flood.history if h.killed] == [4, 14, 23, 25, 24, 27]
    assert (fire.place, toll(fire)) == ("Tarn", (6, 6, 6))
    assert [(s.scope.value, s.killed) for s in of.series] == [("historic", 61)]


def test_a_flood_as_of_its_third_day_shows_what_each_source_has() -> None:
    (flood,) = story("flood", "2026-05-12T23:00").incidents
    assert toll(flood) == (23, 25, 25)
    assert toll(flood, "missing") == (9, 9, 9)
    (dispute,) = story("flood", "2026-05-12T23:00").disputes
    assert [side.claim for side in dispute.sides] == ["23 killed", "25 killed"]


def test_a_lowered_toll_is_told_as_a_correction() -> None:
    lines = [(p.kind, p.before) for digest in digests("flood") for p in digest.points if p.kind is PointKind.CORRECTED]
    assert lines == [(PointKind.CORRECTED, "25 killed, 9 missing")]


def test_an_attack_is_one_incident_and_who_did_it_is_disputed() -> None:
    of = story("attack")
    market, train = sorted(of.incidents, key=lambda i: len(i.history))
    assert (train.place, toll(train)) == ("Orlec", (11, 11, 11))
    assert toll(train, "injured") == (21, 34, 34)
    assert (market.place, toll(market)) == ("Brack", (3, 3, 3))
    assert [(s.scope.value, s.killed) for s in of.series] == [("cumulative", 4200)]
    who = next(d for d in of.disputes if d.about.startswith("who is behind it"))
    assert [side.who for side in who.sides] == ["Kenya", "Somalia"]
    assert who.touches == train.key


def test_wire_copy_is_one_source_and_another_figure_of_the_morning_a_dispute() -> None:
    (train,) = story("attack", "2026-06-02T12:00").incidents
    assert toll(train) == (6, 9, 9)
    assert len({h.evidence.source for h in train.history}) == 2


def test_talks_move_four_times_and_stay_one_deadline_with_what_came_of_it() -> None:
    of = story("talks")
    talks = due(of, "peace talks")
    assert (talks.date, talks.earlier_dates) == ("2026-02-10", ("2026-02-01", "2026-02-05", "2026-02-03"))
    assert talks.state is DeadlineState.MET
    truce = due(of, "ceasefire")
    assert (truce.date, truce.earlier_dates) == ("2026-02-22", ("2026-02-08",))
    assert due(of, "grain").date == "2026-02-22"


def test_talks_put_off_with_no_new_day_stand_at_none() -> None:
    talks = due(story("talks", "2026-02-04T12:00"), "peace talks")
    assert talks.undated
    assert talks.state is DeadlineState.MOVED


def test_each_move_of_the_talks_is_told_once_with_the_day_before() -> None:
    moves = [
        p.before for d in digests("talks") for p in d.points if p.kind is PointKind.MOVED and "talks" in getattr(p.item, "subject", "")
    ]
    assert moves == ["2026-02-01", "2026-02-05", "2026-02-03", "2026-02-03"]


def test_a_missed_deadline_is_missed_and_one_nobody_speaks_of_has_passed() -> None:
    of = story("missed")
    records = due(of, "records")
    assert (records.state, len(records.evidence)) == (DeadlineState.MISSED, 2)
    assert records.outcome is not None
    assert records.outcome.outlet == "Harbour Wire"
    strike = due(of, "strike")
    assert (strike.state, strike.outcome) == (DeadlineState.PASSED, None)


def test_before_its_day_the_missed_deadline_is_ahead_and_so_it_was_known() -> None:
    assert due(story("missed", "2026-03-10T12:00"), "records").state is DeadlineState.UPCOMING
    later = due(story("missed", "2026-03-15T12:00", known="2026-03-13T00:00"), "records")
    assert (later.state, later.outcome) == (DeadlineState.PASSED, None)


def test_weeks_of_talks_leave_each_party_with_its_stance_and_its_changes() -> None:
    held = {(p.party, frozenset(h.stance for h in p.history)): p for p in story("weeks").positions}
    plan = held["Kenya", frozenset({Stance.REJECTS, Stance.ACCEPTS})]
    assert [h.stance.value for h in plan.history] == ["rejects", "rejects", "accepts"]
    assert plan.since == datetime(2026, 4, 21, 8, tzinfo=UTC)
    exchange = held["Somalia", frozenset({Stance.REJECTS, Stance.ACCEPTS})]
    assert [h.stance.value for h in exchange.history] == ["rejects", "accepts"]
    troops = held["Somalia", frozenset({Stance.DEMANDS})]
    assert len(troops.history) == 2


def test_only_changes_of_stance_are_told_as_changes() -> None:
    changes = [(p.item.party, p.before) for d in digests("weeks") for p in d.points if p.kind is PointKind.CHANGED]  # type: ignore[union-attr]
    assert [party for party, _ in changes] == ["Kenya", "Somalia"]
    assert all(before and before.startswith("rejects") for _, before in changes)


def test_what_was_revised_and_withdrawn_is_corrected_for_who_was_told() -> None:
    lines = [p for d in digests("revised") for p in d.points if p.kind is PointKind.CORRECTED]
    assert [(p.before, p.why) for p in lines] == [
        ("9 killed", "Port Arn Radio revised its report at 14:10 UTC on July 6"),
        (None, "Sorrel Herald withdrew what it had reported at 15:00 UTC on July 6"),
    ]


def test_a_correction_never_rewrites_what_was_known() -> None:
    (before,) = story("revised", "2026-07-06T12:00").incidents
    (after,) = story("revised").incidents
    assert (toll(before), toll(after)) == ((9, 9, 9), (6, 6, 6))
    assert before.key == after.key
