"""RSS and Atom: by a faster reading where they are plain, else through feedparser.

It is given text already decoded and neither cleans nor resolves, which would cost as much again.
"""

from __future__ import annotations

import re
import warnings
from calendar import timegm
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from digests.wire import direct
from digests.wire.entries import Channel, Entry
from digests.wire.stamps import Stamp

__all__ = ["careful", "plainly", "read", "rests"]

_DECLARATION = re.compile(r"\A<\?xml\b[^>]*\?>\s*")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: feedparser takes one without its semicolon too
_CHARACTER = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?")
_MOST_DIGITS = 7  # of a reference to a character, noughts at its head left out
#: feedparser takes leading blanks off piece by piece, in time quadratic to their number.
_BLANKS = re.compile(r"\s{16,}")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SKIP_HOURS = re.compile(r"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(r"<skipDays>(.{0,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rf"<day>\s*({'|'.join(_DAYS)})\s*</day>", re.IGNORECASE)
_DATES = ("published", "created", "updated", "date")
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def read(text: str, fast: bool = True) -> Channel | None:
    """A feed's text as a channel; None where it is no feed. The faster reading where it will have it, else feedparser's."""
    # As it stands: what ``plainly`` takes out is no XML, and so is left to feedparser anyway.
    channel = (direct.read(_DECLARATION.sub("", text, count=1), _ttl) if fast else None) or careful(plainly(text))
    return channel if channel is None else replace(channel, rests=rests(text))


def plainly(text: str) -> str:
    """A feed's text without its declaration, and without what XML does not allow."""
    text = _NOT_XML.sub("", _DECLARATION.sub("", text, count=1))
    if "&#" in text:
        # Twice, and a blank the second time: what stood around one that was taken out may have become another.
        text = _CHARACTER.sub(lambda m: m.group() if _allowed(m) else "", text)
        text = _CHARACTER.sub(lambda m: m.group() if _allowed(m) else " ", text)
    return _BLANKS.sub(lambda m: "\n\n" if m.group().count("\n") > 1 else " ", text)


def careful(text: str) -> Channel | None:
    """The channel as feedparser reads it; None where it is no feed."""
    source = BytesIO(b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode())
    headers = {"content-type": "application/xml; charset=utf-8"}  # no address: it would join every link to it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own use of its own old names
        found = feedparser.parse(source, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    if not found["version"]:
        return None
    feed = found["feed"]
    return Channel(
        title=_told(feed, "title"),
        link=_told(feed, "link"),
        language=_told(feed, "language") or _told(dict.get(feed, "title_detail") or {}, "language"),
        ttl=_ttl({name: _told(feed, name) for name in ("ttl", "sy_updateperiod", "sy_updatefrequency")}),
        entries=tuple(_entry(entry) for entry in found["entries"]),
    )


def _allowed(m: re.Match[str]) -> bool:
    """Whether a reference is to a character that XML allows."""
    digits = m[1] or m[2]
    if len(digits) > _MOST_DIGITS:
        return False
    number = int(digits, 16 if m[1] else 10)
    return number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or 0x10000 <= number <= 0x10FFFF


def _told(found: Any, name: str) -> str:
    """A field as it was given: past feedparser's dict, which answers with other fields where one is missing."""
    value = dict.get(found, name)
    return value if isinstance(value, str) else ""


def _entry(entry: Any) -> Entry:
    bodies = [_told(body, "value") for body in dict.get(entry, "content") or ()]
    detail = dict.get(entry, "title_detail") or {}
    return Entry(
        guid=_told(entry, "id"),
        title=_told(entry, "title"),
        summary=_told(entry, "summary"),
        content=max(bodies, key=len, default=""),
        links=tuple(_links(entry)),
        base=_told(detail, "base"),
        dates=tuple(told for name in _DATES if (told := _told(entry, name))),
        moment=_moment(entry),
        language=_told(detail, "language"),
    )


def _links(entry: Any) -> list[str]:
    """The article's own address first: before Feedburner's detour, and before enclosures."""
    guid = _told(entry, "id")
    permalink = guid if dict.get(entry, "guidislink") or guid.startswith(("http://", "https://")) else ""
    others = [_told(link, "href") for link in dict.get(entry, "links") or () if _told(link, "rel") in ("", "alternate")]
    return [link for link in (_told(entry, "feedburner_origlink"), _told(entry, "link"), *others, permalink) if link]


def _moment(entry: Any) -> Stamp | None:
    """The date by feedparser's own reading, which knows some more ways to write one."""
    for name in _DATES:
        if parsed := dict.get(entry, f"{name}_parsed"):
            try:
                at = datetime.fromtimestamp(timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError):
                continue
            return Stamp(at, at.date())
    return None


def rests(text: str) -> tuple[int, ...]:
    """Hours of the week (0: Monday 0:00 GMT) that RSS's skipHours and skipDays name; none where they name all."""
    if "<skip" not in text:
        return ()
    hours = {int(m[1]) % 24 for block in _SKIP_HOURS.findall(text) for m in _HOUR.finditer(block) if int(m[1]) <= 24}
    days = {_DAYS.index(m[1].lower()) for block in _SKIP_DAYS.findall(text) for m in _DAY.finditer(block)}
    found = {day * 24 + hour for day in range(7) for hour in range(24) if hour in hours or day in days}
    return tuple(sorted(found)) if len(found) < 168 else ()


def _ttl(feed: dict[str, str]) -> int | None:
    told = feed.get("ttl", "").strip()
    if told.isdecimal() and told.isascii() and 0 < int(told) <= 525600:
        return int(told)
    period = _PERIODS.get(feed.get("sy_updateperiod", "").strip().lower())
    often = feed.get("sy_updatefrequency", "").strip()
    if period is None:
        return None
    return max(1, period // int(often)) if often.isdecimal() and often.isascii() and int(often) else period
