"""Who said what, against sentences with every attribution marked (``statements.txt``): ``python -m tests.eval.statements``.

An attribution is right where its content shares at least half of the words told by either, and its source at least half of the
shorter one's; one that has no source in the gold has none in the reading. Several runs of one content count as one.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from digests import rows
from digests.text.document import Document

HERE = Path(__file__).parent
TABLE = HERE / "statements.txt"
_WORD = re.compile(r"\w+")
_LEAST = 0.5  # share of words


@dataclass(frozen=True, slots=True)
class Attribution:
    source: str  #: "" where none is told
    cue: str
    content: str


def read() -> Iterator[tuple[str, list[Attribution]]]:
    """Every paragraph with its attributions."""
    for block in TABLE.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            parts = (line.split(" | ") for line in lines[1:])
            yield lines[0], [Attribution(s if s != "-" else "", c, t) for s, c, t in parts]


def given(text: str) -> list[Attribution]:
    """What the layer finds in a paragraph."""
    article = rows.article({"id": "s", "title": "", "text": text, "published": "2026-03-10", "source": "", "url": ""}, "s")
    document = Document(article)
    content = document.content
    return [
        Attribution(
            content[s.source_start : s.source_end] if s.source_start is not None else "",
            content[s.cue_start : s.cue_end],
            " ".join(content[a:b] for a, b in s.spans),
        )
        for s in document.statements
    ]


def _shared(one: str, other: str) -> tuple[int, int, int]:
    a, b = Counter(_WORD.findall(one.lower())), Counter(_WORD.findall(other.lower()))
    return (a & b).total(), a.total(), b.total()


def right(gold: Attribution, told: Attribution) -> bool:
    """Whether what was found is what was marked."""
    if bool(gold.source) != bool(told.source):
        return False
    if gold.source:
        shared, a, b = _shared(gold.source, told.source)
        if shared < _LEAST * min(a, b) or not shared:
            return False
    shared, a, b = _shared(gold.content, told.content)
    return shared > 0 and shared >= _LEAST * max(a, b)


def figures(show: bool) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    hits = wanted = told = 0
    for text, golds in read():
        left = given(text)
        told += len(left)
        wanted += len(golds)
        missed = []
        for gold in golds:
            found = next((one for one in left if right(gold, one)), None)
            if found is None:
                missed.append(gold)
            else:
                left.remove(found)
                hits += 1
        if show and (missed or left):
            print(text)
            for what, items in (("missed", missed), ("false alarm", left)):
                for one in items:
                    print(f"    {what}: {one.source or '-'} | {one.cue} | {one.content}")
    precision, recall = hits / max(1, told), hits / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def report(show: bool) -> float:
    """Print the figures and give F1."""
    precision, recall, f1 = figures(show)
    print(f"{'statements':20} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    return f1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.eval.statements", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--errors", action="store_true", help="print each miss and false alarm")
    report(parser.parse_args().errors)
