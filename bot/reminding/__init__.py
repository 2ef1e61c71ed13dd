"""Reminders of deadlines: before them, when they are due, and what came of them. Each once, by the clock of who reads it.

``due`` decides, purely; ``pages`` words it; ``rounds`` looks every minute and posts.
"""

from __future__ import annotations

from bot.reminding.rounds import Reminders

__all__ = ["Reminders"]
