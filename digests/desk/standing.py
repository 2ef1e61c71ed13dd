"""How the desk stands: what went wrong in the last day, in plain words, the commonest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.ledger import Ledger
from digests.model import Trouble

__all__ = ["Grouped", "last_day"]

_DAY = timedelta(days=1)
_PLACES = {
    "later": "Post put off",
    "failed": "Post that could never be sent",
    "gone": "Chat that cannot be reached",
    "unknown": "Post whose outcome was never learned",
    "unread": "Article that could not be read",
    "feed": "Feed that cannot be read",
}


@dataclass(frozen=True, slots=True)
class Grouped:
    """Troubles of one kind and cause."""

    place: str  #: in words: ``Post put off``
    why: str
    count: int
    newest: datetime
    about: tuple[str, ...]  #: chats, feeds or topics concerned, at most 5


def last_day(ledger: Ledger, now: datetime) -> tuple[Grouped, ...]:
    """What went wrong in the last 24 hours, equal troubles counted together, newest first."""
    feeds = (
        Trouble(state.feed.outlet, "", "feed", f"{state.error}, {state.failures} times in a row", state.checked)
        for state in ledger.feeds()
        if state.failures and state.error and state.checked and not state.paused and now - state.checked <= _DAY
    )
    return _grouped((*ledger.troubles(now - _DAY), *feeds))


def _grouped(troubles: Iterable[Trouble]) -> tuple[Grouped, ...]:
    groups: dict[tuple[str, str], list[Trouble]] = {}
    for trouble in troubles:
        groups.setdefault((trouble.state, trouble.why), []).append(trouble)
    made = (
        Grouped(
            _PLACES.get(state, state[:1].upper() + state[1:]),
            why,
            len(found),
            max(trouble.at for trouble in found),
            tuple(dict.fromkeys(trouble.recipient or trouble.topic for trouble in found if trouble.recipient or trouble.topic))[:5],
        )
        for (state, why), found in groups.items()
    )
    return tuple(sorted(made, key=lambda group: group.newest, reverse=True))
