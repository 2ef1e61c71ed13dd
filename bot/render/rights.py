"""What is kept of a chat, in words; the file of all of it; and the question before it is deleted."""

from __future__ import annotations

from bot.render.buttons import press
from bot.render.page import BLANK, File, Line, Page, bold, line, paginate
from bot.render.view import View

__all__ = ["exported", "forgotten", "may_forget", "privacy"]

_EVERY = "*"


def privacy(view: View, *, days: int) -> tuple[Page, ...]:
    """What is kept of this chat, what is not, and how to have it or be rid of it; ``days``: how long sent posts are remembered."""
    say, tongue = view.tongue.say, view.tongue
    kept = (
        say("the number of this chat, as Telegram gives it"),
        say("the topics it follows, since when, and its settings: language, time zone, hours, watch words and the like"),
        tongue.count(
            "which posts it was sent and when, with their message numbers, for {n} day: so that nothing comes twice",
            "which posts it was sent and when, with their message numbers, for {n} days: so that nothing comes twice",
            days,
        ),
        say("of those who run the desk: their number, their role, and a log of what they did there"),
    )
    lines = [
        line(bold(say("What is kept of this chat"))),
        *(_bullet(text) for text in kept),
        BLANK,
        line(bold(say("What is not kept"))),
        _bullet(say("names, pictures, phone numbers, who is in a group")),
        _bullet(say("messages: a command stays on file only until it is answered")),
        BLANK,
        line(say("Only the operator of this bot can see it; it is given to nobody else.")),
        line(say("/export gives you all of it as a file, /forget deletes it.")),
    ]
    return paginate(lines)


def exported(text: str, chat: str, view: View) -> tuple[Page, ...]:
    """All that is kept, as a file of JSON."""
    (page,) = paginate([line(view.tongue.say("All that is kept of this chat. /privacy tells what it is, /forget deletes it."))])
    return (Page(page.html, page.plain, file=File(f"dateline-{chat}.json", text)),)


def may_forget(view: View) -> tuple[Page, ...]:
    """The question before everything is deleted."""
    say = view.tongue.say
    lines = [
        line(bold(say("Delete all that is kept of this chat?"))),
        line(say("It then follows nothing and its settings are gone. This cannot be undone.")),
    ]
    delete = press(say("Delete everything"), "forget", _EVERY, in_place=True)
    keep = press(say("Keep it"), "privacy", _EVERY, in_place=True)
    return paginate(lines, ((delete, keep),))


def forgotten(view: View, *, something: bool) -> tuple[Page, ...]:
    """That it is done."""
    say = view.tongue.say
    told = say("Everything kept of this chat is deleted. /start begins anew.") if something else say("Nothing is kept of this chat.")
    return paginate([line(told)])


def _bullet(text: str) -> Line:
    return line("• ", text)
