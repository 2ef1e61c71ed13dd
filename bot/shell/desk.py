"""The acts of the desk from a shell: ``dateline feeds``, ``topics``, ``chats`` and the rest, made of the one table.

Tables on a terminal, JSON with ``--json`` and in a pipe. What is grave is asked back on a terminal, and needs ``--yes`` elsewhere.
"""

from __future__ import annotations

import asyncio
import getpass
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from bot.desk.acts import Act, Answer, Call, Floor, given
from bot.desk.table import ROOMS, chosen, room
from digests.errors import InputError

__all__ = ["GROUPS"]


class _Room(click.Group):
    """A room's acts as subcommands; what it does by itself without any, also where it is given words that are no verb."""

    def __init__(self, name: str) -> None:
        own = [act for act in room(name) if act.where != "chat"]
        # A room that does nothing by itself lists what it holds.
        self._alone = next((act for act in own if not act.verb), None) or next((act for act in own if act.verb == "list"), None)
        super().__init__(
            name,
            help=_sentence(ROOMS[name]) + (f" By itself: {self._alone.help}." if self._alone else ""),
            invoke_without_command=True,
            callback=self._by_itself,
            params=_options(),
        )
        for act in own:
            if act.verb:
                self.add_command(_command(act))

    def _by_itself(self, **options: Any) -> None:
        if click.get_current_context().invoked_subcommand is None:
            act = self._alone or chosen(self.name or "", (), "shell")[0]
            _run(act, (), **options)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            act, _ = chosen(self.name or "", args, "shell")
            return act.name, _command(act), args
        return super().resolve_command(ctx, args)


def _options() -> list[click.Parameter]:
    return [
        click.Option(["--json", "as_json"], is_flag=True, help="One JSON value instead of a table; the default in a pipe."),
        click.Option(["--yes", "-y"], is_flag=True, help="Do what would be asked back."),
        click.Option(["--database"], type=click.Path(path_type=Path, dir_okay=False), help="Another ledger than DATELINE_DATABASE."),
    ]


def _command(act: Act) -> click.Command:
    def callback(words: tuple[str, ...] = (), **options: Any) -> None:
        _run(act, words, **options)

    told = " ".join(f"[{p.name}]" if p.optional else p.name for p in act.parameters)
    arguments: list[click.Parameter] = [click.Argument(["words"], nargs=-1, metavar=told)] if told else []
    return click.Command(act.verb or act.room, callback=callback, params=[*arguments, *_options()], help=_sentence(act.help))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _run(act: Act, words: Sequence[str], as_json: bool, yes: bool, database: Path | None) -> None:
    found, missing = given(act, words)
    if missing is not None:
        raise InputError(act.name, f"{missing.name} is missing; it is used as: dateline {act.usage}")
    asyncio.run(_act(act, found, as_json or not sys.stdout.isatty(), yes, database))


async def _act(act: Act, words: dict[str, str], as_json: bool, yes: bool, database: Path | None) -> None:
    async with standing(database) as floor:
        call = Call(f"shell:{_user()}", words, yes)
        answer = await act.run(floor, call)
        if answer.confirm:
            _show(answer, as_json=False)
            if not sys.stdin.isatty():
                raise InputError(act.name, "nothing was done: it asks back first; add --yes to do it")
            if not click.confirm(f"{answer.confirm}?", err=True):
                click.echo("Left as it is.", err=True)
                return
            answer = await act.run(floor, Call(call.who, words, True))
        _show(answer, as_json)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return "operator"


@asynccontextmanager
async def standing(database: Path | None = None) -> AsyncIterator[Floor]:
    """The desk of the settings, without a bot: a token is not needed. A bot that runs on the same ledger goes on."""
    from bot import settings
    from digests.clock import SystemClock
    from digests.ledger import LedgerThread
    from digests.pipeline import Pipeline
    from digests.wire.fetch import Fetcher

    known = settings.read_for_desk(database)
    clock = SystemClock()
    if not known.database.exists():
        raise InputError(str(known.database), "there is no ledger here yet; the bot makes it at its first start (dateline run)")
    ledger = LedgerThread(known.database, clock)
    ledger.start()
    try:
        async with Fetcher(allow_private=known.allow_private_feeds) as fetcher:
            yield Floor(ledger, Pipeline(ledger, fetcher, clock, interval=timedelta(minutes=known.refresh_minutes)), clock, known)
    finally:
        ledger.close()


def _show(answer: Answer, as_json: bool) -> None:
    if answer.raw:
        click.echo(answer.raw, nl=False)
        return
    if as_json:
        record = answer.record
        if record is None:
            rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
            record = rows if answer.columns else {"told": " ".join(answer.lines)}
        click.echo(json.dumps(record, ensure_ascii=False, indent=None if not sys.stdout.isatty() else 2))
        return
    from rich.table import Table

    from bot.shell import screen

    out = screen.console()
    for line in answer.lines:
        out.print(line, markup=False)
    if answer.rows:
        told = [n for n in range(len(answer.columns)) if any(_cell(row[n]) for row in answer.rows)]
        table = Table(*(answer.columns[n].replace("_", " ") for n in told), box=None, pad_edge=False, header_style="bold")
        for row in answer.rows:
            table.add_row(*(_cell(row[n]) for n in told))
        out.print(table)
    for page in answer.pages:
        out.print(screen.page(page))


def _cell(value: object) -> str:
    """A value as a table shows it: nothing, no and none are left empty, and a column of them is left out."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value in (None, 0) else str(value)


GROUPS = tuple(_Room(name) for name in ROOMS)
