"""What an article tells twice is one deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause
from digests.extract.deadlines.judge import Verdict
from digests.model import DeadlineKind, DeadlineStatus
from digests.text.sentences import Span

_ENDING = frozenset({DeadlineKind.EXPIRY, DeadlineKind.ULTIMATUM})
_ALIKE = (
    frozenset({DeadlineKind.EXPIRY, DeadlineKind.ULTIMATUM, DeadlineKind.TARGET}),
    frozenset({DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY, DeadlineKind.ULTIMATUM}),
    frozenset({DeadlineKind.RELEASE, DeadlineKind.OTHER, DeadlineKind.TARGET, DeadlineKind.ULTIMATUM}),
    frozenset({DeadlineKind.MEETING, DeadlineKind.OTHER}),
    frozenset({DeadlineKind.EFFECTIVE, DeadlineKind.OTHER, DeadlineKind.TARGET}),
    frozenset({DeadlineKind.HEARING, DeadlineKind.OTHER, DeadlineKind.RELEASE}),
    frozenset({DeadlineKind.VOTE, DeadlineKind.OTHER, DeadlineKind.MEETING}),
)
_RANK = {
    DeadlineStatus.CANCELLED: 4,
    DeadlineStatus.EXTENDED: 3,
    DeadlineStatus.TENTATIVE: 2,
    DeadlineStatus.SET: 1,
    DeadlineStatus.PROPOSED: 0,
}


@dataclass(slots=True)
class Telling:
    """One sentence that tells a deadline, before it is folded."""

    clause: Clause
    verdict: Verdict
    date: str
    subject: str
    kind: DeadlineKind
    status: DeadlineStatus
    earlier: str | None = None
    doubted_by: str | None = None  #: who doubts it, as the text names them
    also: list[Span] = field(default_factory=list)
    words: frozenset[str] = frozenset()  #: content words of its sentence
    own: frozenset[str] = frozenset()  #: content words of its name
    worth: float = 0.0  #: how well its name stands alone
    time: str | None = None
    timezone: str | None = None
    confidence: float = 0.0


def content_words(text: str) -> frozenset[str]:
    """The words that tell one event from another, cut to their stems' first letters."""
    nouns = lexicon.noun_kinds()
    return frozenset(
        w[:6]
        for w in re.findall(r"\w+", text.lower())
        if w not in lexicon.words("common") and w not in nouns and len(w) > 2 and not w.isdigit()
    )


def _events(text: str) -> frozenset[str]:
    """The event nouns of a sentence, but for those that any deadline has."""
    nouns = lexicon.noun_kinds()
    return frozenset(w[:5] for w in re.findall(r"\w+", text.lower()) if w in nouns and not w.startswith("deadline"))


def folded(tellings: list[Telling]) -> list[Telling]:
    """Each deadline once, in order of its first full sentence; headlines and later sentences stand under ``also``."""
    out: list[Telling] = []
    by_date: dict[str, list[Telling]] = {}  # under its day, its month and its year, so that only what can be the same is compared
    for telling in sorted(tellings, key=lambda t: (t.clause.headline, len(t.date) < 10, t.clause.mention.start)):
        same = next((kept for kept in by_date.get(telling.date, ()) if _same(kept, telling)), None)
        if same is not None:
            _take(same, telling)
            continue
        out.append(telling)
        for key in {telling.date, telling.date[:7], telling.date[:4]}:
            by_date.setdefault(key, []).append(telling)
    return sorted(out, key=lambda t: t.clause.mention.start)


