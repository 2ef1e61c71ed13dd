"""What an error of Telegram's means for a delivery, in the order PTB's errors must be looked at.

Held                 Later, not tried: the limiter lets the chat wait
RetryAfter           Later, when Telegram says; the limiter holds that chat
Forbidden            Gone: blocked, kicked, not a member, deleted
ChatMigrated         Moved
BadRequest           chat, thread or the right to write gone: Gone; anything else: Failed
TimedOut             Later, outcome unknown
other NetworkErrors  Later, with growing pauses
"""

from __future__ import annotations

from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.chats import Place
from bot.limiter import Held, seconds
from bot.transport import NotSent
from digests.clock import Clock
from digests.model import Failed, Gone, Later, Moved, Outcome

__all__ = ["is_outage", "loses_message", "outcome_of"]

_GONE = (
    "chat not found",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "peer_id_invalid",
    "user not found",
    "group chat was deactivated",
)
_NO_MESSAGE = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in the message to edit")


def outcome_of(error: TelegramError, later: Later, recipient: str, clock: Clock) -> Outcome:
    """What an error means for a delivery; ``later`` is what a passing trouble gets."""
    match error:
        case Held():
            return Later(clock.now() + timedelta(seconds=seconds(error)))
        case RetryAfter():
            return Later(clock.now() + timedelta(seconds=seconds(error)), "Telegram asked to wait")
        case Forbidden():
            return Gone(str(error))
        case ChatMigrated():
            return Moved(Place.named(recipient).moved(error.new_chat_id).recipient)
        case BadRequest():
            words = str(error)
            return Gone(words) if any(known in words.lower() for known in _GONE) else Failed(words)
        case TimedOut():
            return Later(later.at, "no answer came: whether it was sent is unknown", unknown=True)
        case _:
            return later


def is_outage(error: TelegramError) -> bool:
    """Whether nothing can be said to Telegram at all, as far as one send tells: no connection, or a server that fails."""
    return isinstance(error, NotSent) or (isinstance(error, NetworkError) and not isinstance(error, (BadRequest, TimedOut)))


def loses_message(error: TelegramError) -> bool:
    """Whether an edit was refused since its message is gone, or can be edited no more."""
    return isinstance(error, BadRequest) and any(known in str(error).lower() for known in _NO_MESSAGE)
