"""Whether a candidate is a position, and of which stance: logistic regressions over named features, the stance led by rules.

The weights were fitted by ``bench/train_positions.py`` on annotated news and stand in ``weights.json``; a feature without a weight
says nothing. The chance counts what readers would be free to leave out as right, too; counted strictly it is about a tenth too
high between 0.5 and 0.8.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from digests.errors import SeedError
from digests.model import Stance

_PACKAGE = "digests.extract.positions"
_TRUST = 2.5  # how much a point of the rules weighs against what was learnt


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted pair of regressions."""

    bias: float
    position: Mapping[str, float]
    stances: Mapping[Stance, tuple[float, Mapping[str, float]]]
    threshold: float  #: the least chance that is taken for a position


@cache
def weights() -> Weights:
    """The weights shipped with the package. Raises SeedError where the file is missing or broken."""
    path = files(_PACKAGE) / "weights.json"
    try:
        told = json.loads(path.read_text("utf-8"))
        stances = {Stance(name): (float(row["bias"]), row["weights"]) for name, row in told["stances"].items()}
        return Weights(float(told["bias"]), told["weights"], stances, float(told["threshold"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SeedError(path, str(error)) from error


def _sum(bias: float, table: Mapping[str, float], features: Mapping[str, float]) -> float:
    for name, value in features.items():
        weight = table.get(name)
        if weight is not None:
            bias += weight * value
    return bias


def chance(features: Mapping[str, float], fitted: Weights) -> float:
    """The chance that a candidate with these features is a position, 0 to 1."""
    return 1 / (1 + exp(-_bounded(_sum(fitted.bias, fitted.position, features))))


def stance(features: Mapping[str, float], points: Mapping[Stance, float], fitted: Weights) -> Stance:
    """The likeliest stance of a candidate; ``points`` are those its own cues give to each stance."""
    sums = {name: _sum(bias, table, features) + _TRUST * points.get(name, 0.0) for name, (bias, table) in fitted.stances.items()}
    return max(sums, key=lambda name: (sums[name], name))


def _bounded(value: float) -> float:
    return max(-30.0, min(30.0, value))
