"""Articles in and key points out as JSON lines: the shapes that files and pipes speak.

An article is ``{"id", "title", "text", "published", "source", "url"}``; ``published`` is an ISO day, or an ISO time with its
offset. What was read out of it is ``{"id", "deadlines", "casualties", "positions"}``, every item with its ``quote``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from digests.errors import ArticleError
from digests.model import Article, CasualtyReport, Deadline, Facts, Position, key_of

__all__ = ["article", "articles", "facts", "moment"]

Row = dict[str, Any]
_NEEDED = ("text",)


def moment(told: str) -> tuple[datetime, date, bool]:
    """An ISO day or time as (UTC, the day in its own zone, whether an hour was given); a time without offset is UTC.

    Raises ValueError for anything else.
    """
    text = told.strip()
    if len(text) <= 10:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC), day, False
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return at.astimezone(UTC), at.date(), True


def article(row: Mapping[str, Any], where: str = "input", line: int = 0, published: str | None = None) -> Article:
    """One article from its row. ``published`` stands in where the row has no date.

    Raises ArticleError, with ``where`` and ``line``, where a field is missing or no text, or the date cannot be read.
    """

    def text_of(name: str) -> str:
        value = row.get(name)
        if value is None:
            return ""
        if isinstance(value, (int, float)) and name == "id":
            return str(value)
        if not isinstance(value, str):
            raise ArticleError(where, line, f"“{name}” is no text")
        return value.replace("\x00", "")

    if not isinstance(row, Mapping):
        raise ArticleError(where, line, "an article is a JSON object")
    for name in _NEEDED:
        if not text_of(name).strip() and not text_of("title").strip():
            raise ArticleError(where, line, f"no “{name}”")
    told = text_of("published") or published
    if not told:
        raise ArticleError(where, line, "no “published” date: relative days cannot be read without one")
    try:
        at, day, timed = moment(told)
    except ValueError:
        raise ArticleError(where, line, f"“published” is neither an ISO day nor an ISO time: {told[:40]!r}") from None
    title, body = text_of("title"), text_of("text")
    ident = text_of("id") or text_of("url") or key_of(title, body)
    source = text_of("source")
    return Article(
        id=ident,
        title=title,
        text=body,
        published=at,
        source=source,
        url=text_of("url"),
        day=day,
        timed=timed,
        language=text_of("language") or "en",
    )


def articles(lines: Iterable[str | bytes], where: str = "input", published: str | None = None) -> Iterator[Article | ArticleError]:
    """Every article of some JSON lines in order; a line that is none comes out as the error it is, the rest goes on."""
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8") if isinstance(line, bytes) else line
        except UnicodeDecodeError as error:
            yield ArticleError(where, number, f"not UTF-8: {error.reason}")
            continue
        text = text.lstrip("\ufeff").strip()
        if not text:
            continue
        try:
            yield article(json.loads(text), where, number, published)
        except json.JSONDecodeError as error:
            yield ArticleError(where, number, f"not JSON: {error.msg} at column {error.colno}")
        except RecursionError:
            yield ArticleError(where, number, "not JSON that can be read: nested too deep")
        except ArticleError as error:
            yield error


def facts(told: Article, read: Facts) -> Row:
    """What was read out of an article, as its row of key points."""
    return {
        "id": told.id,
        "deadlines": [_deadline(d) for d in read.deadlines],
        "casualties": [_casualties(c) for c in read.casualties],
        "positions": [_position(p) for p in read.positions],
    }


def _shared(fact: Deadline | CasualtyReport | Position) -> Row:
    return {"quote": fact.evidence.text, "also": [s.text for s in fact.also], "confidence": round(fact.confidence, 3)}


def _deadline(d: Deadline) -> Row:
    return {
        "date": d.date,
        "time": d.time,
        "timezone": d.timezone,
        "kind": d.kind.value,
        "status": d.status.value,
        "subject": d.subject,
        "attribution": d.attribution,
        "earlier": d.earlier,
        **_shared(d),
    }


def _casualties(c: CasualtyReport) -> Row:
    return {
        "killed": c.killed,
        "injured": c.injured,
        "missing": c.missing,
        "captured": c.captured,
        "qualifier": c.qualifier.value,
        "scope": c.scope.value,
        "place": c.place,
        "date": c.date,
        "attribution": c.attribution,
        "what": c.what,
        "since": c.since,
        "part": c.part,
        **_shared(c),
    }


def _position(p: Position) -> Row:
    return {
        "party": p.party,
        "speaker": p.speaker,
        "stance": p.stance.value,
        "issue": p.issue,
        "condition": p.condition,
        **_shared(p),
    }
