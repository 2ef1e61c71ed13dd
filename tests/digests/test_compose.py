"""A digest is the difference between the account and what these readers were told."""

from __future__ import annotations

from datetime import datetime

from digests.compose import MOST, compose
from digests.model import Digest, PointKind, Reading, Told
from digests.story import tell
from tests.fakes.facts import Told as Article
from tests.fakes.facts import at, told


def digest(readings: list[Reading], now: datetime, so_far: Told, edition: str | None = None) -> Digest | None:
    return compose(tell("t", readings, now), "Arn talks", so_far, now, edition)


def talks() -> Article:
    return told().due("Talks between Karsova and Velden are due in Geneva on Friday.", "2026-03-06", "Karsova-Velden talks in Geneva")


def moved() -> Article:
    return told(1).due(
        "Talks between Karsova and Velden in Geneva were put off to March 11.",
        "2026-03-11",
        "Karsova-Velden talks in Geneva",
        status="extended",
        earlier="2026-03-06",
    )


def fire(killed: int, day: int = 0, hour: int = 9) -> Article:
    return told(day, hour).toll(
        f"A fire in a hotel in Tarn killed {killed} people on Monday.", killed, place="Tarn", date="2026-03-02", what="fire in a hotel"
    )


def test_nothing_new_is_no_digest() -> None:
    first = digest([talks().reading()], at(0, 12), {})
    assert first is not None
    assert digest([talks().reading()], at(0, 13), first.told, first.edition) is None


def test_nothing_at_all_is_no_digest() -> None:
    assert digest([], at(0), {}) is None


def test_a_move_is_told_with_the_day_before() -> None:
    first = digest([talks().reading()], at(0, 12), {})
    assert first is not None
    second = digest([talks().reading(), moved().reading()], at(1, 12), first.told, first.edition)
    assert second is not None
    assert [(p.kind, p.before) for p in second.points] == [(PointKind.MOVED, "2026-03-06")]


def test_a_toll_that_rises_is_updated_and_one_that_falls_corrected() -> None:
    first = digest([fire(6).reading()], at(0, 12), {})
    assert first is not None
    rising = digest([fire(6).reading(), fire(9, 1).reading()], at(1, 12), first.told)
    assert rising is not None
    assert [(p.kind, p.before) for p in rising.points] == [(PointKind.UPDATED, "6 killed")]
    falling = digest([fire(6).reading(), fire(9, 1).reading(), fire(8, 2).reading()], at(2, 12), rising.told)
    assert falling is not None
    assert [(p.kind, p.before) for p in falling.points] == [(PointKind.CORRECTED, "9 killed")]


def test_a_late_article_that_becomes_the_first_telling_is_not_news_again() -> None:
    first = digest([fire(6, 0, 10).reading()], at(0, 12), {})
    assert first is not None
    assert digest([fire(6, 0, 8).reading(), fire(6, 0, 10).reading()], at(0, 13), first.told) is None


def test_due_soon_and_ended_are_told_once_each() -> None:
    first = digest([talks().reading()], at(0, 12), {})
    assert first is not None
    soon = digest([talks().reading()], at(3, 9), first.told)
    assert soon is not None
    assert [p.kind for p in soon.points] == [PointKind.SOON]
    assert digest([talks().reading()], at(3, 18), soon.told) is None
    ended = digest([talks().reading()], at(5, 9), soon.told)
    assert ended is not None
    assert [p.kind for p in ended.points] == [PointKind.ENDED]
    assert digest([talks().reading()], at(6, 9), ended.told) is None


def test_a_changed_stance_says_what_it_was() -> None:
    no = told().holds("Velden rejected a buffer zone on the Arn.", "Velden", "rejects", "buffer zone on the Arn")
    yes = told(2).holds("Velden would accept a buffer zone on the Arn.", "Velden", "accepts", "buffer zone on the Arn")
    first = digest([no.reading()], at(0, 12), {})
    assert first is not None
    second = digest([no.reading(), yes.reading()], at(2, 12), first.told)
    assert second is not None
    assert [(p.kind, p.before) for p in second.points] == [(PointKind.CHANGED, "rejects: buffer zone on the Arn")]
    assert [e.sentence.text[:16] for e in second.points[0].evidence] == ["Velden would acc", "Velden rejected "]


def test_an_unsure_reading_is_in_no_digest() -> None:
    unsure = told().due("Talks may come on Friday.", "2026-03-06", "Geneva talks", confidence=0.3)
    assert digest([unsure.reading()], at(0, 12), {}) is None


def test_a_digest_is_bounded_and_says_how_much_it_left_out() -> None:
    many = told()
    for n in range(30):
        many.due(
            f"Court {n} of Tarn{n} hears the case of ship Arrow{n} on Friday.",
            "2026-03-06",
            f"hearing on ship Arrow{n} in Tarn{n}",
            "hearing",
        )
    found = digest([many.reading()], at(0, 12), {})
    assert found is not None
    assert (len(found.points), found.left_out) == (MOST, 30 - MOST)
    assert digest([many.reading()], at(0, 13), found.told) is None


def test_the_same_news_for_the_same_readers_is_the_same_edition() -> None:
    a, b = (digest([talks().reading()], at(0, hour), {}) for hour in (12, 13))
    assert a is not None
    assert b is not None
    assert a.edition == b.edition


def test_what_was_over_before_a_reader_came_is_not_told() -> None:
    assert digest([talks().reading()], at(9), {}) is None
