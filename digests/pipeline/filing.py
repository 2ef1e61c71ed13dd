"""Filing what feeds brought, in the ledger's own thread: articles, what vouches for them and what was counted go in together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from rapidfuzz import fuzz

from digests.desk.audit import acting
from digests.ledger import Ledger
from digests.model import Article, FeedDay, FeedOutcome, FeedState
from digests.pipeline.pacing import rhythm_after

__all__ = ["RESURFACED", "Polled", "Unchanged", "file", "settle"]

#: What a feed that was being watched brings for the first time although it is so old has surfaced again, and is no news.
RESURFACED = timedelta(days=7)
#: An article under the same address is the same one as long as its headline is so much alike, of 100.
_ALIKE = 55.0
#: How far back an article under another address and guid is known again by its words.
_SAME_WORDS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of asking one feed."""

    state: FeedState
    articles: tuple[Article, ...] = ()
    undated: tuple[Article, ...] = ()  #: what nothing dates
    watched: bool = False  #: whether the feed was read a while ago, so that what it did not hold then is new
    error: str | None = None
    moved: str | None = None  #: where the feed is to be read from now on; None: where it is
    parsed: bool = False  #: whether its body had changed and was read as a feed
    unparsed: bool = False  #: whether its body had changed and could not be
    gone: bool = False  #: whether its server says that it is gone for good
    seen: datetime | None = None  #: when the feed had last answered well before
    soon: datetime | None = None  #: when it is due where it brought something new, which seldom comes alone; None: when it is due anyway
    waits: bool = False  #: whether it was not asked, since its host wants to be left alone


@dataclass(slots=True)
class Unchanged:
    """A feed that answered well and had nothing new: what most feeds do most of the time, and so the least there is to it."""

    url: str
    due: datetime
    etag: str | None
    modified: str | None
    moved: str | None  #: as in ``Polled``


def file(ledger: Ledger, polled: Polled, now: datetime) -> FeedOutcome:
    """Articles and the feed's new state, in one transaction: neither is kept without the other.

    An undated item that may be old, an old one surfacing again, or an old one in other words or under another address is filed as
    known and never read: it must not pass for news.
    """
    state = polled.state
    with ledger.atomic():
        articles, undated = _known_again(ledger, polled, now)
        before = ledger.on_file(article.story_id for article in articles + undated)
        old = tuple(article for article in articles if _resurfaced(article, polled) and article.story_id not in before)
        new = tuple(article for article in undated if polled.watched and article.story_id not in before)
        filed = ledger.file([article for article in articles if article not in old] + list(new), now)
        ledger.pass_over(ledger.file(undated + old, now), now)
        revised = sum(article.story_id in before for article in filed)
        if filed:
            rhythm = rhythm_after(state.rhythm, state.changed, now)
            state = replace(state, changed=now, rhythm=rhythm, due=min(state.due, polled.soon or state.due))
        ledger.feed_checked(state)
        ledger.count_feed_days({state.feed.identity: FeedDay(now.date(), items=len(filed) - revised, parsed=1)})
    status: Literal["new", "unchanged"] = "new" if filed else "unchanged"
    return FeedOutcome(state.feed.url, status, len(filed) - revised, revised)


def settle(ledger: Ledger, ended: Iterable[Polled | Unchanged], moved: Iterable[tuple[str, str]], now: datetime) -> None:
    """Write down what came of feeds that brought nothing to file, and where feeds have moved to; in one transaction."""
    ended = tuple(ended)
    polled = [one for one in ended if isinstance(one, Polled)]
    with ledger.atomic():
        ledger.feeds_unchanged(((one.url, one.due, one.etag, one.modified) for one in ended if isinstance(one, Unchanged)), now)
        ledger.feeds_checked(one.state for one in polled if not one.gone)
        read = {one.state.feed.identity: FeedDay(now.date(), parsed=1) for one in polled if one.parsed}
        ledger.count_feed_days(read | {one.state.feed.identity: FeedDay(now.date(), unparsed=1) for one in polled if one.unparsed})
        for one in polled:
            if one.gone:
                with acting(ledger, "desk", "feeds end", one.state.feed.url, now) as doing:
                    ledger.end_feed(one.state, now)
                    doing.detail = f"{one.state.feed.outlet}: {one.error}"
                ledger.write_trouble("feed", f"{one.state.feed.outlet} is not asked any more: {one.error}", now)
        for url, to in moved:
            with acting(ledger, "desk", "feeds move", url, now) as doing:
                doing.detail = f"now at {to}" if ledger.move_feed(url, to) else f"one with the feed at {to}"


def _resurfaced(article: Article, polled: Polled) -> bool:
    seen = polled.seen
    return polled.watched and seen is not None and article.published < seen - RESURFACED


def _known_again(ledger: Ledger, polled: Polled, now: datetime) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """The articles under the identities that they are on file under already, where outlets gave them others meanwhile."""
    every = polled.articles + polled.undated
    before = ledger.on_file(article.story_id for article in every)
    strange = [article for article in every if article.story_id not in before]
    if not strange or (not before and not polled.watched):
        return polled.articles, polled.undated
    feed = polled.state.feed.identity
    listed = Counter(article.url for article in every)
    by_url = ledger.filed_at(feed, [variant for article in strange if listed[article.url] == 1 for variant in _variants(article.url)])
    by_title = ledger.filed_as(feed, [article.title for article in strange], now - _SAME_WORDS)
    held = {article.story_id for article in every}

    def known(article: Article) -> Article:
        if article.story_id in before:
            return article
        same = [one for variant in _variants(article.url) for one in by_url.get(variant, ()) if _alike(one, article)]
        same = same or [one for one in by_title.get(article.title, ()) if one.text == article.text and one.title]
        ids = {one.id for one in same if one.story_id not in held}
        return replace(article, id=ids.pop()) if len(ids) == 1 else article

    return tuple(map(known, polled.articles)), tuple(map(known, polled.undated))


def _alike(one: Article, other: Article) -> bool:
    return one.title == other.title or fuzz.token_set_ratio(one.title.lower(), other.title.lower()) >= _ALIKE


def _variants(url: str) -> tuple[str, ...]:
    """An address as outlets write it another time: with or without s, and with or without its last slash."""
    bare = url.partition("://")[2].rstrip("/")
    if not bare:
        return ()
    return tuple(f"{scheme}://{end}" for scheme in ("https", "http") for end in (bare, f"{bare}/"))
