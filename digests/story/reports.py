"""What an account is folded from: the latest revision of each article, and which articles are one report.

Wire copy runs in many outlets. Two articles whose texts share most of their word shingles (w-shingling: Broder 1997, compared
by containment of bottom-k sketches) are one report with several carriers, and count as one source.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import blake2b

from digests.model import Article, Evidence, Facts, Reading, Sentence
from digests.story.journal import Journal
from digests.story.outcomes import Said, said

__all__ = ["Carriers", "Paper", "Report", "sketch"]

_SHINGLE = 5  # words
_KEEP = 48  # smallest hashes kept of each text: a bottom-k sketch
_MARKED = 12  # of these stand in the index: texts that share half of 48 share one of 12 but for one in some thousands
_ALIKE = 0.5  # of the smaller sketch
_LOOKED_AT, _COMPARED = 30, 6  # newest articles under one hash, and those that share most of them
_SHORTEST = 8  # shingles a text must have to be recognised
_AGAIN = timedelta(days=10)  # wire copy is carried within days


@dataclass(frozen=True, eq=False)
class Paper:
    """One revision of an article with all an account needs of it. The text itself is not kept: an account is held in memory."""

    reading: Reading  #: its article without the text
    key: str  #: ``Article.key``, which hashes the whole text: asked for once
    identity: str  #: ``Article.story_id``: equal for all revisions
    sketch: frozenset[int]
    said: tuple[Said, ...]  #: sentences that say what came of something

    @classmethod
    def of(cls, reading: Reading) -> Paper:
        article = reading.article
        slim = replace(reading, article=replace(article, text=""))
        return cls(slim, article.key, article.story_id, sketch(article.text), said(article.content))

    @property
    def article(self) -> Article:
        return self.reading.article

    @property
    def facts(self) -> Facts:
        return self.reading.facts

    @cached_property
    def age(self) -> tuple[datetime, datetime, str]:
        """What makes one revision newer than another: when it was learned."""
        return self.reading.learned, self.article.published, self.key

    @cached_property
    def place(self) -> tuple[datetime, datetime, str]:
        """Its place in the order of the account: by publication."""
        return self.article.published, self.reading.learned, self.key


@dataclass(frozen=True, slots=True)
class Report:
    """An article in its place in the account."""

    paper: Paper
    origin: str  #: whose report it is: the publisher of the first article that carried it

    @property
    def key(self) -> str:
        return self.paper.key

    @property
    def title(self) -> str:
        return self.paper.article.title

    @property
    def published(self) -> datetime:
        return self.paper.article.published

    @property
    def learned(self) -> datetime:
        return self.paper.reading.learned

    @property
    def publisher(self) -> str:
        return self.paper.reading.publisher or self.paper.article.source

    def evidence(self, sentence: Sentence, attribution: str | None) -> Evidence:
        """A sentence of this article as evidence."""
        a = self.paper.article
        return Evidence(sentence, a.source, a.url, a.published, attribution, a.title, a.id, self.origin, a.teaser)


def sketch(text: str) -> frozenset[int]:
    """The smallest shingle hashes of a text: what near-duplicates share."""
    words = re.findall(r"\w+", text.lower())
    runs = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))} if words else set()
    hashes = sorted(int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)
    return frozenset(hashes[:_KEEP])


class Carriers:
    """Which articles carry one report, found by an index of shingles and not by comparing all with all."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._index: dict[int, list[tuple[Paper, str]]] = {}

    def report(self, paper: Paper, publisher: str) -> Report:
        """The article with whose report it is: its own where nobody carried the like of it before."""
        mine, marks = paper.sketch, sorted(paper.sketch)[:_MARKED]
        shared = Counter(entry for mark in marks for entry in self._index.get(mark, ())[-_LOOKED_AT:])
        alike = [(len(mine & p.sketch), p.key, origin) for (p, origin), _ in shared.most_common(_COMPARED) if self._alike(paper, p)]
        origin = max(alike)[2] if alike else publisher
        if len(mine) >= _SHORTEST:
            entry = (paper, origin)
            for mark in marks:
                self._index.setdefault(mark, []).append(entry)
            self._journal.did(lambda: [self._index[mark].pop() for mark in marks])
        return Report(paper, origin)

    @staticmethod
    def _alike(one: Paper, other: Paper) -> bool:
        if one.article.published - other.article.published > _AGAIN:
            return False
        return len(one.sketch & other.sketch) >= _ALIKE * min(len(one.sketch), len(other.sketch))
