"""A page to the article on it: trafilatura finds the running text; what stands in its place (a wall, a question) is told apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from digests.errors import ParseError
from digests.text.vocabulary import load
from digests.wire import charset, links, packing, plain, stamps

__all__ = ["Page", "read"]

#: The most that packed bytes may come to.
_MOST_BYTES = 32_000_000
#: Fewer characters than this are no article.
_LEAST = 160
#: A wall or a question is believed where no more than this stands beside it.
_LITTLE = 1200

#: What stands in an article's place, by its list of phrases.
_WALLS = {"paywall": "it stands behind a paywall", "consent": "it asks for consent first", "robots": "it asks who we are"}

_META = re.compile(r"<meta\b[^>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SCRIPT = re.compile(r"<script\b[^>]{0,500}?\bapplication/ld\+json\b[^>]{0,500}>", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]{1,2000}>", re.IGNORECASE)
#: How much of a page's end is looked through for a wall behind a text that looks whole.
_ENDING = 60_000
_HTML = re.compile(r"<html\b[^>]{0,2000}>", re.IGNORECASE)
_PUBLISHED = ("article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "dc.date.issued", "date", "pubdate")


@dataclass(frozen=True, slots=True)
class Page:
    """An article as its page tells it."""

    title: str  #: "" where the page does not say
    text: str  #: paragraphs parted by a blank line
    published: datetime | None  #: UTC; where only a day was told, its midnight UTC; None where the page does not say
    timed: bool  #: False where only a day was told, or nothing
    language: str | None  #: primary tag ("en"); None where the page does not say
    day: date | None = None  #: the day of publication in the zone the page tells it in
    modified: datetime | None = None  #: UTC, when it was last changed, with its hour; None where the page does not say
    canonical: str = ""  #: the outlet's own address of it; "" where the page does not say
    whole: bool = True  #: False where the page says that this is not all of it: the rest is for those who pay


def read(body: bytes, url: str, content_type: str = "") -> Page:
    """The article on a page. Raises ParseError where there is none: another format, a wall, a question, or hardly any text."""
    markup = _markup(body, url, content_type)
    canonical = _canonical(markup, url)
    title, text = _extracted(markup, url)
    facts = list(_linked(markup))
    _refuse(url, markup, text, facts)
    stamp = _stamp(markup, url, facts)
    changed = _changed(markup, facts)
    return Page(
        title,
        text,
        stamp.at if stamp else None,
        bool(stamp and stamp.timed),
        _language(markup),
        stamp.day if stamp else None,
        changed.at if changed else None,
        canonical,
        not _is_locked(facts) or not _walled(plain.text(markup[-_ENDING:]), "paywall"),
    )


def _markup(body: bytes, url: str, content_type: str) -> str:
    kind = content_type.partition(";")[0].strip().lower()
    if kind and not (kind.startswith("text/") or "html" in kind or "xml" in kind or kind == "application/octet-stream"):
        raise ParseError(url, f"this is not a web page ({kind})")
    try:
        markup = charset.decode(packing.unpack(body, "", _MOST_BYTES), content_type).replace("\x00", "")
    except packing.TooLarge:
        raise ParseError(url, "unpacked, it is larger than any page") from None
    except (packing.BadPacking, charset.Undecodable) as error:
        raise ParseError(url, str(error)) from error
    if not re.search(r"<(?:html|body|p|article|div)\b", markup, re.IGNORECASE):
        raise ParseError(url, "this is not a web page")
    return markup


def _extracted(markup: str, url: str) -> tuple[str, str]:
    """Title and running text by trafilatura."""
    from trafilatura import bare_extraction  # here, since it takes half a second to import and feeds often do without

    try:
        found = bare_extraction(markup, url=url, include_comments=False, include_tables=False, with_metadata=True, favor_precision=True)
    except Exception as error:  # it raises whatever its parsers raise on broken markup
        raise ParseError(url, "the page cannot be read") from error
    if found is None or isinstance(found, dict):
        return "", ""
    paragraphs = (plain.line(_escaped(line).removeprefix("- ")) for line in (found.text or "").split("\n"))
    title = plain.line(_escaped(found.title or ""))
    kept = [paragraph for paragraph in paragraphs if paragraph]
    if kept and kept[0] == title:  # a headline is not the first sentence of the text
        kept = kept[1:]
    return title, "\n\n".join(kept)


def _escaped(text: str) -> str:
    """Plain text as markup: what looks like a tag in it is none."""
    return text.replace("&", "&amp;").replace("<", "&lt;") if "<" in text or "&" in text else text


def _refuse(url: str, markup: str, text: str, facts: list[dict[str, Any]]) -> None:
    """Raises ParseError where the text is not the article."""
    if len(text) < _LITTLE:
        shown = text if len(text) >= _LEAST else plain.text(markup)
        if len(shown) < _LITTLE * 4:
            for name, why in _WALLS.items():
                if _walled(shown, name):
                    raise ParseError(url, f"the page holds no article: {why}")
        if _is_locked(facts):
            raise ParseError(url, "the page holds no article: it stands behind a paywall")
    if len(text) < _LEAST:
        raise ParseError(url, f"the page holds no article: only {len(text)} characters of text")


def _walled(shown: str, name: str) -> bool:
    low = shown.lower().replace("’", "'")
    return any(phrase in low for phrase in load("digests.wire", "pages.toml")[name])


def _is_locked(facts: list[dict[str, Any]]) -> bool:
    """Whether the page's linked data say that the article is not free."""
    return any(str(fact.get("isAccessibleForFree", "")).lower() == "false" for fact in facts)


