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
@click.option("--offline", is_flag=True, help="Look at settings, desk and ledger alone; ask no server.")
@click.pass_context
def check(ctx: click.Context, offline: bool) -> None:
    """Say whether the bot could run as it is set: token, admins, database, topics, feeds."""
    from bot.shell.checking import look

    findings = asyncio.run(look(offline))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.well else 'NOT '} {finding.what}: {finding.told}")
    ctx.exit(0 if all(f.well for f in findings) else 1)
