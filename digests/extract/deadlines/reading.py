"""From dates to deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause
from digests.extract.deadlines.doubt import doubter
from digests.extract.deadlines.events import noun_in
from digests.extract.deadlines.evidence import ends
from digests.extract.deadlines.fold import Telling, content_words, folded
from digests.extract.deadlines.judge import LONGEST, Verdict, former, judge
from digests.extract.deadlines.shift import earlier_of, moved_by, put_off, recounted, spans
from digests.extract.deadlines.subject import subject_of
from digests.extract.trace import DEADLINES, dropped
from digests.model import Deadline, DeadlineKind, DeadlineStatus
from digests.text.dates import DateMention, Granularity
from digests.text.dates.almanac import last_of
from digests.text.document import Document
from digests.text.statements import attributed

_TELLING = frozenset({DeadlineKind.MEETING, DeadlineKind.VOTE, DeadlineKind.HEARING, DeadlineKind.EFFECTIVE})
_UNNAMED = 0.45  # what has no name that stands alone is in no digest
_LISTED = re.compile(r"(?:,\s|,?\s(?:and|or)\s|\s?[-–—]\s?|\s(?:to|through)\s)(?:on\s)?")


def read(document: Document) -> tuple[Deadline, ...]:
    """Every deadline of an article, each with its first full sentence, in the order of telling."""
    tellings: list[Telling] = []
    stood: dict[int, str] = {}  # start of a sentence -> the day it says a thing stood at before
    for i, mention in enumerate(document.dates):
        if i and _later_of_list(document, document.dates[i - 1], mention):
            dropped(document, DEADLINES, mention.start, mention.end, "a further day of a list, which is dated by its first")
            continue
        if len(document.sentence_at(mention.start).text) > LONGEST:
            dropped(document, DEADLINES, mention.start, mention.end, f"its sentence is longer than {LONGEST} letters: a list or a table")
            continue
        dated = recounted(document, mention)
        if dated is None:
            dropped(document, DEADLINES, mention.start, mention.end, "a span of something agreed before, and no day to count it from")
            continue
        clause = Clause(document, dated)
        verdict = judge(clause)
        if verdict is not None and verdict.status is not DeadlineStatus.CANCELLED and put_off(clause):
            tellings += _put_off(clause, verdict, stood)
        elif verdict is not None:
            tellings.append(_telling(clause, verdict))
        elif mention.granularity is Granularity.DAY and former(clause):
            stood[clause.sentence.start] = mention.value
    tellings += [_spanned(document, mention, pause) for mention, pause in spans(document)]
    for telling in tellings:
        if telling.status is DeadlineStatus.EXTENDED:
            told = stood.get(telling.clause.sentence.start, telling.date)
            telling.earlier = telling.earlier or (told if told != telling.date else earlier_of(telling.clause))
    return tuple(_deadline(document, t) for t in folded(tellings))


def _put_off(clause: Clause, verdict: Verdict, stood: dict[int, str]) -> Iterator[Telling]:
    """What was planned for the day of a clause and then put off: told for its new day where the text tells by how much, else not told."""
    planned, to = clause.mention.value, moved_by(clause)
    later = any(told.start >= clause.mention.end and told.value > planned for told in clause.dates)
    if to is not None and not later:
        yield replace(_telling(clause, verdict), date=to.isoformat(), status=DeadlineStatus.EXTENDED, earlier=planned)
        return
    stood[clause.sentence.start] = planned
    why = "the day at which it stood before it was put off"
    dropped(clause.document, DEADLINES, clause.mention.start, clause.mention.end, why)


def _spanned(document: Document, mention: DateMention, pause: str) -> Telling:
    """The end of a pause whose start and length the text gives."""
    clause = Clause(document, mention)
    verdict = Verdict(DeadlineKind.EXPIRY, DeadlineStatus.SET, None, 0.65)
    telling = _telling(clause, verdict)
    length = re.sub(
        r"^(?:(?:for|last|lasts|lasting)\s)?(?:the\snext\s|another\s)?", "", document.content[mention.start : mention.end].lower()
    )
    noun = pause.lower() if pause.lower() in lexicon.noun_kinds() else "pause"
    name = f"end of the {length.removesuffix('s').replace(' ', '-')} {noun}"
    return replace(telling, subject=name, own=content_words(name), worth=1.0, confidence=0.65)


def _telling(clause: Clause, verdict: Verdict) -> Telling:
    mention, named = clause.mention, subject_of(clause, verdict.trigger, verdict.kind)
    if verdict.kind is DeadlineKind.OTHER:
        verdict = replace(verdict, kind=kind_named(named.phrase))
    return Telling(
        clause,
        verdict,
        _date(clause, verdict.kind),
        named.phrase,
        verdict.kind,
        verdict.status,
        words=content_words(clause.sentence.text),
        own=content_words(named.phrase),
        worth=named.worth,
        doubted_by=doubter(clause) if verdict.status is DeadlineStatus.TENTATIVE else None,
        time=mention.time,
        timezone=mention.timezone,
        confidence=verdict.confidence if named.sure else min(verdict.confidence, _UNNAMED),
    )


def kind_named(phrase: str) -> DeadlineKind:
    """The kind of the event that a name begins with: "weekend curfew", "talks in Geneva"; OTHER where it names none."""
    found = noun_in(phrase)
    kind = lexicon.noun_kinds()[found] if found else DeadlineKind.OTHER
    return kind if kind in _TELLING and found != "trip" else DeadlineKind.OTHER


def _later_of_list(document: Document, before: DateMention, mention: DateMention) -> bool:
    """ "Thursday and Friday", "June or July": a thing of several days is dated by its first."""
    gap = document.content[before.end : mention.start]
    return (
        len(gap) < 12
        and bool(_LISTED.fullmatch(gap))
        and before.granularity is mention.granularity
        and before.value < mention.value
        and not former(Clause(document, before))
    )


def _date(clause: Clause, kind: DeadlineKind) -> str:
    mention = clause.mention
    if ends(clause) and mention.granularity in (Granularity.MONTH, Granularity.YEAR):
        return last_of(mention.value).isoformat()
    if mention.last and mention.granularity is Granularity.DAY and kind is DeadlineKind.EXPIRY:
        return mention.last
    return mention.value


def _deadline(document: Document, telling: Telling) -> Deadline:
    sentence = telling.clause.sentence
    return Deadline(
        telling.date,
        telling.kind,
        telling.status,
        telling.subject,
        document.evidence(sentence.start, sentence.end),
        tuple(document.evidence(s.start, s.end) for s in telling.also),
        telling.time,
        telling.timezone,
        attributed(document, telling.clause.mention.start, telling.clause.mention.end),
        telling.earlier,
        telling.confidence,
        telling.doubted_by if telling.status is DeadlineStatus.TENTATIVE else None,
    )
