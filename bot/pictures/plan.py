"""What stands on a picture: words and moments, laid out by nobody yet. Plain records that cross to another process.

Every string is already in the reader's language and zone; a plan is the picture's identity too: the same plan is the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

__all__ = [
    "Block",
    "Card",
    "Cell",
    "Event",
    "Figure",
    "Headline",
    "Mark",
    "Panel",
    "Plan",
    "Positions",
    "Row",
    "Section",
    "Step",
    "Tick",
    "Timeline",
    "Tolls",
    "Tone",
    "Total",
    "Week",
]

EventKind = Literal["due", "toll", "stance"]
Tone = Literal["for", "against", "wants", "open"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words with the sign of a kind before them."""

    kind: EventKind
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the timeline."""

    kind: EventKind
    when: str  #: the day as it was told, no finer
    days: int  #: its place in time, as a day's number (``date.toordinal``)
    text: str
    note: str = ""  #: a few words under it: who says so, where it was moved from
    look: Literal["firm", "open", "left"] = "firm"  #: firm; open: in doubt or only proposed; left: a day that was given up
    moved_to: int | None = None  #: index of the row that it was moved to


@dataclass(frozen=True, slots=True)
class Timeline:
    """The story along its days, soonest at the top."""

    title: str
    stamp: str
    now: str  #: how the present day is written
    today: int  #: its number
    events: tuple[Event, ...]  #: by day
    legend: tuple[Mark, ...]
    more: str = ""  #: what is not shown, in a few words


@dataclass(frozen=True, slots=True)
class Step:
    """A count that held from a moment on."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment written under a chart."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What one source gave over time."""

    source: str
    steps: tuple[Step, ...]
    until: datetime | None = None  #: when others had left its last count behind; None: it still stands


@dataclass(frozen=True, slots=True)
class Panel:
    """The toll of one incident as it was reported."""

    title: str  #: what happened, where, when
    told: str  #: the count as it stands, in words
    note: str  #: further counts and who says so
    what: str  #: what is counted: "killed"
    figures: tuple[Figure, ...]  #: at most four; none: there is no more to draw than the count
    until: datetime  #: the right edge
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A figure over a longer time: never on one scale with incidents."""

    told: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class Tolls:
    """The incidents with their tolls, cumulative figures apart."""

    title: str
    stamp: str
    panels: tuple[Panel, ...]
    apart: str  #: the heading over the figures below
    totals: tuple[Total, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One party on one issue."""

    party: str
    stance: str  #: in words
    tone: Tone
    since: str
    was: str = ""  #: the stance before, where it changed


@dataclass(frozen=True, slots=True)
class Block:
    """One issue with every party that has a stance on it."""

    issue: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """Party by issue."""

    title: str
    stamp: str
    blocks: tuple[Block, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One deadline to be passed on."""

    topic: str
    what: str
    day: str
    far: str  #: how far off it was when the card was made
    stands: str  #: in doubt, moved from; "" where it is plain
    by: str  #: who says so
    stamp: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The heaviest points of a digest to be passed on."""

    topic: str
    points: tuple[Mark, ...]
    stamp: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a week."""

    mark: str  #: a day or a count
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One side of a week."""

    kind: EventKind
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week looked back on, section by section."""

    title: str
    span: str
    sections: tuple[Section, ...]
    more: str = ""


Plan = Timeline | Tolls | Positions | Card | Headline | Week
