"""Feeds as OPML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import SeedError
from digests.model import Feed
from digests.wire import opml


def outline(attributes: str) -> str:
    return f'<opml version="2.0"><body><outline text="Desk">{attributes}</outline></body></opml>'


def test_reads_folders_and_attributes() -> None:
    text = outline(
        '<outline type="rss" text="Anker Post" xmlUrl="https://anker.example/rss" htmlUrl="https://anker.example" publisher="Anker AG" '
        'language="de" full_text="on"/><outline type="rss" xmlURL="http://wire.example/feed"/>'
        '<outline type="rss" text="Again" xmlUrl="https://anker.example/rss"/>'
    )
    assert opml.read(text) == (
        Feed("https://anker.example/rss", "Anker Post", "Anker AG", "on", "https://anker.example", "de"),
        Feed("http://wire.example/feed", "wire.example"),
    )


def test_reads_what_declares_an_encoding_and_has_a_mark() -> None:
    assert opml.read('\ufeff<?xml version="1.0" encoding="windows-1252"?>' + outline("")) == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "not proper XML", id="empty"),
        pytest.param("<opml><body>", "not proper XML", id="cut short"),
        pytest.param("<rss/>", "begins with <rss>", id="a feed"),
        pytest.param('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "document type", id="entities"),
        pytest.param(outline('<outline type="rss" text="Anker"/>'), "'Anker' has no xmlUrl", id="no address"),
        pytest.param(outline('<outline xmlUrl="ftp://anker.example/"/>'), "no web address", id="another scheme"),
        pytest.param(outline('<outline xmlUrl="http://[::1/"/>'), "no web address", id="a broken address"),
        pytest.param(outline('<outline xmlUrl="http://a.example/" full_text="yes"/>'), "auto, on or off, not 'yes'", id="a bad setting"),
        pytest.param(outline('<outline xmlUrl="http://a.example/" trust="none"/>'), "is normal or low, not 'none'", id="a bad trust"),
    ],
)
def test_a_bad_file_is_named(text: str, why: str) -> None:
    with pytest.raises(SeedError) as caught:
        opml.read(text, "desk.opml")
    assert caught.value.path == "desk.opml"
    assert why in caught.value.why


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cn"]), max_size=20)


@given(
    st.lists(
        st.builds(
            Feed,
            url=st.from_regex(r"\Ahttps?://[a-z]{1,8}\.example/[a-z?&=]{0,8}\Z"),
            outlet=WORDS.filter(bool),
            publisher=WORDS,
            full_text=st.sampled_from(["auto", "on", "off"]),
            language=st.sampled_from(["", "en", "pt-br"]),
            trust=st.sampled_from(["normal", "low"]),
        ),
        unique_by=lambda feed: feed.url,
        max_size=4,
    )
)
def test_what_is_written_reads_back(feeds: list[Feed]) -> None:
    assert opml.read(opml.write(feeds)) == tuple(feeds)


def test_the_starter_desk_reads() -> None:
    path = Path(__file__).parents[3] / "seeds" / "feeds.opml"
    assert len(opml.read(path.read_text("utf-8"), str(path))) >= 10
