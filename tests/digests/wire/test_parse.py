"""Feeds of many makes to articles."""

from __future__ import annotations

import contextlib
import gzip
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import ParseError
from digests.model import Article, Feed
from digests.wire.parse import ParsedFeed, parse

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEED = Feed("https://anker.example/rss", "Anker Post")
LONG = " ".join(f"The harbour master counted {n} ships in the bay that day." for n in range(30))


def rss(
    items: str, channel: str = "<link>https://anker.example/</link><language>en-gb</language>", head: str = '<?xml version="1.0"?>'
) -> str:
    return (
        f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Anker &amp;amp; Sons</title>{channel}{items}</channel></rss>"
    )


def item(inner: str = "", date: str = "Mon, 02 Mar 2026 09:00:00 +0100") -> str:
    return f"<item><title>Ferry sinks</title><link>/a?id=7&amp;utm_source=rss</link><pubDate>{date}</pubDate>{inner}</item>"


def read(text: str | bytes, content_type: str = "", feed: Feed = FEED) -> ParsedFeed:
    return parse(text if isinstance(text, bytes) else text.encode(), feed, content_type=content_type, now=NOW)


def only(text: str | bytes, content_type: str = "", feed: Feed = FEED) -> Article:
    (article,) = read(text, content_type, feed).articles
    return article


def test_an_rss_item() -> None:
    parsed = read(rss(item("<guid>a-7</guid><description>It &lt;b&gt;sank&lt;/b&gt; off Anker.</description>"), "<ttl>15</ttl>"))
    assert (parsed.title, parsed.language, parsed.ttl, parsed.undated) == ("Anker & Sons", "", 15, ())
    assert parsed.articles == (
        Article(
            id="a-7",
            title="Ferry sinks",
            text="It sank off Anker.",
            published=datetime(2026, 3, 2, 8, tzinfo=UTC),
            source="Anker Post",
            url="https://anker.example/a?id=7",
            day=date(2026, 3, 2),
            feed=FEED.url,
            teaser=True,
            language="und",
        ),
    )


def test_an_atom_entry() -> None:
    article = only(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafen</title><link href="https://hafen.example/"/>'
        '<entry><title type="html">F&amp;auml;hre &amp;lt;gesunken&amp;gt;</title><id>tag:1</id><link rel="enclosure" href="/x.mp3"/>'
        f'<link href="n/1"/><updated>2026-03-02T00:30:00+01:00</updated><content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    assert (article.title, article.id, article.url) == ("Fähre <gesunken>", "tag:1", "https://hafen.example/n/1")
    assert (article.published, article.day, article.language) == (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), date(2026, 3, 2), "de")
    assert (article.text, article.teaser) == (LONG, False)


def test_rdf() -> None:
    parsed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Anker</title><link>https://anker.example</link></channel>"
        "<item><title>Ferry sinks</title><link>https://anker.example/a</link><dc:date>2026-03-01</dc:date></item></rdf:RDF>"
    )
    assert [(a.id, a.published, a.timed) for a in parsed.articles] == [("https://anker.example/a", datetime(2026, 3, 1, tzinfo=UTC), False)]


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Anker",
        "home_page_url": "https://anker.example/",
        "language": "en-US",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "Ferry <sinks>",
                "content_html": "<p>One.</p><p>Two.</p>",
                "date_published": "2026-03-02T09:00:00Z",
            },
            "no item",
        ],
    }
    article = only(json.dumps(feed))
    assert (article.id, article.title, article.text, article.url) == ("7", "Ferry <sinks>", "One.\n\nTwo.", "https://anker.example/a")


# ── identity ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("inner", "id"),
    [
        pytest.param('<guid isPermaLink="false">a-7</guid>', "a-7", id="the guid"),
        pytest.param(
            "<guid>https://anker.example/news/7#0</guid>", "https://anker.example/news/7", id="a guid with the mark of a revision"
        ),
        pytest.param("", "https://anker.example/a?id=7", id="the link without tracking"),
    ],
)
def test_identity(inner: str, id: str) -> None:
    assert only(rss(item(inner))).id == id


