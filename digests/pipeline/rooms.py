"""The rooms a pipeline calls where it is given no others, each opened at its first use: a start need not wait for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from digests.model import EVERYTHING, Article, Digest, Facts, Feed, Reading, Story, Told, Wish
from digests.pipeline.accounts import Accounting
from digests.pipeline.pages import PageText
from digests.pipeline.parsing import Parsed

__all__ = ["account", "compose", "find", "page", "parse", "read", "tell", "version"]


def parse(body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> Parsed:
    """``wire.parse.parse``"""
    from digests.wire import parse as room

    return room.parse(body, feed, content_type=content_type, now=now)


def find(body: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """``wire.discovery.find``"""
    from digests.wire import discovery as room

    return room.find(body, url, content_type)


def page(body: bytes, url: str, content_type: str = "") -> PageText:
    """``wire.fulltext.read``"""
    from digests.wire import fulltext as room

    return room.read(body, url, content_type)


def read(article: Article) -> Facts:
    """``extract.read``"""
    from digests import extract as room

    return room.read(article)


def version() -> str:
    """How articles are read, as a hash of the rooms that do it and of their words: another release, another version."""
    from hashlib import blake2b
    from importlib.resources import files
    from importlib.resources.abc import Traversable

    def every(folder: Traversable) -> Iterable[Traversable]:
        for entry in sorted(folder.iterdir(), key=lambda one: one.name):
            if entry.is_dir():
                yield from every(entry)
            elif entry.name.endswith((".py", ".toml", ".json")):
                yield entry

    hashed = blake2b(digest_size=12)
    for room in ("digests.extract", "digests.text"):
        for entry in every(files(room)):
            hashed.update(entry.read_bytes())
    return hashed.hexdigest()


def tell(topic: str, readings: Iterable[Reading], now: datetime, known: datetime | None = None) -> Story:
    """``story.tell``"""
    from digests import story as room

    return room.tell(topic, readings, now, known)


def account(topic: str) -> Accounting:
    """``story.Account``"""
    from digests.story import Account

    return Account(topic)


def compose(
    story: Story, title: str, told: Told, now: datetime, edition: str | None = None, *, wish: Wish = EVERYTHING, watched: bool = False
) -> Digest | None:
    """``compose.compose``"""
    from digests import compose as room

    return room.compose(story, title, told, now, edition, wish=wish, watched=watched)
