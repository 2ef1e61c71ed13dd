"""Counts in a text: figures and words, ranges, hedges around them, and what only looks like a count.

One pass finds figures and number words; a second look at the words beside each tells its hedge ("at least") and
whether it counts anything (an age, a sum of money, a day and a measure do not). Every pattern is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from digests.model import Qualifier
from digests.text.vocabulary import either, load

VOCABULARY = ("digests.text", "numbers.en.toml")
_LOOK = 24  # letters beside a number that can change what it means
_YEARS = range(1900, 2100)
_WORD = re.compile(r"(\d)[\d,.]*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number as told, ``text[start:end]`` with the words that hedge it."""

    start: int
    end: int
    value: int | None  #: the number told; the low end of a range; None where only a vague word stands ("dozens")
    low: int | None = None  #: ends of a range, None where it is no range
    high: int | None = None
    qualifier: Qualifier = Qualifier.EXACT
    vague: bool = False
    kind: str = "count"  #: ``count``, or what else it is: ``money percent age time day year measure label ordinal fraction modifier``

    @property
    def counts(self) -> bool:
        """Whether it can be a number of people or things."""
        return self.kind == "count"


@cache
def _words() -> dict[str, Any]:
    return load(*VOCABULARY)


@cache
def _number() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Vague phrases, then number words; and figures with a scale."""
    words = _words()
    units, scales = either(words["units"]), either(words["scales"])
    scaled = rf"(?:\s+{scales}\b){{0,2}}"
    figure = rf"(?<![\w.,/:])\d{{1,3}}(?:,\d{{3}}){{1,4}}(?![\d,]*\d){scaled}|(?<![\w.,/:])\d{{1,12}}(?:\.\d{{1,3}})?(?!\d){scaled}"
    small = rf"{units}(?:-{units})?\b"
    spelled = rf"\b(?:half\s+a|(?:a|{units})(?:[-\s]{units})?)(?:\s+{scales}\b)+(?:\s+(?:and\s+)?{small})?|\b{small}"
    vague = either(words["vague"]["words"])
    return re.compile(rf"(?P<vague>\b{vague}\b)|(?P<spelled>{spelled})", re.IGNORECASE), re.compile(rf"(?P<figure>{figure})", re.IGNORECASE)


@cache
def _hedge_before() -> re.Pattern[str]:
    before: dict[str, list[str]] = _words()["before"]
    each = (rf"(?P<{name}>(?<!\w){either(phrases)}\s+(?:another\s+|the\s+)?\Z)" for name, phrases in before.items())
    return re.compile("|".join(each), re.IGNORECASE)


@cache
def _hedge_after() -> re.Pattern[str]:
    after: dict[str, list[str]] = _words()["after"]
    return re.compile("|".join(rf"(?P<{name}>\s+{either(phrases)}\b)" for name, phrases in after.items()), re.IGNORECASE)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(_words()["other"][name])


def find(text: str, offset: int = 0) -> tuple[NumberMention, ...]:
    """Every number of a text in order, none overlapping; those that count nothing carry another ``kind``.

    ``offset`` is added to every place: that of ``text`` in the whole it was cut from.
    """
    found = _ranges(text, _apart(_mention(text, m) for m in _matches(text)))
    return tuple(replace(m, start=m.start + offset, end=m.end + offset) for m in found) if offset else tuple(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What the pattern finds, tried only where a figure or a word that can begin a number stands: words are many, numbers few."""
    firsts, (spelled, figure), done = _firsts(), _number(), 0
    for word in _WORD.finditer(text):
        at = word.start()
        if at < done:
            continue
        if word.lastindex:
            match = figure.match(text, at)
        elif (low := word.group().lower()) in firsts and (low != "a" or _after_article().match(text, word.end())):
            match = spelled.match(text, at)
        else:
            continue
        if match:
            done = match.end()
            yield match


@cache
def _after_article() -> re.Pattern[str]:
    """What stands behind an "a" that begins a number: "a dozen", "a handful"; most stand before something else."""
    words = _words()
    vague = {phrase.split()[1] for phrase in words["vague"]["words"] if phrase.startswith("a ")}
    return re.compile(rf"[-\s]\s*{either([*words['scales'], *words['units'], *vague])}\b", re.IGNORECASE)


@cache
def _firsts() -> frozenset[str]:
    words = _words()
    return frozenset({"a", "half", *words["units"], *words["scales"], *(phrase.split()[0] for phrase in words["vague"]["words"])})


def _apart(found: Iterable[NumberMention]) -> list[NumberMention]:
    """None over another: a hedge that holds a number word of its own ("as many as nine") takes it in."""
    kept: list[NumberMention] = []
    for mention in found:
        while kept and kept[-1].end > mention.start:
            kept.pop()
        kept.append(mention)
    return kept


def _mention(text: str, match: re.Match[str]) -> NumberMention:
    start, end = match.span()
    if match.lastgroup == "vague":
        return NumberMention(start, end, None, qualifier=Qualifier.VAGUE, vague=True)
    value = _value(match.group())
    kind = "fraction" if value is None else _kind(text, start, end, value)
    left, right, qualifier = _hedges(text, start, end)
    return NumberMention(left, right, value, qualifier=qualifier, kind=kind)


def _value(told: str) -> int | None:
    """The number a phrase tells; None for a broken one such as 3.5 with no scale."""
    units, scales = _words()["units"], _words()["scales"]
    whole, group = 0.0, 0.0
    for word in re.split(r"[\s-]+", told.lower()):
        if word in ("a", "and"):
            group += word == "a"
        elif word == "half":
            group -= 0.5
        elif word in units:
            group += units[word]
        elif word in scales:
            group = (group or 1.0) * scales[word]
            if scales[word] >= 1000:
                whole, group = whole + group, 0.0
        else:
            group += float(word.replace(",", ""))
    total = whole + group
    return int(total) if total == int(total) else None


