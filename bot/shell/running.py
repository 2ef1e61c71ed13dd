"""``dateline run``, ``chat``, ``demo`` and ``check``: the desk at work, and whether it can."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import click

from bot.language import SOURCE, codes

_language = click.option(
    "--language", type=click.Choice(codes()), default=SOURCE, show_default=True, help="What the reader's Telegram speaks."
)


@click.command()
@click.pass_context
def run(ctx: click.Context) -> None:
    """Run the bot on Telegram by long polling, until it is told to stop. TELEGRAM_BOT_TOKEN holds the bot's token."""
    from bot.__main__ import main

    ctx.exit(main())


@click.command()
@click.option("--database", type=click.Path(path_type=Path, dir_okay=False), help="Ledger to use and keep; one of its own otherwise.")
@click.option(
    "--sample", is_flag=True, help="Read the sample story that ships with Dateline instead of the desk's feeds; needs no network."
)
@_language
def chat(database: Path | None, sample: bool, language: str) -> None:
    """Talk to the bot in this terminal, without Telegram: typed commands, buttons as numbers."""
    from bot.shell import screen
    from bot.shell.talk import talk

    with tempfile.TemporaryDirectory(prefix="dateline-chat-") as folder:
        try:
            asyncio.run(talk(screen.console(), database or Path(folder) / "chat.sqlite", sample, language))
        except KeyboardInterrupt:
            click.echo()


@click.command()
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Folder to leave the demo's ledger in.")
@_language
def demo(keep: Path | None, language: str) -> None:
    """Play several days of a sample story on this machine alone: feeds, reading, ledger, digests, chat."""
    from bot.shell import screen
    from bot.shell.demo import play

    asyncio.run(play(screen.console(), keep, language=language))


@click.command()
@click.option("--markdown", "page", is_flag=True, help="Write the table of docs/settings.md instead.")
@click.option("--json", "as_json", is_flag=True, help="One JSON value instead of a table; the default in a pipe.")
def settings(page: bool, as_json: bool) -> None:
    """Show every setting: what holds now, its default, and what it is for. Secrets are not shown."""
    import json
    import sys

    from rich.table import Table

    from bot import settings as reading
    from bot.listing import listed, markdown
    from bot.shell import screen

    if page:
        click.echo(markdown(), nl=False)
        return
    known = reading.read_for_desk()
    values = {str(field.validation_alias): getattr(known, name) for name, field in type(known).model_fields.items()}
    rows = []
    for one in listed():
        value = "" if values[one.name] in (None, "", frozenset()) else "set, not shown" if one.secret else values[one.name]
        shown = ",".join(map(str, sorted(value))) if isinstance(value, frozenset) else str(value)
        shown = shown.lower() if isinstance(value, bool) else shown
        if one.needed and reading.is_missing(one.name):
            shown = "NOT SET"
        rows.append((one.name, shown, "must be set" if one.needed else one.default, one.what))
    if as_json or not sys.stdout.isatty():
        click.echo(json.dumps([dict(zip(("name", "value", "default", "what"), row, strict=True)) for row in rows], ensure_ascii=False))
        return
    table = Table("setting", "holds now", "default", "what", box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    screen.console().print(table)


@click.command()
@click.option("--offline", is_flag=True, help="Look at settings, desk and ledger alone; ask no server.")
@click.option("--settings", "alone", is_flag=True, help="Look at settings and desk alone: for a release phase, which sees no volume.")
@click.pass_context
def check(ctx: click.Context, offline: bool, alone: bool) -> None:
    """Say whether the bot could run as it is set: token, owners, ledger, backups, feeds, clock; and what a start would do.

    Exit status: 0 where all is well, 2 where a setting is wrong and starting again would not mend it, 1 where anything else is.
    """
    from bot.__main__ import MISSET, TROUBLE
    from bot.shell.checking import look

    findings = asyncio.run(look(offline, alone))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.well else 'NOT '} {finding.what}: {finding.told}")
    ctx.exit(0 if all(f.well for f in findings) else MISSET if any(f.misset for f in findings) else TROUBLE)