def test_identity_without_guid_and_link_is_title_and_day() -> None:
    text = "<item><title>Ferry sinks</title><pubDate>Mon, 02 Mar 2026 {} GMT</pubDate></item>"
    first, second = (only(rss(text.format(hour), channel="")).id for hour in ("09:00:00", "10:30:00"))
    assert first == second


def test_two_revisions_in_one_feed_are_one_article() -> None:
    entry = "<item><title>{1}</title><guid>https://anker.example/7#{0}</guid><pubDate>Mon, 02 Mar 2026 0{0}:00:00 GMT</pubDate></item>"
    assert [a.title for a in read(rss(entry.format(2, "Later") + entry.format(1, "Early"))).articles] == ["Later"]


def test_a_guid_that_stands_for_several_articles_is_none() -> None:
    entry = "<item><title>{0}</title><guid isPermaLink='false'>same</guid><link>https://anker.example/{0}</link><pubDate>2026-03-02</pubDate></item>"
    assert [a.id for a in read(rss(entry.format("a") + entry.format("b"))).articles] == [
        "https://anker.example/a",
        "https://anker.example/b",
    ]


# ── dates ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("told", "published", "day", "timed"),
    [
        pytest.param(
            "Sun, 01 Mar 2026 23:30:00 EST", datetime(2026, 3, 2, 4, 30, tzinfo=UTC), date(2026, 3, 1), True, id="the outlet's own day"
        ),
        pytest.param(
            "Seg, 2 Fev 2026 19:42:40 -0300", datetime(2026, 2, 2, 22, 42, 40, tzinfo=UTC), date(2026, 2, 2), True, id="Portuguese"
        ),
        pytest.param("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC), date(2026, 3, 1), False, id="a day"),
        pytest.param("Sun, 01 Mar 2026 00:00:00 GMT", datetime(2026, 3, 1, tzinfo=UTC), date(2026, 3, 1), True, id="one midnight"),
        pytest.param("2035-08-19T15:36:00+02:00", NOW, NOW.date(), False, id="in the future"),
        pytest.param("Mon, 02 Mar 2026 12:02:00 GMT", NOW, NOW.date(), True, id="their clock ahead by minutes"),
    ],
)
def test_dates(told: str, published: datetime, day: date, timed: bool) -> None:
    article = only(rss(item(date=told)))
    assert (article.published, article.day, article.timed) == (published, day, timed)


def test_where_all_are_midnight_the_hour_was_not_known() -> None:
    entry = "<item><guid>{0}</guid><title>{0}</title><pubDate>{0} Feb 2026 00:00:00 -0500</pubDate></item>"
    found = read(rss(entry.format("01") + entry.format("02"))).articles
    assert [(a.published, a.timed) for a in found] == [(datetime(2026, 2, 1, tzinfo=UTC), False), (datetime(2026, 2, 2, tzinfo=UTC), False)]


@pytest.mark.parametrize("told", ["", "soon", "Sat, 32 Feb 2026 10:00:00 GMT"])
def test_what_nothing_dates_is_kept_apart(told: str) -> None:
    parsed = read(rss(item(date=told)))
    assert parsed.articles == ()
    assert [(a.published, a.timed) for a in parsed.undated] == [(NOW, False)]


def test_a_day_in_the_address_dates() -> None:
    article = only(rss("<item><title>Old</title><link>https://anker.example/2019/05/24/old</link></item>"))
    assert (article.published, article.timed) == (datetime(2019, 5, 24, tzinfo=UTC), False)


