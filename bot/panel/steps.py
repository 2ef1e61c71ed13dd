"""What a button of the settings says: ``set:1:chat:topic:node:word``, at most 64 bytes."""

from __future__ import annotations

from dataclasses import dataclass

from digests.model import key_of

__all__ = ["PATTERN", "Step", "short"]

#: the nodes of the tree: those of the chat, then those of a topic
HOME, LANGUAGES, ZONES, NIGHT, FIXES, LOOKS, ADD, CHANNELS, DONE = "", "l", "z", "q", "c", "i", "a", "v", "d"
TOPIC, WHEN, KINDS, PARTIES, WEIGHT, LONG, SOUND = "t", "w", "k", "p", "g", "n", "s"
REMIND, WATCH, MUTE, PIN, REVIEW, LEAVE, FIRST = "r", "x", "m", "b", "e", "u", "o"

PATTERN = r"^set:"
_HEAD = "set:1"


@dataclass(frozen=True, slots=True)
class Step:
    """A place in the tree of settings, and what was chosen there."""

    node: str  #: which page: ``HOME`` and so on, above
    topic: str = ""  #: short name of the topic it is about; "" where it is about the chat
    word: str = ""  #: what was chosen; "" shows the page alone
    chat: int | None = None  #: a channel that is managed from elsewhere; None: the chat the button stands in

    @property
    def action(self) -> str:
        """The same as a button says it."""
        return ":".join((_HEAD, "" if self.chat is None else str(self.chat), self.topic, self.node, self.word))

    @classmethod
    def read(cls, action: str) -> Step | None:
        """A pressed button; None where it is of another version."""
        head, parts = action[: len(_HEAD)], action.split(":", 5)
        if head != _HEAD or len(parts) != 6:
            return None
        try:
            return cls(parts[4], parts[3], parts[5], int(parts[2]) if parts[2] else None)
        except ValueError:
            return None


def short(name: str) -> str:
    """A name as it stands in a button: of a topic, a party, a word or a thread of the story."""
    return key_of("step", name)[:10]
