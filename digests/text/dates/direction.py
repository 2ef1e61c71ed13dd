"""What a clause says of the direction of its day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """What the clause says of the direction of its day."""

    way: int  #: 1 ahead, -1 behind, 0 untold
    strong: bool = False
    saying: bool = False  #: the day is when somebody spoke
    verb: str = ""  #: the word that told it


NOWHERE = Frame(0)
