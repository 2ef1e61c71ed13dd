"""Noticing what goes wrong by itself, and telling the people of the desk within minutes, once."""

from __future__ import annotations

from bot.watching.alarms import Sight, alarms
from bot.watching.watch import Watch

__all__ = ["Sight", "Watch", "alarms"]
