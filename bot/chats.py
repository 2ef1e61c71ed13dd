"""Which chat a recipient is: ``chat_id`` or ``chat_id:thread`` for one topic of a forum."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from telegram import Chat, Message, Update

__all__ = ["Place", "is_private"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where messages go."""

    chat: int
    thread: int | None = None  #: the forum's topic; None: no forum, or its general topic
    #: what Telegram says that who asks speaks, "" where it does not: the first guess for a chat that has set no language
    asker: str = field(default="", compare=False)

    @property
    def recipient(self) -> str:
        """The name the ledger knows it by."""
        return str(self.chat) if self.thread is None else f"{self.chat}:{self.thread}"

    @classmethod
    def named(cls, recipient: str) -> Self:
        """The place of a recipient's name. Raises ValueError."""
        chat, _, thread = recipient.partition(":")
        return cls(int(chat), int(thread) if thread else None)

    @staticmethod
    def chat_of(recipient: str) -> str:
        """The chat's part of a recipient's name."""
        return recipient.partition(":")[0]

    @classmethod
    def of(cls, update: Update) -> Self | None:
        """Where an update came from; None where it came from no chat."""
        chat = update.effective_chat
        if chat is None:
            return None
        user = update.effective_user
        return cls(chat.id, _thread(update.effective_message), (user.language_code or "") if user else "")

    def moved(self, chat: int) -> Place:
        """The same place after its group became another chat."""
        return Place(chat, self.thread, self.asker)


def _thread(message: object) -> int | None:
    # In groups without topics every answer carries a thread id too: only a topic's message names a topic.
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def is_private(chat: Chat | None) -> bool:
    """Whether a chat is one person's."""
    return chat is not None and chat.type == Chat.PRIVATE
