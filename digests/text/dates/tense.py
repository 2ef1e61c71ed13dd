"""Which way a clause looks: the nearest verb beside a date tells whether the day is ahead or behind.

News hangs a day on the verb phrase left of it ("are due to meet in Doha on Sunday"), or, where the day stands first, on the
verb right of it ("On Sunday the court will"). Only a short window on either side is read.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from digests.text.dates import words as w

_LEFT, _RIGHT = 170, 130  # letters of the clause looked at
_TOKEN = re.compile(r"[A-Za-z][A-Za-z’'.-]*[A-Za-z]|[A-Za-z]|[;:“”\"—–()]|,")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the clause says of the direction of its day."""

    way: int  #: 1 ahead, -1 behind, 0 untold
    strong: bool = False
    saying: bool = False  #: the day is when somebody spoke
    verb: str = ""  #: the word that told it


NOWHERE = Frame(0)
_BOUNDS = frozenset(';:“"(—–,')


@cache
def _ends() -> re.Pattern[str]:
    """Where a sentence ends: a mark before a capital, but for the dot of an initial, a title or a short month."""
    months = (name for name in w.MONTHS if len(name) < 5 and name not in ("may", "june", "july"))
    short = sorted({word.capitalize() for word in (*w.listed("context", "abbreviations"), *months) if "." not in word} | {"vs", "no"})
    behind = "".join(rf"(?<!\b{word}\.)" for word in short)
    return re.compile(rf"(?:\.(?<!\b\w\.){behind}|[!?])['\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n")


@dataclass(frozen=True, slots=True)
class _Page:
    """The words of one text with their places, and where its sentences end; read once, looked up for every date."""

    tokens: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    notable: array[int]  #: which words can tell a direction, or bound where one is looked for
    breaks: array[int]  #: where a sentence ends
    begins: array[int]  #: where the one after it begins

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, text: str) -> _Page:
        tokens, starts, ends, notable = list[str](), array("q"), array("q"), array("q")
        words, tails = _noted(), ("ed", "'ll", "’ll")
        for i, found in enumerate(_TOKEN.finditer(text)):
            word = found.group()
            tokens.append(word)
            starts.append(found.start())
            ends.append(found.end())
            low = word.lower()
            if low in words or low.endswith(tails):
                notable.append(i)
        marks = [(m.start(), m.end()) for m in _ends().finditer(text)]
        return cls(
            tuple(tokens),
            starts,
            ends,
            notable,
            array("q", (start for start, _ in marks)),
            array("q", (end for _, end in marks)),
        )

    def within(self, start: int, end: int) -> tuple[list[str], list[int]]:
        """The words wholly inside a run, and which of them are notable."""
        low = bisect_left(self.starts, start)
        high = max(low, bisect_right(self.ends, end))
        first = bisect_left(self.notable, low)
        notable = self.notable[first : bisect_left(self.notable, high, first)]
        return list(self.tokens[low:high]), [i - low for i in notable]


def sentence_start(text: str, start: int, reach: int = _LEFT) -> int:
    """Where the sentence before a place begins, or how far back is looked."""
    begins = _Page.of(text).begins
    at = bisect_right(begins, start)
    return max(0, start - reach, begins[at - 1] if at else 0)


def sentence_end(text: str, end: int, reach: int = _RIGHT) -> int:
    """Where the sentence after a place ends, or how far ahead is looked."""
    breaks = _Page.of(text).breaks
    at = bisect_left(breaks, end)
    return min(len(text), end + reach, breaks[at] if at < len(breaks) else len(text))


def frame(text: str, start: int, end: int, possessive: bool = False) -> Frame:
    """The frame of an expression at ``text[start:end]``."""
    page = _Page.of(text)
    left, notable = page.within(sentence_start(text, start), start)
    if possessive and _undone(left, page.within(end + 2, sentence_end(text, end, 70))[0]):
        return Frame(1, False, verb="undone")
    found = _leftward(left, notable)
    if found.way == 0:
        right, ahead = page.within(end + 2 if possessive else end, sentence_end(text, end))
        found = _rightward(right, ahead)
        if found.way == 0 and not possessive and _billed(left, right):
            return Frame(1, False, verb="event")
    return found


