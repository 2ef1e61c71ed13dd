"""What a message shows, kept beside its id: enough to make the same page again, and to know whether it is the same still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.render import Page
from digests.ledger.codec import decode, encode
from digests.model import Digest, KeyPoint, key_of

__all__ = ["Corrected", "Shown", "as_shown", "mark_of", "read"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A line that was corrected in its place."""

    thread: str
    edition: str  #: the edition that holds the correction


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of an edition in a chat."""

    mark: str  #: of the page as it stands there
    page: int = 0  #: which of the edition's pages
    #: the threads whose lines it was made of; None: all of the edition's
    threads: tuple[str, ...] | None = None
    corrected: tuple[Corrected, ...] = ()

    def text(self) -> str:
        """As it is kept."""
        return encode(self)


def mark_of(page: Page) -> str:
    """Equal for pages that look the same."""
    return key_of(page.html)


def read(text: str) -> Shown | None:
    """What ``Shown.text`` wrote; None where nothing was kept, or a later version kept it otherwise."""
    if not text:
        return None
    try:
        return decode(Shown, text)
    except ValueError:
        return None


def as_shown(digest: Digest, shown: Shown, corrections: Mapping[str, KeyPoint]) -> Digest:
    """The edition that a message is a page of, with the lines corrected in it so far and ``corrections`` (by thread) in their places."""
    points = (point for point in digest.points if shown.threads is None or point.thread in shown.threads)
    return replace(digest, points=tuple(corrections.get(point.thread, point) for point in points))
