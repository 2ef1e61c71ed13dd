"""Plural forms, days and numbers of each language."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.language import ENGLISH, known, tongue

UKRAINIAN = tongue("uk")


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "1 новий пункт"),
        (2, "2 нові пункти"),
        (5, "5 нових пунктів"),
        (11, "11 нових пунктів"),
        (12, "12 нових пунктів"),
        (21, "21 новий пункт"),
        (104, "104 нові пункти"),
        (1000, "1 000 нових пунктів"),
    ],
)
def test_ukrainian_counts_in_three_forms(n: int, words: str) -> None:
    assert UKRAINIAN.count("{n} new point", "{n} new points", n).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("code", "day", "with_year", "month", "until"),
    [
        ("en", "Sun 1 Feb", "Sun 1 Feb 2026", "June 2026", "June 2026"),
        ("uk", "нд 1 лютого", "нд 1 лютого 2026", "червень 2026", "червня 2026"),
    ],
)
def test_days_and_months_as_a_language_writes_them(code: str, day: str, with_year: str, month: str, until: str) -> None:
    speaks = tongue(code)
    assert speaks.day(date(2026, 2, 1)) == day
    assert speaks.day(date(2026, 2, 1), year=True) == with_year
    assert speaks.month(date(2026, 6, 1)) == month
    assert speaks.month(date(2026, 6, 1), led=True) == until
    assert speaks.clock(datetime(2026, 2, 1, 9, 5)) == "09:05"  # noqa: DTZ001  a bare time of day


@pytest.mark.parametrize(
    ("count", "english", "ukrainian"),
    [
        (4, "in 4 days", "через 4 дні"),
        (5, "in 5 days", "через 5 днів"),
        (21, "in 21 days", "через 21 день"),
        (-3, "3 days ago", "3 дні тому"),
    ],
)
def test_distances_in_days(count: int, english: str, ukrainian: str) -> None:
    assert ENGLISH.span(count, "day") == english
    assert UKRAINIAN.span(count, "day") == ukrainian


@pytest.mark.parametrize(
    ("code", "ours"), [("uk", "uk"), ("uk-UA", "uk"), ("UK_ua", "uk"), ("en-GB", "en"), ("xx", None), ("", None), (None, None)]
)
def test_a_code_of_telegrams_is_known_by_its_language(code: str | None, ours: str | None) -> None:
    assert known(code) == ours
    assert tongue(code).code == (ours or "en")


def test_what_has_no_translation_is_told_in_english() -> None:
    assert UKRAINIAN.say("Words of nobody's catalogue.") == "Words of nobody's catalogue."


def test_values_stay_what_they_are_between_the_parts() -> None:
    value = object()
    assert UKRAINIAN.parts("until {day}", day=value) == ("до ", value)
    assert ENGLISH.say("{outlet} silent", outlet="{braces}") == "{braces} silent"


def test_languages_name_themselves() -> None:
    assert [tongue(code).name for code in ("en", "uk")] == ["English", "Українська"]
