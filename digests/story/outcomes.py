"""What came of a deadline once its day was past, as far as a later report says so in one sentence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from digests.model import DeadlineState, Evidence, Sentence
from digests.story.likeness import proper, telling, tokens
from digests.story.reports import Report
from digests.text import sentences
from digests.text.vocabulary import either, load

_LOOK = timedelta(days=21)  # later than that a sentence speaks of something else
_STATES = {"met": DeadlineState.MET, "missed": DeadlineState.MISSED, "ended": DeadlineState.PASSED, "extended": DeadlineState.PASSED}


@cache
def _phrases() -> re.Pattern[str]:
    tables = load("digests.story", "outcomes.en.toml")
    order = ("missed", "extended", "ended", "met")
    return re.compile("|".join(rf"(?P<{name}>\b{either(tables[name]['phrases'])}\b)" for name in order), re.IGNORECASE)


@lru_cache(maxsize=2048)
def _told(content: str) -> tuple[tuple[int, int, str, frozenset[str], frozenset[str]], ...]:
    """Sentences of a text that say what came of something: offsets, what, tokens, proper names."""
    if not _phrases().search(content):
        return ()
    found = []
    for s in sentences.split(content):
        match = _phrases().search(s.text)
        if match and match.lastgroup:
            found.append((s.start, s.end, match.lastgroup, tokens(s.text), proper(s.text)))
    return tuple(found)


def outcome(words: frozenset[str], names: frozenset[str], day: date, later: tuple[Report, ...]) -> tuple[Evidence, DeadlineState] | None:
    """The first later sentence that says what came of a thing, and the state it leaves; None where none does.

    ``words`` are the thing's own tokens, ``names`` the proper names told with it, ``day`` its last day.
    """
    needed = telling(words) or words
    for report in later:
        article = report.reading.article
        if report.superseded or article.anchor < day or article.anchor > day + _LOOK:
            continue
        for start, end, what, mine, proper_names in _told(article.content):
            shared = mine & needed
            kindred = mine & words
            if (len(shared) >= 2 or (shared and kindred - shared)) and (proper_names & names or len(shared) >= 3):
                sentence = Sentence(report.key, start, end, article.content[start:end])
                return report.evidence(sentence, None), _STATES[what]
    return None
