"""The HTML of rich messages (Bot API 10.1): blocks, and text in them; stricter than the real server, which mends what it can."""

from __future__ import annotations

from html.parser import HTMLParser

from loopback.botapi.errors import Refused, bad

__all__ = ["parse_rich"]

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LEAVES = _HEADINGS | {"p", "summary", "footer", "td", "th", "pre"}
_BLOCKS = _LEAVES | {"ul", "ol", "li", "table", "tr", "details", "blockquote"}
_ALONE = frozenset({"hr", "br"})
_INLINE = frozenset({"b", "strong", "i", "em", "u", "s", "a", "code", "tg-time", "tg-spoiler", "mark"})
#: what a block must stand in; the others stand anywhere but in a leaf
_WITHIN = {"li": ("ul", "ol"), "tr": ("table",), "td": ("tr",), "th": ("tr",), "summary": ("details",)}
#: blocks that hold blocks of a kind alone, and no text of their own
_BARE = {"ul": ("li",), "ol": ("li",), "table": ("tr",), "tr": ("td", "th")}
_MOST_TEXT, _MOST_BLOCKS, _DEEPEST = 32_768, 500, 16


def parse_rich(source: str) -> str:
    """The text of a rich message as a client without blocks would show it, one line for each. Raises the server's 400."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.told()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self._lines: list[str] = []
        self._blocks = 0

    def told(self) -> str:
        if self._open:
            raise _wrong(f"<{self._open[-1]}> is not closed")
        text = "\n".join(line for line in self._lines if line.strip())
        if not text:
            raise bad("message text is empty")
        if len(text) > _MOST_TEXT:
            raise bad("RICH_MESSAGE_TEXT_TOO_LONG")
        if self._blocks > _MOST_BLOCKS:
            raise bad("RICH_MESSAGE_BLOCKS_TOO_MANY")
        return text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _BLOCKS | _INLINE | _ALONE:
            raise _wrong(f"unsupported tag <{tag}>")
        block = self._block()
        if tag in _BLOCKS:
            self._begin(tag, block)
        elif block in _BARE:
            raise _wrong(f"<{tag}> may not stand in <{block}>")
        if tag == "a" and not (dict(attrs).get("href") or "").startswith(("http://", "https://", "tg://", "mailto:")):
            raise _wrong("<a> without an address")
        if tag == "tg-time" and not (dict(attrs).get("unix") or "").isdigit():
            raise _wrong("<tg-time> without a moment")
        if tag not in _ALONE:
            self._open.append(tag)
            if len(self._open) > _DEEPEST:
                raise bad("RICH_MESSAGE_DEPTH_TOO_MUCH")

    def _begin(self, tag: str, block: str) -> None:
        if any(one in _INLINE for one in self._open[-1:]) or block in _LEAVES:
            raise _wrong(f"<{tag}> may not stand in <{self._open[-1]}>")
        if tag in _WITHIN and block not in _WITHIN[tag]:
            raise _wrong(f"<{tag}> may not stand in <{block or 'nothing'}>")
        if block in _BARE and tag not in _BARE[block]:
            raise _wrong(f"<{tag}> may not stand in <{block}>")
        self._blocks += 1
        self._lines.append("• " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ALONE:
            return
        if not self._open or self._open[-1] != tag:
            raise _wrong(f"</{tag}> closes nothing")
        self._open.pop()

    def handle_data(self, text: str) -> None:
        block = self._block()
        if not text.strip() and (not block or block in _BARE):
            return
        if not block or block in _BARE or block == "details":
            raise _wrong("text outside of a block")
        self._lines[-1] += text

    def _block(self) -> str:
        return next((tag for tag in reversed(self._open) if tag in _BLOCKS), "")


def _wrong(why: str) -> Refused:
    return bad(f"can't parse rich message: {why}")
