"""Articles from files, pipes and plain text, with bad lines told and counted, and progress on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from digests import rows
from digests.errors import ArticleError, InputError
from digests.model import Article, key_of


class Lines:
    """Articles of some files (``-`` is standard input) in order; bad ones are told on standard error and counted."""

    def __init__(self, files: Iterable[str], published: str | None = None) -> None:
        self.files = tuple(files) or ("-",)
        self.published = published
        self.bad = 0

    def __iter__(self) -> Iterator[Article]:
        for name in self.files:
            with opened(name) as stream:
                if name != "-" and plain(name):
                    yield text_article(name, stream.read(), self.published)
                    continue
                for found in rows.articles(stream, name if name != "-" else "standard input", self.published):
                    if isinstance(found, ArticleError):
                        self.complain(found)
                    else:
                        yield found

    def complain(self, error: InputError) -> None:
        """Tell of a line that was skipped."""
        self.bad += 1
        click.echo(f"dateline: skipped {error}", err=True)

    @property
    def status(self) -> int:
        """Exit status: 1 where a line was skipped."""
        return 1 if self.bad else 0


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file for reading, or standard input for ``-``. Raises InputError where it cannot be opened."""
    if name == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(name).open("rb"))
        except OSError as error:
            raise InputError(name, error.strerror or "cannot be read") from error
        yield stream


def plain(name: str) -> bool:
    """Whether a file is plain text rather than JSON lines, by its first letter that is no blank."""
    with opened(name) as stream:
        return not stream.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def text_article(name: str, body: bytes, published: str | None) -> Article:
    """A plain text file as an article: its first line is the headline. ``published`` is needed: raises InputError without."""
    if not published:
        raise InputError(name, "a plain text file says no date: give --published 2026-01-30")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(name, f"not UTF-8 at byte {error.start}") from error
    title, _, rest = text.strip().replace("\r\n", "\n").partition("\n")
    if not title:
        raise InputError(name, "the file is empty")
    row = {"id": key_of(text), "title": title.strip(), "text": rest.strip(), "published": published, "source": Path(name).stem}
    return rows.article(row, name, 1)


def progress(items: Iterable[Any], label: str) -> Iterator[Any]:
    """The same items, counted on standard error where that is a terminal; quiet in a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    count = 0
    for item in items:
        yield item
        count += 1
        if count % 10 == 0:
            click.echo(f"\r{label}: {count}", err=True, nl=False)
    if count >= 10:
        click.echo(f"\r{label}: {count}", err=True)
