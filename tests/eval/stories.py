"""How well whole stories are told, against the gold beside real ones: ``python -m tests.eval.stories``.

What is right is counted, figure by figure: the toll at the end and on the way of each main incident, each incident and each deadline
told once, the days it moved from, the stances of each party and their changes. A story is looked for beside the checkout and
skipped with a word where it is not. The own stories under ``tests/digests/story`` are tests; these are a measure.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from digests import account, rows
from digests.extract import read
from digests.model import Reading
from digests.story import tell

__all__ = ["main", "score"]

CORPUS = Path(__file__).parent.parent.parent.parent / "shared" / "corpus" / "stories"
Row = Mapping[str, Any]
_CAMPS = ({"accepts", "commits"}, {"rejects", "denies", "threatens"}, {"conditions"}, {"demands", "proposes"})
_COUNTS = ("killed", "injured", "missing")


def main() -> int:
    """Print what of each story is right; 0, also where there are none on this machine."""
    found = sorted(CORPUS.glob("*.gold.json"))
    if not found:
        print("stories: skipped, they are not on this machine", file=sys.stderr)
    for path in found:
        gold = json.loads(path.read_text("utf-8"))
        ours = replay(path.with_name(path.name.replace(".gold.json", ".articles.jsonl")), gold["story"])
        print(gold["story"])
        for what, (right, of, wrong) in score(gold, ours).items():
            print(f"  {what:<28} {right} of {of}" + (f"   {'; '.join(wrong)}" if wrong else ""))
    return 0


def replay(path: Path, ident: str) -> Row:
    """The account of a story's articles at the end, as ``dateline replay --json`` writes it."""
    articles = [rows.article(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]
    readings = [Reading(a, read(a), a.published, a.source) for a in articles]
    story = tell(ident, readings, max(a.published for a in articles))
    ids = {a.key: a.id for a in articles}
    return {**account.row(story, ident, [a.id for a in articles], ids), "texts": {a.id: a.content for a in articles}}


def score(gold: Row, ours: Row) -> dict[str, tuple[int, int, list[str]]]:
    """By what is looked at: how many are right, of how many, and what is wrong."""
    found: dict[str, tuple[int, int, list[str]]] = {}
    checks = (*_incidents(gold, ours), *_deadlines(gold, ours), *_positions(gold, ours), *_evidence(ours))
    for what, right, told in checks:
        was = found.get(what, (0, 0, []))
        found[what] = (was[0] + right, was[1] + 1, was[2] + ([] if right else [told]))
    return found


Check = tuple[str, bool, str]


# ── incidents ──────────────────────────────────────────────────────────────────────────────────────────────


def _incidents(gold: Row, ours: Row) -> Iterator[Check]:
    taken: list[int] = []
    for want in gold["incidents"]:
        if want.get("part_of") or not any(h.get(n) for h in want["history"] for n in _COUNTS):
            continue
        if want.get("scope"):
            figures = {h[n] for h in want["history"] for n in _COUNTS if h.get(n)}
            inside = [i for i in ours["incidents"] if len(_figures(i) - figures) and figures & _whole(i)]
            yield "background kept apart", not inside, f"{want['what']}: {sorted(figures)}"
            continue
        matched = [i for i in ours["incidents"] if _about(want, i)]
        yield "incident there once", len(matched) == 1, f"{want['what']}: {len(matched)} times"
        if not matched:
            continue
        best = max(matched, key=lambda i: len(_figures(i)))
        taken.append(id(best))
        for name in _COUNTS:
            if (toll := want.get(f"{name}_final")) and toll["latest"]:
                yield from _final(want, best, name, toll)
        told = {(h["article"], n, h[n]) for h in best["history"] for n in _COUNTS}
        for h in want["history"]:
            for name in _COUNTS:
                if h.get(name):
                    yield "figure on the way", (h["article"], name, h[name]) in told, f"{h[name]} {name} in {h['article'][-24:]}"


def _final(want: Row, best: Row, name: str, toll: Row) -> Iterator[Check]:
    mine = best[name] and (best[name]["low"], best[name]["high"], best[name]["latest"])
    right = mine is not None and mine[2] in (toll["latest"], *want.get(f"{name}_ok", ()))
    yield "figure at the end", right, f"{want['what']}: {name} {mine}, not {toll['latest']}"
    if right:
        yield "low and high", mine[:2] == (toll["low"], toll["high"]), f"{want['what']}: {name} {mine}"


def _figures(incident: Row) -> set[int]:
    return {h[n] for h in incident["history"] for n in _COUNTS if h[n]}


def _whole(incident: Row) -> set[int]:
    return {h[n] for h in incident["history"] if not h["part"] for n in _COUNTS if h[n]}


def _about(want: Row, incident: Row) -> bool:
    """Whether an incident of ours is one of the gold: by a figure of an article that both tell of the whole."""
    theirs = {(h["article"], n, h[n]) for h in want["history"] for n in _COUNTS if h.get(n)}
    mine = {(h["article"], n, h[n]) for h in incident["history"] if not h["part"] for n in _COUNTS if h[n]}
    days = {want.get("date"), *want.get("date_ok", ())} - {None}
    return bool(theirs & mine) and (not days or not incident["date"] or any(_near(d, incident["date"]) for d in days))


def _near(a: str, b: str) -> bool:
    if len(a) != 10 or len(b) != 10:
        return a.startswith(b) or b.startswith(a)
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= 1


# ── deadlines ──────────────────────────────────────────────────────────────────────────────────────────────


def _deadlines(gold: Row, ours: Row) -> Iterator[Check]:
    for want in gold["deadlines"]:
        if want.get("optional"):
            continue
        matched = [d for d in ours["deadlines"] if _due(want, d) and _meant(gold["deadlines"], d) is want]
        yield "deadline there once", len(matched) == 1, f"{want['subject']}: {len(matched)} times"
        if not matched:
            continue
        best = max(matched, key=lambda d: len(d["evidence"]))
        stood = {*want.get("date_ok", ()), want["date"]}
        yield "deadline's day", best["date"] in stood, f"{want['subject']}: {best['date']}, not {want['date']}"
        status = {want["status"], *want.get("status_ok", ())} | ({"met"} if want["status"] == "passed" else set())
        yield "deadline's state", best["status"] in status, f"{want['subject']}: {best['status']}, not {want['status']}"
        if want["earlier_dates"]:
            moved = set(best["earlier_dates"]) & {*want["earlier_dates"], *want.get("dates", ())}
            yield "moves", bool(moved), f"{want['subject']}: {best['earlier_dates']}"


def _meant(golds: Iterable[Row], deadline: Row) -> Row:
    """Which of two deadlines that one sentence tells is meant: the one with more of its sentences, then the one with its day."""
    return max(golds, key=lambda want: (_due(want, deadline), deadline["date"] in {*want.get("date_ok", ()), want["date"]}))


def _due(want: Row, deadline: Row) -> int:
    """How many sentences of a deadline tell of the one wanted."""
    quotes = [*want["quotes"], *(a["quote"] for a in want.get("also", ()))]
    return sum(any(_overlap(quote, e["quote"]) for quote in quotes) for e in deadline["evidence"])


# ── positions ──────────────────────────────────────────────────────────────────────────────────────────────


def _positions(gold: Row, ours: Row) -> Iterator[Check]:
    for want in gold["positions"]:
        if want.get("optional"):
            continue
        quotes = [h["quote"] for h in want["history"]]
        matched = [p for p in ours["positions"] if _party(want, p) and any(_overlap(q, h["quote"]) for q in quotes for h in p["history"])]
        yield "position there", bool(matched), f"{want['party']}: {want['issue']}"
        if not matched:
            continue
        ends = {want["stance_final"], *want.get("stance_final_ok", ())}
        best = max(matched, key=lambda p: (p["stance"] in ends, len(p["history"])))
        yield "stance at the end", best["stance"] in ends, f"{want['party']} on {want['issue']}: {best['stance']}"
        camps = [_camp(h["stance"]) for h in want["history"]]
        if len(set(camps)) > 1:
            mine = Counter(_camp(h["stance"]) for h in best["history"])
            yield "change of stance", len(mine) > 1, f"{want['party']} on {want['issue']}: {[h['stance'] for h in best['history']]}"


def _party(want: Row, position: Row) -> bool:
    a, b = want["party"].casefold(), position["party"].casefold()
    return a in b or b in a


def _camp(stance: str) -> int:
    return next((n for n, camp in enumerate(_CAMPS) if stance in camp), -1)


# ── evidence ───────────────────────────────────────────────────────────────────────────────────────────────


def _evidence(ours: Row) -> Iterator[Check]:
    texts = ours["texts"]
    for kind, under in (("deadlines", "evidence"), ("incidents", "history"), ("series", "evidence"), ("positions", "history")):
        for item in ours[kind]:
            right = bool(item[under]) and all(e["quote"] in texts[e["article"]] for e in item[under])
            yield "line with its sentence", right, str(item)[:80]


def _overlap(a: str, b: str) -> bool:
    """Whether one quote holds the other, or most of its words."""
    one, other = set(a.casefold().split()), set(b.casefold().split())
    return a in b or b in a or len(one & other) >= 0.6 * min(len(one), len(other))


if __name__ == "__main__":
    sys.exit(main())
