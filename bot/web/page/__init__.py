"""The desk as a page in a browser: read only, behind a token, made on the server, for a phone first."""

from __future__ import annotations

from bot.web.page.doors import Doors

__all__ = ["Doors"]