_HANDED_OVER = re.compile(
    r"\b(?:hand(?:ed|s|ing)?|turn(?:ed|s|ing)?|took|taken?|taking|all|ran|run|won|fought|crossed|passed)\s+over\s+\Z",
    re.IGNORECASE,
)


def _hedges(text: str, start: int, end: int) -> tuple[int, int, Qualifier]:
    before = _hedge_before().search(text, max(0, start - _LOOK), start)
    if before and before.lastgroup and not _HANDED_OVER.search(text, max(0, before.start() - 12), before.end()):
        return before.start(), end, Qualifier(before.lastgroup)
    after = _hedge_after().match(text, end, end + _LOOK)
    if after and after.lastgroup:
        return start, after.end(), Qualifier(after.lastgroup)
    return start, end, Qualifier.EXACT


def _kind(text: str, start: int, end: int, value: int) -> str:
    left, right = text[max(0, start - _LOOK) : start].lower(), text[end : end + _LOOK].lower()
    if value <= 31 and _MAY.match(text, end):
        return "day"
    return _by_right(right) or _by_left(left, right, value) or "count"


_NEXT = re.compile(r"[\s-]*([%]|[a-z’'.]+)")
_MAY = re.compile(r"\sMay\b(?!\s(?:be|have|not|also|yet|well)\b)")
_PART = re.compile(
    r"[-\s](?:halves|thirds?|quarters?|fourths|fifths|tenths|in\s+(?:\d+|two|three|four|five|six|ten)\b"
    r"|out\s+of\s+(?:every\s+)?(?:\d+|two|three|four|five|ten)\b)"
)
_JOINED = re.compile(r"[-–](?=[a-z])")


def _by_right(right: str) -> str | None:
    if re.match(r"(?:st|nd|rd|th)\b", right):
        return "ordinal"
    if _PART.match(right):
        return "fraction"
    if re.match(r"(?:/\d|['’]?s\b)", right):
        return "label"  # "28/01", "9/11", "the 1970s"
    if re.match(r"[-\s]years?[-\s](?:old|olds)\b", right):
        return "age"
    found = _NEXT.match(right)
    word = found.group(1).rstrip(".") if found else ""
    for kind in ("percent", "money", "measure", "time"):
        if word in _set(kind):
            return kind
    if word in _set("months"):
        return "day" if word != "may" else None
    return "modifier" if _JOINED.match(right) else "time" if re.match(r":\d\d", right) else None


def _by_left(left: str, right: str, value: int) -> str | None:
    found = re.search(r"([a-z.$€£¥₹]+)\s*[-–]?\s*\Z", left)
    word = found.group(1) if found else ""
    if word in _set("currency") or (word and word[-1] in "$€£¥₹"):
        return "money"
    if word.rstrip(".") in _set("months") and value <= 31:
        return "day"
    if word in _set("label") or re.search(r"(?:#|\d/|[a-z]-)\Z", left):
        return "label"
    if _OF_PART.search(left):
        return "fraction"
    if value <= 31 and _LISTED_DAY.match(right):
        return "day"  # "on 17 and 21 June"
    if re.search(r"[a-z], \Z", left) and 0 < value < 110 and re.match(r"(?:,|\.|\)|;)", right) and not re.match(r",\d", right):
        return "age"
    return "year" if _is_year(word, left, right, value) else None


def _is_year(word: str, left: str, right: str, value: int) -> bool:
    if value not in _YEARS:
        return False
    dated = any(re.search(rf"\b{month}\.?\s+(?:\d\d?,?\s+)?\Z", left) for month in _set("months") if month in left)
    return dated or word in _set("year_cues") or not re.match(r"\s+[a-z]", right)


_OF_PART = re.compile(r"\b(?:one|two|three|four|\d{1,3})\s(?:in|out of)(?: every)?\s\Z")
_LISTED_DAY = re.compile(r"\s?(?:and|,|or|to|-|–)\s?\d{1,2}\s(?:jan|feb|mar|apr|may|june|july|aug|sept?|oct|nov|dec)[a-z]*", re.IGNORECASE)


def _ranges(text: str, found: Iterable[NumberMention]) -> list[NumberMention]:
    """Join "between 11 and 14" and "11 to 14" into one mention whose value is the low end."""
    joined: list[NumberMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last and _one_range(text, last, mention):
            start = last.start - len("between ") if _between(text, last) else last.start
            low = (last.value or 0) * _shared_scale(text, last, mention)
            joined[-1] = NumberMention(start, mention.end, low, low, mention.value, Qualifier.ABOUT, kind=mention.kind)
        else:
            joined.append(mention)
    return joined


def _shared_scale(text: str, left: NumberMention, right: NumberMention) -> int:
    """What "two" counts by in "two to three dozen"."""
    scales: dict[str, int] = _words()["scales"]
    last = text[right.start : right.end].split()[-1].lower()
    return scales[last] if last in scales and not any(word in scales for word in text[left.start : left.end].lower().split()) else 1


def _between(text: str, mention: NumberMention) -> bool:
    return text[max(0, mention.start - 8) : mention.start].lower() == "between "


def _one_range(text: str, left: NumberMention, right: NumberMention) -> bool:
    if left.value is None or right.value is None or left.value >= right.value or left.low is not None:
        return False
    bridge = text[left.end : right.start].lower()
    if bridge == " and ":
        return _between(text, left)
    moves = text[max(0, left.start - 5) : left.start].lower().endswith(("from ", " by "))  # "rose from five to nine" is no range
    return bridge in (" to ", " or ", "-", "–") and right.value <= 10 * left.value and not moves
