"""One language, speaking: strings with their values, plural forms, numbers, days and lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from gettext import NullTranslations
from string import Formatter
from typing import Literal, NamedTuple, TypeVar

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.language.catalogue import SOURCE, known, translations

__all__ = ["ENGLISH", "Sense", "Several", "Tongue", "mark", "tongue"]

T = TypeVar("T")

#: seconds of a unit of time, as Babel counts them
_UNITS = {"day": 86400, "month": 86400 * 30, "year": 86400 * 365}
_ENDLESS = 10**9


class Several(NamedTuple):
    """A string with a number ``{n}`` in it, for one and for many, to be told later: ``tongue.count(*several, n)``."""

    one: str
    many: str


class Sense(NamedTuple):
    """A string with the context that tells what it means, to be told later: ``tongue.sense(*sense)``."""

    context: str
    msgid: str


def mark(msgid: str) -> str:
    """A string that is told later, by ``tongue.say``: marked here so that it is found for the catalogues."""
    return msgid


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language. What has no translation is told in English; ``{name}`` in a string is the place of a value."""

    code: str  #: IETF code: ``en``, ``uk``
    locale: Locale
    _translations: NullTranslations = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """What its speakers call it, with a capital letter: ``English``, ``Українська``."""
        named = self.locale.get_display_name(self.locale) or self.code
        return named[:1].upper() + named[1:]

    @property
    def leftward(self) -> bool:
        """Whether it is written from right to left."""
        return self.locale.text_direction == "rtl"

    # ── strings ────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, msgid: str, /, **values: object) -> str:
        """A string with its values; whole numbers are written as the language writes them."""
        return self._filled(self._translations.gettext(msgid), values)

    def sense(self, context: str, msgid: str, /, **values: object) -> str:
        """A string that means different things in different places; ``context`` says which, to translators."""
        return self._filled(self._translations.pgettext(context, msgid), values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A string in the form that a number needs; the number itself is ``{n}``."""
        return self._filled(self._translations.ngettext(one, many, n), {"n": n, **values})

    def parts(self, msgid: str, /, **values: T | str) -> tuple[T | str, ...]:
        """A string cut at its values, which stay what they are: for values in a style of their own."""
        made: list[T | str] = []
        for text, name, _, _ in Formatter().parse(self._translations.gettext(msgid)):
            made += [text] if text else []
            made += [values[name]] if name else []
        return tuple(made)

    def _filled(self, text: str, values: dict[str, object]) -> str:
        if not values:
            return text
        return text.format(**{name: self.number(value) if type(value) is int else value for name, value in values.items()})

    # ── numbers, days and lists ────────────────────────────────────────────────────────────────────────────

    def number(self, of: float) -> str:
        """``12,345``, ``12 345``."""
        return format_decimal(of, locale=self.locale)

    def day(self, of: date, *, year: bool = False) -> str:
        """A calendar day with its weekday: ``Sun 1 Feb``, ``нд 1 лютого``; with its year where asked for."""
        # Patterns of Unicode's CLDR; a language writes its own into its catalogue.
        pattern = self.sense("date pattern", "EEE d MMM y") if year else self.sense("date pattern", "EEE d MMM")
        return format_date(of, pattern, locale=self.locale)

    def weekday(self, number: int, *, short: bool = False) -> str:
        """A weekday by itself, 0 is Monday: ``Monday``, ``понеділок``; ``short``: ``Mon``, ``пн``."""
        return str(get_day_names("abbreviated" if short else "wide", "stand-alone", locale=self.locale)[number])

    def month(self, of: date, *, led: bool = False) -> str:
        """A month of a year: ``June 2026``, ``червень 2026``; ``led``: behind a word like "until", ``червня 2026``."""
        pattern = self.sense("date pattern behind a word like until", "LLLL y") if led else self.sense("date pattern", "LLLL y")
        return format_date(of, pattern, locale=self.locale)

    def year(self, of: date, *, led: bool = False) -> str:
        """A year: ``2027``, ``2027 рік``; ``led``: behind a word like "until", ``2027 року``."""
        pattern = self.sense("date pattern behind a word like until", "y") if led else self.sense("date pattern", "y")
        return format_date(of, pattern, locale=self.locale)

    def clock(self, at: datetime) -> str:
        """A time of day by its own zone: ``18:05``."""
        return format_time(at.time(), "HH:mm", locale=self.locale)

    def span(self, count: int, unit: Literal["day", "month", "year"]) -> str:
        """A distance in time from now: ``in 4 days``, ``3 months ago``."""
        return format_timedelta(
            timedelta(seconds=count * _UNITS[unit]), granularity=unit, threshold=_ENDLESS, add_direction=True, locale=self.locale
        )

    def language(self, tag: str) -> str:
        """What a language is called: ``Arabic``, ``арабська``; its tag where it has no name."""
        return self.locale.languages.get(tag) or tag

    def listed(self, items: Iterable[str]) -> str:
        """``a, b and c``."""
        return format_list(list(items), style="standard", locale=self.locale)


@cache
def _made(code: str) -> Tongue:
    return Tongue(code, Locale.parse(code, sep="-"), translations(code))


def tongue(code: str | None) -> Tongue:
    """The language a code means; English where it is none of ours."""
    return _made(known(code) or SOURCE)


ENGLISH = tongue(SOURCE)
