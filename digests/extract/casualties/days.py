"""The day of a harm: which of the days that its sentence tells is its own, and which are those of something else."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from digests.text.dates import DateMention, Granularity
from digests.text.document import Document
from digests.text.sentences import Span
from digests.text.vocabulary import load

_NEWS = 31  # days for which an event is what the article is about
_MOST = 64  # days of one sentence that are looked at
_SAID_BEFORE = 60  # letters before a day in which its verb of saying stands
_OPENING = 80  # letters of the body in which its dateline stands
_BESIDE = 14  # letters before the noun of an event in which its own day stands ("Saturday's quake")
_BEHIND = 45  # letters behind a harm in a clause with "which" in which its own day stands
_RECORD = re.compile(r"\b(?:deadliest|worst|first|biggest|largest|bloodiest|highest|most(?! of\b))\b", re.IGNORECASE)
_THEN = re.compile(r"\b(?:at the time|back then)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\bsince\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d,.$-])(?:19|20)\d\d(?![\d,.]\d|[-\w])")
_SAYING = re.compile(  # the day behind it is the day it was said, not the day it was
    r"\b(?:said|says|told(?:\s+[\w.’'-]+){1,4}?|told|reported|announced|added|confirmed|stated|tweeted|warned|statement|rose|risen|climbed|climbs"
    r"|toured|visited|as of)(?:\s+(?:in a statement|to\s+(?:at least\s+|more than\s+)?[\w,]+|by\s+\w+|late|early|later|earlier|also))?,?"
    r"\s+(?:on\s+|late\s+|early\s+|late on\s+|early on\s+)?\Z"
)
#: "the deadliest since 2009, when 156 died"
_SINCE_WHEN = re.compile(r"\b(?:since|after)\b(?P<when>[^.;]{2,70}?),\s+(?:when|where|in which)\b[^.;]{0,70}\Z", re.IGNORECASE)
_EVENT = (
    r"(?:attack|explo|blast|bomb|strik|struck|hit|quake|earthquake|tremor|fire|blaze|crash|clash|shoot|shot|kill|died|dead|raid|shell|storm|flood|stabb"
    r"|erupt|collaps|landslide|siege|ambush|sank|capsiz|airstrike|hurricane|typhoon|cyclone|tornado|avalanche|stampede|massacre|disaster)"
)
_HAPPENED = re.compile(rf"\b{_EVENT}\w*", re.IGNORECASE)
#: "an earthquake which", "a bombing on Thursday that had", up to a harm
_WHICH = re.compile(rf"\b{_EVENT}\w*\b[^,.;:]{{0,50}}?,?\s(?:which|that)\s[^,.;:]{{0,60}}\Z", re.IGNORECASE)
#: what makes the event behind it an older one than that of the main clause
_OLDER = re.compile(
    r"\b(?:survivors?|victims?|aftermath|wake|ruins|recover\w*|reliev\w*|relief|rebuil\w*|anniversary|memory|revenge|retaliation|response)"
    r"\s+(?:of|from|after|for|to)\s+[^,.;]{0,40}\Z",
    re.IGNORECASE,
)
#: "a month after a quake killed": the day of the main clause is another
_AFTER = re.compile(
    r"\b(?:(?P<day>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+days?|(?P<hours>hours)|days|weeks?|months?|years?|fortnight)"
    r"\s+(?:after|since)\b[^.;:]*\Z",
    re.IGNORECASE,
)
#: "six miners trapped since Saturday", "missing since a cyclone struck on Friday": the day is that of the harm
_LASTING = re.compile(
    r"\b(?:missing|trapped|stranded|held|unaccounted for|disappeared|vanished|captive|hostage)\s+since\b[^,.;]{0,50}\Z", re.IGNORECASE
)
_UP_FROM = re.compile(r"\b(?:(?:up|down) from|compared (?:with|to))\b[^.;]{0,40}\Z", re.IGNORECASE)
#: "on Tuesday found three more bodies", "the toll": the day of a find is not that of the harm
_TOLL = re.compile(r"\b(?:toll|more bod(?:y|ies))\b", re.IGNORECASE)
_FOUND = r"(?:found|recovered|retrieved|pulled|dug|located|identified|discovered)"
_FOUND_BEFORE = re.compile(rf"\b{_FOUND}\b[^,.;]{{0,50}}\Z", re.IGNORECASE)
_FOUND_BEHIND = re.compile(rf"\s+{_FOUND}\b", re.IGNORECASE)
_FEW = {"a": 1, **load("digests.text", "numbers.en.toml")["units"]}  # "two days after"
_EARLY = re.compile(r"\b(?:morning|early|dawn|overnight)\b", re.IGNORECASE)
_DATELINE = re.compile(r",?\s*(?:\([A-Z][\w /]*\)|[A-Z]{2,12})?\s*(?:--|-|–|—)\s")


@dataclass(frozen=True, slots=True)
class Day:
    """What a sentence tells of the day of a harm."""

    value: str | None = None  #: ISO day, month or year; None where untold
    others: frozenset[str] = frozenset()  #: days it tells that are those of something else
    week: tuple[str, str] | None = None  #: first and last day of the run of days it tells instead of a day
    beside: bool = False  #: the main clause tells an event of its own
    apart: bool = False  #: told from another day on ("weeks after"), so that no other sentence's day is its own

    def admits(self, day: str | None) -> bool:
        """Whether a day that another sentence tells can be this one's."""
        if day is None or self.apart or day in self.others:
            return False
        return self.week is None or self.week[0] <= day <= self.week[1]


