"""Pages: text with few styles, made into HTML and plain text that always fit one message.

Text is styled as spans and turned into markup only after it was split, so a page cannot end inside a tag. The limit is
counted in UTF-16 units of the text a reader sees, links without their addresses; that holds however the server counts. The
plain text, for servers that refuse the markup, spells the addresses out where there is room for them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from itertools import groupby

from bot.pictures.plan import Plan
from bot.render.bidi import settled

__all__ = [
    "BLANK",
    "CAPTION",
    "PIECE",
    "Button",
    "File",
    "Line",
    "Page",
    "Span",
    "bold",
    "heading",
    "italic",
    "line",
    "link",
    "moment",
    "paginate",
    "shortened",
    "units",
]

#: Telegram's limit for one text
LIMIT = 4096
#: the same for the text under a picture or a file
CAPTION = 1024
#: what surely is not too long, whatever a server counts
PIECE = 900
#: styles past the hundredth are dropped by the server without a word
STYLES = 96

_URL_LENGTH = 1024
#: how a client shows a moment: weekday, short date, short time
_TIME = "wdt"
_ZWJ = "\u200d"


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a page: either an ``action`` that comes back to us or an address to open."""

    text: str
    action: str = ""  #: callback data, at most 64 bytes; "" where it opens ``url``
    url: str = ""
    share: str = ""  #: what the bot is asked in the chat that the reader picks to pass it on to


@dataclass(frozen=True, slots=True)
class File:
    """A small text file that goes along."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One message: the same text as HTML and as plain text, and the rows of buttons under it.

    With a picture or a file the text is its caption, of ``CAPTION`` units at most; one that cannot be drawn leaves the text.
    """

    html: str
    plain: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Plan | None = None
    file: File | None = None


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


def shortened(text: str, length: int) -> str:
    """A text of at most ``length`` units, cut between letters as a reader sees them and marked as cut."""
    return text if units(text) <= length else text[: _cut(text, length - 1, must=True)].rstrip() + "…"


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram's clients count."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def paginate(lines: Iterable[Line], buttons: Sequence[Sequence[Button]] = (), limit: int = LIMIT) -> tuple[Page, ...]:
    """Lines as pages of at most ``limit`` units, the buttons under the last one. No text is no page."""
    pages = [_trimmed(page) for page in _filled(_pieces(lines, limit), limit)]
    made = [Page(_html(page), _plain(page, limit)) for page in pages if page]
    rows = tuple(tuple(row) for row in buttons if row)
    if made and rows:
        made[-1] = replace(made[-1], buttons=rows)
    return tuple(made)


def _filled(lines: Iterable[Line], limit: int) -> list[list[Line]]:
    """Whole lines laid onto pages, a heading carried over rather than left alone at the foot."""
    pages: list[list[Line]] = [[]]
    used, styles = 0, 0
    for piece in lines:
        size, style = units(piece.text) + 1, _styles(piece)
        if used + size - 1 > limit or styles + style > STYLES:
            carried: list[Line] = []
            while len(pages[-1]) > 1 and (pages[-1][-1].heading or not pages[-1][-1].spans):
                carried.insert(0, pages[-1].pop())
            carried = _trimmed(carried)
            if sum(units(kept.text) + 1 for kept in carried) + size - 1 > limit:
                pages.append(carried)
                carried = []
            pages.append(carried)
            used = sum(units(kept.text) + 1 for kept in carried)
            styles = sum(_styles(kept) for kept in carried)
        pages[-1].append(piece)
        used, styles = used + size, styles + style
    return pages


def _styles(piece: Line) -> int:
    return sum(span.styles for span in piece.spans) + piece.folded


def _trimmed(page: list[Line]) -> list[Line]:
    """Without blank lines at its head and foot: Telegram strips them anyway."""
    start, end = 0, len(page)
    while start < end and not page[start].text.strip():
        start += 1
    while end > start and not page[end - 1].text.strip():
        end -= 1
    return page[start:end]


def _pieces(lines: Iterable[Line], limit: int) -> Iterable[Line]:
    """The lines, those too long or too richly styled for a page broken into several."""
    for whole in lines:
        rest = whole
        while units(rest.text) > limit or _styles(rest) > STYLES:
            head, rest = _broken(rest, limit)
            yield head
        yield rest


def _broken(whole: Line, limit: int) -> tuple[Line, Line]:
    """A line cut where it fits: after a span, else at a blank, else between two letters as a reader sees them."""
    room, styles, fitting = limit, STYLES - whole.folded, 0
    for span in whole.spans:
        if units(span.text) > room or span.styles > styles:
            break
        room, styles, fitting = room - units(span.text), styles - span.styles, fitting + 1
    head, tail = whole.spans[:fitting], whole.spans[fitting:]
    if tail and tail[0].styles <= styles:
        first = tail[0]
        cut = _cut(first.text, room, must=not head)
        if cut:
            head = (*head, replace(first, text=first.text[:cut].rstrip(), unix=None))
            tail = (replace(first, text=first.text[cut:].lstrip(), unix=None), *tail[1:])
    return replace(whole, spans=_filtered(head)), replace(whole, spans=_filtered(tail))


def _filtered(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.text)


def _cut(text: str, room: int, *, must: bool) -> int:
    """How many letters of ``text`` to take into ``room`` units; 0 where a word would be cut and need not be."""
    end, used = 0, 0
    for letter in text:
        used += 2 if ord(letter) > 0xFFFF else 1
        if used > room:
            break
        end += 1
    if end >= len(text):
        return end
    blank = max((at for at in range(end, -1, -1) if text[at].isspace()), default=0)
    if blank and text[:blank].strip():
        return blank
    if not must:
        return 0
    whole = end
    while whole > 0 and _joined(text, whole):
        whole -= 1
    return max(whole or end, 1)


def _joined(text: str, at: int) -> bool:
    """Whether the letters on both sides of an offset are seen as one (accents, emoji with skin or joiner, flags)."""
    before, after = text[at - 1], text[at]
    if after == _ZWJ or before == _ZWJ or unicodedata.combining(after) or unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return True
    if 0x1F3FB <= ord(after) <= 0x1F3FF or 0xE0020 <= ord(after) <= 0xE007F:
        return True
    if _flag(after) and _flag(before):
        run = 0
        while at - run > 0 and _flag(text[at - run - 1]):
            run += 1
        return run % 2 == 1
    return False


def _flag(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF


def _plain(page: list[Line], limit: int) -> str:
    text = "\n".join(piece.spelled_out for piece in page)
    return text if units(text) <= limit else "\n".join(piece.text for piece in page)


def _html(page: list[Line]) -> str:
    parts = []
    for folded, run in groupby(page, key=lambda piece: piece.folded):
        text = "\n".join("".join(_tagged(span) for span in piece.spans) for piece in run)
        parts.append(f"<blockquote expandable>{text}</blockquote>" if folded and text else text)
    return "\n".join(parts)


def _tagged(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.href:
        text = f'<a href="{escape(span.href)}">{text}</a>'
    if span.unix is not None:
        text = f'<tg-time unix="{span.unix}" format="{_TIME}">{text}</tg-time>'
    if span.italic:
        text = f"<i>{text}</i>"
    return f"<b>{text}</b>" if span.bold else text


def _clean(text: str) -> str:
    """One line without control characters and halves of surrogate pairs, which no server takes."""
    return settled("".join(letter if unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp") else " " for letter in text))
