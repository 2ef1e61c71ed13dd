"""Gathers the strings of the code for the catalogues: ``python -m bot.language`` writes what is new into every one of them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from bot.language.catalogue import KEYWORDS, SOURCE, catalogue, codes, path_of

__all__ = ["gathered", "missing", "renewed"]

_CODE = Path(__file__).parents[1]


def gathered(code: Path = _CODE) -> Catalog:
    """Every string marked in the code of the bot, with the files it stands in."""
    found = Catalog(locale=SOURCE)
    for file in sorted(code.rglob("*.py")):
        for number, msgid, _, context in extract_from_file(_calls, file, KEYWORDS):
            found.add(msgid, locations=[(file.relative_to(code.parent).as_posix(), number)], context=context)
    return found


def _calls(file: Any, keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]) -> Iterator[Any]:
    """The calls of marking functions in a Python file, as Babel asks for them.

    Babel's own reader goes by tokens and, under Python 3.11, sees no call that stands inside an f-string.
    """
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and (name := _name(node.func)) in keywords:
            given = tuple(one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None for one in node.args)
            if given and given[0] is not None:
                yield node.lineno, name, given, []


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def missing(code: str) -> tuple[Message, ...]:
    """The strings that a language has no translation of."""
    there = catalogue(code)
    return tuple(message for message in gathered() if message.id and not _told(there.get(message.id, message.context)))


def _told(message: Message | None) -> bool:
    """Whether a string is translated, in every plural form."""
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def renewed(code: str) -> bytes:
    """A language's catalogue with the strings of the code as they are now: new ones empty, those gone left out."""
    there = catalogue(code)
    there.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
    there.obsolete.clear()
    head, _, _ = path_of(code).read_bytes().partition(b"\n\n")
    written = BytesIO(head + b"\n\n")
    written.seek(0, SEEK_END)
    # Sorted by their words and without their places in the code, so that the file changes only where a string does.
    write_po(written, there, width=120, omit_header=True, no_location=True, sort_output=True)
    return written.getvalue().rstrip() + b"\n"


def main() -> None:
    """Renew every catalogue, and say what is left to translate."""
    for code in codes():
        if code != SOURCE:
            path_of(code).write_bytes(renewed(code))
            print(f"{code}: {len(missing(code))} strings to translate")
