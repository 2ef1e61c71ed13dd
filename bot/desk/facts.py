"""The key points of a topic: looked at with every telling, hidden, corrected, joined, parted, pinned; and what was ruled so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.desk.acts import Act, Answer, Call, Choice, Floor, Parameter
from bot.desk.topics import TOPIC, found
from bot.language import mark
from bot.render import View, when
from bot.render import facts as wording
from bot.render.page import Span
from digests import rulings
from digests.desk import points as room
from digests.desk.points import Point
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Incident, Series, StoryDeadline, StoryPosition, Topic, Verdict

__all__ = ["ACTS"]

_MOST, _BUTTONS = 30, 12
_VERBS = {
    Verdict.HIDE: mark("hidden"),
    Verdict.CORRECT: mark("corrected"),
    Verdict.SAME: mark("the same"),
    Verdict.APART: mark("not the same"),
    Verdict.PIN: mark("pinned"),
}


async def _list(floor: Floor, call: Call) -> Answer:
    if not call["TOPIC"]:
        topics = await floor.ledger.call(Ledger.topics)
        if call.who.startswith("shell:"):
            there = ", ".join(topic.slug for topic in topics) or "none yet"
            raise InputError("facts", f"TOPIC is missing; it is used as: dateline facts TOPIC; there are: {there}")
        return Answer((floor.say("Key points of which topic?"),), choices=tuple((Choice(t.title[:40], f"facts {t.slug}"),) for t in topics))
    topic, known = await _known(floor, call["TOPIC"])
    view = floor.view
    rows = tuple(
        (point.short, point.kind, _told(point, view), floor.count("{n} telling", "{n} tellings", len(point.evidence))) for point in known
    )
    head = floor.say("Key points in {topic}: {n}", topic=topic.title, n=len(known))
    buttons = tuple((Choice(f"{point.short} {_name(point)}"[:50], f"facts show {topic.slug} {point.short}"),) for point in known[:_BUTTONS])
    more = (floor.say("The first {n}; a shell shows all.", n=_MOST),) if len(known) > _MOST else ()
    shown = rows[:_MOST] if call.who.startswith("chat:") else rows
    last = (Choice(floor.say("Rulings"), f"facts rulings {topic.slug}"), Choice(f"« {topic.title}"[:40], f"topics show {topic.slug}"))
    return Answer((head, *more), ("key", "kind", "told", "tellings"), shown, frozenset({"kind"}), (*buttons, last))


async def _known(floor: Floor, typed: str) -> tuple[Topic, tuple[Point, ...]]:
    topic = await found(floor, typed)
    return topic, room.points(await floor.pipeline.story(topic.slug))


async def _point(floor: Floor, call: Call) -> tuple[Topic, Point]:
    topic, known = await _known(floor, call["TOPIC"])
    return topic, room.find_point(known, call["KEY"])


def _told(point: Point, view: View) -> str:
    match point.item:
        case StoryDeadline():
            parts = wording.deadline(point.item, view)
        case Incident():
            parts = wording.incident(point.item, view)
        case StoryPosition():
            parts = wording.position(point.item, view)
        case Series():
            parts = wording.series(point.item, view)
    return _plain(parts)


def _plain(parts: Iterable[Span | str]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def _name(point: Point) -> str:
    """A key point in a few words."""
    match point.item:
        case StoryDeadline():
            return f"{point.item.subject} {point.item.date}"
        case StoryPosition():
            return f"{point.item.party}: {point.item.issue}"
        case _:
            place = point.item.place if isinstance(point.item, Incident) else None
            return point.item.what or place or "casualties"


async def _show(floor: Floor, call: Call) -> Answer:
    topic, point = await _point(floor, call)
    return _page(topic, point, floor)


def _page(topic: Topic, point: Point, floor: Floor, *first: str) -> Answer:
    view = floor.view
    rows = tuple(
        (n, f"“{e.sentence.text}”", wording.source(e, view, full=True), e.attribution or "", e.url) for n, e in enumerate(point.evidence, 1)
    )
    words = f"{topic.slug} {point.short}"
    pinned = getattr(point.item, "pinned", False)
    put_right = getattr(point.item, "desk", ())
    corrections = tuple(
        floor.say("Corrected by the desk: {change} ({reason})", change=_change(floor, one.field, one.was, one.now), reason=one.reason)
        for one in put_right
    )
    choices: tuple[tuple[Choice, ...], ...] = (
        (Choice(floor.say("Hide"), f"facts hide {words}"), Choice(floor.say("Correct"), f"facts fields {words}")),
        (Choice(floor.say("Same as …"), f"facts same {words}"), Choice(floor.say("Part a telling"), f"facts different {words}")),
        (() if pinned else (Choice(floor.say("Pin"), f"facts pin {words}"),)),
        (Choice(floor.say("« Key points"), f"facts {topic.slug}"),),
    )
    lines = (*first, f"{point.short} {_told(point, view)}", *corrections, *([floor.say("Pinned: told first.")] if pinned else []))
    record = {
        "key": point.short,
        "kind": point.kind,
        "told": _told(point, view),
        "pinned": pinned,
        "corrections": [{"field": c.field, "was": c.was, "now": c.now, "reason": c.reason} for c in put_right],
        "tellings": [dict(zip(("n", "quote", "outlet", "attribution", "address"), row, strict=True)) for row in rows],
    }
    columns = ("n", "quote", "outlet", "attribution", "address")
    return Answer(lines, columns, rows, frozenset({"address"}), choices if point.kind != "figure" else choices[:1], record=record)


async def _fields(floor: Floor, call: Call) -> Answer:
    topic, point = await _point(floor, call)
    if point.kind == "figure":
        raise InputError(point.short, mark("a figure over longer times can be hidden, not corrected"))
    fields = list(rulings.FIELDS[point.kind])
    buttons = [Choice(field, f"facts correct {topic.slug} {point.short} {field}") for field in fields]
    rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
    back = (Choice(f"« {point.short}", f"facts show {topic.slug} {point.short}"),)
    return Answer((f"{floor.say('What of it is wrong?')} {_told(point, floor.view)}",), choices=(*rows, back), record=fields)


async def _after(floor: Floor, call: Call, number: int, told: str) -> Answer:
    floor.wake()
    topic = await found(floor, call["TOPIC"])
    undo = (Choice(floor.say("Undo"), f"facts undo {number}"), Choice(floor.say("« Key points"), f"facts {topic.slug}"))
    kept = floor.say("Kept as ruling {number}; {command} takes it back.", number=str(number), command=f"facts undo {number}")
    return Answer((told, kept), choices=(undo,), record={"ruling": number})


async def _hide(floor: Floor, call: Call) -> Answer:
    topic, point = await _point(floor, call)
    ruling = await floor.ledger.call(room.rule, call.who, topic.slug, Verdict.HIDE, point, _name(point), call["REASON"], floor.now())
    told = floor.say("Hidden: {point}. No post and no answer tells it, however often it is told again.", point=_name(point))
    return await _after(floor, call, ruling.id, told)


async def _pin(floor: Floor, call: Call) -> Answer:
    topic, point = await _point(floor, call)
    ruling = await floor.ledger.call(room.rule, call.who, topic.slug, Verdict.PIN, point, _name(point), "", floor.now())
    return await _after(floor, call, ruling.id, floor.say("Pinned: {point}. It is told first.", point=_name(point)))


async def _correct(floor: Floor, call: Call) -> Answer:
    topic, point = await _point(floor, call)
    ruling = await floor.ledger.call(
        room.correct, call.who, topic.slug, point, call["FIELD"].lower(), call["VALUE"], _name(point), call["REASON"], floor.now()
    )
    change = _change(floor, ruling.field, ruling.was, ruling.value)
    told = floor.say("Corrected: {point}: {change}. It is shown as the desk’s word, with the reason.", point=_name(point), change=change)
    return await _after(floor, call, ruling.id, told)


def _change(floor: Floor, field: str, was: str, now: str) -> str:
    """A correction from and to."""
    return f"{field} {was or floor.say('none')} → {now or floor.say('none')}"


async def _same(floor: Floor, call: Call) -> Answer:
    topic, known = await _known(floor, call["TOPIC"])
    point, other = room.find_point(known, call["KEY"]), room.find_point(known, call["OTHER"])
    ruling = await floor.ledger.call(
        lambda ledger: room.rule(
            ledger, call.who, topic.slug, Verdict.SAME, point, f"{_name(point)} = {_name(other)}", call["REASON"], floor.now(), other
        )
    )
    return await _after(floor, call, ruling.id, floor.say("One key point now: {point}.", point=_name(point)))


async def _different(floor: Floor, call: Call) -> Answer:
    topic, known = await _known(floor, call["TOPIC"])
    point, typed = room.find_point(known, call["KEY"]), call["OTHER"]

    def put(ledger: Ledger) -> int:
        if typed.isdigit() and len(typed) <= 3:
            what = f"telling {typed} of {_name(point)}"
            return room.part(ledger, call.who, topic.slug, point, int(typed), what, call["REASON"], floor.now()).id
        other = room.find_point(known, typed)
        what = f"{_name(point)} ≠ {_name(other)}"
        return room.rule(ledger, call.who, topic.slug, Verdict.APART, point, what, call["REASON"], floor.now(), other).id

    told = floor.say("Not the same: {point} and {other}.", point=_name(point), other=typed)
    return await _after(floor, call, await floor.ledger.call(put), told)


async def _undo(floor: Floor, call: Call) -> Answer:
    if not call["RULING"].isdigit():
        raise InputError(call["RULING"], f"“{call['RULING'][:20]}” is no number of a ruling; facts rulings lists them")
    ruling = await floor.ledger.call(room.undo, call.who, int(call["RULING"]), floor.now())
    floor.wake()
    verdict = floor.say(_VERBS[ruling.verdict])
    told = floor.say("Ruling {number} stands no more ({verdict}: {what}).", number=str(ruling.id), verdict=verdict, what=ruling.what)
    return Answer((told,))


async def _rulings(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"]) if call["TOPIC"] else None
    stand = await floor.ledger.call(Ledger.rulings, topic.slug if topic else None)
    rows: list[tuple[Any, ...]] = []
    for ruling in reversed(stand):
        change = _change(floor, ruling.field, ruling.was, ruling.value) if ruling.field else ""
        at = when.moment(ruling.at, floor.view)
        rows.append((ruling.id, ruling.topic, floor.say(_VERBS[ruling.verdict]), ruling.what, change, ruling.reason, ruling.who, at))
    head = floor.say("Rulings that stand: {n}", n=len(rows)) if rows else floor.say("Nothing was ruled on")
    return Answer((head,), ("n", "topic", "verdict", "what", "change", "reason", "who", "at"), tuple(rows))


_SLUG = Parameter("TOPIC", mark("Of which topic? Its short name."))
_KEY = Parameter("KEY", mark("Which key point? Its short name, as facts TOPIC lists them."))
_FIELDS = "; ".join(f"{kind}: {', '.join(fields)}" for kind, fields in rulings.FIELDS.items())
_REASON = Parameter("REASON", mark("Why? The reason is shown with it."), wide=True)
_WHY = replace(_REASON, optional=True)

ACTS: tuple[Act, ...] = (
    Act("facts", "", "the key points of a topic", _list, (replace(TOPIC, optional=True),)),
    Act("facts", "show", "one key point with every telling", _show, (_SLUG, _KEY)),
    Act("facts", "fields", "what of a key point can be put right", _fields, (_SLUG, _KEY)),
    Act("facts", "hide", "tell a key point to nobody, with a reason", _hide, (_SLUG, _KEY, _REASON)),
    Act(
        "facts",
        "correct",
        "put a key point right, with a reason that is shown",
        _correct,
        (_SLUG, _KEY, Parameter("FIELD", f"Which field? {_FIELDS}"), Parameter("VALUE", mark("What is it? none takes it away.")), _REASON),
    ),
    Act("facts", "same", "say that two key points are one", _same, (_SLUG, _KEY, Parameter("OTHER", mark("Which other one?")), _WHY)),
    Act(
        "facts",
        "different",
        "say that two key points, or a key point and one of its tellings, are not the same",
        _different,
        (_SLUG, _KEY, Parameter("OTHER", mark("Which telling (its number), or which other key point?")), _WHY),
    ),
    Act("facts", "pin", "tell a key point first", _pin, (_SLUG, _KEY)),
    Act("facts", "undo", "take a ruling back", _undo, (Parameter("RULING", mark("Which ruling? Its number.")),)),
    Act("facts", "rulings", "what the desk ruled, of a topic or all", _rulings, (replace(TOPIC, optional=True),)),
)
