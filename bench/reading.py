"""Reading an article: milliseconds per layer on one core, and whether a long or a hostile text costs no more per character."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from nupunkt import sent_spans

from bench import apart, prose
from bench.claims import Claim, Goal, Measure
from bench.clocks import least
from digests.extract import casualties, deadlines, positions
from digests.text.document import Document

__all__ = ["LAYERS", "Sizes", "run"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is read."""

    articles: int = field(default=8, metadata={"help": "different articles of 4,000 characters"})
    rounds: int = field(default=5, metadata={"help": "times each is read, of which the quickest counts"})
    longest: int = field(default=1_000_000, metadata={"help": "characters of the longest text"})
    seconds: int = field(default=30, metadata={"help": "seconds after which a text is given up"})
    at_once: int = field(default=2, metadata={"help": "long texts read at the same time, each in a process of its own"})


LENGTH = 4_000
_LIMIT_MS = Goal(5, unit="ms")
_LINEAR = Goal(1.5)

#: each layer reads what the ones before it have left in the document, so that its own cost alone is counted
LAYERS: dict[str, Callable[[Document], object]] = {
    "sentences": lambda document: document.sentences,
    "dates": lambda document: document.dates,
    "numbers": lambda document: document.numbers,
    "tokens": lambda document: document.tokens,
    "names": lambda document: document.names,
    "statements": lambda document: document.statements,
    "deadlines": deadlines.read,
    "casualties": casualties.read,
    "positions": positions.read,  # its candidates are gathered by rules and judged by fitted weights
}
LEARNED = "positions"

_FLOOR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:\d{1,2} )?(?:jan|febr)uary\b(?: \d{1,2})?(?:,? \d{4})?|\b(?:\d{1,2} )?(?:march|april|may|june|july|august)\b(?: \d{1,2})?",
        r"\b(?:\d{1,2} )?(?:septem|octo|novem|decem)ber\b(?: \d{1,2})?(?:,? \d{4})?",
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
        r"\b\d[\d,.]*\b",
        r"\b(?:kill|wound|injur|captur)(?:ed|s|ing)?\b|\bdead\b|\bmissing\b",
        r"\b(?:said|told|added|warned|wrote|asked|says?)\b",
        r"“[^“”]*”|\"[^\"]*\"",
        r"\b(?:demand|reject|accept|offer|propos|threaten|urg)\w*",
    )
)
_NAMES = re.compile(r"\b[A-Z][\w’-]+(?: [A-Z][\w’-]+)*")


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """The layers of a usual article first, then long texts of every kind."""
    return (*_usual(sizes), *_long(sizes))


def floor(text: str) -> int:
    """The least that reads news: sentence boundaries, and a compiled expression for each kind of thing; how many things."""
    found = sum(1 for line in text.split("\n") if line for _ in sent_spans(line))
    return found + sum(1 for pattern in (*_FLOOR, _NAMES) for _ in pattern.finditer(text))


def _usual(sizes: Sizes) -> Iterator[Claim]:
    texts = [prose.news(LENGTH, seed) for seed in range(max(1, sizes.articles))]
    by_layer = dict.fromkeys(LAYERS, 0.0)
    plainest = 0.0
    for text in texts:
        read(text)  # vocabularies are loaded, caches are warm
        plainest += least(partial(floor, text), sizes.rounds)
        rounds = [read(_fresh(text, again)) for again in range(max(1, sizes.rounds))]
        for layer in LAYERS:
            by_layer[layer] += min(spent[layer] for spent in rounds)
    ground = plainest / len(texts)
    for layer, spent in by_layer.items():
        yield _claim(f"{LENGTH:,} characters: {layer}", spent / len(texts), ground)
    everything = sum(by_layer.values()) / len(texts)
    rules = everything - by_layer[LEARNED] / len(texts)
    yield _claim(f"{LENGTH:,} characters: all rules, without {LEARNED}", rules, ground, _LIMIT_MS)
    yield _claim(f"{LENGTH:,} characters: everything", everything, ground, Goal(55, unit="ms"), f"{LEARNED} are judged by fitted weights")


