"""What a party holds on an issue, since when, and who denies what."""

from __future__ import annotations

from digests.model import Stance
from digests.story import tell
from tests.fakes.facts import at, told


def test_the_same_stance_in_other_words_confirms_and_another_one_changes() -> None:
    a = told().holds("Velden rejected a buffer zone along the Arn river.", "Velden", "rejects", "buffer zone along the Arn river")
    b = told(1, outlet="Harbour Wire").holds("Velden again ruled out the Arn buffer zone.", "Velden", "rejects", "Arn buffer zone")
    c = told(3).holds("Velden would accept a buffer zone on the Arn.", "Velden", "accepts", "buffer zone on the Arn")
    (held,) = tell("t", [a.reading(), b.reading()], at(1, 12)).positions
    assert (held.held.stance, held.since, len(held.history)) == (Stance.REJECTS, at(0), 2)
    (held,) = tell("t", [t.reading() for t in (a, b, c)], at(4)).positions
    assert (held.held.stance, held.since, len(held.history)) == (Stance.ACCEPTS, at(3), 3)


def test_two_stances_side_by_side_in_one_article_are_two_issues() -> None:
    a = told()
    a.holds("Velden rejected the zone plan.", "Velden", "rejects", "zone plan")
    a.holds("Velden proposed a smaller zone plan.", "Velden", "proposes", "smaller zone plan")
    assert len(tell("t", [a.reading()], at(1)).positions) == 2


def test_a_denial_of_what_another_claims_is_a_dispute_with_both_sides() -> None:
    a = told()
    a.due(
        "A halt in strikes on Orlec, which Velden calls a truce, runs until Sunday, Velden said.",
        "2026-03-08",
        "halt in strikes on Orlec",
        "expiry",
        attribution="Velden",
    )
    a.holds(
        "Karsova denied there was any truce or halt in strikes on Orlec, calling it “a pause in words alone.”",
        "Karsova",
        "denies",
        "that there is a halt in strikes on Orlec",
    )
    (dispute,) = tell("t", [a.reading()], at(1)).disputes
    assert [s.who for s in dispute.sides] == ["Velden", "Karsova"]
    assert dispute.sides[1].claim == "“a pause in words alone”"
