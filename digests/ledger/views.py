"""Views for people who open the file: the records inside columns taken apart. The desk itself reads none of them.

They are no part of the schema's steps: they are taken down before a step and made anew after it, so that a step may change any table.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

__all__ = ["VIEWS", "View", "make", "stand", "take_down"]


@dataclass(frozen=True, slots=True)
class View:
    """One view."""

    name: str
    what: str
    columns: dict[str, str]  #: each column, and what is in it
    sql: str  #: the SELECT


_ARTICLE = {
    "article": "key of the article's revision",
    "title": "its headline",
    "outlet": "who printed it",
    "address": "where it stands",
    "published": "when (UTC)",
    "learned": "when the desk learned it (UTC)",
    "superseded": "when a newer revision came; empty: this is the newest",
}
_FROM = (
    "a.key AS article, a.title, a.source AS outlet, a.url AS address, a.published, r.learned, a.superseded"
    " FROM readings r JOIN articles a ON a.key = r.article, json_each(r.facts, '$.{facts}') f"
)


def _fields(*names: str) -> str:
    return ", ".join(f"json_extract(f.value, '$.{name}') AS {name}" for name in names)


_QUOTE = "json_extract(f.value, '$.evidence.text') AS quote, coalesce(json_extract(f.value, '$.confidence'), 1.0) AS confidence"


VIEWS: tuple[View, ...] = (
    View(
        "deadlines",
        "Every deadline as read, one row for each telling.",
        {
            "date": "day, month or year",
            "time": "hour, where one was told",
            "timezone": "its zone",
            "kind": "meeting, expiry, vote ...",
            "status": "set, proposed, tentative, extended, cancelled",
            "subject": "what is due",
            "attribution": "who says so",
            "quote": "the sentence",
            "confidence": "0 to 1",
            **_ARTICLE,
        },
        f"SELECT {_fields('date', 'time', 'timezone', 'kind', 'status', 'subject', 'attribution')}, {_QUOTE}, "
        + _FROM.format(facts="deadlines"),
    ),
    View(
        "casualties",
        "Every count of victims as read, one row for each telling.",
        {
            **{name: f"how many {name}" for name in ("killed", "injured", "missing", "captured")},
            "qualifier": "exact, at_least, about ...",
            "scope": "incident, cumulative or historic",
            "place": "where",
            "date": "when it happened",
            "what": "the event",
            "attribution": "who says so",
            "quote": "the sentence",
            "confidence": "0 to 1",
            **_ARTICLE,
        },
        f"SELECT {_fields('killed', 'injured', 'missing', 'captured', 'qualifier', 'scope', 'place', 'date', 'what', 'attribution')},"
        f" {_QUOTE}, " + _FROM.format(facts="casualties"),
    ),
    View(
        "positions",
        "Every stance as read, one row for each telling.",
        {
            "party": "who holds it",
            "speaker": "who voiced it",
            "stance": "demands, proposes, accepts, rejects ...",
            "issue": "on what",
            "condition": "the if of it",
            "quote": "the sentence",
            "confidence": "0 to 1",
            **_ARTICLE,
        },
        f"SELECT {_fields('party', 'speaker', 'stance', 'issue', 'condition')}, {_QUOTE}, " + _FROM.format(facts="positions"),
    ),
    View(
        "feed_health",
        "Every feed and how it stands.",
        {
            "outlet": "its name",
            "address": "where it is read",
            "publisher": "who stands behind it",
            "trust": "normal or low",
            "paused": "1 where it rests",
            "last_good": "when it last answered well (UTC)",
            "last_new": "when it last brought something new (UTC)",
            "failures": "how often in a row it failed",
            "error": "why, in plain words",
            "due": "when it is asked next (UTC)",
        },
        "SELECT json_extract(feed, '$.outlet') AS outlet, url AS address, coalesce(json_extract(feed, '$.publisher'), '') AS publisher,"
        " coalesce(json_extract(feed, '$.trust'), 'normal') AS trust, paused, fresh AS last_good, changed AS last_new, failures, error, due"
        " FROM feeds",
    ),
    View(
        "posts",
        "Every delivery: what went out to whom, and what did not, and why.",
        {
            "chat": "the recipient: a chat's id, with :thread for a topic of a forum",
            "kind": "digest, reminder, broadcast ...",
            "topic": "slug of its topic",
            "state": "waiting, claimed, sent, failed, lapsed, gone",
            "enqueued": "when it was put on its way (UTC)",
            "settled": "when it ended (UTC)",
            "attempts": "how often it was tried",
            "error": "what went wrong last",
        },
        "SELECT recipient AS chat, kind, topic, state, enqueued, settled, attempts, error FROM deliveries",
    ),
    View(
        "followers",
        "Who follows what.",
        {
            "topic": "slug",
            "title": "of the topic",
            "chat": "the recipient",
            "state": "active, or gone",
            "since": "since when (UTC)",
        },
        "SELECT s.topic, json_extract(t.topic, '$.title') AS title, s.recipient AS chat, r.state, s.since"
        " FROM subscriptions s JOIN topics t ON t.slug = s.topic JOIN recipients r ON r.name = s.recipient",
    ),
)


def stand(db: Database) -> bool:
    """Whether the views are as they should be."""
    return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()) == _wanted()


def take_down(db: Database) -> None:
    """Take our views away, those of an earlier Dateline too."""
    for name in db.view_names():
        db.execute(f'DROP VIEW "{name}"')


def make(db: Database) -> None:
    """Make the views anew where they are not as they should be."""
    if not stand(db):
        take_down(db)
        for sql in _wanted().values():
            db.execute(sql)


def _wanted() -> dict[str, str]:
    return {view.name: f'CREATE VIEW "{view.name}" AS {view.sql}' for view in VIEWS}
