"""``dateline explain``: what was found in one article, what was nearly found, and why not."""

from __future__ import annotations

from pathlib import Path

import click

from bot.shell.explaining import TASKS
from bot.shell.input import Lines
from digests.errors import InputError
from digests.model import Article

__all__ = ["explain"]

_LISTED = 5  # articles named where one has to be chosen


@click.command()
@click.argument("file")
@click.option("--id", "ident", metavar="ID", help="The article with this id, of a file that holds several.")
@click.option("--number", type=click.IntRange(min=1), metavar="N", help="The N-th article of the file, counted from 1.")
@click.option("--task", "tasks", type=click.Choice(TASKS), multiple=True, help="Look at this task alone (may be given again).")
@click.option("--published", metavar="DATE", help="Date for an article that states none (ISO day or time); plain text needs it.")
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="OUT.html", help="Write a page instead.")
@click.pass_context
def explain(
    ctx: click.Context,
    file: str,
    ident: str | None,
    number: int | None,
    tasks: tuple[str, ...],
    published: str | None,
    page: Path | None,
) -> None:
    """Show how one article is read: what was found, what each layer sees, what was nearly found and why not.

    FILE holds articles as JSON lines (choose one with --id or --number), or one as plain text; - is standard input.
    """
    from bot.shell import screen
    from bot.shell.explaining.console import show
    from bot.shell.explaining.page import html
    from bot.shell.explaining.view import view

    lines = Lines((file,), published)
    shown = view(_chosen(list(lines), file, ident, number), tasks or TASKS)
    if page is None:
        show(screen.console(), shown)
    else:
        _write(page, html(shown))
        click.echo(f"{page}: {len(shown.found)} found, {len(shown.missed)} nearly found")
    ctx.exit(lines.status)


def _chosen(articles: list[Article], file: str, ident: str | None, number: int | None) -> Article:
    """The article asked for. Raises InputError where there is none such, or where one has to be chosen."""
    if ident is not None:
        articles = [a for a in articles if a.id == ident]
        if not articles:
            raise InputError(file, f"no article with the id {ident!r}")
    if number is not None:
        if number > len(articles):
            raise InputError(file, f"no article {number}: it holds {len(articles)}")
        return articles[number - 1]
    if not articles:
        raise InputError(file, "no article in it")
    if len(articles) > 1 and ident is None:
        listed = ", ".join(repr(a.id) for a in articles[:_LISTED]) + (", ..." if len(articles) > _LISTED else "")
        raise InputError(file, f"holds {len(articles)} articles: choose one with --number, or --id of {listed}")
    return articles[-1]


def _write(page: Path, text: str) -> None:
    try:
        page.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(str(page), error.strerror or "cannot be written") from error
