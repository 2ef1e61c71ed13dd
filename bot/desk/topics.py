"""The topics: made by talking, tried on the last week's articles, changed, paused, archived, made one."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from bot import finding
from bot.desk.acts import Act, Answer, Call, Choice, Floor, Parameter
from bot.language import mark
from bot.render import when
from digests.desk import topics as room
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Topic

__all__ = ["ACTS", "TOPIC", "found"]

TOPIC = Parameter("TOPIC", mark("Which topic?"), wide=True)
_STATES = {"active": mark("active"), "paused": mark("paused"), "archived": mark("archived")}
_WHICH = mark(
    "Which terms? Words with commas between them. A|B are one term; +word must be in an article, -word must not; "
    "“at least 2” asks for two different ones."
)


async def found(floor: Floor, typed: str, *, archived: bool = True) -> Topic:
    """The topic somebody means. Raises InputError where it is none, or may be several."""
    known = await floor.ledger.call(Ledger.every_topic if archived else Ledger.topics)
    among = [topic for topic in known if topic.slug == typed] or finding.find(typed, known)
    if len(among) == 1:
        return among[0]
    if not among:
        raise InputError(
            typed, f"there is no topic like “{typed[:60]}”; there are {', '.join(topic.slug for topic in known) or 'none yet'}"
        )
    raise InputError(typed, f"“{typed[:60]}” may be {' or '.join(topic.slug for topic in among)}")


async def _list(floor: Floor, call: Call) -> Answer:
    def look(ledger: Ledger) -> tuple[tuple[Topic, ...], Counter[str]]:
        return ledger.every_topic(), Counter(subscription.topic for subscription in ledger.subscriptions())

    topics, followers = await floor.ledger.call(look)
    rows = tuple(
        (t.title, t.slug, "" if t.state == "active" else floor.say(_STATES[t.state]), _followers(floor, followers[t.slug]), room.terms(t))
        for t in topics
    )
    buttons = tuple((Choice(topic.title[:40], f"topics show {topic.slug}"),) for topic in topics)
    columns = ("title", "slug", "state", "followers", "terms")
    head = floor.say("Topics: {n}", n=len(topics)) if topics else floor.say("There are no topics yet")
    return Answer((head,), columns, rows, frozenset({"terms"}), (*buttons, (Choice(floor.say("New topic"), "topics new"),)))


def _followers(floor: Floor, count: int) -> str:
    return floor.count("{n} follower", "{n} followers", count)


async def _show(floor: Floor, call: Call) -> Answer:
    return await _page(floor, await found(floor, call["TOPIC"]))


async def _page(floor: Floor, topic: Topic, *first: str) -> Answer:
    followers = len(await floor.ledger.call(Ledger.subscriptions, None, topic.slug))
    terms = floor.say("Terms: {terms}", terms=room.terms(topic))
    lines = (*first, topic.title, terms, f"{topic.slug} · {floor.say(_STATES[topic.state])} · {_followers(floor, followers)}")
    slug = topic.slug
    rest = (
        Choice(floor.say("Pause"), f"topics pause {slug}")
        if topic.state == "active"
        else Choice(floor.say("Resume"), f"topics resume {slug}")
    )
    archive = () if topic.state == "archived" else (Choice(floor.say("Archive"), f"topics archive {slug}"),)
    choices = (
        (Choice(floor.say("Terms"), f"topics edit {slug}"), Choice(floor.say("Title"), f"topics title {slug}")),
        (rest, *archive),
        (Choice(floor.say("Preview"), f"desk preview {slug}"), Choice(floor.say("Key points"), f"facts {slug}")),
        (Choice(floor.say("« All topics"), "topics list"),),
    )
    record = {"slug": slug, "title": topic.title, "state": topic.state, "terms": room.terms(topic), "followers": followers}
    return Answer(lines, choices=choices, record=record)


def _trial(floor: Floor, trial: room.Trial, head: str, confirm: str = "") -> Answer:
    rows = tuple((a.title, a.source, when.moment(a.published, floor.view), a.url) for a in trial.newest)
    told = floor.count(
        "It would have matched {matched} of the last week’s {n} article",
        "It would have matched {matched} of the last week’s {n} articles",
        trial.among,
        matched=trial.matched,
    )
    if trial.matched > len(rows):
        more = floor.say("{matches}; the newest {n}:", matches=told, n=len(rows))
    else:
        more = f"{told}{':' if rows else '.'}"
    lines = (head, floor.say("Terms: {terms}", terms=room.terms(trial.topic)), more)
    columns = ("title", "outlet", "published", "address")
    return Answer(lines, columns, rows, frozenset({"address"}), confirm=confirm)


async def _try(floor: Floor, call: Call) -> Answer:
    trial = await floor.ledger.call(room.try_terms, "Trial", call["TERMS"], floor.now())
    return _trial(floor, trial, floor.say("These terms"))


async def _new(floor: Floor, call: Call) -> Answer:
    title, terms = call["TITLE"], call["TERMS"]
    if not call.sure:
        trial = await floor.ledger.call(room.try_terms, title, terms, floor.now())
        return _trial(floor, trial, floor.say("New topic: {topic}", topic=trial.topic.title), floor.say("Create it"))
    topic = await floor.ledger.call(room.add_topic, call.who, title, terms, floor.now())
    return await _page(floor, topic, floor.say("{topic} was created; /topics offers it to readers.", topic=topic.title))


async def _edit(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"])
    if not call.sure:
        trial = await floor.ledger.call(room.try_terms, topic.title, call["TERMS"], floor.now(), topic.slug)
        return _trial(floor, trial, floor.say("New terms for {topic}", topic=topic.title), floor.say("Take these"))

    topic = await floor.ledger.call(lambda ledger: room.change_topic(ledger, call.who, topic.slug, floor.now(), written=call["TERMS"]))
    return await _page(floor, topic, floor.say("The terms were changed; what was read so far is gathered anew."))


async def _title(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"])
    topic = await floor.ledger.call(lambda ledger: room.change_topic(ledger, call.who, topic.slug, floor.now(), title=call["TITLE"]))
    return await _page(floor, topic, floor.say("The title was changed."))


async def _pause(floor: Floor, call: Call) -> Answer:
    return await _set(floor, call, "paused", mark("{topic} is paused now. It is read and answered, and nothing is posted."))


async def _resume(floor: Floor, call: Call) -> Answer:
    return await _set(floor, call, "active", mark("{topic} is active now. Followers get what they missed with the next post."))


async def _archive(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"])
    if not call.sure and topic.state != "archived":
        followers = len(await floor.ledger.call(Ledger.subscriptions, None, topic.slug))
        told = floor.count("Its {n} follower gets nothing more.", "Its {n} followers get nothing more.", followers)
        kept = floor.say("Everything is kept; resume takes it up again.")
        return Answer((floor.say("Archive {topic}?", topic=topic.title), told, kept), confirm=floor.say("Archive it"))
    return await _set(floor, call, "archived", mark("{topic} is archived now. It is offered to nobody; resume takes it up again."))


async def _set(floor: Floor, call: Call, state: Literal["active", "paused", "archived"], told: str) -> Answer:
    topic = await found(floor, call["TOPIC"])
    topic = await floor.ledger.call(room.set_state, call.who, topic.slug, state, floor.now())
    floor.wake()
    return await _page(floor, topic, floor.say(told, topic=topic.title))


async def _merge(floor: Floor, call: Call) -> Answer:
    gone, stays = await found(floor, call["TOPIC"]), await found(floor, call["INTO"])
    if gone == stays:
        raise InputError(gone.slug, mark("a topic cannot become part of itself"))
    if not call.sure:
        followers = len(await floor.ledger.call(Ledger.subscriptions, None, gone.slug))
        told = floor.count(
            "Its {n} follower and its terms go over to {other}; nobody is told twice. {topic} is archived.",
            "Its {n} followers and its terms go over to {other}; nobody is told twice. {topic} is archived.",
            followers,
            other=stays.title,
            topic=gone.title,
        )
        question = floor.say("Make {topic} part of {other}?", topic=gone.title, other=stays.title)
        return Answer((question, told), confirm=floor.say("Merge them"))
    topic = await floor.ledger.call(room.merge_topics, call.who, gone.slug, stays.slug, floor.now())
    return await _page(floor, topic, floor.say("{topic} is part of {other} now.", topic=gone.title, other=topic.title))


_TERMS = Parameter("TERMS", _WHICH, wide=True)
_ONE = Parameter("TOPIC", mark("Which topic? Its short name."))
_TITLE = mark("What is its title?")

ACTS: tuple[Act, ...] = (
    Act("topics", "list", "every topic with its terms and followers", _list),
    Act("topics", "show", "one topic and what can be done with it", _show, (TOPIC,)),
    Act("topics", "try", "which of the last week's articles some terms would gather", _try, (_TERMS,)),
    Act(
        "topics",
        "new",
        "make a topic: its title, then its terms",
        _new,
        (Parameter("TITLE", _TITLE, until=":"), _TERMS),
    ),
    Act("topics", "edit", "give a topic other terms", _edit, (_ONE, _TERMS)),
    Act("topics", "title", "give a topic another title", _title, (_ONE, Parameter("TITLE", _TITLE, wide=True))),
    Act("topics", "pause", "post nothing on a topic for now", _pause, (TOPIC,)),
    Act("topics", "resume", "take up a topic that is paused or archived", _resume, (TOPIC,)),
    Act("topics", "archive", "offer a topic to nobody any more, and keep it", _archive, (TOPIC,)),
    Act("topics", "merge", "make a topic part of another", _merge, (_ONE, Parameter("INTO", mark("Into which topic?")))),
)