# ── text ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "text", "teaser"),
    [
        pytest.param(f"<p>{LONG}</p>", LONG, False, id="the whole text"),
        pytest.param(f"<p>{LONG} [&#8230;]</p>", f"{LONG} […]", True, id="cut short"),
        pytest.param("<p>It sank.</p><p><a href='/'>Continue reading...</a></p>", "It sank.", True, id="a tail"),
        pytest.param("<p>It sank.</p><p>The post <a>Ferry</a> appeared first on <a>Anker</a>.</p>", "It sank.", True, id="another tail"),
        pytest.param("They want to see more.", "They want to see more.", True, id="no tail"),
        pytest.param("One.<br/><br/>Two.<br>Three", "One.\n\nTwo.\n\nThree", True, id="line breaks"),
        pytest.param("the ferry<br>sank", "the ferry sank", True, id="a line break in a sentence"),
        pytest.param("One\nline.\n\n\nTwo.", "One line.\n\nTwo.", True, id="plain text"),
        pytest.param("x &lt; y &amp;amp; z", "x < y & z", True, id="entities"),
        pytest.param("a\u200bb\u202ec\u2066d\ufeff e\u00a0f", "abcd e f", True, id="what nobody sees"),
        pytest.param("می\u200cخواهد", "می\u200cخواهد", True, id="a joiner of Persian"),
        pytest.param(
            "<script>x()</script><p>Go.</p><figure><figcaption>Archive</figcaption></figure>", "Go.", True, id="code and captions"
        ),
        pytest.param("Ferry sinks", "", True, id="the headline again"),
    ],
)
def test_text(body: str, text: str, teaser: bool) -> None:
    article = only(rss(item(f"<description><![CDATA[{body}]]></description>")))
    assert (article.text, article.teaser) == (text, teaser)


def test_content_comes_before_the_summary() -> None:
    article = only(rss(item(f"<description>Short.</description><content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>")))
    assert article.text == LONG


@pytest.mark.parametrize(
    ("told", "title"),
    [("AT&amp;amp;T &amp;quot;wins&amp;quot;", 'AT&T "wins"'), ("Five\n\t ships", "Five ships"), ("<![CDATA[A <i>b</i>]]>", "A b")],
)
def test_titles(told: str, title: str) -> None:
    assert only(rss(item().replace("Ferry sinks", told))).title == title


# ── encodings ──────────────────────────────────────────────────────────────────────────────────────────────

FRENCH = "Le président a été prévenu dès août à l’Élysée"
RUSSIAN = "Министр иностранных дел заявил о переговорах"


