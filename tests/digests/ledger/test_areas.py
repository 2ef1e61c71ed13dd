"""What goes into an area of the ledger comes out of it, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from digests.errors import InputError, LedgerError
from digests.ledger import Ledger
from digests.model import Article, Facts, Feed, FeedDay, FeedState, Later, Reading, Recipient, Sent, Topic
from digests.outbox import Outbox
from tests.fakes.desk import DISPATCH, NOON, TOPIC, article, digest, later, truce


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger.open(tmp_path / "desk.sqlite", NOON)
    ledger.put_topics([TOPIC], NOON)
    yield ledger
    ledger.close()


# ── feeds ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_feed_is_taken_on_once_and_keeps_its_state(ledger: Ledger) -> None:
    assert ledger.put_feeds([DISPATCH, DISPATCH], NOON) == 1
    state = FeedState(DISPATCH, later(hours=1), '"e"', "Mon", "hash", NOON, NOON, NOON, "too slow", 2, False, 30, 15, None, 90.5, (2, 3))
    ledger.feed_checked(state)
    renamed = replace(DISPATCH, outlet="The Dispatch")
    assert ledger.put_feeds([renamed], later(hours=2)) == 0
    assert ledger.feeds() == (replace(state, feed=renamed),)


def test_feeds_come_due_longest_due_first_and_not_while_they_rest(ledger: Ledger) -> None:
    feeds = [Feed(f"https://{name}.example/rss", name) for name in ("early", "late", "resting", "not-yet")]
    ledger.put_feeds(feeds, NOON)
    for feed, minutes in zip(feeds, (1, 2, 0, 9), strict=True):
        ledger.feed_checked(FeedState(feed, later(minutes=minutes)))
    assert ledger.pause_feed(feeds[2].url, True, NOON)
    assert [state.feed.outlet for state in ledger.due_feeds(later(minutes=5))] == ["early", "late"]
    assert ledger.pause_feed(feeds[2].url, False, later(minutes=4))
    assert [state.feed.outlet for state in ledger.due_feeds(later(minutes=5))] == ["early", "late", "resting"]
    assert ledger.remove_feed(feeds[0].url)
    assert not ledger.remove_feed(feeds[0].url)
    ledger.feed_checked(FeedState(feeds[0], NOON))
    assert ledger.feed(feeds[0].url) is None


def test_a_feed_that_moved_keeps_its_articles_and_one_that_meets_another_is_given_up(ledger: Ledger) -> None:
    here, there = "https://new.example/rss", "https://newest.example/rss"
    ledger.put_feeds([DISPATCH], NOON)
    assert ledger.move_feed(DISPATCH.url, here)
    assert ledger.move_feed(here, there)
    moved = replace(DISPATCH, url=there, known_as=DISPATCH.url)
    assert [state.feed for state in ledger.feeds()] == [moved]
    ledger.put_feeds([replace(DISPATCH, url=there, outlet="The Dispatch")], NOON)
    assert ledger.feeds_known([DISPATCH.url, here]) == {DISPATCH.url: replace(moved, outlet="The Dispatch")}
    ledger.put_feeds([Feed(here, "Another")], NOON)
    assert not ledger.move_feed(here, there)
    assert [state.feed.url for state in ledger.feeds()] == [there]
    assert ledger.move_feed(there, DISPATCH.url)
    assert [state.feed for state in ledger.feeds()] == [replace(DISPATCH, outlet="The Dispatch")], "back where it was"


def test_a_feed_that_is_gone_is_not_asked_until_somebody_takes_it_up_again(ledger: Ledger) -> None:
    ledger.put_feeds([DISPATCH], NOON)
    ledger.end_feed(FeedState(DISPATCH, NOON, checked=NOON, error="it is gone", failures=1), NOON)
    (state,) = ledger.feeds()
    assert (state.gone, state.paused, state.error, ledger.due_feeds(later(hours=99))) == (NOON, True, "it is gone", ())
    ledger.pause_feed(DISPATCH.url, False, later(hours=1))
    assert [state.gone for state in ledger.due_feeds(later(hours=2))] == [None]


def test_what_feeds_brought_is_counted_by_day(ledger: Ledger) -> None:
    day = NOON.date()
    ledger.count_feed_days({"a": FeedDay(day, items=2, parsed=1), "b": FeedDay(day, unparsed=1)})
    ledger.count_feed_days({"a": FeedDay(day, items=1, full=3, teasers=1)})
    assert ledger.feed_days(day) == {"a": (FeedDay(day, 3, 1, 0, 3, 1),), "b": (FeedDay(day, unparsed=1),)}
    assert ledger.forget_feed_days(date(2099, 1, 1)) == 2
    assert ledger.feed_days(day) == {}


# ── articles and readings ──────────────────────────────────────────────────────────────────────────────────


def test_filing_the_same_articles_twice_gives_nothing_the_second_time(ledger: Ledger) -> None:
    articles = [article("1"), article("2", day=date(2026, 3, 2), timed=False, language="fr", teaser=True, url="https://x.example")]
    assert ledger.file([*articles, articles[0]], NOON) == tuple(articles)
    assert ledger.file(articles, later(hours=1)) == ()
    assert [ledger.article(one.key) for one in articles] == articles


def test_a_revision_is_filed_beside_the_earlier_one_whose_reading_stays(ledger: Ledger) -> None:
    first, revised = article("1"), article("1", "The truce on the Arn ends on Saturday.")
    ledger.file([first], NOON)
    ledger.keep(first, truce(first), (TOPIC.slug,), NOON, "Meridian Group")
    assert ledger.file([revised], later(hours=3)) == (revised,)
    ledger.keep(revised, truce(revised, "2026-03-07"), (TOPIC.slug,), later(hours=3), "Meridian Group")
    both = [
        Reading(first, truce(first), NOON, "Meridian Group"),
        Reading(revised, truce(revised, "2026-03-07"), later(hours=3), "Meridian Group"),
    ]
    assert ledger.readings(TOPIC.slug) == tuple(sorted(both, key=lambda reading: reading.article.key))
    assert [reading.article for reading in ledger.readings(TOPIC.slug, later(hours=2))] == [first]
    trace = dict(ledger.store.rows("SELECT article, superseded FROM readings"))
    assert trace == {first.key: later(hours=3).isoformat(timespec="microseconds"), revised.key: None}


def test_reading_the_same_revision_again_replaces_its_facts_and_topics_alone(ledger: Ledger) -> None:
    ledger.put_topics([Topic("other", "Other", any=("x",))], NOON)
    one = article("1")
    ledger.file([one], NOON)
    ledger.keep(one, truce(one), (TOPIC.slug,), NOON, "a")
    marks = ledger.mark(TOPIC.slug), ledger.mark("other")
    ledger.keep(one, Facts(), ("other", "unheard-of"), later(hours=1), "b")
    assert ledger.readings(TOPIC.slug) == ()
    assert ledger.readings("other") == (Reading(one, Facts(), NOON, "b"),)
    assert ledger.reading(one.key) == Reading(one, Facts(), NOON, "b")
    assert (ledger.mark(TOPIC.slug), ledger.mark("other")) > marks


def test_readings_come_by_publication(ledger: Ledger) -> None:
    articles = [article(str(hour), published=later(hours=hour)) for hour in (3, 1, 2)]
    ledger.file(articles, NOON)
    for one in articles:
        ledger.keep(one, truce(one), (TOPIC.slug,), NOON, "")
    assert [reading.article.id for reading in ledger.readings(TOPIC.slug)] == ["1", "2", "3"]


def test_what_was_filed_and_not_read_is_unread_newest_first(ledger: Ledger) -> None:
    old, new, odd = article("old"), article("new", published=later(hours=1)), article("odd", published=later(hours=2))
    ledger.file([old, new, odd], NOON)
    ledger.set_aside(odd.key, "ValueError", NOON)
    assert ledger.unread(10) == (new, old)
    assert ledger.unread(1) == (new,)
    ledger.keep(new, Facts(), (), NOON, "")
    assert ledger.unread(10) == (old,)
    assert ledger.read_again() == 1
    assert ledger.unread(10) == (odd, old)


def test_an_article_that_was_never_filed_cannot_be_kept(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no such article"):
        ledger.keep(article("1"), Facts(), (), NOON, "")


def test_a_teaser_is_known_again_after_its_page_took_its_place(ledger: Ledger) -> None:
    teaser = article("1", "The truce ends.", teaser=True)
    full = replace(teaser, text="The truce on the Arn ends on Friday.\n\nTalks go on.", teaser=False)
    ledger.file([teaser], NOON)
    assert ledger.fill(teaser.key, full)
    assert ledger.unread(5) == (full,)
    ledger.keep(full, truce(full), (TOPIC.slug,), NOON, "")
    assert ledger.file([teaser], later(hours=1)) == ()
    assert ledger.article(teaser.key) == full
    reworded = article("1", "The truce ends soon.", teaser=True)
    assert ledger.file([reworded], later(hours=2)) == (reworded,)
    assert not ledger.fill(reworded.key, full)  # the page itself did not change
    assert ledger.unread(5) == ()
    assert ledger.file([teaser, reworded], later(hours=3)) == ()
    assert ledger.article(reworded.key) == full


def test_a_topic_with_new_terms_gathers_and_lets_go(ledger: Ledger) -> None:
    one = article("1")
    ledger.file([one], NOON)
    ledger.keep(one, truce(one), (), NOON, "")
    assert list(ledger.every_article()) == [(one,)]
    before = ledger.mark(TOPIC.slug)
    ledger.gather(TOPIC.slug, [one])
    ledger.gather(TOPIC.slug, [one])
    assert [reading.article for reading in ledger.readings(TOPIC.slug)] == [one]
    assert ledger.mark(TOPIC.slug) > before
    ledger.gather(TOPIC.slug, [one], belongs=False)
    assert ledger.readings(TOPIC.slug) == ()


# ── readers ────────────────────────────────────────────────────────────────────────────────────────────────


def test_following_twice_is_following_once(ledger: Ledger) -> None:
    assert ledger.subscribe("ann", TOPIC.slug, NOON)
    assert not ledger.subscribe("ann", TOPIC.slug, later(hours=1))
    (only,) = ledger.subscriptions("ann")
    assert (only.recipient, only.topic, only.since, only.edition) == ("ann", TOPIC.slug, NOON, None)
    assert ledger.unsubscribe("ann", "another") == 0
    assert ledger.unsubscribe("ann") == 1
    assert ledger.subscriptions() == ()


def test_a_topic_nobody_keeps_cannot_be_followed(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="no such topic"):
        ledger.subscribe("ann", "weather", NOON)
    assert ledger.recipient("ann") is None


def test_a_profile_is_kept_and_the_first_moment_with_it(ledger: Ledger) -> None:
    ledger.put_recipient(Recipient("ann", NOON, profile={"zone": "Europe/Paris"}))
    ledger.put_recipient(Recipient("ann", later(hours=1), profile={"zone": "UTC", "title": "Ann \u201cA\u201d"}))
    assert ledger.recipient("ann") == Recipient("ann", NOON, profile={"zone": "UTC", "title": "Ann \u201cA\u201d"})
    assert [one.name for one in ledger.recipients()] == ["ann"]


def test_the_gone_are_no_followers_until_they_are_back(ledger: Ledger) -> None:
    ledger.subscribe("ann", TOPIC.slug, NOON)
    assert ledger.followed() == (TOPIC.slug,)
    assert ledger.mark_gone("ann", "blocked", NOON)
    assert not ledger.mark_gone("nobody", "blocked", NOON)
    assert (ledger.subscriptions(topic=TOPIC.slug), ledger.followed(), ledger.groups(TOPIC.slug)) == ((), (), ())
    assert len(ledger.subscriptions("ann")) == 1
    assert ledger.mark_back("ann", NOON)
    assert not ledger.mark_back("ann", NOON)
    assert ledger.followed() == (TOPIC.slug,)


def test_a_renamed_recipient_takes_everything_along(ledger: Ledger) -> None:
    ledger.subscribe("group", TOPIC.slug, NOON)
    Outbox(ledger).enqueue(digest("2026-03-06"), ["group"], NOON)
    assert ledger.rename_recipient("group", "supergroup")
    assert not ledger.rename_recipient("group", "supergroup")
    assert [one.recipient for one in ledger.subscriptions()] == ["supergroup"]
    assert [one.recipient for one in Outbox(ledger).claim(NOON)] == ["supergroup"]
    assert ledger.recipient("group") is None


def test_two_recipients_that_become_one_get_each_edition_once(ledger: Ledger) -> None:
    ledger.put_topics([Topic("other", "Other")], NOON)
    for name in ("group", "supergroup"):
        ledger.subscribe(name, TOPIC.slug, NOON)
    ledger.subscribe("group", "other", NOON)
    outbox = Outbox(ledger)
    outbox.enqueue(digest("2026-03-06"), ["group", "supergroup"], NOON)
    outbox.enqueue(digest("2026-03-08", topic="other"), ["group"], NOON)
    ledger.mark_gone("supergroup", "upgrading", NOON)
    assert ledger.rename_recipient("group", "supergroup")
    assert {one.topic for one in ledger.subscriptions(topic=TOPIC.slug) + ledger.subscriptions(topic="other")} == {TOPIC.slug, "other"}
    sent = [outbox.claim(NOON) for _ in range(1)]
    assert [one.recipient for batch in sent for one in batch] == ["supergroup"]


# ── editions ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edition_comes_back_whole(ledger: Ledger) -> None:
    edition = digest("2026-03-06")
    ledger.put_edition(edition)
    ledger.put_edition(replace(edition, title="Another"))
    again = Ledger.open(ledger.store.path, NOON)
    assert again.edition(edition.edition) == edition
    assert again.told(edition.edition) == {"truce": "2026-03-06"}
    assert again.edition("unheard-of") is None
    assert again.told(None) == {}
    again.close()


def test_readers_who_were_told_the_same_are_one_group_whichever_way_they_came(ledger: Ledger) -> None:
    outbox = Outbox(ledger)
    old, newer = digest("2026-03-06", "an older edition"), digest("2026-03-06")
    for name in ("ann", "bob", "cat"):
        ledger.subscribe(name, TOPIC.slug, NOON)
    outbox.enqueue(old, ["ann"], NOON)
    outbox.enqueue(replace(newer, composed=later(hours=1)), ["bob"], NOON)
    nothing, same = ledger.groups(TOPIC.slug)
    assert (nothing.editions, nothing.newest, nothing.told) == (frozenset({None}), None, {})
    assert (same.editions, same.newest) == (frozenset({old.edition, newer.edition}), newer.edition)
    assert ledger.followers(TOPIC.slug, same.editions) == ("ann", "bob")
    assert ledger.followers(TOPIC.slug, nothing.editions) == ("cat",)


def test_a_topic_that_is_given_up_takes_its_subscriptions_and_what_waits_along(ledger: Ledger) -> None:
    ledger.subscribe("ann", TOPIC.slug, NOON)
    Outbox(ledger).enqueue(digest("2026-03-06"), ["ann"], NOON)
    assert ledger.remove_topic(TOPIC.slug)
    assert not ledger.remove_topic(TOPIC.slug)
    assert (ledger.subscriptions(), Outbox(ledger).claim(NOON)) == ((), ())


#: these look at all there is, and say so in their names
WHOLE = ("FROM topics", "FROM feeds", "FROM notes", "_sqlite_migrations", "sqlite_master")
#: what a question itself brings along, and indexes that hold only what is in hand
SMALL = ("SCAN json_each", "SCAN CONSTANT", "SCAN u", "SCAN a USING INDEX articles_unread")


def test_every_question_is_answered_by_an_index(ledger: Ledger) -> None:
    asked: list[str] = []
    ledger.store._db.conn.set_trace_callback(asked.append)
    a_day_at_the_desk(ledger)
    ledger.store._db.conn.set_trace_callback(None)
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE")
    questions = {one for one in asked if one.startswith(verbs) and not any(word in one for word in WHOLE)}
    assert len(questions) > 30
    for question in questions:
        plan = [row[3] for row in ledger.store.rows(f"EXPLAIN QUERY PLAN {question}")]
        walks = [step for step in plan if step.startswith("SCAN") and not step.startswith(SMALL)]
        assert not walks, (question, plan)


def a_day_at_the_desk(ledger: Ledger) -> None:
    """Everything that happens often."""
    outbox, one = Outbox(ledger), article("1")
    ledger.file([one], NOON)
    ledger.unread(5)
    ledger.keep(one, truce(one), (TOPIC.slug,), NOON, "")
    ledger.file([article("1", "Another text on the Arn.")], NOON)
    ledger.on_file([one.story_id])
    ledger.readings(TOPIC.slug)
    ledger.readings(TOPIC.slug, NOON)
    for name in ("ann", "bob"):
        ledger.subscribe(name, TOPIC.slug, NOON)
    ledger.followed()
    for group in ledger.groups(TOPIC.slug):
        outbox.enqueue(digest("2026-03-06"), ledger.followers(TOPIC.slug, group.editions), NOON)
    ledger.last_digest("ann", TOPIC.slug)
    ledger.subscriptions("ann")
    ledger.subscriptions(topic=TOPIC.slug)
    first, second = outbox.claim(NOON)
    outbox.mark(first.id, 0)
    outbox.advance(first.id, 0, "7")
    outbox.settle(first.id, Sent(), NOON)
    outbox.settle(second.id, Later(later(minutes=1)), NOON)
    outbox.messages("ann", TOPIC.slug, first.digest.edition)
    outbox.recover(NOON)
    outbox.tidy(later(days=30))
    ledger.recipients_of("bob")
    ledger.mark_gone("bob", "blocked", NOON)
    ledger.mark_back("bob", NOON)
    ledger.rename_recipient("bob", "cat")
    ledger.rename_recipient("cat", "ann")
    ledger.unsubscribe("ann")


def test_what_is_in_other_languages_is_found_as_it_stood(ledger: Ledger) -> None:
    def keeps(one: Article, now: datetime, topics: tuple[str, ...] = (TOPIC.slug,)) -> None:
        ledger.file([one], now)
        ledger.keep(one, Facts(), topics, now, "Anker")

    hours_of = {"old": -99, "early": 1, "late": 2}
    old, early, late = (article(name, name, language="ar", published=later(hours=hours)) for name, hours in hours_of.items())
    for one in (old, early, late, article("english"), article("french", "Arn", language="fr", published=later(hours=3))):
        keeps(one, later(hours=3))
    keeps(article("elsewhere", language="ar", published=later(hours=2)), later(hours=3), ())
    keeps(revised := replace(early, text="early, in other words"), later(hours=5))

    def found(until: datetime, limit: int = 9) -> list[str]:
        return [one.text for one in ledger.foreign(TOPIC.slug, {"en", "fr"}, later(hours=-24), until, limit)]

    assert found(later(hours=6)) == ["late", revised.text]
    assert found(later(hours=6), 1) == ["late"]
    assert found(later(hours=4)) == ["late", "early"]
    assert found(later(hours=2)) == [], "nothing was learned by then"
