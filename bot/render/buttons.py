"""What a button says when it is pressed: ``version:place:verb:topic``, at most 64 bytes, known again by later versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.language import Tongue, mark
from bot.render.page import Button
from digests.model import Topic

__all__ = ["Press", "choices", "press", "read", "under"]

VERSION = "1"
_LIMIT = 64
_UNDER = (
    *((mark("Deadlines"), "deadline"), (mark("Casualties"), "casualties")),
    *((mark("Positions"), "positions"), (mark("Sources"), "sources")),
)


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, read."""

    verb: str  #: name of a command
    topic: str  #: slug
    in_place: bool  #: True where the answer takes the place of the message (a list of topics), False where it follows it


def press(text: str, verb: str, topic: str, *, in_place: bool = False) -> Button:
    """A button that asks for a command on a topic. Raises ValueError where it would not fit."""
    action = ":".join((VERSION, "r" if in_place else "f", verb, topic))
    if len(action.encode()) > _LIMIT:
        raise ValueError(f"callback data past {_LIMIT} bytes: {action}")
    return Button(text, action)


def read(action: str) -> Press | None:
    """A pressed button; None where another version of the bot made it."""
    parts = action.split(":")
    if len(parts) != 4 or parts[0] != VERSION or parts[1] not in ("r", "f"):
        return None
    return Press(parts[2], parts[3], parts[1] == "r")


def under(topic: str, tongue: Tongue, but: str = "") -> tuple[tuple[Button, ...], ...]:
    """The buttons under a post on a topic, without the one that leads where the reader is."""
    row = [press(tongue.say(text), verb, topic) for text, verb in _UNDER if verb != but]
    return tuple(tuple(row[at : at + 2]) for at in range(0, len(row), 2))


def choices(verb: str, topics: Iterable[Topic]) -> tuple[tuple[Button, ...], ...]:
    """One row for each topic to choose from."""
    return tuple((press(topic.title[:60], verb, topic.slug, in_place=True),) for topic in topics)
