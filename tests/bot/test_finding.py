"""Days and topics as readers type them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.finding import find, nearest, read
from digests.model import Topic

TODAY = date(2026, 2, 4)  # a Wednesday
TOPICS = (Topic("arn-talks", "Arn talks"), Topic("keld-strike", "Keld port strike"), Topic("arn-floods", "Floods on the Arn"))


@pytest.mark.parametrize(
    ("typed", "topic", "day"),
    [
        ("", "", None),
        ("arn talks", "arn talks", None),
        ("2026-01-30", "", date(2026, 1, 30)),
        ("arn talks 2026-01-30", "arn talks", date(2026, 1, 30)),
        ("30.01.2026 arn", "arn", date(2026, 1, 30)),
        ("keld 30 Jan", "keld", date(2026, 1, 30)),
        ("keld Jan 30", "keld", date(2026, 1, 30)),
        ("January 30, 2025", "", date(2025, 1, 30)),
        ("30th january", "", date(2026, 1, 30)),
        ("keld 5 Mar", "keld", date(2025, 3, 5)),
        ("keld yesterday", "keld", date(2026, 2, 3)),
        ("today", "", TODAY),
        ("Friday", "", date(2026, 1, 30)),
        ("wed", "", TODAY),
        ("keld 30.01", "keld", date(2026, 1, 30)),
        ("30 січня arn", "arn", date(2026, 1, 30)),
        ("arn 30 січ", "arn", date(2026, 1, 30)),
        ("30 січень 2025", "", date(2025, 1, 30)),
        ("keld вчора", "keld", date(2026, 2, 3)),
        ("учора", "", date(2026, 2, 3)),
        ("П'ятниця", "", date(2026, 1, 30)),
        ("середа", "", TODAY),
    ],
)
def test_a_day_at_either_end_of_the_words(typed: str, topic: str, day: date | None) -> None:
    asked = read(typed.split(), TODAY, TOPICS)
    assert (asked.topic, asked.day, asked.unread) == (topic, day, "")


@pytest.mark.parametrize(
    ("typed", "unread", "topic"),
    [
        ("2026-13-45", "2026-13-45", ""),
        ("30 Foo 7", "30 Foo 7", ""),
        ("arn 31.02.2026", "31.02.2026", "arn"),
        ("31 лютого", "31 лютого", ""),
        ("31 лютого arn talks", "31 лютого", "arn talks"),
        ("kled strike Feb 31", "Feb 31", "kled strike"),
    ],
)
def test_what_looks_like_a_day_and_is_none_is_named_whole(typed: str, unread: str, topic: str) -> None:
    asked = read(typed.split(), TODAY, TOPICS)
    assert (asked.unread, asked.topic, asked.day) == (unread, topic, None)


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("arn-talks", {"arn-talks"}),
        ("Arn Talks", {"arn-talks"}),
        ("keld", {"keld-strike"}),
        ("kled strike", {"keld-strike"}),
        ("floods", {"arn-floods"}),
        ("arn", {"arn-talks", "arn-floods"}),
        ("football", set()),
        ("?", set()),
    ],
)
def test_topics_loosely_typed(typed: str, slugs: set[str]) -> None:
    assert {topic.slug for topic in find(typed, TOPICS)} == slugs


def test_the_nearest_command() -> None:
    assert nearest("statsu", ["status", "start"]) == "status"
    assert nearest("xyzzy", ["status", "start"]) is None
