"""The chats that follow something, and the people who run the desk."""

from __future__ import annotations

from collections import Counter

from bot.desk.acts import Act, Answer, Call, Choice, Floor, Parameter
from bot.language import mark
from bot.render import when
from digests.desk import chats as room
from digests.desk import people
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Role

__all__ = ["ACTS"]

_CHAT = Parameter("CHAT", mark("Which chat? Its id, as /chats lists them."))
_MOST = 40
_STATES = {"active": mark("active"), "gone": mark("gone"), "blocked": mark("blocked")}
_ROLES = {"owner": mark("owner"), "editor": mark("editor")}


async def _list(floor: Floor, call: Call) -> Answer:
    everyone = await floor.ledger.call(room.chats)
    wanted = call["TEXT"].lower()
    shown = [f for f in everyone if not wanted or wanted in f"{f.recipient.name} {_title(f)} {' '.join(f.topics)}".lower()]
    states = Counter("blocked" if f.restriction.blocked else f.recipient.state for f in everyone)
    posts = sum(1 for f in everyone if f.topics and f.recipient.state == "active")
    lines = (
        floor.say("Chats: {n}", n=len(everyone)),
        floor.say("{posts} get posts, {gone} gone, {blocked} blocked", posts=posts, gone=states["gone"], blocked=states["blocked"]),
        *([floor.say("The newest {most} of {n}:", most=_MOST, n=len(shown))] if len(shown) > _MOST else []),
    )
    rows = tuple(_row(f, floor) for f in reversed(shown))
    columns = ("chat", "title", "state", "topics", "posts_a_day", "since", "why")
    return Answer(lines, columns, rows[:_MOST], frozenset({"since"}))


def _title(of: room.Following) -> str:
    return of.recipient.profile.get("title", "")


def _row(of: room.Following, floor: Floor) -> tuple[object, ...]:
    one, held = of.recipient, of.restriction
    state = "blocked" if held.blocked else one.state
    limit = floor.say("{n} a day at most", n=held.posts) if held.posts is not None else ""
    why = held.reason if held.blocked else one.why
    return (one.name, _title(of), floor.say(_STATES.get(state, state)), ", ".join(of.topics), limit, one.since.isoformat(), why)


async def _show(floor: Floor, call: Call) -> Answer:
    chat = room.numbered(call["CHAT"])
    own = [f for f in await floor.ledger.call(room.chats) if room.chat_of(f.recipient.name) == chat]
    held = await floor.ledger.call(Ledger.restriction, chat)
    if not own and not held.blocked:
        raise InputError(chat, f"the desk knows no chat {chat[:40]}; /chats lists them")
    lines = [floor.say("Chat {chat}", chat=chat)]
    for one in own:
        since = floor.say("since {moment}", moment=when.moment(one.recipient.since, floor.view))
        state = floor.say(_STATES[one.recipient.state]) + (f" ({floor.say(one.recipient.why)})" if one.recipient.why else "")
        topics = ", ".join(one.topics) or floor.say("follows nothing")
        lines.append(" · ".join(filter(None, (one.recipient.name, _title(one), state, topics, since))))
    if held.blocked:
        lines.append(floor.say("Blocked by the desk") + (f": {held.reason}" if held.reason else ""))
    if held.posts is not None:
        lines.append(floor.count("At most {n} post in 24 hours", "At most {n} posts in 24 hours", held.posts))
    block = Choice(floor.say("Unblock"), f"chats unblock {chat}") if held.blocked else Choice(floor.say("Block"), f"chats block {chat}")
    limits = tuple(Choice(floor.say("{n} a day", n=n), f"chats limit {chat} {n}") for n in (1, 3, 10))
    record = {"chat": chat, "blocked": held.blocked, "posts_a_day": held.posts, "follows": {f.recipient.name: list(f.topics) for f in own}}
    return Answer(tuple(lines), choices=(limits, (Choice(floor.say("No limit"), f"chats limit {chat} none"), block)), record=record)


async def _block(floor: Floor, call: Call) -> Answer:
    chat = room.numbered(call["CHAT"])
    if chat in map(str, floor.owners):
        raise InputError(chat, mark("that is an owner of this desk"))
    if not call.sure:
        question = floor.say("Block chat {chat}?", chat=chat)
        told = floor.say("Nothing is posted there and nothing answered; what it follows is kept.")
        return Answer((question, told), confirm=floor.say("Block it"))
    await floor.ledger.call(room.block_chat, call.who, chat, True, call["REASON"], floor.now())
    done = (floor.say("Chat {chat} is blocked.", chat=chat), floor.say("{command} ends it.", command=f"chats unblock {chat}"))
    return Answer(done, choices=((Choice(floor.say("Unblock"), f"chats unblock {chat}"),),))


