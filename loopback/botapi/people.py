"""What people do: write, edit, press, forward, share, ask inline."""

from __future__ import annotations

from dataclasses import replace

from loopback.botapi import wire
from loopback.botapi.entities import found_in
from loopback.botapi.parameters import Upload
from loopback.botapi.records import Button, Message, Person, Place, Posted
from loopback.botapi.stage import Stage

__all__ = ["People"]

#: as whom an anonymous administrator appears
_ANONYMOUS = Person(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)


class People(Stage):
    """The verbs of people; part of BotApi."""

    def says(
        self,
        chat: int,
        user: int | None,
        text: str,
        thread: int | None = None,
        *,
        reply_to: Posted | int | None = None,
        forwards: Posted | None = None,
    ) -> Posted:
        """A user writes; ``user`` None is an anonymous administrator. A first message to the bot starts it.

        ``reply_to``: the message it answers. ``forwards``: a channel's post that is passed on with this text.
        """
        place = self._world.place(chat)
        more: dict[str, object] = {}
        if user is None:
            sender = _ANONYMOUS
            more["sender_chat"] = wire.chat(place)
        else:
            sender = self._world.person(user)
            place.members.add(user)
        self._starts(place)
        if thread is not None and thread not in place.topics:
            raise KeyError(f"no topic {thread} in {place.title}")
        if forwards is not None:
            more |= self._forwarded(forwards)
        return self._heard(
            Message(
                id=self._world.message_number(place),
                chat=chat,
                at=self._world.clock.now(),
                sender=sender,
                text=text,
                entities=found_in(text),
                thread=thread,
                reply_to=reply_to.id if isinstance(reply_to, Posted) else reply_to,
                more=more,
            )
        )

    def sends(
        self, chat: int, user: int, content: bytes, name: str, *, caption: str = "", mime: str = "application/octet-stream"
    ) -> Posted:
        """A user sends a document; the bot fetches it by getFile."""
        place = self._world.place(chat)
        place.members.add(user)
        self._starts(place)
        return self._heard(
            Message(
                id=self._world.message_number(place),
                chat=chat,
                at=self._world.clock.now(),
                sender=self._world.person(user),
                text=caption,
                entities=found_in(caption),
                kind="document",
                file=self._world.files.keep(Upload(name, content, mime), "document"),
            )
        )

    def _starts(self, place: Place) -> None:
        if place.kind != "private":
            return
        if place.bot == "kicked":
            raise ValueError(f"{place.title} has blocked the bot: unblocks() first")
        place.bot = "member"

    def _forwarded(self, post: Posted) -> dict[str, object]:
        at = int(post.at.timestamp())
        place = self._world.place(post.chat)
        if place.kind == "channel":
            return {"forward_origin": {"type": "channel", "date": at, "chat": wire.chat(place), "message_id": post.id}}
        sender = self._world.person(post.sender) if post.sender is not None else self._world.bot
        return {"forward_origin": {"type": "user", "date": at, "sender_user": wire.user(sender)}}

    def _heard(self, message: Message, *, edited: bool = False) -> Posted:
        self._world.post(message)
        self._world.hears(message, edited=edited)
        return wire.posted(self._world, message)

    def posts(self, channel: int, text: str) -> Posted:
        """A channel posts: a channel_post, from no user."""
        place = self._world.place(channel)
        if place.kind != "channel":
            raise ValueError(f"{place.title} is no channel")
        number = self._world.message_number(place)
        return self._heard(Message(number, channel, self._world.clock.now(), None, text, entities=found_in(text)))

    def edits(self, message: Posted, text: str) -> Posted:
        """The writer edits a message."""
        old = self._world.place(message.chat).messages[message.id]
        new = replace(old, text=text, entities=found_in(text), edited=self._world.clock.now())
        return self._heard(new, edited=True)

    def presses(self, message: Posted, button: Button | str, user: int | None = None) -> str:
        """A user presses an inline button, named by its label or its data; the query's id.

        ``message`` may be an old view of it, whose buttons are gone by now: readers press stale buttons too.
        ``user`` may be left out in a private chat. LookupError where neither view has that button.
        """
        place = self._world.place(message.chat)
        if user is None and place.kind != "private":
            raise ValueError(f"who presses in {place.title}?")
        kept = place.messages[message.id]
        pressed = _find(message, button) or _find(wire.posted(self._world, kept), button)
        if pressed is None:
            raise LookupError(f"no button {button!r} among {message.labels}")
        if pressed.data is None:
            raise LookupError(f"{pressed.text!r} sends no callback query")
        query = f"{4_000_000 + self._world.number('query')}"
        self._world.queries[query] = False
        shown: dict[str, object] = wire.message(self._world, kept)
        if kept.deleted:
            shown = {"chat": wire.chat(place), "message_id": kept.id, "date": 0}
        presser = self._world.person(user if user is not None else message.chat)
        content: dict[str, object] = {"id": query, "from": wire.user(presser), "chat_instance": str(place.id)}
        self._world.updates.add("callback_query", content | {"message": shown, "data": pressed.data})
        return query

    def shares(self, user: int, request_id: int, chat: int) -> Posted:
        """A user answers a request_chat key: a chat_shared message in the private chat."""
        place = self._world.place(user)
        told: dict[str, object] = {"chat_shared": {"request_id": request_id, "chat_id": chat, "title": self._world.place(chat).title}}
        number = self._world.message_number(place)
        sender = self._world.person(user)
        return self._heard(Message(number, user, self._world.clock.now(), sender, kind="service", more=told))

    def asks(self, user: int, words: str, offset: str = "") -> str:
        """A user types an inline query; its id."""
        query = f"{6_000_000 + self._world.number('inline')}"
        self._world.inline[query] = False
        asker = wire.user(self._world.person(user))
        self._world.updates.add("inline_query", {"id": query, "from": asker, "query": words, "offset": offset})
        return query


def _find(message: Posted, wanted: Button | str) -> Button | None:
    for row in message.buttons:
        for button in row:
            if button == wanted or (isinstance(wanted, str) and wanted in (button.text, button.data)):
                return button
    return None
