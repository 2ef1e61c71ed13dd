"""What was told so far in a text, and the year that a day without one belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from digests.text.dates import words as w
from digests.text.dates.mention import DateMention, Granularity, Told
from digests.text.dates.tense import Frame, sentence_start

_FAR = 330  # days: beyond this the nearer side wins over the clause
_RECENT = 14  # days back at which a past day is nearer than one eleven months ahead
_SHIFTED = re.compile(
    r"\b(?:extend|prolong|postpon|delay|renew|push|reschedul|defer|mov)\w*\b[^.;]*\b(?:to|until|till|through|by)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_YEAR_BESIDE = re.compile(r",?\s(?:of\s|in\s)?(?:the\s)?(?P<which>following|next|same|previous|last|this|that)\syear\b")


class Running:
    """The state of one pass: the last day narrated, the last year told, the mentions found."""

    def __init__(self, text: str, anchor: date, narrative: bool) -> None:
        self.text = text
        self.anchor = anchor
        self.narrative = narrative
        self.day: date | None = None  # the last day narrated, not the day somebody spoke
        self.year: int | None = None  # the last year told outright
        self.year_at = -1
        self.month: int | None = None
        self.found: list[DateMention] = []

    def _inherit(self, one: Told, following: Told | None) -> None:
        """The year told beside a day: "May 15 to August 16, 1988", "9 September of the following year"."""
        if one.form in ("day", "month") and not one.year and (beside := _YEAR_BESIDE.match(self.text, one.end, one.end + 32)):
            base = self.anchor.year if beside["which"] in ("next", "last", "this") else (self.year or self.anchor.year)
            one.year = base + {"following": 1, "next": 1, "previous": -1, "last": -1}.get(beside["which"], 0)
        if one.form not in ("day", "month") or one.year or following is None or following.form != one.form or not following.year:
            return
        if re.fullmatch(r",?\s?(?:-|–|—|to|through|until|and|or|&)\s?(?:on\s|from\s)?", self.text[one.end : following.start]):
            one.year = following.year - (1 if (one.month or 0) > (following.month or 0) else 0)

    def _year_of(self, one: Told, look: Frame, build: Callable[[int], date | None]) -> tuple[int | None, float]:
        if one.year:
            return one.year, 1.0
        if known := self._known(one):
            return known, 0.9
        if one.weekday is not None:
            fitting = [d for y in self._years() if (d := build(y)) and d.weekday() == one.weekday]
            if fitting:
                return min(fitting, key=lambda d: abs((d - self.anchor).days)).year, 0.98
        days = [d for y in (self.anchor.year - 1, self.anchor.year, self.anchor.year + 1) if (d := build(y))]
        if one.which in ("next", "coming", "last", "past") and one.form == "day":
            return self._pointed_year(one, days)
        running = self._running_year(one)
        day = build(running) if running is not None else None
        if running is not None and not (look.way < 0 and day and day > self.anchor):
            return running, 0.85  # what is told as past lies in no year to come
        if not days:
            return None, 0.0
        day, sure = self._choose(days, look)
        year = day.year
        if self._year_earlier(one) and look.way < 0:
            return year - 1, 0.8
        return year, sure

    def _pointed_year(self, one: Told, days: list[date]) -> tuple[int | None, float]:
        """ "next July 1", "last Dec. 3": the one right after, or right before, the paper's day."""
        ahead = one.which in ("next", "coming")
        side = [d for d in days if (d > self.anchor if ahead else d < self.anchor)]
        return ((min if ahead else max)(side).year, 0.9) if side else (None, 0.0)

    def _years(self) -> range:
        base = self.year if self.narrative and self.year else self.anchor.year
        return range(max(1, base - 4), base + 5)

    def _known(self, one: Told) -> int | None:
        """The year of a day that names an event: "the Sept. 11 attacks"."""
        year, *nouns = w.table("known").get(f"{one.month or 0:02}-{one.day or 0:02}", [0])
        if not year or self.anchor.year < year:
            return None
        after = re.match(r"(?:['’]s?)?,?\s(?P<noun>[a-z]+)", self.text[one.end : one.end + 20])
        return int(year) if after and after["noun"] in nouns else None

    def _running_year(self, one: Told) -> int | None:
        """The year told before in the story, or in the same sentence."""
        if self.year is None:
            return None
        if self.narrative:
            if self.day and one.month and self.day.year == self.year and self.day.month - one.month >= 9:
                return self.year + 1
            return self.year
        if _SHIFTED.search(self.text, max(0, one.start - 120), one.start):
            return None  # "imposed after a coup in July 2016, was extended by three months, to July 19"
        same = self.year_at >= sentence_start(self.text, one.start, 260)
        if not same or abs(self.year - self.anchor.year) <= 1:
            return None
        told = next((m for m in reversed(self.found) if m.start == self.year_at or m.value.startswith(f"{self.year:04}")), None)
        back = told is not None and len(told.value) > 4 and (one.month or 1) < int(told.value[5:7])
        return None if back else self.year  # "born on 14 July 1971 and joined on 2 January": a story does not go back

    def _choose(self, days: list[date], look: Frame) -> tuple[date, float]:
        ahead = min((d for d in days if d >= self.anchor), default=None)
        behind = max((d for d in days if d <= self.anchor), default=None)
        nearest = min(days, key=lambda d: (abs((d - self.anchor).days), d > self.anchor))
        if look.way > 0 and ahead:
            gap = (ahead - self.anchor).days
            near_past = behind is not None and (self.anchor - behind).days <= _RECENT
            if gap > _FAR - 60 and near_past and not look.strong:
                return nearest, 0.6
            if not look.strong and gap > 200:
                return nearest, 0.7
            return (ahead, 0.95) if gap <= _FAR else (nearest, 0.6)
        if look.way < 0 and behind:
            gap = (self.anchor - behind).days
            return (behind, 0.95) if gap <= _FAR else (nearest, 0.6)
        return nearest, 0.8

    def _year_earlier(self, one: Told) -> bool:
        sentence = self.text[sentence_start(self.text, one.start) : one.start].lower()
        ended = self.text[max(0, one.start - 8) : one.start].rstrip().lower().endswith("ended")
        return ended and any(phrase in sentence for phrase in ("year-ago", "year-earlier", "year ago", "year earlier"))

    def _told_since(self, start: int) -> DateMention | None:
        """The last day told since a place."""
        for mention in reversed(self.found):
            if mention.start < start:
                return None
            if mention.granularity is Granularity.DAY:
                return mention
        return None

    # ── what later expressions count from ──────────────────────────────────────────────────────────────────

    def _remember(self, one: Told, mention: DateMention, look: Frame, cue: str | None) -> None:
        if one.year:
            self.year, self.year_at = one.year, one.start
        elif self.narrative and mention.granularity in (Granularity.DAY, Granularity.MONTH):
            self.year, self.year_at = int(mention.value[:4]), one.start
        if mention.day and one.form not in ("clock", "nth") and cue != "ended" and not (look.saying and self.day and not self.narrative):
            self.day = mention.day
