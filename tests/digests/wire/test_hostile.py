"""Whatever comes in place of a feed: articles that can be shown, or an error in plain words; never anything else, and never late."""

from __future__ import annotations

import gzip
import json
import re
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import printed
from digests.errors import ParseError
from digests.model import Feed
from digests.wire import fulltext
from digests.wire.discovery import find
from digests.wire.parse import parse
from tests.fakes.desk import NOON

FEED = Feed("https://anker.example/rss", "Anker Post")
FOLDER = Path(__file__).parents[4] / "shared" / "feeds"

#: What no text of ours may hold: controls, overrides of direction, characters nobody sees, halves of characters.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

BOMB = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)) + "]>"
NASTY = (
    b"\x00", b"\x1b[2J", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"&#0;", b"&#xD800;", b"&#x110000;", b"&#99999999999;", b"<![CDATA[",
    b"]]>", b"<!--", b"<", b">", b"&", b'"', b"'", b"<item>", b"</item>", b"</channel>", b"<title>", b"</title>", b"<guid/>",
    b"<script>alert(1)</script>", b"&lt;script&gt;alert(1)&lt;/script&gt;", "\u202eevil\u202c".encode(), "\u200b\u2066\ufeff".encode(),
    b"javascript:alert(1)", b"file:///etc/passwd", b"<link>data:text/html,x</link>",
    b"<pubDate>Mon, 99 Foo 99999 99:99:99 +9999</pubDate>", b"<pubDate>9999-12-31T23:59:59-23:59</pubDate>",
    b"<dc:date>0000-00-00</dc:date>", b"<ttl>99999999999999999999</ttl>", b"<skipHours><hour>-1</hour><hour>99</hour></skipHours>",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<?xml encoding='base64'?>", b"<media:group>" * 300, b"<b>" * 3000, b" " * 5000,
    b"A" * 5000, b"xml:base='javascript:'", b"xmlns='x'", BOMB.encode(), b"{", b"null",
)  # fmt: skip


@cache
def samples() -> tuple[bytes, ...]:
    """Our own feeds of every kind."""
    item = {"id": 7, "title": "Ferry sinks", "content_html": "<p>It sank.</p>", "date_published": "2026-03-02T09:30:00Z"}
    own = [kind(4).encode() for kind in printed.KINDS.values()]
    own.append(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Anker", "items": [item]}).encode())
    own.append(
        b'<html><body><div class="tgme_widget_message" data-post="keld/1"><div class="tgme_widget_message_text js-message_text">'
        b'<b>Ferry sinks</b><br>It sank.</div><a class="tgme_widget_message_date"><time datetime="2026-03-02T09:30:00+00:00"></time></a>'
        b"</div></body></html>"
    )
    return tuple(own)


@cache
def real() -> tuple[bytes, ...]:
    """Real feeds, small ones, where they are at hand."""
    paths = sorted(FOLDER.glob("*.xml")) if FOLDER.is_dir() else []
    return tuple(path.read_bytes() for path in paths if path.stat().st_size < 40_000)


EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(NASTY) | st.binary(max_size=4), st.sampled_from(("in", "over", "cut", "twice"))),
    min_size=1,
    max_size=5,
)


def mutated(body: bytes, edits: list[tuple[float, bytes, str]]) -> bytes:
    for where, nasty, how in edits:
        at = int(where * len(body))
        if how == "in":
            body = body[:at] + nasty + body[at:]
        elif how == "over":
            body = body[:at] + nasty + body[at + len(nasty) :]
        elif how == "cut":
            body = body[:at] + nasty
        else:
            body = body[:at] + body[max(0, at - 300) :]
    return body


def stands(body: bytes, content_type: str = "") -> None:
    """A body is read as articles that may be shown, or refused in words."""
    try:
        parsed = parse(body, FEED, content_type=content_type, now=NOON)
    except ParseError:
        return
    identities = [article.id for article in parsed.articles + parsed.undated]
    assert len(identities) == len(set(identities))
    for article in parsed.articles + parsed.undated:
        assert article.id
        assert len(article.title) <= 500
        assert len(article.text) <= 400_000
        assert not UNSEEN.search(article.content)
        assert article.published <= NOON
        assert article.published.utcoffset() == timedelta(0)
        assert article.url == "" or article.url.startswith(("http://", "https://"))
        assert re.fullmatch("[a-z]{2,3}", article.language)
    assert all(0 <= hour < 168 for hour in parsed.rests)


REFERENCES = {
    "half a character": "&#xD800;",
    "one within another": "&#xD8&#0;00;",
    "two within one another": "&#xD8&#x&#0;0;00;",
    "beyond Unicode": "&#x11&#0;0000;",
    "without a semicolon": "&#xDFFF &#0 &#55296<b>",
    "with noughts at its head": "&#x00000000000D800; &#0000000055296;",
    "of too many digits": f"&#{'9' * 5000}; &#x{'f' * 5000};",
    "of noughts alone": f"&#{'0' * 5000}; &#x0;",
}


