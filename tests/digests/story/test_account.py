"""The account is a function of what was learned: order of arrival, re-reading and taking back leave no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.model import Facts, Reading
from digests.story import Account, tell
from tests.fakes.facts import Told, at, told

OUTLETS = ("Meridian Dispatch", "Harbour Wire", "Northern Courier", "Port Radio")
TOWNS = ("Tarn", "Orlec", "Vell")
NOW = at(60)


@st.composite
def articles(draw: st.DrawFn) -> Reading:
    """An article of one of a few things, so that tellings meet; sometimes a revision of one before it."""
    day, hour, outlet = draw(st.integers(0, 20)), draw(st.integers(0, 23)), draw(st.sampled_from(OUTLETS))
    article = told(day, hour, outlet, ident=draw(st.sampled_from(("", "", "a", "b"))))
    article.learned = at(day, hour) + timedelta(hours=draw(st.integers(0, 30)))
    for _ in range(draw(st.integers(0, 3))):
        _fact(draw, article)
    return article.reading()


def _fact(draw: st.DrawFn, article: Told) -> None:
    town, number = draw(st.sampled_from(TOWNS)), draw(st.integers(1, 40))
    match draw(st.sampled_from(("due", "toll", "holds"))):
        case "due":
            day, status = draw(st.integers(3, 25)), draw(st.sampled_from(("set", "extended", "tentative", "cancelled")))
            due = at(day).date().isoformat()
            article.due(f"The {town} border talks are due on {due}, envoys said.", due, f"{town} border talks", status=status)
        case "toll":
            text = f"A fire in {town} killed {number} people, officials said."
            article.toll(text, number, place=town, what=f"fire in {town}", part=draw(st.booleans()))
        case _:
            stance = draw(st.sampled_from(("demands", "accepts", "rejects")))
            article.holds(f"Karsova {stance} the {town} corridor, its minister said.", "Karsova", stance, f"the {town} corridor")


def several(least: int = 0) -> st.SearchStrategy[list[Reading]]:
    """Articles as a ledger holds them: of each revision one reading."""
    return st.lists(articles(), min_size=least, max_size=12, unique_by=lambda reading: reading.article.key)


@settings(max_examples=60, deadline=None)
@given(several(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_account(readings: list[Reading], random: object) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one_by_one = Account("t")
    for reading in shuffled:
        one_by_one.learn([reading])
    expected = tell("t", readings, NOW)
    assert one_by_one.tell(NOW) == expected
    assert tell("t", shuffled, NOW) == expected


@settings(max_examples=40, deadline=None)
@given(several(), st.data())
def test_reading_again_changes_nothing(readings: list[Reading], data: st.DataObject) -> None:
    kept = Account("t")
    kept.learn(readings)
    before = kept.tell(NOW)
    again = data.draw(st.lists(st.sampled_from(readings), max_size=5)) if readings else []
    kept.learn([replace(reading, learned=reading.learned + timedelta(days=1)) for reading in again])
    assert kept.tell(NOW) == before


@settings(max_examples=40, deadline=None)
@given(several(1), st.data())
def test_what_is_read_better_takes_the_place_of_what_was_read(readings: list[Reading], data: st.DataObject) -> None:
    changed = data.draw(st.sampled_from(readings))
    better = replace(changed, facts=Facts())
    kept = Account("t")
    kept.learn(readings)
    kept.learn([better])
    others = [reading for reading in readings if reading is not changed]
    assert kept.tell(NOW) == tell("t", [*others, better], NOW)


def test_an_article_older_than_all_that_can_be_taken_back_is_folded_in_its_place() -> None:
    fires = [told(d).toll(f"A fire in Tarn killed {5 + d} people.", 5 + d, place="Tarn", what="fire in Tarn").reading() for d in range(8)]
    kept = Account("t", taken_back=3)
    kept.learn(fires[1:])
    kept.learn(fires[:1])
    assert kept.tell(NOW) == tell("t", fires, NOW)


def test_the_key_of_a_thread_outlives_a_late_first_report_and_a_revision_of_the_first() -> None:
    first = told(1, 9, ident="x").due("Talks in Geneva are due on March 12.", "2026-03-12", "talks in Geneva")
    revised = told(1, 9, ident="x", learned=at(1, 14)).due("The Geneva talks are due on March 12.", "2026-03-12", "Geneva talks")
    late = told(0, 9, "Port Radio", learned=at(2)).due("Talks in Geneva come on March 12.", "2026-03-12", "talks in Geneva")
    (before,) = tell("t", [first.reading()], at(3)).deadlines
    (after,) = tell("t", [first.reading(), revised.reading(), late.reading()], at(3)).deadlines
    assert after.key == before.key
    assert len(after.evidence) == 2


def test_what_an_outlet_revised_is_known_with_what_it_had_said() -> None:
    nine = told(0, 9, ident="x").toll("A fire in Tarn killed 9 people.", 9, place="Tarn", what="fire in Tarn")
    six = told(0, 9, ident="x", learned=at(0, 14)).toll("A fire in Tarn killed 6 people.", 6, place="Tarn", what="fire in Tarn")
    (incident,) = tell("t", [nine.reading(), six.reading()], at(1)).incidents
    assert incident.killed is not None
    assert incident.killed.latest == 6
    assert [(r.told, r.at, r.withdrawn) for r in incident.revised] == [("9/-/-/-", at(0, 14), False)]


def test_what_no_report_tells_any_more_is_withdrawn_until_another_tells_it() -> None:
    due = told(0, 9, ident="x").due("Talks in Geneva are due on March 12.", "2026-03-12", "talks in Geneva")
    gone = told(0, 9, ident="x", learned=at(0, 14)).holds("Karsova rejects the Tarn corridor.", "Karsova", "rejects", "the Tarn corridor")
    story = tell("t", [due.reading(), gone.reading()], at(1))
    assert not story.deadlines
    ((withdrawn),) = story.withdrawn
    assert [(r.outlet, r.withdrawn) for r in withdrawn.revised] == [("Meridian Dispatch", True)]
    other = told(0, 16, "Port Radio").due("Talks in Geneva are due on March 12.", "2026-03-12", "talks in Geneva")
    story = tell("t", [due.reading(), gone.reading(), other.reading()], at(1))
    assert not story.withdrawn
    assert story.deadlines[0].key == withdrawn.key
