"""The server's records as the Bot API writes them in JSON, and as the views a test reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from loopback.botapi.records import Button, Message, Person, Place, Posted

if TYPE_CHECKING:
    from loopback.botapi.world import World

__all__ = ["buttons", "chat", "member", "message", "posted", "user"]

_ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_GROUP_RIGHTS = (*_ADMIN_RIGHTS, "can_pin_messages", "can_manage_topics")
_CHANNEL_RIGHTS = (*_ADMIN_RIGHTS, "can_post_messages", "can_edit_messages")


def user(person: Person) -> dict[str, object]:
    """A User."""
    sent: dict[str, object] = {"id": person.id, "is_bot": person.is_bot, "first_name": person.name}
    if person.username:
        sent["username"] = person.username
    if not person.is_bot:
        sent["language_code"] = person.language
    return sent


def chat(place: Place) -> dict[str, object]:
    """A Chat."""
    sent: dict[str, object] = {"id": place.id, "type": place.kind}
    sent["first_name" if place.kind == "private" else "title"] = place.title
    if place.username:
        sent["username"] = place.username
    if place.is_forum:
        sent["is_forum"] = True
    return sent


def member(place: Place, person: Person, bot: Person) -> dict[str, object]:
    """A ChatMember: how ``person`` stands in ``place``."""
    sent: dict[str, object] = {"user": user(person), "status": "left"}
    known = _CHANNEL_RIGHTS if place.kind == "channel" else _GROUP_RIGHTS
    if person.id == bot.id:
        sent["status"] = place.bot
        if place.bot == "administrator":
            sent |= {"can_be_edited": False, "is_anonymous": False, **{right: right in place.rights for right in known}}
    elif person.id == place.owner:
        sent |= {"status": "creator", "is_anonymous": False}
    elif person.id in place.admins:
        sent |= {"status": "administrator", "can_be_edited": False, "is_anonymous": False, **dict.fromkeys(known, True)}
    elif person.id in place.members:
        sent["status"] = "member"
    if sent["status"] == "kicked":
        sent["until_date"] = 0
    return sent


def message(world: World, kept: Message, *, inner: bool = False) -> dict[str, object]:
    """A Message; ``inner`` leaves out what it answers, as the real server does inside reply_to_message."""
    place = world.places[kept.chat]
    sent: dict[str, object] = {"message_id": kept.id, "date": int(kept.at.timestamp()), "chat": chat(place)}
    if kept.sender is not None:
        sent["from"] = user(kept.sender)
    else:
        sent["sender_chat"] = chat(place)
    if kept.thread is not None:
        sent |= {"message_thread_id": kept.thread, "is_topic_message": True}
    entities = [entity.wire() for entity in kept.entities]
    if kept.rich:
        sent["rich_message"] = {"blocks": [{"type": "paragraph", "text": line} for line in kept.text.split("\n")]}
    elif kept.kind == "text":
        sent["text"] = kept.text
        if entities:
            sent["entities"] = entities
    elif kept.kind in ("photo", "document"):
        sent |= world.files.wire(cast(str, kept.file), kept.kind)
        if kept.text:
            sent["caption"] = kept.text
            if entities:
                sent["caption_entities"] = entities
    if kept.edited is not None:
        sent["edit_date"] = int(kept.edited.timestamp())
    if kept.protected:
        sent["has_protected_content"] = True
    if kept.album is not None:
        sent["media_group_id"] = kept.album
    if kept.markup is not None and "inline_keyboard" in kept.markup:
        sent["reply_markup"] = kept.markup
    if kept.preview is not None:
        sent["link_preview_options"] = kept.preview
    if kept.quote is not None:
        sent["quote"] = {"text": kept.quote, "position": 0, "is_manual": True}
    if not inner and kept.reply_to is not None and (answered := place.messages.get(kept.reply_to)) is not None:
        sent["reply_to_message"] = message(world, answered, inner=True)
    return sent | kept.more


def buttons(markup: dict[str, object] | None, name: str) -> tuple[tuple[Button, ...], ...]:
    """The rows of a keyboard: ``name`` is "inline_keyboard" or "keyboard"."""
    rows = cast("list[list[dict[str, object] | str]]", (markup or {}).get(name, []))
    return tuple(tuple(_button({"text": key} if isinstance(key, str) else key) for key in row) for row in rows)


def _button(key: dict[str, object]) -> Button:
    copied = cast("dict[str, str]", key.get("copy_text") or {})
    return Button(
        text=str(key.get("text", "")),
        data=cast("str | None", key.get("callback_data")),
        url=cast("str | None", key.get("url")),
        copies=copied.get("text"),
        style=cast("str | None", key.get("style")),
        raw=key,
    )


def posted(world: World, kept: Message) -> Posted:
    """The message as a reader sees it now."""
    stored = world.files.stored(kept.file) if kept.file is not None else None
    return Posted(
        chat=kept.chat,
        id=kept.id,
        text=kept.text,
        html=kept.html,
        entities=kept.entities,
        buttons=buttons(kept.markup, "inline_keyboard"),
        keys=buttons(kept.markup, "keyboard"),
        kind=kept.kind,
        at=kept.at,
        thread=kept.thread,
        reply_to=kept.reply_to,
        quote=kept.quote,
        edited=kept.edited is not None,
        pinned=kept.id in world.places[kept.chat].pinned,
        silent=kept.silent,
        by_bot=kept.by_bot,
        sender=kept.sender.id if kept.sender is not None else None,
        file=stored.content if stored is not None else None,
        file_name=stored.name if stored is not None else None,
        preview=kept.preview,
        rich=kept.rich,
    )
