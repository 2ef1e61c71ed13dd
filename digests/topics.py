"""Which articles belong to a topic, and the topics a desk starts with.

A term is a word or a phrase and stands in a text only as whole words. Case does not matter, save in short words all in
capitals ("US", "RSF"), which are acronyms and match in capitals alone. Hyphens and blanks stand for one another and for
nothing ("cease-fire", "cease fire", "ceasefire"), curly apostrophes for straight ones, "U.S." for "US". A bar parts words
that stand for one another: "Ukraine|Ukrainian|Kyiv" is one term, there when any of the three is.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from digests.errors import SeedError
from digests.model import Article, Topic

__all__ = ["belongs", "holds", "load", "read"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LENGTH = 32
_KEYS = frozenset({"title", "any", "all", "none", "at_least"})

#: The longest word in capitals that still counts as an acronym ("UNIFIL", "UNICEF").
_ACRONYM_LENGTH = 6

#: Scripts written without blanks between words: no word boundary can be asked for there.
_UNSPACED = ("CJK ", "HIRAGANA ", "KATAKANA ", "THAI ", "LAO ", "KHMER ", "MYANMAR ")

_HYPHENS = re.compile(r"[\-\u2010-\u2015\u2212\s]+")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\u2032", "''''", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}(?![a-z])")


def belongs(topic: Topic, article: Article) -> bool:
    """Whether an article belongs to a topic: every term of ``all``, none of ``none``, and ``at_least`` different terms of ``any``.

    A word inside a longer term counts for the longer one alone: "Port Sudan" is not also a mention of "Sudan".
    """
    terms = _compiled(topic)
    text = _folded(article.content)
    if not all(term.spans(text) for term in terms.all) or any(term.spans(text) for term in terms.none):
        return False
    return not terms.any or _different(terms.any, text, topic.at_least) >= topic.at_least


def holds(terms: tuple[str, ...], text: str) -> bool:
    """Whether any of some terms stands in a text, as whole words."""
    folded = _folded(text)
    return any(term.spans(folded) for term in _watched(terms))


def load(folder: Path) -> tuple[Topic, ...]:
    """The topics of a folder of TOML files, by slug (the file's name). Raises SeedError naming the file and what is wrong."""
    if not folder.is_dir():
        raise SeedError(folder, "there is no such folder of topics")
    return tuple(read(path) for path in sorted(folder.glob("*.toml")))


def read(path: Path) -> Topic:
    """The topic of one TOML file with the keys ``title``, ``any``, ``all``, ``none`` and ``at_least``. Raises SeedError."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SeedError(path, f"it cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise SeedError(path, "it is not written in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SeedError(path, f"it is not proper TOML: {error}") from error
    if not _SLUG.fullmatch(path.stem) or len(path.stem) > _SLUG_LENGTH:
        raise SeedError(path, f"the name of the file is the topic's slug: a-z, 0-9 and single hyphens, at most {_SLUG_LENGTH} letters")
    if unknown := sorted(table.keys() - _KEYS):
        raise SeedError(path, f"unknown key {unknown[0]!r}; a topic has {', '.join(sorted(_KEYS))}")
    return _checked(path, table)


def _checked(path: Path, table: dict[str, Any]) -> Topic:
    title = table.get("title")
    if not isinstance(title, str) or not title.strip():
        raise SeedError(path, "it needs a title")
    lists = {key: _terms(path, key, table.get(key, [])) for key in ("any", "all", "none")}
    if not lists["any"] and not lists["all"]:
        raise SeedError(path, "it needs terms under 'any' or 'all'")
    at_least = table.get("at_least", 1)
    if not isinstance(at_least, int) or isinstance(at_least, bool) or at_least < 1:
        raise SeedError(path, f"'at_least' is a whole number from 1, not {at_least!r}")
    different = len({_squeezed(term) for term in lists["any"]})
    if at_least > max(different, 1):
        raise SeedError(path, f"'at_least' asks for {at_least} different terms, and 'any' holds {different}")
    return Topic(path.stem, " ".join(title.split()), lists["any"], lists["all"], lists["none"], at_least)


def _terms(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(term, str) for term in value):
        raise SeedError(path, f"{key!r} is a list of words and phrases in quotes")
    for term in value:
        if not any(map(str.isalnum, term)):
            raise SeedError(path, f"{key!r} holds an empty term: {term!r}")
    return tuple(value)


# ── matching ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Text:
    """A text made ready for matching: as written, and with case set aside for a quick look."""

    cased: str
    low: str


@dataclass(frozen=True, slots=True)
class _Term:
    """One term in all its spellings: a quick look in ``low`` for each, and the exact expression for ``cased``."""

    spellings: tuple[tuple[str, re.Pattern[str]], ...]

    def spans(self, text: _Text) -> list[tuple[int, int]]:
        """Where the term stands in a text, as whole words."""
        found: list[tuple[int, int]] = []
        for low, exact in self.spellings:
            if low in text.low:
                found += [m.span() for m in exact.finditer(text.cased) if _whole(text.cased, *m.span())]
        return found


@dataclass(frozen=True, slots=True)
class _Terms:
    any: tuple[_Term, ...]
    all: tuple[_Term, ...]
    none: tuple[_Term, ...]


@lru_cache(maxsize=1024)
def _compiled(topic: Topic) -> _Terms:
    return _Terms(_grouped(topic.any), _grouped(topic.all), _grouped(topic.none))


@lru_cache(maxsize=1024)
def _watched(terms: tuple[str, ...]) -> tuple[_Term, ...]:
    return _grouped(terms)


def _grouped(terms: Iterable[str]) -> tuple[_Term, ...]:
    """Terms that differ only in hyphens and blanks are one term."""
    groups: dict[str, dict[str, re.Pattern[str]]] = {}
    for term in terms:
        spellings = groups.setdefault(_squeezed(term), {})
        for word in filter(str.strip, term.split("|")):
            written = _fold(word)
            spellings.setdefault(written.lower(), _exact(written))
            if re.search(r"\w[\-\u2010-\u2012]\w", word):
                closed = written.replace(" ", "")
                spellings.setdefault(closed.lower(), _exact(closed))
    return tuple(_Term(tuple(spellings.items())) for spellings in groups.values())


def _exact(written: str) -> re.Pattern[str]:
    return re.compile(" ".join(map(_word, written.split())), re.IGNORECASE)


def _word(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    acronym = 2 <= len(letters) <= _ACRONYM_LENGTH and word == word.upper() != word.lower()
    return f"(?-i:{re.escape(word)})" if acronym else re.escape(word)


def _squeezed(term: str) -> str:
    return _fold(term).replace(" ", "").lower()


@lru_cache(maxsize=16)  # a run asks of one article for every topic in turn
def _folded(content: str) -> _Text:
    cased = _fold(content)
    return _Text(cased, cased.lower())


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    plain = _DOTTED.sub(lambda m: m.group().replace(".", ""), plain)
    return _HYPHENS.sub(" ", plain).strip()


def _different(terms: tuple[_Term, ...], text: _Text, enough: int) -> int:
    """How many different terms stand in a text, a term inside a longer one set aside."""
    spans = [found for term in terms if (found := term.spans(text))]
    if len(spans) < enough:
        return len(spans)
    every = [span for found in spans for span in found]
    return sum(any(not any(_inside(span, other) for other in every) for span in found) for found in spans)


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and span != other


def _whole(text: str, start: int, end: int) -> bool:
    return not (start > 0 and _joined(text[start - 1], text[start])) and not (end < len(text) and _joined(text[end - 1], text[end]))


def _joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters are of one word."""
    return _of_word(left) and _of_word(right) and not (_unspaced(left) or _unspaced(right))


def _of_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


def _unspaced(char: str) -> bool:
    return char > "\u0dff" and unicodedata.name(char, "").startswith(_UNSPACED)
