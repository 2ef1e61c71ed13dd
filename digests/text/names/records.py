"""What the names layer hands out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """One mention, ``text = content[start:end]``, with whom it means."""

    start: int
    end: int
    text: str
    kind: str  #: ``party``, ``person``, ``place`` or ``other``
    party: str | None = None  #: plain name of the party it is or speaks for; None where unknown
    person: str | None = None  #: fullest form of the person's name in the article; None where no person is named
    role: str | None = None  #: office or group as told ("Kremlin spokesman", "officials")
    place: str | None = None  #: plain name of the place it is or can be
    confidence: float = 1.0
    gender: str | None = None  #: ``she`` or ``he`` where a title or the given name tells
    plural: bool = False  #: a group spoken of as "they"
