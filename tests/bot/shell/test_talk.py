"""``dateline chat`` with its words out of a pipe."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.shell.talk import talk


async def test_the_last_words_of_a_pipe_are_answered_before_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("/subscribe ukraine-talks\n/positions\nhello\n/deadlin\n"))
    shown = io.StringIO()
    await talk(Console(file=shown, width=100), tmp_path / "chat.sqlite", sample=True)
    told = shown.getvalue()
    assert told.index("I answer to commands") < told.index("Did you mean /deadline?")