def _same(kept: Telling, new: Telling) -> bool:
    if kept.date != new.date:
        return _coarser(kept, new)
    if kept.clause.sentence == new.clause.sentence:
        return True
    shared = kept.words & new.words
    named = (kept.own & new.words) | (kept.words & new.own)
    if len(kept.own) >= 2 and len(new.own) >= 2 and not kept.own & new.own and len(named) < 2:
        named = frozenset()  # each has a name of its own, and they differ
    if new.clause.headline:
        return kept.kind is new.kind or _alike(kept, new) or len(shared) >= 2
    here, there = _places(kept), _places(new)
    if here and there and not here & there:
        return False
    if kept.kind in _ENDING and new.kind in _ENDING:
        shared |= _events(kept.clause.sentence.text) & _events(new.clause.sentence.text)
        if len(shared) >= 2:
            return True
    if kept.kind is new.kind:
        if shared and _definite(new):
            return True
        return bool(named) or _pointing(new) or _pointing(kept) or len(shared) >= 3 or kept.kind is DeadlineKind.ULTIMATUM
    if _alike(kept, new):
        return (bool(named) and len(shared) >= 2) or (_pointing(new) and bool(shared))
    return len(named) >= 2 and len(shared) >= 3


def _places(telling: Telling) -> frozenset[str]:
    """Where a telling's name sets it: "meeting in Oslo"."""
    return frozenset(re.findall(r"\b(?:in|at) ([A-Z]\w+)", telling.subject))


def _alike(kept: Telling, new: Telling) -> bool:
    return any(kept.kind in alike and new.kind in alike for alike in _ALIKE)


def _coarser(kept: Telling, new: Telling) -> bool:
    """A month told of what has its day already."""
    return (
        len(new.date) < len(kept.date)
        and kept.date.startswith(new.date)
        and bool(kept.words & new.words)
        and (kept.kind is new.kind or _alike(kept, new))
    )


def _definite(telling: Telling) -> bool:
    """ "Sunday's meeting", "the Feb. 8 hearing": one that the reader knows already."""
    clause = telling.clause
    after = clause.text[clause.mention.end : clause.mention.end + 2]
    return clause.attribute is not None and (after in ("'s", "’s") or bool(re.search(r"\bthe\s\Z", clause.left)))


def _pointing(telling: Telling) -> bool:
    """Whether a telling has no name of its own: "Sunday's meeting", "the deadline", "the agreement"."""
    return not telling.own


def _take(kept: Telling, new: Telling) -> None:
    if new.clause.sentence != kept.clause.sentence and new.clause.sentence not in kept.also[-1:]:
        kept.also.append(new.clause.sentence)
    status = _status(kept, new)
    if status is not kept.status or kept.doubted_by is None:
        kept.doubted_by = new.doubted_by or kept.doubted_by
    kept.status = status
    named = new.verdict.trigger is not None and new.verdict.trigger.noun and new.kind in _ENDING
    if kept.kind is DeadlineKind.OTHER or (named and kept.kind in (DeadlineKind.TARGET, DeadlineKind.RELEASE, DeadlineKind.OTHER)):
        kept.kind = new.kind
    kept.time, kept.timezone = kept.time or new.time, kept.timezone or new.timezone
    kept.earlier = kept.earlier or new.earlier
    if new.worth > kept.worth + 0.3:
        kept.subject, kept.worth, kept.own = new.subject, new.worth, kept.own | new.own
    where = re.search(r" (?:in|at) [A-Z]\w+(?: [A-Z]\w+)?", new.subject)
    if where and kept.kind is DeadlineKind.MEETING and not _places(kept) and len(kept.subject.split()) <= 6:
        kept.subject += where.group()  # a later sentence says where
    kept.own = kept.own or new.own
    kept.words = kept.words | new.words
    kept.confidence = max(kept.confidence, new.confidence)


def _status(kept: Telling, new: Telling) -> DeadlineStatus:
    """The state after a further telling: a move, a calling off and a doubt outweigh, a wish does not."""
    if len(new.date) < len(kept.date) or (new.clause.headline and new.status is not DeadlineStatus.EXTENDED):
        return kept.status
    if kept.status is DeadlineStatus.PROPOSED and new.status is DeadlineStatus.SET:
        return new.status
    if new.status is DeadlineStatus.TENTATIVE and not lexicon.marks("doubt").search(new.clause.sentence.text):
        return kept.status
    return new.status if _RANK[new.status] > _RANK[kept.status] else kept.status
