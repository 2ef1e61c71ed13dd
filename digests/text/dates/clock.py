"""Times of the day: "9 a.m. EST", "10:35 a.m. (0735 GMT)", "2300 GMT", "at noon"."""

from __future__ import annotations

import re

from digests.text.dates import words as w
from digests.text.dates.mention import Told

_GLUED = re.compile(r"[\w.:$£€,/-]\Z")


def clock_at(text: str, start: int) -> Told | None:
    """The time of day that begins at a place, with its zone and the gloss in brackets; None where none does."""
    found = w.CLOCK.match(text, start, start + 40)
    if not found or _GLUED.search(text[max(0, start - 1) : start]):
        return None
    time = _time(found)
    if time is None:
        return None
    end = found.end()
    zone, end = _zone(text, end)
    gloss = w.GLOSS.match(text, end, end + 50)
    if gloss and any(mark in gloss.group() for mark in ("GMT", "UTC", "T)", "T;", "T,")):
        zone, end = zone or "", gloss.end()
    if text[end - 1] == ")" and "(" not in text[found.start() : end]:
        end -= 1
    return Told(found.start(), end, "clock", time=time, zone=zone or None)


def _time(found: re.Match[str]) -> str | None:
    if found["word"]:
        return "00:00" if found["word"].lower() == "midnight" else "12:00"
    if found["mil"]:
        figures = found["mil"].replace(":", "").zfill(4)
        return f"{figures[:2]}:{figures[2:]}"
    hour, minute = int(found["h"]), int(found["min"] or 0)
    half = found["ap"].lower()
    if half.startswith(("a", "p")):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif found["pod"] in ("afternoon", "evening") or "night" in half:
        hour = hour % 12 + 12
    elif not found["pod"]:
        return None  # "9 o'clock" does not say which
    return f"{hour:02}:{minute:02}" if hour < 24 else None


def _zone(text: str, end: int) -> tuple[str | None, int]:
    found = w.ZONE.match(text, end, end + 40)
    if not found:
        return None, end
    if found["offset"]:
        sign = "-" if "-" in found["offset"] else "+"
        return f"{sign}{int(re.split('[+-]', found['offset'])[1]):02}:00", found.end()
    if found["zone"]:
        after = re.match(r"\s+(?:standard\s+|daylight\s+)?time\b", text[found.end() : found.end() + 16], re.IGNORECASE)
        return w.table("zones")[found["zone"].lower()], found.end() + (after.end() if after else 0)
    if found["city"]:
        return w.table("zone_cities").get(found["city"].lower()), found.end()
    return None, found.end()
