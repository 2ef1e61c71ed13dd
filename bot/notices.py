"""From what a delivery carries to pages, and from pages to notices: what goes out through the outbox beside the editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot import render
from bot.profile import view_of
from bot.render import Page
from digests.ledger.codec import decode, encode
from digests.model import Digest, Notice

__all__ = ["ONCE", "notice", "pages_of", "write"]

#: kinds that stand twice with more harm than they are missed once: a page whose outcome is unknown is not sent again
ONCE = frozenset({"broadcast"})


@dataclass(frozen=True, slots=True)
class _Body:
    """What a notice's body holds."""

    pages: tuple[Page, ...]


def notice(kind: str, key: str, pages: Iterable[Page], *, topic: str = "", until: datetime | None = None) -> Notice:
    """A notice that says these pages, for ``Outbox.post``.

    ``kind``: "reminder", "broadcast", ...; with ``key`` it is what a recipient gets once. ``topic``: the slug of the one it is
    about, "" for none. ``until``: past this moment it is of no use, and lapses unsent.
    """
    return Notice(kind, key, encode(_Body(tuple(pages))), topic, kind not in ONCE, until)


def pages_of(notice: Notice | None) -> tuple[Page, ...]:
    """The pages of a notice. Raises ValueError where they cannot be read."""
    return () if notice is None else decode(_Body, notice.body).pages


def write(digest: Digest, profile: Mapping[str, str], zone: tzinfo) -> tuple[Page, ...]:
    """An edition as a reader with this profile gets it; ``zone``: the desk's, where the reader has none of its own."""
    view = view_of(profile, digest.composed, zone)
    return render.simple(render.digest(digest, view), view)
