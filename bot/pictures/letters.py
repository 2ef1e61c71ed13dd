"""Text on a picture: measured, broken into lines, laid out from either side.

The letters are those of DejaVu Sans Condensed, shipped beside this file: Latin, Cyrillic, Greek, Arabic and Hebrew. Arabic is
joined and both it and Hebrew are turned round here, so that no shaping library of the system is needed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import arabic_reshaper
from bidi import get_display
from PIL import ImageFont

from digests.errors import DatelineError

__all__ = ["SCALE", "Undrawable", "ascent", "drawn", "fit", "from_right", "typeface", "width", "wrap"]

#: pixels for a point: a phone's screen of 360 points is 1,080 pixels wide
SCALE = 3

_FONTS = Path(__file__).with_name("fonts")
_FACES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}
_MORE = "…"


class Undrawable(DatelineError):
    """A text in letters that the picture's typeface does not have: it is told in words instead."""


@lru_cache(maxsize=64)
def typeface(size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The typeface at a size in points."""
    return ImageFont.truetype(_FONTS / _FACES[bold], round(size * SCALE), layout_engine=ImageFont.Layout.BASIC)


def ascent(size: float, bold: bool = False) -> float:
    """How far letters rise over the line they stand on, in points."""
    return typeface(size, bold).getmetrics()[0] / SCALE


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line stands, in points."""
    return typeface(size, bold).getlength(drawn(text)) / SCALE


@lru_cache(maxsize=4096)
def drawn(text: str) -> str:
    """A line in the order its letters stand from left to right. Signs without a shape (emoji, controls) are left out.

    Raises Undrawable where letters would be left out.
    """
    kept = "".join(letter for letter in unicodedata.normalize("NFC", text) if _has_shape(letter))
    if not kept.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in kept):
        kept = str(get_display(arabic_reshaper.reshape(kept)))
    return kept


def from_right(text: str) -> bool:
    """Whether a text begins at the right: by its first letter."""
    first = next((side for letter in text if (side := unicodedata.bidirectional(letter)) in ("L", "R", "AL")), "L")
    return first != "L"


@lru_cache(maxsize=4096)
def _has_shape(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable()
    category = unicodedata.category(letter)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return False
    if _shape(letter) != _shape("\uffff"):
        return True
    if category[0] in "LN":
        raise Undrawable(f"the picture's typeface has no {unicodedata.name(letter, 'such letter')}")
    return False


def _shape(letter: str) -> tuple[tuple[int, int], bytes]:
    mask = typeface(12).getmask(letter)
    return mask.size, bytes(mask)


def wrap(text: str, size: float, room: float, lines: int, bold: bool = False) -> tuple[str, ...]:
    """A text broken into at most so many lines of ``room`` points; what does not fit is cut at a word and marked."""
    words = text.split()
    out: list[str] = []
    while words and len(out) < lines:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold) <= room:
            line = f"{line} {words.pop(0)}"
        if len(out) == lines - 1 and words:
            line = f"{line} {_MORE}"
        if width(line, size, bold) > room:
            line, rest = _broken(line, size, room, bold, last=len(out) == lines - 1)
            words[:0] = rest
        out.append(line)
    return tuple(out)


def fit(text: str, size: float, room: float, bold: bool = False) -> str:
    """A text on one line of ``room`` points."""
    return next(iter(wrap(text, size, room, 1, bold)), "")


def _broken(line: str, size: float, room: float, bold: bool, *, last: bool) -> tuple[str, list[str]]:
    """A line too wide by itself: its last word goes, or where it is one word a part of it."""
    head, _, tail = line.removesuffix(f" {_MORE}").rpartition(" ")
    if last and head:
        return (
            _broken(f"{head} {_MORE}", size, room, bold, last=True)
            if width(f"{head} {_MORE}", size, bold) > room
            else (f"{head} {_MORE}", [])
        )
    end = "" if not last else _MORE
    cut = len(tail)
    while cut > 1 and width(tail[:cut] + end, size, bold) > room:
        cut -= 1
    while cut > 1 and unicodedata.combining(tail[cut : cut + 1] or " "):
        cut -= 1
    return tail[:cut] + end, [] if last or cut >= len(tail) else [tail[cut:]]
