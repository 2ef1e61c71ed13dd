"""The chats that follow something, and the people who run the desk."""

from __future__ import annotations

from collections import Counter

from bot.desk.acts import Act, Answer, Call, Choice, Floor, Parameter
from bot.render import when
from bot.render.words import plural
from digests.desk import chats as room
from digests.desk import people
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Role

__all__ = ["ACTS"]

_CHAT = Parameter("CHAT", "Which chat? Its id, as /chats lists them.")
_MOST = 40


async def _list(floor: Floor, call: Call) -> Answer:
    everyone = await floor.ledger.call(room.chats)
    wanted = call["TEXT"].lower()
    shown = [f for f in everyone if not wanted or wanted in f"{f.recipient.name} {_title(f)} {' '.join(f.topics)}".lower()]
    states = Counter("blocked" if f.restriction.blocked else f.recipient.state for f in everyone)
    posts = sum(1 for f in everyone if f.topics and f.recipient.state == "active")
    lines = (
        f"Chats: {len(everyone)}",
        f"{posts} get posts, {states['gone']} gone, {states['blocked']} blocked",
        *([f"The newest {_MOST} of {len(shown)}:"] if len(shown) > _MOST else []),
    )
    rows = tuple(_row(f, floor) for f in reversed(shown))
    columns = ("chat", "title", "state", "topics", "posts_a_day", "since", "why")
    return Answer(lines, columns, rows[:_MOST], frozenset({"since"}))


def _title(of: room.Following) -> str:
    return of.recipient.profile.get("title", "")


def _row(of: room.Following, floor: Floor) -> tuple[object, ...]:
    one, held = of.recipient, of.restriction
    state = "blocked" if held.blocked else one.state
    limit = f"{held.posts} a day at most" if held.posts is not None else ""
    why = held.reason if held.blocked else one.why
    return (one.name, _title(of), state, ", ".join(of.topics), limit, one.since.isoformat(), why)


async def _show(floor: Floor, call: Call) -> Answer:
    chat = room.numbered(call["CHAT"])
    own = [f for f in await floor.ledger.call(room.chats) if room.chat_of(f.recipient.name) == chat]
    held = await floor.ledger.call(Ledger.restriction, chat)
    if not own and not held.blocked:
        raise InputError(chat, f"the desk knows no chat {chat[:40]}; /chats lists them")
    lines = [f"Chat {chat}"]
    for one in own:
        since = when.moment(one.recipient.since, floor.view)
        state = one.recipient.state + (f" ({one.recipient.why})" if one.recipient.why else "")
        lines.append(
            " · ".join(filter(None, (one.recipient.name, _title(one), state, ", ".join(one.topics) or "follows nothing", f"since {since}")))
        )
    if held.blocked:
        lines.append(f"Blocked by the desk{': ' + held.reason if held.reason else ''}")
    if held.posts is not None:
        lines.append(f"At most {plural(held.posts, 'post')} in 24 hours")
    block = Choice("Unblock", f"chats unblock {chat}") if held.blocked else Choice("Block", f"chats block {chat}")
    limits = tuple(Choice(f"{n} a day", f"chats limit {chat} {n}") for n in (1, 3, 10))
    record = {"chat": chat, "blocked": held.blocked, "posts_a_day": held.posts, "follows": {f.recipient.name: list(f.topics) for f in own}}
    return Answer(tuple(lines), choices=(limits, (Choice("No limit", f"chats limit {chat} none"), block)), record=record)


async def _block(floor: Floor, call: Call) -> Answer:
    chat = room.numbered(call["CHAT"])
    if chat in map(str, floor.owners):
        raise InputError(chat, "that is an owner of this desk")
    if not call.sure:
        return Answer((f"Block chat {chat}?", "Nothing is posted there and nothing answered; what it follows is kept."), confirm="Block it")
    await floor.ledger.call(room.block_chat, call.who, chat, True, call["REASON"], floor.now())
    return Answer((f"Chat {chat} is blocked.", f"chats unblock {chat} ends it."), choices=((Choice("Unblock", f"chats unblock {chat}"),),))


async def _unblock(floor: Floor, call: Call) -> Answer:
    chat = room.numbered(call["CHAT"])
    await floor.ledger.call(room.block_chat, call.who, chat, False, "", floor.now())
    floor.wake()
    return Answer((f"Chat {chat} is not blocked any more.", "It gets what it missed with the next post."))


async def _limit(floor: Floor, call: Call) -> Answer:
    chat, posts = room.numbered(call["CHAT"]), call["POSTS"].lower()
    if posts not in ("none", "no", "-") and not posts.isdigit():
        raise InputError(posts, f"“{posts[:20]}” is no number of posts a day; give one from 1 to 100, or “none”")
    held = await floor.ledger.call(room.limit_chat, call.who, chat, int(posts) if posts.isdigit() else None, floor.now())
    if held.posts is None:
        return Answer((f"Chat {chat} has no limit now.",))
    return Answer((f"Chat {chat} gets at most {plural(held.posts, 'post')} in 24 hours.", "What is left over comes with a later post."))


# ── people ─────────────────────────────────────────────────────────────────────────────────────────────────


async def _people(floor: Floor, call: Call) -> Answer:
    there = await floor.ledger.call(Ledger.people)
    rows = [(str(id), "owner", "by the setting DATELINE_ADMINS", "") for id in sorted(floor.owners)]
    rows += [(str(p.id), p.role, f"taken on by {p.by}", p.since.isoformat()) for p in there if p.id not in floor.owners]
    return Answer((f"The desk’s people: {len(rows)}",), ("id", "role", "by", "since"), tuple(rows), frozenset({"since"}))


async def _take_on(floor: Floor, call: Call) -> Answer:
    role: Role | None = {"owner": "owner", "editor": "editor"}.get(call["ROLE"].lower())  # type: ignore[assignment]
    if role is None:
        raise InputError(call["ROLE"], f"a role is owner or editor, not “{call['ROLE'][:20]}”")
    person = await floor.ledger.call(people.put_person, call.who, floor.owners, _id(call["ID"]), role, floor.now())
    may = "everything" if role == "owner" else "feeds, topics, key points and posts"
    return Answer((f"{person.id} is {'an owner' if role == 'owner' else 'an editor'} now: {may}.",))


async def _let_go(floor: Floor, call: Call) -> Answer:
    await floor.ledger.call(people.remove_person, call.who, floor.owners, _id(call["ID"]), floor.now())
    return Answer((f"{call['ID']} is nobody of the desk any more.",))


def _id(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit():
        raise InputError(typed, f"“{typed[:40]}” is no numeric id; people see theirs when they send /desk to the bot")
    return int(typed)


_ID = Parameter("ID", "Whose numeric id? They see it when they send /desk to the bot.")

_REASON = Parameter("REASON", wide=True, optional=True)
_POSTS = Parameter("POSTS", "How many posts a day? Or none.")

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
        (_CHAT, Parameter("POSTS", "How many posts a day? Or none.")),
        "owner",
    ),
    Act("people", "", "who runs the desk, as owner or editor", _people),
    Act("people", "add", "take somebody on", _take_on, (_ID, Parameter("ROLE", "As owner or as editor?")), "owner"),
    Act("people", "remove", "let somebody go", _let_go, (_ID,), "owner"),
)
