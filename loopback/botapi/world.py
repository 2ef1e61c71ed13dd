"""Everything the server knows: the bot, people, chats, messages, files, updates, and what it was told to do wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from digests.clock import Clock
from loopback.botapi import wire
from loopback.botapi.bell import Bell
from loopback.botapi.errors import bad, forbidden, migrated
from loopback.botapi.files import Files
from loopback.botapi.flood import Flood
from loopback.botapi.records import Answer, Message, Person, Place, Status
from loopback.botapi.updates import Updates

__all__ = ["World"]


class World:
    """The state behind one bot's token."""

    def __init__(self, bot: Person, clock: Clock) -> None:
        self.bot = bot
        self.clock = clock
        self.bell = Bell()
        self.updates = Updates(self.bell)
        self.files = Files()
        self.flood: Flood | None = None
        #: privacy mode: in groups the bot hears commands, replies and mentions alone
        self.privacy = True
        #: whether the server knows rich messages
        self.rich = False
        self.people: dict[int, Person] = {bot.id: bot}
        self.places: dict[int, Place] = {}
        #: open callback queries: id -> whether it was answered
        self.queries: dict[str, bool] = {}
        self.inline: dict[str, bool] = {}
        self.answers: list[Answer] = []
        #: (scope, language) -> commands
        self.commands: dict[tuple[str, str], list[dict[str, object]]] = {}
        #: (what, language) -> text, for name, description and short_description
        self.profile: dict[tuple[str, str], str] = {}
        self.menu: dict[str, object] = {"type": "commands"}
        #: (chat, action) of every sendChatAction
        self.actions: list[tuple[int, str]] = []
        self.logged_out = False
        self._numbers: Counter[str] = Counter()

    def number(self, what: str) -> int:
        """The next number of a series, from 1."""
        self._numbers[what] += 1
        return self._numbers[what]

    def add_person(self, person: Person) -> Person:
        """Makes a user known; a known one keeps its record with the new name and language."""
        known = self.people.setdefault(person.id, person)
        known.name, known.language = person.name, person.language
        known.username = person.username or known.username
        return known

    def person(self, user: int) -> Person:
        """The user; one never heard of becomes "User 7"."""
        return self.people.get(user) or self.add_person(Person(user, f"User {user}"))

    def add_place(self, place: Place) -> Place:
        """Makes a chat known."""
        self.places[place.id] = place
        return place

    def place(self, chat: int) -> Place:
        """The chat for a verb; KeyError where there is none: a test should set its stage."""
        if chat not in self.places:
            raise KeyError(f"no chat {chat}: make it with private(), group(), supergroup() or channel()")
        return self.places[chat]

    def seen(self, chat_id: str, *, speaks: bool = False) -> Place:
        """The chat a request names, by id or @username; raises the server's own 400 or 403.

        ``speaks``: the bot wants to write there, and must be able to.
        """
        place = self._named(chat_id)
        if place.migrated_to is not None:
            raise migrated(place.migrated_to)
        if place.kind == "private":
            _check_private(place, speaks)
        elif place.deleted:
            raise forbidden("the group chat was deleted")
        elif place.bot == "kicked":
            raise forbidden(f"bot was kicked from the {place.kind} chat")
        elif place.bot == "left":
            raise forbidden(f"bot is not a member of the {place.kind} chat")
        elif speaks:
            _check_writes(place)
        return place

    def _named(self, chat_id: str) -> Place:
        if not chat_id:
            raise bad("chat_id is empty")
        if chat_id.startswith("@"):
            for place in self.places.values():
                if place.username and place.username.lower() == chat_id[1:].lower() and place.kind != "private":
                    return place
            raise bad("chat not found")
        try:
            return self.places[int(chat_id)]
        except (ValueError, KeyError):
            raise bad("chat not found") from None

    def message_number(self, place: Place) -> int:
        """The next message_id: supergroups and channels count for themselves, the others share one series."""
        return self.number(f"message {place.id}" if place.kind in ("supergroup", "channel") else "message")

    def post(self, message: Message) -> Message:
        """Puts a message into its chat."""
        self.places[message.chat].messages[message.id] = message
        self.bell.ring()
        return message

    def standing(self, chat: int, *, everyone: bool = False) -> Iterator[Message]:
        """Messages of a chat that were not deleted, oldest first; the bot's alone unless ``everyone``."""
        for message in self.place(chat).messages.values():
            if not message.deleted and (everyone or message.by_bot):
                yield message

    def hears(self, message: Message, *, edited: bool = False) -> int | None:
        """Queues the update for a message that a person or a channel posted, where the bot may hear it."""
        place = self.places[message.chat]
        if place.bot in ("left", "kicked") or (place.kind in ("group", "supergroup") and not self._concerns_bot(place, message)):
            return None
        kind = "channel_post" if place.kind == "channel" else "message"
        return self.updates.add(f"edited_{kind}" if edited else kind, wire.message(self, message))

    def changes(self, place: Place, status: Status, by: int | None, rights: Iterable[str] = ()) -> None:
        """Changes how the bot stands in a chat, and tells it by a my_chat_member update from user ``by``."""
        before = wire.member(place, self.bot, self.bot)
        place.bot, place.rights = status, frozenset(rights)
        actor = self.person(by if by is not None else place.owner if place.owner is not None else 1)
        self.updates.add(
            "my_chat_member",
            {
                "chat": wire.chat(place),
                "from": wire.user(actor),
                "date": int(self.clock.now().timestamp()),
                "old_chat_member": before,
                "new_chat_member": wire.member(place, self.bot, self.bot),
            },
        )

    def _concerns_bot(self, place: Place, message: Message) -> bool:
        if not self.privacy or place.bot == "administrator" or message.kind == "service":
            return True
        answered = place.messages.get(message.reply_to) if message.reply_to is not None else None
        if answered is not None and answered.by_bot:
            return True
        name = f"@{self.bot.username}".lower()
        for entity in message.entities:
            words = entity.of(message.text).lower()
            if entity.type == "bot_command" and ("@" not in words or words.endswith(name)):
                return True
            if entity.type == "mention" and words == name:
                return True
        return False


def _check_private(place: Place, speaks: bool) -> None:
    if not speaks:
        return
    if place.deleted:
        raise forbidden("user is deactivated")
    if place.bot == "kicked":
        raise forbidden("bot was blocked by the user")
    if place.bot == "left":
        raise forbidden("bot can't initiate conversation with a user")


def _check_writes(place: Place) -> None:
    if place.kind == "channel":
        if place.bot != "administrator":
            raise bad("need administrator rights in the channel chat")
        if "can_post_messages" not in place.rights:
            raise bad("not enough rights to post messages in the chat")
    elif place.bot == "restricted" or (not place.may_write and place.bot != "administrator"):
        raise bad("not enough rights to send text messages to the chat")
