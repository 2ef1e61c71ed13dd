"""The desk at work, over a wire that is told what to serve."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from digests import hours
from digests.clock import SetClock
from digests.desk import chats
from digests.desk.topics import merge_topics
from digests.errors import FetchError, InputError, ParseError
from digests.ledger import Ledger, LedgerThread
from digests.model import (
    EVERYTHING,
    Article,
    DeadlineKind,
    DeadlineState,
    Digest,
    Evidence,
    Facts,
    Feed,
    FeedState,
    KeyPoint,
    Pace,
    PaceKind,
    PointKind,
    Preferences,
    Quiet,
    Reading,
    Sent,
    Story,
    StoryDeadline,
    Told,
    Wish,
    key_of,
)
from digests.outbox import Outbox
from digests.pipeline import Pipeline
from tests.fakes.desk import DISPATCH, NOON, TOPIC, article, later, truce

COURIER = Feed("https://courier.example/rss", "Northern Courier")


@dataclass(frozen=True)
class Answer:
    url: str
    body: bytes = b""
    content_type: str = "application/rss+xml"
    etag: str | None = None
    modified: str | None = None
    not_modified: bool = False
    at: str = ""
    retry_after: float | None = None
    max_age: float | None = None
    moved_to: str | None = None


@dataclass(frozen=True)
class Parsed:
    articles: tuple[Article, ...]
    undated: tuple[Article, ...] = ()
    ttl: int | None = None
    rests: tuple[int, ...] = ()


@dataclass(frozen=True)
class Page:
    text: str
    published: datetime | None = None
    timed: bool = False
    title: str = ""
    day: date | None = None
    modified: datetime | None = None
    canonical: str = ""
    whole: bool = True
    language: str | None = None


@dataclass
class Wire:
    """Serves feeds of one article a line (``id|text``, undated with ``?id``), and pages; remembers what it was asked."""

    served: dict[str, str | Exception] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    parsed: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def serves(self, url: str, *lines: str, etag: str = "") -> None:
        self.served[url] = "\n".join(lines)
        self.tags[url] = etag

    def fails(self, url: str, error: Exception) -> None:
        self.served[url] = error

    async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Answer:
        if not url.endswith("/robots.txt"):
            self.asked.append(url)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        body = self.served.get(url, FetchError(url, "not found", 404))
        if isinstance(body, Exception):
            raise body
        tag = self.tags.get(url, "")
        return Answer(url, body.encode(), etag=tag or None, not_modified=bool(tag) and tag == etag)

    def parse(self, body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> Parsed:
        self.parsed.append(feed.url)
        if b"<html>" in body:
            raise ParseError(feed.url, "this is a web page")
        rows = [line.split("|") for line in body.decode().splitlines()]
        more: dict[str, Any] = {"feed": feed.url, "teaser": bool(feed.site)}
        articles = [article(i, text, source=feed.outlet, url=f"{feed.site}/{i}", **more) for i, text in rows]
        dated = tuple(one for one in articles if not one.id.startswith("?"))
        return Parsed(dated, tuple(replace(one, published=now) for one in articles if one not in dated))

    def page(self, body: bytes, url: str, content_type: str = "") -> Page:
        return Page(body.decode())


def read(article: Article) -> Facts:
    if "unreadable" in article.text:
        raise ZeroDivisionError("a defect")
    return truce(article, article.text.split()[-1]) if "Arn" in article.text else Facts()


def tell(topic: str, readings: Iterable[Reading], now: datetime, known: datetime | None = None) -> Story:
    """Every deadline by itself; past its day it has passed."""
    by_story = {reading.article.story_id: reading for reading in sorted(readings, key=lambda reading: reading.learned)}
    deadlines = []
    for reading in by_story.values():
        for fact in reading.facts.deadlines:
            evidence = Evidence(fact.evidence, reading.article.source, reading.article.url, reading.article.published)
            state = DeadlineState.PASSED if fact.date < now.date().isoformat() else DeadlineState.UPCOMING
            deadlines.append(StoryDeadline(reading.article.story_id, fact.subject, fact.date, DeadlineKind.EXPIRY, state, (evidence,)))
    return Story(topic, now, tuple(deadlines), articles=len(by_story))


def compose(
    story: Story, title: str, told: Told, now: datetime, edition: str | None = None, *, wish: Wish = EVERYTHING, watched: bool = False
) -> Digest | None:
    known = {deadline.key: f"{deadline.date} {deadline.state}" for deadline in story.deadlines}
    new = [deadline for deadline in story.deadlines if told.get(deadline.key) != known[deadline.key]]
    points = tuple(KeyPoint(PointKind.DUE, deadline.key, deadline, deadline.evidence) for deadline in new)
    key = key_of(edition, *(f"{deadline.key}{known[deadline.key]}" for deadline in new))
    return Digest(story.topic, title, key, now, points, known) if points else None


@dataclass
class Newsroom:
    wire: Wire
    clock: SetClock
    ledger: LedgerThread
    pipeline: Pipeline

    async def follows(self, *names: str) -> None:
        for name in names:
            await self.ledger.call(Ledger.subscribe, name, TOPIC.slug, self.clock.now())

    async def delivered(self) -> dict[str, list[str]]:
        """Everything that is due, as the days each recipient reads of."""
        now = self.clock.now()
        return {d.recipient: days(d.digest) for d in await self.ledger.call(lambda ledger: Outbox(ledger).claim(now, 1000))}

    async def feed(self, feed: Feed = DISPATCH) -> FeedState:
        state = await self.ledger.call(Ledger.feed, feed.url)
        assert state is not None
        return state

    def wait(self, **how_long: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**how_long))


def days(digest: Digest | None) -> list[str]:
    return [] if digest is None else [point.item.date or "" for point in digest.points if isinstance(point.item, StoryDeadline)]


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    clock, wire = SetClock(NOON), Wire()
    ledger = LedgerThread(tmp_path / "desk.sqlite", clock)
    ledger.start()
    await ledger.call(Ledger.put_feeds, [DISPATCH], NOON)
    await ledger.call(Ledger.put_topics, [TOPIC], NOON)
    pipeline = Pipeline(ledger, wire, clock, parse=wire.parse, page=wire.page, read=read, tell=tell, compose=compose)
    yield Newsroom(wire, clock, ledger, pipeline)
    ledger.close()


FRIDAY = "1|The truce on the Arn ends on 2026-03-06"


# ── feeds ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_round_files_reads_and_enqueues(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY, "2|Rain is due")
    await room.follows("ann", "bob")
    run = await room.pipeline.tick()
    assert (run.filed, run.revised, run.facts, run.enqueued, run.troubles) == (2, 0, 1, 2, ())
    assert [(feed.url, feed.status, feed.articles) for feed in run.feeds] == [(DISPATCH.url, "new", 2)]
    assert await room.delivered() == {"ann": ["2026-03-06"], "bob": ["2026-03-06"]}
    (reading,) = await room.ledger.call(Ledger.readings, TOPIC.slug)
    assert reading.publisher == "Meridian Group"


async def test_nothing_new_is_nothing_sent_and_nothing_parsed(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.follows("ann")
    await room.pipeline.tick()
    for _ in range(3):
        room.wait(minutes=10)
        run = await room.pipeline.tick()
        assert (run.filed, run.enqueued, [feed.status for feed in run.feeds]) == (0, 0, ["unchanged"])
    assert room.wire.parsed == [DISPATCH.url]
    room.wire.serves(DISPATCH.url, FRIDAY, "2|Rain", etag='"2"')
    for _ in range(3):
        room.wait(minutes=10)
        await room.pipeline.tick()
    assert len(room.wire.parsed) == 2
    state = await room.feed()
    assert (state.etag, state.items, state.changed, state.fresh) == ('"2"', 2, later(minutes=40), later(minutes=60))


async def test_a_feed_is_asked_when_it_is_due_or_when_it_must(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.pipeline.refresh()
    room.wait(minutes=5)
    assert (await room.pipeline.refresh()).feeds == ()
    assert len((await room.pipeline.refresh(force=True)).feeds) == 1
    await room.ledger.call(Ledger.pause_feed, DISPATCH.url, True, NOON)
    assert [feed.status for feed in (await room.pipeline.refresh(force=True)).feeds] == ["paused"]
    assert len(room.wire.asked) == 2


async def test_one_feed_that_fails_does_not_touch_the_others(room: Newsroom) -> None:
    await room.ledger.call(Ledger.put_feeds, [COURIER, replace(COURIER, url="https://odd.example/rss")], NOON)
    room.wire.fails(DISPATCH.url, FetchError(DISPATCH.url, "the server is busy", 503, retry_after=7200))
    room.wire.serves(COURIER.url, FRIDAY)
    room.wire.serves("https://odd.example/rss", "a line that is no article")
    run = await room.pipeline.refresh()
    assert [feed.status for feed in run.feeds] == ["failed", "new", "failed"]
    assert run.feeds[0].error == "the server is busy"
    assert "ValueError" in (run.feeds[2].error or "")
    state = await room.feed()
    assert (state.failures, state.error, state.fresh, state.due) == (1, "the server is busy", None, later(hours=2))


async def test_a_feed_that_is_no_feed_is_looked_at_again_and_well_again_once_it_is(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, "<html>", etag='"h"')
    assert (await room.pipeline.refresh()).feeds[0].error == "this is a web page"
    room.wire.serves(DISPATCH.url, FRIDAY, etag='"h"')
    assert (await room.pipeline.refresh(force=True)).filed == 1
    state = await room.feed()
    assert (state.failures, state.error) == (0, None)


TEN = timedelta(minutes=10)


async def test_few_feeds_are_asked_at_once(room: Newsroom) -> None:
    feeds = [replace(COURIER, url=f"https://courier.example/{number}") for number in range(40)]
    await room.ledger.call(Ledger.put_feeds, feeds, NOON)
    await room.pipeline.refresh()
    assert 1 < room.wire.most_at_once <= 8


async def test_a_revision_is_told_as_such(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.follows("ann")
    await room.pipeline.tick()
    room.wait(hours=1)
    room.wire.serves(DISPATCH.url, "1|The truce on the Arn ends on 2026-03-09")
    run = await room.pipeline.tick()
    assert (run.filed, run.revised, run.enqueued) == (0, 1, 1)
    assert days(await room.pipeline.digest(TOPIC.slug)) == ["2026-03-09"]


async def test_what_nothing_dates_is_news_only_where_the_feed_was_being_watched(room: Newsroom) -> None:
    old, new, late = (f"?{number}|The truce on the Arn ends on 2026-03-0{number}" for number in (5, 6, 7))
    room.wire.serves(DISPATCH.url, old)
    run = await room.pipeline.refresh()
    assert (run.filed, run.facts) == (0, 0)
    room.wait(hours=1)
    room.wire.serves(DISPATCH.url, old, new)
    run = await room.pipeline.refresh()
    assert (run.filed, run.facts) == (1, 1)
    room.wait(hours=1)
    room.wire.serves(DISPATCH.url, f"{old}9", new)  # an old one in other words
    assert (await room.pipeline.refresh()).revised == 0
    room.wait(days=30)
    room.wire.serves(DISPATCH.url, old, new, late)
    assert (await room.pipeline.refresh()).filed == 0
    assert days(await room.pipeline.digest(TOPIC.slug)) == ["2026-03-06"]


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────

WITH_PAGES = replace(COURIER, site="https://courier.example")


async def test_the_page_behind_a_teaser_is_read_once(room: Newsroom) -> None:
    await room.ledger.call(Ledger.put_feeds, [WITH_PAGES], NOON)
    room.wire.serves(COURIER.url, "1|The Arn 2026-03-05")
    room.wire.serves("https://courier.example/1", "The truce on the Arn was said to end on 2026-03-06")
    assert (await room.pipeline.refresh()).facts == 1
    room.wire.serves(COURIER.url, "1|The Arn 2026-03-05", "2|Rain")
    run = await room.pipeline.refresh(force=True)
    assert (run.filed, run.revised) == (1, 0)
    assert room.wire.asked.count("https://courier.example/1") == 1
    (reading,) = await room.ledger.call(Ledger.readings, TOPIC.slug)
    assert (reading.article.teaser, reading.facts.deadlines[0].date) == (False, "2026-03-06")


TROUBLES = {"gone": FetchError("x", "gone", 410), "empty": ParseError("x", "no article"), "a defect": ValueError("odd")}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_without_its_page_the_teaser_has_to_do(room: Newsroom, trouble: Exception) -> None:
    await room.ledger.call(Ledger.put_feeds, [WITH_PAGES], NOON)
    room.wire.serves(COURIER.url, "1|The Arn 2026-03-05")
    room.wire.fails("https://courier.example/1", trouble)
    assert (await room.pipeline.refresh()).facts == 1
    (reading,) = await room.ledger.call(Ledger.readings, TOPIC.slug)
    assert reading.article.teaser


async def test_pages_are_fetched_where_wanted_and_not_too_many_of_one_host(room: Newsroom) -> None:
    off = replace(WITH_PAGES, url="https://off.example/rss", site="https://off.example", full_text="off")
    await room.ledger.call(Ledger.put_feeds, [WITH_PAGES, off], NOON)
    room.wire.serves(COURIER.url, *(f"{number}|Rain" for number in range(30)), "arn|The Arn 2026-03-05")
    room.wire.serves(off.url, "1|Rain")
    assert (await room.pipeline.refresh()).filed == 32
    pages = [url for url in room.wire.asked if "rss" not in url]
    assert len(pages) == 12
    assert "https://courier.example/arn" in pages  # what belongs to a topic comes first
    assert await room.ledger.call(Ledger.unread, 50) == ()


async def test_one_article_that_cannot_be_read_stops_nothing(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, "0|unreadable", FRIDAY)
    run = await room.pipeline.refresh()
    assert (run.filed, run.facts) == (2, 1)
    (trouble,) = run.troubles
    assert (trouble.state, trouble.why) == ("unread", "Meridian Dispatch, 'In brief': ZeroDivisionError: a defect")
    room.wait(hours=1)
    assert (await room.pipeline.refresh()).troubles == ()


async def test_what_a_crash_left_unread_is_read_in_the_next_round(room: Newsroom) -> None:
    left = Article("9", "In brief", "The truce on the Arn ends on 2026-03-06", NOON, "Meridian Dispatch", feed=DISPATCH.url)
    await room.ledger.call(Ledger.file, [left], NOON)
    room.wire.serves(DISPATCH.url, "1|Rain")
    assert (await room.pipeline.refresh()).facts == 1


# ── telling ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_what_passes_with_time_alone_is_told(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.follows("ann")
    await room.pipeline.tick()
    assert await room.pipeline.compose() == 0
    room.wait(days=5)
    assert await room.pipeline.compose() == 1
    assert await room.pipeline.compose() == 0


async def test_a_new_follower_is_told_at_once_and_only_once(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.pipeline.tick()
    assert await room.pipeline.first("ann", TOPIC.slug) is None  # follows nothing
    await room.follows("ann")
    assert days(await room.pipeline.first("ann", TOPIC.slug)) == ["2026-03-06"]
    assert days(await room.pipeline.first("ann", TOPIC.slug)) == ["2026-03-06"]  # it has it already
    assert await room.pipeline.compose() == 0
    assert await room.delivered() == {"ann": ["2026-03-06"]}


async def test_early_and_late_followers_get_what_each_lacks_and_share_editions_from_then_on(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.follows("ann")
    await room.pipeline.tick()
    await room.delivered()
    room.wait(hours=1)
    room.wire.serves(DISPATCH.url, FRIDAY, "2|Talks on the Arn are due on 2026-03-08")
    await room.pipeline.tick()
    await room.follows("bob")
    assert days(await room.pipeline.first("bob", TOPIC.slug)) == ["2026-03-06", "2026-03-08"]
    room.wait(hours=1)
    room.wire.serves(DISPATCH.url, "3|A vote on the Arn is due on 2026-03-10")
    assert (await room.pipeline.tick()).enqueued == 2
    ann, bob = await room.ledger.call(lambda ledger: ledger.subscriptions(topic=TOPIC.slug))
    assert ann.edition == bob.edition is not None


async def test_the_story_as_it_stood(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.pipeline.tick()
    room.wait(hours=3)
    room.wire.serves(DISPATCH.url, "1|The truce on the Arn ends on 2026-03-09")
    await room.pipeline.tick()
    then, now = await room.pipeline.story(TOPIC.slug, later(hours=1)), await room.pipeline.story(TOPIC.slug)
    assert ([d.date for d in then.deadlines], then.as_of) == (["2026-03-06"], later(hours=1))
    assert [d.date for d in now.deadlines] == ["2026-03-09"]
    assert (await room.pipeline.story(TOPIC.slug, NOON - TEN)).deadlines == ()


async def test_the_story_as_it_stood_before_the_desk_began_is_told_from_what_was_out_by_then(room: Newsroom) -> None:
    room.wait(days=2)
    room.wire.serves(DISPATCH.url, FRIDAY)  # published at noon of the first day
    await room.pipeline.tick()
    room.wait(hours=3)
    room.wire.serves(DISPATCH.url, "1|The truce on the Arn ends on 2026-03-09")
    await room.pipeline.tick()
    then = await room.pipeline.story(TOPIC.slug, NOON + timedelta(hours=12))
    assert [deadline.date for deadline in then.deadlines] == ["2026-03-06"]
    assert (await room.pipeline.story(TOPIC.slug, NOON - timedelta(days=1))).deadlines == ()


async def test_a_follower_whom_a_round_told_first_is_said_so(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.pipeline.refresh()
    await room.follows("ann")
    assert await room.pipeline.compose() == 1
    assert days(await room.pipeline.first("ann", TOPIC.slug)) == ["2026-03-06"]
    assert await room.delivered() == {"ann": ["2026-03-06"]}


async def test_a_story_is_told_once_for_all_who_ask(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.pipeline.tick()
    assert await room.pipeline.story(TOPIC.slug) is await room.pipeline.story(TOPIC.slug)
    before = await room.pipeline.story(TOPIC.slug)
    room.wait(minutes=3)
    assert await room.pipeline.story(TOPIC.slug) is not before


async def test_a_topic_that_is_none(room: Newsroom) -> None:
    for question in (room.pipeline.story("weather"), room.pipeline.digest("weather"), room.pipeline.first("ann", "weather")):
        with pytest.raises(InputError, match="no such topic"):
            await question


async def test_a_story_that_cannot_be_told_is_a_trouble_of_its_own(room: Newsroom) -> None:
    def stumbles(story: Story, title: str, told: Told, now: datetime, edition: str | None = None, **how: Any) -> Digest | None:
        if story.topic == "other":
            raise ZeroDivisionError("a defect")
        return compose(story, title, told, now, edition)

    wire = room.wire
    pipeline = Pipeline(room.ledger, wire, room.clock, parse=wire.parse, page=wire.page, read=read, tell=tell, compose=stumbles)
    await room.ledger.call(Ledger.put_topics, [replace(TOPIC, slug="other")], NOON)
    await room.ledger.call(Ledger.subscribe, "bob", "other", NOON)
    await room.follows("ann")
    wire.serves(DISPATCH.url, FRIDAY)
    run = await pipeline.tick()
    assert (run.enqueued, [(t.topic, t.state) for t in run.troubles]) == (1, [("other", "untold")])


async def test_rounds_and_new_followers_at_the_same_time_double_nothing(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.pipeline.refresh()
    await room.follows("ann", "bob")
    done = await asyncio.gather(room.pipeline.tick(), room.pipeline.first("ann", TOPIC.slug), room.pipeline.compose(), room.pipeline.tick())
    assert done
    assert await room.delivered() == {"ann": ["2026-03-06"], "bob": ["2026-03-06"]}
    summary = await room.ledger.call(lambda ledger: Outbox(ledger).summary(NOON))
    assert (summary.waiting, summary.on_wire) == (0, 2)


# ── by their own hours ─────────────────────────────────────────────────────────────────────────────────────


async def prefers(room: Newsroom, name: str, preferences: Preferences) -> None:
    due = hours.next_due(preferences.pace, room.clock.now())
    assert await room.ledger.call(Ledger.prefer, name, TOPIC.slug, preferences, due)


async def test_each_is_told_at_its_hour_and_those_alike_share_an_edition(room: Newsroom) -> None:
    await room.follows("ann", "bob", "cat")
    await prefers(room, "bob", Preferences(Pace(PaceKind.DAILY, (18,))))
    await prefers(room, "cat", Preferences(Pace(PaceKind.DAILY, (18, 20))))
    room.wire.serves(DISPATCH.url, FRIDAY)
    assert (await room.pipeline.tick()).enqueued == 1
    assert set(await room.delivered()) == {"ann"}
    room.clock.move_to(NOON.replace(hour=17, minute=59))
    assert await room.pipeline.compose() == 0
    room.clock.move_to(NOON.replace(hour=18))
    assert await room.pipeline.compose() == 2
    editions = {kept.edition for kept in await room.ledger.call(Ledger.subscriptions, None, TOPIC.slug)}
    assert len(editions) == 1
    assert await room.pipeline.compose() == 0


async def test_an_hour_without_news_is_an_hour_passed(room: Newsroom) -> None:
    await room.follows("ann")
    await prefers(room, "ann", Preferences(Pace(PaceKind.DAILY, (18,))))
    room.clock.move_to(NOON.replace(hour=18))
    assert await room.pipeline.compose() == 0
    room.wire.serves(DISPATCH.url, FRIDAY)
    room.wait(minutes=5)
    assert (await room.pipeline.tick()).enqueued == 0
    (kept,) = await room.ledger.call(Ledger.subscriptions, "ann")
    assert kept.due == NOON.replace(hour=18) + timedelta(days=1)


async def test_hours_missed_in_a_downtime_are_caught_up_once(room: Newsroom) -> None:
    await room.follows("ann")
    await prefers(room, "ann", Preferences(Pace(PaceKind.HOURLY)))
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.pipeline.tick()
    room.wait(days=2, minutes=20)
    assert await room.pipeline.compose() == 1
    room.wait(minutes=30)
    assert await room.pipeline.compose() == 0
    assert await room.delivered() == {"ann": ["2026-03-06"]}


async def test_quiet_hours_hold_and_then_tell_once(room: Newsroom) -> None:
    await room.follows("ann")
    await prefers(room, "ann", Preferences(Pace(quiet=Quiet(11 * 60, 15 * 60))))
    room.wire.serves(DISPATCH.url, FRIDAY)
    assert (await room.pipeline.tick()).enqueued == 0
    room.wire.serves(DISPATCH.url, FRIDAY, "2|The truce on the Arn ends on 2026-03-07")
    room.wait(minutes=15)
    assert (await room.pipeline.tick()).enqueued == 0
    room.clock.move_to(NOON.replace(hour=15))
    assert await room.pipeline.compose() == 1
    assert await room.delivered() == {"ann": ["2026-03-06", "2026-03-07"]}


async def test_the_silent_and_the_short_carry_it_to_their_deliveries(room: Newsroom) -> None:
    await room.follows("ann", "bob")
    await prefers(room, "bob", Preferences(silent=True, length="headline"))
    room.wire.serves(DISPATCH.url, FRIDAY)
    await room.pipeline.tick()
    now = room.clock.now()
    claimed = {d.recipient: d for d in await room.ledger.call(lambda ledger: Outbox(ledger).claim(now, 10))}
    assert (claimed["ann"].silent, claimed["bob"].silent) == (False, True)
    assert (dict(claimed["ann"].profile), dict(claimed["bob"].profile)) == ({}, {"length": "headline"})


async def test_preferences_follow_a_chat_to_its_new_name(room: Newsroom) -> None:
    await room.follows("ann")
    wanted = Preferences(Pace(PaceKind.WEEKLY, (9,), 2), Wish(watch=("Arn",)), silent=True)
    await prefers(room, "ann", wanted)
    await room.ledger.call(Ledger.rename_recipient, "ann", "ann's group")
    (kept,) = await room.ledger.call(Ledger.subscriptions, "ann's group")
    assert kept.preferences == wanted


# ── catching up ────────────────────────────────────────────────────────────────────────────────────────────


async def test_who_missed_a_week_gets_one_digest_not_seven(room: Newsroom) -> None:
    await room.follows("ann")
    for day in range(7):
        room.wire.serves(DISPATCH.url, f"1|The truce on the Arn ends on 2026-03-{20 + day}")
        await room.pipeline.tick(force=True)
        room.wait(days=1)
    await room.pipeline.compose()
    assert await room.delivered() == {"ann": ["2026-03-26"]}


async def test_a_held_desk_lets_out_one_digest(room: Newsroom) -> None:
    await room.follows("ann")
    await room.ledger.call(chats.hold_desk, "shell:ada", "", room.clock.now())
    for day in range(3):
        room.wire.serves(DISPATCH.url, f"1|The truce on the Arn ends on 2026-03-{20 + day}")
        await room.pipeline.tick(force=True)
        room.wait(minutes=20)
    await room.pipeline.compose()
    await room.ledger.call(chats.release_desk, "shell:ada", room.clock.now())
    assert await room.delivered() == {"ann": ["2026-03-22"]}


async def test_what_has_begun_to_go_out_is_not_taken_back(room: Newsroom) -> None:
    await room.follows("ann")
    room.wire.serves(DISPATCH.url, "1|The truce on the Arn ends on 2026-03-20")
    await room.pipeline.tick(force=True)
    now = room.clock.now()
    (begun,) = await room.ledger.call(lambda ledger: Outbox(ledger).claim(now, 1))
    room.wait(days=1)
    room.wire.serves(DISPATCH.url, "1|The truce on the Arn ends on 2026-03-21")
    await room.pipeline.tick(force=True)
    room.wait(days=1)
    await room.pipeline.compose()
    assert await room.ledger.call(lambda ledger: Outbox(ledger).settle(begun.id, Sent(), room.clock.now()))
    assert await room.delivered() == {"ann": ["2026-03-21"]}


async def test_preferences_go_over_to_the_topic_that_takes_anothers_place(room: Newsroom) -> None:
    await room.ledger.call(Ledger.put_topics, [replace(TOPIC, slug="other")], NOON)
    await room.follows("ann", "bob")
    await room.ledger.call(Ledger.subscribe, "bob", "other", NOON)
    await prefers(room, "ann", Preferences(Pace(PaceKind.HOURLY)))
    await prefers(room, "bob", Preferences(silent=True))
    await room.ledger.call(merge_topics, "shell:test", TOPIC.slug, "other", NOON)
    kept = {one.recipient: one for one in await room.ledger.call(Ledger.subscriptions, None, "other")}
    assert (kept["ann"].preferences.pace.kind, kept["ann"].due) == (PaceKind.HOURLY, later(hours=1))
    assert kept["bob"].preferences == Preferences()


async def test_articles_in_languages_that_are_not_read_are_kept_and_not_misread(room: Newsroom) -> None:
    room.wire.serves(DISPATCH.url, FRIDAY)
    parse = room.wire.parse

    def foreign(body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> Parsed:
        return Parsed(tuple(replace(one, language="uk") for one in parse(body, feed, content_type=content_type, now=now).articles))

    pipeline = Pipeline(room.ledger, room.wire, room.clock, parse=foreign, page=room.wire.page, read=read, tell=tell, compose=compose)
    run = await pipeline.refresh()
    assert (run.filed, run.facts, run.troubles) == (1, 0, ())
    assert [reading.article.language for reading in await room.ledger.call(Ledger.readings, TOPIC.slug)] == ["uk"]


async def test_a_site_whose_rules_forbid_it_is_not_asked_for_pages(room: Newsroom) -> None:
    feed = replace(DISPATCH, site="https://dispatch.example/n")
    await room.ledger.call(Ledger.put_feeds, [feed], NOON)
    room.wire.serves(feed.url, "1|The truce on the Arn")
    room.wire.serves("https://dispatch.example/n/1", "The truce on the Arn ends on 2026-03-06")
    room.wire.serves("https://dispatch.example/robots.txt", "User-agent: *", "Disallow: /n/")
    run = await room.pipeline.refresh()
    assert (run.filed, "https://dispatch.example/n/1" in room.wire.asked) == (1, False)