def _billed(left: list[str], right: list[str]) -> bool:
    """ "More talks Monday, no deal in sight": an event and its day without any verb, as a headline bills it."""
    near = [word.lower() for word in left[-3:]]
    if not any(word in w.listed("verbs", "events") for word in near[-2:]) or near[0] in ("after", "following", "during", "in", "since"):
        return False
    return not any(_tells(word.lower()) or word in ("“", '"') for word in (*left, *right))


def _undone(left: list[str], right: list[str]) -> bool:
    """ "called off Sunday's meeting", "Monday's talks have been cancelled": the day was still ahead."""
    undone = w.listed("verbs", "undone")
    if any(word.lower() in undone for word in left[-3:]):
        return True
    return any(
        word.lower() in undone and any(t.lower() in ("been", "was", "were", "be", "called") for t in right[max(0, i - 2) : i])
        for i, word in enumerate(right[:9])
    )


def _leftward(tokens: list[str], notable: list[int]) -> Frame:
    commas = 0
    for i in reversed(notable):
        word = tokens[i].lower()
        if word in (";", ":", "“", "(", "—", "–"):
            return NOWHERE
        if word == ",":
            commas += 1
            if i + 1 < len(tokens) and tokens[i + 1].lower() in ("and", "but", "or", "while", "with"):
                return NOWHERE
            continue
        if word in w.listed("verbs", "stops") and not (word == "than" and i + 1 < len(tokens)):
            if word == "that" and i and tokens[i - 1].lower() in ("on", "of", "for", "about", "to", "with", "by"):
                continue  # "will vote on that on Tuesday": a pronoun
            return NOWHERE
        if not _tells(word):
            continue
        told = _classify(tokens, i)
        if told.way:
            if commas and told.verb in w.listed("verbs", "present") and tokens[i - 1 : i] == ["to"]:
                continue
            return told
    return NOWHERE


def _rightward(tokens: list[str], notable: list[int]) -> Frame:
    for i in notable:
        word = tokens[i].lower()
        if word in (";", "“", '"', "—", "–", "("):
            return NOWHERE
        if word == "to" and i > 1:
            continue
        if not _tells(word):
            continue
        told = _classify(tokens, i)
        if told.way and not (i == 0 and told.verb in ("after", "ago", "late", "earlier", "following")):
            return told
    return NOWHERE


@cache
def _signals() -> frozenset[str]:
    """Every word that can tell a direction."""
    names = (
        "will",
        "modal",
        "plan",
        "plan_before",
        "be_present",
        "be_past",
        "past_aux",
        "say",
        "irregular",
        "present",
        "present_plural",
        "present_named",
        "have",
    )
    return frozenset().union(*(w.listed("verbs", name) for name in names), ("to", "take", "takes", "come", "go", "enter"))


def _tells(word: str) -> bool:
    return word in _signals() or word.endswith(("ed", "'ll", "’ll"))


@cache
def _noted() -> frozenset[str]:
    """Words and marks at which the walk along a clause looks."""
    return _BOUNDS | _signals() | w.listed("verbs", "stops")


def _classify(tokens: list[str], i: int) -> Frame:
    """What one word says, with the words right beside it."""
    word = tokens[i].lower()
    following = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
    before = tokens[i - 1].lower() if i else ""
    if word.endswith(("'ll", "’ll")):
        return Frame(1, True, verb="will")
    if word in w.listed("verbs", "will"):
        return Frame(-1, False, verb=word) if following == "have" and word != "will" else Frame(1, True, verb=word)
    if word in w.listed("verbs", "modal"):
        return _modal(tokens, i, word, following)
    if word in w.listed("verbs", "plan"):
        if word == "due" and following == "to" and i + 2 < len(tokens) and tokens[i + 2].lower() not in w.listed("verbs", "base"):
            return NOWHERE  # "due to": because of
        if following in ("of", "that") and word in ("hope", "hopes"):
            return NOWHERE  # "losing hope of": a noun
        return Frame(1, True, verb=word)
    if word == "to":
        return _infinitive(tokens, i, following)
    if word in w.listed("verbs", "be_present") or word in w.listed("verbs", "be_past") or word in w.listed("verbs", "past_aux"):
        return _auxiliary(word, following, tokens[i + 2].lower() if i + 2 < len(tokens) else "")
    if word in w.listed("verbs", "say"):
        if word in w.listed("verbs", "present_named") and tokens[i][0].islower() and _subject(tokens, i):
            return Frame(1, False, verb=word)  # "the company reports results on Tuesday"
        if before in w.listed("verbs", "be"):
            return NOWHERE  # "is to be briefed": the auxiliary tells
        return (
            Frame(-1, True, True, word)
            if word not in ("reported", "estimated") or before not in w.listed("verbs", "determiners")
            else NOWHERE
        )
    return _verb(tokens, i, word, before, following)


