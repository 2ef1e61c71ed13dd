"""Which party a name means where the names layer leaves it open: the authorities of the land, or a side named by what it is."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from digests.extract.positions.lexicon import vocabulary
from digests.text.document import Document
from digests.text.names import Name, canonical
from digests.text.vocabulary import load

_GAZETTEERS = "seeds.gazetteers"
_SHARE = 0.4  # of the mentions of states that the land of a story has at least
_DETERMINER = re.compile(
    r"\A(?:the|a|an|some|many|several|most|other|all|both|thousands of|hundreds of|dozens of|two|three)\s+", re.IGNORECASE
)

_NOBODY = re.compile(r"(?:no|neither|nobody|none)\b", re.IGNORECASE)


@cache
def _states() -> dict[str, str]:
    """Names of states and of places in them, to the state."""
    found: dict[str, str] = {name: name for name, row in load(_GAZETTEERS, "states.toml").items() if isinstance(row, dict)}
    for table in load(_GAZETTEERS, "places.toml").values():
        for state, places in table.items():
            found.update((place, state) for place in places)
    return found


@cache
def _actors(name: str) -> frozenset[str]:
    return frozenset(vocabulary()["actors"][name])


def home(document: Document) -> str | None:
    """The state a story plays in: the one that most of its names and places belong to; None where no state leads."""
    states = _states()
    told = [states.get(name.party or "") or states.get(name.place or "") for name in document.names.mentions]
    counts = Counter(state for state in told if state)
    if not counts:
        return None
    state, most = counts.most_common(1)[0]
    return state if most >= _SHARE * counts.total() else None


def of(name: Name, land: str | None) -> str | None:
    """The party of a name; ``land`` is the story's home. None where it stands for no party."""
    if _NOBODY.match(name.text):
        return None
    if name.party is not None:
        return name.party
    told = _DETERMINER.sub("", name.text.strip()).strip()
    if not told:
        return None
    role = (name.role or "").lower()
    if role in _actors("state") or told.lower() in _actors("state"):
        return land
    last = told.lower().rsplit(" ", 1)[-1]
    if name.kind != "person" and last in _actors("side"):
        return canonical(told)
    return name.person if name.kind == "person" and name.person and " " in name.person else None
