"""Methods that send: text, photos, documents, albums, and the typing sign."""

from __future__ import annotations

from typing import Literal, cast

from loopback.botapi import wire
from loopback.botapi.errors import Refused, bad
from loopback.botapi.methods import composing
from loopback.botapi.methods.composing import Written
from loopback.botapi.methods.markup import reply_markup
from loopback.botapi.methods.method import Method
from loopback.botapi.parameters import Parameters
from loopback.botapi.records import Message, Place
from loopback.botapi.world import World

__all__ = ["METHODS", "counts"]

_COMMON = "chat_id message_thread_id disable_notification protect_content allow_paid_broadcast reply_parameters"
_CAPTION = "caption parse_mode caption_entities"
_ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]


def counts(world: World, place: Place, *, paid: bool = False) -> None:
    """Counts a message against the flood limits, where they are on."""
    if world.flood is not None:
        world.flood.passes(place.id, group=place.kind in ("group", "supergroup"), paid=paid)


def _post(
    world: World,
    sent: Parameters,
    place: Place,
    written: Written,
    *,
    kind: Literal["text", "photo", "document"] = "text",
    file: str | None = None,
    album: str | None = None,
    rich: bool = False,
) -> Message:
    thread = composing.thread(sent, place)
    reply_to, quote = composing.answered(sent, place)
    markup = reply_markup(sent)
    counts(world, place, paid=sent.flag("allow_paid_broadcast"))
    return world.post(
        Message(
            id=world.message_number(place),
            chat=place.id,
            at=world.clock.now(),
            sender=None if place.kind == "channel" else world.bot,
            text=written.text,
            html=written.html,
            entities=written.entities,
            kind=kind,
            file=file,
            thread=thread,
            reply_to=reply_to,
            quote=quote,
            markup=markup,
            preview=composing.preview(sent),
            silent=sent.flag("disable_notification"),
            protected=sent.flag("protect_content"),
            album=album,
            rich=rich,
            by_bot=True,
        )
    )


def send_message(world: World, sent: Parameters) -> object:
    """sendMessage."""
    place = world.seen(sent.text("chat_id"), speaks=True)
    return wire.message(world, _post(world, sent, place, composing.text(sent)))


def send_rich_message(world: World, sent: Parameters) -> object:
    """sendRichMessage, where the server is new enough."""
    if not world.rich:
        raise Refused.of(404)
    place = world.seen(sent.text("chat_id"), speaks=True)
    return wire.message(world, _post(world, sent, place, composing.rich(sent), rich=True))


def _send_file(kind: Literal["photo", "document"], world: World, sent: Parameters) -> object:
    place = world.seen(sent.text("chat_id"), speaks=True)
    file = world.files.take(sent, kind, kind)
    return wire.message(world, _post(world, sent, place, composing.caption(sent), kind=kind, file=file))


def send_photo(world: World, sent: Parameters) -> object:
    """sendPhoto."""
    return _send_file("photo", world, sent)


def send_document(world: World, sent: Parameters) -> object:
    """sendDocument."""
    return _send_file("document", world, sent)


def send_media_group(world: World, sent: Parameters) -> object:
    """sendMediaGroup: 2 to 10 photos, or 2 to 10 documents."""
    place = world.seen(sent.text("chat_id"), speaks=True)
    media = sent.sequence("media") or []
    if not 2 <= len(media) <= 10:
        raise bad("wrong number of messages in the album specified, must be 2-10")
    kinds = {item.get("type") if isinstance(item, dict) else None for item in media}
    if kinds not in ({"photo"}, {"document"}):
        raise bad("photos and documents can't be mixed in one album, and nothing else is kept here")
    kind = cast('Literal["photo", "document"]', kinds.pop())
    items = []
    for item in cast("list[dict[str, object]]", media):
        inner = Parameters({name: str(item[name]) for name in ("caption", "parse_mode") if name in item}, {})
        items.append((world.files.take(sent, "", kind, str(item.get("media", ""))), composing.caption(inner)))
    album = str(world.number("album"))
    return [wire.message(world, _post(world, sent, place, written, kind=kind, file=file, album=album)) for file, written in items]


def send_chat_action(world: World, sent: Parameters) -> object:
    """sendChatAction."""
    place = world.seen(sent.text("chat_id"), speaks=True)
    action = sent.text("action")
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")
    composing.thread(sent, place)
    world.actions.append((place.id, action))
    return True


METHODS = (
    Method.of("sendMessage", send_message, f"{_COMMON} reply_markup text parse_mode entities link_preview_options"),
    Method.of("sendRichMessage", send_rich_message, f"{_COMMON} reply_markup rich_message"),
    Method.of("sendPhoto", send_photo, f"{_COMMON} reply_markup photo {_CAPTION} show_caption_above_media has_spoiler"),
    Method.of("sendDocument", send_document, f"{_COMMON} reply_markup document {_CAPTION} disable_content_type_detection thumbnail"),
    Method.of("sendMediaGroup", send_media_group, f"{_COMMON} media"),
    Method.of("sendChatAction", send_chat_action, "chat_id message_thread_id action"),
)
