"""Which readings an account is folded from: the latest revision of each article, and which articles are one report.

Wire copy runs in many outlets. Two articles whose texts share most of their word shingles (w-shingling: Broder 1997, compared
by containment) are one report with several carriers, and count as one source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from digests.model import Evidence, Reading, Sentence

_SHINGLE = 5  # words
_KEEP = 48  # smallest hashes kept of each text: a bottom-k sketch
_ALIKE = 0.5  # of the smaller sketch


@dataclass(frozen=True, slots=True)
class Report:
    """One reading with its place in the account."""

    reading: Reading
    key: str  #: ``Article.key``, which hashes the whole text: asked for once
    root: str  #: key of the first article of its report: equal for all carriers
    superseded: bool = False  #: an older revision: its facts no longer hold, their keys are remembered

    @property
    def publisher(self) -> str:
        return self.reading.publisher or self.reading.article.source

    def evidence(self, sentence: Sentence, attribution: str | None) -> Evidence:
        """A sentence of this article as evidence."""
        a = self.reading.article
        return Evidence(sentence, a.source, a.url, a.published, attribution, a.title, a.id)


def choose(readings: Iterable[Reading], now: datetime, known: datetime) -> tuple[Report, ...]:
    """Reports known by ``known`` and published by ``now``, oldest publication first; superseded revisions marked.

    The order is the same whatever order they arrived in.
    """
    latest: dict[str, tuple[Reading, str]] = {}
    seen: dict[str, Reading] = {}
    for reading in readings:
        if reading.learned > known or reading.article.published > now:
            continue
        key, ident = reading.article.key, reading.article.story_id
        if key not in seen or reading.learned < seen[key].learned:
            seen[key] = reading
        if ident not in latest or _newer(reading, key) > _newer(*latest[ident]):
            latest[ident] = reading, key
    chosen = sorted(seen.items(), key=lambda item: (item[1].article.published, item[1].learned, item[0]))
    roots = _roots(chosen)
    current = {key for _, key in latest.values()}
    return tuple(Report(r, key, roots[key], key not in current) for key, r in chosen)


def _newer(reading: Reading, key: str) -> tuple[datetime, datetime, str]:
    return reading.learned, reading.article.published, key


@lru_cache(maxsize=4096)  # an account is told anew for each article that comes
def sketch(text: str) -> frozenset[int]:
    """The smallest shingle hashes of a text: what near-duplicates share."""
    words = re.findall(r"\w+", text.lower())
    runs = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))} if words else set()
    hashes = sorted(int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)
    return frozenset(hashes[:_KEEP])


def _roots(chosen: list[tuple[str, Reading]]) -> dict[str, str]:
    """The report each article belongs to, found by an index of shingles, not by comparing all with all."""
    index: defaultdict[int, list[str]] = defaultdict(list)
    sketches: dict[str, frozenset[int]] = {}
    roots: dict[str, str] = {}
    for key, reading in chosen:
        mine = sketch(reading.article.text)
        shared: defaultdict[str, int] = defaultdict(int)
        for value in mine:
            for other in index[value][:50]:
                shared[other] += 1
        best = max(shared, key=lambda k: (shared[k], k), default=None)
        alike = best is not None and len(mine) >= 8 and shared[best] >= _ALIKE * min(len(mine), len(sketches[best]))
        roots[key] = roots[best] if alike and best is not None else key
        sketches[key] = mine
        for value in mine:
            index[value].append(key)
    return roots
