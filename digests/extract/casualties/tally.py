"""One count as one phrase of harm tells it."""

from __future__ import annotations

from dataclasses import dataclass

from digests.extract.casualties.phrases import Victims
from digests.model import Qualifier


@dataclass(slots=True)
class Tally:
    """A kind of casualty with its count; ``rule`` names the construction that told it."""

    kind: str
    value: int | None
    qualifier: Qualifier
    vague: bool
    at: int  #: token index of the phrase of harm
    rule: str  #: ``active passive reduced relative reflexive dies state counted none of toll gapped``
    who: Victims | None = None
    both: bool = False  #: "no casualties": neither killed nor injured

    @property
    def told(self) -> bool:
        """Whether it says how many at all."""
        return self.value is not None or self.vague


def of_victims(kind: str, who: Victims | None, at: int, rule: str) -> Tally | None:
    """The tally of some victims, None where there are none."""
    return Tally(kind, who.value, who.qualifier, who.vague, at, rule, who) if who is not None else None


def none_of(kind: str, at: int, both: bool = False) -> Tally:
    """Nobody of a kind; ``both``: nobody killed and nobody injured."""
    return Tally(kind, 0, Qualifier.EXACT, False, at, "none", None, both)
