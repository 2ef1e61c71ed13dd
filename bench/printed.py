"""Feeds as outlets print them, of our own news: the usual kinds of XML, with their usual habits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from bench import prose

__all__ = ["KINDS"]

_NEWEST = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def _html(number: int, length: int) -> str:
    """A text as the HTML that stands in feeds."""
    text = prose.news(length, seed=number)
    picture = f'<img src="https://meridian.example/pictures/{number}.jpg" alt="" width="640">'
    return picture + "".join(f"<p>{escape(part)} <a href='/topics/{number % 7}'>More</a></p>" for part in text.split("\n\n"))


def _title(number: int) -> str:
    return prose.news(70, seed=10_000 + number).replace("\n", " ").strip()


def _at(number: int) -> datetime:
    return _NEWEST - timedelta(minutes=37 * number)


def _link(number: int) -> str:
    return f"https://meridian.example/2026/03/articles/{number}?utm_source=rss&utm_medium=feed"


def teasers(items: int) -> str:
    """RSS 2.0 with a sentence or two of each article, escaped."""
    body = "".join(
        f"<item><title>{escape(_title(n))}</title><link>{escape(_link(n))}</link>"
        f'<guid isPermaLink="false">meridian-{n}</guid><pubDate>{format_datetime(_at(n))}</pubDate><category>World</category>'
        f'<media:thumbnail url="https://meridian.example/pictures/{n}.jpg" width="240" height="135"/>'
        f"<description>{escape(prose.news(240, seed=n))}</description></item>\n"
        for n in range(items)
    )
    return _rss(body)


def whole(items: int) -> str:
    """RSS 2.0 with each article's whole text in CDATA beside its teaser."""
    body = "".join(
        f"<item><title><![CDATA[{_title(n)}]]></title><link>{escape(_link(n))}</link><dc:creator>Ines Okoro-Lund</dc:creator>"
        f"<guid>{escape(_link(n))}</guid><pubDate>{format_datetime(_at(n))}</pubDate>"
        f"<description><![CDATA[{_html(n, 200)}]]></description><content:encoded><![CDATA[{_html(n, 4_000)}]]></content:encoded></item>\n"
        for n in range(items)
    )
    return _rss(body)


def _rss(items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>\n'
        "<title>Meridian Dispatch</title><link>https://meridian.example/</link><description>News</description>"
        f"<language>en-GB</language><ttl>15</ttl>\n{items}</channel></rss>\n"
    )


def atom(items: int) -> str:
    """Atom with a summary and an HTML content."""
    body = "".join(
        f"<entry><id>tag:arnpost.example,2026:{n}</id><title type='html'>{escape(escape(_title(n)))}</title>"
        f"<link rel='alternate' type='text/html' href='{escape(_link(n))}'/><published>{_at(n).isoformat()}</published>"
        f"<updated>{_at(n).isoformat()}</updated><author><name>Mira Castellan</name></author>"
        f"<summary type='text'>{escape(prose.news(200, seed=n))}</summary>"
        f"<content type='html'>{escape(_html(n, 2_000))}</content></entry>\n"
        for n in range(items)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Arn Post</title>'
        f"<id>tag:arnpost.example,2026:feed</id><updated>{_NEWEST.isoformat()}</updated><link href='https://arnpost.example/'/>\n{body}</feed>\n"
    )


def rdf(items: int) -> str:
    """RSS 1.0, as wire services of the older kind still print it."""
    body = "".join(
        f'<item rdf:about="{escape(_link(n))}"><title>{escape(_title(n))}</title><link>{escape(_link(n))}</link>'
        f"<description>{escape(prose.news(300, seed=n))}</description><dc:date>{_at(n).isoformat()}</dc:date></item>\n"
        for n in range(items)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://keld.example/">'
        f"<title>Keld Wire</title><link>https://keld.example/</link><description>News</description></channel>\n{body}</rdf:RDF>\n"
    )


#: name -> so many items as one feed
KINDS: Mapping[str, Callable[[int], str]] = {"RSS teasers": teasers, "RSS whole texts": whole, "Atom": atom, "RSS 1.0": rdf}
