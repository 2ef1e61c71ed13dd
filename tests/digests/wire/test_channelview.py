"""A Telegram channel's public view as a feed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digests.errors import ParseError
from digests.model import Feed
from digests.wire.channelview import address
from digests.wire.parse import parse
from tests.fakes.desk import NOON

FEED = Feed("https://t.me/s/keldwire", "Keld Wire")


def view(*messages: str) -> bytes:
    head = '<div class="tgme_channel_info_header_title"><span dir="auto">Keld Wire</span></div>'
    return f"<html><body>{head}<section>{''.join(messages)}</section></body></html>".encode()


def message(number: int, text: str, at: str = "2026-03-02T09:30:00+02:00", before: str = "") -> str:
    body = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>' if text else ""
    dated = f'<a class="tgme_widget_message_date" href="https://t.me/keldwire/{number}"><time datetime="{at}">09:30</time></a>'
    return f'<div class="tgme_widget_message js-widget_message" data-post="keldwire/{number}">{before}{body}{dated}</div>'


def test_messages_are_whole_articles_newest_first() -> None:
    long = "The truce on the Arn holds, the mayor of Keld said on Monday. " + "Nobody was hurt in the night, and the ferries sail. " * 5
    quoted = '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">An older word</div></a>'
    body = view(
        message(1, "<b>Ferry sails again</b><br/><br/>It left Keld at <i>noon</i>, with all aboard.", before=quoted),
        message(2, ""),
        message(3, long, "2026-03-02T10:00:00+00:00"),
    )
    parsed = parse(body, FEED, content_type="text/html", now=NOON)
    newest, first = parsed.articles
    assert (parsed.title, len(parsed.articles)) == ("Keld Wire", 2)
    assert (first.title, first.text) == ("Ferry sails again", "It left Keld at noon, with all aboard.")
    assert (first.id, first.url, first.teaser) == ("keldwire/1", "https://t.me/keldwire/1", False)
    assert first.published == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert newest.title == "The truce on the Arn holds, the mayor of Keld said on Monday."
    assert newest.text.startswith("Nobody was hurt")
    assert newest.language == "en"


def test_what_a_message_says_is_text() -> None:
    (article,) = parse(view(message(1, "5 &lt; 6 &amp;&amp; Keld &gt; Arn, says the mayor")), FEED, now=NOON).articles
    assert article.title == "5 < 6 && Keld > Arn, says the mayor"


def test_a_page_that_is_no_channel() -> None:
    with pytest.raises(ParseError, match="web page"):
        parse(b"<html><body>If you have Telegram, you can contact Ada</body></html>", FEED, now=NOON)


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://t.me/keldwire", "https://t.me/s/keldwire"),
        ("http://www.t.me/keldwire/123", "https://t.me/s/keldwire"),
        ("https://telegram.me/s/keldwire?before=5", "https://t.me/s/keldwire"),
        ("https://t.me/joinchat/abc", "https://t.me/joinchat/abc"),
        ("https://t.me/+abc", "https://t.me/+abc"),
        ("https://t.me/", "https://t.me/"),
        ("https://keld.example/keldwire", "https://keld.example/keldwire"),
    ],
)
def test_address(url: str, feed: str) -> None:
    assert address(url) == feed
