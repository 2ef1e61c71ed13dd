"""What a newsroom prints: feeds and pages as text, and the story files its articles come from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as xml

from digests.errors import ArticleError, InputError
from digests.model import Article
from digests.text import sentences

__all__ = ["feed", "page", "story"]


def feed(outlet: str, home: str, articles: Iterable[tuple[Article, str]]) -> str:
    """An RSS 2.0 feed of articles, each with the address of its page, in the order given."""
    items = "".join(_item(article, url) for article, url in articles)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n'
        f"<title>{xml(outlet)}</title><link>{xml(home)}</link><description>News from {xml(outlet)}</description>"
        f"<language>en</language><ttl>10</ttl>\n{items}</channel></rss>\n"
    )


def _item(article: Article, url: str) -> str:
    return (
        f"<item><title>{xml(article.title)}</title><link>{xml(url)}</link>"
        f'<guid isPermaLink="false">{xml(article.id)}</guid>{_dated(article)}'
        f"<description>{xml(escape(_teaser(article.text), quote=False))}</description></item>\n"
    )


def _dated(article: Article) -> str:
    if not article.timed:
        return f"<dc:date>{article.anchor.isoformat()}</dc:date>"
    return f"<pubDate>{format_datetime(article.published)}</pubDate>"


def _teaser(text: str) -> str:
    """The first sentence or two of an article, inside its first paragraph."""
    opening = text.strip().split("\n", 1)[0]
    return " ".join(span.text for span in sentences.split(opening)[:2])


def page(article: Article) -> str:
    """An article's page as HTML, with the whole text."""
    paragraphs = "\n".join(f"<p>{escape(p.strip(), quote=False)}</p>" for p in re.split(r"\n\s*\n", article.text) if p.strip())
    moment = article.published.isoformat() if article.timed else article.anchor.isoformat()
    return f"""<!doctype html>
<html lang="{escape(article.language)}">
<head><meta charset="utf-8"><title>{escape(article.title)} | {escape(article.source)}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{escape(article.title)}">
<meta property="article:published_time" content="{moment}"></head>
<body><header><nav><a href="/">{escape(article.source)}</a></nav></header>
<main><article><h1>{escape(article.title)}</h1>
{paragraphs}
</article></main>
<footer>© {escape(article.source)}</footer></body></html>
"""


def story(path: Path) -> tuple[Article, ...]:
    """The articles of a story's JSON lines, in their order. Raises InputError, and ArticleError with the line."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"it cannot be read: {error}") from error
    return tuple(_article(str(path), number, line) for number, line in enumerate(lines, 1) if line.strip())


def _article(where: str, number: int, line: str) -> Article:
    try:
        record = json.loads(line)
        moment = datetime.fromisoformat(record["published"])
        return Article(
            id=str(record["id"]),
            title=str(record["title"]),
            text=str(record["text"]),
            source=str(record["source"]),
            published=moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC),
            url=str(record.get("url", "")),
            day=moment.date(),
            timed=len(record["published"]) > len("2026-01-30"),
            language=str(record.get("language", "en")),
        )
    except KeyError as error:
        raise ArticleError(where, number, f"it has no {error.args[0]!r}") from error
    except (ValueError, TypeError) as error:
        raise ArticleError(where, number, f"it is no article: {error}") from error
