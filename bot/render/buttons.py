"""What a button says when it is pressed: ``version:place:verb:page:topic:of``, at most 64 bytes, known again by later versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.language import Tongue, mark
from bot.panel.steps import Step
from bot.render.page import Button, Page, shortened
from digests.model import Topic

__all__ = ["EDITION", "Press", "back", "choices", "leaf", "press", "read", "share", "step", "under"]

VERSION = "2"
#: how many letters of an edition's key stand in a button: enough to know it again
EDITION = 12
_LIMIT = 64
#: Telegram takes a hundred buttons under one message
_MOST_CHOICES = 90
_LABEL = 60
#: where an answer goes: in the message's place, behind it, or behind it as a picture
_PLACES = {"r": True, "f": False, "p": False}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: the views of a topic, and the command that shows each; the first two are where a reader comes from
_DIGEST, _STATUS = (mark("Digest"), "digest"), (mark("Status"), "status")
_VIEWS = (
    *((mark("Deadlines"), "deadline"), (mark("Casualties"), "casualties")),
    *((mark("Positions"), "positions"), (mark("Sources"), "sources")),
    (mark("Settings"), "settings"),
)
_ROW = 3
#: views that a day gone by has not
_OF_NOW = ("sources", "settings")


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, read."""

    verb: str  #: name of a command
    topic: str  #: slug; "*" where it is about none, or about all
    in_place: bool  #: True where the answer takes the place of the message, False where it follows it
    page: int = 0  #: which page of the answer
    of: str = ""  #: the beginning of the edition's key, or the ISO day, that the message is of; "" where it is of the present
    pictured: bool = False  #: True where the answer is wanted as a picture


def press(text: str, verb: str, topic: str, *, in_place: bool = False, pictured: bool = False, page: int = 0, of: str = "") -> Button:
    """A button that asks for a command on a topic. Raises ValueError where it would not fit."""
    action = ":".join((VERSION, "p" if pictured else "r" if in_place else "f", verb, str(page), topic, of))
    if len(action.encode()) > _LIMIT:
        raise ValueError(f"callback data past {_LIMIT} bytes: {action}")
    return Button(text, action)


def step(text: str, to: Step, *, chosen: bool | None = None) -> Button:
    """A button of the settings; ``chosen``: with a tick where it is, None where it cannot be. Raises ValueError where it does not fit."""
    if len(to.action.encode()) > _LIMIT:
        raise ValueError(f"callback data past {_LIMIT} bytes: {to.action}")
    return Button(shortened(f"✓ {text}" if chosen else text, _LABEL), to.action)


def read(action: str) -> Press | None:
    """A pressed button; None where another version of the bot made it that is not known here."""
    version, *parts = action.split(":")
    if version == "1" and len(parts) == 3 and parts[0] in _PLACES:
        return Press(parts[1], parts[2], _PLACES[parts[0]])
    if version == VERSION and len(parts) == 5 and parts[0] in _PLACES and parts[2].isdecimal():
        return Press(parts[1], parts[3], _PLACES[parts[0]], int(parts[2]), parts[4], parts[0] == "p")
    return None


def under(topic: str, tongue: Tongue, here: str, of: str = "", also: tuple[Button, ...] = ()) -> tuple[tuple[Button, ...], ...]:
    """The buttons under a post on a topic: to its other views, in its place, and back. ``here``: the view it shows.

    ``of``: what it is of, as in ``Press``: a reader who came from a digest goes back to that digest. ``also``: a row above them.
    """
    past = bool(_DAY.fullmatch(of))
    views = [_STATUS if past or not of else _DIGEST, *(view for view in _VIEWS if not (past and view[1] in _OF_NOW))]
    row = [press(tongue.say(text), verb, topic, in_place=True, of=of) for text, verb in views if verb != here]
    wide = 2 if len(row) == 2 * 2 else _ROW
    return (*((also,) if also else ()), *(tuple(row[at : at + wide]) for at in range(0, len(row), wide)))


def share(verb: str, topic: str, tongue: Tongue) -> tuple[tuple[Button, ...], ...]:
    """The button that passes an answer on to another chat."""
    return ((Button(tongue.say("Share"), share=f"{verb} {topic}"),),)


def back(topic: str, tongue: Tongue, of: str = "") -> tuple[Button, ...]:
    """The way back to the post that a reader came from."""
    text, verb = _DIGEST if of and not _DAY.fullmatch(of) else _STATUS
    return (press(f"‹ {tongue.say(text)}", verb, topic, in_place=True, of=of),)


def choices(verb: str, topics: Iterable[Topic]) -> tuple[tuple[Button, ...], ...]:
    """One row for each topic to choose from."""
    return tuple((press(shortened(topic.title, _LABEL), verb, topic.slug, in_place=True),) for topic in topics)[:_MOST_CHOICES]


def leaf(pages: Sequence[Page], at: int, verb: str, topic: str) -> tuple[Page, ...]:
    """One page of an answer of several, with buttons to turn it in its place. What goes with a picture or a file is not turned."""
    if len(pages) < 2 or any(page.picture or page.file for page in pages):
        return tuple(pages)
    at, last = min(at, len(pages) - 1), len(pages) - 1
    buttons = pages[at].buttons or pages[-1].buttons
    of = next((known.of for row in buttons for button in row if (known := read(button.action))), "")
    back = (press(f"‹ {at}/{last + 1}", verb, topic, in_place=True, page=at - 1, of=of),) if at else ()
    on = (press(f"{at + 2}/{last + 1} ›", verb, topic, in_place=True, page=at + 1, of=of),) if at < last else ()
    return (replace(pages[at], buttons=((*back, *on), *buttons)),)
