"""No string is missing in any language, and none reaches a reader around the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.language import SOURCE, codes
from bot.language.catalogue import KEYWORDS, catalogue, path_of
from bot.language.gathering import gathered, missing, renewed

BOT = Path(__file__).parents[3] / "bot"
OTHERS = [code for code in codes() if code != SOURCE]
#: rooms whose strings readers see
ROOMS = sorted(
    {*(BOT / "render").rglob("*.py"), *(BOT / "commands").rglob("*.py"), *(BOT / "panel").rglob("*.py"), BOT / "errors.py", BOT / "app.py"}
    - {BOT / "render" / name for name in ("page.py", "markup.py", "styled.py")}  # markup, not words
)
#: rooms that a shell and a log share
DESKS = sorted({*(BOT / "desk").rglob("*.py"), *(BOT / "panel").rglob("*.py")})
#: calls whose strings no reader sees: the log, errors of the programmer, looks at the words of an article
UNSEEN = {
    "warning",
    "info",
    "error",
    "exception",
    "debug",
    "compile",
    "get_logger",
    "ValueError",
    "TypeError",
    "KeyError",
    "load",
    "startswith",
    "removeprefix",
}
#: what looks like words for a reader and is none, or is the same in every language
SAME = {"Dateline", "{} {}", "{day}", "not ", "^desk:", "Trial", "Which field? ", "chat:", "^set:", "set:1"}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_there_are_two_languages_and_more_may_come() -> None:
    assert codes()[0] == "en"
    assert "uk" in codes()


@pytest.mark.parametrize("code", OTHERS)
def test_no_string_is_missing(code: str) -> None:
    assert [message.id for message in missing(code)] == [], "python -m bot.language writes them into the catalogue, to be translated"


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_holds_what_the_code_says_and_no_more(code: str) -> None:
    assert path_of(code).read_bytes() == renewed(code), "make catalogues"


@pytest.mark.parametrize("code", OTHERS)
def test_every_plural_form_is_there_and_every_value_has_its_place(code: str) -> None:
    there = catalogue(code)
    for message in there:
        if not message.id:
            continue
        if isinstance(message.id, tuple):
            assert len(message.string) == there.num_plurals, message.id
            for form in message.string:
                assert places(form) == places(message.id[1]), (message.id, form)
            assert places(message.id[0]) == places(message.id[1])
        else:
            assert places(message.string) == places(message.id), message.id
        assert message.python_format is False


@pytest.mark.parametrize("code", OTHERS)
def test_bounds_of_telegram_hold_in_every_language(code: str) -> None:
    from bot.commands.table import COMMANDS

    there = catalogue(code)
    for command in COMMANDS:
        told = there.get(command.help)
        assert told is not None
        assert 3 <= len(told.string) <= 256


def test_every_marked_string_is_gathered() -> None:
    """Also those inside f-strings, which the tokens of Python 3.11 hide."""
    there = gathered()
    for file in sorted(BOT.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and named(call.func) in ("say", "mark", "parts") and call.args:
                given = call.args[0]
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    assert there.get(given.value) is not None, (file, given.value)


# ── around the catalogues ──────────────────────────────────────────────────────────────────────────────────


def named(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def words_for_readers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Strings that look like words for a reader and are not given to a marking function: those with a blank or a capital letter."""
    if isinstance(tree, ast.Call) and named(tree.func) in {*KEYWORDS, *UNSEEN}:
        # The values of a marked string are looked at all the same.
        rest = [one.value for one in tree.keywords] if named(tree.func) in KEYWORDS else []
        rest += [one for one in tree.args if not isinstance(one, ast.Constant)] if named(tree.func) in KEYWORDS else []
        for node in rest:
            yield from words_for_readers(node)
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        if re.search(r"[A-Za-z]{2}", tree.value) and re.search(r"[A-Za-z]{2,}[ ,.;:!?]|^[•/ ]*[A-Z][a-z]|[ ][A-Za-z]{2}", tree.value):
            yield tree.lineno, tree.value
        return
    if isinstance(tree, (ast.AnnAssign, ast.arg)):
        for node in [tree.value] if isinstance(tree, ast.AnnAssign) and tree.value else []:
            yield from words_for_readers(node)
        return
    if isinstance(tree, ast.Assign) and any(isinstance(one, ast.Name) and one.id == "__all__" for one in tree.targets):
        return
    body = getattr(tree, "body", None)
    for node in ast.iter_child_nodes(tree):
        docstring = isinstance(body, list) and node is body[0] and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not docstring and not (isinstance(node, ast.expr) and node is getattr(tree, "returns", None)):
            yield from words_for_readers(node)


@pytest.mark.parametrize("file", ROOMS, ids=lambda file: file.relative_to(BOT).as_posix())
def test_no_words_reach_a_reader_around_the_catalogues(file: Path) -> None:
    found = [(line, text) for line, text in words_for_readers(ast.parse(file.read_text("utf-8"))) if text not in SAME]
    assert found == [], "say it through the reader's tongue: docs/languages.md"


@pytest.mark.parametrize("file", DESKS, ids=lambda file: file.relative_to(BOT).as_posix())
def test_sentences_of_the_desk_and_the_settings_do_not_either(file: Path) -> None:
    """Words of acts, errors that name what was typed and the audit log are English; they begin with a small letter."""
    found = [(line, text) for line, text in words_for_readers(ast.parse(file.read_text("utf-8"))) if re.match("[«“]? ?[A-Z][a-z]", text)]
    assert [one for one in found if one[1] not in SAME] == [], "say it through floor.say or the reader's tongue: docs/languages.md"


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ('line("Nothing here.")', True),
        ('line(f"{n} more of them")', True),
        ('bold("Deadlines")', True),
        ('X = {"a": "in doubt"}', True),
        ('def f() -> str:\n    "A docstring with words."\n    return "No words."', True),
        ('line(say("Nothing here."))', False),
        ("line(tongue.count('{n} line', '{n} lines', 3))", False),
        ('line(say("{what}", what="some words"))', True),
        ('"""A docstring with words."""', False),
        ('_log.warning("nothing here", error="x")', False),
        ('press("x", "deadline", "y")', False),
        ('__all__ = ["Page"]', False),
    ],
)
def test_what_counts_as_words_for_a_reader(code: str, seen: bool) -> None:
    assert bool(list(words_for_readers(ast.parse(code)))) is seen
