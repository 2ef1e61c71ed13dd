"""The desk at work: how it stands, held and released, posts looked at and sent, what went wrong, who did what."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot import render
from bot.courier import PLAIN_NOTE, outage
from bot.desk.acts import Act, Answer, Call, Choice, Floor, Parameter
from bot.desk.figures import figures
from bot.desk.topics import TOPIC, found
from bot.language import mark
from bot.notices import notice
from bot.render import when
from bot.render.words import plural
from digests.desk import chats as holding
from digests.desk.audit import acting
from digests.desk.standing import last_day
from digests.errors import InputError
from digests.ledger import Ledger
from digests.ledger.statistics import statistics
from digests.model import FeedState, Hold, OutboxSummary, Priority, Topic, key_of
from digests.outbox import Outbox

__all__ = ["ACTS"]

_MOST_AUDIT, _BROADCAST = 50, 3000
_RETRY = timedelta(days=7)
_WAITS = mark("The desk is held, so it waits.")


def _facts_of(ledger: Ledger, now: datetime) -> tuple[tuple[FeedState, ...], tuple[Topic, ...], OutboxSummary, Hold | None, int]:
    return ledger.feeds(), ledger.topics(), Outbox(ledger).summary(now), ledger.hold(), len(last_day(ledger, now))


async def _status(floor: Floor, call: Call) -> Answer:
    feeds, topics, outbox, hold, troubles = await floor.ledger.call(_facts_of, floor.now())
    well = sum(1 for state in feeds if state.fresh and not state.failures and not state.paused)
    fresh = max((state.fresh for state in feeds if state.fresh), default=None)
    answered = when.moment(fresh, floor.view) if fresh else floor.say("none yet")
    lines = [
        floor.say("The desk"),
        _held(hold, floor) if hold else floor.say("Posts go out as they come."),
        floor.count(
            "{well} of {n} feed in order, last good answer {moment}",
            "{well} of {n} feeds in order, last good answer {moment}",
            len(feeds),
            well=well,
            moment=answered,
        ),
        floor.count(
            "{n} topic; {waiting} waiting to be posted, {sent} sent",
            "{n} topics; {waiting} waiting to be posted, {sent} sent",
            len(topics),
            waiting=outbox.waiting,
            sent=outbox.sent,
        ),
        floor.count("{n} kind of trouble in the last day", "{n} kinds of trouble in the last day", troubles)
        if troubles
        else floor.say("No trouble in the last day"),
    ]
    rest = Choice(floor.say("Release"), "desk release") if hold else Choice(floor.say("Hold"), "desk hold")
    choices = (
        (Choice(floor.say("Feeds"), "feeds"), Choice(floor.say("Topics"), "topics list"), Choice(floor.say("Chats"), "chats")),
        (Choice(floor.say("Key points"), "facts"), Choice(floor.say("Outbox"), "outbox"), Choice(floor.say("Errors"), "desk errors")),
        (Choice(floor.say("Statistics"), "desk statistics"), Choice(floor.say("Audit"), "audit"), rest),
    )
    record = {
        "held": hold is not None,
        "feeds": len(feeds),
        "feeds_in_order": well,
        "last_good_answer": fresh.isoformat() if fresh else None,
        "topics": len(topics),
        "waiting": outbox.waiting,
        "due": outbox.due,
        "sent": outbox.sent,
        "troubles": troubles,
    }
    return Answer(tuple(lines), choices=choices, record=record)


def _held(hold: Hold, floor: Floor) -> str:
    held = floor.say("HELD since {moment} by {who}", moment=when.moment(hold.since, floor.view), who=hold.by)
    why = f": {hold.reason}" if hold.reason else ""
    return f"{held}{why}. " + floor.say("Nothing goes out, everything is kept.")


async def _hold(floor: Floor, call: Call) -> Answer:
    hold = await floor.ledger.call(holding.hold_desk, call.who, call["REASON"], floor.now())
    return Answer((floor.say("The desk is held."), _held(hold, floor)), choices=((Choice(floor.say("Release"), "desk release"),),))


async def _release(floor: Floor, call: Call) -> Answer:
    await floor.ledger.call(holding.release_desk, call.who, floor.now())
    waiting = (await floor.ledger.call(lambda ledger: Outbox(ledger).summary(floor.now()))).waiting
    floor.wake()
    told = floor.count("{n} post that waited goes out now.", "{n} posts that waited go out now.", waiting)
    return Answer((floor.say("The desk is released."), told if waiting else floor.say("Nothing waited.")))


async def _preview(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"])
    coming = await floor.pipeline.preview(topic.slug)
    ready = [one for one in coming if one.digest]
    head = floor.say("Preview of {topic}", topic=topic.title)
    total = sum(len(one.followers) for one in ready)
    if not coming:
        digest = await floor.pipeline.digest(topic.slug)
        pages = render.digest(digest, floor.view) if digest else ()
        told = (
            floor.say("Nobody follows it; a new follower would be posted this:")
            if digest
            else floor.say("Nobody follows it, and nothing worth a post is known.")
        )
        return Answer((head, told), pages=pages)
    if not ready:
        nothing = floor.count(
            "Nothing new for its {n} follower.", "Nothing new for any of its {n} followers.", sum(len(c.followers) for c in coming)
        )
        return Answer((head, nothing))
    first = ready[0]
    lines = [head, floor.count("{n} chat would be posted something new.", "{n} chats would be posted something new.", total)]
    if len(ready) > 1:
        lines.append(
            floor.count(
                "They were told {groups} different things so far; this is for the largest group, {n} chat:",
                "They were told {groups} different things so far; this is for the largest group, {n} chats:",
                len(first.followers),
                groups=len(ready),
            )
        )
    pages = render.digest(first.digest, floor.view) if first.digest else ()
    return Answer(tuple(lines), choices=((Choice(floor.say("Post now"), f"desk post {topic.slug}"),),), pages=pages, record=_coming(coming))


def _coming(coming: Any) -> list[dict[str, Any]]:
    return [{"followers": len(one.followers), "points": len(one.digest.points) if one.digest else 0} for one in coming]


async def _post(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"])
    if topic.state == "archived":
        raise InputError(topic.slug, f"{topic.title} is archived; topics resume takes it up again")
    enqueued = await floor.pipeline.post(topic.slug)

    def write(ledger: Ledger) -> Hold | None:
        with acting(ledger, call.who, "desk post", topic.slug, floor.now()) as doing:
            doing.detail = plural(enqueued, "chat")
        return ledger.hold()

    hold = await floor.ledger.call(write)
    floor.wake()
    if not enqueued:
        return Answer((floor.say("Nothing new on {topic} for anybody.", topic=topic.title),))
    goes = floor.count("{topic} goes to {n} chat.", "{topic} goes to {n} chats.", enqueued, topic=topic.title)
    return Answer((f"{goes} {floor.say(_WAITS)}" if hold else goes,))


async def _broadcast(floor: Floor, call: Call) -> Answer:
    text = call["TEXT"].strip()
    if len(text) > _BROADCAST:
        raise InputError("broadcast", f"that is longer than {_BROADCAST} letters")
    now = floor.now()

    def reach(ledger: Ledger) -> list[str]:
        active = {recipient.name for recipient in ledger.recipients() if recipient.state == "active"}
        return sorted({one.recipient for one in ledger.subscriptions()} & active)

    names = await floor.ledger.call(reach)
    if not names:
        return Answer((floor.say("No chat follows anything, so nobody would get it."),))
    if not call.sure:
        question = floor.count("Send this to {n} chat?", "Send this to {n} chats?", len(names))
        return Answer((question, text), confirm=floor.count("Send it to {n} chat", "Send it to {n} chats", len(names)))
    word = notice("broadcast", key_of(text, now.date()), render.message(text))

    def send(ledger: Ledger) -> int:
        with acting(ledger, call.who, "desk broadcast", "", now) as doing:
            count = Outbox(ledger).post(names, word, now, priority=Priority.BROADCAST)
            doing.detail = f"to {plural(count, 'chat')}: {text[:120]}"
        return count

    count = await floor.ledger.call(send)
    floor.wake()
    if not count:
        return Answer((floor.say("All of them were sent these very words today already."),))
    goes = floor.count("It goes to {n} chat.", "It goes to {n} chats.", count)
    return Answer((f"{goes} {floor.say(_WAITS)}" if await floor.ledger.call(Ledger.hold) else goes,))


async def _refresh(floor: Floor, call: Call) -> Answer:
    run = await floor.pipeline.tick(force=True)

    def write(ledger: Ledger) -> None:
        with acting(ledger, call.who, "desk refresh", "", floor.now()) as doing:
            doing.detail = f"{plural(run.filed, 'new article')}, {plural(run.enqueued, 'digest')}"

    await floor.ledger.call(write)
    floor.wake()
    record = {"feeds": len(run.feeds), "articles": run.filed, "revised": run.revised, "facts": run.facts, "enqueued": run.enqueued}
    return Answer(pages=render.run(run, floor.view), record=record)


async def _errors(floor: Floor, call: Call) -> Answer:
    groups = await floor.ledger.call(last_day, floor.now())
    if not groups:
        return Answer((floor.say("Nothing went wrong in the last day."),), ("what", "why", "times", "newest", "about"))
    rows = tuple((g.place, g.why, f"{g.count}×", when.moment(g.newest, floor.view), ", ".join(g.about)) for g in groups)
    head = floor.count("Trouble of the last day: {n} kind", "Trouble of the last day: {n} kinds", len(groups))
    return Answer((head,), ("what", "why", "times", "newest", "about"), rows)


async def _statistics(floor: Floor, call: Call) -> Answer:
    told = await asyncio.to_thread(statistics, floor.ledger.path, floor.now())
    week = told.days[-7:]
    followed = ", ".join(f"{slug} {count}" for slug, count in told.followers if count) or floor.say("nothing yet")
    delay = (
        floor.say("{n} min from publication to post (median of the week)", n=round(told.delay / 60))
        if told.delay is not None
        else floor.say("No post in the last week")
    )
    lines = (
        floor.say("Statistics"),
        floor.say(
            "{articles}, read into {deadlines}, {casualties} and {positions}",
            articles=floor.count("{n} article", "{n} articles", told.articles),
            deadlines=floor.count("{n} deadline", "{n} deadlines", told.deadlines),
            casualties=floor.count("{n} casualty report", "{n} casualty reports", told.casualties),
            positions=floor.count("{n} position", "{n} positions", told.positions),
        ),
        floor.count(
            "{n} chat, {gone} gone; followed: {topics}",
            "{n} chats, {gone} gone; followed: {topics}",
            told.chats,
            gone=told.gone,
            topics=followed,
        ),
        floor.say(
            "Last 7 days: {articles} came, {posts} went out",
            articles=floor.count("{n} article", "{n} articles", sum(d.articles for d in week)),
            posts=floor.count("{n} post", "{n} posts", sum(d.posts for d in week)),
        ),
        delay,
    )
    record = {
        **{name: getattr(told, name) for name in ("articles", "readings", "deadlines", "casualties", "positions", "chats", "gone")},
        "followers": dict(told.followers),
        "days": [{"day": d.day, "articles": d.articles, "posts": d.posts} for d in told.days],
        "delay_seconds": told.delay,
    }
    return Answer(lines, record=record, picture=figures(told.days, floor.view))


async def _outbox(floor: Floor, call: Call) -> Answer:
    now = floor.now()
    summary = await floor.ledger.call(lambda ledger: Outbox(ledger).summary(now))
    plain = int(await floor.ledger.call(Ledger.note, PLAIN_NOTE) or 0)
    down = await floor.ledger.call(outage)
    names = ("waiting", "due", "on_wire", "sent", "failed", "gone", "unknown", "unrepeated", "lapsed")
    troubles = [{"chat": t.recipient, "topic": t.topic, "state": t.state, "why": t.why, "at": t.at.isoformat()} for t in summary.troubles]
    record = {
        **{name: getattr(summary, name) for name in names},
        "oldest": summary.oldest.isoformat() if summary.oldest else None,
        "sent_as_plain_text": plain,
        "outage": {"since": down[0].isoformat(), "until": down[1].isoformat() if down[1] else None} if down else None,
        "causes": [{"state": c.state, "why": c.why, "count": c.count} for c in summary.causes],
        "troubles": troubles,
    }
    titles = await floor.ledger.call(_titles, {trouble.recipient for trouble in summary.troubles})
    return Answer(pages=render.outbox(summary, floor.view, titles, plain, down), record=record)


def _titles(ledger: Ledger, recipients: Iterable[str]) -> dict[str, str]:
    """How chats call themselves, with their ids; those that do not are told by these alone."""
    known = [found for name in recipients if (found := ledger.recipient(name)) is not None]
    return {one.name: f"{one.profile['title']} ({one.name})" for one in known if one.profile.get("title")}


async def _retry(floor: Floor, call: Call) -> Answer:
    now = floor.now()

    def put_back(ledger: Ledger) -> int:
        with acting(ledger, call.who, "outbox retry", "", now) as doing:
            count = Outbox(ledger).retry(now, now - _RETRY)
            doing.detail = plural(count, "delivery", "deliveries")
        return count

    count = await floor.ledger.call(put_back)
    floor.wake()
    if not count:
        return Answer((floor.say("Nothing failed in the last week that could be tried again."),))
    again = floor.count(
        "{n} delivery that failed in the last week is tried again.", "{n} deliveries that failed in the last week are tried again.", count
    )
    return Answer((again,))


async def _audit(floor: Floor, call: Call) -> Answer:
    acts = await floor.ledger.call(Ledger.audit, _MOST_AUDIT, call["TEXT"])
    rows = tuple((when.moment(a.at, floor.view), a.who, a.act, a.about, a.detail) for a in acts)
    record = [{"at": a.at.isoformat(), "who": a.who, "act": a.act, "about": a.about, "detail": a.detail} for a in acts]
    if acts:
        head = floor.say("Acts, newest first: {n}", n=len(acts))
    elif text := call["TEXT"]:
        head = floor.say("No act at this desk matches “{text}”", text=text[:60])
    else:
        head = floor.say("Nothing was done at this desk yet")
    return Answer((head,), ("at", "who", "act", "about", "detail"), rows, record=record)


_TEXT = Parameter("TEXT", mark("Which words? They go to every chat that follows something, once you confirm."), wide=True)

ACTS: tuple[Act, ...] = (
    Act("desk", "", "how the desk stands", _status),
    Act("desk", "hold", "post nothing until released; everything is kept", _hold, (Parameter("REASON", wide=True, optional=True),)),
    Act("desk", "release", "let out what was kept", _release),
    Act("desk", "preview", "what would be posted on a topic now", _preview, (TOPIC,)),
    Act("desk", "post", "post what is new on a topic now", _post, (TOPIC,)),
    Act("desk", "broadcast", "send words of the desk to every chat that follows something", _broadcast, (_TEXT,), "owner"),
    Act("desk", "refresh", "read every feed now, and compose", _refresh),
    Act("desk", "errors", "what went wrong in the last day", _errors),
    Act("desk", "statistics", "the desk in figures", _statistics),
    Act("outbox", "", "how the deliveries stand", _outbox),
    Act("outbox", "retry", "try again what failed in the last week", _retry),
    Act("audit", "", "who did what, newest first", _audit, (Parameter("TEXT", wide=True, optional=True),)),
)
