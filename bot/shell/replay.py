"""``dateline replay``: a past story read again, the clock set to each article, and the account told at the end."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import click

from bot.shell.input import Lines, progress
from digests import account, rows
from digests.compose import compose
from digests.errors import InputError
from digests.model import Digest, Reading, Told
from digests.story import Account, tell


@click.command()
@click.argument("file", metavar="ARTICLES.jsonl")
@click.option("--json", "as_json", is_flag=True, help="Write the account as one JSON object.")
@click.option("--every", type=click.Choice(["article", "day"]), help="Print each digest that would have been posted on the way.")
@click.option("--as-of", "as_of", metavar="TIME", help="Tell the story as it stood then (ISO day, meaning its end, or ISO time).")
@click.option("--title", default=None, help="Title of the story; the file's name where not given.")
@click.pass_context
def replay(ctx: click.Context, file: str, as_json: bool, every: str | None, as_of: str | None, title: str | None) -> None:
    """Read a story's articles in order of publication, the clock set to each, and tell the story at the end."""
    from bot.shell.telling import hourless, read_all, show_digest, show_story

    lines = Lines([file])
    readings = read_all(progress(lines, "articles read"))
    until = _moment(as_of) if as_of else None
    readings = [r for r in readings if until is None or r.learned <= until]
    if not readings:
        raise InputError(file, "no article in it" if until is None else "no article by that time")
    ident = Path(file).name.split(".")[0] if file != "-" else "story"
    now = until or readings[-1].learned
    if every:
        for told in digests(readings, title or ident, every):
            if as_json:
                click.echo(json.dumps(_digest_row(told), ensure_ascii=False))
            else:
                show_digest(told, hourless=hourless(readings, told.composed))
    story = tell(ident, readings, now)
    if as_json:
        ids = {r.article.key: r.article.id for r in readings}
        click.echo(json.dumps(account.row(story, ident, [r.article.id for r in readings], ids), ensure_ascii=False, indent=1))
    else:
        show_story(story, title or ident, hourless=until is None and hourless(readings, now))
    ctx.exit(lines.status)


def digests(readings: list[Reading], title: str, every: str) -> Iterator[Digest]:
    """The digests a subscriber of the first hour would have been sent, after each article or at the end of each day."""
    told: Told = {}
    edition: str | None = None
    account, waiting = Account("replay"), deque(readings)
    for now in _ticks(readings, every):
        while waiting and waiting[0].learned <= now:
            account.learn([waiting.popleft()])
        found = compose(account.tell(now), title, told, now, edition)
        if found:
            told, edition = found.told, found.edition
            yield found


def _ticks(readings: list[Reading], every: str) -> list[datetime]:
    if every == "article":
        return [r.learned for r in readings]
    first, last = readings[0].learned.date(), readings[-1].learned.date()
    return [datetime.combine(first + timedelta(days=n), time(23, 59), UTC) for n in range((last - first).days + 1)]


def _digest_row(digest: Digest) -> dict[str, Any]:
    return {
        "composed": digest.composed.isoformat(),
        "points": [
            {
                "kind": p.kind.value,
                "thread": p.thread,
                "before": p.before,
                "why": p.why,
                "weight": round(p.weight, 3),
                "quotes": [e.sentence.text for e in p.evidence],
            }
            for p in digest.points
        ],
        "left_out": digest.left_out,
    }


def _moment(told: str) -> datetime:
    try:
        at, day, timed = rows.moment(told)
    except ValueError:
        raise InputError("--as-of", f"neither an ISO day nor an ISO time: {told!r}") from None
    return at if timed else datetime.combine(day, time(23, 59, 59), UTC)