def _fresh(text: str, again: int) -> str:
    """The same text with another end: no layer may answer from what it kept of the round before."""
    return f"{text[:-1]} {again}"


def _claim(work: str, seconds: float, ground: float, goal: Goal | None = None, note: str = "") -> Claim:
    return Claim(work, _ms(seconds), seconds / ground, floor=_ms(ground), goal=goal, note=note)


def _ms(seconds: float) -> Measure:
    return Measure(seconds * 1000, "ms")


def read(text: str) -> dict[str, float]:
    """CPU seconds of each layer for one text."""
    document = Document(prose.article(text))
    spent: dict[str, float] = {}
    for layer, work in LAYERS.items():
        started = time.process_time()
        work(document)
        spent[layer] = time.process_time() - started
    return spent


# ── long and hostile texts ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Step:
    """One layer of one text."""

    length: int
    layer: str
    seconds: float


def steps(kind: str, longest: int) -> Iterator[Step]:
    """A text of a kind at growing lengths, layer by layer, the floor first at each."""
    for length, rounds in ((LENGTH, 5), (longest // 16, 1), (longest, 1)):
        text = prose.of_length(kind, length)
        yield Step(length, "floor", least(partial(floor, text), rounds))
        if length == LENGTH:
            read(text)
            spent = [read(_fresh(text, again)) for again in range(rounds)]
            yield from (Step(length, layer, min(one[layer] for one in spent)) for layer in LAYERS)
            continue
        document = Document(prose.article(text))
        for layer, work in LAYERS.items():
            started = time.process_time()
            work(document)
            yield Step(length, layer, time.process_time() - started)


def _long(sizes: Sizes) -> Iterator[Claim]:
    def measured(kind: str) -> Claim:
        return linearity(kind, sizes, list(apart.reports(sizes.seconds, steps, kind, sizes.longest)))

    with ThreadPoolExecutor(max(1, sizes.at_once)) as pool:
        yield from pool.map(measured, (prose.NEWS, *prose.HOSTILE))


def linearity(kind: str, sizes: Sizes, done: list[Step]) -> Claim:
    """What steps that were done say of a kind of text: the growth of its cost per character, and the layer that grows most."""
    per_character = {(step.length, step.layer): step.seconds / step.length for step in done}
    whole = [length for length in (sizes.longest, sizes.longest // 16, LENGTH) if all((length, layer) in per_character for layer in LAYERS)]
    if not whole:
        stopped = Measure(float(sizes.seconds), "s")
        return Claim(f"{kind}, {LENGTH:,} characters", stopped, goal=_LINEAR, note=_stopped(per_character, LENGTH), finished=False)
    length = whole[0]
    cost = {layer: (per_character[length, layer], per_character[LENGTH, layer]) for layer in LAYERS}
    ours, usual = (sum(pair[i] for pair in cost.values()) for i in (0, 1))
    steepest = max(cost, key=lambda layer: cost[layer][0] - cost[layer][1] * _LINEAR.bound)
    note = f"{steepest} grows most: {cost[steepest][0] / max(cost[steepest][1], 1e-12):.1f} times"
    if length != sizes.longest:
        following = sizes.longest // 16 if length == LENGTH else sizes.longest
        note = f"{_stopped(per_character, following)}; until then {note}"
    elif ours <= usual * _LINEAR.bound:
        note = ""
    return Claim(
        f"{kind}, {length:,} characters",
        Measure(ours * 1e6, "µs/char"),
        ours / usual,
        f"at {LENGTH:,}",
        floor=Measure(per_character[length, "floor"] * 1e6, "µs/char"),
        goal=_LINEAR,
        note=note,
        finished=length == sizes.longest,
    )


def _stopped(per_character: dict[tuple[int, str], float], length: int) -> str:
    layer = next((layer for layer in ("floor", *LAYERS) if (length, layer) not in per_character), "")
    return f"given up in {layer} at {length:,}"
