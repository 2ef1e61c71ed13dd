"""A faster reading of well-formed RSS 2.0, RSS 1.0 and Atom, standing in front of feedparser.

It reads the plain forms alone, and reads them as feedparser does, down to which of two summaries becomes a content; whatever is
out of the ordinary it leaves to feedparser by answering None. That both come to the same on every feed at hand is a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # no types shipped

from digests.text.vocabulary import load
from digests.wire.entries import Channel, Entry

__all__ = ["Unusual", "read"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Declarations of a type, bases of links: feedparser's own ground.
_ASIDE = re.compile(r"<!(?:DOCTYPE|ENTITY)|\bbase\s*=", re.IGNORECASE)
_HINTS = ("<!D", "<!d", "<!E", "<!e", "base", "BASE", "Base")
_CONTROLS = re.compile("[\x80-\x9f]")
_WEB = re.compile(r"https?://[^/\s;][^\s;]*\Z")
_PLAIN = frozenset(("", "text", "html", "text/plain", "text/html"))
_HTML = frozenset(("", "text/html", "application/xhtml+xml", "html", "xhtml"))
_DATES = ("published", "created", "updated")


class Unusual(Exception):
    """Something that is read here otherwise than feedparser might, or not at all."""


def read(text: str, ttl: Callable[[dict[str, str]], int | None]) -> Channel | None:
    """A feed's text, without an XML declaration, as a channel; None where feedparser is to read it.

    ``ttl`` makes minutes of the fields that tell of updating.
    """
    if any(hint in text for hint in _HINTS) and _ASIDE.search(text):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return _channel(etree.fromstring(text.encode(), parser), ttl)
    except (etree.XMLSyntaxError, UnicodeEncodeError, Unusual):
        return None


def _channel(root: Any, ttl: Callable[[dict[str, str]], int | None]) -> Channel:
    kind = _name(root)
    if kind == "feed" and root.tag == "{http://www.w3.org/2005/Atom}feed":
        heads, items = [child for child in root if _name(child) != "entry"], [child for child in root if _name(child) == "entry"]
        dialect = "atom"
    elif kind == "rss" and root.tag == "rss" and len(root) == 1 and root[0].tag == "channel":
        heads, items = [child for child in root[0] if child.tag != "item"], [child for child in root[0] if child.tag == "item"]
        dialect = "rss"
    elif kind == "rdf:rdf" and len(root) and _name(root[0]) == "channel":
        heads, items = list(root[0]), [child for child in root[1:] if _name(child) == "item"]
        if any(_name(child) not in ("item", "image", "textinput") for child in root[1:]):
            raise Unusual
        dialect = "rdf"
    else:
        raise Unusual
    head = _Fields(dialect, "head", _tag(root) if dialect == "atom" else _tag(root[0]) or _tag(root))
    for child in heads:
        head.take(child)
    told = head.told
    language = told.get("language", _tag(root))
    return Channel(told.get("title", ""), told.get("link", ""), language, ttl(told), entries=tuple(_entries(items, dialect, head.language)))


def _entries(items: list[Any], dialect: str, language: str) -> Iterator[Entry]:
    for item in items:
        fields = _Fields(dialect, "item", _tag(item) or language)
        if dialect == "rdf" and (about := item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")):
            fields.told["id"] = about
        for child in item:
            fields.take(child)
        yield fields.entry()


@dataclass(slots=True)
class _Fields:
    """What one channel or item tells, taken in the order it stands in."""

    dialect: str
    place: str
    language: str
    told: dict[str, str] = field(default_factory=dict)
    contents: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  #: links of rel alternate
    has_content: bool = False
    summary_depth: int | None = None
    permalink: bool | None = None
    title_language: str = ""
    once: set[str] = field(default_factory=set)

    def take(self, child: Any) -> None:
        name = _name(child)
        reading = _READINGS.get(name)
        if reading is not None:
            reading(self, child)
        elif ":" in name:
            self._beside(child, name)
        elif name not in load("digests.wire", "direct.toml")[self.dialect][self.place]:
            raise Unusual

    def entry(self) -> Entry:
        guid, link = self.told.get("id", ""), self.told.get("link", "")
        permalink = guid if self.permalink or guid.startswith(("http://", "https://")) else ""
        links = (self.told.get("feedburner_origlink", ""), link, *self.others, permalink)
        return Entry(
            guid=guid,
            title=self.told.get("title", ""),
            summary=self.told.get("summary", ""),
            content=max(self.contents, key=len, default=""),
            links=tuple(one for one in links if one),
            dates=tuple(self.told[name] for name in _DATES if self.told.get(name)),
            language=self.title_language,
        )

    # ── the elements that matter ───────────────────────────────────────────────────────────────────────────

    def _title(self, element: Any) -> None:
        value = self._text(element)
        self._first("title")
        if not value:
            raise Unusual  # a title elsewhere may come in its place
        self.told["title"] = value
        self.title_language = (_tag(element) or self.language).replace("_", "-")

    def _link(self, element: Any) -> None:
        if self.dialect == "atom" or element.get("href") is not None:
            self._linked(element)
            return
        if element.attrib:
            raise Unusual
        value = _value(element)
        self._first("a link")
        if value:
            self.others.append(_web(value))
        self.told["link"] = value

    def _linked(self, element: Any) -> None:
        """A link in an attribute, as Atom has it."""
        href, rel = element.get("href"), (element.get("rel") or "alternate").lower()
        if href is None or len(element) or (element.text or "").strip():
            raise Unusual
        if rel != "alternate":
            return
        if self.dialect != "atom":
            raise Unusual
        self.others.append(_web(href))
        if (element.get("type") or "text/html").lower() in _HTML:
            self.told["link"] = href

    def _guid(self, element: Any) -> None:
        value = _value(element)
        self._first("a guid")
        if "  " in value or "\n" in value:
            raise Unusual
        if "://" in value:
            _web(value)
        is_link = element.get("isPermaLink", element.get("ispermalink", "true")) == "true"
        self.told["id"] = value
        self.permalink = is_link and "link" not in self.told
        if is_link:
            self.told.setdefault("link", value)

    def _description(self, element: Any) -> None:
        if self.place == "head":
            self._first("a description")
            return
        self._described(element, sum(1 for _ in element.iterancestors()))

    def _described(self, element: Any, depth: int) -> None:
        """A summary; the second one becomes a content, later ones take its place unless they stand deeper."""
        value = self._text(element)
        if "summary" in self.told and not self.has_content:
            self.has_content = True
            self.contents.append(value)
        elif self.summary_depth is None or depth <= self.summary_depth:
            self.told["summary"], self.summary_depth = value, depth

    def _content(self, element: Any) -> None:
        if element.get("src") is not None or self.place == "head":
            raise Unusual
        value = self._text(element)
        self.has_content = True
        self.contents.append(value)
        self.told.setdefault("summary", value)

    def _language(self, element: Any) -> None:
        if self.place == "head":
            self.told["language"] = _value(element)

    def _dated(self, name: str, element: Any) -> None:
        if self.place == "item":
            self.told[name] = _value(element)

    def _plain(self, name: str, element: Any) -> None:
        if element.attrib:
            raise Unusual
        self.told[name] = _value(element)

    # ── and those that do not, unless they hold one that does ──────────────────────────────────────────────

    def _beside(self, element: Any, name: str) -> None:
        if (
            name.startswith(("dc:", "itunes:", "dcterms:", "content:", "xhtml:"))
            and name not in load("digests.wire", "direct.toml")["beside"]
        ):
            raise Unusual
        for below in element.iter():
            inner = _name(below)
            if inner == "media:title":
                if "title" not in self.told or "source" in self.once:
                    raise Unusual
            elif inner == "media:description" and self.place == "item":
                self._described(below, sum(1 for _ in below.iterancestors()))
            elif ":" not in inner or inner in _READINGS or (below is not element and inner.startswith(("dc:", "dcterms:"))):
                raise Unusual

    def _source(self, element: Any) -> None:
        if len(element):
            raise Unusual
        self.once.add("source")

    def _text(self, element: Any) -> str:
        kind = (element.get("type") or "").lower()
        if kind not in _PLAIN or element.get("mode") is not None or (self.dialect != "atom" and kind):
            raise Unusual
        return _value(element)

    def _first(self, name: str) -> None:
        if name in self.once or (self.once & {"source"} and name == "title"):
            raise Unusual
        self.once.add(name)


def _dates(name: str) -> Callable[[_Fields, Any], None]:
    return lambda fields, element: fields._dated(name, element)


def _plains(name: str) -> Callable[[_Fields, Any], None]:
    return lambda fields, element: fields._plain(name, element)


_READINGS: dict[str, Callable[[_Fields, Any], None]] = {
    "title": _Fields._title,
    "link": _Fields._link,
    "guid": _Fields._guid,
    "id": _Fields._guid,
    "description": _Fields._description,
    "summary": _Fields._description,
    "content": _Fields._content,
    "content:encoded": _Fields._content,
    "media:description": _Fields._description,
    "language": _Fields._language,
    "dc:language": _Fields._language,
    "pubdate": _dates("published"),
    "published": _dates("published"),
    "updated": _dates("updated"),
    "dc:date": _dates("updated"),
    "ttl": _plains("ttl"),
    "sy:updateperiod": _plains("sy_updateperiod"),
    "sy:updatefrequency": _plains("sy_updatefrequency"),
    "feedburner:origlink": _plains("feedburner_origlink"),
    "source": _Fields._source,
}


def _name(element: Any) -> str:
    """An element's name with the prefix that feedparser knows its namespace by; "" namespaces have none."""
    space, _, local = element.tag.rpartition("}")
    if not space:
        if ":" in local:
            raise Unusual  # a prefix that was never declared
        return str(local.lower())
    known = load("digests.wire", "direct.toml")["namespaces"]
    prefix = known.get(space[1:].lower())
    if prefix is None:
        prefix = (element.prefix or "").lower()
        if not prefix or prefix in known.values():
            raise Unusual
    return f"{prefix}:{local.lower()}" if prefix else str(local.lower())


def _value(element: Any) -> str:
    """An element's text as feedparser gives it."""
    if len(element):
        raise Unusual
    value = str(element.text or "").strip()
    if value.isascii():
        return value
    if _CONTROLS.search(value):
        raise Unusual  # windows-1252 in a place where it is not
    try:
        value.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value
    raise Unusual  # UTF-8 taken for Latin-1 and packed again


def _web(link: str) -> str:
    if not _WEB.match(link):
        raise Unusual
    return link


def _tag(element: Any) -> str:
    """The element's own xml:lang; feedparser also heeds one without the prefix."""
    if element.get("lang") is not None:
        raise Unusual
    return str(element.get(_LANG) or "")
