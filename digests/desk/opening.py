"""Setting up the desk: the feeds and topics it starts with, and topics whose terms change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digests import topics
from digests.errors import SeedError
from digests.ledger import Ledger
from digests.ledger.codec import encode
from digests.model import Act, Feed, Topic
from digests.wire import opml

__all__ = ["Planted", "known_bot", "open_desk", "put_topic"]


#: the note of which bot runs on this ledger
_BOT = "bot/id"


@dataclass(frozen=True, slots=True)
class Planted:
    """What of the seeds was taken on."""

    feeds: int
    topics: int


def open_desk(ledger: Ledger, seeds: Path, now: datetime) -> Planted:
    """Take on the feeds (``feeds.opml``) and topics (``topics/*.toml``) of a folder that the ledger has not seen yet.

    What an admin changed or removed meanwhile stays so; a seed that changed replaces only what stands as it was planted.
    One transaction. Raises SeedError where a file cannot be read.
    """
    feeds, subjects = _feeds(seeds / "feeds.opml"), topics.load(seeds / "topics")
    with ledger.atomic():
        new_feeds = [feed for feed in feeds if _to_plant(ledger, f"seed/feed/{feed.url}", feed, _standing_feed(ledger, feed.url))]
        new_topics = [topic for topic in subjects if _to_plant(ledger, f"seed/topic/{topic.slug}", topic, ledger.topic(topic.slug))]
        ledger.put_feeds(new_feeds, now)
        _put_topics(ledger, new_topics, now)
    return Planted(len(new_feeds), len(new_topics))


def known_bot(ledger: Ledger, bot: int, now: datetime) -> bool:
    """Note which bot runs on this ledger; whether it is another one than before.

    Every subscription stays. What the other bot was asked and had not answered is forgotten, and so are the ids of its messages:
    they mean nothing to this one.
    """
    note, told = ledger.note(_BOT), str(bot)
    if note == told:
        return False
    with ledger.atomic():
        ledger.set_note(_BOT, told)
        if note is None:
            return False
        for key, _ in ledger.notes("update/"):
            ledger.set_note(key, None)
        ledger.forget_messages()
        ledger.write_audit(Act(now, "desk", "token move", told, f"the bot was {note} before"))
    return True


def put_topic(ledger: Ledger, topic: Topic, now: datetime) -> None:
    """Take a topic on, or give a known one new terms: the articles read so far are gathered by them, in one transaction."""
    _put_topics(ledger, (topic,), now)


def _put_topics(ledger: Ledger, subjects: Iterable[Topic], now: datetime) -> None:
    subjects = tuple(subjects)
    if not subjects:
        return
    with ledger.atomic():
        ledger.put_topics(subjects, now)
        for batch in ledger.every_article():
            for topic in subjects:
                inside = [article for article in batch if topics.belongs(topic, article)]
                outside = [article for article in batch if article not in inside]
                ledger.gather(topic.slug, inside)
                ledger.gather(topic.slug, outside, belongs=False)


def _to_plant(ledger: Ledger, note: str, seed: Feed | Topic, standing: Feed | Topic | None) -> bool:
    """Whether a seed is to be taken on; what it was when it was planted is noted down."""
    planted, written = ledger.note(note), encode(seed)
    if planted == written:
        return False
    ledger.set_note(note, written)
    return standing is None if planted is None else standing is not None and encode(standing) == planted


def _standing_feed(ledger: Ledger, url: str) -> Feed | None:
    state = ledger.feed(url)
    return None if state is None else state.feed


def _feeds(path: Path) -> tuple[Feed, ...]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise SeedError(path, f"it cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise SeedError(path, "it is not written in UTF-8") from error
    return opml.read(text, str(path))
