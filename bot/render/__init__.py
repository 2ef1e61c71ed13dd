"""Records to pages a phone reads well; pure. Texts are escaped here and nowhere else."""

from __future__ import annotations

from bot.render.buttons import Press
from bot.render.buttons import read as read_press
from bot.render.desk import choose, feeds, help_page, outbox, run, say, topics, welcome
from bot.render.digest import digest
from bot.render.page import Button, Page
from bot.render.story import casualties, deadlines, positions, sources, status

__all__ = [
    "Button",
    "Page",
    "Press",
    "casualties",
    "choose",
    "deadlines",
    "digest",
    "feeds",
    "help_page",
    "outbox",
    "positions",
    "read_press",
    "run",
    "say",
    "sources",
    "status",
    "topics",
    "welcome",
]
