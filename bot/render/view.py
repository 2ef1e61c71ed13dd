"""From when, where and in which language a page is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from typing import Self

from bot.language import ENGLISH, Tongue
from bot.pictures.theme import ThemeName

__all__ = ["NOW", "Asked", "Length", "View"]


class Length(StrEnum):
    """How much of a digest a reader wants."""

    HEADLINE = "headline"  #: the heaviest line alone
    BRIEF = "brief"  #: the lines, without the sentences behind them
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a topic is asked for: as it is now, as it stood on a day, or what belongs to one digest."""

    day: date | None = None  #: told as it stood at its end; None: as it is now
    edition: str = ""  #: the beginning of the key of the digest that the reader comes from; "" for none

    @property
    def of(self) -> str:
        """The same in a button."""
        return self.day.isoformat() if self.day else self.edition


NOW = Asked()


@dataclass(frozen=True, slots=True)
class View:
    """A reader's place in time, space and language."""

    now: datetime
    zone: tzinfo = UTC
    tongue: Tongue = ENGLISH
    length: Length = Length.FULL
    rich: bool = True  #: whether pages may go out as rich messages
    theme: ThemeName = "light"  #: of pictures
    hourless: bool = False  #: ``now`` is a day of which no hour is known: none is shown

    @property
    def today(self) -> date:
        """The day it is where the reader is."""
        return self.now.astimezone(self.zone).date()

    def at(self, moment: datetime) -> Self:
        """The same reader at another moment."""
        return replace(self, now=moment)