def _modal(tokens: list[str], i: int, word: str, following: str) -> Frame:
    if word == "may" and tokens[i][0] == "M":
        return NOWHERE
    if following == "have" or (following == "not" and i + 2 < len(tokens) and tokens[i + 2].lower() == "have"):
        return Frame(-1, False, verb=word)
    return Frame(1, word in ("must", "may", "might"), verb=word)


def _infinitive(tokens: list[str], i: int, following: str) -> Frame:
    if following not in w.listed("verbs", "base"):
        has = i and tokens[i - 1].lower() in ("has", "have") and following.isalpha() and following not in w.listed("verbs", "determiners")
        return Frame(1, True, verb="to") if has else NOWHERE  # "has to repay"
    governor = next((t.lower() for t in reversed(tokens[max(0, i - 2) : i]) if t.lower() not in ("not",)), "")
    if _once_hoped(tokens[max(0, i - 5) : i]):
        return Frame(-1, False, verb="had")
    if governor in w.listed("verbs", "not_ahead") or _done(tokens, i, following, governor):
        return Frame(-1, False, following in w.listed("verbs", "spoken"), governor)
    return Frame(1, governor in w.listed("verbs", "plan_before") or governor in w.listed("verbs", "be_present"), verb="to")


def _once_hoped(left: list[str]) -> bool:
    """ "had expected him to go", "had hoped to win": told once it is over."""
    words = [word.lower() for word in left]
    return any(a == "had" and b in w.listed("verbs", "hoped") for a, b in pairwise(words))


def _done(tokens: list[str], i: int, following: str, governor: str) -> bool:
    """Whether an infinitive tells what was done: "prompted the minister to tell reporters late Thursday"."""
    if governor in w.listed("verbs", "plan_before") or governor in w.listed("verbs", "plan"):
        return False
    ahead = frozenset().union(*(w.listed("verbs", name) for name in ("will", "modal", "plan", "be_present")))
    low = max(0, i - 18)
    for at in range(i - 1, low - 1, -1):
        word = tokens[at].lower()
        if word in (";", ":") or word in ahead:
            return False
        if word in w.listed("verbs", "causing"):
            before = [t.lower() for t in tokens[max(0, at - 3) : at]]
            return not (ahead.intersection(before) or (before[-1:] == ["be"]))
    return False


def _auxiliary(word: str, following: str, second: str) -> Frame:
    if following == "set" and second == "on" and word in w.listed("verbs", "be_past"):
        return Frame(-1, True, verb=word)  # "the record was set on Jan. 3"
    if word in w.listed("verbs", "be_present"):
        return Frame(1, following in ("to", "due", "set"), verb=word)
    if word in w.listed("verbs", "be_past") and following in (
        "to",
        "due",
        "set",
        "scheduled",
        "expected",
        "slated",
        "likely",
        "supposed",
        "unlikely",
    ):
        return Frame(1, False, verb="was to")
    return Frame(-1, True, verb=word)


