"""Headlines that name their source with a colon: "Peskov: talks to resume", "Talks to resume: UN"."""

from __future__ import annotations

from digests.text.names import Names
from digests.text.statements.records import Statement
from digests.text.statements.segments import Segment
from digests.text.tokens import Tokens


def headline(content: str, tokens: Tokens, names: Names, segment: Segment) -> Statement | None:
    """The statement of a headline's colon, None where the words beside it name nobody."""
    colons = [at for at in range(segment.first, segment.last) if tokens.words[at] == ":"]
    if len(colons) != 1:
        return None
    colon = colons[0]
    left = (segment.first, colon)
    right = (colon + 1, segment.last)
    for source, told in ((left, right), (right, left)):
        if not 0 < source[1] - source[0] <= 6 or told[1] - told[0] < 3:
            continue
        start, end = tokens.starts[source[0]], tokens.ends[source[1] - 1]
        name = names.at(start, end)
        if name is None or name.kind == "place" or name.end - name.start < 0.6 * (end - start):
            continue
        span = (tokens.starts[told[0]], segment.end if told is right else tokens.ends[told[1] - 1])
        return Statement(start, end, name, ":", tokens.starts[colon], tokens.ends[colon], (span,), "headline")
    return None
