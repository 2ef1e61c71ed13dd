"""Methods that change what was sent: edit, delete, pin."""

from __future__ import annotations

from dataclasses import replace

from loopback.botapi import wire
from loopback.botapi.errors import Refused, bad
from loopback.botapi.methods import composing
from loopback.botapi.methods.markup import inline_markup
from loopback.botapi.methods.method import Method
from loopback.botapi.methods.sending import counts
from loopback.botapi.parameters import Parameters
from loopback.botapi.records import Message, Place
from loopback.botapi.world import World

__all__ = ["METHODS"]

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content"
    " and reply markup of the message"
)


def _target(world: World, sent: Parameters, verb: str, *, speaks: bool = True) -> tuple[Place, Message]:
    """The message a request names; ``verb`` goes into "message to edit not found"."""
    place = world.seen(sent.text("chat_id"), speaks=speaks)
    number = sent.integer("message_id")
    if number is None:
        raise bad("message identifier is not specified")
    message = place.messages.get(number)
    if message is None or message.deleted:
        raise bad(f"message to {verb} not found")
    return place, message


def _own(world: World, sent: Parameters) -> tuple[Place, Message]:
    place, message = _target(world, sent, "edit")
    if not message.by_bot or message.kind == "service":
        raise bad("message can't be edited")
    return place, message


def _keep(world: World, place: Place, old: Message, new: Message) -> object:
    if (new.text, new.entities, new.markup, new.preview) == (old.text, old.entities, old.markup, old.preview):
        raise bad(_SAME)
    counts(world, place)
    content = (new.text, new.entities, new.preview) != (old.text, old.entities, old.preview)
    edited = world.clock.now() if content else old.edited
    return wire.message(world, world.post(replace(new, edited=edited)))


def edit_message_text(world: World, sent: Parameters) -> object:
    """editMessageText: without reply_markup the buttons go."""
    place, message = _own(world, sent)
    if message.kind != "text":
        raise bad("there is no text in the message to edit")
    rich = world.rich and "rich_message" in sent
    written = composing.rich(sent) if rich else composing.text(sent, edit=True)
    preview = composing.preview(sent) if "link_preview_options" in sent else message.preview
    told = {"text": written.text, "html": written.html, "entities": written.entities, "rich": rich}
    changed = replace(message, **told, markup=inline_markup(sent), preview=preview)  # type: ignore[arg-type]
    return _keep(world, place, message, changed)


def edit_message_caption(world: World, sent: Parameters) -> object:
    """editMessageCaption."""
    place, message = _own(world, sent)
    if message.kind == "text":
        raise bad("there is no caption in the message to edit")
    written = composing.caption(sent)
    changed = replace(message, text=written.text, html=written.html, entities=written.entities, markup=inline_markup(sent))
    return _keep(world, place, message, changed)


def edit_message_reply_markup(world: World, sent: Parameters) -> object:
    """editMessageReplyMarkup."""
    place, message = _own(world, sent)
    return _keep(world, place, message, replace(message, markup=inline_markup(sent)))


def _may_delete(place: Place, message: Message) -> bool:
    return message.by_bot or place.kind == "private" or "can_delete_messages" in place.rights


def delete_message(world: World, sent: Parameters) -> object:
    """deleteMessage."""
    place, message = _target(world, sent, "delete", speaks=False)
    if not _may_delete(place, message):
        raise bad("message can't be deleted")
    world.post(replace(message, deleted=True))
    place.pinned = [number for number in place.pinned if number != message.id]
    return True


def delete_messages(world: World, sent: Parameters) -> object:
    """deleteMessages: those it does not find are passed over."""
    numbers = sent.sequence("message_ids") or []
    if not 1 <= len(numbers) <= 100:
        raise bad("message identifiers are not specified" if not numbers else "too many messages to delete")
    for number in numbers:
        try:
            delete_message(world, Parameters({"chat_id": sent.text("chat_id"), "message_id": str(number)}, {}))
        except Refused as refused:
            if "message" not in refused.description:
                raise
    return True


def _check_pins(place: Place) -> None:
    allowed = {"private": True, "channel": "can_edit_messages" in place.rights}.get(place.kind, "can_pin_messages" in place.rights)
    if not allowed:
        raise bad("not enough rights to manage pinned messages in the chat")


def pin_chat_message(world: World, sent: Parameters) -> object:
    """pinChatMessage."""
    place, message = _target(world, sent, "pin")
    _check_pins(place)
    if message.kind == "service":
        raise bad("service messages can't be pinned")
    place.pinned = [number for number in place.pinned if number != message.id] + [message.id]
    world.bell.ring()
    return True


def unpin_chat_message(world: World, sent: Parameters) -> object:
    """unpinChatMessage: the newest one where none is named."""
    place = world.seen(sent.text("chat_id"), speaks=True)
    _check_pins(place)
    number = sent.integer("message_id", place.pinned[-1] if place.pinned else None)
    if number is None or number not in place.messages:
        raise bad("message to unpin not found")
    place.pinned = [pinned for pinned in place.pinned if pinned != number]
    world.bell.ring()
    return True


def unpin_all_chat_messages(world: World, sent: Parameters) -> object:
    """unpinAllChatMessages."""
    place = world.seen(sent.text("chat_id"), speaks=True)
    _check_pins(place)
    place.pinned = []
    return True


_TARGET = "chat_id message_id reply_markup"
METHODS = (
    Method.of("editMessageText", edit_message_text, f"{_TARGET} text parse_mode entities link_preview_options rich_message"),
    Method.of("editMessageCaption", edit_message_caption, f"{_TARGET} caption parse_mode caption_entities show_caption_above_media"),
    Method.of("editMessageReplyMarkup", edit_message_reply_markup, _TARGET),
    Method.of("deleteMessage", delete_message, "chat_id message_id"),
    Method.of("deleteMessages", delete_messages, "chat_id message_ids"),
    Method.of("pinChatMessage", pin_chat_message, "chat_id message_id disable_notification"),
    Method.of("unpinChatMessage", unpin_chat_message, "chat_id message_id"),
    Method.of("unpinAllChatMessages", unpin_all_chat_messages, "chat_id"),
)
