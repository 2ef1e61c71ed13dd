"""``dateline restore``: a backup put in the ledger's place, and proof that it is whole."""

from __future__ import annotations

import getpass
import sys
from contextlib import suppress
from pathlib import Path

import click

from digests.errors import InputError

__all__ = ["restore"]


@click.command()
@click.argument("backup", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--database", type=click.Path(path_type=Path, dir_okay=False), help="Another ledger than DATELINE_DATABASE.")
@click.option("--yes", "-y", is_flag=True, help="Do it without asking back.")
def restore(backup: Path, database: Path | None, yes: bool) -> None:
    """Put BACKUP in the ledger's place. The bot must not run; what stands there is kept beside it.

    The backup is checked before and after: the whole file, that it holds together, and the number of rows. A backup that a newer
    Dateline wrote is refused. Another token may be set afterwards: every subscription stays.
    """
    from bot import settings
    from bot.instance import Instance
    from digests.clock import SystemClock
    from digests.ledger import Ledger
    from digests.ledger.backup import check
    from digests.ledger.backup import restore as put_back
    from digests.model import Act

    ledger = database or settings.read_for_desk().database
    counts = check(backup)
    now = SystemClock().now()
    instance = Instance(ledger)
    instance.take(now, wait=0)
    try:
        click.echo(f"{backup} is whole: {_told(counts)}", err=True)
        if ledger.exists() and not yes:
            if not sys.stdin.isatty():
                raise InputError("restore", f"nothing was done: {ledger} stands in its place; add --yes to put the backup there")
            if not click.confirm(f"Put it in the place of {ledger}?", err=True):
                click.echo("Left as it is.", err=True)
                return
        done = put_back(backup, ledger, now)
        opened = Ledger.open(ledger, now)
        try:
            user = "operator"
            with suppress(OSError, KeyError):
                user = getpass.getuser()
            opened.write_audit(Act(now, f"shell:{user}", "restore", backup.name, _told(done.after)))
        finally:
            opened.close()
    finally:
        instance.leave()
    click.echo(f"{ledger} holds {_told(done.after)}")
    if done.kept is not None:
        click.echo(f"What stood there is {done.kept}" + (f" ({_told(done.before)})" if done.before else ", and could not be read"))
    click.echo("Start the bot; it goes on from there.")


def _told(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts)
