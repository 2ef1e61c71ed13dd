"""What a reader means: a topic loosely typed, a day in one of the usual spellings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names
from rapidfuzz import fuzz, utils

from bot.language import Sense, codes, tongue
from digests.model import Topic

__all__ = ["Request", "find", "nearest", "read"]

#: how alike a topic must be to what was typed, and by how much it must lead the next (0 to 100)
_ALIKE, _LEAD = 75.0, 8.0

_NUMERIC = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})\.(\d{1,2})(?:\.(\d{4})?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([^\W\d_]{3,})\.?(?:,?\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_MOST_WORDS = 3
#: letters typed for the apostrophe within a word, which Unicode's tables write in one way
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`", "ʼ"))


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of a command, read."""

    topic: str  #: the words that name a topic; "" where none do
    day: date | None  #: None where no day was asked for
    unread: str = ""  #: the words that look like a day and are none; "" where all was understood


def read(words: Sequence[str], today: date, topics: Iterable[Topic]) -> Request:
    """Parts the words of a command into a topic and a day, which may stand at either end."""
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        for chosen, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            if day := _day(" ".join(chosen), today):
                return Request(" ".join(rest), day)
    named = {word for topic in topics for word in utils.default_process(f"{topic.slug} {topic.title}").split()}
    strange = [utils.default_process(word) not in named for word in words]
    first = next((at for at, word in enumerate(words) if strange[at] and any(c.isdigit() for c in word)), len(words))
    last = first
    # What stands beside it and names no topic was meant for the day, too: the month behind it, and one before it.
    while last < len(words) and strange[last]:
        last += 1
    while first and last > first and strange[first - 1] and _is_month(words[first - 1]):
        first -= 1
    return Request(" ".join((*words[:first], *words[last:])), None, " ".join(words[first:last]))


def find(typed: str, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """The topic that was typed, by slug, title or something like them; several where it may be any of them, () where none."""
    wanted = utils.default_process(typed)
    if not wanted:
        return ()
    exact = tuple(topic for topic in topics if wanted in (utils.default_process(topic.slug), utils.default_process(topic.title)))
    inside = tuple(topic for topic in topics if _inside(wanted, topic))
    if exact or inside:
        return exact or inside
    ranked = sorted(((_likeness(wanted, topic), topic) for topic in topics), key=lambda pair: -pair[0])
    alike = [(score, topic) for score, topic in ranked if score >= _ALIKE]
    return tuple(topic for score, topic in alike if alike[0][0] - score < _LEAD)


def nearest(typed: str, names: Iterable[str]) -> str | None:
    """The name most like what was typed, None where none is."""
    scored = max(((fuzz.ratio(typed, name), name) for name in names), default=(0.0, ""))
    return scored[1] if scored[0] >= _ALIKE else None


def _inside(wanted: str, topic: Topic) -> bool:
    words = utils.default_process(f"{topic.slug} {topic.title}").split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


def _likeness(wanted: str, topic: Topic) -> float:
    names = (utils.default_process(topic.slug), utils.default_process(topic.title))
    whole = max(fuzz.WRatio(wanted, name) for name in names)
    words = max(fuzz.ratio(wanted, word) for name in names for word in name.split())
    return max(whole if len(wanted) > 3 else 0.0, words)


def _day(text: str, today: date) -> date | None:
    text = text.lower().strip(" ,").translate(_APOSTROPHES)
    for days, words in _near().items():
        if text in words:
            return today + timedelta(days=days)
    weekday = next((number for name, number in _weekdays() if len(text) > 2 and name.startswith(text)), None)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    if found := _NUMERIC.fullmatch(text):
        year, month, day, first, second, last = found.groups()
        return _made(year or last, month or second, day or first, today)
    if found := _DAY_MONTH.fullmatch(text):
        return _named(found[3], found[2], found[1], today)
    if found := _MONTH_DAY.fullmatch(text):
        return _named(found[3], found[1], found[2], today)
    return None


def _is_month(word: str) -> bool:
    bare = word.lower().rstrip(".,")
    return len(bare) > 2 and any(name.startswith(bare) for name, _ in _months())


def _named(year: str | None, month: str, day: str, today: date) -> date | None:
    number = next((number for name, number in _months() if name.startswith(month)), None)
    return None if number is None else _made(year, str(number), day, today)


@cache
def _near() -> dict[int, frozenset[str]]:
    """The words for today and the days beside it, in every language there is."""
    typed = {
        0: Sense("what readers may type, with commas", "today, now"),
        -1: Sense("what readers may type, with commas", "yesterday"),
        1: Sense("what readers may type, with commas", "tomorrow"),
    }
    said = [tongue(code).sense for code in codes()]
    return {days: frozenset(word.strip().lower() for sense in said for word in sense(*words).split(",")) for days, words in typed.items()}


@cache
def _months() -> tuple[tuple[str, int], ...]:
    """Every name of a month in every language, as Unicode's CLDR has them, with its number."""
    names = [
        known
        for code in codes()
        for known in (
            get_month_names("wide", "format", code),
            get_month_names("wide", "stand-alone", code),
            get_month_names("abbreviated", "format", code),
        )
    ]
    return (*((name.lower().rstrip("."), number) for known in names for number, name in known.items()), ("sept", 9))


@cache
def _weekdays() -> tuple[tuple[str, int], ...]:
    """Every name of a weekday in every language, with its number from Monday."""
    names = [get_day_names("wide", "format", code) for code in codes()]
    return tuple((name.lower().translate(_APOSTROPHES), number) for known in names for number, name in known.items())


def _made(year: str | None, month: str, day: str, today: date) -> date | None:
    """The day; without a year the last one that is not ahead."""
    try:
        made = date(int(year) if year else today.year, int(month), int(day))
        return made if year or made <= today else made.replace(year=made.year - 1)
    except ValueError:
        return None