#: nothing is told of the day
UNTOLD = Day()


def told(document: Document, span: Span, at: int) -> Day:
    """The day (or month, or year) of the harm at an offset of its sentence: the nearest that is its own and does not lie ahead."""
    anchor = document.article.anchor
    mentions = _mentions(document, span)
    compared = _SINCE_WHEN.search(document.content, span.start, at)
    if compared and _RECORD.search(document.content, span.start, compared.start()):
        return _compared(compared, mentions, anchor)
    after = _AFTER.search(document.content, span.start, at)
    first, last = (after.start(), span.end) if after else _window(document, span, at)
    mentions = [_past(document, m, anchor) for m in mentions]
    own = [m for m in mentions if first <= m.start < last and _fits(document, span, m, anchor, at)]
    others = frozenset(m.value for m in mentions if not first <= m.start < last)
    beside = first > span.start and _HAPPENED.search(document.content, span.start, first) is not None
    if after and not own:
        beside = beside and not after["hours"]
        return Day(_day_before(after, mentions, anchor, span), others, beside=beside, apart=True)
    lasting = [m for m in own if _LASTING.search(document.content, max(span.start, m.start - _SAID_BEFORE), m.start)]
    nearest = min(lasting[-1:] or own, key=lambda m: abs(m.start - at), default=None)
    if nearest is None:
        return Day(_year(span, at, anchor) if after is None else None, others, beside=beside)
    if nearest.granularity is Granularity.WEEK:
        return Day(None, others, (nearest.value, nearest.last or _plus(nearest.value, 6)), beside)
    return Day(_month_past(nearest, anchor), others, beside=beside)


def _compared(found: re.Match[str], mentions: list[DateMention], anchor: date) -> Day:
    """The day of an event that another is compared with: "the deadliest since 2009, when 156 died"."""
    first, last = found.span("when")
    own = [m for m in mentions if first <= m.start < last and m.granularity not in (Granularity.WEEK, Granularity.QUARTER)]
    others = frozenset(m.value for m in mentions if m not in own)
    year = _YEAR.search(found["when"])
    value = _month_past(own[-1], anchor) if own else year.group() if year else None
    return Day(value, others, apart=True)


def when(document: Document, span: Span, at: int) -> str | None:
    """The day alone (``told``)."""
    return told(document, span, at).value


def recent(document: Document, span: Span) -> str | None:
    """A day of the last weeks on which a sentence says something happened."""
    if not _HAPPENED.search(span.text):
        return None
    day = when(document, span, span.start)
    return day if day and len(day) == 10 and age(day, document.article.anchor) <= _NEWS else None


def age(day: str, anchor: date) -> int:
    """Days from the last day of an ISO day, month or year to the anchor."""
    year, month, last = ([int(part) for part in day.split("-")] + [12, 28])[:3] if day.count("-") else [int(day), 12, 31]
    return (anchor - date(year, month, last if day.count("-") == 2 else min(last, 28))).days


