"""Pages to articles."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from digests.errors import ParseError
from digests.wire.fulltext import read

URL = "https://anker.example/news/7"
FIRST = "The ferry Aurora sank off Port Anker on Monday night, and rescuers took 41 people & two dogs from the water, the coast guard said."
SECOND = "Nobody knows yet why it sank. The owner declined to comment, and an inquiry will begin on Thursday in the harbour office."
THIRD = "“We heard a bang <and> then nothing,” said a passenger, who had been asleep on the upper deck with her two children."


def page(*paragraphs: str, head: str = "", lang: str = "en-GB") -> str:
    body = "".join("<p>" + p.replace("&", "&amp;").replace("<", "&lt;") + "</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="{lang}"><head>'
        f'<title>Ferry sinks | Anker</title><meta property="og:title" content="Ferry sinks">{head}</head>'
        f"<body><nav><a href='/'>Home</a><a href='/sport'>Sport</a></nav><article><h1>Ferry sinks</h1>{body}</article>"
        "<footer>© Anker Post</footer></body></html>"
    )


def test_an_article() -> None:
    found = read(page(FIRST, SECOND, THIRD).encode(), URL, "text/html; charset=utf-8")
    assert found.title == "Ferry sinks"
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert (found.language, found.published, found.timed, found.day) == ("en", None, False, None)


@pytest.mark.parametrize(
    ("head", "published", "day", "timed"),
    [
        pytest.param(
            '<meta property="article:published_time" content="2026-03-01T23:30:00-05:00">',
            datetime(2026, 3, 2, 4, 30, tzinfo=UTC),
            date(2026, 3, 1),
            True,
            id="meta",
        ),
        pytest.param("<meta content='2026-03-01' name='date'>", datetime(2026, 3, 1, tzinfo=UTC), date(2026, 3, 1), False, id="a day"),
        pytest.param(
            '<script type="application/ld+json">'
            + json.dumps({"@graph": [{"@type": ["NewsArticle"], "datePublished": "2026-03-01T10:00:00Z"}, {"@type": "Person"}]})
            + "</script><meta name='date' content='2026-03-01'>",
            datetime(2026, 3, 1, 10, tzinfo=UTC),
            date(2026, 3, 1),
            True,
            id="linked data",
        ),
        pytest.param(
            '<script type="application/ld+json">{broken</script><meta name="date" content="2026-03-01">'
            '<meta property="article:published_time" content="2026-03-01T08:00Z">',
            datetime(2026, 3, 1, 8, tzinfo=UTC),
            date(2026, 3, 1),
            True,
            id="the one with an hour",
        ),
    ],
)
def test_when_it_was_published(head: str, published: datetime, day: date, timed: bool) -> None:
    found = read(page(FIRST, SECOND, THIRD, head=head).encode(), URL)
    assert (found.published, found.day, found.timed) == (published, day, timed)


def test_an_encoding_declared_in_the_page() -> None:
    words = "Le président a été prévenu dès août à l’Élysée, où la réunion s’est achevée tôt. " * 4
    found = read(page(words, lang="fr", head='<meta charset="iso-8859-1">').encode("cp1252"), URL)
    assert (found.text, found.language) == (words.strip(), "fr")


LOCKED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'


@pytest.mark.parametrize(
    ("body", "content_type", "why"),
    [
        pytest.param(page("It sank."), "", r"only \d+ characters", id="too short"),
        pytest.param(page(FIRST, "Subscribe to continue reading. Already a subscriber? Log in."), "", "paywall", id="a wall, in words"),
        pytest.param(page(FIRST, SECOND, head=LOCKED), "", "paywall", id="a wall, in linked data"),
        pytest.param(
            page("Before you continue to Anker Post", "We and our partners use cookies."), "", "consent", id="a question of consent"
        ),
        pytest.param(page("Please enable JS and disable any ad blocker"), "", "who we are", id="a test for robots"),
        pytest.param("", "", "not a web page", id="nothing"),
        pytest.param("{}", "application/json", r"not a web page \(application/json\)", id="JSON"),
        pytest.param("%PDF-1.7", "", "not a web page", id="a document"),
    ],
)
def test_no_article(body: str, content_type: str, why: str) -> None:
    with pytest.raises(ParseError, match=why) as caught:
        read(body.encode(), URL, content_type)
    assert caught.value.url == URL


def test_a_whole_article_that_speaks_of_subscribers_is_one() -> None:
    long = tuple(f"{n}. {FIRST} {SECOND}" for n in range(8))
    assert read(page(*long, "Already a subscriber? Log in.").encode(), URL).text.startswith("0. The ferry")
