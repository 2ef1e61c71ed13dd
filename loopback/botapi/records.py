"""The records: what the server keeps (people, places, messages) and the frozen views a test or the demo reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from loopback.botapi.entities import Entity

__all__ = ["Answer", "Button", "Call", "Message", "Person", "Place", "Posted", "Status", "Topic"]

Kind = Literal["private", "group", "supergroup", "channel"]
Status = Literal["member", "administrator", "left", "kicked", "restricted"]


@dataclass(slots=True)
class Person:
    """A user, or the bot itself."""

    id: int
    name: str
    language: str = "en"
    #: None where the account has none
    username: str | None = None
    is_bot: bool = False


@dataclass(slots=True)
class Topic:
    """A forum's topic."""

    #: ``message_thread_id``
    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Message:
    """One message as the server keeps it."""

    id: int
    chat: int
    at: datetime
    #: None in a channel, where the channel itself speaks
    sender: Person | None
    text: str = ""
    #: the text as sent with parse_mode HTML; None where it was sent plain
    html: str | None = None
    entities: tuple[Entity, ...] = ()
    kind: Literal["text", "photo", "document", "service"] = "text"
    #: file_id of a photo or document
    file: str | None = None
    thread: int | None = None
    reply_to: int | None = None
    #: the quoted words of the message it answers
    quote: str | None = None
    #: the reply markup as sent: inline_keyboard, keyboard, ...
    markup: dict[str, object] | None = None
    preview: dict[str, object] | None = None
    silent: bool = False
    protected: bool = False
    album: str | None = None
    #: True where it was sent as a rich message
    rich: bool = False
    edited: datetime | None = None
    deleted: bool = False
    by_bot: bool = False
    #: further fields of the wire: what a service message tells, where a forwarded one came from
    more: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Place:
    """A chat and how the bot stands in it."""

    id: int
    kind: Kind
    title: str = ""
    username: str | None = None
    language: str = "en"
    is_forum: bool = False
    #: the bot's ChatMember status; in a private chat "member", "kicked" (blocked) or "left" (never started)
    bot: Status = "member"
    #: what the bot may do as an administrator: "can_post_messages", "can_pin_messages", ...
    rights: frozenset[str] = frozenset()
    owner: int | None = None
    admins: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)
    topics: dict[int, Topic] = field(default_factory=dict)
    #: False where members may not send text
    may_write: bool = True
    deleted: bool = False
    migrated_to: int | None = None
    pinned: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    menu: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button, or a key of a reply keyboard (then only the text is there)."""

    text: str
    #: callback_data
    data: str | None = None
    url: str | None = None
    #: the words that copy_text puts on the clipboard
    copies: str | None = None
    #: "danger", "success" or "primary"; None is the usual look
    style: str | None = None
    #: the button as sent, for what has no field here
    raw: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as a reader sees it at the moment of asking."""

    chat: int
    id: int
    #: plain text after entities were parsed; the caption of a photo or document
    text: str
    #: the text as sent where parse_mode was HTML; None where it was sent plain
    html: str | None
    entities: tuple[Entity, ...]
    #: rows of inline buttons
    buttons: tuple[tuple[Button, ...], ...]
    #: rows of a reply keyboard
    keys: tuple[tuple[Button, ...], ...]
    kind: Literal["text", "photo", "document", "service"]
    at: datetime
    #: the forum topic; None outside of one
    thread: int | None = None
    #: the message it answers, and the words it quotes of it
    reply_to: int | None = None
    quote: str | None = None
    edited: bool = False
    pinned: bool = False
    silent: bool = False
    by_bot: bool = True
    #: id of the user who wrote it; None for a channel's own posts
    sender: int | None = None
    #: True where it is a rich message; ``html`` is its source then
    rich: bool = False
    #: content and name of a photo or document
    file: bytes | None = field(default=None, repr=False)
    file_name: str | None = None
    #: link_preview_options as sent; None where none were sent
    preview: Mapping[str, object] | None = field(default=None, compare=False, hash=False)

    @property
    def labels(self) -> tuple[str, ...]:
        """The texts of its inline buttons, row after row."""
        return tuple(button.text for row in self.buttons for button in row)

    def links(self) -> tuple[tuple[str, str], ...]:
        """(words, address) of every link in its text."""
        return tuple((entity.of(self.text), entity.url) for entity in self.entities if entity.url is not None)


@dataclass(frozen=True, slots=True)
class Call:
    """One request the bot made."""

    method: str
    #: the parameters as they came over the wire, JSON values undecoded; uploads are not among them
    parameters: Mapping[str, str]
    at: datetime
    #: HTTP status of the answer; 0 where the connection was cut or the bot hung up first
    status: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The bot's answer to a callback query or an inline query."""

    query: str
    text: str = ""
    alert: bool = False
    url: str | None = None
    #: inline results as sent
    results: tuple[Mapping[str, object], ...] = ()