def _mentions(document: Document, span: Span) -> list[DateMention]:
    first = bisect_left(document.dates, span.start, key=lambda m: m.start)
    return list(takewhile(lambda m: m.start < span.end, document.dates[first : first + _MOST]))


def _past(document: Document, mention: DateMention, anchor: date) -> DateMention:
    """ "Monday's quake" is over: a weekday read as one ahead is that of the week before."""
    ahead = mention.kind == "weekday" and mention.granularity is Granularity.DAY and mention.value > anchor.isoformat()
    if not (ahead and document.content.startswith(("'s ", "’s "), mention.end)):
        return mention
    return replace(mention, value=_plus(mention.value, -7))


def _window(document: Document, span: Span, at: int) -> tuple[int, int]:
    """Where the day of a harm can stand: the whole sentence, or close to an event that a "which" tells as background."""
    found = _WHICH.search(document.content, span.start, at)
    if found is None:
        return span.start, span.end
    aside = not _HAPPENED.search(document.content, span.start, found.start())
    if not (aside or _OLDER.search(document.content, span.start, found.start())):
        return span.start, span.end
    return max(span.start, found.start() - _BESIDE), min(span.end, at + _BEHIND)


def _fits(document: Document, span: Span, mention: DateMention, anchor: date, at: int) -> bool:
    if mention.kind == "period" or mention.granularity is Granularity.QUARTER:
        return False
    if mention.value > anchor.isoformat() and not (mention.granularity is Granularity.MONTH and mention.cue == "in"):
        return False
    if mention.granularity is Granularity.WEEK and mention.value > (anchor - timedelta(days=1)).isoformat():
        return False
    before = document.content[max(span.start, mention.start - _SAID_BEFORE) : mention.start]
    if mention.cue == "since" and _LASTING.search(before):
        return True
    if _UP_FROM.search(before) or (
        _TOLL.search(span.text) and (_FOUND_BEFORE.search(before) or _FOUND_BEHIND.match(document.content, mention.end))
    ):
        return False
    if mention.cue in ("since", "until", "by", "as of") or _is_record(span, mention.start, at) or _is_dateline(document, mention):
        return False
    return not _SAYING.search(before)


def _is_record(span: Span, start: int, at: int) -> bool:
    """Whether a day only says how long nothing was as bad: "the deadliest since a war in 2006"."""
    since = [m.start() for m in _COMPARED.finditer(span.text, 0, max(0, start - span.start))]
    compares = bool(since) and _RECORD.search(span.text, 0, since[-1]) is not None
    return compares and at - span.start < since[-1] and not _THEN.search(span.text)


def _is_dateline(document: Document, mention: DateMention) -> bool:
    """Whether a day stands in the dateline: "July 29 (UPI) --"."""
    body = len(document.article.title)
    return body <= mention.start < body + _OPENING and _DATELINE.match(document.content, mention.end) is not None


def _day_before(after: re.Match[str], mentions: list[DateMention], anchor: date, span: Span) -> str | None:
    """The day that "a day after" comes to, or that of "hours after"; None for what is not told to the day."""
    main = [m for m in mentions if m.start < after.start() and m.granularity is Granularity.DAY and m.value <= anchor.isoformat()]
    if after["day"]:
        days = _FEW.get(after["day"].lower()) or int(after["day"])
        return _plus(main[-1].value if main else anchor.isoformat(), -days)
    if after["hours"] and main and not _EARLY.search(span.text):
        return main[-1].value
    return None


def _month_past(mention: DateMention, anchor: date) -> str:
    """A month that would lie ahead is that of the year before: what is told of it is over."""
    if mention.value <= anchor.isoformat()[: len(mention.value)]:
        return mention.value
    return f"{int(mention.value[:4]) - 1}{mention.value[4:]}"


def _plus(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _year(span: Span, at: int, anchor: date) -> str | None:
    """A bare year of the sentence; "in power since 2014" dates nothing, and nor does "the deadliest since 1999" the harm before it."""
    years = [
        m.group()
        for m in _YEAR.finditer(span.text)
        if int(m.group()) < anchor.year
        and not _is_record(span, span.start + m.start(), at)
        and (_RECORD.search(span.text) or not span.text.endswith("since ", 0, m.start()))
    ]
    return years[-1] if years else None
