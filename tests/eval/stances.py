"""Single sentences with the stance they tell (``stances.tsv``): near misses between the stances, and sentences that tell none.

``python -m tests.eval.stances`` prints how many are found and how many of those have the right stance, and each that is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from digests import rows
from digests.extract import positions
from digests.text.document import Document
from digests.text.names import canonical

TABLE = Path(__file__).parent / "stances.tsv"


@dataclass(frozen=True, slots=True)
class Row:
    party: str
    stance: str | None  #: None where the sentence tells none
    text: str


def read() -> Iterator[Row]:
    """Every row of the table."""
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            party, stance, _, text = line.split("\t")
            yield Row(party, None if stance == "none" else stance, text)


def main() -> None:
    counts: Counter[str] = Counter()
    for row in read():
        article = rows.article({"id": "s", "title": "", "text": row.text, "published": "2026-03-10", "source": "", "url": ""}, "s")
        found = positions.read(Document(article))
        told = [p.stance.value for p in found if canonical(p.party) == canonical(row.party)]
        counts["silent" if row.stance is None else "telling"] += 1
        if row.stance is None:
            counts["left alone"] += not found
            wrong = bool(found)
        else:
            counts["found"] += bool(told)
            counts["right"] += row.stance in told
            wrong = row.stance not in told
        if wrong:
            print(f"{row.stance or 'none'} <- {', '.join(told) or 'none'}\t{row.text}")
    print(
        f"{counts['telling']} tell a stance: {counts['found']} found, {counts['right']} of them right;"
        f" {counts['silent']} tell none: {counts['left alone']} left alone"
    )


if __name__ == "__main__":
    main()
