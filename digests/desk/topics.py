"""The topics of the desk: made out of a title and terms, tried on the last week's articles, changed, rested, made one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from digests import topics
from digests.desk.audit import acting
from digests.desk.opening import put_topic
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Article, Digest, Topic, key_of

__all__ = ["Trial", "add_topic", "change_topic", "made", "merge_topics", "set_state", "terms", "try_terms"]

_SLUG_LENGTH, _TITLE_LENGTH, _MOST_TERMS = 32, 80, 60
_SHOWN = 20
_AT_LEAST = re.compile(r"(?:at[ _]least|min)\s*(\d{1,2})", re.IGNORECASE)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Trial:
    """What some terms would have gathered."""

    topic: Topic
    among: int  #: articles looked at
    matched: int
    newest: tuple[Article, ...]  #: of the matched ones, at most 20


def made(title: str, written: str, taken: Collection[str] = ()) -> Topic:
    """A topic out of its title and its terms as ``terms`` writes them; ``taken`` are slugs it must not have. Raises InputError."""
    title = " ".join(title.split())
    if not any(map(str.isalnum, title)):
        raise InputError(title, "a topic needs a title")
    if len(title) > _TITLE_LENGTH:
        raise InputError(title, f"the title is longer than {_TITLE_LENGTH} letters")
    return _read(Topic(_slug(title, taken), title), written)


def terms(topic: Topic) -> str:
    """A topic's terms as an admin types them: ``Arn|River Arn, truce, at least 2, +talks, -football``."""
    least = [f"at least {topic.at_least}"] if topic.at_least > 1 else []
    return ", ".join([*topic.any, *least, *(f"+{term}" for term in topic.all), *(f"-{term}" for term in topic.none)])


def _read(topic: Topic, written: str) -> Topic:
    """The topic with these terms: commas part them; ``+`` must be in an article, ``-`` must not."""
    lists: dict[str, list[str]] = {"any": [], "all": [], "none": []}
    least = 1
    for part in filter(None, (" ".join(part.split()) for part in re.split(r"[,;\n]", written))):
        if number := _AT_LEAST.fullmatch(part):
            least = int(number[1])
            continue
        where = {"+": "all", "-": "none", "–": "none", "−": "none"}.get(part[0], "any")
        term = part if where == "any" else part[1:].strip()
        if not all(any(map(str.isalnum, word)) for word in term.split("|")):
            raise InputError(part, f"“{part}” is no term; give words with commas between them")
        lists[where].append(term)
    if not lists["any"] and not lists["all"]:
        raise InputError(written, "give at least one term that an article must hold, such as: Arn, truce, +talks, -football")
    if sum(map(len, lists.values())) > _MOST_TERMS:
        raise InputError(written, f"that is more than {_MOST_TERMS} terms")
    if least < 1 or least > max(len(lists["any"]), 1):
        raise InputError(written, f"“at least {least}” asks for more different terms than there are ({len(lists['any'])})")
    return replace(topic, any=tuple(lists["any"]), all=tuple(lists["all"]), none=tuple(lists["none"]), at_least=least)


