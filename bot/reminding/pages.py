"""A reminder as a page: how far off, then the deadline's own line, with who says so."""

from __future__ import annotations

from bot.panel import steps
from bot.panel.steps import Step
from bot.reminding.due import Reminder
from bot.render import Page, View, facts, when, words
from bot.render.buttons import press
from bot.render.buttons import step as button
from bot.render.page import bold, heading, line, paginate
from digests.model import Topic

__all__ = ["page"]


def page(of: Reminder, topic: Topic, view: View) -> tuple[Page, ...]:
    """What a reader is reminded of, and the way to more and to no more of it."""
    say, deadline = view.tongue.say, of.deadline
    if of.stage == "after":
        lines = [line(bold(say("What came of it")), f" · {topic.title}"), line(*facts.deadline(deadline, view))]
        if came := facts.outcome(deadline, view):
            lines.append(line(came))
    else:
        far = when.countdown(deadline.date, view, when.instant(deadline.date, deadline.time, deadline.timezone))
        ahead = say("Due now") if of.stage == "at" and of.until is not None and far != say("today") else words.upper(far)
        lines = [heading(f"{ahead} · {topic.title}"), line(*facts.deadline(deadline, view, away=False))]
    mute = button(say("Mute this"), Step(steps.MUTE, steps.short(topic.slug), steps.short(deadline.key)))
    row = (press(say("Deadlines"), "deadline", topic.slug), *(() if of.stage == "after" else (mute,)))
    return paginate(lines, (row,))
