"""Counts in a text and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import Qualifier
from digests.text.numbers import find
from tests.fakes.work import calls, grows_with

VALUES = [
    ("figure with commas", "13,000 people", 13000),
    ("figure with a scale", "1.5 million people", 1_500_000),
    ("number word", "twelve people", 12),
    ("joined number word", "thirty-five people", 35),
    ("words with a scale", "two hundred and five people", 205),
    ("a dozen", "a dozen people", 12),
    ("two dozen", "two dozen people", 24),
    ("half a million", "half a million people", 500_000),
    ("a hundred", "a hundred people", 100),
    ("a count in the shape of a year", "killed 2024 people", 2024),
]

QUALIFIERS = [
    ("at least 12 people", 12, Qualifier.AT_LEAST),
    ("no fewer than 12 people", 12, Qualifier.AT_LEAST),
    ("12 or more people", 12, Qualifier.AT_LEAST),
    ("more than two dozen people", 24, Qualifier.MORE_THAN),
    ("over 3,000 people", 3000, Qualifier.MORE_THAN),
    ("handed over 30 bodies", 30, Qualifier.EXACT),
    ("about a dozen people", 12, Qualifier.ABOUT),
    ("nearly 20 people", 20, Qualifier.ABOUT),
    ("some 1,200 people", 1200, Qualifier.ABOUT),
    ("up to 30 people", 30, Qualifier.UP_TO),
    ("as many as nine others", 9, Qualifier.UP_TO),
    ("dozens of people", None, Qualifier.VAGUE),
    ("tens of thousands of people", None, Qualifier.VAGUE),
    ("several dozen people", None, Qualifier.VAGUE),
    ("a number of people", None, Qualifier.VAGUE),
]

RANGES = [
    ("between 11 and 14 people", 11, 14),
    ("two to three people", 2, 3),
    ("5-6 people", 5, 6),
    ("5,000-10,000 people", 5000, 10000),
    ("between two and three dozen people", 24, 36),
]

NO_COUNTS = [
    ("age between commas", "Zafar Rari, 26, was killed", "age"),
    ("age joined to a noun", "a 35-year-old man", "age"),
    ("year after a cue", "it began in 2014", "year"),
    ("day of a month", "on Jan. 27", "day"),
    ("day before its month", "on 2 May", "day"),
    ("percent", "30 percent of them", "percent"),
    ("money by its sign", "$5 billion", "money"),
    ("distance", "12 km away", "measure"),
    ("hours", "36 hours later", "time"),
    ("clock", "at 12:30", "time"),
    ("unit of an army", "the 82nd Airborne", "ordinal"),
    ("name of a unit", "Task Force 32", "label"),
    ("name of a plane", "a Boeing 737", "label"),
    ("name of a disease", "COVID-19", "label"),
    ("decade", "the 1970s", "label"),
    ("part of a whole", "two thirds of them", "fraction"),
    ("one in some", "one in five", "fraction"),
    ("member of a compound", "a 14-member panel", "modifier"),
]


@pytest.mark.parametrize(("name", "text", "value"), VALUES, ids=[n for n, _, _ in VALUES])
def test_the_value_told(name: str, text: str, value: int) -> None:
    (found,) = find(text)
    assert (found.value, found.counts) == (value, True)


@pytest.mark.parametrize(("text", "value", "qualifier"), QUALIFIERS, ids=[t for t, _, _ in QUALIFIERS])
def test_the_hedge_is_part_of_the_mention(text: str, value: int | None, qualifier: Qualifier) -> None:
    (found,) = find(text)
    assert (found.value, found.qualifier) == (value, qualifier)


@pytest.mark.parametrize(("text", "low", "high"), RANGES, ids=[t for t, _, _ in RANGES])
def test_a_range_counts_as_its_low_end(text: str, low: int, high: int) -> None:
    (found,) = find(text)
    assert (found.value, found.low, found.high) == (low, low, high)


@pytest.mark.parametrize(("name", "text", "kind"), NO_COUNTS, ids=[n for n, _, _ in NO_COUNTS])
def test_what_only_looks_like_a_count(name: str, text: str, kind: str) -> None:
    assert find(text)[0].kind == kind


def test_days_listed_before_their_month_are_days() -> None:
    assert [m.kind for m in find("on 17 and 21 June rebels killed four")] == ["day", "day", "count"]


def test_rose_from_five_to_nine_is_no_range() -> None:
    assert [m.value for m in find("rose from five to nine")] == [5, 9]


@given(st.text(alphabet=st.sampled_from("0123456789,.-–/ $%aonedzthurfivwx'’\n"), max_size=200))
def test_mentions_stand_apart_and_inside_the_text(text: str) -> None:
    last = 0
    for mention in find(text):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end


@given(st.text(alphabet=st.sampled_from("0123456789, andtwofivehures"), max_size=80), st.integers(0, 1000))
def test_an_offset_moves_every_mention(text: str, offset: int) -> None:
    assert [(m.start + offset, m.value) for m in find(text)] == [(m.start, m.value) for m in find(text, offset)]


@pytest.mark.parametrize("piece", ["1,", "one ", "9-", "between 1 and ", "a hundred ", "$1 ", "at least ", "1.", "and two "])
def test_work_grows_with_length_alone(piece: str) -> None:
    def cost(size: int) -> int:
        text = piece * (size // len(piece))
        return calls(lambda: find(text))

    assert grows_with(cost, 2_000)