def _verb(tokens: list[str], i: int, word: str, before: str, following: str) -> Frame:
    auxiliary = next(
        (
            t.lower()
            for t in reversed(tokens[max(0, i - 3) : i])
            if not t.lower().endswith("ly") and t.lower() not in ("not", "also", "yet", "still", "being", "first")
        ),
        "",
    )
    passive = any(auxiliary in w.listed("verbs", name) for name in ("be", "be_present", "be_past"))
    if (word in w.listed("verbs", "base") or word in w.listed("verbs", "irregular")) and (
        auxiliary == "to" or auxiliary in w.listed("verbs", "modal") or auxiliary in w.listed("verbs", "will")
    ):
        return NOWHERE  # the auxiliary tells
    if word in w.listed("verbs", "plan_before") and (following == "to" or (following == "for" and i + 2 == len(tokens))):
        perfect = before in w.listed("verbs", "have") or passive
        return Frame(1, perfect, verb=word)
    if passive and (word in w.listed("verbs", "participles") or word in w.listed("verbs", "irregular")):
        return NOWHERE  # the auxiliary tells
    if word in w.listed("verbs", "irregular"):
        if word in ("dead", "born", "late", "earlier", "after", "following") and word not in ("after", "following"):
            return NOWHERE
        return Frame(-1, True, verb=word) if before not in w.listed("verbs", "determiners") else NOWHERE
    if word.endswith("ed") and len(word) > 3 and tokens[i][0].islower() and word not in w.listed("verbs", "not_verbs") and "-" not in word:
        if passive or before in w.listed("verbs", "determiners") or _wished(tokens, i):
            return NOWHERE
        return Frame(-1, True, verb=word)
    if (
        word in w.listed("verbs", "present")
        and tokens[i][0].islower()
        and before not in w.listed("verbs", "determiners")
        and before not in ("to", "of", "for", "at")
    ):
        return _present(tokens, i, word)
    if (
        word in ("take", "takes", "come", "go", "enter")
        and following in ("effect", "into")
        and before not in ("to", "will", "would", "not")
    ):
        return Frame(1, True, verb=word)
    if (
        word in w.listed("verbs", "present_plural")
        and before.endswith("s")
        and "’" not in before
        and "'" not in before
        and before not in ("his", "its", "this", "was", "is", "has", "as", "us")
    ):
        return _present(tokens, i, word)
    if word in w.listed("verbs", "present_named") and i and tokens[i][0].islower() and (_named(tokens, i) or _subject(tokens, i)):
        return _present(tokens, i, word)
    if word in w.listed("verbs", "have") and following not in ("to",):
        return Frame(1, True, verb=word) if word in ("has", "have") and not following else NOWHERE
    return NOWHERE


def _wished(tokens: list[str], i: int) -> bool:
    """ "wants the whole board replaced": a participle behind a wish and its object."""
    for back in range(i - 2, max(-1, i - 7), -1):
        word = tokens[back].lower()
        if word in ("want", "wants", "needs", "need"):
            return True
        if word in _BOUNDS or _tells(word):
            return False
    return False


def _named(tokens: list[str], i: int) -> bool:
    """ "New Hampshire votes Tuesday": a name before a verb."""
    before = tokens[i - 1]
    if before in ("and", "then") and i > 2:
        return tokens[i][-1] == "s"  # "won 3-1 and plays again Saturday"
    return before[0].isupper() and before.lower() not in w.listed("verbs", "determiners")


def _subject(tokens: list[str], i: int) -> bool:
    """ "The company reports results": a noun with its article before a verb, and an object behind it."""
    following = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
    object_follows = following.isalpha() and following not in w.listed("verbs", "not_objects")
    return object_follows and i > 1 and tokens[i - 2].lower() in ("the", "its", "a", "an") and not tokens[i - 1].endswith("s")


def _present(tokens: list[str], i: int, word: str) -> Frame:
    """A news present ("meets Monday"); a base form under an auxiliary says what the auxiliary says."""
    for back in range(max(0, i - 3), i):
        if tokens[back] == "May":
            continue  # the month
        if (
            tokens[back].lower() in w.listed("verbs", "past_aux")
            or tokens[back].lower() in w.listed("verbs", "modal")
            or tokens[back].lower() in w.listed("verbs", "will")
        ):
            return NOWHERE
    return Frame(1, word in w.listed("verbs", "present_strong"), verb=word)
