"""From a delivery to the steps it is made of: pages to post, messages to edit. Kept when it begins, so that it ends as it began."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo

from bot.courier.corrections import Found, Write, corrected, find, replies, rewrite
from bot.courier.shown import Shown, mark_of
from bot.notices import pages_of, write
from bot.profile import CORRECTIONS, READS
from bot.render import Page
from digests.ledger import LedgerThread
from digests.ledger.codec import decode, encode
from digests.model import Delivery, Digest, KeyPoint

__all__ = ["Planner", "Step"]

_KEPT = 64


@dataclass(frozen=True, slots=True)
class Step:
    """One page that goes on the wire."""

    page: Page
    shown: str = ""  #: what is kept with its message; "" for nothing
    answers: str = ""  #: the message it answers
    quote: str = ""  #: the words of it, as HTML
    edits: str = ""  #: the message whose place it takes
    delivery: int = 0  #: the one that posted that message, and its page there
    number: int = 0
    instead: Page | None = None  #: what is posted where that message is gone


@dataclass(frozen=True, slots=True)
class _Plan:
    steps: tuple[Step, ...]


class Planner:
    """Plans deliveries. Pages of one edition for readers of one kind are made once."""

    def __init__(self, ledger: LedgerThread, zone: tzinfo) -> None:
        self._ledger, self._zone = ledger, zone
        self._pages: OrderedDict[object, tuple[Page, ...]] = OrderedDict()

    async def steps(self, delivery: Delivery) -> tuple[Step, ...]:
        """The steps of a delivery, those already taken among them. Raises ValueError where what is on file cannot be read."""
        if delivery.plan:
            return decode(_Plan, delivery.plan).steps
        if delivery.digest is None:
            return tuple(Step(page) for page in pages_of(delivery.notice))
        digest, profile = delivery.digest, delivery.profile
        if not corrected(digest):
            return tuple(_steps(self.write(digest, profile), None))
        found = await self._ledger.call(find, delivery.recipient, digest, delivery.id)
        return self._with_corrections(digest, profile, found)

    @staticmethod
    def kept(steps: tuple[Step, ...]) -> str:
        """A plan as ``Outbox.keep`` keeps it."""
        return encode(_Plan(steps))

    def write(self, digest: Digest, profile: Mapping[str, str]) -> tuple[Page, ...]:
        """The pages of an edition for a reader."""
        lines = tuple((point.thread, point.kind, point.before, len(point.evidence)) for point in digest.points)
        key = (digest.edition, lines, tuple(profile.get(name) for name in READS))
        pages = self._pages.get(key)
        if pages is None:
            pages = self._pages[key] = write(digest, profile, self._zone)
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        return pages

    def _with_corrections(self, digest: Digest, profile: Mapping[str, str], found: Mapping[str, Found]) -> tuple[Step, ...]:
        """Corrections first, each where its line stands; then what is left of the edition."""

        def pages(of: Digest) -> tuple[Page, ...]:
            return self.write(of, profile)

        steps: list[Step] = []
        apart: set[str] = set()
        for post, points in _by_post(digest, found):
            made = _edits(post, digest, points, pages) if profile.get(CORRECTIONS) == "edit" else []
            made = made or _replies(post, digest, points, pages)
            if made:
                steps += made
                apart |= {point.thread for point in points}
        rest = tuple(point for point in digest.points if point.thread not in apart)
        if rest:
            threads = tuple(point.thread for point in rest) if apart else None
            steps += _steps(pages(replace(digest, points=rest)), threads)
        return tuple(steps)


def _by_post(digest: Digest, found: Mapping[str, Found]) -> list[tuple[Found, list[KeyPoint]]]:
    posts: dict[int, tuple[Found, list[KeyPoint]]] = {}
    for point in corrected(digest):
        if (post := found.get(point.thread)) is not None:
            posts.setdefault(post.telling.delivery, (post, []))[1].append(point)
    return list(posts.values())


def _only(digest: Digest, points: tuple[KeyPoint, ...], pages: Write) -> tuple[Page, ...]:
    return pages(replace(digest, points=points, left_out=0))


def _edits(post: Found, digest: Digest, points: list[KeyPoint], pages: Write) -> list[Step]:
    instead = _only(digest, tuple(points), pages)
    return [
        Step(
            edit.page,
            edit.shown.text(),
            edits=edit.message,
            delivery=edit.delivery,
            number=edit.number,
            instead=instead[0] if instead else None,
        )
        for edit in rewrite(post, digest.edition, points, pages)
    ]


def _replies(post: Found, digest: Digest, points: list[KeyPoint], pages: Write) -> list[Step]:
    made: list[Step] = []
    for reply in replies(post, points, pages):
        first, *more = _steps(_only(digest, reply.points, pages), tuple(point.thread for point in reply.points))
        made += [replace(first, answers=reply.message, quote=reply.quote), *more]
    return made


def _steps(pages: tuple[Page, ...], threads: tuple[str, ...] | None) -> list[Step]:
    return [Step(page, Shown(mark_of(page), number, threads).text()) for number, page in enumerate(pages)]
