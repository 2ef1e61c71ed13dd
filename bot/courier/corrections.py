"""Where a correction goes: into the line it corrects, or as an answer to the post that the line stands in.

Which of the two a chat wants is in its profile (``bot.profile``): an answer unless it says "edit". A line is edited only
where its message shows exactly what we would show there; otherwise, and where no post of the line is known, the correction is told as
any news is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.courier.shown import Corrected, Shown, as_shown, mark_of, read
from bot.render import Page
from digests.ledger import Ledger
from digests.model import Digest, KeyPoint, PointKind
from digests.outbox import Outbox, Telling

__all__ = ["Edit", "Found", "Reply", "as_it_stands", "corrected", "find", "replies", "rewrite"]

Write = Callable[[Digest], tuple[Page, ...]]
_LOOK_BACK = 40
#: what the server keeps of a quoted text's styles
_QUOTABLE = re.compile(r"</?(?:b|strong|i|em|u|ins|s|strike|del|tg-spoiler|tg-emoji|tg-time)(?:\s[^>]*)?>")
_TAG = re.compile(r"(<[^>]+>)")
_QUOTE_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """An earlier post that tells of a thread, with the corrections made in it since."""

    telling: Telling
    #: edition -> the points of it
    editions: Mapping[str, Digest]

    def shown(self, number: int) -> Shown | None:
        """What its n-th message shows."""
        return read(self.telling.messages[number].shown)

    def points(self, shown: Shown) -> dict[str, KeyPoint]:
        """The corrections a message carries already, by thread."""
        return {
            one.thread: point
            for one in shown.corrected
            if one.edition in self.editions
            for point in self.editions[one.edition].points
            if point.thread == one.thread and point.kind is PointKind.CORRECTED
        }


@dataclass(frozen=True, slots=True)
class Edit:
    """A message that is to show another page."""

    message: str
    delivery: int  #: the one that posted it
    number: int  #: its page there
    page: Page
    shown: Shown


@dataclass(frozen=True, slots=True)
class Reply:
    """Corrections that are told as an answer to a message; ``quote``: the line, as HTML, "" where it is not known for sure."""

    message: str
    quote: str
    points: tuple[KeyPoint, ...]


def corrected(digest: Digest) -> tuple[KeyPoint, ...]:
    """The points of an edition that take something back."""
    return tuple(point for point in digest.points if point.kind is PointKind.CORRECTED)


def find(ledger: Ledger, recipient: str, digest: Digest, before: int) -> dict[str, Found]:
    """By thread, the newest earlier post at a recipient that tells a line which this edition corrects. In the ledger's thread."""
    wanted = {point.thread for point in corrected(digest)}
    found: dict[str, Found] = {}
    for telling in Outbox(ledger).tellings(recipient, digest.topic, before, _LOOK_BACK):
        threads = {point.thread for point in telling.digest.points if point.kind is not PointKind.CORRECTED}
        here = (wanted & threads) - found.keys()
        if here:
            found |= dict.fromkeys(here, Found(telling, _editions(ledger, telling)))
        if found.keys() == wanted:
            break
    return found


def as_it_stands(ledger: Ledger, recipient: str, digest: Digest) -> Digest:
    """An edition with the lines corrected that were corrected in a recipient's post of it. In the ledger's thread."""
    telling = Outbox(ledger).telling(recipient, digest.topic, digest.edition)
    if telling is None:
        return digest
    found = Found(telling, _editions(ledger, telling))
    corrections: dict[str, KeyPoint] = {}
    for number in range(len(telling.messages)):
        if (shown := found.shown(number)) is not None:
            corrections |= found.points(shown)
    return as_shown(digest, Shown(""), corrections) if corrections else digest


def _editions(ledger: Ledger, telling: Telling) -> dict[str, Digest]:
    keys = {one.edition for message in telling.messages for one in getattr(read(message.shown), "corrected", ())}
    return {key: edition for key in keys if (edition := ledger.edition(key)) is not None}


