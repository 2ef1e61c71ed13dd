"""Bytes of a feed to Articles: RSS 0.9 to 2.0, Atom (both through feedparser) and JSON Feed.

feedparser's dict never leaves ``wire``: ``syndication`` turns it into entries, as ``jsonfeed`` does with JSON.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache, cached_property

from digests.errors import ParseError
from digests.model import Article, Feed, key_of
from digests.text.vocabulary import load
from digests.wire import channelview, charset, jsonfeed, languages, links, packing, plain, stamps, syndication
from digests.wire.entries import Channel, Entry

__all__ = ["ParsedFeed", "parse"]

#: The most that packed bytes may come to.
_MOST_BYTES = 32_000_000
#: A feed's own text shorter than this is a teaser, whatever element it stands in.
_TEASER_LENGTH = 700
#: More entries than this are no list of news; a headline or a text longer than this is no headline and no article.
_MOST_ENTRIES, _LONGEST_TITLE, _LONGEST_TEXT = 2000, 500, 400_000
#: What of an entry's markup is read at all.
_LONGEST_MARKUP = 4_000_000
#: How far from its end tails are looked for.
_TAIL_LENGTH = 600
#: Clocks of outlets go wrong by minutes; a date further ahead of ours than this is an error of theirs.
_AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as read."""

    title: str  #: as the feed calls itself
    language: str  #: its primary language tag ("en"): the desk's word for it, else the feed's own; "" where neither says
    articles: tuple[Article, ...]  #: in the feed's order, each identity once
    ttl: int | None = None  #: minutes the outlet asks us to wait between two looks; None where it does not say
    #: Items that nothing dates: their ``published`` is merely the moment they were read. They may be years old and must not
    #: pass for news, unless their page tells a date, or the feed was read shortly before and did not hold them.
    undated: tuple[Article, ...] = ()
    rests: tuple[int, ...] = ()  #: hours of the week in which the outlet asks not to be read (0: Monday 0:00 UTC)


