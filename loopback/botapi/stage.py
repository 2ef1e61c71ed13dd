"""Setting the stage: people and chats, and what happens to them (added, blocked, kicked, migrated)."""

from __future__ import annotations

from loopback.botapi import wire
from loopback.botapi.records import Message, Person, Place, Topic
from loopback.botapi.world import World

__all__ = ["Stage"]

_CHANNEL_BASE = -1_000_000_000_000
#: what an administrator bot may do unless a test says otherwise
_GROUP_RIGHTS = ("can_manage_chat", "can_delete_messages", "can_pin_messages", "can_manage_topics")
_CHANNEL_RIGHTS = ("can_manage_chat", "can_post_messages", "can_edit_messages", "can_delete_messages")


class Stage:
    """The verbs that set the stage; part of BotApi."""

    _world: World

    def private(self, user_id: int, name: str = "", language: str = "en", *, username: str | None = None, started: bool = True) -> int:
        """A user and the private chat with them, whose id is the user's; ``started`` False: they never wrote to the bot."""
        person = self._world.add_person(Person(user_id, name or f"User {user_id}", language, username))
        place = Place(user_id, "private", person.name, username, language)
        place.bot = "member" if started else "left"
        place.members = {user_id}
        return self._world.add_place(place).id

    def group(
        self, title: str, *, id: int | None = None, owner: int | None = None, admins: tuple[int, ...] = (), bot_in: bool = True
    ) -> int:
        """A basic group; the bot is a plain member unless ``bot_in`` is False. Its id is negative."""
        number = id if id is not None else -(5000 + self._world.number("group"))
        return self._gather(Place(number, "group", title), owner, admins, bot_in)

    def supergroup(
        self,
        title: str,
        *,
        id: int | None = None,
        forum: bool = False,
        username: str | None = None,
        owner: int | None = None,
        admins: tuple[int, ...] = (),
        bot_in: bool = True,
        may_write: bool = True,
    ) -> int:
        """A supergroup, with topics where ``forum``; ``may_write`` False: members may not send text."""
        number = id if id is not None else _CHANNEL_BASE - (7000 + self._world.number("supergroup"))
        place = Place(number, "supergroup", title, username, is_forum=forum, may_write=may_write)
        return self._gather(place, owner, admins, bot_in)

    def channel(
        self, title: str, *, id: int | None = None, username: str | None = None, owner: int | None = None, bot_in: bool = True
    ) -> int:
        """A channel; the bot is an administrator who may post unless ``bot_in`` is False."""
        number = id if id is not None else _CHANNEL_BASE - (9000 + self._world.number("channel"))
        place = Place(number, "channel", title, username)
        if bot_in:
            place.rights = frozenset(_CHANNEL_RIGHTS)
        chat = self._gather(place, owner, (), bot_in)
        if bot_in:
            place.bot = "administrator"
        return chat

    def _gather(self, place: Place, owner: int | None, admins: tuple[int, ...], bot_in: bool) -> int:
        place.owner, place.admins = owner, set(admins)
        place.members = place.admins | ({owner} if owner is not None else set())
        place.bot = "member" if bot_in else "left"
        for user in place.members:
            self._world.person(user)
        return self._world.add_place(place).id

    def forum(self, chat: int, topic: str) -> int:
        """A new topic of a forum; its message_thread_id."""
        place = self._world.place(chat)
        if not place.is_forum:
            raise ValueError(f"{place.title} is no forum")
        number = self._world.message_number(place)
        place.topics[number] = Topic(number, topic)
        self._service(place, {"forum_topic_created": {"name": topic, "icon_color": 7322096}}, number=number, thread=number)
        return number

    def closes_topic(self, chat: int, topic: int) -> None:
        """Members may write no more in a topic."""
        self._world.place(chat).topics[topic].closed = True

    def deletes_topic(self, chat: int, topic: int) -> None:
        """The topic and all its messages are gone, without a word to the bot."""
        place = self._world.place(chat)
        del place.topics[topic]
        for message in place.messages.values():
            if message.thread == topic:
                message.deleted = True

    def promotes(self, chat: int, user: int | None = None, *, rights: tuple[str, ...] | None = None, by: int | None = None) -> None:
        """Makes a user, or the bot, an administrator; a my_chat_member update where it is the bot."""
        place = self._world.place(chat)
        if user is not None:
            place.admins.add(self._world.person(user).id)
            place.members.add(user)
            return
        usual = _CHANNEL_RIGHTS if place.kind == "channel" else _GROUP_RIGHTS
        self._world.changes(place, "administrator", by, rights if rights is not None else usual)

    def demotes(self, chat: int, user: int | None = None, *, by: int | None = None) -> None:
        """Takes an administrator's rights from a user, or from the bot."""
        place = self._world.place(chat)
        if user is not None:
            place.admins.discard(user)
        else:
            self._world.changes(place, "member", by)

    def restricts(self, chat: int, may_write: bool = False) -> None:
        """Members may not send text (or may again): the bot hears "not enough rights"."""
        self._world.place(chat).may_write = may_write

    def adds_bot(self, chat: int, by: int | None = None) -> None:
        """Someone adds the bot: to a channel as an administrator, elsewhere as a member with the service message."""
        place = self._world.place(chat)
        if place.kind == "channel":
            self._world.changes(place, "administrator", by, _CHANNEL_RIGHTS)
            return
        self._world.changes(place, "member", by)
        added = wire.user(self._world.bot)
        self._service(place, {"new_chat_members": [added], "new_chat_member": added}, by=by)

    def kicks(self, chat: int, by: int | None = None) -> None:
        """Someone removes the bot: every later request there is a 403."""
        self._world.changes(self._world.place(chat), "kicked", by)

    def blocks(self, user: int) -> None:
        """A user blocks the bot: every later message to them is a 403."""
        self._world.changes(self._world.place(user), "kicked", user)

    def unblocks(self, user: int) -> None:
        """A user takes the bot back."""
        self._world.changes(self._world.place(user), "member", user)

    def deactivates(self, user: int) -> None:
        """A user deletes the account; the bot is not told."""
        self._world.place(user).deleted = True

    def deletes_chat(self, chat: int) -> None:
        """A group is deleted; the bot is not told."""
        self._world.place(chat).deleted = True

    def migrates(self, group: int, *, told: bool = True) -> int:
        """A group becomes a supergroup; the new id. ``told`` False keeps the two service messages back: the 400 comes first."""
        old = self._world.place(group)
        if old.kind != "group":
            raise ValueError(f"{old.title} is a {old.kind}; only a group migrates")
        new = self.supergroup(old.title, owner=old.owner, admins=tuple(old.admins), bot_in=False)
        place = self._world.place(new)
        place.bot, place.rights, place.members = old.bot, old.rights, set(old.members)
        if told:
            self._service(old, {"migrate_to_chat_id": new})
            self._service(place, {"migrate_from_chat_id": group})
        old.migrated_to = new
        return new

    def _service(
        self, place: Place, told: dict[str, object], *, by: int | None = None, number: int | None = None, thread: int | None = None
    ) -> Message:
        """Posts a service message and lets the bot hear it."""
        actor = by if by is not None else place.owner
        message = Message(
            id=number if number is not None else self._world.message_number(place),
            chat=place.id,
            at=self._world.clock.now(),
            sender=self._world.person(actor if actor is not None else 1),
            kind="service",
            thread=thread,
            more=told,
        )
        self._world.post(message)
        self._world.hears(message)
        return message
