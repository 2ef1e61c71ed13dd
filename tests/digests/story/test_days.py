"""Two outlets that give different days for one deadline: a dispute, or one of the things that only look like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digests.compose import compose
from digests.model import DeadlineState, Facts, PointKind, Reading, Story
from digests.story import Account, tell
from tests.fakes.facts import Told, at, told

WIRE = "Harbour Wire"
TALKS = "Karsova-Velden talks in Geneva"
#: each outlet in its own words: the same words would make them carriers of one report
SAYS = {
    "Meridian Dispatch": "Envoys of Karsova and Velden have {day} in their diaries for the {subject}.",
    WIRE: "Both sides, Karsova as well as Velden, hold to it: the {subject} will be on {day}, and not before.",
    "Port Radio": "On {day}, listeners, we shall hear how Karsova and Velden get along at the {subject}.",
}


def talks(
    day: str, of: int = 0, hour: int = 8, outlet: str = "Meridian Dispatch", kind: str = "meeting", subject: str = TALKS, **more: object
) -> Told:
    text = SAYS[outlet].format(subject=subject, day=day)
    return told(of, hour, outlet).due(text, day, subject, kind, **more)  # type: ignore[arg-type]


def story(*articles: Told, day: int = 1, hour: int = 12) -> Story:
    return tell("t", [article.reading() for article in articles], at(day, hour))


def test_two_outlets_of_one_day_that_give_different_days_are_told_side_by_side() -> None:
    of = story(talks("2026-03-06"), talks("2026-03-11", 0, 15, WIRE))
    (due,) = of.deadlines
    (dispute,) = of.disputes
    assert (due.date, due.earlier_dates, due.state) == ("2026-03-06", (), DeadlineState.UPCOMING)
    assert (dispute.about, dispute.touches) == (f"day of {TALKS}", due.key)
    assert [(s.who, s.claim, s.evidence.outlet) for s in dispute.sides] == [
        ("Meridian Dispatch", "March 6, 2026", "Meridian Dispatch"),
        (WIRE, "March 11, 2026", WIRE),
    ]


def test_sides_are_named_by_who_says_it_and_by_outlet_where_both_have_it_from_the_same() -> None:
    two = story(talks("2026-03-06", attribution="the ministry"), talks("2026-03-11", 0, 15, WIRE, attribution="the mediators"))
    assert [s.who for s in two.disputes[0].sides] == ["the ministry", "the mediators"]
    one = story(talks("2026-03-06", attribution="the ministry"), talks("2026-03-11", 0, 15, WIRE, attribution="the ministry"))
    assert [s.who for s in one.disputes[0].sides] == ["Meridian Dispatch", WIRE]


TRUCE = "truce between Karsova and Velden"
NONE: dict[str, tuple[Told, ...]] = {
    "one outlet that gives another day": (talks("2026-03-06"), talks("2026-03-11", 0, 15)),
    "a move told by one, which the other has not heard of": (
        talks("2026-03-06"),
        talks("2026-03-11", 0, 12, WIRE, status="extended", earlier="2026-03-06"),
        talks("2026-03-06", 0, 15),
    ),
    "a move told before the thing itself": (
        talks("2026-03-11", 0, 7, WIRE, status="extended", earlier="2026-03-06"),
        talks("2026-03-06", 0, 15),
    ),
    "a move that a third calls one": (
        talks("2026-03-06"),
        talks("2026-03-11", 0, 12, WIRE),
        talks("2026-03-11", 0, 15, "Port Radio", status="extended", earlier="2026-03-06"),
    ),
    "a month, and a day of it": (talks("2026-03"), talks("2026-03-11", 0, 15, WIRE)),
    "days beside each other, of one night or of talks of two days": (talks("2026-03-06"), talks("2026-03-07", 0, 15, WIRE)),
    "the end of one day and the beginning of the next": (
        talks("2026-03-06", kind="expiry", subject=TRUCE),
        talks("2026-03-07", 0, 15, WIRE, kind="effective", subject=TRUCE),
    ),
    "a new day told three days later, which may be a move": (talks("2026-03-06"), talks("2026-03-11", 3, 9, WIRE)),
    "a day that one side wants": (talks("2026-03-06"), talks("2026-03-11", 0, 15, WIRE, status="proposed")),
    "a day that the reading is unsure of": (talks("2026-03-06"), talks("2026-03-11", 0, 15, WIRE, confidence=0.4)),
    "an outlet that gives both days for two things of a kind": (
        talks("2026-03-06"),
        talks("2026-03-06", 0, 15, WIRE).due("The Karsova-Velden talks in Geneva go on on March 11.", "2026-03-11", TALKS),
    ),
    "another thing of that week": (talks("2026-03-06"), talks("2026-03-11", 0, 15, WIRE, subject="fishing ministers' meeting in Lisbon")),
    "an outlet that came round to the other's day": (
        talks("2026-03-06"),
        talks("2026-03-11", 0, 12, WIRE),
        talks("2026-03-11", 0, 18),
    ),
}


@pytest.mark.parametrize("articles", NONE.values(), ids=NONE)
def test_what_only_looks_like_a_dispute_is_none(articles: tuple[Told, ...]) -> None:
    assert story(*articles, day=3, hour=20).disputes == ()


def test_carriers_of_one_text_are_one_side() -> None:
    text = "The envoys are to meet again, and the hosts have made ready the old hall by the lake with flags, carpets and two long tables."
    copies = [Told(at(0, 14), sentences=[text]), Told(at(0, 15), WIRE, sentences=[text])]
    for copy, day in zip(copies, ("2026-03-06", "2026-03-11"), strict=True):
        copy.due(f"Karsova and Velden meet on {day}.", day, TALKS)
    assert story(*copies).disputes == ()
    assert story(talks("2026-03-06"), copies[1]).disputes  # against a report of its own the copy is a side


def test_an_outlet_that_takes_its_day_back_leaves_the_other_one() -> None:
    of = story(talks("2026-03-06"), talks("2026-03-11", 0, 12, WIRE), talks("2026-03-06", 0, 18, WIRE))
    assert [(d.date, d.earlier_dates) for d in of.deadlines] == [("2026-03-06", ())]
    assert of.disputes == ()


def test_an_outlet_that_comes_round_tells_of_a_move() -> None:
    of = story(talks("2026-03-06"), talks("2026-03-11", 0, 12, WIRE), talks("2026-03-11", 0, 18))
    assert [(d.date, d.earlier_dates, d.state) for d in of.deadlines] == [("2026-03-11", ("2026-03-06",), DeadlineState.MOVED)]


def test_past_the_first_of_two_days_the_other_one_is_ahead_and_nothing_was_moved() -> None:
    articles = (talks("2026-03-06"), talks("2026-03-11", 0, 15, WIRE))
    of = story(*articles, day=5)
    assert [(d.date, d.earlier_dates, d.state) for d in of.deadlines] == [("2026-03-11", (), DeadlineState.UPCOMING)]
    assert of.disputes
    held = told(5, 9, WIRE)
    held.sentences.append("The talks between Karsova and Velden in Geneva were held on Friday.")
    assert story(*articles, held, day=5).deadlines[0].state is DeadlineState.MET


def test_readers_are_told_of_the_dispute_once_and_of_no_move() -> None:
    first, second = talks("2026-03-06"), talks("2026-03-11", 0, 15, WIRE)
    before = story(first, hour=10, day=0)
    after = story(first, second)
    opening = compose(before, "Talks", {}, before.as_of)
    assert opening is not None
    digest = compose(after, "Talks", opening.told, after.as_of)
    assert digest is not None
    assert [point.kind for point in digest.points] == [PointKind.DISPUTED]
    later = story(first, second, day=5)
    again = compose(later, "Talks", digest.told, later.as_of)
    assert again is None or PointKind.MOVED not in {point.kind for point in again.points}


def test_articles_that_come_late_or_go_change_what_is_disputed_as_if_all_had_come_in_order() -> None:
    readings = [a.reading() for a in (talks("2026-03-06"), talks("2026-03-11", 0, 12, WIRE), talks("2026-03-11", 0, 18))]
    account = Account("t")
    account.learn([readings[0], readings[1]])
    assert account.tell(at(1)).disputes
    account.learn([readings[2]])
    assert account.tell(at(1)) == tell("t", readings, at(1))
    silent: Reading = replace(readings[2], facts=Facts())
    account = Account("t")
    account.learn([silent, readings[1]])
    account.learn([readings[0]])
    assert account.tell(at(1)) == tell("t", [*readings[:2], silent], at(1))
    assert account.tell(at(1)).disputes
