"""Dating what was read: from the anchor, the way of the clause, the cue before it and the days told so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from digests.text.dates.almanac import holiday, last_of, month_shift, nth_weekday, safe_day, shifted
from digests.text.dates.join import joined, ranged
from digests.text.dates.leaning import Leaning
from digests.text.dates.mention import DateMention, Granularity, Told
from digests.text.dates.moving import leaves
from digests.text.dates.scan import scan
from digests.text.dates.tense import NOWHERE, Frame, frame, sentence_start


def resolve(text: str, anchor: date) -> tuple[DateMention, ...]:
    """Every date mention of a text, dated."""
    told = joined(text, scan(text))
    return _Resolver(text, anchor, _is_narrative(told, anchor)).run(told)


def _is_narrative(told: list[Told], anchor: date) -> bool:
    """Whether a text tells a story of earlier years (its month-days then count from its own running year)."""
    full = sum(1 for t in told if t.form == "day" and t.year and anchor.year - t.year > 1)
    years = sum(1 for t in told if t.form in ("year", "month") and t.year and anchor.year - t.year > 1)
    fresh = sum(1 for t in told if t.form in ("weekday", "shift") and t.which != "in")
    return (full >= 2 and full + years / 2 > 2 * fresh) or (full >= 1 and fresh == 0 and full + years >= 4)


class _Resolver(Leaning):
    """One pass over the expressions of one text, with what was told so far."""

    def run(self, told: list[Told]) -> tuple[DateMention, ...]:
        for i, one in enumerate(told):
            self._inherit(one, told[i + 1] if i + 1 < len(told) else None)
            cue = self._cue(one)
            look = self._frame(one, cue)
            if (
                one.form == "anaphora"
                and i + 1 < len(told)
                and told[i + 1].form == "weekday"
                and self.text[one.end : told[i + 1].start] == ", "
            ):
                continue  # "that same day, Monday,": the weekday tells it
            mention = self._date(one, cue, look)
            if mention is None:
                continue
            self._remember(one, mention, look, cue)
            self.found.append(mention)
        return ranged(self.text, self.found)

    # ── by form ────────────────────────────────────────────────────────────────────────────────────────────

    def _date(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        reader = getattr(self, f"_as_{one.form}")
        mention: DateMention | None = reader(one, cue, look)
        if mention is None:
            return None
        return replace(
            mention, cue=cue, boundary=one.boundary, time=one.time, timezone=one.zone, confidence=round(mention.confidence * one.sure, 2)
        )

    def _mention(self, one: Told, day: date | None, kind: str, sure: float) -> DateMention | None:
        if day is None:
            return None
        return DateMention(one.start, one.end, day.isoformat(), Granularity.DAY, kind=kind, confidence=sure)

    def _as_day(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        month, number = one.month or 1, one.day or 1
        year, sure = self._year_of(one, look, lambda y: safe_day(y, month, number))
        day = safe_day(year, month, number) if year else None
        mention = self._mention(one, day, "absolute", sure)
        if mention and day and one.unit == "week":
            monday = day - timedelta(days=day.weekday()) if day.toordinal() > 7 else day
            return replace(mention, granularity=Granularity.WEEK, value=monday.isoformat())
        if mention and one.last_day:
            last = safe_day(year or 1, month, one.last_day)
            return replace(mention, last=last.isoformat() if last else None)
        return mention

    def _as_nthweekday(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        """ "the first Sunday of July", "the last Friday of the month", "the last day of June"."""
        month = one.month
        if month is None:
            year, month = month_shift(self.anchor, one.count)
            return self._mention(one, _nth_day(year, month, one), "absolute", 0.9)
        within = month  # for the closure
        year_, sure = self._year_of(one, look, lambda y: _nth_day(y, within, one))
        return self._mention(one, _nth_day(year_, month, one), "absolute", sure) if year_ else None

    def _as_monthday(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        """ "on the 25th": of the month told last, else the month the clause looks to."""
        ref = self.day or self.anchor
        months = [month_shift(ref, step) for step in (-1, 0, 1)]
        near = [d for year, month in months if 0 < year < 9999 and (d := safe_day(year, month, one.day or 1))]
        if self.day is not None and (here := safe_day(ref.year, ref.month, one.day or 1)):
            return self._mention(one, here, "anaphoric", 1.0)
        if not near:
            return None
        if look.way == 0:
            return self._mention(one, min(near, key=lambda d: abs((d - ref).days)), "anaphoric", 0.8)
        fit = [d for d in near if (d >= ref if look.way > 0 else d <= ref)]
        return self._mention(one, (min if look.way > 0 else max)(fit), "anaphoric", 1.0) if fit else None

    def _as_holiday(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        if one.which in ("last", "past", "next", "coming"):
            look = Frame(-1 if one.which in ("last", "past") else 1, True)
        elif look.way > 0:
            look = Frame(1, True)  # a holiday ahead is the next one
        year, sure = self._year_of(one, look, lambda y: holiday(one.name, y))
        return self._mention(one, holiday(one.name, year), "holiday", sure) if year else None

    def _as_weekday(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        number = one.weekday or 0
        base = self.day if self.narrative and self.day else self.anchor
        back, on = (base.weekday() - number) % 7, (number - base.weekday()) % 7
        if one.base is not None:
            monday = self.anchor.toordinal() - self.anchor.weekday() + 7 * one.base.count
            return self._mention(one, shifted(self.anchor, monday + number - self.anchor.toordinal()), "weekday", 0.9)
        if one.which:
            return self._pointed_weekday(one, number, base, look)
        if (first := self._range_from(one)) and first.day and (day := self._range_end(first, first.day, number, look)):
            return self._mention(one, day, "weekday", first.confidence)
        if back == 0:
            return self._mention(one, base, "weekday", 0.9)
        if look.way > 0:
            return self._mention(one, shifted(base, on), "weekday", 0.9 if look.strong else 0.8)
        return self._mention(one, shifted(base, -back), "weekday", 0.92 if look.way < 0 else 0.7)

    def _range_end(self, first: DateMention, start: date, number: int, look: Frame) -> date | None:
        """The weekday that ends a range; of a thing that was moved the new day, which may be the earlier one."""
        move = leaves(self.text, first.start, first.end)
        if move and move.either_way:
            return shifted(self.anchor, (number - self.anchor.weekday()) % 7 or 7)
        day = shifted(start, (number - start.weekday()) % 7 or 7)
        past = look.way < 0 and start <= self.anchor
        return day if day and not (past and day > self.anchor) else None

    def _pointed_weekday(self, one: Told, number: int, base: date, look: Frame) -> DateMention | None:
        back, on = (base.weekday() - number) % 7, (number - base.weekday()) % 7
        if one.which in ("previous", "following"):
            ref = self.day or base
            step = -((ref.weekday() - number) % 7 or 7) if one.which == "previous" else ((number - ref.weekday()) % 7 or 7)
            return self._mention(one, shifted(ref, step), "anaphoric", 0.7)
        if one.which in ("last", "past"):
            return self._mention(one, shifted(base, -(back or 7)), "weekday", 0.9)
        if one.which == "next":
            same_week = on and number > base.weekday() and number != 6
            step = on + 7 if same_week or on == 0 or on <= 1 else on
            return self._mention(one, shifted(base, 7 if on == 0 else step), "weekday", 0.75)
        if one.which == "coming":
            return self._mention(one, shifted(base, on or 7), "weekday", 0.95)
        if one.which in ("that", "same"):
            ref = self.day or base
            return self._mention(one, shifted(ref, -((ref.weekday() - number) % 7)), "anaphoric", 0.6)
        step = -back if look.way < 0 else on
        return self._mention(one, shifted(base, step), "weekday", 0.9)

    def _as_shift(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        kind = "period" if one.which == "in" or one.boundary else "relative"
        if one.which == "in" and (look.way < 0 or look is NOWHERE) and one.sure < 0.7:
            return None  # "in two days of fighting", "the third attack in two weeks": a span, not a day
        if one.name == "today" and self.narrative:
            return None
        if one.unit == "hour":
            return (
                self._mention(one, shifted(self.anchor, round(one.count / 24)), kind, 0.8)
                if abs(one.count) >= 12
                else self._mention(one, self.anchor, kind, 0.5)
            )
        if one.unit == "day":
            return self._mention(one, shifted(self.anchor, one.count), kind, 0.9 if one.name == "overnight" else 0.95)
        return self._wider(one, kind, self.anchor)

    def _wider(self, one: Told, kind: str, ref: date) -> DateMention | None:
        """Weeks, months, quarters and years counted from a day."""
        pointed = (
            one.which == ""
            and abs(one.count) <= 1
            and not self.text[one.start : one.end].lower().endswith(("ago", "now", "earlier", "later"))
        )
        if one.unit in ("week", "weekend"):
            day = shifted(ref, 7 * one.count)
            if day is None:
                return None
            if not pointed:
                return self._mention(one, day, kind, 0.6)
            monday = shifted(day, -day.weekday())
            edge = one.boundary or ("end" if one.unit == "weekend" else None)
            one.boundary = edge
            return DateMention(one.start, one.end, monday.isoformat(), Granularity.WEEK, kind=kind, confidence=0.9) if monday else None
        if one.unit in ("month", "quarter"):
            year, month = month_shift(ref, one.count * (3 if one.unit == "quarter" else 1))
            month = (month - 1) // 3 * 3 + 1 if one.unit == "quarter" else month
            grain = Granularity.QUARTER if one.unit == "quarter" else Granularity.MONTH
            return DateMention(one.start, one.end, f"{year:04}-{month:02}", grain, kind=kind, confidence=0.9) if 1 <= year <= 9999 else None
        year = ref.year + one.count
        if self.text[one.start : one.end].lower() in ("year-end", "year end"):
            return self._mention(one, date(ref.year, 12, 31), "period", 0.85)
        return DateMention(one.start, one.end, f"{year:04}", Granularity.YEAR, kind=kind, confidence=0.9) if 1 <= year <= 9999 else None

    def _as_month(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        month = one.month or 1
        if one.which in ("last", "past"):
            look = Frame(-1, True)
        elif one.which in ("next", "coming"):
            look = Frame(1, True)
        year, sure = self._year_of(one, look, lambda y: safe_day(y, month, min(28, self.anchor.day if month == self.anchor.month else 15)))
        if year is None:
            return None
        return DateMention(
            one.start, one.end, f"{year:04}-{month:02}", Granularity.MONTH, kind="period" if one.boundary else "absolute", confidence=sure
        )

    def _as_year(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        return DateMention(
            one.start, one.end, f"{one.year:04}", Granularity.YEAR, kind="period" if one.boundary else "absolute", confidence=0.9
        )

    def _as_quarter(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        month = 3 * one.count - 2
        year = one.year or self.anchor.year + {"next": 1, "last": -1}.get(one.which, 0)
        if not one.year and not one.which:
            day, _ = self._choose([d for y in (year - 1, year, year + 1) if (d := safe_day(y, month, 15))], look)
            year = day.year
        return DateMention(one.start, one.end, f"{year:04}-{month:02}", Granularity.QUARTER, confidence=0.7)

    def _as_anaphora(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        here = sentence_start(self.text, one.start)
        ref = self.day
        sure = 0.75
        if ref is None:
            if one.count and not (one.unit == "day" and one.count == -1 and self._earlier(one)):
                return None
            ref, sure = self.anchor, 0.6
        if one.unit in ("day", "hour"):
            step = round(one.count / 24) if one.unit == "hour" else one.count
            return self._mention(one, shifted(ref, step), "anaphoric", sure)
        if here < 0:
            return None
        wide = self._wider(one, "anaphoric", ref)
        return replace(wide, confidence=0.6) if wide else None

    def _earlier(self, one: Told) -> bool:
        """ "against 86.95 a day earlier", with nothing narrated before it: the day before that of the paper."""
        return self.text[one.start : one.end].lower().endswith(" earlier")

    def _as_offset(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        """ "a week from Friday", "two days before Christmas": counted from the expression next to it."""
        base = one.base
        if base is None:
            return None
        dated = self._date(base, None, self._frame(base, self._cue(base)))
        if dated is None or dated.day is None:
            return None
        scale = {"day": 1, "week": 7}.get(one.unit)
        if scale is None:
            return None
        return self._mention(one, shifted(dated.day, scale * one.count), dated.kind, dated.confidence * 0.9)

    def _as_clock(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        """An hour alone belongs to the day of its sentence, else to the day narrated."""
        here = sentence_start(self.text, one.start)
        same = self._told_since(here)
        if same:
            return self._mention(one, same.day, "anaphoric", 0.8)
        if one.time == "00:00" and self.day is None and frame(self.text, one.start, one.end).way > 0:
            return self._mention(one, shifted(self.anchor, 1), "anaphoric", 0.5)  # "set to walk out at midnight": the day begins with it
        return self._mention(one, self.day or self.anchor, "anaphoric", 0.5)

    def _as_nth(self, one: Told, cue: str | None, look: Frame) -> DateMention | None:
        """ "the second day of an offensive": the day of its sentence, else that of the paper."""
        same = self._told_since(sentence_start(self.text, one.start))
        if self.narrative and not same:
            return None
        return self._mention(one, same.day if same else self.anchor, "anaphoric", 1.0)


def _nth_day(year: int, month: int, one: Told) -> date | None:
    """The day that "first Sunday", "last Friday", "last day", "first day" is in a month."""
    if not 1 <= year <= 9999:
        return None
    if one.weekday is None:
        return safe_day(year, month, 1) if (one.last_day or 1) > 0 else last_of(f"{year:04}-{month:02}")
    day = nth_weekday(year, month, one.weekday, one.last_day or 1)
    return day if day.month == month else None