def _slug(title: str, taken: Collection[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH].strip("-") or f"topic-{key_of(title)[:6]}"
    number, free = 2, slug
    while free in taken:
        free = f"{slug[: _SLUG_LENGTH - 4].strip('-')}-{number}"
        number += 1
    return free


def try_terms(ledger: Ledger, title: str, written: str, now: datetime, slug: str = "") -> Trial:
    """What a topic of these terms would have gathered of the last week's articles; ``slug``: of one that exists. Nothing is kept."""
    old = ledger.topic(slug) if slug else None
    topic = _read(old, written) if old else made(title, written, _slugs(ledger))
    among, matched = 0, list[Article]()
    for article in ledger.recent(now - _WEEK):
        among += 1
        if topics.belongs(topic, article):
            matched.append(article)
    return Trial(topic, among, len(matched), tuple(matched[:_SHOWN]))


def add_topic(ledger: Ledger, who: str, title: str, written: str, now: datetime) -> Topic:
    """Take a topic on; what was read so far is gathered by its terms."""
    topic = made(title, written, _slugs(ledger))
    if any(other.title.casefold() == topic.title.casefold() for other in ledger.topics()):
        raise InputError(title, f"there is a topic “{topic.title}” already")
    with acting(ledger, who, "topics new", topic.slug, now) as doing:
        put_topic(ledger, topic, now)
        doing.detail = f"{topic.title}: {terms(topic)}"
    return topic


def change_topic(ledger: Ledger, who: str, slug: str, now: datetime, *, title: str | None = None, written: str | None = None) -> Topic:
    """Give a topic another title or other terms."""
    old = _there(ledger, slug)
    topic = _read(old, written) if written is not None else old
    if title is not None:
        topic = replace(topic, title=made(title, "x").title)
    with acting(ledger, who, "topics title" if title is not None else "topics edit", slug, now) as doing:
        if topic.state == "archived" or written is None:
            ledger.put_topics((topic,), now)
        else:
            put_topic(ledger, topic, now)
        ledger.touch((slug,))
        doing.detail = f"{old.title} → {topic.title}" if title is not None else f"{terms(old)} → {terms(topic)}"
    return topic


def set_state(ledger: Ledger, who: str, slug: str, state: Literal["active", "paused", "archived"], now: datetime) -> Topic:
    """Pause a topic, archive it, or take it up again; one that was archived gathers what came meanwhile."""
    old = _there(ledger, slug)
    if old.state == state:
        raise InputError(slug, f"{old.title} is {state} already")
    verb = {"active": "resume", "paused": "pause", "archived": "archive"}[state]
    with acting(ledger, who, f"topics {verb}", slug, now) as doing:
        topic = replace(old, state=state)
        if old.state == "archived":
            put_topic(ledger, topic, now)
        else:
            ledger.put_topics((topic,), now)
        doing.detail = f"{old.state} → {state}"
    return topic


def merge_topics(ledger: Ledger, who: str, slug: str, into: str, now: datetime) -> Topic:
    """Make one topic part of another: terms and followers go over, and nobody is told twice what they were told there.

    The topic that went is archived under its title.
    """
    gone, stays = _there(ledger, slug), _there(ledger, into)
    if slug == into:
        raise InputError(slug, "a topic cannot become part of itself")
    with acting(ledger, who, "topics merge", slug, now) as doing:
        topic = _joined(stays, gone)
        put_topic(ledger, topic, now)
        moved = [subscription.recipient for subscription in ledger.subscriptions() if subscription.topic == slug]
        for recipient in moved:
            edition = _both_told(ledger, topic, ledger.told_last(recipient, slug), ledger.told_last(recipient, into), now)
            ledger.hand_over(recipient, into, edition, now, slug)
            ledger.unsubscribe(recipient, slug)
        ledger.put_topics((replace(gone, state="archived"),), now)
        doing.detail = f"into {into}; {len(moved)} followers went over"
    return topic


def _joined(stays: Topic, gone: Topic) -> Topic:
    """The topic that gathers whatever either gathers: what only one of them asked for is asked for no more."""
    one, other = _wide(stays), _wide(gone)
    return replace(
        one,
        any=tuple(dict.fromkeys((*one.any, *other.any))),
        all=tuple(term for term in one.all if term in other.all),
        none=tuple(term for term in one.none if term in other.none),
        at_least=min(one.at_least, other.at_least),
    )


def _wide(topic: Topic) -> Topic:
    """The topic with a term under ``any``: one that only asks for all of its terms asks for the first of them."""
    return topic if topic.any else replace(topic, any=topic.all[:1], at_least=1)


def _both_told(ledger: Ledger, topic: Topic, theirs: str | None, own: str | None, now: datetime) -> str | None:
    """An edition that stands for what was told by two; None where neither told anything."""
    told = {**ledger.told(theirs), **ledger.told(own)}
    if not told:
        return own
    key = key_of("merged", topic.slug, theirs, own)
    ledger.put_edition(Digest(topic.slug, topic.title, key, now, (), told))
    return key


def _slugs(ledger: Ledger) -> Sequence[str]:
    return [topic.slug for topic in ledger.every_topic()]


def _there(ledger: Ledger, slug: str) -> Topic:
    topic = ledger.topic(slug)
    if topic is None:
        raise InputError(slug, "there is no such topic any more")
    return topic
