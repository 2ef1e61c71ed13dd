"""HTML as feeds and pages carry it, to plain text: paragraphs parted by a blank line, entities read, nothing invisible left."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from lxml import html  # type: ignore[import-untyped]  # no types shipped
from lxml.etree import LxmlError, ParserError  # type: ignore[import-untyped]

from digests.text.vocabulary import either, load

__all__ = ["clean", "line", "text", "unescaped"]

_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,10}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
#: More digits than any character has; Python refuses to read very long numbers.
_OVERLONG = re.compile("&#(?:[0-9]{20,}|[xX][0-9a-fA-F]{20,});?")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
#: Joiners are part of the spelling of Hebrew, Persian and the Indic scripts, and of nothing else.
_JOINED = re.compile("(?<=[\u0590-\u0dff])[\u200c\u200d](?=[\u0590-\u0dff])")
_BREAKS = re.compile("[\x85\u2028\u2029]")
_GAP = re.compile(r"\n[^\S\n]*\n")

_MARKUP = load("digests.wire", "markup.toml")
_BLOCKS = frozenset(_MARKUP["blocks"])
_DROPPED = frozenset(_MARKUP["dropped"])
_TAG = re.compile(rf"<(?:/?(?:{either([*_BLOCKS, *_DROPPED, *_MARKUP['inline']])}|[a-z]+:[a-z]+)(?=[\s/>])|!--|!\[CDATA\[)", re.IGNORECASE)
#: The deepest nesting that is followed; deeper is no article.
_DEEPEST = 200


def clean(raw: str) -> str:
    """Text without characters nobody sees, composed (NFC), its blanks plain; line breaks stay."""
    if raw.isascii() and raw.isprintable():  # most runs of most feeds, and much faster
        return raw
    plain = _BREAKS.sub("\n", raw.replace("\r\n", "\n").replace("\r", "\n"))
    if _INVISIBLE.search(plain):
        kept = {m.start() for m in _JOINED.finditer(plain)}
        plain = _INVISIBLE.sub(lambda m: m.group() if m.start() in kept else "", plain)
    return unicodedata.normalize("NFC", plain)


def line(raw: str) -> str:
    """Markup or text as one line: a headline, a name."""
    return " ".join(text(raw).split())


def text(raw: str) -> str:
    """Markup or text as paragraphs parted by a blank line. Single line breaks in plain text are the width of somebody's screen."""
    if "<" in raw and _TAG.search(raw):
        return _paragraphs(_flat(clean(raw)))
    plain = clean(raw)
    if "&" in plain:
        plain = clean(_entities(plain))
        if "<" in plain and _TAG.search(plain):  # markup that was escaped once more
            return _paragraphs(_flat(plain))
    return _paragraphs(plain)


def unescaped(raw: str) -> str:
    """Text with its entities read, by the rules of HTML."""
    return unescape(_OVERLONG.sub("", raw) if "&#" in raw else raw)


def _entities(raw: str) -> str:
    """Entities read, also those that were escaped twice."""
    for _ in range(2):
        if not _ENTITY.search(raw) and not _OVERLONG.search(raw):
            break
        raw = unescaped(raw)
    return raw


def _paragraphs(plain: str) -> str:
    if "\n" not in plain:
        return " ".join(plain.split())
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in _GAP.split(plain))))


def _flat(markup: str) -> str:
    """The running text of markup, a blank line around each block."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(f"<div>{markup}</div>".encode(), parser=parser)
    except (LxmlError, ParserError, ValueError):
        return _entities(re.sub(r"<[^<>]*>", " ", markup))
    out: list[str] = []
    _walk(root, out, 0)
    flat = "".join(out)
    return clean(_entities(flat) if "&" in flat else flat)


def _walk(element: html.HtmlElement, out: list[str], depth: int) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "br":
        _broken(element, out)
    elif tag and tag not in _DROPPED and depth < _DEEPEST:
        edge = "\n\n" if tag in _BLOCKS else ""
        out.append(edge + _run(element.text))
        for child in element:
            _walk(child, out, depth + 1)
            out.append(_run(child.tail))
        out.append(edge)


def _run(found: str | None) -> str:
    """A run inside a block: line breaks of the markup are blanks."""
    return " ".join(found.split("\n")) if found else ""


def _broken(element: html.HtmlElement, out: list[str]) -> None:
    """A line break parts paragraphs, save in the middle of a sentence that goes on in small letters."""
    before = next((part for part in reversed(out[-8:]) if part.strip()), "").rstrip()
    after = (element.tail or "").lstrip()
    inside = after[:1].islower() and before[-1:] not in (".", "!", "?", ":", "")
    out.append(" " if inside else "\n\n")
