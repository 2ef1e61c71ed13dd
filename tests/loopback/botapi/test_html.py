"""The HTML grammar: what is read, what is refused and in which words."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback.botapi import Entity, Refused, parse_html
from loopback.botapi.entities import found_in, trimmed, utf16

READ = {
    "every name of bold": ("<b>a</b><strong>b</strong>", "ab", [("bold", "a"), ("bold", "b")]),
    "every name of italic": ("<i>a</i><em>b</em>", "ab", [("italic", "a"), ("italic", "b")]),
    "every name of underline": ("<u>a</u><ins>b</ins>", "ab", [("underline", "a"), ("underline", "b")]),
    "every name of strikethrough": ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", x) for x in "abc"]),
    "both names of spoiler": ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab", [("spoiler", "a"), ("spoiler", "b")]),
    "tags in capitals": ("<B>a</b>", "a", [("bold", "a")]),
    "an end tag without a name": ("<b>a</>", "a", [("bold", "a")]),
    "nesting, the outer first": ("<b>a<i>b</i></b>", "ab", [("bold", "ab"), ("italic", "b")]),
    "an empty tag leaves nothing": ("a<b></b>", "a", []),
    "a surrogate pair counts two units": ("😀<b>x</b>", "😀x", [("bold", "x")]),
    "the four named references": ("&lt;&gt;&amp;&quot;", '<>&"', []),
    "numeric references": ("&#8364;&#x20AC;", "€€", []),
    "other named references stay as they are": ("a&nbsp;b &apos; &mdash;", "a&nbsp;b &apos; &mdash;", []),
    "a bare ampersand": ("Q&A & more", "Q&A & more", []),
    "a blockquote": ("<blockquote>a</blockquote>", "a", [("blockquote", "a")]),
    "an expandable one": ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
    "formatting inside a blockquote": (
        "<blockquote><b>a</b></blockquote>",
        "a",
        [("bold", "a"), ("blockquote", "a")],
    ),
    "nothing stands inside code": ("<code>a<b>b</b></code>", "ab", [("code", "ab")]),
    "a link without an address it can use": ('<a href="nowhere">a</a>', "a", []),
    "tg-time": ('<tg-time unix="1769904000" format="wDT">Feb. 1</tg-time>', "Feb. 1", [("date_time", "Feb. 1")]),
}

REFUSED = {
    "a tag it does not know": ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    "an offset in bytes, not characters": ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
    "a sign of comparison left unescaped": ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
    "never closed": ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    "closed in the wrong order": ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    "closed without being opened": ("x</b>", "Unexpected end tag at byte offset 1"),
    "cut in mid-tag": ("<b>x</b", "Unclosed end tag at byte offset 4"),
    "cut in mid-start": ("x<b", "Unclosed start tag at byte offset 1"),
    "cut in mid-address": ('<a href="http://a', "Unclosed start tag at byte offset 0"),
    "an address without quotes": ("<a href=http://x.org>x</a>", "Unexpected end of name token at byte offset 8"),
    "an attribute without a value": ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    "a span of another class": ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    "a blockquote in a blockquote": ("<blockquote>a<blockquote>b</blockquote></blockquote>", "Nested blockquote at byte offset 13"),
    "tg-time without a time": ("<tg-time>x</tg-time>", 'Tag "tg-time" must have a valid attribute "unix" at byte offset 0'),
    "tg-time in milliseconds": (
        '<tg-time unix="1769904000000">x</tg-time>',
        'Tag "tg-time" must have a valid attribute "unix" at byte offset 0',
    ),
    "tg-time with another format": (
        '<tg-time unix="1769904000" format="x">x</tg-time>',
        "Invalid date-time format specified at byte offset 0",
    ),
    "half a surrogate pair": (
        "&#xD83D;",
        "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_read(name: str) -> None:
    source, text, entities = READ[name]
    found, marked = parse_html(source)
    assert found == text
    assert sorted((e.type, e.of(text)) for e in marked) == sorted(entities)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    source, why = REFUSED[name]
    with pytest.raises(Refused) as caught:
        parse_html(source)
    assert (caught.value.status, caught.value.description) == (400, f"Bad Request: can't parse entities: {why}")


def test_what_an_entity_carries() -> None:
    _, (link, time, code) = parse_html(
        '<a href="https://x.example/?a=1&amp;b=2">l</a><tg-time unix="1769904000" format="r">t</tg-time>'
        '<pre><code class="language-toml">x</code></pre>'
    )
    assert link.url == "https://x.example/?a=1&b=2"
    assert (time.unix_time, time.date_time_format) == (1769904000, "r")
    assert (code.type, code.language) == ("pre", "toml")


def test_no_more_than_a_hundred_entities() -> None:
    assert len(parse_html("<b>x</b> " * 120)[1]) == 100


@given(st.text())
def test_escaped_text_comes_back(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, ())


@given(st.text(alphabet="<>&;/b a=\"'i#x1é😀"))
def test_any_source_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except Refused as refused:
        why = refused.description
    else:
        why = ""
        assert all(entity.length > 0 and entity.of(text) for entity in entities)
    assert not why or why.startswith("Bad Request: can't parse entities: ")


FOUND = {
    "a command": ("/start", [("bot_command", "/start")]),
    "a command with the bot's name": ("/status@dateline_bot sudan", [("bot_command", "/status@dateline_bot")]),
    "a command in mid-sentence": ("try /help now", [("bot_command", "/help")]),
    "a path is no command": ("see /usr/lib", []),
    "a link with a full stop behind": ("See https://x.example/a.", [("url", "https://x.example/a")]),
    "no command inside a link": ("https://x.example/start", [("url", "https://x.example/start")]),
    "a mention and a tag": ("@someone #truce", [("mention", "@someone"), ("hashtag", "#truce")]),
    "a number is no tag": ("#1", []),
    "offsets in UTF-16": ("😀 /help", [("bot_command", "/help")]),
}


@pytest.mark.parametrize("name", FOUND)
def test_found_by_itself(name: str) -> None:
    text, entities = FOUND[name]
    assert [(e.type, e.of(text)) for e in found_in(text)] == entities


@given(st.text(), st.text(alphabet=" \n"), st.text(alphabet=" \n"))
def test_trimming_moves_entities_along(core: str, left: str, right: str) -> None:
    text = f"{left}<{core}>{right}"
    whole = Entity("bold", 0, utf16(text))
    kept, (entity,) = trimmed(text, [whole])
    assert kept == f"<{core}>"
    assert entity.of(kept) == kept
