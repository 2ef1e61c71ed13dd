"""Rich messages: a server that knows them is strict about their blocks, an older one knows nothing of them."""

from __future__ import annotations

import pytest

from loopback.botapi.errors import Refused
from loopback.botapi.rich import parse_rich


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h3><b>Arn talks</b> · today</h3><p>Two points</p>", "Arn talks · today\nTwo points"),
        ("<ul><li><p>one</p><p>under it</p></li><li>two</li></ul>", "• one\nunder it\n• two"),
        ("<details><summary>Sources</summary><p>“Words” <a href='https://x.example'>there</a></p></details>", "Sources\n“Words” there"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ('<p><tg-time unix="1772323200" format="wdt">Sunday</tg-time></p>', "Sunday"),
        ("<table><tr><th>a</th><td>1</td></tr></table>", "a\n1"),
    ],
)
def test_blocks_are_read(html: str, text: str) -> None:
    assert parse_rich(html).replace("• \n", "• ") == text


@pytest.mark.parametrize(
    "html",
    [
        "",
        "words alone",
        "<p>open",
        "</p>",
        "<script>x</script>",
        "<ul><p>no item</p></ul>",
        "<p><p>nested</p></p>",
        "<li>alone</li>",
        "<details>no summary</details>",
        "<p><a>nowhere</a></p>",
        "<p><tg-time>when</tg-time></p>",
        "<b><p>x</p></b>",
        "<p>x</p>" * 501,
        "<p>" + "x" * 32_769 + "</p>",
        "<blockquote>" * 17 + "</blockquote>" * 17,
    ],
)
def test_what_the_grammar_does_not_have_is_refused(html: str) -> None:
    with pytest.raises(Refused):
        parse_rich(html)
