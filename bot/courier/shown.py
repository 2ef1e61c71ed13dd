"""What a message shows, kept beside its id: enough to make the same page again, and to know whether it is the same still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.render import Page
from digests.ledger.codec import decode, encode
from digests.model import Digest, KeyPoint, PointKind, key_of

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
    """The edition that a message is a page of, with ``corrections`` (by thread) in the places of the lines they correct."""
    points: list[KeyPoint] = []
    placed: set[str] = set()
    for point in digest.points:
        if shown.threads is not None and point.thread not in shown.threads:
            continue
        if point.thread not in corrections or point.kind is PointKind.DISPUTED:
            points.append(point)
        elif point.thread not in placed:
            placed.add(point.thread)
            points.append(corrections[point.thread])
    return replace(digest, points=tuple(points))
