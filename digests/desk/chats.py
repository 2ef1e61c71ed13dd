"""The chats that follow something: found, blocked, held to a number of posts; and the desk held as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from digests.desk.audit import acting
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Hold, Recipient, Restriction

__all__ = ["Following", "block_chat", "chats", "hold_desk", "limit_chat", "numbered", "release_desk"]

_MOST_POSTS = 100


@dataclass(frozen=True, slots=True)
class Following:
    """A chat and what it follows."""

    recipient: Recipient
    topics: tuple[str, ...]  #: slugs
    restriction: Restriction


def chats(ledger: Ledger) -> tuple[Following, ...]:
    """Every chat that the desk knows, in the order they came."""
    topics: dict[str, list[str]] = {}
    for subscription in ledger.subscriptions():
        topics.setdefault(subscription.recipient, []).append(subscription.topic)
    held = {restriction.chat: restriction for restriction in ledger.restrictions()}
    return tuple(
        Following(one, tuple(topics.get(one.name, ())), held.get(chat_of(one.name), Restriction(chat_of(one.name))))
        for one in ledger.recipients()
    )


def chat_of(recipient: str) -> str:
    """The chat's part of a recipient's name."""
    return recipient.partition(":")[0]


def block_chat(ledger: Ledger, who: str, chat: str, blocked: bool, reason: str, now: datetime) -> Restriction:
    """Post nothing to a chat and answer nothing there, or do so again; what it follows is kept."""
    old = ledger.restriction(numbered(chat))
    if old.blocked is blocked:
        raise InputError(chat, f"this chat is {'blocked already' if blocked else 'not blocked'}")
    with acting(ledger, who, "chats block" if blocked else "chats unblock", chat, now) as doing:
        restriction = replace(old, blocked=blocked, reason=reason if blocked else "")
        ledger.put_restriction(restriction)
        for name in _names(ledger, chat):
            if blocked:
                ledger.mark_gone(name, "blocked by the desk", now)
            else:
                ledger.mark_back(name, now)
        doing.detail = reason
    return restriction


def limit_chat(ledger: Ledger, who: str, chat: str, posts: int | None, now: datetime) -> Restriction:
    """Let a chat have so many posts in 24 hours and no more (None: as many as come); nothing is lost, it comes with a later post."""
    if posts is not None and not 1 <= posts <= _MOST_POSTS:
        raise InputError(str(posts), f"give a number of posts a day from 1 to {_MOST_POSTS}, or “none”")
    with acting(ledger, who, "chats limit", numbered(chat), now) as doing:
        restriction = replace(ledger.restriction(chat), posts=posts)
        ledger.put_restriction(restriction)
        doing.detail = "none" if posts is None else f"{posts} a day"
    return restriction


def hold_desk(ledger: Ledger, who: str, reason: str, now: datetime) -> Hold:
    """Post nothing until it is released; feeds are read and posts composed and kept all the while."""
    if old := ledger.hold():
        raise InputError("desk", f"the desk is held already, by {old.by} since {old.since:%d %b %H:%M} UTC")
    with acting(ledger, who, "desk hold", "", now) as doing:
        hold = Hold(now, who, reason)
        ledger.set_hold(hold)
        doing.detail = reason
    return hold


def release_desk(ledger: Ledger, who: str, now: datetime) -> Hold:
    """Let what was kept go out. What held it."""
    hold = ledger.hold()
    if hold is None:
        raise InputError("desk", "the desk is not held")
    with acting(ledger, who, "desk release", "", now):
        ledger.set_hold(None)
    return hold


def numbered(chat: str) -> str:
    """The id of a chat as typed, a topic of a forum left out. Raises InputError where it is none."""
    chat = chat_of(chat)
    if not chat.removeprefix("-").isdigit():
        raise InputError(chat, f"“{chat[:40]}” is no chat's id; /chats lists them")
    return chat


def _names(ledger: Ledger, chat: str) -> list[str]:
    return [recipient.name for recipient in ledger.recipients() if chat_of(recipient.name) == chat]
