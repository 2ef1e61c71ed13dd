"""Key points against gold: one-to-one matching, precision, recall and F1, and the fields of what was found.

The rules are those of the annotation guidelines: a deadline is right by its day, a casualty report by its four counts, a
position by its party, each with a quote that shares enough words with one of the sentences gold names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Item = Mapping[str, Any]
COUNTS = ("killed", "injured", "missing", "captured")
FIELDS = {
    "deadlines": ("kind", "status"),
    "casualties": ("scope", "qualifier", "place", "date", "attribution"),
    "positions": ("stance", "speaker"),
}
TASKS = tuple(FIELDS)
_LOOSE = {"place", "attribution", "speaker"}  #: told in more or fewer words, still the same
_SHARE = 0.6  #: of the shorter quote's words
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Tally:
    """What was found of one task over some articles."""

    right: int = 0
    gold: int = 0
    given: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str, Item]] = field(default_factory=list)  #: article, "missed" or "false alarm", item

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def accuracy(self, name: str) -> float:
        """Share of a field that is right among the items found."""
        return self.fields[name] / self.right if self.right else 1.0


def _words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").lower())


def _overlap(gold: Item, given: Item) -> bool:
    b = Counter(_words(given.get("quote")))
    for quote in (gold["quote"], *gold.get("also", ())):
        a = Counter(_words(quote))
        shorter = min(a.total(), b.total())
        if shorter and (a & b).total() >= _SHARE * shorter:
            return True
    return False


def _party(name: str | None) -> str:
    from digests.text import names

    plain = re.sub(r"^the\s+", "", (name or "").strip(), flags=re.IGNORECASE)
    return names.canonical(plain).lower()


def _alike(task: str, gold: Item, given: Item) -> bool:
    if task == "deadlines":
        return bool(gold["date"] == given.get("date"))
    if task == "casualties":
        return all(gold.get(count) == given.get(count) for count in COUNTS)
    return _party(given.get("party")) in {_party(gold["party"]), *(_party(alias) for alias in gold.get("party_aliases", ()))}


def _same(name: str, gold: Item, given: Item) -> bool:
    if name not in _LOOSE:
        return bool(gold.get(name) == given.get(name))
    a, b = (set(_words(item.get(name))) - {"the", "a", "of"} for item in (gold, given))
    return a == b or bool(a and b and (a <= b or b <= a))


def pairs(golds: list[Item], given: list[Item], right: Callable[[Item, Item], bool], fields: Iterable[str]) -> dict[int, int]:
    """The largest one-to-one matching (augmenting paths), golds in order, best-looking candidates first."""
    look = tuple(fields)
    edges = [
        sorted((j for j, p in enumerate(given) if right(g, p)), key=lambda j: -sum(g.get(f) == given[j].get(f) for f in look))
        for g in golds
    ]
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j in seen:
                continue
            seen.add(j)
            if j not in owner or place(owner[j], seen):
                owner[j] = i
                return True
        return False

    for i in range(len(golds)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def tally(task: str, gold: Mapping[str, Item], given: Mapping[str, Item]) -> Tally:
    """Score one task over all articles whose gold has it. Optional gold is neither asked for nor a false alarm."""
    total = Tally()
    for ident, row in gold.items():
        if task in row:
            _one(task, ident, row[task], list(given.get(ident, {}).get(task, ())), total)
    return total


def _one(task: str, ident: str, wanted: Iterable[Item], given: list[Item], total: Tally) -> None:
    golds = sorted(wanted, key=lambda g: bool(g.get("optional")))
    found = pairs(golds, given, lambda g, p: _alike(task, g, p) and _overlap(g, p), FIELDS[task])
    hits = {i: j for i, j in found.items() if not golds[i].get("optional")}
    total.right += len(hits)
    total.gold += sum(not g.get("optional") for g in golds)
    total.given += len(given) - (len(found) - len(hits))
    for i, j in hits.items():
        total.fields.update(name for name in FIELDS[task] if _same(name, golds[i], given[j]))
    total.errors += [(ident, "missed", g) for i, g in enumerate(golds) if i not in found and not g.get("optional")]
    total.errors += [(ident, "false alarm", p) for j, p in enumerate(given) if j not in found.values()]


def unfound(articles: Mapping[str, Item], given: Mapping[str, Item]) -> int:
    """How many predicted quotes are not in their article."""
    lost = 0
    for ident, row in given.items():
        text = " ".join(_words(articles[ident].get("title", "") + "\n" + articles[ident]["text"]))
        lost += sum(" ".join(_words(item.get("quote"))) not in text for task in TASKS for item in row.get(task, ()))
    return lost


def exact(gold: Mapping[str, Item], given: Mapping[str, Item], deadly: bool) -> tuple[int, int]:
    """How many notes have the sum of those killed in the event exactly right, and of how many: those in which somebody died, or nobody."""
    right = total = 0
    for ident, row in gold.items():
        want, got = (_dead(items) for items in (row["casualties"], given.get(ident, {}).get("casualties", ())))
        if bool(want) == deadly:
            total += 1
            right += want == got
    return right, total


def _dead(items: Iterable[Item]) -> int:
    return sum(c["killed"] or 0 for c in items if c["scope"] == "incident" and not c.get("part") and not c.get("optional"))