@pytest.mark.parametrize("case", REFERENCES)
@pytest.mark.parametrize("escaped", [False, True], ids=["bare", "escaped"])
def test_references_to_no_character_are_left_out_and_the_rest_is_read(case: str, escaped: bool) -> None:
    told = REFERENCES[case].replace("&", "&amp;") if escaped else REFERENCES[case]
    body = f"<rss version='2.0'><channel><title>Anker</title><item><title>Ferry {told} sails</title><guid>1</guid></item></channel></rss>"
    stands(body.encode())
    (article,) = parse(body.encode(), FEED, now=NOON).undated
    assert re.fullmatch("Ferry .*sails", article.title)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(st.sampled_from(samples()), EDITS, st.sampled_from(("", "text/xml; charset=windows-1251", "text/html", "image/png")))
def test_mutated_feeds(body: bytes, edits: list[tuple[float, bytes, str]], content_type: str) -> None:
    stands(mutated(body, edits), content_type)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real feeds are not beside this checkout")
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), EDITS)
def test_mutated_real_feeds(which: int, edits: list[tuple[float, bytes, str]]) -> None:
    stands(mutated(real()[which % len(real())], edits))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(("", "application/rss+xml", "text/html; charset=utf-16", "charset=")))
def test_noise(body: bytes, content_type: str) -> None:
    stands(body, content_type)
    find(body, FEED.url, content_type)


def rss(inside: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Anker</title>{inside}</channel></rss>".encode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<?xml version='1.0'?>{BOMB}<rss version='2.0'><channel><title>&j;</title></channel></rss>".encode(), id="entities"),
        pytest.param(
            b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + rss("<item><title>&x;</title></item>"), id="entities from a file"
        ),
        pytest.param(rss(f"<item><title>{'word ' * 300_000}</title><guid>1</guid></item>"), id="a headline of megabytes"),
        pytest.param(rss(f"<item><title>x</title><description>{'&lt;div&gt;' * 50_000}</description></item>"), id="markup without end"),
        pytest.param(rss("<item>" * 3000), id="items in items"),
        pytest.param(rss(f"<item>{'<a>' * 5000}</item>"), id="elements in elements"),
        pytest.param(rss("<item><title>x</title></item>" * 30_000), id="more items than news"),
        pytest.param(gzip.compress(b"\x00" * 60_000_000), id="a bomb of gzip"),
        pytest.param(b"[" * 200_000, id="brackets"),
        pytest.param(b"{" + b'"a":{' * 100_000, id="objects in objects"),
        pytest.param(b"<" * 200_000, id="angles"),
        pytest.param(rss("<item><title>" + "&amp;" * 100_000 + "</title></item>"), id="ampersands"),
        pytest.param(b"<?xml" + b" " * 500_000 + b"?>", id="a declaration of blanks"),
        pytest.param(b"<rss><channel><item><title>" + b"\xe4" * 200_000, id="a letter without end"),
    ],
)
def test_bombs(body: bytes) -> None:
    stands(body)


def test_an_entity_from_a_file_is_never_read() -> None:
    body = b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + rss("<item><title>Host: &x;</title><guid>1</guid></item>")
    parsed = parse(body, FEED, now=NOON)
    assert [article.title.removesuffix("&x;").strip() for article in parsed.articles + parsed.undated] == ["Host:"]


def test_markup_in_every_field_comes_to_text() -> None:
    evil = "&lt;img src=x onerror=alert(1)&gt;Boat&lt;script&gt;alert(1)&lt;/script&gt;"
    body = rss(f"<item><title>{evil}</title><guid>{evil}</guid><link>javascript:alert(1)</link><description>{evil}</description></item>")
    (article,) = parse(body, FEED, now=NOON).undated
    assert (article.title, article.text, article.url) == ("Boat", "", "")


def test_signs_that_turn_the_reading_direction_are_gone() -> None:
    body = rss("<item><title>Trans\u202efer \u2066is\u2069 safe\u200b\u00ad now</title><guid>1</guid></item>")
    (article,) = parse(body, FEED, now=NOON).undated
    assert article.title == "Transfer is safe now"


@settings(max_examples=20, deadline=None)
@given(EDITS)
def test_mutated_pages(edits: list[tuple[float, bytes, str]]) -> None:
    text = "".join(f"<p>The ferry {n} sank off Anker on Monday night, and rescuers took 41 people from the water.</p>" for n in range(9))
    page = f"<html lang='en'><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{text}</article></body></html>"
    with suppress(ParseError):
        read = fulltext.read(mutated(page.encode(), edits), "https://anker.example/n/1")
        assert not UNSEEN.search(read.title + read.text)
