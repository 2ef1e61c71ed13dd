"""Readers are told what they want, and what they watch for before its time."""

from __future__ import annotations

import pytest

from digests.compose import compose
from digests.model import EVERYTHING, Digest, PointKind, Section, Told, Wish
from digests.story import tell
from tests.fakes.facts import Told as Article
from tests.fakes.facts import at, told

NOW = at(0, 12)


def news() -> Article:
    return (
        told()
        .due("Talks between Karsova and Velden are due in Geneva on Friday.", "2026-03-06", "Karsova-Velden talks in Geneva")
        .toll("A fire in a hotel in Tarn killed six people on Monday.", 6, place="Tarn", date="2026-03-02", what="fire in a hotel")
        .holds("Karsova demands the withdrawal of troops.", "Karsova", "demands", "withdrawal of troops")
        .holds("Velden rejects the plan.", "Velden", "rejects", "the plan")
    )


def composed(wish: Wish, so_far: Told | None = None, *articles: Article, watched: bool = False) -> Digest | None:
    story = tell("t", [one.reading() for one in articles or (news(),)], NOW)
    return compose(story, "Arn talks", so_far or {}, NOW, wish=wish, watched=watched)


def kinds(digest: Digest | None) -> set[PointKind]:
    return set() if digest is None else {point.kind for point in digest.points}


@pytest.mark.parametrize(
    ("wish", "told_kinds"),
    [
        pytest.param(Wish(), {PointKind.DUE, PointKind.CASUALTIES, PointKind.POSITION}, id="all"),
        pytest.param(Wish(without=(Section.POSITIONS,)), {PointKind.DUE, PointKind.CASUALTIES}, id="no positions"),
        pytest.param(Wish(without=(Section.DEADLINES, Section.CASUALTIES, Section.POSITIONS)), set(), id="nothing left"),
        pytest.param(Wish(weight=0.79), {PointKind.DUE, PointKind.CASUALTIES}, id="the heavier lines"),
        pytest.param(Wish(watch=("Tarn",), watched_only=True), {PointKind.CASUALTIES}, id="only what is watched"),
        pytest.param(Wish(watch=("Tarn",), weight=0.99), {PointKind.CASUALTIES}, id="a watched word outweighs the lowest weight"),
        pytest.param(Wish(watch=("Tar",), watched_only=True), set(), id="whole words"),
        pytest.param(Wish(watch=("withdrawal",), watched_only=True, without=(Section.POSITIONS,)), set(), id="but not what is left out"),
    ],
)
def test_only_what_is_wanted(wish: Wish, told_kinds: set[PointKind]) -> None:
    assert kinds(composed(wish)) == told_kinds


def test_positions_of_chosen_parties_and_everything_else() -> None:
    digest = composed(Wish(parties=("Velden",)))
    assert digest is not None
    assert [p.item.party for p in digest.points if p.kind is PointKind.POSITION] == ["Velden"]  # type: ignore[union-attr]
    assert PointKind.DUE in kinds(digest)


def test_a_muted_thread_is_told_no_more_whichever_telling_it_was_muted_by() -> None:
    whole = composed(EVERYTHING)
    assert whole is not None
    fire = next(point for point in whole.points if point.kind is PointKind.CASUALTIES)
    assert PointKind.CASUALTIES not in kinds(composed(Wish(muted=(fire.thread,))))
    assert PointKind.CASUALTIES not in kinds(composed(Wish(muted=(fire.item.tellings[0],))))  # type: ignore[union-attr]


def test_what_was_left_out_is_no_news_once_it_is_wanted_again() -> None:
    without = composed(Wish(without=(Section.POSITIONS,)))
    assert without is not None
    assert composed(Wish(), without.told) is None


def test_what_is_watched_comes_first_and_the_rest_in_its_time() -> None:
    wish = Wish(watch=("Geneva",))
    early = composed(wish, watched=True)
    assert early is not None
    assert kinds(early) == {PointKind.DUE}
    assert composed(wish, early.told, watched=True) is None
    rest = composed(wish, early.told)
    assert rest is not None
    assert kinds(rest) == {PointKind.CASUALTIES, PointKind.POSITION}


def test_the_same_wish_is_the_same_edition_and_another_is_another() -> None:
    one, same, other = composed(Wish()), composed(EVERYTHING), composed(Wish(without=(Section.FIGURES,)))
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.edition == same.edition != other.edition


def test_a_digest_leaves_to_reminders_what_they_say() -> None:
    before = compose(tell("t", [news().reading()], NOW), "Arn talks", {}, NOW)
    assert before is not None
    eve = at(3, 9)
    story = tell("t", [news().reading()], eve)
    assert compose(story, "Arn talks", before.told, eve, wish=Wish()) is None
    soon = compose(story, "Arn talks", before.told, eve, wish=Wish(near=True))
    assert soon is not None
    assert kinds(soon) == {PointKind.SOON}
