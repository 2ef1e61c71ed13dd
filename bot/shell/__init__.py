"""The ``dateline`` command: the desk from a shell."""

from __future__ import annotations

import sys

import click

from bot.shell.desk import GROUPS
from bot.shell.explain import explain
from bot.shell.reading import digest, extract, inspect
from bot.shell.replay import replay
from bot.shell.restoring import restore
from bot.shell.running import chat, check, demo, run, settings
from digests.errors import DatelineError

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline")
def cli() -> None:
    """Keep the ledger of a developing story: deadlines, casualties and positions, each with its sentence."""


for command in (extract, digest, replay, inspect, explain, run, chat, demo, check, settings, restore, *GROUPS):
    cli.add_command(command)


def main() -> None:
    """Run the command line. What Dateline itself refuses is one line on standard error and exit status 2."""
    try:
        cli.main(standalone_mode=True)
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(2)