# ── what the page says of itself ───────────────────────────────────────────────────────────────────────────


def _canonical(markup: str, url: str) -> str:
    """The address the outlet gives for the page itself. Raises ParseError where that is the site's front page and ours was not."""
    found = ""
    for m in _LINK.finditer(markup):
        attributes = {a[1].lower(): plain.unescaped(a[2] if a[2] is not None else a[3]) for a in _ATTRIBUTE.finditer(m.group())}
        if "canonical" in attributes.get("rel", "").lower().split():
            found = attributes.get("href", "")
            break
    found = links.clean(links.whole(url, found or dict(_metas(markup)).get("og:url", "")) or "")
    if found and urlsplit(found).path in ("", "/") and urlsplit(url).path not in ("", "/") and not urlsplit(found).query:
        raise ParseError(url, "the page holds no article: it is the site's front page")
    return found


def _changed(markup: str, facts: list[dict[str, Any]]) -> stamps.Stamp | None:
    """When it was last changed, where that is told with its hour."""
    told = [fact["dateModified"] for fact in facts if isinstance(fact.get("dateModified"), str)]
    metas = dict(_metas(markup))
    told += [metas[name] for name in ("article:modified_time", "og:updated_time", "datemodified") if name in metas]
    return next((stamp for each in told if (stamp := stamps.read(each)) and stamp.timed), None)


def _stamp(markup: str, url: str, facts: list[dict[str, Any]]) -> stamps.Stamp | None:
    """When it was published: linked data, then meta elements, then its address. The first with an hour, else the first."""
    told = [fact["datePublished"] for fact in facts if isinstance(fact.get("datePublished"), str)]
    metas = dict(_metas(markup))
    told += [metas[name] for name in _PUBLISHED if name in metas]
    read = [stamp for each in told if (stamp := stamps.read(each))]
    return next((stamp for stamp in read if stamp.timed), None) or next(iter(read), None) or stamps.in_address(url)


def _metas(markup: str) -> Iterator[tuple[str, str]]:
    """Names and contents of meta elements, the last first, so that the first wins in a dict."""
    for found in reversed(_META.findall(markup)):
        attributes = {m[1].lower(): plain.unescaped(m[2] if m[2] is not None else m[3]) for m in _ATTRIBUTE.finditer(found)}
        if name := attributes.get("property") or attributes.get("name") or attributes.get("itemprop"):
            yield name.lower(), attributes.get("content", "")


def _linked(markup: str) -> Iterator[dict[str, Any]]:
    """The objects of the page's linked data (schema.org) that tell of an article."""
    for opening in _SCRIPT.finditer(markup):
        end = markup.find("</", opening.end())
        if end < 0:
            break
        try:
            found = json.loads(markup[opening.end() : end])
        except (ValueError, RecursionError):
            continue
        for thing in _things(found):
            kinds = thing.get("@type", "")
            if any(str(kind).endswith(("Article", "Posting", "Report")) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield thing


def _things(found: object) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for each in found[:100]:
            if isinstance(each, dict):
                yield from _things(each)
    elif isinstance(found, dict):
        yield found
        yield from _things(found.get("@graph", [])) if isinstance(found.get("@graph"), list) else ()


def _language(markup: str) -> str | None:
    """The primary tag of the page's own ``lang``."""
    root = _HTML.search(markup)
    told = {m[1].lower(): m[2] or m[3] or "" for m in _ATTRIBUTE.finditer(root.group())} if root else {}
    tag = re.match(r"[a-zA-Z]{2,3}(?![a-zA-Z])", (told.get("lang") or told.get("xml:lang") or "").strip())
    return tag.group().lower() if tag else None
