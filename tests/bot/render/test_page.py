"""Pages fit, balance and lose nothing, whatever is laid onto them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.page import LIMIT, STYLES, Button, Line, Span, bold, heading, line, link, moment, paginate, shortened, units
from loopback.botapi import parse_html

words = st.text(
    st.one_of(
        st.characters(codec="utf-8"), st.sampled_from("<>&\"' \n\u200d\ufe0f\U0001f468\U0001f469\U0001f467\U0001f3fd\U0001f1fa\U0001f1e6")
    ),
    max_size=60,
)
spans = st.builds(
    Span,
    words.map(lambda text: bold(text).text),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "https://x.example/?a=1&b=2"]),
    st.sampled_from([None, None, 1772409600]),
)
lines = st.builds(Line, st.lists(spans, max_size=6).map(tuple), st.booleans(), st.booleans())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, max_size=12), st.integers(20, 300))
def test_every_page_fits_balances_and_nothing_is_lost(given_lines: list[Line], limit: int) -> None:
    pages = paginate(given_lines, limit=limit)
    seen = []
    for page in pages:
        text, entities = parse_html(page.html)  # raises where a tag is not closed
        assert 0 < units(text) <= limit
        assert units(page.plain) <= limit
        assert len(entities) <= STYLES + 4
        seen.append(text)
    assert squeezed("".join(seen)) == squeezed("".join(one.text for one in given_lines))


def test_a_word_is_cut_only_where_it_fills_a_page_by_itself() -> None:
    pages = paginate([line(" ".join(["negotiations"] * 2000))])
    assert len(pages) == 7
    assert {word for page in pages for word in page.plain.split()} == {"negotiations"}


def test_an_emoji_of_many_parts_is_never_cut() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    for page in paginate([line(family * 2000)]):
        assert page.plain.count("\U0001f468") == page.plain.count("\U0001f467")
        assert not page.plain.startswith("\u200d")
    flags = paginate([line("\U0001f1fa\U0001f1e6" * 3000)])
    assert all(page.plain.startswith("\U0001f1fa") and page.plain.endswith("\U0001f1e6") for page in flags)


def test_the_limit_counts_utf16_units() -> None:
    pages = paginate([line("\U0001f600 " * 3000)])
    assert all(units(page.plain) <= LIMIT for page in pages)


def test_a_heading_goes_over_to_what_follows_it() -> None:
    first, second = paginate([line("a" * 30), heading("Next"), line("b" * 30)], limit=40)
    assert first.plain == "a" * 30
    assert second.plain.startswith("Next\nb")


def test_a_quote_that_is_parted_is_a_quote_on_both_pages() -> None:
    pages = paginate([line("word " * 10, folded=True)] * 3, limit=60)
    assert len(pages) == 3
    assert all(page.html.startswith("<blockquote expandable>") and page.html.endswith("</blockquote>") for page in pages)


def test_buttons_stand_under_the_last_page_alone() -> None:
    pages = paginate([line("a" * 30), line("b" * 30)], [[Button("More", "1:f:status:x")]], limit=40)
    assert [bool(page.buttons) for page in pages] == [False, True]


def test_values_are_escaped_and_only_web_addresses_are_links() -> None:
    (page,) = paginate([line(bold("<b>&"), " ", link("x", 'https://e.example/"><script>'), " ", link("y", "javascript:alert(1)"))])
    assert "&lt;b&gt;&amp;" in page.html
    assert "<script>" not in page.html
    assert "javascript" not in page.html
    assert parse_html(page.html)[0] == "<b>& x y"


def test_a_moment_is_told_in_each_readers_own_zone_where_the_client_can() -> None:
    (page,) = paginate([line(moment("Sun 1 Mar, 00:00 UTC", datetime(2026, 3, 1, tzinfo=UTC)))])
    assert page.html == '<tg-time unix="1772323200" format="wdt">Sun 1 Mar, 00:00 UTC</tg-time>'
    assert page.plain == "Sun 1 Mar, 00:00 UTC"
    assert parse_html(page.html)[1][0].type == "date_time"


def test_a_moment_that_is_cut_is_a_moment_no_more() -> None:
    pages = paginate([line(moment("Sunday " * 20, datetime(2026, 3, 1, tzinfo=UTC)))], limit=60)
    assert not any("tg-time" in page.html for page in pages)


@given(words, st.integers(3, 40))
def test_a_shortened_text_fits_and_begins_as_the_whole_one(text: str, length: int) -> None:
    short = shortened(text, length)
    assert units(short) <= length
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
