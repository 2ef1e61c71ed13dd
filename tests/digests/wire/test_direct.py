"""The faster reading comes to what feedparser comes to, or leaves the feed to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import printed
from digests.errors import ParseError
from digests.model import Feed
from digests.wire import charset, direct, packing, syndication
from digests.wire.entries import Channel
from digests.wire.parse import parse
from tests.fakes.desk import NOON

SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:a="http://www.w3.org/2005/Atom" xmlns:x="https://else.example/"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
RSS = f"<rss version='2.0' {SPACES}><channel><title>Anker</title>%s<item>%s</item><item>%s</item></channel></rss>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de-DE' {SPACES}>%s<entry>%s</entry><entry>%s</entry></feed>"
RDF = (
    f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' {SPACES}>"
    "<channel rdf:about='https://x.example/'><title>Keld</title>%s</channel>"
    "<item rdf:about='https://x.example/1'>%s</item><item>%s</item></rdf:RDF>"
)
FOLDER = Path(__file__).parents[4] / "shared" / "feeds"

#: Values with something to them: markup, other scripts, blanks, UTF-8 taken for Latin-1, controls of windows-1252, addresses.
VALUES = (
    "A ferry sails", "  blanks \n around  ", "", "&lt;p&gt;Boat &amp;amp; quay&lt;/p&gt;", "<![CDATA[<b>Boat</b> & more]]>", "Дві доби",
    "Ã¼ber", "caf\u00e9", "a\u0092b", "<b>bare</b> markup", "https://x.example/a?b=1&amp;c=2", "http:///x.example", "/relative",
    "x:1#0", "Mon, 02 Mar 2026 09:30:00 GMT", "2026-03-02T09:30:00Z", "<!-- a comment -->Boat<!-- and more -->", "60", "daily",
)  # fmt: skip
TAGS = (
    "title", "link", "guid", "guid isPermaLink='false'", "id", "description", "summary", "summary type='html'", "content",
    "content type='html'", "content type='xhtml'", "content:encoded", "media:title", "media:description", "media:group",
    "pubDate", "published", "updated", "dc:date", "dc:creator", "dc:title", "dc:language", "language", "author", "category",
    "source url='https://y.example/'", "ttl", "title xml:lang='fr'", "a:updated", "x:other", "feedburner:origLink", "image",
    "comments", "a:link", "title type='html'",
)  # fmt: skip
EMPTY = ("<link href='https://x.example/1'/>", "<link rel='alternate' type='text/plain' href='https://x.example/2'/>", "<title/>")
EMPTY += ("<link rel='enclosure' href='https://x.example/3'/>", "<media:thumbnail url='https://x.example/4'/>", "<enclosure url='x'/>")
EMPTY += ("<media:content><media:title>Boat</media:title><media:description>Ship</media:description></media:content>",)
ELEMENTS = st.one_of(
    st.builds(lambda tag, value: f"<{tag}>{value}</{tag.partition(' ')[0]}>", st.sampled_from(TAGS), st.sampled_from(VALUES)),
    st.sampled_from(EMPTY),
)
PLAIN = st.builds("".join, st.lists(ELEMENTS, max_size=6))


def same(text: str) -> bool:
    """Whether the faster reading read it; where it did, it must be as feedparser would have."""
    text = syndication.plainly(text)
    read = direct.read(text, syndication._ttl)
    if read is None:
        return False
    careful = syndication.careful(text)
    assert careful is not None
    assert read == replace(careful, entries=tuple(replace(entry, moment=None) for entry in careful.entries))
    return True


@settings(max_examples=300, deadline=None)
@given(st.sampled_from((RSS, ATOM, RDF)), PLAIN, PLAIN, PLAIN)
def test_as_feedparser_reads_it_or_not_at_all(frame: str, head: str, one: str, two: str) -> None:
    same(frame % (head, "<title>The ferry</title>" + one, two + "<title>The boat</title>"))


@pytest.mark.parametrize("kind", printed.KINDS)
def test_the_usual_kinds_are_read(kind: str) -> None:
    assert same(printed.KINDS[kind](5))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!DOCTYPE rss [<!ENTITY a 'b'>]>" + RSS % ("", "<title>&a;</title>", ""), id="entities of its own"),
        pytest.param(RSS % ("", "<title>Boat", ""), id="not well-formed"),
        pytest.param(RSS % ("", "<title>Boat &nbsp; ship</title>", ""), id="entities that XML does not have"),
        pytest.param(ATOM % ("", "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Boat</div></title>", ""), id="XHTML"),
        pytest.param("<feed xml:base='/x/'/>", id="a base of its own"),
        pytest.param("<opml/>", id="no feed"),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_feedparser(text: str) -> None:
    assert direct.read(syndication.plainly(text), syndication._ttl) is None


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real feeds are not beside this checkout")
def test_real_feeds_come_out_equal() -> None:
    read = 0
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in (".md", ".jsonl"):
            continue
        text = charset.decode(packing.unpack(path.read_bytes(), "", 32_000_000))
        read += same(text.lstrip("\ufeff\x00 \t\r\n"))
    assert read >= 60, "most feeds are plain"


def test_a_reading_that_dates_nothing_is_finished_by_feedparser() -> None:
    odd = RSS % ("", "<title>Boat</title><pubDate>vendredi, 13h12, 02/03/2026</pubDate>", "")
    feed = Feed("https://x.example/rss", "Anker")
    try:
        careful: Channel | None = syndication.careful(syndication.plainly(odd))
        assert careful is not None
        moment = careful.entries[0].moment
        found = parse(odd.encode(), feed, now=NOON)
        assert bool(found.articles) == (moment is not None)
    except ParseError:
        pytest.fail("it is a feed")
