"""A server, and PTB's own Bot talking to it over our transport."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.transport import AiohttpRequest
from loopback.botapi import BotApi


def bot_for(api: BotApi) -> Bot:
    return Bot(
        api.token, base_url=api.base_url, base_file_url=api.base_file_url, request=AiohttpRequest(), get_updates_request=AiohttpRequest()
    )


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with bot_for(api) as speaker:
        yield speaker
