"""Which language an article is in: as its feed says, unless its letters say otherwise; else told from its words, or not at all."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from digests.text.vocabulary import load

__all__ = ["UNKNOWN", "detect", "primary", "tell"]

#: ISO 639's tag for a language that could not be told.
UNKNOWN = "und"
#: A detection less sure than this is no detection.
_SURE = 0.75
#: Fewer letters than this tell no language.
_FEWEST = 40
#: So much of a text is looked at.
_SAMPLE = 1000
#: Letters that speak against a declared language, of all letters.
_AGAINST = 0.5

_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = {
    "latin": re.compile("[A-Za-zÀ-ɏḀ-ỿ]"),
    "cyrillic": re.compile("[Ѐ-ԯ]"),
    "greek": re.compile("[Ͱ-Ͽἀ-῿]"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
    "devanagari": re.compile("[\u0900-\u097f]"),
    "cjk": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
    "hangul": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
    "thai": re.compile("[\u0e00-\u0e7f]"),
}


def primary(tag: str) -> str:
    """The primary part of a language tag in lower case; "" where it is none."""
    part = tag.strip().replace("_", "-").partition("-")[0].lower()
    return part if re.fullmatch("[a-z]{2,3}", part) and part not in ("und", "mul", "zxx", "mis") else ""


def tell(declared: str, text: str, others: str = "") -> str:
    """The language of a text as a primary tag, or ``UNKNOWN``.

    ``declared`` is what its feed says (a primary tag, "" where it does not); ``others`` the feed's other texts, which decide where
    this one is too short to tell.
    """
    sample = text[:_SAMPLE]
    if declared and _fits(declared, sample):
        return declared
    found = detect(sample)
    if found == UNKNOWN and others and not declared:
        found = detect(others)
        found = found if _fits(found, sample) else UNKNOWN
    return found


def detect(text: str) -> str:
    """The language told from the words themselves; ``UNKNOWN`` where they are few or leave doubt."""
    text = " ".join(text.split())
    if len(_LETTER.findall(text)) < _FEWEST:
        return UNKNOWN
    language, sure = _identifier().classify(text)
    return str(language) if float(sure) >= _SURE else UNKNOWN


def _fits(language: str, text: str) -> bool:
    """Whether a text is in a script the language is written in."""
    if language == UNKNOWN:
        return False
    scripts = load("digests.wire", "scripts.toml")["languages"].get(language, ["latin"])
    if text.isascii():
        return "latin" in scripts or not _LETTER.search(text)
    letters = len(_LETTER.findall(text))
    own = sum(len(_SCRIPTS[script].findall(text)) for script in scripts)
    return letters < 8 or own >= _AGAINST * letters


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # here: it loads a model, and most feeds say what they are in

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
