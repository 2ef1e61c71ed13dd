"""``python -m bench [name ...]``: runs all benches or some, and prints what they found."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from rich.console import Console

from bench.claims import Claim, table

__all__ = ["BENCHES", "Bench", "bench", "main"]

BENCHES = ("reading", "sending", "delivery", "polling", "parsing", "story", "answers", "pictures")


@dataclass(frozen=True, slots=True)
class Bench:
    """One bench: its work, and how much of it (a dataclass of whole numbers, each a flag)."""

    name: str
    sizes: type[Any]
    run: Callable[[Any], tuple[Claim, ...]]
    about: str


def bench(name: str) -> Bench:
    """A bench by its name."""
    module = importlib.import_module(f"bench.{name}")
    return Bench(name, module.Sizes, module.run, (module.__doc__ or "").strip())


def main(given: Sequence[str] | None = None) -> None:
    """Runs what was asked for."""
    benches = [bench(name) for name in BENCHES]
    parser = _parser(benches)
    asked = parser.parse_args(given)
    if unknown := [name for name in asked.names if name not in BENCHES]:
        parser.error(f"there is no bench {unknown[0]!r}; there are {', '.join(BENCHES)}")
    console = Console(width=None if os.isatty(1) else 180)
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} cores. Only the ratios mean anything beyond this run.\n")
    for one in benches:
        if asked.names and one.name not in asked.names:
            continue
        sizes = one.sizes(**{field.name: getattr(asked, f"{one.name}_{field.name}") for field in fields(one.sizes)})
        console.print(table(f"{one.name}: {one.about}", one.run(sizes)))
        console.print()


def _parser(benches: Sequence[Bench]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Ratios of our ways to the plainest and the usual ones.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"which to run: {', '.join(BENCHES)}; all where none is given")
    for one in benches:
        group = parser.add_argument_group(one.name, one.about)
        for field in fields(one.sizes):
            flag = f"--{one.name}-{field.name}".replace("_", "-")
            group.add_argument(flag, type=int, default=field.default, metavar="N", help=f"{field.metadata['help']} (%(default)s)")
    return parser


if __name__ == "__main__":
    main()