@pytest.mark.parametrize(
    ("words", "actual", "declared", "http", "language"),
    [
        pytest.param(FRENCH, "utf-8", "", "", "", id="UTF-8, undeclared"),
        pytest.param(FRENCH, "utf-8", "iso-8859-1", "text/xml; charset=iso-8859-1", "", id="UTF-8, declared Latin-1 twice"),
        pytest.param(FRENCH, "utf-8-sig", "iso-8859-1", "", "", id="UTF-8 with a mark, declared Latin-1"),
        pytest.param(FRENCH, "utf-16", "utf-16", "text/xml; charset=utf-8", "", id="UTF-16 with a mark"),
        pytest.param(FRENCH, "utf-16-le", "", "", "", id="UTF-16 without a mark"),
        pytest.param(FRENCH, "cp1252", "iso-8859-1", "", "", id="windows-1252, declared Latin-1"),
        pytest.param(FRENCH, "cp1252", "utf-8", "", "", id="windows-1252, declared UTF-8"),
        pytest.param(FRENCH, "cp1252", "", "", "", id="windows-1252, undeclared"),
        pytest.param(FRENCH, "cp1252", "", "text/xml; charset=windows-1251", "", id="windows-1252, declared Cyrillic"),
        pytest.param(RUSSIAN, "cp1251", "windows-1251", "text/xml; charset=iso-8859-1", "", id="windows-1251, the server wrong"),
        pytest.param(RUSSIAN, "cp1251", "iso-8859-1", "text/xml; charset=windows-1251", "", id="windows-1251, the document wrong"),
        pytest.param(RUSSIAN, "cp1251", "utf-8", "", "ru", id="windows-1251, declared UTF-8"),
        pytest.param(RUSSIAN, "koi8-r", "koi8-r", "", "", id="KOI8-R"),
        pytest.param(RUSSIAN, "koi8-r", "windows-1251", "", "ru", id="KOI8-R, declared windows-1251"),
        pytest.param("東京で会談", "iso2022_jp", "iso-2022-jp", "", "", id="ISO-2022-JP"),
        pytest.param("東京で会談", "cp932", "Shift_JIS", "", "", id="Shift JIS"),
        pytest.param("北京会谈", "gb18030", "gb2312", "", "", id="GB 2312"),
        pytest.param("Η κυβέρνηση απάντησε", "iso8859-7", "iso-8859-7", "", "", id="Greek"),
    ],
)
def test_encodings(words: str, actual: str, declared: str, http: str, language: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = rss(item(f"<description>{words}</description>"), head=head)
    body = text.encode("utf-8-sig") if actual == "utf-8-sig" else text.encode(actual)
    assert only(body, http, Feed(FEED.url, "Anker Post", language=language)).text == words


def test_a_letter_cut_in_two_is_lost_alone() -> None:
    body = rss(item(f"<description>{RUSSIAN}@ и “мир”</description>")).encode().replace(b"@", "д".encode()[:1])
    assert only(body).text == f"{RUSSIAN}\ufffd и “мир”"


def test_what_cannot_be_told_is_no_text() -> None:
    body = rss(item("<description>@</description>")).encode().replace(b"@", bytes(range(0x80, 0x100)))
    with pytest.raises(ParseError, match="encoding cannot be told"):
        read(body)


# ── broken and foreign ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: "\n\n  " + text, id="blanks before the declaration"),
        pytest.param(lambda text: text.replace("</channel></rss>", ""), id="cut short"),
        pytest.param(lambda text: text.replace("It sank", "It &#11;\x0bsank"), id="characters XML does not allow"),
        pytest.param(lambda text: text.replace("</item>", "<media:x>a & b</media:x></item>"), id="no proper XML"),
        pytest.param(lambda text: "<!DOCTYPE rss [<!ENTITY a 'b'>]>" + text.removeprefix('<?xml version="1.0"?>'), id="a document type"),
    ],
)
def test_reads_what_is_not_quite_xml(spoil: object) -> None:
    assert callable(spoil)
    article = only(spoil(rss(item("<description>It sank.</description>"))))
    assert (article.title, article.text) == ("Ferry sinks", "It sank.")


def test_blanks_without_end_cost_no_time() -> None:
    assert only(rss(item(f"<description>One.{chr(10)}{' ' * 9}{(chr(10) + ' ') * 200_000}Two.</description>"))).text == "One.\n\nTwo."


def test_reads_gzip() -> None:
    assert only(gzip.compress(rss(item()).encode())).title == "Ferry sinks"


def test_a_feed_without_items() -> None:
    assert read(rss("")).articles == ()


def test_the_desk_knows_the_language_better() -> None:
    parsed = read(rss(item()), feed=Feed(FEED.url, "Anker Post", language="pt-BR"))
    assert (parsed.language, read(rss(item())).language) == ("pt", "en")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"<!doctype html><html><body><item>x</item></body></html>", "a web page, not a feed", id="a web page"),
        pytest.param(b"Not found", "not a feed", id="words"),
        pytest.param(b'{"error": 1}', "not a feed", id="other JSON"),
        pytest.param(b"{" * 100_000, "not a feed", id="deep JSON"),
        pytest.param(b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", "not a feed", id="other XML"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "not a feed|encoding", id="a picture"),
        pytest.param(gzip.compress(b"\0" * 40_000_000), "larger than any feed", id="a bomb"),
    ],
)
def test_no_feed(body: bytes, why: str) -> None:
    with pytest.raises(ParseError, match=why) as caught:
        read(body)
    assert caught.value.url == FEED.url


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_give_a_feed_or_a_parse_error(noise: bytes, inside: bool) -> None:
    body = rss(item("<description>@</description>")).encode().replace(b"@", noise) if inside else noise
    articles: tuple[Article, ...] = ()
    with contextlib.suppress(ParseError):
        articles = read(body).articles
    assert all("\0" not in article.title + article.text for article in articles)
