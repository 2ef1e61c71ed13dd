"""Each topic's story as it stands, told again only where something came to it or a day has turned."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from digests import rulings
from digests.ledger import Ledger, LedgerThread
from digests.ledger.codec import encode
from digests.model import Reading, Ruling, Story, key_of

__all__ = ["Accounting", "Accounts", "DeskWord", "Tells", "desk_word"]

#: how long a story is told again without a look at the desk's word
STANDS = timedelta(minutes=2)


class Tells(Protocol):
    """``story.tell``."""

    def __call__(self, topic: str, readings: Iterable[Reading], now: datetime, known: datetime | None = None) -> Story: ...


class Accounting(Protocol):
    """``story.Account``: a story while it is folded."""

    def learn(self, readings: Iterable[Reading]) -> None: ...
    def tell(self, now: datetime) -> Story: ...


@dataclass(frozen=True, slots=True)
class DeskWord:
    """What the desk says of the readings of a topic."""

    rulings: tuple[Ruling, ...]
    low: frozenset[str]  #: identities of feeds of low trust

    @property
    def key(self) -> str:
        return key_of(repr(self.rulings), *sorted(self.low))


@dataclass(slots=True)
class _Kept:
    mark: int  #: of the readings it was told from
    word: DeskWord  #: by which it was told
    story: Story
    checked: datetime  #: when the desk's word was last seen to be the same
    account: Accounting | None = None  #: None: the story was on file, and its account is to be folded once something comes
    ruled: rulings.Ruled | None = None  #: the desk's word, as applied to what the account was folded from
    ahead: tuple[Reading, ...] = ()  #: published after now, by a clock that is fast
    filed: bool = False  #: whether the story is on file as it is


@dataclass(frozen=True, slots=True)
class _News:
    mark: int
    anew: bool  #: whether the story is to be folded from its beginning
    fresh: bool  #: whether anything came
    readings: tuple[Reading, ...]  #: what came, or all there is
    word: DeskWord


class Accounts:
    """The stories of all topics. What came since a story was told is folded in; nothing is folded twice."""

    def __init__(self, ledger: LedgerThread, tell: Tells, account: Callable[[str], Accounting] | None) -> None:
        """``account`` None: every story is told anew by ``tell``."""
        self._ledger = ledger
        self._tell = tell
        self._account = account
        self._kept: dict[str, _Kept] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def story(self, topic: str, now: datetime, mark: int) -> Story:
        """A topic's story now; ``mark``: of its readings, as just seen."""
        if (kept := self._standing(topic, mark, now)) is None:
            async with self._turns[topic]:
                kept = self._standing(topic, mark, now) or await self._refresh(topic, now)
        return kept.story

    async def file(self, topic: str, now: datetime) -> None:
        """Put a topic's story on file as it was told last, so that it is there after a start."""
        kept = self._kept.get(topic)
        if kept is not None and not kept.filed:
            kept.filed = True
            text = await asyncio.to_thread(encode, kept.story)
            await self._ledger.call(Ledger.keep_story, topic, text, kept.mark, kept.word.key, now)

    def _standing(self, topic: str, mark: int, now: datetime) -> _Kept | None:
        """The story told last, where it is known to hold: nothing came since, no day has turned, and the desk's word was just looked at."""
        kept = self._kept.get(topic)
        if kept is None or kept.mark != mark or not timedelta(0) <= now - kept.checked < STANDS:
            return None
        return kept if _holds(kept, now) else None

    async def _refresh(self, topic: str, now: datetime) -> _Kept:
        kept = self._kept.get(topic)
        news = await self._ledger.call(_news, topic, kept if self._account else None)
        if kept is not None and not news.fresh and not news.anew and news.word == kept.word and _holds(kept, now):
            kept.mark, kept.checked, kept.story = news.mark, now, replace(kept.story, as_of=now)
            return kept
        if kept is None and (found := await self._ledger.call(Ledger.kept_story, topic, news.mark, news.word.key)):
            filed = _Kept(news.mark, news.word, found, now, filed=True)
            if _holds(filed, now):
                filed.story = replace(found, as_of=now)
                self._kept[topic] = filed
                return filed
        if kept is not None and kept.account is None:
            news = await self._ledger.call(_news, topic, None)
        fresh = await asyncio.to_thread(self._told, topic, None if news.anew else kept, news, now)
        self._kept[topic] = fresh
        return fresh

    def _told(self, topic: str, kept: _Kept | None, news: _News, now: datetime) -> _Kept:
        """The story with the news folded in; in a worker thread."""
        word = news.word
        if self._account is None:
            return _Kept(news.mark, word, rulings.tell(self._tell, topic, news.readings, now, rulings=word.rulings, low=word.low), now)
        account = kept.account if kept is not None and kept.account is not None else self._account(topic)
        ruled = kept.ruled if kept is not None and kept.word == word else None
        ruled = ruled or rulings.Ruled(word.rulings, word.low)
        waiting = (*(kept.ahead if kept is not None else ()), *news.readings)
        here = ruled.take(reading for reading in waiting if reading.article.published <= now)
        account.learn(here)
        story = ruled.settle(account.tell(now), here, lambda some: self._tell(topic, some, now))
        ahead = tuple(reading for reading in waiting if reading.article.published > now)
        return _Kept(news.mark, word, story, now, account, ruled, ahead)


def _holds(kept: _Kept, now: datetime) -> bool:
    """Whether a story still holds where nothing came: deadlines come near and pass as a day turns, not before."""
    as_of = kept.story.as_of
    return as_of <= now and as_of.date() == now.date() and not any(reading.article.published <= now for reading in kept.ahead)


def desk_word(ledger: Ledger, topic: str) -> DeskWord:
    """What the desk says of a topic's readings."""
    low = frozenset(state.feed.identity for state in ledger.feeds() if state.feed.trust == "low")
    return DeskWord(ledger.rulings(topic), low)


def _news(ledger: Ledger, topic: str, kept: _Kept | None) -> _News:
    """What came since a story was told; all there is where it is to be folded anew, the desk's word is new, or parts two key points."""
    with ledger.atomic():
        word = desk_word(ledger, topic)
        mark, anew, readings = ledger.readings_since(topic, kept.mark if kept else 0)
        whole = kept is not None and (word != kept.word or (kept.ruled is not None and kept.ruled.whole))
        return _News(mark, anew, bool(readings), ledger.readings(topic) if whole and not anew else readings, word)