def rewrite(found: Found, edition: str, points: Sequence[KeyPoint], write: Write) -> tuple[Edit, ...]:
    """The messages of a post that change where these points take the places of the lines they correct.

    Empty where that cannot be done for sure: the post looks otherwise by now, or its pages would no longer be as many.
    """
    edits = []
    for shown, numbers in _parts(found):
        old = found.points(shown)
        new = old | {point.thread: point for point in points}
        before = write(as_shown(found.telling.digest, shown, old))
        after = write(as_shown(found.telling.digest, shown, new))
        kept = (*shown.corrected, *(Corrected(point.thread, edition) for point in points))
        if before == after:
            continue
        if len(before) != len(after):
            return ()
        there = {one.page: number for number in numbers if (one := found.shown(number)) is not None}
        for page, (was, becomes) in enumerate(zip(before, after, strict=True)):
            if was == becomes:
                continue
            number = there.get(page)
            if number is None or not found.telling.messages[number].id or getattr(found.shown(number), "mark", "") != mark_of(was):
                return ()
            message = found.telling.messages[number]
            shows = replace(shown, mark=mark_of(becomes), page=page, corrected=kept)
            edits.append(Edit(message.id, found.telling.delivery, message.page, becomes, shows))
    return tuple(edits)


def replies(found: Found, points: Sequence[KeyPoint], write: Write) -> tuple[Reply, ...]:
    """The answers to a post that tell these points, each to the message that its line stands in; empty where no message is known."""
    there = [(_spot(found, point, write), point) for point in points]
    known = sorted(((spot, point) for spot, point in there if spot is not None), key=lambda one: one[0][0])
    if len(known) < len(points):
        first = next((message.id for message in found.telling.messages if message.id), "")
        return (Reply(first, "", tuple(points)),) if first else ()
    made = []
    for number, group in groupby(known, key=lambda one: one[0][0]):
        lines = list(group)
        message = found.telling.messages[number]
        made.append(Reply(message.id, lines[0][0][1], tuple(point for _, point in lines)))
    return tuple(made)


def _parts(found: Found) -> Iterable[tuple[Shown, list[int]]]:
    """The messages of a post by what they are pages of: an edition may have gone out in parts."""
    parts: dict[tuple[str, ...] | None, tuple[Shown, list[int]]] = {}
    for number in range(len(found.telling.messages)):
        if (shown := found.shown(number)) is not None:
            parts.setdefault(shown.threads, (shown, []))[1].append(number)
    return parts.values()


def _spot(found: Found, point: KeyPoint, write: Write) -> tuple[int, str] | None:
    """Which message a point's line stands in, and the line as the server would know it."""
    for shown, numbers in _parts(found):
        old = found.points(shown)
        was = as_shown(found.telling.digest, shown, old)
        before, after = write(was), write(as_shown(found.telling.digest, shown, old | {point.thread: point}))
        alone = tuple(one for one in was.points if one.thread == point.thread)
        there = {one.page: number for number in numbers if (one := found.shown(number)) is not None}
        told_alone = write(replace(was, points=alone, left_out=0))
        first: tuple[int, str] | None = None
        for page, text in enumerate(before):
            becomes = after[page] if page < len(after) else None
            number = there.get(page)
            if text == becomes or number is None or not found.telling.messages[number].id:
                continue
            line = _line(text, becomes, told_alone)
            if line:
                same = getattr(found.shown(number), "mark", "") == mark_of(text)
                return number, line if same else ""
            first = first or (number, "")  # it changes too, but not in the line itself: the count of what is new stands there
        if first is not None:
            return first
    return None


def _line(was: Page, becomes: Page | None, alone: tuple[Page, ...]) -> str:
    """The line of a page that tells a point, with the styles a quote may have; "" where it cannot be told which it is.

    It stands there, and where the point is told ``alone``, and no more where it is corrected.
    """
    gone = set() if becomes is None else set(becomes.html.split("\n"))
    own = {line for page in alone for line in page.html.split("\n")}
    for line in was.html.split("\n"):
        bare = "".join(part for part in _TAG.split(line) if not part.startswith("<") or _QUOTABLE.fullmatch(part))
        if line in own and line not in gone and len(bare) <= _QUOTE_LENGTH and _TAG.sub("", bare).strip():
            return bare
    return ""
