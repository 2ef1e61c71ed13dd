"""Leftward words in a rightward line: they keep their own order, and nothing around them moves."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from bot.render.bidi import apart, settled
from bot.render.page import line, paginate

ARABIC, HEBREW = "قناة الخليج", "הארץ"
ISOLATES = "\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6 killed (the mayor)", "6 killed (the mayor)"),
        (f"6 killed ({ARABIC}), 12 injured", f"6 killed (\u2067{ARABIC}\u2069), 12 injured"),
        (f"{HEBREW}, {ARABIC}: 7", f"\u2067{HEBREW}, {ARABIC}\u2069: 7"),
        (f"{HEBREW} and {ARABIC}", f"\u2067{HEBREW}\u2069 and \u2067{ARABIC}\u2069"),
        ("مُحَمَّد said", "\u2067مُحَمَّد\u2069 said"),
    ],
)
def test_a_leftward_run_stands_by_itself(text: str, shown: str) -> None:
    assert settled(text) == shown


def test_a_whole_value_stays_one_piece() -> None:
    quote = apart(f"“{ARABIC} 24.”")
    assert quote == f"\u2068“{ARABIC} 24.”\u2069"
    assert settled(f"{quote} Meridian Dispatch") == f"{quote} Meridian Dispatch"


@given(st.text(st.sampled_from("ab 12().,:אבגقخل\u0651"), max_size=40))
def test_nothing_but_isolates_is_added_and_they_are_closed(text: str) -> None:
    made = settled(text)
    assert "".join(letter for letter in made if letter not in ISOLATES) == text
    depth = 0
    for letter in made:
        depth += (letter in ISOLATES[:3]) - (letter == ISOLATES[3])
        assert depth in (0, 1)
    assert depth == 0


def test_numbers_beside_a_leftward_name_keep_their_place_on_the_screen() -> None:
    """As a bidi-aware screen lays it out: the count after the name, not before it."""
    (page,) = paginate([line(f"Source: {ARABIC}: 6 killed, 12 injured")])
    laid = get_display(page.plain, base_dir="L")
    assert laid.startswith("Source: ")
    assert laid.rstrip().endswith(": 6 killed, 12 injured")
