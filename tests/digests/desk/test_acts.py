"""The acts of the desk over a ledger: what is changed, what is refused and why, and the line of the audit log with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digests.desk import chats, feeds, people, topics
from digests.desk.standing import last_day
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Failed, Recipient
from digests.outbox import Outbox
from tests.fakes.desk import DISPATCH, NOON, TOPIC, article, digest, later, truce

WHO = "chat:900"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path / "desk.sqlite", NOON)
    opened.put_feeds([DISPATCH], NOON)
    opened.put_topics([TOPIC], NOON)
    yield opened
    opened.close()


def files(ledger: Ledger, *articles: object, topic: str = TOPIC.slug) -> None:
    for one in articles:
        ledger.file([one], NOON)  # type: ignore[list-item]
        ledger.keep(one, truce(one), (topic,), NOON, "Meridian Group")  # type: ignore[arg-type]


def log(ledger: Ledger) -> list[str]:
    return [f"{act.who} {act.act} {act.about}" for act in ledger.audit()]


REFUSED: dict[str, tuple[Callable[[Ledger], object], str]] = {
    "a feed there is already": (lambda led: feeds.add_feed(led, WHO, DISPATCH, NOON), "reads this feed already"),
    "a feed that is not there": (lambda led: feeds.remove_feed(led, WHO, "https://x.example/", NOON), "no such feed"),
    "a rest of a feed that does not rest": (lambda led: feeds.pause_feed(led, WHO, DISPATCH.url, False, NOON), "does not rest"),
    "a trust there is not": (lambda led: feeds.change_feed(led, WHO, DISPATCH.url, "trust", "high", NOON), "normal or low"),
    "an outlet without a name": (lambda led: feeds.change_feed(led, WHO, DISPATCH.url, "name", "  ", NOON), "needs a name"),
    "a topic without a title": (lambda led: topics.add_topic(led, WHO, " - ", "Arn", NOON), "needs a title"),
    "a topic of that title": (lambda led: topics.add_topic(led, WHO, "arn TALKS", "Arn", NOON), "a topic “arn TALKS” already"),
    "a topic without terms": (lambda led: topics.add_topic(led, WHO, "Keld", " , -football", NOON), "at least one term"),
    "more terms asked for than there are": (lambda led: topics.add_topic(led, WHO, "Keld", "Keld, at least 2", NOON), "asks for more"),
    "a topic made part of itself": (lambda led: topics.merge_topics(led, WHO, TOPIC.slug, TOPIC.slug, NOON), "part of itself"),
    "a state it has": (lambda led: topics.set_state(led, WHO, TOPIC.slug, "active", NOON), "is active already"),
    "an owner of the settings as editor": (lambda led: people.put_person(led, WHO, {900}, 900, "editor", NOON), "DATELINE_ADMINS"),
    "an owner of the settings let go": (lambda led: people.remove_person(led, WHO, {900}, 900, NOON), "DATELINE_ADMINS"),
    "a group as a person": (lambda led: people.put_person(led, WHO, (), -5, "editor", NOON), "no id of a person"),
    "somebody who is nobody here": (lambda led: people.remove_person(led, WHO, (), 5, NOON), "nobody of the desk"),
    "a release of what is not held": (lambda led: chats.release_desk(led, WHO, NOON), "is not held"),
    "an unblock of what is not blocked": (lambda led: chats.block_chat(led, WHO, "7", False, "", NOON), "not blocked"),
    "a chat that is no number": (lambda led: chats.block_chat(led, WHO, "ada", True, "", NOON), "no chat's id"),
    "no posts a day": (lambda led: chats.limit_chat(led, WHO, "7", 0, NOON), "from 1 to 100"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_said_and_leaves_no_trace(ledger: Ledger, case: str) -> None:
    act, words = REFUSED[case]
    with pytest.raises(InputError) as refused:
        act(ledger)
    assert words in refused.value.why
    assert ledger.audit() == ()
    assert ledger.topics() == (TOPIC,)


# ── feeds ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_feed_is_found_by_number_name_part_address_short_name_and_a_slip(ledger: Ledger) -> None:
    other = feeds.add_feed(ledger, WHO, DISPATCH.__class__("https://gazette.example/rss", "Keld Gazette"), NOON)
    states = ledger.feeds()
    for typed in ("2", "keld gazette", "gazette", "https://gazette.example/rss/", feeds.short(other.feed), "Keld Gazete"):
        assert feeds.find_feed(states, typed).feed == other.feed, typed
    for typed, words in (("3", "numbered 1 to 2"), ("example", "any of 2 feeds"), ("Herald", "no feed like")):
        with pytest.raises(InputError) as refused:
            feeds.find_feed(states, typed)
        assert words in refused.value.why


@pytest.mark.parametrize("typed", ["dispatch", "ftp://x.example/rss", "https://", "https://a b.example", "http://[::1", ""])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        feeds.address(typed)
    assert feeds.address("<dispatch.example/rss>") == "https://dispatch.example/rss"


def test_a_feed_is_changed_rested_and_given_up_and_what_it_brought_stays(ledger: Ledger) -> None:
    files(ledger, article("1"))
    assert feeds.change_feed(ledger, WHO, DISPATCH.url, "fulltext", "ON", NOON).feed.full_text == "on"
    assert feeds.change_feed(ledger, WHO, DISPATCH.url, "publisher", "", NOON).feed.publisher == ""
    assert feeds.pause_feed(ledger, WHO, DISPATCH.url, True, NOON).paused
    feeds.remove_feed(ledger, WHO, DISPATCH.url, NOON)
    assert ledger.feeds() == ()
    assert len(ledger.readings(TOPIC.slug)) == 1
    assert [entry.partition(" ")[2].rpartition(" ")[0] for entry in log(ledger)] == [
        "feeds remove",
        "feeds pause",
        "feeds publisher",
        "feeds fulltext",
    ]


# ── topics ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_terms_read_back_as_they_are_written() -> None:
    topic = topics.made("Río Árn: the talks", "Arn|River Arn, truce, at least 2, +Keld, -football")
    assert topic.slug == "rio-arn-the-talks"
    assert (topic.any, topic.all, topic.none, topic.at_least) == (("Arn|River Arn", "truce"), ("Keld",), ("football",), 2)
    assert topics.made("Other", topics.terms(topic)).any == topic.any
    assert topics.made("Арн", "Арн", ["x"]).slug.startswith("topic-")
    assert topics.made("Arn talks", "Arn", ["arn-talks"]).slug == "arn-talks-2"


def test_terms_are_tried_on_the_articles_of_the_last_week_alone(ledger: Ledger) -> None:
    files(ledger, article("1"), article("2", "Rain in Keld."), article("3", published=later(days=-8)))
    trial = topics.try_terms(ledger, "Arn again", "Arn, Keld", NOON)
    assert (trial.among, trial.matched, [one.id for one in trial.newest]) == (2, 2, ["1", "2"])
    assert ledger.topics() == (TOPIC,)


def test_a_topic_with_new_terms_gathers_what_was_read(ledger: Ledger) -> None:
    files(ledger, article("1"), article("2", "Rain in Keld."))
    topics.change_topic(ledger, WHO, TOPIC.slug, NOON, written="Keld")
    assert [reading.article.id for reading in ledger.readings(TOPIC.slug)] == ["2"]


def test_an_archived_topic_is_offered_to_nobody_and_takes_up_what_came_meanwhile(ledger: Ledger) -> None:
    ledger.subscribe("7", TOPIC.slug, NOON)
    topics.set_state(ledger, WHO, TOPIC.slug, "archived", NOON)
    assert ledger.topics() == ()
    assert ledger.followed() == ()
    ledger.file([one := article("1")], NOON)
    ledger.keep(one, truce(one), (), NOON, "")
    topics.set_state(ledger, WHO, TOPIC.slug, "active", NOON)
    assert len(ledger.readings(TOPIC.slug)) == 1
    assert ledger.followed() == (TOPIC.slug,)


def test_a_merged_topic_hands_its_followers_over_with_what_they_were_told(ledger: Ledger) -> None:
    keld = topics.add_topic(ledger, WHO, "Keld strike", "Keld, +strike", NOON)
    files(ledger, article("1"), article("2", "A strike in Keld."))
    for name, slug in (("7", TOPIC.slug), ("8", keld.slug), ("9", keld.slug), ("9", TOPIC.slug)):
        ledger.subscribe(name, slug, NOON)
    outbox = Outbox(ledger)
    outbox.enqueue(digest("2026-03-09", topic=keld.slug, told={"strike": "2026-03-09"}), ["8", "9"], NOON)
    for delivery in outbox.claim(NOON):
        if delivery.recipient == "8":
            outbox.settle(delivery.id, Failed("but told"), NOON)
    outbox.enqueue(digest("2026-03-06"), ["9"], NOON)
    merged = topics.merge_topics(ledger, WHO, keld.slug, TOPIC.slug, NOON)
    assert merged.any == ("Arn", "Keld")
    assert len(ledger.readings(TOPIC.slug)) == 2
    told = {one.recipient: dict(ledger.told(one.edition)) for one in ledger.subscriptions(topic=TOPIC.slug)}
    assert told["7"] == {}
    assert told["8"] == {"strike": "2026-03-09"}
    assert ledger.subscriptions(topic=keld.slug) == ()
    assert ledger.topics() == (merged,)


# ── chats ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_held_desk_keeps_what_is_enqueued_and_lets_it_go_when_released(ledger: Ledger) -> None:
    ledger.subscribe("7", TOPIC.slug, NOON)
    chats.hold_desk(ledger, WHO, "a doubtful toll", NOON)
    outbox = Outbox(ledger)
    assert outbox.enqueue(digest("2026-03-06"), ["7"], NOON) == 1
    assert outbox.claim(NOON) == ()
    with pytest.raises(InputError, match="held already, by chat:900"):
        chats.hold_desk(ledger, "chat:901", "", NOON)
    assert chats.release_desk(ledger, WHO, NOON).reason == "a doubtful toll"
    assert len(outbox.claim(NOON)) == 1


def test_a_blocked_chat_gets_nothing_and_keeps_what_it_follows(ledger: Ledger) -> None:
    for name in ("-500", "-500:3", "7"):
        ledger.subscribe(name, TOPIC.slug, NOON)
    chats.block_chat(ledger, WHO, "-500", True, "spam", NOON)
    assert [one.recipient for one in ledger.subscriptions(topic=TOPIC.slug)] == ["7"]
    assert ledger.restriction("-500").reason == "spam"
    chats.block_chat(ledger, WHO, "-500", False, "", NOON)
    assert len(ledger.subscriptions(topic=TOPIC.slug)) == 3
    assert ledger.restrictions() == ()


def test_a_limited_chat_is_sated_by_the_posts_of_a_day(ledger: Ledger) -> None:
    ledger.subscribe("7", TOPIC.slug, NOON)
    chats.limit_chat(ledger, WHO, "7", 1, NOON)
    assert ledger.sated(NOON) == frozenset()
    Outbox(ledger).enqueue(digest("2026-03-06"), ["7"], NOON)
    assert ledger.sated(NOON) == {"7"}
    assert ledger.sated(later(days=1, seconds=1)) == frozenset()


def test_roles_are_the_owners_and_whom_they_took_on(ledger: Ledger) -> None:
    people.put_person(ledger, WHO, {900}, 12, "editor", NOON)
    assert [people.role_of(ledger, {900}, id) for id in (900, 12, 13, None)] == ["owner", "editor", None, None]
    people.put_person(ledger, WHO, {900}, 12, "owner", later(hours=1))
    assert ledger.people()[0].since == NOON
    people.remove_person(ledger, WHO, {900}, 12, NOON)
    assert people.role_of(ledger, {900}, 12) is None
    assert log(ledger) == ["chat:900 people remove 12", "chat:900 people add 12", "chat:900 people add 12"]


def test_trouble_of_the_last_day_is_counted_by_its_cause(ledger: Ledger) -> None:
    for name in ("7", "8"):
        ledger.put_recipient(Recipient(name, NOON))
        ledger.subscribe(name, TOPIC.slug, NOON)
    outbox = Outbox(ledger)
    outbox.enqueue(digest("2026-03-06"), ["7", "8"], NOON)
    for delivery in outbox.claim(NOON):
        outbox.settle(delivery.id, Failed("message is too long"), NOON)
    ledger.write_trouble("refresh", "the network is gone", later(hours=1))
    ledger.write_trouble("refresh", "long ago", later(days=-2))
    found = [(group.place, group.why, group.count, group.about) for group in last_day(ledger, later(hours=2))]
    assert found == [("Refresh", "the network is gone", 1, ()), ("Post that could never be sent", "message is too long", 2, ("8", "7"))]
    assert ledger.forget_troubles(NOON) == 1


def test_what_failed_is_tried_again_where_the_chat_can_be_reached(ledger: Ledger) -> None:
    for name in ("7", "8"):
        ledger.subscribe(name, TOPIC.slug, NOON)
    outbox = Outbox(ledger)
    outbox.enqueue(digest("2026-03-06"), ["7", "8"], NOON)
    for delivery in outbox.claim(NOON):
        outbox.settle(delivery.id, Failed("a defect"), NOON)
    ledger.mark_gone("8", "blocked", NOON)
    assert outbox.retry(later(days=9), later(days=2)) == 0
    assert outbox.retry(later(hours=1), NOON) == 1
    assert [delivery.recipient for delivery in outbox.claim(later(hours=1))] == ["7"]
