"""Whoever asks too much at once is told so, then not heard for a while; everybody else is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.flood import Flood, Turn
from tests.bot.house import ADMIN, OTHER, READER, house
from tests.fakes.facts import at


@given(st.lists(st.floats(0, 5), max_size=200))
def test_nobody_is_served_more_than_their_turns_and_told_so_once_in_a_flood(pauses: list[float]) -> None:
    flood, now, begun = Flood(turns=5, seconds=2.0), at(), at()
    told = served = 0
    before = Turn.SERVED
    for pause in pauses:
        now += timedelta(seconds=pause)
        turn = flood.ask(1, now)
        assert not (turn is Turn.SILENT and before is Turn.SERVED)
        served, told, before = served + (turn is Turn.SERVED), told + (turn is Turn.TOLD), turn
    assert served <= 5 + (now - begun).total_seconds() / 2.0 + 1e-6
    assert told <= 1 + (now - begun).total_seconds() / (5 * 0.5 * 2.0)


def test_a_calm_reader_is_never_told() -> None:
    flood = Flood(turns=5, seconds=2.0)
    assert all(flood.ask(1, at() + timedelta(seconds=2 * n)) is Turn.SERVED for n in range(500))


def test_a_clock_that_goes_back_gives_nothing_away_and_locks_nobody_out() -> None:
    flood = Flood(turns=2, seconds=1.0)
    assert [flood.ask(1, at()) for _ in range(3)] == [Turn.SERVED, Turn.SERVED, Turn.TOLD]
    assert flood.ask(1, at() - timedelta(days=1)) is Turn.SILENT
    assert flood.ask(1, at() - timedelta(days=1) + timedelta(seconds=5)) is Turn.SERVED


async def test_a_flood_of_commands_gets_one_kind_word_and_then_silence(tmp_path: Path) -> None:
    async with house(tmp_path, flood=Flood(turns=4, seconds=3.0)) as standing:
        for reader in (READER, OTHER, ADMIN):
            standing.api.private(reader)
        for _ in range(12):
            standing.api.says(READER, READER, "/help")
        await standing.settles()
        shown = standing.api.messages(READER)
        assert len(shown) == 5
        assert shown[-1].text == "That was a lot at once. I answer again in 6 seconds."
        assert len(await standing.hears(OTHER, "/help", OTHER)) == 1
        for _ in range(12):
            assert await standing.hears(ADMIN, "/help", ADMIN)
        standing.clock.move_to(standing.clock.now() + timedelta(seconds=7))
        assert len(await standing.hears(READER, "/help")) == 1


async def test_a_flood_of_presses_is_answered_once_and_the_talk_of_a_group_counts_for_nothing(tmp_path: Path) -> None:
    async with house(tmp_path, flood=Flood(turns=3, seconds=3.0)) as standing:
        standing.api.private(READER)
        (hello,) = await standing.hears(READER, "/start")
        queries = [standing.api.presses(hello, "Arn talks") for _ in range(6)]
        await standing.settles()
        told = [answer.text for query in queries for answer in standing.api.answers(query)]
        assert [text for text in told if text] == ["That was a lot at once. I answer again in 4 seconds."]
        assert len(told) == 3
        group = standing.api.group("Newsroom", owner=OTHER)
        for _ in range(9):
            standing.api.says(group, OTHER, "what a day")
        assert len(await standing.hears(group, "/help@dateline_bot", OTHER)) == 1
