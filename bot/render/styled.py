"""Text in few styles: spans in a line, cleaned of what no server takes and of what would reorder it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from bot.render.bidi import settled

__all__ = ["BLANK", "Line", "Span", "bold", "heading", "italic", "line", "link", "moment", "units"]

_URL_LENGTH = 1024


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""  #: an http(s) address; "" for no link
    unix: int | None = None  #: the moment the text tells, which a client shows in its reader's zone and language; None: none

    @property
    def styles(self) -> int:
        return self.bold + self.italic + bool(self.href) + (self.unix is not None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``folded`` ones stand together in an expandable quote, a ``heading`` never ends a page."""

    spans: tuple[Span, ...] = ()
    folded: bool = False
    heading: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def spelled_out(self) -> str:
        """With the addresses of its links."""
        return "".join(f"{span.text} ({span.href})" if span.href else span.text for span in self.spans)


BLANK = Line()


def line(*parts: Span | str, folded: bool = False) -> Line:
    """A line of spans and plain strings; empty parts are left out."""
    spans = (Span(_clean(part)) if isinstance(part, str) else part for part in parts)
    return Line(tuple(span for span in spans if span.text), folded)


def heading(text: str) -> Line:
    """A line in bold that stays with what follows it."""
    return Line((bold(text),), heading=True)


def bold(text: str) -> Span:
    """Text in bold."""
    return Span(_clean(text), bold=True)


def italic(text: str) -> Span:
    """Text in italics."""
    return Span(_clean(text), italic=True)


def moment(text: str, at: datetime) -> Span:
    """A day with its hour, which a client shows as its reader has it; ``text`` is for those that do not."""
    return Span(_clean(text), unix=int(at.timestamp()))


def link(text: str, url: str) -> Span:
    """A link where the address is one a reader can open, the bare text otherwise."""
    usable = url.startswith(("http://", "https://")) and len(url) <= _URL_LENGTH and not any(c.isspace() or ord(c) < 32 for c in url)
    return Span(_clean(text), href=_clean(url) if usable else "")


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram's clients count."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def _clean(text: str) -> str:
    """One line without control characters and halves of surrogate pairs, which no server takes."""
    return settled("".join(letter if unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp") else " " for letter in text))
