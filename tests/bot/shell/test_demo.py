"""The demo, played to its end: what a subscriber sees in the chat over the days of the story."""

from __future__ import annotations

import asyncio
import io
import re
from pathlib import Path

from rich.console import Console

from bot.limiter import Limiter
from bot.shell.demo import play


class Clockwork:
    """Time for the limiter that passes only when it is waited for."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        await asyncio.sleep(0)


async def test_the_demo_tells_the_story_as_it_goes(tmp_path: Path) -> None:
    out = io.StringIO()
    time = Clockwork()
    posts = await play(Console(file=out, width=100), tmp_path, Limiter(monotonic=time.now, sleep=time.sleep))
    told = re.sub(r"\s*│\n│\s*", " ", out.getvalue())
    first, doubt, toll, move, end, lower, eve = re.split(r"━━ [^━]* ━━\n", told)[1:]
    assert "6 killed, 11 injured" in first
    assert "local authorities" in first
    assert "Sun 1 Feb, in 2 days" in first
    assert "Ukraine disputes it" in first
    assert "in doubt" in doubt
    assert "Updated. Drone attack on a passenger train, Kharkiv region, Thu 29 Jan: 6 → 8 killed, 11 injured (" in toll
    assert re.search(r"Moved\. .*Sun 1 Feb → Wed 4 Feb", move)
    assert "expired on Sunday and was not extended" in end
    assert re.search(r"Corrected\. Drone attack .*: 8 → 7 killed", lower)
    assert "At least 3 killed, at least 20 injured, 4 missing" in lower
    assert "as it stood at the end of Fri 30 Jan 2026" in eve
    assert posts >= 12
    assert "BotFather" in told
    assert (tmp_path / "demo.sqlite").stat().st_size > 0
