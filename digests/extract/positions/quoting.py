"""The party's own words, in quotation marks: how an issue is told that cannot be cut soundly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.lexicon import Cue, Word
from digests.extract.positions.wellformed import group, tables

_REACH = 20  # words from a verb back to the beginning of its clause
_BOUNDS = frozenset(
    ("while", "although", "though", "because", "after", "when", "but", "if", "as", "said", "says", "whereas", "since", "before", "adding")
)
_SHORT = 4  # words of a quotation that tells something by itself
_LEAST = 40  # letters kept where a clause's end is looked for
_PLAIN = frozenset(("say", "tell", "add", "note", "state", "write", "think", "believe", ":"))
_PAIRS = re.compile(r"[“\"]([^“”\"]+)[”\"]")


def own_words(text: str, candidate: Candidate, act: Act | None, cue: Cue | None = None) -> str:
    """A run of the sentence in quotation marks: what the party is quoted with here, else the clause of the act or of what it said."""
    run = candidate.run
    telling = cue or (act.cue if act is not None else None)
    near = run[telling.first].start if telling is not None else candidate.span[0]
    inside = candidate.span[0] <= near < candidate.span[1]
    source = candidate.statement is not None and candidate.statement.cue_start == near
    quoted = _quotation(text, candidate, near if inside else None) if act is None or inside or source else ""
    if quoted:
        return quoted
    if act is not None and not (inside and act.via == "first"):
        told = marked(text, run, _clause_of(run, act), near)
        return told if len(told.split()) >= _SHORT else marked(text, run, 0, near)
    first = next((i for i, w in enumerate(run) if w.start >= candidate.span[0] and w.low[0].isalnum()), 0)
    return marked(text, run, first, near)


def _quotation(text: str, candidate: Candidate, near: int | None) -> str:
    """The words in quotation marks in this sentence that the party said; those that hold ``near`` first, else the longest."""
    statement = candidate.statement
    if statement is None or candidate.span[0] >= candidate.span[1] or statement.kind not in ("direct", "mixed"):
        return ""
    run = candidate.run
    inside = [i for i, word in enumerate(run) if candidate.span[0] <= word.start < candidate.span[1]]
    if not inside:
        return ""
    if statement.kind == "direct":
        return marked(text, run, inside[0], near if near is not None else run[inside[0]].start, candidate.span[1])
    found = [m for m in _PAIRS.finditer(text, run[0].start, run[-1].end) if len(m.group(1).split()) >= _SHORT]
    if not found:
        return ""
    best = next((m for m in found if near is not None and m.start() <= near < m.end()), max(found, key=lambda m: len(m.group(1))))
    own = best.group(1).split()[0].lower().split("'")[0].split("’")[0] in group("first")
    if (
        not own
        and best.group(1)[0].islower()
        and candidate.span[0] < best.start()
        and best.end(1) - candidate.span[0] < int(tables()["quoted"])
    ):
        cue = next((i for i, w in enumerate(run) if w.start == statement.cue_start), inside[0])
        first = cue if cue < inside[0] and statement.cue not in _PLAIN else inside[0]
        return marked(text, run, first, best.start(1), candidate.span[1])
    return marked(text, run, next((i for i, w in enumerate(run) if w.start >= best.start(1)), 0), near or best.start(1), best.end(1))


def _clause_of(run: Sequence[Word], act: Act) -> int:
    """The first word of an act's clause: back over its whole subject; of a participle or a second verb itself."""
    if act.via in ("participle", "loose", "chain", "agent"):
        return act.cue.first
    start = act.cue.first
    if act.via == "apposition" and act.holder is not None and run[0].start <= act.holder.start < run[start].start:
        return next(i for i, word in enumerate(run) if word.end > act.holder.start)
    if act.subject is not None:
        start = next((i for i, word in enumerate(run) if word.start >= act.subject[0]), start)
    while start > 0 and act.cue.first - start < _REACH:
        low = run[start - 1].low
        if low in _BOUNDS or (not low[0].isalnum() and low[0] not in "'’$%.-"):
            break
        if low == "." and run[start - 1].end < run[start].start and run[start - 2].end - run[start - 2].start > _SHORT:
            break
        start -= 1
    return start


def marked(text: str, run: Sequence[Word], first: int, near: int, stop: int | None = None) -> str:
    """Words from ``first`` on in quotation marks: to the sentence's end, or a clause's, or a word's where it is long."""
    most: int = tables()["quoted"]
    first = _start(run, first, near, most, stop)
    end = len(run)
    while end > first and (
        (stop is not None and run[end - 1].end > stop) or (not run[end - 1].low[-1].isalnum() and run[end - 1].low not in ("%", "$"))
    ):
        end -= 1
    end = _unopened(run, first, end)
    if first >= end:
        return ""
    whole = text[run[first].start : run[end - 1].end]
    if len(whole) > most:
        end, whole = _shorter(text, run, first, end, most, near)
    told = re.sub(r"\s+", " ", whole).strip(" ,;:—–-")
    told = re.sub(r"[“\"](?=\w)|(?<=\s)[“\"]", "‘", told)
    told = re.sub(r"[”\"]", "’", told)
    if told.count("‘") > len(re.findall(r"’(?!\w)", told)):
        told += "’"
    return f"“{told}”" if told else ""


def _unopened(run: Sequence[Word], first: int, end: int) -> int:
    """The end, or before it a closing mark whose opening one stands left of ``first``."""
    inside = False
    for place in range(first, end):
        low = run[place].low
        if low not in ("“", "”", '"'):
            continue
        closing = low == "”" or (low == '"' and place > 0 and run[place - 1].end == run[place].start)
        if closing and not inside:
            while place > first and run[place - 1].low in (",", "."):
                place -= 1
            return place
        inside = not closing
    return end


def _start(run: Sequence[Word], first: int, near: int, most: int, stop: int | None = None) -> int:
    """Where to begin so that the telling word is in: at the clause before it where it stands far into a long sentence."""
    while first < len(run) - 1 and (
        (not run[first].low[0].isalnum() and run[first].low[0] not in "'’$‘") or run[first].low in ("that", "and", "but", "so", "because")
    ):
        first += 1
    if first >= len(run) or near - run[first].start < most * 3 // 5 or min(run[-1].end, stop or run[-1].end) - run[first].start <= most:
        return first
    place = next((i for i, word in enumerate(run) if word.start >= near), first)
    for i in range(place, first, -1):
        if run[i - 1].low in (",", ";", ":", "—", "–", "“", "”", '"', "that", ".", "-") and run[i].low[0].isalnum():
            return i + (run[i].low in ("that", "and", "but", "so", "because"))
    return first


def _shorter(text: str, run: Sequence[Word], first: int, end: int, most: int, near: int) -> tuple[int, str]:
    left = run[first].start
    fit = next((i for i in range(end, first, -1) if run[i - 1].end - left <= most), first + 1)
    for i in range(fit, first + 1, -1):
        inner = sum(w.low == "“" for w in run[first : i - 1]) > sum(w.low == "”" for w in run[first : i - 1])
        if not inner and run[i - 1].low in (",", ";", "—", "–", ":") and run[i - 2].end - left >= _LEAST and run[i - 2].end > near:
            return i - 1, text[left : run[i - 2].end]
    while fit > first + 1 and (run[fit - 1].low in group("dangling") | group("preposition") or not run[fit - 1].low[0].isalnum()):
        fit -= 1
    return fit, text[left : run[fit - 1].end] + " …"
