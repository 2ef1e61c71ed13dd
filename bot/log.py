"""Logs: one line per event on standard error, and no token in any of them."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.transport import redacted

__all__ = ["set_up"]

#: libraries that say too much, or whole URLs, at INFO
_QUIET = {
    "httpx": "WARNING",
    "httpcore": "WARNING",
    "aiohttp": "WARNING",
    "telegram": "WARNING",
    "telegram.request": "CRITICAL",  # a stack for every answer that is no JSON; what comes of it is told where it is met
    "apscheduler": "ERROR",
    "trafilatura": "CRITICAL",
}


def set_up(level: str, secret: str = "", form: str = "text") -> None:
    """Send everything, the libraries' lines too, through one redacting end. ``secret`` is never shown, whatever it looks like.

    ``form``: ``text`` for people, ``json`` for programs.
    """
    last: structlog.typing.Processor = structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
    if form == "json":
        last = structlog.processors.JSONRenderer(ensure_ascii=False)

    def redact(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in event.items():
            if isinstance(value, str):
                event[key] = redacted(value.replace(secret, "<token>") if secret else value)
        return event

    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            redact,
            last,
        ],
    )
    end = logging.StreamHandler(sys.stderr)
    end.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [end]
    root.setLevel(level)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(least)
