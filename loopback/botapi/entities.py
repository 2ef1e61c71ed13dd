"""Entities of a text. Their offsets and lengths are UTF-16 units; lengths of texts are code points."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

__all__ = ["MOST_ENTITIES", "Entity", "found_in", "trimmed", "utf16"]

#: what the server finds by itself in a text, in the order in which one match keeps another away
_FOUND = (
    ("url", re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?')\]]")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#/])#(?=\w*[^\W\d_])\w{1,256}")),
)
#: entities beyond this number are dropped without a word
MOST_ENTITIES = 100


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of a text, as the Bot API names them."""

    #: "bold", "text_link", "date_time", "bot_command", ...
    type: str
    #: where it begins, in UTF-16 units
    offset: int
    #: in UTF-16 units, at least 1
    length: int
    #: text_link only
    url: str | None = None
    #: pre only
    language: str | None = None
    #: custom_emoji only
    custom_emoji_id: str | None = None
    #: date_time only: seconds since 1970
    unix_time: int | None = None
    #: date_time only
    date_time_format: str | None = None
    #: text_mention only: the user's id
    user: int | None = None

    def of(self, text: str) -> str:
        """The piece of ``text`` it covers."""
        units = text.encode("utf-16-le")
        return units[2 * self.offset : 2 * (self.offset + self.length)].decode("utf-16-le")

    def wire(self) -> dict[str, object]:
        """As the Bot API sends it."""
        names = ("type", "offset", "length", "url", "language", "custom_emoji_id", "unix_time", "date_time_format")
        sent: dict[str, object] = {name: value for name in names if (value := getattr(self, name)) is not None}
        if self.user is not None:
            sent["user"] = {"id": self.user, "is_bot": False, "first_name": "User"}
        return sent


def utf16(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def trimmed(text: str, entities: Iterable[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """The text without white space at both ends, as the server keeps it, and its entities moved along."""
    left = len(text) - len(text.lstrip())
    kept = text.strip()
    end = utf16(kept)
    moved = []
    for entity in entities:
        begin = max(0, entity.offset - left)
        stop = min(end, entity.offset + entity.length - left)
        if stop > begin:
            moved.append(replace(entity, offset=begin, length=stop - begin))
    return kept, tuple(moved)


def found_in(text: str, taken: Iterable[Entity] = ()) -> tuple[Entity, ...]:
    """Commands, links, mentions and hashtags the server finds by itself, where no link, code or pre stands already."""
    closed = [(e.offset, e.offset + e.length) for e in taken if e.type in ("pre", "code", "text_link", "text_mention")]
    found = list(taken)
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            offset = utf16(text[: match.start()])
            stop = offset + utf16(match.group())
            if all(stop <= begin or end <= offset for begin, end in closed):
                found.append(Entity(kind, offset, stop - offset))
                closed.append((offset, stop))
    return tuple(sorted(found, key=lambda e: (e.offset, -e.length))[:MOST_ENTITIES])