def parse(body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> ParsedFeed:
    """The articles of a feed. ``content_type`` is the HTTP header; ``now`` bounds dates in the future. Raises ParseError."""
    text = _text(body, feed, content_type)
    channel = _channel(text)
    if channel is None:
        raise ParseError(feed.url, _what(text))
    language = languages.primary(feed.language) or languages.primary(channel.language)
    reader = _Reader(feed, channel, language, now)
    dated, undated = reader.articles()
    if reader.puzzled and (careful := syndication.read(text, fast=False)):  # it knows some more ways to write a date
        dated, undated = _Reader(feed, careful, language, now).articles()
    return ParsedFeed(plain.line(channel.title), language, dated, channel.ttl, undated, channel.rests)


def _text(body: bytes, feed: Feed, content_type: str) -> str:
    try:
        body = packing.unpack(body, "", _MOST_BYTES)
        text = charset.decode(body, content_type, feed.language).lstrip("\ufeff\x00 \t\r\n")
    except packing.TooLarge:
        raise ParseError(feed.url, "unpacked, it is larger than any feed") from None
    except (packing.BadPacking, charset.Undecodable) as error:
        raise ParseError(feed.url, str(error)) from error
    if not text:
        raise ParseError(feed.url, "the answer is empty")
    return text


def _channel(text: str) -> Channel | None:
    if text.startswith("{"):
        return jsonfeed.read(text)
    if "tgme_" in text and (channel := channelview.read(text)):
        return channel
    return syndication.read(text)


def _what(text: str) -> str:
    """What came instead of a feed."""
    if re.search(r"<(?:!doctype\s+html|html|head|body)\b", text[:2000], re.IGNORECASE):
        return "this is a web page, not a feed"
    return "this is not a feed (neither RSS, Atom nor JSON Feed)"


class _Reader:
    """Makes articles of a channel's entries."""

    def __init__(self, feed: Feed, channel: Channel, language: str, now: datetime) -> None:
        self._feed = feed
        self._channel = channel
        self._language = language
        self._now = now.astimezone(UTC)
        self._base = links.whole(feed.url, channel.link) or feed.url
        self.puzzled = False  #: whether a date could not be read, nor was by the format's own reader

    def articles(self) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
        """Those with a date, and those without."""
        listed = self._channel.entries[:_MOST_ENTRIES]
        entries = [entry for entry in listed if plain.line(entry.title) or entry.summary.strip() or entry.content.strip()]
        found = [(self._stamp(entry, url), entry, url) for entry in entries for url in (self._url(entry),)]
        days_only = _all_midnight(stamp for stamp, _, _ in found)
        shared = _shared_guids((entry.guid, url) for _, entry, url in found)
        dated: dict[str, Article] = {}
        undated: dict[str, Article] = {}
        for stamp, entry, url in found:
            article = self._article(entry, url, _of_day(stamp) if stamp and days_only else stamp, entry.guid in shared)
            held = dated if stamp else undated
            if article.id not in held or held[article.id].published < article.published:
                held[article.id] = article
        return tuple(dated.values()), tuple(article for id, article in undated.items() if id not in dated)

    @cached_property
    def _words(self) -> str:
        """What the feed says in all, for telling its language."""
        return " ".join(plain.line(entry.title[:300]) for entry in self._channel.entries[:40])

    def _url(self, entry: Entry) -> str:
        base = (entry.base and links.whole(self._base, entry.base)) or self._base
        return next((links.clean(url) for link in entry.links if (url := links.whole(base, link))), "")

    def _stamp(self, entry: Entry, url: str) -> stamps.Stamp | None:
        """The entry's own date, else the day in its address."""
        for told in entry.dates:
            if stamp := stamps.read(told, self._language):
                return stamp
        self.puzzled = self.puzzled or bool(entry.dates and entry.moment is None)
        return entry.moment or stamps.in_address(url)

    def _article(self, entry: Entry, url: str, stamp: stamps.Stamp | None, guid_is_shared: bool) -> Article:
        title = _shortened(plain.line(entry.title[:_LONGEST_MARKUP]), _LONGEST_TITLE)
        text, teaser = _body(entry, title)
        at = min(stamp.at, self._now) if stamp else self._now
        early = stamp is None or stamp.at > self._now + _AHEAD
        day = at.date() if stamp is None or early else stamp.day
        guid = "" if guid_is_shared else links.identity(entry.guid)
        return Article(
            id=guid or url or key_of(title, day if stamp else ""),
            title=title,
            text=text,
            published=at,
            source=self._feed.outlet,
            url=url,
            day=day,
            timed=bool(stamp and stamp.timed and not early),
            feed=self._feed.identity,
            teaser=teaser and not self._channel.whole,
            language=languages.tell(languages.primary(entry.language) or self._language, f"{title}. {text}", self._words),
        )


def _body(entry: Entry, title: str) -> tuple[str, bool]:
    """The longer of what stands as content and as summary, and whether it is a mere teaser."""
    longer, shorter = sorted((entry.content[:_LONGEST_MARKUP], entry.summary[:_LONGEST_MARKUP]), key=len, reverse=True)
    text, cut = _trimmed(plain.text(longer))
    if len(shorter) > len(text) and shorter != longer:  # markup never comes to more text than itself
        text, cut = max((text, cut), _trimmed(plain.text(shorter)), key=lambda found: len(found[0]))
    if text == title:
        text = ""
    text = _shortened(text, _LONGEST_TEXT)
    return text, cut or len(text) < _TEASER_LENGTH


def _shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, cut between two words, with a sign that it was."""
    if len(text) <= longest:
        return text
    cut = text.rfind(" ", longest // 2, longest)
    return text[: cut if cut > 0 else longest - 1].rstrip() + "…"


def _trimmed(text: str) -> tuple[str, bool]:
    """A text without the tails feeds hang on it, and whether it was cut short."""
    tails, cut = _endings()
    start = max(0, len(text) - _TAIL_LENGTH)
    end = text[start:]
    kept = tails.sub("", end).rstrip()
    return text[:start] + kept, bool(cut.search(kept[-10:])) or "reading" in end[len(kept) :].lower()


@cache
def _endings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("digests.wire", "teasers.toml")
    tails = "|".join(words["tails"])
    edge = r"(?:\A|\n|(?<=[.!?…\])”\"’»])\s)\s*"
    return re.compile(rf"(?:{edge}(?:{tails})\s*)+\Z", re.IGNORECASE), re.compile(words["cut"])


def _all_midnight(found: Iterable[stamps.Stamp | None]) -> bool:
    """Whether all hours of a feed are midnight sharp, and so none was known."""
    told = [stamp.midnight for stamp in found if stamp and stamp.timed]
    return len(told) > 1 and all(told)


def _of_day(stamp: stamps.Stamp) -> stamps.Stamp:
    return replace(stamp, at=datetime.combine(stamp.day, time(), UTC), timed=False)


def _shared_guids(found: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Guids that stand for several articles in one feed, and so for none."""
    urls: dict[str, set[str]] = defaultdict(set)
    for guid, url in found:
        if guid and url:
            urls[guid].add(url)
    return frozenset(guid for guid, several in urls.items() if len(several) > 1)
