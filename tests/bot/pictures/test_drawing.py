"""Whatever a story holds, its pictures stay legible: no label over another, nothing over an edge, small enough to send."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures import letters
from bot.pictures.canvas import WIDTH
from bot.pictures.drawing import draw, lay_out
from bot.pictures.letters import SCALE, Undrawable
from bot.pictures.plan import (
    Block,
    Card,
    Cell,
    Event,
    Figure,
    Headline,
    Mark,
    Panel,
    Plan,
    Positions,
    Row,
    Section,
    Step,
    Tick,
    Timeline,
    Tolls,
    Total,
    Week,
)
from bot.pictures.theme import THEMES
from tests.bot.pictures.sheets import faults, words

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
TODAY = START.date().toordinal()

_texts = st.text(
    st.one_of(
        st.sampled_from("abc def ghi, jkl. mno WWW – 1,234"),
        st.characters(codec="utf-8", include_characters="жїЖαΩ", max_codepoint=0x52F, exclude_categories=("Cs",)),
    ),
    min_size=1,
    max_size=160,
)
_short = st.text(st.sampled_from("abcdef ghi123 WM"), max_size=24)
_kinds = st.sampled_from(("due", "toll", "stance"))


@st.composite
def _timelines(made: st.DrawFn) -> Timeline:
    days = sorted(made(st.lists(st.integers(-400, 400), max_size=13)))
    events = tuple(
        Event(made(_kinds), made(_short), TODAY + day, made(_texts), made(_texts), made(st.sampled_from(("firm", "open", "left"))))
        for day in days
    )
    return Timeline(
        made(_texts), made(_short), "Now · Mon 2 Mar", TODAY, events, (Mark("due", "Deadlines"), Mark("toll", "Casualties")), made(_short)
    )


@st.composite
def _panels(made: st.DrawFn) -> Panel:
    steps = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 250_000)), min_size=1, max_size=6)
    figures = tuple(
        Figure(made(_texts), tuple(Step(START + timedelta(minutes=minute), count) for minute, count in sorted(made(steps))))
        for _ in range(made(st.integers(0, 4)))
    )
    ticks = tuple(Tick(START + timedelta(minutes=minute), f"Mon {minute % 31} Mar") for minute in range(0, 5001, 700))
    return Panel(made(_texts), made(_texts), made(_texts), "killed", figures, START + timedelta(minutes=5000), ticks)


_tolls = st.builds(
    Tolls,
    title=_texts,
    stamp=_short,
    panels=st.lists(_panels(), max_size=3).map(tuple),
    apart=st.just("Over longer times"),
    totals=st.lists(st.builds(Total, _texts, _texts, _texts), max_size=3).map(tuple),
    more=_short,
)
_cells = st.builds(Cell, _texts, _texts, st.sampled_from(("for", "against", "wants", "open")), _texts, _texts)
_positions = st.builds(
    Positions,
    _texts,
    _short,
    st.lists(st.builds(Block, _texts, st.lists(_cells, min_size=1, max_size=4).map(tuple)), max_size=5).map(tuple),
    _short,
)
_cards = st.builds(Card, _texts, _texts, _texts, _short, _texts, _texts, _short)
_headlines = st.builds(Headline, _texts, st.lists(st.builds(Mark, _kinds, _texts), max_size=4).map(tuple), _short, _short)
_weeks = st.builds(
    Week,
    _texts,
    _short,
    st.lists(st.builds(Section, _kinds, _short, st.lists(st.builds(Row, _short, _texts, _texts), max_size=4).map(tuple)), max_size=4).map(
        tuple
    ),
    _short,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.one_of(_timelines(), _tolls, _positions, _cards, _headlines, _weeks))
def test_no_label_lies_over_another_whatever_is_told(plan: Plan) -> None:
    try:
        found = faults(plan)
    except Undrawable:
        return
    assert found == []


def test_a_moved_day_points_to_the_day_that_took_its_place() -> None:
    still = (Event("due", "Sun 8 Mar", TODAY + 6, "Talks", "", "left"), Event("due", "Wed 11 Mar", TODAY + 9, "Talks"))
    moved = (Event("due", "Sun 8 Mar", TODAY + 6, "Talks", "", "left", moved_to=1), still[1])
    sheets = [lay_out(Timeline("T", "", "Now", TODAY, events, ()), "light")[0] for events in (still, moved)]
    assert len(sheets[1].shapes) == len(sheets[0].shapes) + 2  # the arrow's line and its head


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param((-2, 3), ["before", "Now", "after"], id="between"),
        pytest.param((2, 3), ["Now", "before", "after"], id="all ahead"),
        pytest.param((-3, 0), ["before", "after", "Now"], id="all behind, today's above the line"),
        pytest.param((), ["Now"], id="nothing known"),
    ],
)
def test_now_stands_where_it_belongs(days: tuple[int, ...], expected: list[str]) -> None:
    events = tuple(Event("due", "", TODAY + day, name) for day, name in zip(days, ("before", "after"), strict=False))
    canvas, _ = lay_out(Timeline("T", "S", "Now", TODAY, events, ()), "light")
    assert [word for word in words(canvas) if word not in ("T", "S")] == expected


def test_a_flat_toll_is_drawn_too() -> None:
    figure = Figure("Hospital", (Step(START, 0),))
    assert faults(Tolls("T", "", (Panel("t", "no one killed", "", "killed", (figure,), START, ()),), "", ())) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_full_picture_is_as_wide_as_a_phone_and_light_enough_to_send(theme: str) -> None:
    events = tuple(
        Event("due", f"Mon {n} Mar", TODAY + n, "The ceasefire along the northern river " * 3, "mediators · " * 6) for n in range(13)
    )
    png = draw(Timeline("Border talks " * 3, "stamp", "Now", TODAY, events, (Mark("due", "Deadlines"),)), theme)  # type: ignore[arg-type]
    assert Image.open(BytesIO(png)).width == WIDTH * SCALE
    assert len(png) <= 200 * 1024


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Halt of strikes", "Halt of strikes", id="latin"),
        pytest.param("Зупинка ударів, Київ", "Зупинка ударів, Київ", id="cyrillic"),
        pytest.param("שלום", "םולש", id="hebrew is turned round"),
        pytest.param("🔥 6 killed\u200b", " 6 killed", id="signs without a shape are left out"),
    ],
)
def test_letters_as_they_are_drawn(text: str, expected: str) -> None:
    assert letters.drawn(text) == expected


def test_arabic_letters_are_joined() -> None:
    assert letters.drawn("هدنة") != "هدنة"[::-1]
    assert letters.from_right("هدنة غزة")


def test_a_picture_that_would_leave_letters_out_is_refused() -> None:
    with pytest.raises(Undrawable, match="CJK"):
        draw(Card("停戦", "", "", "", "", "", ""), "light")


def test_what_does_not_fit_is_cut_at_a_word_and_marked() -> None:
    lines = letters.wrap("the truce along the northern river holds until Sunday at noon", 13, 120, 2)
    assert len(lines) == 2
    assert lines[1].endswith(" …")
    assert all(letters.width(line, 13) <= 120 for line in lines)


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_letters_stand_out_from_what_they_lie_on(theme, ground) -> None:  # type: ignore[no-untyped-def]
    inks = ["ink", "soft", "due", "toll", "stance", "source1", "source2", "source3", "source4"]
    assert {
        ink: round(_contrast(theme.colour(ink), theme.colour(ground)), 1)
        for ink in inks
        if _contrast(theme.colour(ink), theme.colour(ground)) < 4.5
    } == {}


def _contrast(a: str, b: str) -> float:
    """By WCAG 2: 1 for equal colours, 21 for black on white."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
