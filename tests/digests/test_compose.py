"""A digest is the difference between the account and what these readers were told."""

from __future__ import annotations

from datetime import datetime

from digests.compose import MOST, compose
from digests.model import Digest, KeyPoint, PointKind, Reading, Told
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


def revised(first: Article, second: Article, hour: int = 14) -> list[Reading]:
    """An article and its revision, learned later."""
    first.ident = second.ident = "x"
    second.learned = at(0, hour)
    return [first.reading(), second.reading()]


def corrected(readings: list[Reading]) -> KeyPoint:
    """The one line after readers were told the first of two revisions."""
    first = digest(readings[:1], at(0, 12), {})
    assert first is not None
    second = digest(readings, at(0, 16), first.told, first.edition)
    assert second is not None
    (line,) = second.points
    assert line.kind is PointKind.CORRECTED
    assert set(first.told) & set(line.threads)
    return line


def test_a_toll_that_an_outlet_revised_is_corrected_with_why() -> None:
    line = corrected(revised(fire(9), fire(6)))
    assert (line.before, line.why) == ("9 killed", "Meridian Dispatch revised its report at 14:00 UTC on March 2")


def test_a_toll_that_an_outlet_revised_upward_is_corrected_too() -> None:
    assert corrected(revised(fire(6), fire(9))).before == "6 killed"


def test_a_day_that_an_outlet_revised_is_corrected_not_moved() -> None:
    wrong = told().due("Talks are due in Geneva on March 16.", "2026-03-16", "Karsova-Velden talks in Geneva")
    line = corrected(revised(talks(), wrong))
    assert (line.before, line.why) == ("2026-03-06", "Meridian Dispatch revised its report at 14:00 UTC on March 2")


def test_a_stance_that_an_outlet_revised_is_corrected() -> None:
    yes = told().holds("Karsova accepts the grain corridor.", "Karsova", "accepts", "the grain corridor")
    no = told().holds("Karsova rejects the grain corridor.", "Karsova", "rejects", "the grain corridor")
    line = corrected(revised(yes, no))
    assert line.before == "accepts: the grain corridor"
    assert line.revision is not None


def test_what_an_outlet_withdrew_is_told_once_to_those_who_were_told_it() -> None:
    gone = told().holds("Karsova rejects the grain corridor.", "Karsova", "rejects", "the grain corridor")
    readings = revised(talks(), gone)
    first = digest(readings[:1], at(0, 12), {})
    assert first is not None
    second = digest(readings, at(0, 16), first.told, first.edition)
    assert second is not None
    line = next(p for p in second.points if p.kind is PointKind.CORRECTED)
    assert line.why == "Meridian Dispatch withdrew what it had reported at 14:00 UTC on March 2"
    assert "March 2" in line.why
    assert digest(readings, at(0, 17), second.told, second.edition) is None
    fresh = digest(readings, at(0, 16), {})
    assert fresh is not None
    assert [p.kind for p in fresh.points] == [PointKind.POSITION]


def test_what_another_outlet_still_tells_is_not_withdrawn() -> None:
    gone = told().holds("Karsova rejects the grain corridor.", "Karsova", "rejects", "the grain corridor")
    other = told(0, 10, "Port Radio").due("Talks in Geneva are due on Friday.", "2026-03-06", "Karsova-Velden talks in Geneva")
    readings = [*revised(talks(), gone), other.reading()]
    first = digest(readings[:1], at(0, 9), {})
    assert first is not None
    second = digest(readings, at(0, 16), first.told, first.edition)
    assert second is not None
    assert PointKind.CORRECTED not in {p.kind for p in second.points}


def test_a_day_put_off_with_no_new_one_is_a_move_and_the_new_day_another() -> None:
    off = told(1).due(
        "Karsova said it was postponing the talks in Geneva scheduled for Friday.",
        "2026-03-06",
        "Karsova-Velden talks in Geneva",
        status="extended",
    )
    new = told(6).due("Karsova-Velden talks in Geneva are due on March 20.", "2026-03-20", "Karsova-Velden talks in Geneva")
    readings, told_so_far, lines = [talks().reading(), off.reading(), new.reading()], {}, []
    for day in (0, 1, 6):
        found = digest([r for r in readings if r.learned <= at(day, 12)], at(day, 12), told_so_far)
        assert found is not None
        told_so_far = dict(found.told)
        lines += [(p.kind, p.before) for p in found.points]
    assert lines == [(PointKind.DUE, None), (PointKind.MOVED, "2026-03-06"), (PointKind.MOVED, "2026-03-06")]


def test_one_wire_text_in_two_outlets_confirms_nothing() -> None:
    body = " ".join(f"word{n}" for n in range(60)) + ". Talks between Karsova and Velden are due in Geneva on Friday."
    wire = [
        told(0, hour, outlet).due(body, "2026-03-06", "Karsova-Velden talks in Geneva")
        for hour, outlet in ((9, "Port Radio"), (10, "Northern Courier"))
    ]
    own = told(0, 11, "Harbour Wire").due("The Geneva talks open on Friday.", "2026-03-06", "Karsova-Velden talks in Geneva")
    first = digest([wire[0].reading()], at(0, 9), {})
    assert first is not None
    assert digest([w.reading() for w in wire], at(0, 10), first.told, first.edition) is None
    third = tell("t", [w.reading() for w in (*wire, own)], at(0, 12)).deadlines[0]
    assert len({e.source for e in third.evidence}) == 2
