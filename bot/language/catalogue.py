"""The catalogues: one ``locales/<code>/LC_MESSAGES/dateline.po`` for each language but English, which is the source's own.

They are read as they are written, so a language is one text file and there is nothing to compile.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = ["KEYWORDS", "SOURCE", "catalogue", "codes", "known", "path_of", "translations"]

_ROOT = Path(__file__).parent / "locales"
#: the language that the strings in the code are written in
SOURCE = "en"
#: how strings are marked in the code, as Babel's extraction wants to be told it
KEYWORDS = {"say": None, "parts": None, "mark": None, "count": (1, 2), "Several": (1, 2), "sense": ((1, "c"), 2), "Sense": ((1, "c"), 2)}


@cache
def codes() -> tuple[str, ...]:
    """Every language there is, as IETF codes; English first."""
    return (SOURCE, *sorted(file.parts[-3] for file in _ROOT.glob("*/LC_MESSAGES/dateline.po")))


def known(code: str | None) -> str | None:
    """The language of ours that a code like ``uk-UA`` means; None where there is none."""
    wanted = (code or "").replace("_", "-").lower()
    return next((ours for ours in codes() if ours.lower() in (wanted, wanted.partition("-")[0])), None)


def path_of(code: str) -> Path:
    """The file of a language's catalogue."""
    return _ROOT / code / "LC_MESSAGES" / "dateline.po"


def catalogue(code: str) -> Catalog:
    """A language's catalogue as it is written. Raises OSError where there is none."""
    with path_of(code).open("rb") as file:
        return read_po(file, locale=code)


@cache
def translations(code: str) -> NullTranslations:
    """A language's catalogue ready for use; one that translates nothing for English."""
    if code == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(code))
    compiled.seek(0)
    return GNUTranslations(compiled)
