"""Words of one sentence with the little grammar that finding victims needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from digests.extract.casualties.lexicon import KILLED, Sense, listed, senses, words
from digests.text.numbers import NumberMention

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:[-’'./&][^\W_]+)*|[^\w\s]")
_GLUED = re.compile(r"[-\w]+")
_ARABIC = ("al-", "el-", "ul-", "as-", "ad-")  # names that may begin with a small letter
_REACH = 14  # tokens between a violent verb and its "dead" or "to death"
#: tags an object begins with
_OBJECTS = frozenset({"number", "article", "definite", "possessive", "name", "reflexive", "he", "they", "word"})
_TABLES = (
    *("be", "have", "modal", "never", "nobody", "article", "definite", "possessive"),
    *("including", "relative", "he", "reflexive", "preposition"),
)  # the first table of the grammar that names a word tags it
_FIXED = {"and": "and", "&": "and", "or": "or", "no": "no", "it": "it", "i": "he"} | dict.fromkeys(("they", "them", "we"), "they")
_AGAIN = {"that": "relative", "who": "relative", "which": "relative", "whom": "relative", "without": "never"}


@dataclass(slots=True)
class Token:
    """One word, mark, number or phrase of harm of a sentence; offsets count in the content."""

    start: int
    end: int
    text: str
    low: str
    tag: str  #: a table of the grammar, or by its shape ``number other harm name word mark`` (``other``: a figure that counts nothing)
    number: NumberMention | None = None
    sense: Sense | None = None


def read(text: str, start: int, end: int, numbers: Sequence[NumberMention]) -> list[Token]:
    """The tokens of ``text[start:end]``; a number with its hedge is one token, a phrase of harm is one token."""
    tokens = _harms(_raw(text, start, end, numbers))
    _mark_deadly(tokens)
    return tokens


def joiner_at(tokens: list[Token], i: int) -> int:
    """How many tokens from ``i`` on join two victims ("and", "along with"); 0 where none do."""
    if i >= len(tokens):
        return 0
    if tokens[i].tag == "and":
        return 1
    for phrase in _joiners().get(tokens[i].low, ()):
        if tuple(t.low for t in tokens[i : i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def verblike(token: Token) -> bool:
    """Whether a word is a violent verb or has the shape of a past tense."""
    return token.low in listed("verbs", "violent") or (token.tag == "word" and token.low.endswith("ed"))


def _raw(text: str, start: int, end: int, numbers: Sequence[NumberMention]) -> list[Token]:
    tokens: list[Token] = []
    tags, taken, queue = _tags(), start, list(reversed(numbers))
    for found in _TOKEN.finditer(text, start, end):
        left, right = found.span()
        if left < taken:
            continue  # inside the number before it
        while queue and queue[-1].end <= left:
            queue.pop()
        if queue and queue[-1].start <= left and queue[-1].end <= end:
            tokens.append(_number(text, left, queue.pop()))
            taken = tokens[-1].end
            continue
        word = found.group()
        low = word.lower()
        tag = "name" if word == "May" else tags.get(low) or _shape(word, low)
        tokens.append(Token(left, right, word, low, tag))
    return tokens


def _number(text: str, left: int, mention: NumberMention) -> Token:
    told = text[left : mention.end]
    if told.lower() == "one" and text[max(0, left - 3) : left].lower() == "no ":
        return Token(left, mention.end, told, "one", "word")
    glued = _GLUED.match(text, mention.end)  # "11-year-old" is one word
    right = glued.end() if glued else mention.end
    tag = "number" if mention.counts and not glued else "other"
    return Token(left, right, text[left:right], text[left:right].lower(), tag, mention)


def _shape(word: str, low: str) -> str:
    """The tag of a word that no table of the grammar names."""
    first = word[0]
    if first.islower() and low[:3] not in _ARABIC:
        return "word"
    if first.isupper() or (first.islower() and word[3:4].isupper()):
        return "name"
    return "mark" if not first.isalnum() else "other" if first.isdigit() else "word"


@cache
def _tags() -> dict[str, str]:
    tags = dict(_FIXED)
    for name in _TABLES:
        for word in words()["grammar"][name]:
            tags.setdefault(word, name)
    return tags | _AGAIN


def _harms(tokens: list[Token]) -> list[Token]:
    """Join the words of each phrase of harm into one token."""
    table, joined, i = senses(), list[Token](), 0
    while i < len(tokens):
        token = tokens[i]
        entries = table.get(token.low)
        if entries is None:
            joined.append(token)
            i += 1
            continue
        for phrase, sense in entries:
            if len(phrase) == 1 or tuple(t.low for t in tokens[i : i + len(phrase)]) == phrase:
                last = tokens[i + len(phrase) - 1]
                joined.append(Token(token.start, last.end, token.text, " ".join(phrase), "harm", None, sense))
                i += len(phrase)
                break
        else:
            joined.append(token)
            i += 1
    return joined


def _mark_deadly(tokens: list[Token]) -> None:
    """Let "shoot the driver dead" and "stabbed a man to death" be verbs of killing: the verb takes the object between."""
    for j, token in enumerate(tokens):
        to_death = token.low == "death" and j > 1 and tokens[j - 1].low == "to"
        alive = token.low == "alive" and any(t.low.startswith("bur") for t in tokens[max(0, j - _REACH) : j])
        if not (to_death or alive or token.low == "dead"):
            continue
        for i in range(j - 1 - to_death, max(-1, j - _REACH), -1):
            verb, after = tokens[i], tokens[i + 1]
            if verb.sense is not None or verb.low in (",", ";", ":", "that", "who"):
                break
            if verb.low in listed("verbs", "violent") and after.tag in _OBJECTS and after.low not in listed("grammar", "verbal"):
                verb.tag, verb.sense = "harm", Sense(KILLED, "verb")
                token.tag, token.sense = "word", None
                break


@cache
def _joiners() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(p.split()) for p in listed("grammar", "joiner")), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found
