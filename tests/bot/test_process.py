"""The process as an operator meets it: exit codes, one clear line, a clean end, and going on where it stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from loopback.botapi import BotApi
from tests.bot.process import begin, ended


@pytest.mark.parametrize(
    ("settings", "code", "words"),
    [
        pytest.param({}, 2, "TELEGRAM_BOT_TOKEN: it is not set", id="no token"),
        pytest.param({"TELEGRAM_BOT_TOKEN": "hunter2"}, 2, "this is no bot token", id="malformed token"),
        pytest.param(
            {"TELEGRAM_BOT_TOKEN": "12345:abcdefghijklmnopqrstuvwxyz", "DATELINE_API_BASE_URL": "http://127.0.0.1:9"},
            1,
            "cannot be reached",
            id="no network",
        ),
    ],
)
async def test_what_keeps_it_from_starting_is_one_line(tmp_path: Path, settings: dict[str, str], code: int, words: str) -> None:
    ended_with, told = await ended(await begin(tmp_path, **settings))
    assert ended_with == code
    assert words in told
    assert told.count("\n") == 1
    assert "abcdefghijklmnopqrstuvwxyz" not in told


async def test_a_refused_token_is_one_line(tmp_path: Path) -> None:
    async with BotApi() as api:
        code, told = await ended(await begin(tmp_path, TELEGRAM_BOT_TOKEN="1:another-token", DATELINE_API_BASE_URL=api.url))
    assert (code, told.count("\n")) == (2, 1)
    assert "does not know this token" in told


async def test_it_ends_cleanly_goes_on_where_it_stopped_and_never_shows_its_token(tmp_path: Path) -> None:
    async with BotApi() as api:
        api.private(7, "Ada")
        settings = {"TELEGRAM_BOT_TOKEN": api.token, "DATELINE_API_BASE_URL": api.url, "DATELINE_LOG_LEVEL": "DEBUG"}
        first = await begin(tmp_path, **settings)
        api.says(7, 7, "/subscribe")
        await api.waits_for(7, 1, 20)
        first.terminate()
        code, told = await ended(first)
        assert code == 0
        assert "Traceback" not in told
        assert api.token.partition(":")[2] not in told
        api.says(7, 7, "/topics")
        second = await begin(tmp_path, **settings)
        assert "followed here" in (await api.waits_for(7, 2, 20))[-1].text
        second.kill()
        await ended(second)
        api.says(7, 7, "/unsubscribe")
        third = await begin(tmp_path, **settings)
        await api.waits_for(7, lambda message: "not follow Arn talks any more" in message.text, 20)
        third.terminate()
        assert (await ended(third))[0] == 0
