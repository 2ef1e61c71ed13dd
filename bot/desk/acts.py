"""What an act of the desk is: who may do it, what it is given, and the answer that a chat and a shell both can show."""

from __future__ import annotations

import shlex
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from bot.pictures.plan import Plan
from bot.render import Page, View
from bot.settings import Settings
from digests.clock import Clock
from digests.errors import InputError
from digests.ledger import LedgerThread
from digests.model import Role
from digests.pipeline import Pipeline

__all__ = ["Act", "Answer", "Call", "Choice", "Floor", "Parameter", "given"]


@dataclass(frozen=True, slots=True)
class Floor:
    """What the acts work on."""

    ledger: LedgerThread
    pipeline: Pipeline
    clock: Clock
    settings: Settings
    wake: Callable[[], None] = lambda: None  #: called where something may be due now
    reader: View | None = None  #: how who asks reads; None: in English and the desk's zone, as a shell does

    def now(self) -> datetime:
        """The present moment (UTC)."""
        return self.clock.now()

    @property
    def zone(self) -> tzinfo:
        """The zone times are written in."""
        return self.settings.clock_zone

    @property
    def view(self) -> View:
        """How its pages are read, now."""
        return View(self.now(), self.zone) if self.reader is None else self.reader

    def say(self, msgid: str, /, **values: object) -> str:
        """Words in the language of who asks, as ``Tongue.say``."""
        return self.view.tongue.say(msgid, **values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The same with a number, as ``Tongue.count``."""
        return self.view.tongue.count(one, many, n, **values)

    @property
    def owners(self) -> frozenset[int]:
        """Who owns the desk by the settings."""
        return self.settings.admins


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing an act is given."""

    name: str  #: as usage shows it: ``FEED``
    question: str = ""  #: what a chat asks where it is missing
    wide: bool = False  #: takes several words; one of an act at most
    optional: bool = False
    until: str = ""  #: ends at this mark where there is one (``Arn talks: Arn, truce``)


@dataclass(frozen=True, slots=True)
class Call:
    """One act being done."""

    who: str  #: as the audit log names them
    words: Mapping[str, str]  #: by the parameters' names
    sure: bool = False  #: True where what an act asks back was answered with yes

    def __getitem__(self, name: str) -> str:
        return self.words.get(name, "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its text, and the words of the act it does (``feeds show #1a2b3c4d``)."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an act, for a person and for a program."""

    lines: tuple[str, ...] = ()  #: the first is the heading
    columns: tuple[str, ...] = ()  #: of ``rows``; named so that a program can read them
    rows: tuple[tuple[Any, ...], ...] = ()
    only_shell: frozenset[str] = frozenset()  #: columns too long for a phone
    choices: tuple[tuple[Choice, ...], ...] = ()  #: rows of buttons
    pages: tuple[Page, ...] = ()  #: posts to be shown as they are
    confirm: str = ""  #: the text of the button that does it after all; nothing was done yet
    record: Any = None  #: for ``--json``, where it is not the rows
    picture: Plan | None = None  #: what a chat shows over the lines
    raw: str = ""  #: what a shell writes as it is, to be kept as a file


Runs = Callable[[Floor, Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the table of acts."""

    room: str  #: ``feeds``: the chat's command, and the shell's group
    verb: str  #: "" for what the room does by itself
    help: str
    run: Runs
    parameters: tuple[Parameter, ...] = ()
    role: Role = "editor"  #: the least that may do it
    where: str = "both"  #: ``both``, ``chat`` or ``shell``

    @property
    def name(self) -> str:
        """``feeds add``; of what a room does by itself the room's name."""
        return f"{self.room} {self.verb}".strip()

    @property
    def usage(self) -> str:
        """``feeds trust FEED normal|low``."""
        told = (f"[{p.name}]" if p.optional else p.name for p in self.parameters)
        return " ".join((self.name, *told))


def split(text: str) -> list[str]:
    """The words of a line; quotes of any kind hold several together."""
    try:
        return shlex.split(text.translate(str.maketrans("“”„«»", '"""""')), posix=True)
    except ValueError:
        return text.split()


def given(act: Act, words: Sequence[str]) -> tuple[dict[str, str], Parameter | None]:
    """The words by the parameters they are for, and the first parameter that has none (None: all have).

    Raises InputError where there are more words than the act has use for.
    """
    own, words = list(act.parameters), list(words)
    found: dict[str, str] = {}
    if own and own[0].until and len(words) != len(own) and any(own[0].until in word for word in words):
        head, _, tail = " ".join(words).partition(own[0].until)
        found[own[0].name] = head.strip()
        own, words = own[1:], tail.split()
    if len(words) > len(own):
        at = next((n for n, parameter in enumerate(own) if parameter.wide), None)
        if at is None:
            raise InputError(act.usage, f"that is more than it takes: {act.usage}")
        last = len(words) - (len(own) - at - 1)
        words[at:last] = [" ".join(words[at:last])]
    found.update((parameter.name, word) for parameter, word in zip(own, words, strict=False))
    missing = next((parameter for parameter in act.parameters if not parameter.optional and not found.get(parameter.name)), None)
    return found, missing
