"""Telegram's HTML, read as its server reads it: text and entities, or the error the server would answer.

Two places are stricter than the real server, so that a test sees what a reader would not: a blockquote inside a
blockquote is refused, and so is a tg-time without a usable ``unix`` or with a malformed ``format``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loopback.botapi.entities import MOST_ENTITIES, Entity, utf16
from loopback.botapi.errors import unparsed

__all__ = ["parse_html"]

_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_SPACE = " \t\r\n\0\v"
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_LINK = re.compile(r"(?:(?:https?|ftp|tg|ton|tonsite|mailto|tel):.+|[^\s/:]+\.[^\s/:.]{2,}(?:[/:?#].*)?)", re.IGNORECASE | re.DOTALL)
_MENTION = re.compile(r"tg://user\?id=([0-9]+)")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int


def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """The plain text and its entities; raises the server's own 400 where the markup breaks the grammar."""
    return _Reader(source).read()


class _Reader:
    """One reading of one source; ``_at`` counts code points, errors name bytes, as the server does."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, tuple[Entity, ...]]:
        source = self._source
        while self._at < len(source):
            letter = source[self._at]
            if letter == "<":
                if source.startswith("</", self._at):
                    self._end_tag()
                else:
                    self._start_tag()
            elif letter == "&":
                piece, self._at = _decoded(source, self._at)
                self._take(piece)
            else:
                stop = min((p for p in (source.find("<", self._at), source.find("&", self._at)) if p >= 0), default=len(source))
                self._take(source[self._at : stop])
                self._at = stop
        if self._open:
            raise unparsed(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        text = "".join(self._pieces)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise unparsed(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
            )
        return text, _settled(self._entities)

    def _take(self, piece: str) -> None:
        self._pieces.append(piece)
        self._offset += utf16(piece)

    def _byte(self, at: int) -> int:
        return len(self._source[:at].encode("utf-8", "surrogatepass"))

    def _until(self, stops: str) -> str:
        begin = self._at
        while self._at < len(self._source) and self._source[self._at] not in stops:
            self._at += 1
        return self._source[begin : self._at]

    def _skip_space(self) -> None:
        while self._at < len(self._source) and self._source[self._at] in _SPACE:
            self._at += 1

    def _peek(self) -> str:
        return self._source[self._at] if self._at < len(self._source) else ""

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._until(_SPACE + ">").lower()
        if not self._peek():
            raise unparsed(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _TYPES:
            raise unparsed(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        if tag == "blockquote" and any(outer.tag == tag for outer in self._open):
            raise unparsed(f"Nested blockquote at byte offset {self._byte(begin)}")
        if tag == "tg-time":
            _check_time(attributes, self._byte(begin))
        self._open.append(_Open(tag, attributes, self._offset, len(self._pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._peek() == ">":
                self._at += 1
                return found
            name = self._until(_SPACE + "=>" if tag == "blockquote" else _SPACE + "=")
            if not name:
                raise unparsed(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            self._skip_space()
            if self._peek() != "=":
                # the one attribute that stands without a value
                if tag == "blockquote" and name.lower() == "expandable" and self._peek():
                    found["expandable"] = ""
                    continue
                raise unparsed(f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {self._byte(begin)}')
            self._at += 1
            self._skip_space()
            if not self._peek():
                raise unparsed(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            found[name] = self._attribute_value()
            if not self._peek():
                raise unparsed(f"Unclosed start tag at byte offset {self._byte(begin)}")

    def _attribute_value(self) -> str:
        begin, quote = self._at, self._peek()
        if quote not in "'\"":
            while (letter := self._peek()) and (letter in ".-" or (letter.isascii() and letter.isalnum())):
                self._at += 1
            if self._peek() not in (*_SPACE, ">"):
                raise unparsed(f"Unexpected end of name token at byte offset {self._byte(begin)}")
            return self._source[begin : self._at].lower()
        self._at += 1
        pieces: list[str] = []
        while (letter := self._peek()) and letter != quote:
            if letter == "&":
                piece, self._at = _decoded(self._source, self._at)
                pieces.append(piece)
            else:
                pieces.append(letter)
                self._at += 1
        self._at += 1
        return "".join(pieces)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise unparsed(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self._at += 2
        name = self._until(_SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise unparsed(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self._at += 1
        opened = self._open.pop()
        if name and name != opened.tag:
            raise unparsed(f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{name}>"')
        length = self._offset - opened.offset
        if length > 0:
            entity = _entity(opened, length, "".join(self._pieces[opened.piece :]))
            if entity is not None:
                self._entities.append(entity)


def _decoded(source: str, at: int) -> tuple[str, int]:
    """The character a reference stands for and where it ends; an ampersand that is none stays an ampersand."""
    match = _REFERENCE.match(source, at)
    if match is None:
        return "&", at + 1
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return (_NAMED[name], match.end()) if name in _NAMED else ("&", at + 1)
    digits, base = (hexadecimal, 16) if hexadecimal is not None else (decimal, 10)
    code = int(digits, base) if digits else 0
    spelled = len(match.group().rstrip(";"))
    if code == 0 or code >= 0x10FFFF or spelled >= 10:
        return "&", at + 1
    return chr(code), match.end()


def _check_time(attributes: dict[str, str], byte: int) -> None:
    unix = attributes.get("unix", "")
    if not re.fullmatch(r"[0-9]{1,10}", unix) or not 0 < int(unix) < 2**31:
        raise unparsed(f'Tag "tg-time" must have a valid attribute "unix" at byte offset {byte}')
    if not _TIME_FORMAT.fullmatch(attributes.get("format", "")):
        raise unparsed(f"Invalid date-time format specified at byte offset {byte}")


def _entity(opened: _Open, length: int, inner: str) -> Entity | None:
    kind, given = _TYPES[opened.tag], opened.attributes
    made = Entity(kind, opened.offset, length)
    if kind == "text_link":
        url = given.get("href") or inner
        if mention := _MENTION.fullmatch(url):
            return replace(made, type="text_mention", user=int(mention.group(1)))
        return replace(made, url=url if "://" in url or ":" in url.split("/")[0] else f"http://{url}/") if _LINK.fullmatch(url) else None
    if kind == "code" and given.get("class", "").startswith("language-"):
        return replace(made, language=given["class"].removeprefix("language-"))
    if kind == "blockquote" and "expandable" in given:
        return replace(made, type="expandable_blockquote")
    if kind == "custom_emoji":
        identifier = given.get("emoji-id", "")
        if not re.fullmatch(r"-?[0-9]{1,20}", identifier) or int(identifier) == 0:
            raise unparsed("Invalid custom emoji identifier specified")
        return replace(made, custom_emoji_id=identifier)
    if kind == "date_time":
        return replace(made, unix_time=int(given["unix"]), date_time_format=given.get("format") or None)
    return made


def _settled(entities: list[Entity]) -> tuple[Entity, ...]:
    """Outer before inner, <pre><code class=language-x> made one, nothing kept inside pre or code, at most a hundred."""
    languages = {(e.offset, e.length): e.language for e in entities if e.type == "code" and e.language}
    merged = [replace(e, language=languages.get((e.offset, e.length))) if e.type == "pre" else replace(e, language=None) for e in entities]
    verbatim = [e for e in merged if e.type in ("pre", "code")]

    def stands(entity: Entity) -> bool:
        if entity.type == "code":
            return not any(_covers(outer, entity) for outer in verbatim if outer.type == "pre")
        return entity.type in ("pre", "blockquote", "expandable_blockquote") or not any(_covers(outer, entity) for outer in verbatim)

    kept = sorted(filter(stands, merged), key=lambda e: (e.offset, -e.length))
    return tuple(kept[:MOST_ENTITIES])


def _covers(outer: Entity, inner: Entity) -> bool:
    return outer.offset <= inner.offset and inner.offset + inner.length <= outer.offset + outer.length
