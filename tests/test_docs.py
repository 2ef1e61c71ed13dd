"""Every command, setting, metric and link in the docs is one, and nothing that has a page is missing there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.table import COMMANDS
from bot.desk.table import ACTS, ROOMS, markdown
from bot.listing import listed
from bot.shell import cli
from bot.web.metrics import NAMES

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md")) + [ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md")]
FILES = [*PAGES, ROOT / "Procfile", ROOT / "Dockerfile", *sorted((ROOT / "deploy").iterdir())]
#: paths of the port, folders and the like that look like commands of a chat
PATHS = {"health", "ready", "metrics", "telegram", "data", "newbot", "tmp"}
IDS = [str(page.relative_to(ROOT)) for page in PAGES]


def code(text: str) -> Iterator[str]:
    """What stands in backticks and in indented or fenced blocks."""
    yield from re.findall(r"`([^`\n]+)`", text)
    yield from re.findall(r"^(?: {4,}|\t)(.+)$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_commands_of_a_chat_are_commands(page: Path) -> None:
    known = {name for command in COMMANDS for name in (command.name, *command.aliases)} | PATHS
    told = {match for piece in code(page.read_text("utf-8")) for match in re.findall(r"(?:^|[\s,(])/([a-z_]+)(?![\w./-])", piece)}
    assert told <= known


@pytest.mark.parametrize("page", FILES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_of_a_shell_are_commands_with_verbs_that_they_have(page: Path) -> None:
    for piece in code(page.read_text("utf-8")):
        for name, verb in re.findall(r"(?:^|bin/|dateline |web |\")dateline ([a-z]+)(?: ([a-z]+))?", piece):
            assert name in cli.commands, f"dateline {name}"
            verbs = {act.verb for act in ACTS if act.room == name}
            takes = any(act.room == name and not act.verb and act.parameters for act in ACTS)
            assert not (name in ROOMS and verb) or verb in verbs or takes, f"dateline {name} {verb}"


@pytest.mark.parametrize("page", FILES, ids=lambda page: str(page.relative_to(ROOT)))
def test_settings_are_settings(page: Path) -> None:
    told = set(re.findall(r"\b(?:DATELINE_[A-Z_]+|TELEGRAM_[A-Z_]*TOKEN)\b", page.read_text("utf-8")))
    assert told <= {one.name for one in listed()}


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_to_pages(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)|src=\"([^\"]+)\"", page.read_text("utf-8")):
        path = target[0] or target[1]
        if not path.startswith(("http://", "https://")):
            assert (page.parent / path).exists(), path


def test_every_command_of_the_shell_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    told = {name for line in re.findall(r"^    dateline (.+)$", readme, re.MULTILINE) for name in re.findall(r"[a-z]+", line)}
    assert set(cli.commands) <= told


def test_the_table_of_acts_is_made_of_the_acts() -> None:
    page = (ROOT / "docs" / "admins.md").read_text("utf-8")
    assert page.partition("## Every act\n\n")[2] == markdown(), "make acts writes it"


def test_every_metric_is_told_and_no_other() -> None:
    page = (ROOT / "docs" / "operators.md").read_text("utf-8")
    assert set(re.findall(r"`(dateline_[a-z_]+)", page)) == set(NAMES)


def test_the_processes_are_what_the_code_runs() -> None:
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    assert set(lines) == {"worker", "web", "release"}
    assert lines["worker"] == "python -m bot"
    assert lines["release"] == "dateline check --settings"
