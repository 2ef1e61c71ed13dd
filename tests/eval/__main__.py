"""``python -m tests.eval``: how well the reading does, against gold, with floors.

Two kinds of collections: the articles written for this project, always there (``own``; ``harms``, rich in casualties; ``days``, rich
in deadlines; ``wires``, with both; ``talks``, with positions alone; ``notes``, of one to three sentences on an incident), and the
corpus of real articles, looked for beside the checkout and skipped with a word where it is not. The real ones are split by a hash
of their id into an open part, whose errors may be read, and a held part, whose errors are never read: the distance between the two
warns of fitting.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

from digests import extract, rows
from digests.model import Article, Facts
from digests.text.document import Document
from tests.eval import calendar, scoring, statements

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent.parent / "shared" / "corpus"
FLOORS = HERE / "floors.toml"


def part(ident: str) -> str:
    """Which half an article falls in: ``open`` or ``held``."""
    return "held" if int(blake2b(ident.encode(), digest_size=4).hexdigest(), 16) % 2 else "open"


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read(article: Article, tasks: Iterable[str]) -> dict[str, Any]:
    """The key points of one article; a single task is read alone, so that one room can be worked on by itself."""
    wanted = tuple(tasks)
    if len(wanted) > 1:
        return rows.facts(article, extract.read(article))
    room: ModuleType = importlib.import_module(f"digests.extract.{wanted[0]}")
    return rows.facts(article, Facts(**{wanted[0]: tuple(room.read(Document(article)))}))


def collections(which: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Every collection there is, by name: articles and gold by id."""
    found: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for name, folder in (
        ("own", HERE / "own"),
        ("notes", HERE / "notes"),
        ("harms", HERE / "harms"),
        ("days", HERE / "days"),
        ("wires", HERE / "wires"),
        ("talks", HERE / "talks"),
        ("seed", CORPUS / "seed"),
        ("dev", CORPUS / "dev"),
        ("dev-deadlines", CORPUS / "dev-deadlines"),
    ):
        if not (folder / "gold.jsonl").exists():
            print(f"{name}: skipped, it is not on this machine", file=sys.stderr)
            continue
        articles = {row["id"]: row for row in lines(folder / "articles.jsonl")}
        gold = {row["id"]: row for row in lines(folder / "gold.jsonl")}
        if name == "dev-deadlines":
            gold = {k: {"id": k, "deadlines": g["deadlines"]} for k, g in gold.items()}
        if not name.startswith("dev"):
            found[name] = (articles, gold)
            continue
        for half in ("open", "held"):
            found[f"{name}/{half}"] = (articles, {k: g for k, g in gold.items() if part(k) == half})
    if which == "all":
        return found
    return {k: v for k, v in found.items() if which in k.split("/")}


def report(name: str, articles: Mapping[str, Any], gold: Mapping[str, Any], tasks: tuple[str, ...], show: bool) -> dict[str, float]:
    """Score one collection, print its table, and give its figures by ``collection.task``."""
    given = {ident: read(rows.article(articles[ident], name), tasks) for ident in gold}
    figures: dict[str, float] = {}
    for task in tasks:
        total = scoring.tally(task, gold, given)
        if not any(task in row for row in gold.values()):
            continue
        fields = "  ".join(f"{f} {total.accuracy(f):.2f}" for f in scoring.FIELDS[task])
        print(
            f"{name:20} {task:10} P {total.precision:.3f}  R {total.recall:.3f}  F1 {total.f1:.3f}"
            f"  (gold {total.gold}, given {total.given})  {fields}"
        )
        figures[f"{name}.{task}"] = total.f1
        if show and not name.endswith("/held"):
            for ident, what, item in total.errors:
                print(f"  {ident}\t{what}\t{json.dumps(item, ensure_ascii=False)}")
    if name == "notes" and "casualties" in tasks:
        figures |= {f"notes.{what}": share for what, share in _killed(gold, given).items()}
    lost = scoring.unfound(articles, given)
    figures[f"{name}.lost_quotes"] = float(lost)
    if lost:
        print(f"{name:20} quotes that are not in their article: {lost}")
    return figures


def _killed(gold: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, float]:
    """How many notes have the number of killed exactly right: of those where someone died, and of those where nobody did."""
    shares: dict[str, float] = {}
    for what, right, total in (("killed", *scoring.exact(gold, given, True)), ("nobody", *scoring.exact(gold, given, False))):
        print(f"{'notes':20} {what:10} exactly {right} of {total}")
        shares[what] = right / total if total else 1.0
    return shares


def _calendar(show: bool) -> dict[str, float]:
    """Days by value in single sentences."""
    found = calendar.score(show)
    for name, days in found.items():
        print(f"{'calendar':20} {name:10} P {days.precision:.3f}  R {days.recall:.3f}  F1 {days.f1:.3f}")
    return {f"calendar.{name}": days.f1 for name, days in found.items()}


def fallen(figures: Mapping[str, float]) -> list[str]:
    """Floors that do not hold, each as a line; a floor whose collection is not here says nothing."""
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text("utf-8"))["floors"] if FLOORS.exists() else {}
    below = [
        f"{name}: {figures[name]:.3f} is under its floor {floor:.3f}"
        for name, floor in floors.items()
        if figures.get(name, floor) < floor - 1e-9
    ]
    return below + [
        f"{name}: {int(value)} quotes are not in their article" for name, value in figures.items() if name.endswith("lost_quotes") and value
    ]


def main() -> int:
    """Print the tables; exit 1 where a floor does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument(
        "--part", default="all", help="all, own, notes, harms, days, wires, talks, calendar, seed, dev, dev-deadlines, open or held"
    )
    parser.add_argument("--task", choices=scoring.TASKS, action="append", help="one task alone (may be given several times)")
    parser.add_argument("--errors", action="store_true", help="print each miss and false alarm (never of the held part)")
    options = parser.parse_args()
    tasks = tuple(options.task or scoring.TASKS)
    figures: dict[str, float] = {}
    for name, (articles, gold) in collections(options.part).items():
        figures |= report(name, articles, gold, tasks, options.errors)
    if options.task is None and options.part in ("all", "own", "calendar"):
        figures |= _calendar(options.errors)
    if not options.task and options.part in ("all", "own"):
        figures["statements.attributions"] = statements.report(options.errors)
    below = fallen(figures)
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
