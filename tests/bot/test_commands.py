"""The one table of commands, and all that is made from it."""

from __future__ import annotations

import re
from pathlib import Path

from bot.commands.table import COMMANDS
from bot.language import codes, tongue
from bot.render.buttons import press
from tests.bot.house import ADMIN, READER, house

README = Path(__file__).parents[2] / "README.md"


def test_names_and_aliases_are_commands_telegram_takes_and_none_stands_twice() -> None:
    names = [name for command in COMMANDS for name in (command.name, *command.aliases)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)
    assert all(3 <= len(command.help) <= 256 for command in COMMANDS)


def test_every_button_fits_with_the_longest_topic() -> None:
    for command in COMMANDS:
        assert len(press("x", command.name, "a" * 32, in_place=True).action.encode()) <= 64


def test_the_readme_has_exactly_these_commands() -> None:
    told = dict(re.findall(r"^\| `/([a-z]+)[^`]*` \| (.*?)(?: \(admins\))? \|", README.read_text("utf-8"), re.MULTILINE))
    assert told == {command.name: command.help for command in COMMANDS}


async def test_the_menus_are_the_table_and_admins_see_their_own(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(ADMIN, "Grace")
        readers = tuple((command.name, command.help) for command in COMMANDS if command.who == "reader")
        assert standing.api.commands() == readers
        assert standing.api.commands("all_group_chats") == tuple(
            (command.name, command.help) for command in COMMANDS if command.who == "reader" and not command.settles
        )
        assert standing.api.commands("all_chat_administrators") == readers


async def test_the_menus_are_hung_up_in_every_language(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        for code in codes()[1:]:
            told = standing.api.commands(language=code)
            assert told == tuple((command.name, tongue(code).say(command.help)) for command in COMMANDS if command.who == "reader")


async def test_help_lists_every_reader_command_and_every_one_answers(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        (answer,) = await standing.hears(READER, "/help")
        for command in COMMANDS:
            assert (f"/{command.name}" in answer.text) is (command.who == "reader")
            for name in (command.name, *command.aliases):
                assert await standing.hears(READER, f"/{name}"), name
