"""One bot at a time on one ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.instance import Instance
from digests.errors import LedgerError
from loopback.botapi import BotApi
from tests.bot.process import begin, ended
from tests.fakes.desk import NOON


def test_a_second_one_is_told_who_the_first_is(tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "desk.sqlite"), Instance(tmp_path / "desk.sqlite")
    first.take(NOON)
    slept: list[float] = []
    with pytest.raises(LedgerError, match=r"another Dateline \(process \d+, since 2026-03-02T12:00:00\+00:00\) runs on this ledger"):
        second.take(NOON, wait=1.0, sleep=slept.append)
    assert sum(slept) == pytest.approx(1.0)
    first.leave()
    second.take(NOON, wait=0)
    second.leave()


def test_one_that_is_just_ending_is_waited_for(tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "desk.sqlite"), Instance(tmp_path / "desk.sqlite")
    first.take(NOON)
    second.take(NOON, sleep=lambda seconds: first.leave())
    assert json.loads((tmp_path / "desk.sqlite.lock").read_text())["since"].startswith("2026-03-02")
    second.leave()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"nowhere/desk.sqlite.lock: the lock cannot be written"):
        Instance(tmp_path / "nowhere" / "desk.sqlite").take(NOON)


async def test_of_two_processes_started_on_one_ledger_the_second_ends_with_one_line(tmp_path: Path) -> None:
    async with BotApi() as api:
        api.private(7, "Ada")
        settings = {"TELEGRAM_BOT_TOKEN": api.token, "DATELINE_API_BASE_URL": api.url}
        first = await begin(tmp_path, **settings)
        api.says(7, 7, "/help")
        await api.waits_for(7, 1, 20)
        code, told = await ended(await begin(tmp_path, **settings))
        assert code == 1
        assert f"another Dateline (process {first.pid}, since" in told.splitlines()[-1]
        first.terminate()
        await ended(first)
