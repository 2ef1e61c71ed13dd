"""A feed and its entries as they stood on the wire, before they are articles: strings unread, whatever the format was."""

from __future__ import annotations

from dataclasses import dataclass

from digests.wire.stamps import Stamp

__all__ = ["Channel", "Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. "" and () mean: not told."""

    guid: str = ""
    title: str = ""  #: may be markup
    summary: str = ""  #: may be markup
    content: str = ""  #: may be markup
    links: tuple[str, ...] = ()  #: best first, may be relative
    base: str = ""  #: what its relative links count from
    dates: tuple[str, ...] = ()  #: as written, best first
    moment: Stamp | None = None  #: a date read by the format's own reader, where the written ones cannot be read
    language: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed."""

    title: str = ""
    link: str = ""
    language: str = ""
    ttl: int | None = None  #: minutes
    rests: tuple[int, ...] = ()  #: hours of the week (0: Monday 0:00 UTC) in which it asks not to be read
    entries: tuple[Entry, ...] = ()
    whole: bool = False  #: whether its entries are all there is: no page tells more
