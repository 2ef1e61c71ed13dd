"""The topics: made by talking, tried on the last week's articles, changed, paused, archived, made one."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from bot import finding
from bot.desk.acts import Act, Answer, Call, Choice, Floor, Parameter
from bot.render import when
from bot.render.words import plural
from digests.desk import topics as room
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Topic

__all__ = ["ACTS", "TOPIC", "found"]

TOPIC = Parameter("TOPIC", "Which topic?", wide=True)
_HOW = (
    "Words with commas between them. A|B are one term; +word must be in an article, -word must not; "
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
        (t.title, t.slug, "" if t.state == "active" else t.state, plural(followers[t.slug], "follower"), room.terms(t)) for t in topics
    )
    buttons = tuple((Choice(topic.title[:40], f"topics show {topic.slug}"),) for topic in topics)
    columns = ("title", "slug", "state", "followers", "terms")
    head = f"Topics: {len(topics)}" if topics else "There are no topics yet"
    return Answer((head,), columns, rows, frozenset({"terms"}), (*buttons, (Choice("New topic", "topics new"),)))


async def _show(floor: Floor, call: Call) -> Answer:
    return await _page(floor, await found(floor, call["TOPIC"]))


async def _page(floor: Floor, topic: Topic, *first: str) -> Answer:
    followers = len(await floor.ledger.call(Ledger.subscriptions, None, topic.slug))
    lines = (*first, topic.title, f"Terms: {room.terms(topic)}", f"{topic.slug} · {topic.state} · {plural(followers, 'follower')}")
    slug = topic.slug
    rest = Choice("Pause", f"topics pause {slug}") if topic.state == "active" else Choice("Resume", f"topics resume {slug}")
    archive = () if topic.state == "archived" else (Choice("Archive", f"topics archive {slug}"),)
    choices = (
        (Choice("Terms", f"topics edit {slug}"), Choice("Title", f"topics title {slug}")),
        (rest, *archive),
        (Choice("Preview", f"desk preview {slug}"), Choice("Key points", f"facts {slug}")),
        (Choice("« All topics", "topics list"),),
    )
    record = {"slug": slug, "title": topic.title, "state": topic.state, "terms": room.terms(topic), "followers": followers}
    return Answer(lines, choices=choices, record=record)


def _trial(floor: Floor, trial: room.Trial, head: str, confirm: str = "") -> Answer:
    rows = tuple((a.title, a.source, when.moment(a.published, floor.view), a.url) for a in trial.newest)
    told = f"It would have matched {trial.matched} of the last week’s {plural(trial.among, 'article')}"
    more = f"{told}; the newest {len(rows)}:" if trial.matched > len(rows) else f"{told}{':' if rows else '.'}"
    lines = (head, f"Terms: {room.terms(trial.topic)}", more)
    columns = ("title", "outlet", "published", "address")
    return Answer(lines, columns, rows, frozenset({"address"}), confirm=confirm)


async def _try(floor: Floor, call: Call) -> Answer:
    trial = await floor.ledger.call(room.try_terms, "Trial", call["TERMS"], floor.now())
    return _trial(floor, trial, "These terms")


async def _new(floor: Floor, call: Call) -> Answer:
    title, terms = call["TITLE"], call["TERMS"]
    if not call.sure:
        trial = await floor.ledger.call(room.try_terms, title, terms, floor.now())
        return _trial(floor, trial, f"New topic: {trial.topic.title}", "Create it")
    topic = await floor.ledger.call(room.add_topic, call.who, title, terms, floor.now())
    return await _page(floor, topic, f"{topic.title} was created; /topics offers it to readers.")


async def _edit(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"])
    if not call.sure:
        trial = await floor.ledger.call(room.try_terms, topic.title, call["TERMS"], floor.now(), topic.slug)
        return _trial(floor, trial, f"New terms for {topic.title}", "Take these")

    topic = await floor.ledger.call(lambda ledger: room.change_topic(ledger, call.who, topic.slug, floor.now(), written=call["TERMS"]))
    return await _page(floor, topic, "The terms were changed; what was read so far is gathered anew.")


async def _title(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"])
    topic = await floor.ledger.call(lambda ledger: room.change_topic(ledger, call.who, topic.slug, floor.now(), title=call["TITLE"]))
    return await _page(floor, topic, "The title was changed.")


async def _pause(floor: Floor, call: Call) -> Answer:
    return await _set(floor, call, "paused", "It is read and answered, and nothing is posted.")


async def _resume(floor: Floor, call: Call) -> Answer:
    return await _set(floor, call, "active", "Followers get what they missed with the next post.")


async def _archive(floor: Floor, call: Call) -> Answer:
    topic = await found(floor, call["TOPIC"])
    if not call.sure and topic.state != "archived":
        followers = len(await floor.ledger.call(Ledger.subscriptions, None, topic.slug))
        told = f"Its {plural(followers, 'follower')} get nothing more."
        return Answer((f"Archive {topic.title}?", told, "Everything is kept; resume takes it up again."), confirm="Archive it")
    return await _set(floor, call, "archived", "It is offered to nobody; resume takes it up again.")


async def _set(floor: Floor, call: Call, state: Literal["active", "paused", "archived"], told: str) -> Answer:
    topic = await found(floor, call["TOPIC"])
    topic = await floor.ledger.call(room.set_state, call.who, topic.slug, state, floor.now())
    floor.wake()
    return await _page(floor, topic, f"{topic.title} is {state} now. {told}")


async def _merge(floor: Floor, call: Call) -> Answer:
    gone, stays = await found(floor, call["TOPIC"]), await found(floor, call["INTO"])
    if gone == stays:
        raise InputError(gone.slug, "a topic cannot become part of itself")
    if not call.sure:
        followers = len(await floor.ledger.call(Ledger.subscriptions, None, gone.slug))
        told = (
            f"Its {plural(followers, 'follower')} and its terms go over to {stays.title}; nobody is told twice. {gone.title} is archived."
        )
        return Answer((f"Make {gone.title} part of {stays.title}?", told), confirm="Merge them")
    topic = await floor.ledger.call(room.merge_topics, call.who, gone.slug, stays.slug, floor.now())
    return await _page(floor, topic, f"{gone.title} is part of {topic.title} now.")


_TERMS = Parameter("TERMS", f"Which terms? {_HOW}", wide=True)
_ONE = Parameter("TOPIC", "Which topic? Its short name.")

ACTS: tuple[Act, ...] = (
    Act("topics", "list", "every topic with its terms and followers", _list),
    Act("topics", "show", "one topic and what can be done with it", _show, (TOPIC,)),
    Act("topics", "try", "which of the last week's articles some terms would gather", _try, (_TERMS,)),
    Act("topics", "new", "make a topic: its title, then its terms", _new, (Parameter("TITLE", "What is its title?", until=":"), _TERMS)),
    Act("topics", "edit", "give a topic other terms", _edit, (_ONE, _TERMS)),
    Act("topics", "title", "give a topic another title", _title, (_ONE, Parameter("TITLE", "What is its title?", wide=True))),
    Act("topics", "pause", "post nothing on a topic for now", _pause, (TOPIC,)),
    Act("topics", "resume", "take up a topic that is paused or archived", _resume, (TOPIC,)),
    Act("topics", "archive", "offer a topic to nobody any more, and keep it", _archive, (TOPIC,)),
    Act("topics", "merge", "make a topic part of another", _merge, (_ONE, Parameter("INTO", "Into which topic?"))),
)
