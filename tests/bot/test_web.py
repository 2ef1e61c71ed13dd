"""What the bot answers over HTTP: health, readiness, metrics, and updates by webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families
from telegram import Update

from bot.web.metrics import NAMES
from digests.ledger import Ledger
from tests.bot.house import READER, House, first_day, house

SECRET = "a-secret-of-the-webhook"
WEBHOOK = {"DATELINE_WEBHOOK_URL": "https://bot.example.org", "DATELINE_WEBHOOK_SECRET": SECRET}


@asynccontextmanager
async def served(path: Path, **settings: str) -> AsyncIterator[tuple[House, aiohttp.ClientSession]]:
    async with house(path, DATELINE_LISTEN="127.0.0.1:0", **settings) as standing:
        standing.api.private(READER, "Ada")
        async with aiohttp.ClientSession(f"http://127.0.0.1:{standing.app.front.port}") as session:
            yield standing, session


async def test_health_says_that_it_lives_and_readiness_what_does_not_work(tmp_path: Path) -> None:
    async with served(tmp_path) as (one, session):
        async with session.get("/health") as answer:
            assert (answer.status, (await answer.json())["status"]) == (200, "alive")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        async with session.get("/ready") as answer:
            assert answer.status == 200
        one.app.front.beats._began -= 1000.0
        async with session.get("/ready") as answer:
            assert answer.status == 503
            assert "courier silent for 1000 s" in (await answer.json())["findings"]


async def test_no_port_is_opened_where_none_is_set(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        assert standing.app.front.port == 0


async def test_metrics_are_what_the_desk_is_and_name_no_chat(tmp_path: Path) -> None:
    async with served(tmp_path) as (one, session):
        await one.files(first_day())
        await one.hears(READER, "/subscribe arn")
        for part in ("refresh", "compose", "courier"):
            one.app.front.beats.beat(part)
        async with session.get("/metrics") as answer:
            page = await answer.text()
        samples = {(s.name, *s.labels.values()): s.value for family in text_string_to_metric_families(page) for s in family.samples}
        assert samples["dateline_facts", "deadline"] == 1
        assert samples["dateline_articles_total",] == 1
        assert samples["dateline_posts_sent_total",] == 1
        assert samples["dateline_feeds", "failing"] == 1
        assert samples["dateline_followers", "arn-talks"] == 1
        assert samples["dateline_post_delay_seconds",] == 3600
        assert {name for name, *_ in samples} <= set(NAMES)
        assert "Ada" not in page


async def test_a_webhook_is_set_with_its_secret_and_handles_what_comes(tmp_path: Path) -> None:
    async with served(tmp_path, **WEBHOOK) as (one, session):
        assert one.api.webhook() == ("https://bot.example.org/telegram", SECRET)
        one.api.says(READER, READER, "/help")
        (update,) = one.api.hands_over()
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        for _ in range(2):  # Telegram sends again what it took for lost
            async with session.post("/telegram", json=update, headers=headers) as answer:
                assert answer.status == 200
        (help_,) = await one.api.waits_for(READER, 1)
        assert "/status" in help_.text


async def test_who_does_not_know_the_secret_is_refused_and_what_is_no_update_too(tmp_path: Path) -> None:
    async with served(tmp_path, **WEBHOOK) as (_, session):
        for headers, body, status in (
            ({}, b"{}", 403),
            ({"X-Telegram-Bot-Api-Secret-Token": "wrong"}, b"{}", 403),
            ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b"hello", 400),
            ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b"[1]", 400),
            ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, b"{}", 400),
        ):
            async with session.post("/telegram", data=body, headers=headers) as answer:
                assert answer.status == status, body
        async with session.get("/telegram", headers={}) as answer:
            assert answer.status == 405


async def test_an_update_is_on_file_before_it_is_acknowledged(tmp_path: Path) -> None:
    async with served(tmp_path, **WEBHOOK) as (one, _):
        one.api.says(READER, READER, "/help")
        (update,) = one.api.hands_over()
        await one.app.poller.take((Update.de_json(update, one.app.application.bot),))
        await one.api.waits_for(READER, 1)
        await one.app.poller.finish()
        assert await one.app.desk.ledger.call(Ledger.notes, "update/") == ()
