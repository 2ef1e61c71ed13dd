"""What is set, in a few words."""

from __future__ import annotations

from bot.language import Tongue, mark
from digests.model import Pace, PaceKind, Preferences, Quiet, Section, Wish

__all__ = ["BEFORE", "LENGTHS", "SECTIONS", "WEIGHTS", "hour", "kinds", "night", "pace", "reminders", "span", "wish"]

SECTIONS = {
    Section.DEADLINES: mark("Deadlines"),
    Section.CASUALTIES: mark("Casualties"),
    Section.FIGURES: mark("Figures over longer times"),
    Section.POSITIONS: mark("Positions"),
    Section.DISPUTES: mark("What is told differently"),
}
#: lowest weights offered, in hundredths
WEIGHTS = {0: mark("everything"), 60: mark("without the lighter lines"), 80: mark("the weightiest alone")}
LENGTHS = {"headline": mark("the headline alone"), "brief": mark("brief, without sources"), "full": mark("full")}
#: how long before a deadline it may be reminded of, in minutes
BEFORE = {
    10080: mark("1 week before"),
    4320: mark("3 days before"),
    1440: mark("1 day before"),
    360: mark("6 hours before"),
    60: mark("1 hour before"),
    15: mark("15 minutes before"),
}


def hour(minutes: int) -> str:
    """A time of day: ``07:30``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def night(quiet: Quiet | None, tongue: Tongue) -> str:
    """The quiet hours."""
    return tongue.say("none") if quiet is None else f"{hour(quiet.start)}–{hour(quiet.end)}"


def pace(of: Pace, tongue: Tongue) -> str:
    """When it is told."""
    at = ", ".join(hour(each * 60) for each in of.hours)
    match of.kind:
        case PaceKind.AT_ONCE:
            return tongue.say("at once")
        case PaceKind.HOURLY:
            return tongue.say("every hour")
        case PaceKind.DAILY:
            return tongue.say("daily: {hours}", hours=at)
        case PaceKind.WEEKLY:
            return tongue.say("weekly: {weekday}, {hours}", weekday=tongue.weekday(of.weekday), hours=at)


def kinds(of: Wish, tongue: Tongue) -> str:
    """Which kinds of key points are told."""
    if not of.without:
        return tongue.say("all")
    return ", ".join(tongue.say(name) for section, name in SECTIONS.items() if section not in of.without)


def wish(of: Wish, tongue: Tongue) -> str:
    """How much weight a line must have."""
    return tongue.say(WEIGHTS[max(step for step in WEIGHTS if step <= round(of.weight * 100))])


def reminders(of: Preferences, tongue: Tongue) -> str:
    """When deadlines are reminded of."""
    told = [span(minutes, tongue) for minutes in sorted(of.remind_before, reverse=True)]
    told += [tongue.say("at it")] if of.remind_at else []
    told += [tongue.say("what came of it")] if of.remind_after else []
    return ", ".join(told) or tongue.say("none")


def span(minutes: int, tongue: Tongue) -> str:
    """How long before a deadline."""
    return tongue.say(BEFORE[minutes]) if minutes in BEFORE else tongue.count("{n} minute before", "{n} minutes before", minutes)
