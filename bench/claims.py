"""What a bench says: one piece of work done the plainest way, the usual way and ours, in one run, and the ratio between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table

__all__ = ["Claim", "Goal", "Measure", "table"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its unit. It means something beside others of the same run alone."""

    value: float
    unit: str

    def __str__(self) -> str:
        digits = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.3g}"
        return f"{digits} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound: on the ratio, or on our own figure where a unit is given."""

    bound: float
    at_least: bool = False  #: True: the more the better
    unit: str = ""

    def reached(self, value: float) -> bool:
        """Whether a value keeps within it."""
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the table."""

    work: str
    ours: Measure
    ratio: float | None = None  #: ours to ``of``; None where there is nothing to compare with
    of: str = "floor"
    floor: Measure | None = None  #: the least that does the work at all
    peer: Measure | None = None  #: the way it is usually done
    goal: Goal | None = None
    note: str = ""
    finished: bool = True  #: False: the work was broken off, so that no goal can hold

    @property
    def holds(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        if not self.finished:
            return False
        judged = self.ours.value if self.goal.unit else self.ratio
        return judged is not None and self.goal.reached(judged)


_VERDICT = {True: "holds", False: "missed", None: ""}


def table(title: str, claims: Iterable[Claim]) -> Table:
    """Claims as a table for a terminal."""
    drawn = Table(title=title, title_justify="left", pad_edge=False)
    for heading in ("work", "floor", "peer", "ours", "ratio", "goal", "", "note"):
        drawn.add_column(heading, justify="right" if heading in ("floor", "peer", "ours") else "left", overflow="fold")
    for claim in claims:
        ratio = "" if claim.ratio is None else f"{claim.ratio:.2f} × {claim.of}"
        verdict = _VERDICT[claim.holds]
        drawn.add_row(claim.work, _shown(claim.floor), _shown(claim.peer), str(claim.ours), ratio, _shown(claim.goal), verdict, claim.note)
    return drawn


def _shown(value: object) -> str:
    return "" if value is None else str(value)
