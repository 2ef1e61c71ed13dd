"""What the page behind an entry makes of an article: its text, its address, its date; or nothing, where it tells of something else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from digests.model import Article
from digests.wire import languages

__all__ = ["PageText", "Pages", "filled"]

#: A feed's date that differs from the page's by no more than this is believed: clocks, zones, the hour of an update.
_ALIKE = timedelta(days=1)
#: Of a headline's longer words, so many must stand on the page.
_LEAST_SHARED = 0.34
_FEWEST = 3
#: Words of scripts that part words by blanks; endings aside, since a page may tell a thing in another case.
_WORD = re.compile("[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]{4,}")
_STEM = 5


class PageText(Protocol):
    """What of a page is read here (``wire.fulltext.Page``)."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def timed(self) -> bool: ...
    @property
    def day(self) -> date | None: ...
    @property
    def modified(self) -> datetime | None: ...
    @property
    def canonical(self) -> str: ...
    @property
    def whole(self) -> bool: ...


class Pages(Protocol):
    """``wire.fulltext.read``: a page's bytes to its text, or a ParseError."""

    def __call__(self, body: bytes, url: str, content_type: str = "") -> PageText: ...


def filled(article: Article, page: PageText) -> Article | None:
    """The article with its page's text; None where the page says no more than the feed did, or tells of something else.

    It stays a teaser where the page itself is only the beginning of the article.
    """
    if len(page.text) <= len(article.text) or not _tells_of(article, page):
        return None
    full = replace(article, text=page.text, teaser=not page.whole)
    if article.language == languages.UNKNOWN:
        full = replace(full, language=languages.tell(page.language or "", page.text))
    if page.canonical and _same_site(page.canonical, article.url):
        full = replace(full, url=page.canonical)
    return _dated(full, page)


def _dated(article: Article, page: PageText) -> Article:
    """The page's date in place of the feed's: where that is but a day, or where the feed passes an old article for new.

    An article that was changed when the feed says is left its date: it is read as it stands since then.
    """
    if page.published is None or page.published > article.published + _ALIKE:
        return article
    apart = article.published - page.published > _ALIKE
    changed_since = page.modified is not None and abs(article.published - page.modified) <= _ALIKE
    if (not article.timed and (page.timed or apart)) or (article.timed and apart and not changed_since):
        return replace(article, published=page.published, day=page.day or page.published.date(), timed=page.timed)
    return article


def _tells_of(article: Article, page: PageText) -> bool:
    """Whether the words of the headline stand on the page: a wall, a front page or another article has few of them."""
    wanted = _stems(article.title) or _stems(article.text)
    if len(wanted) < _FEWEST:
        return True
    return len(wanted & _stems(f"{page.title} {page.text}")) >= _LEAST_SHARED * len(wanted)


def _stems(text: str) -> set[str]:
    return {word[:_STEM].casefold() for word in _WORD.findall(text)}


def _same_site(one: str, other: str) -> bool:
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.") for url in (one, other)]
    return hosts[0] == hosts[1]
