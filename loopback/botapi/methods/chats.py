"""Methods about chats: what they are, who is in them, leaving them; and fetching a file."""

from __future__ import annotations

from loopback.botapi import wire
from loopback.botapi.errors import bad
from loopback.botapi.methods.method import Method
from loopback.botapi.parameters import Parameters
from loopback.botapi.records import Place
from loopback.botapi.world import World

__all__ = ["METHODS"]


def get_chat(world: World, sent: Parameters) -> object:
    """getChat."""
    place = world.seen(sent.text("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    told = wire.chat(place) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if place.kind in ("group", "supergroup"):
        told["permissions"] = {"can_send_messages": place.may_write}
    if place.pinned:
        told["pinned_message"] = wire.message(world, place.messages[place.pinned[-1]])
    return told


def get_chat_member(world: World, sent: Parameters) -> object:
    """getChatMember: someone known who is not there has left."""
    place = world.seen(sent.text("chat_id"))
    number = sent.integer("user_id")
    if number is None or number <= 0:
        raise bad("invalid user_id specified")
    if number not in world.people:
        raise bad("PARTICIPANT_ID_INVALID" if place.kind in ("supergroup", "channel") else "user not found")
    return wire.member(place, world.people[number], world.bot)


def get_chat_administrators(world: World, sent: Parameters) -> object:
    """getChatAdministrators: bots are left out unless return_bots, and this bot never is."""
    place = world.seen(sent.text("chat_id"))
    if place.kind == "private":
        raise bad("there are no administrators in the private chat")
    if place.kind == "channel" and place.bot != "administrator":
        raise bad("member list is inaccessible")
    people = _heads(place)
    if place.bot == "administrator":
        people.append(world.bot.id)
    return [wire.member(place, world.person(number), world.bot) for number in people]


def _heads(place: Place) -> list[int]:
    owner = [place.owner] if place.owner is not None else []
    return owner + sorted(place.admins - set(owner))


def get_chat_member_count(world: World, sent: Parameters) -> object:
    """getChatMemberCount."""
    place = world.seen(sent.text("chat_id"))
    if place.kind == "private":
        return 2
    return len(place.members | set(_heads(place))) + 1


def leave_chat(world: World, sent: Parameters) -> object:
    """leaveChat: a my_chat_member update tells of it."""
    place = world.seen(sent.text("chat_id"))
    if place.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    world.changes(place, "left", world.bot.id)
    return True


def get_file(world: World, sent: Parameters) -> object:
    """getFile."""
    stored = world.files.stored(sent.text("file_id"))
    if stored is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    path = f"{stored.kind}s/{stored.id}"
    return {"file_id": stored.id, "file_unique_id": stored.id[-16:], "file_size": len(stored.content), "file_path": path}


METHODS = (
    Method.of("getChat", get_chat, "chat_id"),
    Method.of("getChatMember", get_chat_member, "chat_id user_id"),
    Method.of("getChatAdministrators", get_chat_administrators, "chat_id return_bots"),
    Method.of("getChatMemberCount", get_chat_member_count, "chat_id"),
    Method.of("leaveChat", leave_chat, "chat_id"),
    Method.of("getFile", get_file, "file_id"),
)
