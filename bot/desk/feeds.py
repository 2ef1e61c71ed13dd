"""The feeds: how they stand, tried before they are taken on, changed, rested, given up."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot import render
from bot.desk.acts import Act, Answer, Call, Choice, Floor, Parameter
from bot.language import mark
from bot.render import when
from bot.render.desk import health
from bot.render.page import File
from digests.desk import feeds as room
from digests.errors import InputError
from digests.health import WINDOW, FeedHealth, Standing, health_of
from digests.ledger import Ledger
from digests.model import Feed, FeedDay, FeedState
from digests.pipeline.trying import FeedTrial
from digests.wire import opml

__all__ = ["ACTS"]

_FEED = Parameter("FEED", mark("Which feed? Its number in /feeds, its name or its address."), wide=True)
_ASIDE = ("address", "full_text", "trust", "publisher", "last_good", "last_new", "failures", "paused")
_MEASURED = ("standing", "since", "a_day", "parsed", "with_full_text")
_COLUMNS = ("n", "outlet", "health", *_ASIDE, *_MEASURED)
_HIDDEN = frozenset((*_ASIDE, *_MEASURED))
_MOST_BUTTONS = 24


async def _list(floor: Floor, call: Call) -> Answer:
    states = await floor.ledger.call(Ledger.feeds)
    if not states:
        return Answer((floor.say("Feeds"), floor.say("The desk reads no feeds yet. “feeds add ADDRESS” takes one on.")), _COLUMNS)
    well = sum(1 for state in states if state.fresh and not state.failures and not state.paused)
    days = await _days(floor)
    rows = tuple(_row(n, state, floor, days.get(state.feed.identity, ())) for n, state in enumerate(states, 1))
    buttons = tuple(
        (Choice(f"{n} · {s.feed.outlet}"[:40], f"feeds show {room.short(s.feed)}"),) for n, s in enumerate(states[:_MOST_BUTTONS], 1)
    )
    pairs = tuple(left + right for left, right in zip(buttons[::2], (*buttons[1::2], ()), strict=False))
    head = floor.say("Feeds: {well} of {n} in order", well=well, n=len(states))
    return Answer((head,), _COLUMNS, rows, _HIDDEN, (*pairs, (Choice(floor.say("Add a feed"), "feeds add"),)))


async def _days(floor: Floor) -> dict[str, tuple[FeedDay, ...]]:
    return await floor.ledger.call(Ledger.feed_days, (floor.now() - WINDOW).date())


def _row(n: int, state: FeedState, floor: Floor, days: Sequence[FeedDay] = ()) -> tuple[Any, ...]:
    feed = state.feed
    fresh, changed = (None if at is None else at.isoformat() for at in (state.fresh, state.changed))
    told = health(state, floor.view)
    of = health_of(state, days, floor.now())
    shares = (None if share is None else round(share, 3) for share in (of.per_day, of.parsed, of.full))
    since = None if of.since is None else of.since.isoformat()
    row = (n, feed.outlet, told, feed.url, feed.full_text, feed.trust, feed.publisher, fresh, changed, state.failures, state.paused)
    return (*row, of.standing.value, since, *shares)


def _brings(of: FeedHealth, floor: Floor) -> list[str]:
    """What a feed brought lately, in words; nothing where it brought nothing."""
    if of.per_day is None:
        return []
    told = [floor.say("{n} articles a day", n=f"{of.per_day:.1f}")]
    if of.parsed is not None:
        told.append(floor.say("{share} of what it sent could be read", share=f"{of.parsed:.0%}"))
    if of.full is not None:
        told.append(floor.say("{share} of its articles with their full text", share=f"{of.full:.0%}"))
    if of.standing is Standing.QUIET and of.since is not None:
        told.append(floor.say("unusually quiet since {moment}", moment=when.stamp(of.since, floor.view)))
    return [" · ".join(told)]


async def _found(floor: Floor, typed: str) -> FeedState:
    return room.find_feed(await floor.ledger.call(Ledger.feeds), typed)


async def _show(floor: Floor, call: Call) -> Answer:
    state = await _found(floor, call["FEED"])
    return _page(state, floor, days=(await _days(floor)).get(state.feed.identity, ()))


def _page(state: FeedState, floor: Floor, *first: str, days: Sequence[FeedDay] = ()) -> Answer:
    feed, short = state.feed, room.short(state.feed)
    changed = when.moment(state.changed, floor.view) if state.changed else floor.say("not yet")
    lines = (
        *first,
        feed.outlet,
        feed.url,
        floor.say("Now: {health}", health=health(state, floor.view)),
        floor.say("Last brought something new: {moment}", moment=changed),
        *_brings(health_of(state, days, floor.now()), floor),
        floor.say(
            "Publisher: {publisher} · full text: {fulltext} · trust: {trust}",
            publisher=feed.publisher or feed.outlet,
            fulltext=feed.full_text,
            trust=feed.trust,
        ),
        *([floor.say("Language: {language}", language=feed.language)] if feed.language else []),
    )
    pause, resume = Choice(floor.say("Pause"), f"feeds pause {short}"), Choice(floor.say("Resume"), f"feeds resume {short}")
    rest = resume if state.paused else pause
    texts = tuple(
        Choice(floor.say("Full text {value}", value=v), f"feeds fulltext {short} {v}") for v in ("auto", "on", "off") if v != feed.full_text
    )
    trust = "normal" if feed.trust == "low" else "low"
    choices = (
        (Choice(floor.say("Test"), f"feeds test {short}"), rest),
        texts,
        (
            Choice(floor.say("Trust {value}", value=trust), f"feeds trust {short} {trust}"),
            Choice(floor.say("Remove"), f"feeds remove {short}"),
        ),
        (Choice(floor.say("« All feeds"), "feeds"),),
    )
    return Answer(lines, choices=choices, record=dict(zip(_COLUMNS[1:], _row(0, state, floor, days)[1:], strict=True)))


async def _preview(floor: Floor, call: Call) -> Answer:
    trial = await floor.pipeline.try_feed(room.address(call["ADDRESS"]))
    return _trial(floor, trial, (Choice(floor.say("Take it on"), f"feeds add {trial.feed.url}"),))


def _trial(floor: Floor, trial: FeedTrial, *choices: tuple[Choice, ...], head: str = "") -> Answer:
    matched = ", ".join(f"{title} {count}" for title, count in trial.matched if count) or floor.say("none of the topics")
    newest = tuple((a.published.isoformat(), a.title, a.language, a.url) for a in trial.articles[:10])
    lines = (
        head or trial.feed.outlet,
        trial.feed.url,
        floor.count(
            "{n} entry, {short} of them with a few words only",
            "{n} entries, {short} of them with a few words only",
            len(trial.articles),
            short=trial.teasers,
        ),
        floor.say("Language: {language}", language=trial.language or floor.say("unknown")),
        floor.say("It would bring to: {topics}", topics=matched),
        *([] if trial.articles else [floor.say("It holds nothing just now.")]),
    )
    return Answer(lines, ("published", "title", "language", "address"), newest, frozenset({"published", "language", "address"}), choices)


async def _add(floor: Floor, call: Call) -> Answer:
    url = room.address(call["ADDRESS"])
    for state in await floor.ledger.call(Ledger.feeds):
        if state.feed.url.rstrip("/") == url.rstrip("/"):
            raise InputError(url, f"the desk reads this feed already, as {state.feed.outlet}")
    trial = await floor.pipeline.try_feed(url)
    feed = Feed(trial.feed.url, call["NAME"] or trial.feed.outlet, site=trial.feed.site, language=trial.feed.language)
    if not call.sure:
        answer = _trial(floor, trial, head=floor.say("Take on {outlet}?", outlet=feed.outlet))
        return Answer(answer.lines, answer.columns, answer.rows, answer.only_shell, confirm=floor.say("Take it on"))
    state = await floor.ledger.call(room.add_feed, call.who, feed, floor.now())
    return _page(
        state, floor, floor.say("{outlet} was taken on. It is read with the next round; /refresh does it now.", outlet=feed.outlet)
    )


async def _remove(floor: Floor, call: Call) -> Answer:
    state = await _found(floor, call["FEED"])
    if not call.sure:
        question = floor.say("Remove {outlet}?", outlet=state.feed.outlet)
        return Answer((question, state.feed.url, floor.say("What it brought stays.")), confirm=floor.say("Remove it"))
    await floor.ledger.call(room.remove_feed, call.who, state.feed.url, floor.now())
    done = (floor.say("{outlet} was removed.", outlet=state.feed.outlet), floor.say("What it brought stays."))
    return Answer(done, choices=((Choice(floor.say("« All feeds"), "feeds"),),))


async def _pause(floor: Floor, call: Call) -> Answer:
    return await _rest(floor, call, paused=True)


async def _resume(floor: Floor, call: Call) -> Answer:
    return await _rest(floor, call, paused=False)


async def _rest(floor: Floor, call: Call, *, paused: bool) -> Answer:
    state = await _found(floor, call["FEED"])
    state = await floor.ledger.call(room.pause_feed, call.who, state.feed.url, paused, floor.now())
    outlet = state.feed.outlet
    told = (
        floor.say("{outlet} rests now.", outlet=outlet)
        if paused
        else floor.say("{outlet} is read again, with the next round.", outlet=outlet)
    )
    return _page(state, floor, told)


async def _test(floor: Floor, call: Call) -> Answer:
    state = await _found(floor, call["FEED"])
    trial = await floor.pipeline.try_feed(state.feed.url, state.feed)
    back = Choice(f"« {state.feed.outlet}"[:40], f"feeds show {room.short(state.feed)}")
    return _trial(floor, trial, (back,), head=floor.say("{outlet} answers well", outlet=state.feed.outlet))


def _changes(what: str) -> Any:
    async def run(floor: Floor, call: Call) -> Answer:
        state = await _found(floor, call["FEED"])
        value = "" if call["VALUE"] == "-" else call["VALUE"]
        state = await floor.ledger.call(room.change_feed, call.who, state.feed.url, what, value, floor.now())
        return _page(state, floor, floor.say("It is changed."))

    return run


async def _export(floor: Floor, call: Call) -> Answer:
    states = await floor.ledger.call(Ledger.feeds)
    written = opml.write([state.feed for state in states])
    head = floor.count("The desk’s {n} feed, for any feed reader.", "The desk’s {n} feeds, for any feed reader.", len(states))
    (page,) = render.message(head)
    return Answer(pages=(replace(page, file=File("feeds.opml", written)),), raw=written)


async def _import(floor: Floor, call: Call) -> Answer:
    path = Path(call["FILE"])
    try:
        text = await asyncio.to_thread(path.read_text, "utf-8")
    except OSError as error:
        raise InputError(str(path), f"{path} cannot be read ({error.strerror})") from error
    except UnicodeDecodeError:
        raise InputError(str(path), f"{path} is not written in UTF-8") from None
    listed = opml.read(text, str(path))
    new = await floor.ledger.call(room.add_feeds, call.who, listed, floor.now())
    rows = tuple((feed.outlet, feed.url) for feed in new)
    head = floor.say("{new} of {n} feeds were taken on; the desk reads the others already.", new=len(new), n=len(listed))
    return Answer((head,), ("outlet", "address"), rows)


_ADDRESS = Parameter("ADDRESS", mark("The feed's address? A site's own page will do where it names its feed."))
_ONE = Parameter("FEED", mark("Which feed? Its number in /feeds, or its name in quotes."))


ACTS: tuple[Act, ...] = (
    Act("feeds", "", "how the feeds stand", _list),
    Act("feeds", "show", "one feed and what can be done with it", _show, (_FEED,)),
    Act("feeds", "preview", "what an address would bring, nothing is kept", _preview, (_ADDRESS,)),
    Act("feeds", "add", "take a feed on, after a look at what it brings", _add, (_ADDRESS, Parameter("NAME", wide=True, optional=True))),
    Act("feeds", "export", mark("the feeds as OPML, for any feed reader"), _export),
    Act("feeds", "import", mark("take on the feeds of an OPML file"), _import, (Parameter("FILE", wide=True),), where="shell"),
    Act("feeds", "remove", "give a feed up; what it brought stays", _remove, (_FEED,)),
    Act("feeds", "pause", "let a feed rest", _pause, (_FEED,)),
    Act("feeds", "resume", "read a rested feed again", _resume, (_FEED,)),
    Act("feeds", "test", "ask a feed now and show what it holds", _test, (_FEED,)),
    Act(
        "feeds",
        "fulltext",
        "whether the pages behind its entries are read: auto, on, off",
        _changes("fulltext"),
        (_FEED, Parameter("VALUE", mark("auto, on or off?"))),
    ),
    Act(
        "feeds",
        "trust",
        "normal, or low: what it alone tells is posted to nobody",
        _changes("trust"),
        (_FEED, Parameter("VALUE", mark("normal or low?"))),
    ),
    Act(
        "feeds",
        "publisher",
        "who stands behind it, for counting independent sources",
        _changes("publisher"),
        (_ONE, Parameter("VALUE", mark("Which publisher? - for the outlet itself."), wide=True)),
    ),
    Act(
        "feeds", "name", "the outlet's name as readers see it", _changes("name"), (_ONE, Parameter("VALUE", mark("Which name?"), wide=True))
    ),
)
