"""Styled lines as a server takes them: its HTML, plain text, and the blocks of a rich message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from bot.render.styled import Line, Span, units

__all__ = ["html", "plain", "rich", "timeless"]

#: how a client shows a moment: weekday, short date, short time
_TIME = "wdt"
#: how a line of a list begins, and one that stands under it
_BULLET, _UNDER = "• ", "   "
_MOMENT = re.compile(r"</?tg-time\b[^>]*>")


def plain(page: Sequence[Line], limit: int) -> str:
    """With the addresses of its links, where they fit."""
    text = "\n".join(piece.spelled_out for piece in page)
    return text if units(text) <= limit else "\n".join(piece.text for piece in page)


def html(page: Sequence[Line]) -> str:
    """Telegram's HTML, the folded lines in an expandable quote."""
    parts = []
    for folded, run in groupby(page, key=lambda piece: piece.folded):
        text = "\n".join("".join(_tagged(span) for span in piece.spans) for piece in run)
        parts.append(f"<blockquote expandable>{text}</blockquote>" if folded and text else text)
    return "\n".join(parts)


def timeless(text: str) -> str:
    """HTML without moments that a client shows in its own zone, their words left: for servers that do not know them."""
    return _MOMENT.sub("", text)


def rich(page: Sequence[Line]) -> str:
    """The page in blocks: headings, lists, the folded lines under the first of them. Only where there are any."""
    if not any(piece.heading or piece.folded for piece in page):
        return ""
    title, rest = page[0], page[1:]
    made = [f"<h3>{_inline(title)}</h3>"] if not title.folded else []
    for kind, run in groupby(rest if made else page, key=_block):
        lines = list(run)
        match kind:
            case "heading":
                made += [f"<h4>{_inline(piece)}</h4>" for piece in lines]
            case "item":
                made.append(f"<ul>{''.join(_items(lines))}</ul>")
            case "folded":
                folded = "".join(f"<p>{_inline(piece)}</p>" for piece in lines[1:])
                made.append(f"<details><summary>{_inline(lines[0])}</summary>{folded}</details>")
            case "line":
                made += [f"<p>{_inline(piece)}</p>" for piece in lines if piece.text.strip()]
    return "".join(made)


def _block(piece: Line) -> str:
    if piece.heading or piece.folded:
        return "heading" if piece.heading else "folded"
    return "item" if piece.text.startswith((_BULLET, _UNDER)) else "line"


def _items(lines: Sequence[Line]) -> Iterator[str]:
    """Each bullet with what stands under it."""
    items: list[list[str]] = []
    for piece in lines:
        told = f"<p>{_inline(piece).removeprefix(_BULLET).removeprefix(_UNDER)}</p>"
        if piece.text.startswith(_BULLET) or not items:
            items.append([told])
        else:
            items[-1].append(told)
    yield from (f"<li>{''.join(parts)}</li>" for parts in items)


def _inline(piece: Line) -> str:
    return "".join(_tagged(span) for span in piece.spans)


def _tagged(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.href:
        text = f'<a href="{escape(span.href)}">{text}</a>'
    if span.unix is not None:
        text = f'<tg-time unix="{span.unix}" format="{_TIME}">{text}</tg-time>'
    if span.italic:
        text = f"<i>{text}</i>"
    return f"<b>{text}</b>" if span.bold else text
