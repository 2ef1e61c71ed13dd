"""The queue of updates: what getUpdates hands out, confirms and forgets, and who may poll."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from loopback.botapi.bell import Bell
from loopback.botapi.errors import Refused

__all__ = ["UPDATE_TYPES", "Updates"]

#: what an update can be about; the last three come only to a bot that asks for them
UPDATE_TYPES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "my_chat_member",
    "chat_join_request",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
)
_USUAL = frozenset(UPDATE_TYPES[:-3])
_MOST = 100
_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Updates:
    """Updates that wait to be fetched, oldest first; an update is gone once a higher offset was asked for."""

    def __init__(self, bell: Bell, first: int = 1) -> None:
        self._bell = bell
        self._queue: deque[dict[str, object]] = deque()
        self._next = first
        self._poller = 0
        self._closed = False
        #: polls open now
        self.polls = 0
        #: what the bot wants to hear of, as it last said
        self.allowed = _USUAL
        #: the webhook as set; None while the bot polls
        self.webhook: dict[str, object] | None = None
        #: what the bot wants to be told with each update that is posted to its webhook
        self.secret = ""

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, kind: str, content: dict[str, object]) -> int | None:
        """Queues an update; its id, or None where the bot does not want this kind."""
        if kind not in self.allowed:
            return None
        number = self._next
        self._next += 1
        self._queue.append({"update_id": number, kind: content})
        self._bell.ring()
        return number

    def wants(self, kinds: Iterable[str]) -> None:
        """Sets what the bot wants to hear of from now on; none at all means the usual ones."""
        self.allowed = frozenset(kinds) & frozenset(UPDATE_TYPES) or _USUAL

    def drop(self) -> None:
        """Forgets everything that waits."""
        self._queue.clear()

    def hand_over(self) -> list[dict[str, object]]:
        """Takes out what waits: what a webhook would be posted."""
        waiting = list(self._queue)
        self._queue.clear()
        return waiting

    def open(self) -> None:
        """Lets polls wait, again after a close."""
        self._closed = False

    def close(self) -> None:
        """Ends every poll that is open."""
        self._closed = True
        self._bell.ring()

    async def fetch(self, offset: int, limit: int, within: float) -> list[dict[str, object]]:
        """What getUpdates answers: at once where something waits, else after at most ``within`` seconds.

        Raises 409 where a webhook is set, or where another poll began in the meantime.
        """
        if self.webhook is not None:
            raise Refused.of(409, _WEBHOOK)
        self._poller += 1
        mine = self._poller
        self._confirm(offset)
        self.polls += 1
        self._bell.ring()
        try:
            await self._bell.until(lambda: bool(self._queue) or self._poller != mine or self.webhook is not None or self._closed, within)
        finally:
            self.polls -= 1
        if self.webhook is not None:
            raise Refused.of(409, "terminated by setWebhook request")
        if self._poller != mine:
            raise Refused.of(409, _OTHER_POLLER)
        return list(self._queue)[: limit if 0 < limit <= _MOST else _MOST]

    def _confirm(self, offset: int) -> None:
        """Forgets updates below ``offset``; a negative one keeps that many of the newest."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        while self._queue and int(str(self._queue[0]["update_id"])) < offset:
            self._queue.popleft()
