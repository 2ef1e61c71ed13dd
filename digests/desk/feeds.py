"""The feeds of the desk: taken on, changed, rested, given up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, get_args, get_type_hints
from urllib.parse import urlsplit

from rapidfuzz import fuzz, utils

from digests.desk.audit import acting
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Feed, FeedState, key_of

__all__ = ["CHANGES", "add_feed", "add_feeds", "address", "change_feed", "find_feed", "pause_feed", "remove_feed", "short"]

#: what of a feed can be changed, and the field it is
CHANGES = {"name": "outlet", "publisher": "publisher", "fulltext": "full_text", "trust": "trust", "language": "language"}
_ALIKE, _LEAD = 75.0, 8.0
_LONGEST, _LONGEST_ADDRESS = 120, 2000


def short(feed: Feed) -> str:
    """A short name of a feed that fits into a button and stays the same: ``#1a2b3c4d``."""
    return f"#{key_of(feed.url)[:8]}"


def find_feed(states: Sequence[FeedState], typed: str) -> FeedState:
    """The feed somebody means: by its number in the list, its short name, its address, or the outlet's name or a part of it.

    Raises InputError where it is none, or may be several.
    """
    typed = typed.strip()
    if typed.isdigit():
        if not 1 <= int(typed) <= len(states):
            raise InputError(typed, f"there is no feed {typed}; they are numbered 1 to {len(states)}")
        return states[int(typed) - 1]
    low = typed.lower().rstrip("/")
    exact = [s for s in states if low in (short(s.feed), s.feed.url.lower().rstrip("/"), s.feed.outlet.lower())]
    found = exact or [s for s in states if low and (low in s.feed.outlet.lower() or low in s.feed.url.lower())] or _alike(states, typed)
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(typed, f"there is no feed like “{typed[:60]}” here")
    raise InputError(
        typed, f"“{typed[:60]}” may be any of {len(found)} feeds: {', '.join(s.feed.outlet for s in found[:5])}; give its number"
    )


def _alike(states: Sequence[FeedState], typed: str) -> list[FeedState]:
    wanted = utils.default_process(typed)
    scored = sorted(((fuzz.ratio(wanted, utils.default_process(s.feed.outlet)), n) for n, s in enumerate(states)), reverse=True)
    best = [(score, states[n]) for score, n in scored if score >= _ALIKE]
    return [state for score, state in best if best[0][0] - score < _LEAD]


def address(typed: str) -> str:
    """A web address as typed, with its scheme. Raises InputError where it is none."""
    url = typed.strip().strip("<>")
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if (
        parts.scheme not in ("http", "https")
        or ("." not in host and host != "localhost")
        or any(c.isspace() for c in url)
        or len(url) > 2000
    ):
        raise InputError(typed[:60], f"“{typed[:60]}” is no web address; give one like https://example.org/rss")
    return url


def add_feed(ledger: Ledger, who: str, feed: Feed, now: datetime) -> FeedState:
    """Take a feed on, due at once. Raises InputError where the desk reads it already."""
    if ledger.feed(feed.url) is not None:
        raise InputError(feed.url, "the desk reads this feed already")
    with acting(ledger, who, "feeds add", feed.url, now) as doing:
        ledger.put_feeds((feed,), now)
        doing.detail = feed.outlet
    return _there(ledger, feed.url)


def add_feeds(ledger: Ledger, who: str, feeds: Iterable[Feed], now: datetime) -> tuple[Feed, ...]:
    """Take on those of a list that the desk does not read yet, due at once; which. Those it reads stay as they are."""
    new = tuple(feed for feed in feeds if ledger.feed(feed.url) is None)
    if not new:
        return ()
    with acting(ledger, who, "feeds import", f"{len(new)} feeds", now) as doing:
        ledger.put_feeds(new, now)
        doing.detail = ", ".join(feed.outlet for feed in new)
    return new


def remove_feed(ledger: Ledger, who: str, url: str, now: datetime) -> FeedState:
    """Give a feed up; what it brought stays. How it stood until now."""
    state = _there(ledger, url)
    with acting(ledger, who, "feeds remove", url, now) as doing:
        ledger.remove_feed(url)
        doing.detail = state.feed.outlet
    return state


def pause_feed(ledger: Ledger, who: str, url: str, paused: bool, now: datetime) -> FeedState:
    """Let a feed rest, or take it up again, due at once."""
    state = _there(ledger, url)
    if state.paused is paused:
        raise InputError(url, f"{state.feed.outlet} {'rests already' if paused else 'does not rest'}")
    with acting(ledger, who, "feeds pause" if paused else "feeds resume", url, now) as doing:
        ledger.pause_feed(url, paused, now)
        doing.detail = state.feed.outlet
    return _there(ledger, url)


def change_feed(ledger: Ledger, who: str, url: str, what: str, value: str, now: datetime) -> FeedState:
    """Change one of ``CHANGES`` of a feed. Raises InputError where the value is none of those it takes."""
    state = _there(ledger, url)
    name = CHANGES[what]
    value = " ".join(value.split())
    allowed = get_args(get_type_hints(Feed)[name])
    if allowed and value.lower() not in allowed:
        raise InputError(value, f"{what} is {', '.join(allowed[:-1])} or {allowed[-1]}, not “{value[:40]}”")
    if name == "outlet" and not value:
        raise InputError(value, "a feed needs a name")
    if len(value) > _LONGEST:
        raise InputError(value, f"that is longer than {_LONGEST} letters")
    given: dict[str, Any] = {name: value.lower() if allowed else value}
    with acting(ledger, who, f"feeds {what}", url, now) as doing:
        ledger.put_feeds((replace(state.feed, **given),), now)
        doing.detail = f"{getattr(state.feed, name) or 'none'} → {given[name] or 'none'}"
        if name == "trust":
            ledger.touch(topic.slug for topic in ledger.every_topic())
    return _there(ledger, url)


def _there(ledger: Ledger, url: str) -> FeedState:
    state = ledger.feed(url)
    if state is None:
        raise InputError(url, "there is no such feed any more")
    return state
