"""The deadlines of a story as a calendar file (RFC 5545), for a phone's own calendar.

A deadline keeps its UID for good and its SEQUENCE grows with every telling, so a calendar that imports the file again, or is
subscribed to it, moves an event whose day was moved and strikes one that was cancelled. What has no hour is a day; what is known by
its month alone spans the month without making anybody busy; what is known by its year alone is left out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from bot.render import when, words
from bot.render.facts import put_off, stands
from bot.render.page import Button, File, Page, line, paginate
from bot.render.view import View
from digests.model import DeadlineState, Story, StoryDeadline, Topic

__all__ = ["calendar", "calendar_page", "left_out"]

_PRODUCT = "-//Dateline//Deadlines//EN"
_OPEN = frozenset({DeadlineState.TENTATIVE})


def calendar(of: Story, title: str, view: View) -> bytes:
    """The file, UTF-8 with CRLF: every deadline of a story that has a day, an hour or a month, past and cancelled ones too."""
    file = Calendar()
    file.add("prodid", _PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", title)
    file.add("name", title)
    # How often a subscriber should look again: RFC 7986's name and the older one that most still read.
    file.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    file.add("x-published-ttl", "PT1H")
    for item in of.deadlines:
        if len(item.date) > 4:
            file.add_component(_event(item, title, view))
    years = [int(item.date[:4]) for item in of.deadlines] or [view.now.year]
    # Rules of the years at hand alone: over a zone's whole past some calendars lose their way and are an hour off.
    file.add_missing_timezones(first_date=date(min(years) - 1, 1, 1), last_date=date(max(years) + 1, 12, 31))
    return bytes(file.to_ical())


def calendar_page(of: Story, topic: Topic, view: View, address: str = "") -> tuple[Page, ...]:
    """The file with a word on it; where no deadline has a day, that word alone. ``address``: where to subscribe to it, "" for nowhere."""
    say, count = view.tongue.say, view.tongue.count
    days = sum(1 for item in of.deadlines if len(item.date) > 4)
    if not days:
        return paginate([line(say("No day is known yet in {topic}.", topic=topic.title))])
    lines = [
        line(count("{n} deadline of {topic} for your calendar.", "{n} deadlines of {topic} for your calendar.", days, topic=topic.title)),
        line(say("Open it again later: a day that was moved moves there too, one that was cancelled is struck out.")),
    ]
    if missing := left_out(of):
        lines.append(line(count("{n} more is known by its year alone.", "{n} more are known by their year alone.", missing)))
    page, *_ = paginate(lines, ((Button(say("Subscribe to it"), url=address),),) if address else ())
    return (replace(page, file=File(f"{topic.slug}.ics", calendar(of, topic.title, view).decode())),)


def left_out(of: Story) -> int:
    """How many deadlines are known by their year alone and so have no place in a calendar."""
    return sum(1 for item in of.deadlines if len(item.date) == 4)


def _event(item: StoryDeadline, title: str, view: View) -> Event:
    event = Event()
    newest = item.evidence[-1]
    event.add("uid", f"{item.key}@dateline")
    event.add("sequence", max(0, len(item.tellings) - 1))
    event.add("dtstamp", max(evidence.published for evidence in item.evidence).astimezone(UTC))
    event.add("summary", words.upper(item.subject))
    event.add("description", "\n".join(_description(item, view)))
    event.add("categories", [title])
    event.add("status", _status(item))
    event.add("transp", "TRANSPARENT")
    if newest.url:
        event.add("url", newest.url)
    for name, value in _times(item):
        event.add(name, value)
    return event


def _status(item: StoryDeadline) -> str:
    if item.state is DeadlineState.CANCELLED or item.undated:  # no calendar knows a day that is open: the old one is struck out
        return "CANCELLED"
    return "TENTATIVE" if item.proposed or item.state in _OPEN else "CONFIRMED"


def _times(item: StoryDeadline) -> Iterator[tuple[str, date | datetime]]:
    if len(item.date) == 7:
        year, month = (int(part) for part in item.date.split("-"))
        yield "dtstart", date(year, month, 1)
        yield "dtend", date(year, month, monthrange(year, month)[1]) + timedelta(days=1)
        return
    if at := when.instant(item.date, item.time, item.timezone):
        # A named zone stands in the file with its rules; a bare offset is told in UTC.
        yield "dtstart", at if getattr(at.tzinfo, "key", None) else at.astimezone(UTC)
        return  # nobody said how long it takes
    yield "dtstart", date.fromisoformat(item.date)
    yield "dtend", date.fromisoformat(item.date) + timedelta(days=1)


def _description(item: StoryDeadline, view: View) -> Iterator[str]:
    """How it stands, the hour as the article has it where its zone is not known, the sentence, and who printed it."""
    if told := put_off(item, view) if item.undated else ", ".join(stands(item, view)):
        yield words.upper(told)
    if item.time and len(item.date) == 10 and when.instant(item.date, item.time, item.timezone) is None:
        yield view.tongue.say("{hour} local time", hour=item.time)
    newest = item.evidence[-1]
    yield f"“{' '.join(newest.sentence.text.split())}”"
    yield words.said_by([newest], view.tongue) + (f", {words.outlet(newest)}" if newest.attribution else "")
