"""Pages: text with few styles, made into HTML and plain text that always fit one message.

Text is styled as spans and turned into markup only after it was split, so a page cannot end inside a tag. The limit is
counted in UTF-16 units of the text a reader sees, links without their addresses; that holds however the server counts. The
plain text, for servers that refuse the markup, spells the addresses out where there is room for them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.pictures.plan import Plan
from bot.pictures.theme import ThemeName
from bot.render import markup
from bot.render.styled import BLANK, Line, Span, bold, heading, italic, line, link, moment, units
from bot.render.view import View

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
    "simple",
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
    theme: ThemeName = "light"  #: of the picture
    file: File | None = None
    rich: str = ""  #: the same as a rich message's HTML, for servers that know them; "" for what would gain nothing by it


def shortened(text: str, length: int) -> str:
    """A text of at most ``length`` units, cut between letters as a reader sees them and marked as cut."""
    return text if units(text) <= length else text[: _cut(text, length - 1, must=True)].rstrip() + "…"


def simple(pages: Iterable[Page], view: View) -> tuple[Page, ...]:
    """The pages as a reader takes them: without their rich form where that is not wanted."""
    return tuple(pages) if view.rich else tuple(replace(page, rich="") for page in pages)


def paginate(lines: Iterable[Line], buttons: Sequence[Sequence[Button]] = (), limit: int = LIMIT) -> tuple[Page, ...]:
    """Lines as pages of at most ``limit`` units, the buttons under the last one. No text is no page."""
    pages = [_trimmed(page) for page in _filled(_pieces(lines, limit), limit)]
    made = [Page(markup.html(page), markup.plain(page, limit), rich=markup.rich(page)) for page in pages if page]
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
