"""The desk's word on key points: found again after a new reading, applied where the story is folded, shown as the desk's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests import rulings, story
from digests.compose import compose
from digests.errors import InputError
from digests.ledger.codec import decode, encode
from digests.model import Facts, Incident, PointKind, Reading, Ruling, Story, StoryDeadline, Verdict
from tests.fakes.facts import Told, at, told

NOW = at(1, 9)


def truce(day: str = "2026-03-06", **more: object) -> Told:
    return told(0, 8, **more).due("The truce on the Arn ends on Friday, the mediators said.", day, "truce on the Arn", "expiry")  # type: ignore[arg-type]


def toll(killed: int, hour: int = 9, outlet: str = "Keld Gazette", place: str = "Arnholt") -> Told:
    sentence = f"Shelling killed {killed} people in {place} on Sunday."
    return told(0, hour, outlet).toll(sentence, killed, place=place, date="2026-03-01", what="shelling")


def told_as(readings: tuple[Reading, ...], *stand: Ruling, low: frozenset[str] = frozenset()) -> Story:
    numbered = tuple(replace(ruling, id=n) for n, ruling in enumerate(stand, 1))
    return rulings.tell(story.tell, "arn-talks", readings, NOW, rulings=numbered, low=low)


def ruled(verdict: Verdict, readings: tuple[Reading, ...], *numbers: int, others: tuple[int, ...] = (), **more: str) -> Ruling:
    """A ruling on every fact of some of the readings."""

    def anchors(chosen: tuple[int, ...]) -> tuple[rulings.Anchor, ...]:
        return tuple(rulings.anchor(readings[n], fact) for n in chosen for fact in rulings.facts_of(readings[n].facts))

    return Ruling("arn-talks", verdict, anchors(numbers), NOW, "chat:900", others=anchors(others), **more)  # type: ignore[arg-type]


def reread(reading: Reading, **changed: object) -> Reading:
    """The article read again: the same sentence, other fields and so other keys."""
    facts = reading.facts
    return replace(
        reading,
        facts=Facts(
            tuple(replace(d, **changed) for d in facts.deadlines),  # type: ignore[arg-type]
            tuple(replace(c, **changed) for c in facts.casualties),  # type: ignore[arg-type]
            facts.positions,
        ),
    )


def test_without_rulings_the_story_is_the_storys_own() -> None:
    readings = (truce().reading(), toll(6).reading())
    assert told_as(readings) == story.tell("arn-talks", readings, NOW)


def test_what_is_hidden_stays_hidden_however_often_it_is_told_and_read() -> None:
    first, later = truce().reading(), truce(outlet="Keld Gazette").reading()
    hide = ruled(Verdict.HIDE, (first,), 0, reason="a rumour")
    assert told_as((first,)).deadlines
    assert told_as((first,), hide).deadlines == ()
    assert told_as((first, later), hide).deadlines == ()
    assert told_as((reread(first, subject="halt of fire on the Arn"), later), hide).deadlines == ()


def test_a_dispute_about_what_is_hidden_is_hidden_with_it() -> None:
    readings = (toll(6).reading(), toll(9, 10, "Meridian Dispatch").reading())
    assert told_as(readings).disputes
    assert told_as(readings, ruled(Verdict.HIDE, readings, 0, reason="x")).disputes == ()


def test_a_corrected_day_is_shown_as_the_desks_and_survives_a_new_reading() -> None:
    first = truce().reading()
    right = ruled(Verdict.CORRECT, (first,), 0, field="date", value="2026-03-07", was="2026-03-06", reason="the agreement says Saturday")
    for reading in (first, reread(first, kind=first.facts.deadlines[0].kind, subject="truce")):
        (due,) = told_as((reading,), right).deadlines
        assert (due.date, due.desk[0].was, due.desk[0].reason) == ("2026-03-07", "2026-03-06", "the agreement says Saturday")
        assert reading.facts.deadlines[0].key in due.tellings


def test_readers_are_told_of_a_corrected_day_as_a_correction_and_once() -> None:
    first = truce().reading()
    before = compose(told_as((first,)), "Arn talks", {}, NOW)
    assert before is not None
    right = ruled(Verdict.CORRECT, (first,), 0, field="date", value="2026-03-07", was="2026-03-06", reason="misread")
    after = compose(told_as((first,), right), "Arn talks", before.told, NOW)
    assert after is not None
    assert [(point.kind, point.before) for point in after.points] == [(PointKind.CORRECTED, "2026-03-06")]
    assert compose(told_as((first,), right), "Arn talks", after.told, NOW) is None


def test_a_corrected_toll_replaces_the_wrong_one_in_every_telling() -> None:
    readings = (toll(60).reading(), toll(60, 10, "Meridian Dispatch").reading())
    right = ruled(Verdict.CORRECT, readings, 0, 1, field="killed", value="6", was="60", reason="a slip of the wire")
    (incident,) = told_as(readings, right).incidents
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (6, 6)
    assert incident.desk[0].field == "killed"


def test_two_incidents_of_one_event_become_one_and_the_newer_toll_holds() -> None:
    readings = (toll(4).reading(), told(1, 8).toll("A blast killed 24 in Velden.", 24, place="Velden", what="blast").reading())
    assert len(told_as(readings).incidents) == 2
    (incident,) = told_as(readings, ruled(Verdict.SAME, readings, 0, others=(1,))).incidents
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high, incident.killed.latest) == (24, 24, 24)
    assert [report.killed for report in incident.history] == [4, 24]


def test_two_deadlines_that_are_one_keep_the_older_day_as_the_earlier_one() -> None:
    readings = (
        truce().reading(),
        told(0, 12, "Keld Gazette").due("Guns fall silent until Sunday.", "2026-03-08", "pause in shooting", "expiry").reading(),
    )
    assert len(told_as(readings).deadlines) == 2
    (due,) = told_as(readings, ruled(Verdict.SAME, readings, 0, others=(1,))).deadlines
    assert (due.date, due.earlier_dates, due.subject) == ("2026-03-08", ("2026-03-06",), "truce on the Arn")


def test_tellings_of_two_things_that_were_folded_into_one_are_parted() -> None:
    readings = (truce().reading(), truce("2026-03-09", outlet="Keld Gazette").reading())
    assert len(told_as(readings).deadlines) == 1
    apart = ruled(Verdict.APART, readings, 0, others=(1,))
    assert sorted(due.date for due in told_as(readings, apart).deadlines) == ["2026-03-06", "2026-03-09"]
    incidents = (toll(6).reading(), toll(6, 10, "Meridian Dispatch").reading())
    assert len(told_as(incidents, ruled(Verdict.APART, incidents, 0, others=(1,))).incidents) == 2


def test_what_is_pinned_comes_first_in_the_account_and_in_a_digest() -> None:
    readings = (
        truce().reading(),
        told(0, 8, "Keld Gazette").due("The council votes on 20 March.", "2026-03-20", "council vote", "vote").reading(),
    )
    pin = ruled(Verdict.PIN, readings, 1)
    assert [due.subject for due in told_as(readings).deadlines] == ["truce on the Arn", "council vote"]
    pinned = told_as(readings, pin)
    assert [due.subject for due in pinned.deadlines] == ["council vote", "truce on the Arn"]
    digest = compose(pinned, "Arn talks", {}, NOW)
    assert digest is not None
    assert digest.points[0].item == pinned.deadlines[0]


def test_a_feed_of_low_trust_alone_is_posted_to_nobody_and_counts_once_another_tells_it() -> None:
    doubtful = truce(outlet="Rumour").reading()
    doubtful = replace(doubtful, article=replace(doubtful.article, feed="https://rumour.example/rss"))
    low = frozenset({"https://rumour.example/rss"})
    alone = told_as((doubtful,), low=low)
    assert alone.deadlines[0].confidence == rulings.UNSURE
    assert compose(alone, "Arn talks", {}, NOW) is None
    both = told_as((doubtful, truce().reading()), low=low)
    assert len(both.deadlines) == 1
    assert compose(both, "Arn talks", {}, NOW) is not None


def test_a_ruling_on_a_sentence_that_is_gone_does_nothing() -> None:
    gone = ruled(Verdict.HIDE, (truce().reading(),), 0, reason="x")
    other = told(0, 8).due("The council votes on 20 March.", "2026-03-20", "council vote", "vote").reading()
    assert len(told_as((other,), gone).deadlines) == 1


VALUES = [
    ("deadline", "date", "2026-02-04", "2026-02-04"),
    ("deadline", "date", "2026-02", "2026-02"),
    ("deadline", "time", "09:30", "09:30"),
    ("deadline", "time", "none", ""),
    ("deadline", "kind", "Meeting", "meeting"),
    ("casualties", "killed", "007", "7"),
    ("casualties", "killed", "-", ""),
    ("position", "stance", "REJECTS", "rejects"),
    ("position", "issue", " a  halt ", "a halt"),
]


@pytest.mark.parametrize(("kind", "field", "typed", "kept"), VALUES)
def test_a_value_is_kept_in_one_form(kind: str, field: str, typed: str, kept: str) -> None:
    assert rulings.valued(kind, field, typed) == kept


@pytest.mark.parametrize(
    ("kind", "field", "typed", "words"),
    [
        ("deadline", "date", "soon", "no day"),
        ("deadline", "date", "2026-02-30", "no day"),
        ("deadline", "date", "none", "needs its date"),
        ("deadline", "time", "25:00", "no time"),
        ("deadline", "killed", "6", "can be put right: date"),
        ("casualties", "killed", "many", "no count"),
        ("casualties", "killed", "-6", "no count"),
        ("position", "stance", "likes", "one of demands"),
        ("position", "issue", "x" * 300, "longer than"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_plain_words(kind: str, field: str, typed: str, words: str) -> None:
    with pytest.raises(InputError) as refused:
        rulings.valued(kind, field, typed)
    assert words in refused.value.why


def test_story_items_of_a_digest_keep_the_desks_word_on_file() -> None:
    first = truce().reading()
    right = ruled(Verdict.CORRECT, (first,), 0, field="date", value="2026-03-07", was="2026-03-06", reason="misread")
    (due,) = told_as((first,), right).deadlines
    assert decode(StoryDeadline, encode(due)) == due
    (incident,) = told_as((toll(6).reading(),)).incidents
    assert decode(Incident, encode(incident)) == incident


READINGS = (
    truce().reading(),
    toll(60).reading(),
    toll(60, 10, "Meridian Dispatch").reading(),
    told(0, 12, "Keld Gazette").due("Guns fall silent until Sunday.", "2026-03-08", "pause in shooting", "expiry").reading(),
    truce("2026-03-09", outlet="Port Radio").reading(),
)
STAND = {
    "hidden": ruled(Verdict.HIDE, READINGS, 3, reason="a rumour"),
    "put right": ruled(Verdict.CORRECT, READINGS, 1, 2, field="killed", value="6", was="60", reason="a slip of the wire"),
    "one": ruled(Verdict.SAME, READINGS, 0, others=(3,)),
    "parted": ruled(Verdict.APART, READINGS, 0, others=(4,)),
    "pinned": ruled(Verdict.PIN, READINGS, 1),
}


@settings(max_examples=60, deadline=None)
@given(
    order=st.permutations([*range(len(READINGS)), 1, 3]),
    names=st.lists(st.sampled_from(sorted(STAND)), unique=True),
    silent=st.sampled_from([None, 1, 3]),
)
def test_readings_ruled_on_one_at_a_time_tell_what_all_at_once_tell(order: list[int], names: list[str], silent: int | None) -> None:
    """Whatever stands, in whatever order articles come; one of them is read again, and may then tell nothing."""
    stand = tuple(replace(STAND[name], id=number) for number, name in enumerate(names, 1))
    account, word = story.Account("arn-talks"), rulings.Ruled(stand)
    here: dict[str, Reading] = {}
    for place, number in enumerate(order):
        again = number in order[:place]
        reading = replace(READINGS[number], facts=Facts()) if again and number == silent else READINGS[number]
        here[reading.article.key] = reading
        took = word.take(here.values() if word.whole else (reading,))
        account.learn(took)
        kept = word.settle(account.tell(NOW), took, lambda some: story.tell("arn-talks", some, NOW))
        assert kept == rulings.tell(story.tell, "arn-talks", tuple(here.values()), NOW, rulings=stand)
