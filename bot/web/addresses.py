"""Addresses that are handed out: a calendar to subscribe to holds a key of its own, since calendars know no cookies."""

from __future__ import annotations

import hmac

from bot.settings import Settings

__all__ = ["calendar_address", "calendar_key", "calendar_path"]


def calendar_key(token: str, slug: str) -> str:
    """What opens a topic's calendar, and nothing else."""
    return hmac.new(token.encode(), f"calendar {slug}".encode(), "sha256").hexdigest()[:32]


def calendar_path(token: str, slug: str) -> str:
    """Where a topic's calendar is, under the bot's own address."""
    return f"/desk/calendar/{slug}/{calendar_key(token, slug)}.ics"


def calendar_address(settings: Settings, slug: str) -> str:
    """Where anybody may subscribe to a topic's calendar; "" where the page is off or its public address is not known."""
    if settings.web_token is None or not settings.webhook_url:
        return ""
    return settings.webhook_url + calendar_path(settings.web_token.get_secret_value(), slug)
