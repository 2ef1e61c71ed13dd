"""Deep links: what follows ``/start``, at most 64 of ``A-Za-z0-9_-``. A slug has no underscore, so that it cannot be mistaken.

``<slug>`` follows a topic, ``settings`` and ``settings_<slug>`` open the settings, ``deadline_<slug>_<name>`` shows one deadline.
"""

from __future__ import annotations

from bot.panel.steps import short

__all__ = ["address", "deadline", "settings"]


def address(username: str, payload: str) -> str:
    """The link's address."""
    return f"https://t.me/{username}?start={payload}"


def deadline(slug: str, key: str) -> str:
    """What leads to one deadline."""
    return f"deadline_{slug}_{short(key)}"


def settings(slug: str = "") -> str:
    """What leads to the settings, or those of a topic."""
    return f"settings_{slug}" if slug else "settings"
