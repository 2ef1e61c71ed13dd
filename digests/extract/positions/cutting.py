"""Cutting a phrase out of a sentence: where it ends, what hangs loose at its edges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from digests.extract.positions.lexicon import Word, vocabulary


@cache
def group(name: str) -> frozenset[str]:
    return frozenset(vocabulary()["issue"][name])


def limit(run: Sequence[Word], start: int) -> int:
    """Where the phrase that begins at a word ends."""
    longest: int = vocabulary()["issue"]["longest"]
    for place in range(start, min(len(run), start + longest)):
        low = run[place].low
        if place == start and low != "as" and low not in group("conditions"):
            continue
        if low in group("cut") or low in group("stop") or low in group("conditions") or stops(run, place, start):
            return place
    if len(run) <= start + longest:
        return len(run)
    last = start + longest
    return next((i for i in range(last, last - 5, -1) if run[i].low in group("dangling")), last)


def stops(run: Sequence[Word], place: int, start: int) -> bool:
    """Whether a phrase ends before a word that only sometimes ends one."""
    word, following = run[place], run[place + 1].low if place + 1 < len(run) else ""
    if word.low == ",":
        return not any(run[i].low == "and" for i in range(place + 1, min(len(run), place + 4)))
    if word.low == ".":  # within a sentence a dot ends an abbreviation, but for the last and those before a closing mark
        return following in ("", "”", '"', "’")
    if word.low == "that":
        return place > start + 1
    if word.low == "as":
        return run[place - 1].low != "such"
    return word.low in ("and", "or") and (following.endswith("ed") or following in group("clause"))


def cut(text: str, run: Sequence[Word], start: int, end: int) -> str:
    while start < end and run[start].low in ("“", '"', "‘", ",", "instead", "also", "even"):
        start += 1
    while end > start and run[end - 1].low in group("dangling"):
        end -= 1
    return text[run[start].start : run[end - 1].end] if start < end else ""


def tidy(told: str) -> str:
    told = re.sub(r"\s+", " ", told).strip(" ,;:“”\"'‘—–-")
    told = re.sub(r"(?<![A-Z])\.\Z", "", told).rstrip("’ ") if not re.search(r"\w’\Z", told) else told
    told = re.sub(r"\A(?:so-called|that)\s+(?=\S)", "", told)
    if told.count("“") != told.count("”") or told.count('"') % 2:
        told = re.sub(r"[“”\"]", "", told)
    return told
