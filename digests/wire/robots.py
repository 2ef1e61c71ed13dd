"""What a site lets robots fetch (RFC 9309): asked once a day for each site, and heeded for pages; feeds are made to be fetched."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

from digests.errors import FetchError, WireError

__all__ = ["AGENT", "Robots"]

#: The name that rules are looked up under.
AGENT = "Dateline"
#: How long rules are believed; how long a site whose rules cannot be had is left alone.
_KEPT, _LEFT_ALONE = timedelta(days=1), timedelta(hours=1)
_MOST_BYTES = 500_000
_MOST_SITES = 2000
#: The longest pause between two pages that is kept to; a site that asks for more gets fewer pages anyway.
LONGEST_DELAY = 10.0


class _Answer(Protocol):
    @property
    def body(self) -> bytes: ...


class _Fetches(Protocol):
    async def get(self, url: str) -> _Answer: ...


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one site says, until when that is believed; ``parsed`` None: ``all`` or nothing is allowed."""

    until: datetime
    all: bool
    parsed: Any = None


class Robots:
    """The rules of the sites whose pages are read."""

    def __init__(self, fetcher: _Fetches) -> None:
        self._fetcher = fetcher
        self._sites: OrderedDict[str, _Rules] = OrderedDict()

    async def allows(self, url: str, now: datetime) -> bool:
        """Whether a page may be fetched. Where a site's rules cannot be had (it fails, it hangs), it may not; where it has none, it may."""
        rules = await self._rules(url, now)
        return rules.all if rules.parsed is None else bool(rules.parsed.can_fetch(url, AGENT))

    async def delay(self, url: str, now: datetime) -> float:
        """Seconds the site wants between two fetches, at most ``LONGEST_DELAY``."""
        rules = await self._rules(url, now)
        told = None if rules.parsed is None else rules.parsed.crawl_delay(AGENT)
        return min(max(float(told or 0.0), 0.0), LONGEST_DELAY)

    async def _rules(self, url: str, now: datetime) -> _Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}".lower()
        kept = self._sites.get(site)
        if kept is None or kept.until <= now:
            kept = self._sites[site] = await self._asked(site, now)
            while len(self._sites) > _MOST_SITES:
                self._sites.popitem(last=False)
        return kept

    async def _asked(self, site: str, now: datetime) -> _Rules:
        try:
            answer = await self._fetcher.get(f"{site}/robots.txt")
        except FetchError as error:
            # 4.. is "there are none" (2.3.1.3), anything else "not now" (2.3.1.4).
            absent = error.status is not None and 400 <= error.status < 500 and error.status != 429
            return _Rules(now + (_KEPT if absent else _LEFT_ALONE), all=absent)
        except WireError:
            return _Rules(now + _LEFT_ALONE, all=False)
        from protego import Protego  # here, since a desk of whole feeds needs no rules

        return _Rules(now + _KEPT, True, Protego.parse(answer.body[:_MOST_BYTES].decode("utf-8", "replace").lstrip("\ufeff")))