async def _unblock(floor: Floor, call: Call) -> Answer:
    chat = room.numbered(call["CHAT"])
    await floor.ledger.call(room.block_chat, call.who, chat, False, "", floor.now())
    floor.wake()
    return Answer((floor.say("Chat {chat} is not blocked any more.", chat=chat), floor.say("It gets what it missed with the next post.")))


async def _limit(floor: Floor, call: Call) -> Answer:
    chat, posts = room.numbered(call["CHAT"]), call["POSTS"].lower()
    if posts not in ("none", "no", "-") and not posts.isdigit():
        raise InputError(posts, f"“{posts[:20]}” is no number of posts a day; give one from 1 to 100, or “none”")
    held = await floor.ledger.call(room.limit_chat, call.who, chat, int(posts) if posts.isdigit() else None, floor.now())
    if held.posts is None:
        return Answer((floor.say("Chat {chat} has no limit now.", chat=chat),))
    most = floor.count(
        "Chat {chat} gets at most {n} post in 24 hours.", "Chat {chat} gets at most {n} posts in 24 hours.", held.posts, chat=chat
    )
    return Answer((most, floor.say("What is left over comes with a later post.")))


# ── people ─────────────────────────────────────────────────────────────────────────────────────────────────


async def _people(floor: Floor, call: Call) -> Answer:
    there = await floor.ledger.call(Ledger.people)
    rows = [(str(id), floor.say(_ROLES["owner"]), floor.say("by the setting DATELINE_ADMINS"), "") for id in sorted(floor.owners)]
    rows += [
        (str(p.id), floor.say(_ROLES[p.role]), floor.say("taken on by {who}", who=p.by), p.since.isoformat())
        for p in there
        if p.id not in floor.owners
    ]
    return Answer((floor.say("The desk’s people: {n}", n=len(rows)),), ("id", "role", "by", "since"), tuple(rows), frozenset({"since"}))


async def _take_on(floor: Floor, call: Call) -> Answer:
    role: Role | None = {"owner": "owner", "editor": "editor"}.get(call["ROLE"].lower())  # type: ignore[assignment]
    if role is None:
        raise InputError(call["ROLE"], f"a role is owner or editor, not “{call['ROLE'][:20]}”")
    person = await floor.ledger.call(people.put_person, call.who, floor.owners, _id(call["ID"]), role, floor.now())
    who = str(person.id)
    if role == "owner":
        return Answer((floor.say("{id} is an owner now: everything.", id=who),))
    return Answer((floor.say("{id} is an editor now: feeds, topics, key points and posts.", id=who),))


async def _let_go(floor: Floor, call: Call) -> Answer:
    await floor.ledger.call(people.remove_person, call.who, floor.owners, _id(call["ID"]), floor.now())
    return Answer((floor.say("{id} is nobody of the desk any more.", id=call["ID"]),))


def _id(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit():
        raise InputError(typed, f"“{typed[:40]}” is no numeric id; people see theirs when they send /desk to the bot")
    return int(typed)


_ID = Parameter("ID", mark("Whose numeric id? They see it when they send /desk to the bot."))

_REASON = Parameter("REASON", wide=True, optional=True)
_POSTS = Parameter("POSTS", mark("How many posts a day? Or none."))

ACTS: tuple[Act, ...] = (
    Act("chats", "", "the chats that follow something, and how many", _list, (Parameter("TEXT", wide=True, optional=True),)),
    Act("chats", "show", "one chat, what it follows and is held to", _show, (_CHAT,)),
    Act(
        "chats",
        "block",
        "post nothing to a chat and answer nothing there",
        _block,
        (_CHAT, Parameter("REASON", wide=True, optional=True)),
        "owner",
    ),
    Act("chats", "unblock", "post and answer there again", _unblock, (_CHAT,), "owner"),
    Act(
        "chats",
        "limit",
        "at most so many posts in 24 hours",
        _limit,
        (_CHAT, Parameter("POSTS", mark("How many posts a day? Or none."))),
        "owner",
    ),
    Act("people", "", "who runs the desk, as owner or editor", _people),
    Act("people", "add", "take somebody on", _take_on, (_ID, Parameter("ROLE", mark("As owner or as editor?"))), "owner"),
    Act("people", "remove", "let somebody go", _let_go, (_ID,), "owner"),
)
