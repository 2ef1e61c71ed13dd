"""One budget for everything that goes out: answers, reminders, digests, broadcasts and edits together stay under Telegram's limits.

At most 30 messages in any second over all chats (1,000 where the account pays for more), one a second in a chat after a short
burst, 20 a minute in a group or channel; a chat's messages go out one after another. Where not all can go at once the more
urgent goes first, but none waits for ever. A RetryAfter holds its chat alone, unless several chats meet one at once: then the
limit is the account's, and all wait.
"""

from __future__ import annotations

from bot.limiter.asking import Ask, Held, Patience, seconds
from bot.limiter.limiter import Limiter
from bot.limiter.turns import Turn

__all__ = ["Ask", "Held", "Limiter", "Patience", "Turn", "seconds"]
