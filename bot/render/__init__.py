"""Records to pages a phone reads well; pure. Texts are escaped here and nowhere else."""

from __future__ import annotations

from bot.render.buttons import Press, back, leaf, press, share, under
from bot.render.buttons import read as read_press
from bot.render.calendar import calendar_page
from bot.render.desk import choose, feeds, help_page, message, outbox, run, topics, welcome
from bot.render.digest import digest
from bot.render.page import Button, Page, simple
from bot.render.rights import exported, forgotten, may_forget, privacy
from bot.render.story import ahead, casualties, deadlines, positions, sources, status
from bot.render.view import Asked, Length, View

__all__ = [
    "Asked",
    "Button",
    "Length",
    "Page",
    "Press",
    "View",
    "ahead",
    "back",
    "calendar_page",
    "casualties",
    "choose",
    "deadlines",
    "digest",
    "exported",
    "feeds",
    "forgotten",
    "help_page",
    "leaf",
    "may_forget",
    "message",
    "outbox",
    "positions",
    "press",
    "privacy",
    "read_press",
    "run",
    "share",
    "simple",
    "sources",
    "status",
    "topics",
    "under",
    "welcome",
]
