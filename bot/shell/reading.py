"""``dateline extract``, ``digest`` and ``inspect``: what is read out of articles, without a desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import click

from bot.shell.input import Lines, opened, progress
from digests import rows
from digests.errors import ArticleError, InputError
from digests.model import Article

_PUBLISHED = click.option("--published", metavar="DATE", help="Date for articles that state none (ISO day or time); plain text needs it.")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@_PUBLISHED
@click.pass_context
def extract(ctx: click.Context, files: tuple[str, ...], published: str | None) -> None:
    """Read articles (JSON lines; standard input without FILE) and write their key points as JSON lines.

    In: id, title, text, published, source, url. Out: id, deadlines, casualties, positions, each item with its quote.
    Lines that are no article are told with their number and skipped; the exit status is then 1.
    """
    from digests.extract import read

    lines = Lines(files, published)
    for article in progress(lines, "articles read"):
        click.echo(json.dumps(rows.facts(article, read(article)), ensure_ascii=False))
    ctx.exit(lines.status)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_PUBLISHED
@click.option("--title", default="Digest", show_default=True, help="Headline of the digest.")
@click.pass_context
def digest(ctx: click.Context, files: tuple[str, ...], published: str | None, title: str) -> None:
    """Print the digest of some articles: JSON lines, or a plain text file with --published (first line: headline)."""
    from bot.shell.telling import hourless, read_all, show_digest
    from digests.compose import compose
    from digests.story import tell

    lines = Lines(files, published)
    readings = read_all(lines)
    if not readings:
        raise InputError(", ".join(files), "no article in it")
    now = max(r.learned for r in readings)
    found = compose(tell("digest", readings, now), title, {}, now, bounded=False)
    if found:
        show_digest(found, hourless=hourless(readings, now))
    else:
        click.echo("Nothing to tell: no deadline, no casualties and no position was found.")
    ctx.exit(lines.status)


@click.command()
@click.argument("layer", type=click.Choice(["dates", "statements", "sentences"]))
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.pass_context
def inspect(ctx: click.Context, layer: str, files: tuple[str, ...]) -> None:
    """Write what one LAYER of the reading sees in each text, as JSON lines.

    In: id, text, and dct (the day the text was written). Out: id, pred. Offsets are indices into text.
    dates: start, end, value, calendar days only. statements: source, content_start, content_end. sentences: start, end.
    """
    look = {"dates": _dates, "statements": _statements, "sentences": _sentences}[layer]
    bad = 0
    for row in progress(_texts(files), "texts read"):
        if isinstance(row, ArticleError):
            bad += 1
            click.echo(f"dateline: skipped {row}", err=True)
            continue
        click.echo(json.dumps({"id": row["id"], "pred": look(row)}, ensure_ascii=False))
    ctx.exit(1 if bad else 0)


def _texts(files: tuple[str, ...]) -> Iterator[dict[str, Any] | ArticleError]:
    for name in files or ("-",):
        where = name if name != "-" else "standard input"
        with opened(name) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _text(line, where, number)


def _text(line: bytes, where: str, number: int) -> dict[str, Any] | ArticleError:
    try:
        row = json.loads(line)
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            return ArticleError(where, number, "no “text”")
        told = row.get("dct") or row.get("published")
        day = rows.moment(str(told))[1] if told else None
    except (ValueError, RecursionError) as error:
        return ArticleError(where, number, str(error) or "not JSON")
    return {"id": row.get("id", number), "text": row["text"], "day": day, "where": where, "line": number}


def _article(row: dict[str, Any]) -> Article:
    """The bare text as an article without a headline; its offsets count two letters later than the text's own."""
    day: date = row["day"] or date(1970, 1, 1)
    return Article(str(row["id"]), "", row["text"], datetime(day.year, day.month, day.day, tzinfo=UTC), "", day=day, timed=False)


def _dates(row: dict[str, Any]) -> list[dict[str, Any]]:
    from digests.text import dates

    if row["day"] is None:
        click.echo(f"dateline: {row['where']}:{row['line']}: no “dct”: relative days cannot be read without one", err=True)
        return []
    found = dates.find(row["text"], row["day"])
    return [
        {"start": m.start, "end": m.end, "value": m.value} for m in found if len(m.value) == 10 and m.granularity is dates.Granularity.DAY
    ]


def _statements(row: dict[str, Any]) -> list[dict[str, Any]]:
    from digests.text.document import Document

    document = Document(_article(row))
    shift = len(document.content) - len(row["text"])
    told = []
    for s in document.statements:
        source = document.content[s.source_start : s.source_end] if s.source_start is not None else None
        told.append({"source": source, "content_start": s.content_start - shift, "content_end": s.content_end - shift})
    return told


def _sentences(row: dict[str, Any]) -> list[dict[str, Any]]:
    from digests.text import sentences

    return [{"start": s.start, "end": s.end} for s in sentences.split(row["text"])]
