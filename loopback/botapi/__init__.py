"""A Bot API server on 127.0.0.1, as strict as Telegram's own, for tests, the demo, ``dateline chat`` and the benchmarks."""

from __future__ import annotations

from loopback.botapi.api import LOOPBACK_TOKEN, BotApi
from loopback.botapi.entities import Entity
from loopback.botapi.errors import Refused
from loopback.botapi.flood import Flood
from loopback.botapi.html import parse_html
from loopback.botapi.records import Answer, Button, Call, Posted

__all__ = ["LOOPBACK_TOKEN", "Answer", "BotApi", "Button", "Call", "Entity", "Flood", "Posted", "Refused", "parse_html"]
