"""A past day read again from the stored articles: what a better reading would have told, and taking it over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot import render
from bot.desk.acts import Act, Answer, Call, Choice, Floor, Parameter
from bot.language import mark
from bot.render import Page
from digests.desk.audit import acting
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import CasualtyReport, Deadline, Digest, Fact
from digests.pipeline.rereading import Difference

__all__ = ["ACTS"]

_SHOWN = 30  # changed facts of an answer


async def _reread(floor: Floor, call: Call) -> Answer:
    try:
        day = date.fromisoformat(call["DAY"])
    except ValueError:
        raise InputError("desk reread", f"{call['DAY']!r} is no day; it is used as: desk reread 2026-01-30") from None
    if day > floor.now().date():
        raise InputError("desk reread", f"{day} has not come yet")
    if call["KEEP"] not in ("", "keep"):
        raise InputError("desk reread", mark("behind the day only “keep” may stand, which takes the new reading over"))
    found = await floor.pipeline.reread(day, keep=call["KEEP"] == "keep" and call.sure)
    if found.kept:
        await floor.ledger.call(_written, call.who, day, len(found.changed), floor.now())
    count = len(found.changed)
    take = floor.count("Take over the new reading of {n} article", "Take over the new reading of {n} articles", count)
    asks = take if call["KEEP"] and not call.sure and found.changed else ""
    offer = ((Choice(floor.say("Take it over"), f"desk reread {day} keep"),),) if found.changed and not call["KEEP"] else ()
    again = floor.count(
        "{day} read again: {n} article, {changed} read differently",
        "{day} read again: {n} articles, {changed} read differently",
        found.articles,
        day=str(day),
        changed=count,
    )
    lines = (again, *_told(floor, found))
    pages = tuple(page for topic in found.topics for digest in (topic.more, topic.less) if digest for page in _pages(floor, digest))
    return Answer(
        lines, ("article", "was", "now"), tuple(_rows(floor, found)), choices=offer, pages=pages, confirm=asks, record=_record(found)
    )


def _written(ledger: Ledger, who: str, day: date, changed: int, now: datetime) -> None:
    with acting(ledger, who, "desk reread", day.isoformat(), now) as doing:
        doing.detail = f"{changed} articles read differently, taken over"


def _told(floor: Floor, found: Difference) -> Iterable[str]:
    if not found.topics:
        yield floor.say("No story tells anything else by it.") if found.changed else floor.say("The reading is the same.")
    for topic in found.topics:
        more, less = (len(digest.points) if digest else 0 for digest in (topic.more, topic.less))
        yield floor.say("{topic}: lines told besides {more}, lines not told {less}", topic=topic.topic.title, more=more, less=less)
    if found.kept:
        yield floor.say("Taken over; what was known when stays as it was.")


def _pages(floor: Floor, digest: Digest) -> tuple[Page, ...]:
    return render.digest(digest, floor.view)


def _rows(floor: Floor, found: Difference) -> Iterable[tuple[str, str, str]]:
    for one in found.changed[:_SHOWN]:
        was, now = ("; ".join(map(_fact, facts)) for facts in (one.gone, one.new))
        yield f"{one.article.source}: {one.article.title}", one.error or was or "–", now or "–"
    if (more := len(found.changed) - _SHOWN) > 0:
        yield floor.count("and {n} more", "and {n} more", more), "", ""


def _fact(fact: Fact) -> str:
    match fact:
        case Deadline():
            return f"{fact.date} {fact.subject}"
        case CasualtyReport():
            counts = (("killed", fact.killed), ("injured", fact.injured), ("missing", fact.missing), ("captured", fact.captured))
            told = ", ".join(f"{number} {name}" for name, number in counts if number is not None) or "victims, no number"
            return f"{told}{', ' + fact.place if fact.place else ''}"
        case _:
            return f"{fact.party} {fact.stance.value} {fact.issue}"


def _record(found: Difference) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(),
        "articles": found.articles,
        "kept": found.kept,
        "changed": [
            {
                "article": one.article.id,
                "outlet": one.article.source,
                "title": one.article.title,
                "gone": [_fact(fact) for fact in one.gone],
                "new": [_fact(fact) for fact in one.new],
                "error": one.error,
            }
            for one in found.changed
        ],
        "topics": [{"topic": t.topic.slug, "more": _lines(t.more), "less": _lines(t.less)} for t in found.topics],
    }


def _lines(digest: Digest | None) -> list[dict[str, Any]]:
    if digest is None:
        return []
    return [{"kind": p.kind.value, "before": p.before, "quotes": [e.sentence.text for e in p.evidence]} for p in digest.points]


ACTS: tuple[Act, ...] = (
    Act(
        "desk",
        "reread",
        "read a past day again from the stored articles, and see what that changes",
        _reread,
        (Parameter("DAY", mark("Which day? As 2026-01-30.")), Parameter("KEEP", optional=True)),
    ),
)
