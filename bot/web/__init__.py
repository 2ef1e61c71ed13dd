"""What the bot answers over HTTP: the webhook, health and readiness, metrics, and the desk's page."""

from __future__ import annotations

from bot.web.front import Front

__all__ = ["Front"]
