"""Rich messages (Bot API 10.1), which PTB does not know yet: sent and edited where the server knows them, never in need of them."""

from __future__ import annotations

from typing import Any

import structlog
from telegram import InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, EndPointNotFound, TelegramError
from telegram.ext import ExtBot

from bot.limiter import Ask

__all__ = ["RichBot"]

_log = structlog.get_logger(__name__)
#: refusals in a row after which no more is tried: the server's rich messages are not those we make
_REFUSALS = 3


class RichBot(ExtBot[Any]):
    """PTB's bot, and what its server is found to take: rich messages, moments."""

    __slots__ = ("_refused", "_rich", "_times")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._rich, self._refused = False, 0
        self._times = True

    @property
    def rich(self) -> bool:
        """Whether it is worth trying."""
        return self._rich and self._refused < _REFUSALS

    @property
    def times(self) -> bool:
        """Whether the server takes moments that clients show in their own zone (Bot API 9.5), as far as is known."""
        return self._times

    def timeless(self) -> None:
        """It refused one for being one."""
        self._times = False

    def refused(self) -> None:
        """What was refused as a rich message went out in the plain way: it was about the message."""
        self._refused += 1

    async def learn(self) -> None:
        """Ask the server whether it knows rich messages, by one that has no chat: it refuses that, or knows nothing of it."""
        try:
            await self.do_api_request("sendRichMessage", {"rich_message": {"html": "<p>?</p>"}})
        except BadRequest:
            self._rich = True
        except (EndPointNotFound, TelegramError) as error:
            _log.debug("the server knows no rich messages", error=type(error).__name__)

    async def send_rich(
        self,
        chat: int,
        html: str,
        ask: Ask,
        *,
        thread: int | None = None,
        markup: InlineKeyboardMarkup | None = None,
        answers: ReplyParameters | None = None,
        silent: bool | None = None,
    ) -> str | None:
        """Send one; the message's id, None where the server would not take it as it is. Raises what PTB raises otherwise."""
        named = {
            "chat_id": chat,
            "message_thread_id": thread,
            "reply_markup": markup,
            "reply_parameters": answers,
            "disable_notification": silent,
        }
        sent = await self._tried("sendRichMessage", html, ask, named)
        return None if sent is None else str(sent.get("message_id", ""))

    async def edit_rich(self, chat: int, message: int, html: str, ask: Ask, markup: InlineKeyboardMarkup | None = None) -> bool:
        """Let a message show one. False where the server would not take it as it is. Raises what PTB raises otherwise."""
        # Spelt so because PTB has a method of this name, which does not know the parameter; servers do not mind the case.
        named = {"chat_id": chat, "message_id": message, "reply_markup": markup}
        return await self._tried("EditMessageText", html, ask, named) is not None

    async def _tried(self, method: str, html: str, ask: Ask, named: dict[str, Any]) -> dict[str, Any] | None:
        # What is None is left out by hand: PTB does so only in methods that it knows.
        sent = {name: value for name, value in named.items() if value is not None}
        sent["rich_message"] = {"html": html}
        try:
            answer = await self.do_api_request(method, sent, rate_limit_args=ask)
        except EndPointNotFound:
            self._rich = False
            return None
        except BadRequest as error:
            if "not modified" in str(error).lower():
                return {}
            # Whether it is about the message or about the chat, the plain way will tell.
            _log.info("a rich message was refused", error=str(error))
            return None
        self._refused = 0
        return answer if isinstance(answer, dict) else {}
