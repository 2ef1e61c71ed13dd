"""What a chat has set for itself, as its recipient's ``profile`` in the ledger keeps it.

===============  ==========================================================  ============================================
key              what                                                        where it is missing
===============  ==========================================================  ============================================
``language``     IETF code of the language it reads: one of language.codes   what Telegram says its asker speaks, else English
``zone``         IANA name of the zone it reads times in                     the desk's own zone
``length``       how much of a digest it wants: headline, brief or full      full
``rich``         "no" rich messages: an old app of Telegram shows none        rich where the server knows them
``corrections``  "answer" the post that is corrected, or "edit" its line     answer
``pictures``     how they are drawn: light or dark                           light
``quiet``        "1320-420": from when to when nothing is told, in minutes   never
                 after midnight in its zone
===============  ==========================================================  ============================================
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.language import tongue
from bot.render import Length, View
from digests.model import Quiet

__all__ = ["CORRECTIONS", "LANGUAGE", "LENGTH", "PICTURES", "QUIET", "READS", "RICH", "ZONE", "quiet_of", "view_of"]

LANGUAGE, ZONE, LENGTH, CORRECTIONS, PICTURES, RICH = "language", "zone", "length", "corrections", "pictures", "rich"
QUIET = "quiet"
#: what ``view_of`` looks at: chats that agree in these get the same pages, made once
READS = (LANGUAGE, ZONE, LENGTH, RICH, PICTURES)


def view_of(profile: Mapping[str, str], now: datetime, zone: tzinfo, guess: str = "") -> View:
    """How a chat reads, from its profile; ``zone`` and ``guess`` (a language) where it has set none."""
    length = profile.get(LENGTH, "")
    return View(
        now,
        _zone(profile.get(ZONE, "")) or zone,
        tongue(profile.get(LANGUAGE) or guess),
        Length(length) if length in set(Length) else Length.FULL,
        rich=profile.get(RICH) != "no",
        theme="dark" if profile.get(PICTURES) == "dark" else "light",
    )


def quiet_of(profile: Mapping[str, str]) -> Quiet | None:
    """A chat's quiet hours, from its profile; None where it has none."""
    start, _, end = profile.get(QUIET, "").partition("-")
    try:
        return Quiet(int(start), int(end)) if end else None
    except ValueError:
        return None


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None  # a zone that this machine's tables do not have
