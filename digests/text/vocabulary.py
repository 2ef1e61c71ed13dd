"""Word lists are files: TOML beside the room that uses them, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from digests.errors import SeedError


@cache
def load(package: str, name: str) -> dict[str, Any]:
    """The tables of one vocabulary file, as TOML has them.

    ``package`` is a dotted package (``digests.text``), ``name`` a file inside it (``dates.en.toml``).
    Raises SeedError where the file is missing or no TOML. The result is shared: do not change it.
    """
    path = files(package) / name
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SeedError(path, str(error)) from error


def either(words: Iterable[str]) -> str:
    """A regular expression for any of some words or phrases, longest first; blanks match any run of blanks.

    No words at all give a pattern that matches nothing.
    """
    longest = sorted(set(words), key=lambda w: (-len(w), w))
    if not longest:
        return r"(?!)"
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest) + ")"
