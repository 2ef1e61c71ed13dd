"""PTB's Bot over our transport: what goes out, what comes back, and what an error says about the outcome."""

from __future__ import annotations

import asyncio
import io
import logging
import traceback
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, TimedOut
from telegram.ext import ApplicationBuilder
from telegram.request import RequestData

from bot.transport import AiohttpRequest, NotSent, Unanswered, redacted
from loopback.botapi import BotApi

SECRET = "loopback-token"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


def bot_over(request: AiohttpRequest, base_url: str, token: str = f"110201543:{SECRET}") -> Bot:
    return Bot(token, base_url=base_url, request=request, get_updates_request=AiohttpRequest())


def everything_said(error: BaseException) -> str:
    """The error, its causes and contexts as a traceback shows them, and their arguments."""
    chain: list[BaseException | None] = [error]
    while chain[-1] is not None:
        chain.append(chain[-1].__cause__ or chain[-1].__context__)
    return "".join(traceback.format_exception(error)) + repr(chain) + repr([link.args for link in chain if link])


async def closed_port() -> str:
    """An address on which nobody listens."""
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return f"http://127.0.0.1:{port}/bot"


async def test_texts_of_every_alphabet_arrive(api: BotApi) -> None:
    chat = api.private(7)
    async with bot_over(AiohttpRequest(), api.base_url) as bot:
        for text in ("a&b=c + d%", "Перемирие", "😀\nsecond line"):
            await bot.send_message(chat, text)
    assert [m.text for m in api.messages(chat)] == ["a&b=c + d%", "Перемирие", "😀\nsecond line"]


@pytest.mark.parametrize("size", [1, 3_000_000])
async def test_uploads_arrive_whole(api: BotApi, size: int) -> None:
    chat = api.private(7)
    content = b"x" * size
    async with bot_over(AiohttpRequest(), api.base_url) as bot:
        sent = await bot.send_document(chat, content, filename='fälle "neu".csv', caption="“all”")
        await bot.send_document(chat, io.BytesIO(content), filename="again.csv")
        assert sent.document is not None
        file = await bot.get_file(sent.document.file_id)
        assert file.file_path is not None
    first, second = api.messages(chat)
    assert (first.file, first.file_name, first.text) == (content, 'fälle "neu".csv', "“all”")
    assert second.file == content


async def test_an_application_polls_and_answers(api: BotApi) -> None:
    chat = api.private(7)
    builder = ApplicationBuilder().token(api.token).base_url(api.base_url).base_file_url(api.base_file_url)
    application = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest()).build()
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling()
        await api.waits_polled()
        api.says(chat, 7, "/help")
        await api.waits_idle()
        await application.updater.stop()
        await application.stop()
    assert api.pending == 0


async def test_nobody_listens(api: BotApi) -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NotSent) as caught:
            await request.post(f"{await closed_port()}1:{SECRET}/sendMessage", RequestData())
    assert not isinstance(caught.value, TimedOut)
    assert type(caught.value.__cause__).__name__ == "ClientConnectorError"


async def test_a_name_that_does_not_resolve() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NotSent):
            await request.post(f"http://nowhere.invalid/bot1:{SECRET}/getMe")


async def test_no_free_connection(api: BotApi) -> None:
    chat = api.private(7)
    release = api.holds("sendMessage")
    request = AiohttpRequest(1, connect_timeout=0.02, pool_timeout=0.02)
    async with bot_over(request, api.base_url) as bot:
        first = asyncio.create_task(bot.send_message(chat, "one"))
        await api.waits_for(chat)
        with pytest.raises(NotSent, match="nothing was sent"):
            await bot.send_message(chat, "two")
        release.set()
        await first
    assert [m.text for m in api.messages(chat)] == ["one"]


async def test_an_answer_that_does_not_come(api: BotApi) -> None:
    chat = api.private(7)
    api.holds("sendMessage")
    async with bot_over(AiohttpRequest(), api.base_url) as bot:
        with pytest.raises(Unanswered, match="outcome is unknown") as caught:
            await bot.send_message(chat, "x", read_timeout=0.05)
    assert isinstance(caught.value.__cause__, asyncio.TimeoutError)
    assert len(api.messages(chat)) == 1


async def test_an_upload_has_time_of_its_own(api: BotApi) -> None:
    chat = api.private(7)
    release = api.holds("sendDocument")
    request = AiohttpRequest(read_timeout=0.05, media_write_timeout=5)
    async with bot_over(request, api.base_url) as bot:
        sending = asyncio.create_task(bot.send_document(chat, b"x", filename="x.txt"))
        await api.waits_for(chat)
        await asyncio.wait({sending}, timeout=0.1)
        assert not sending.done()
        release.set()
        await sending


async def test_a_connection_that_breaks(api: BotApi) -> None:
    chat = api.private(7)
    async with bot_over(AiohttpRequest(), api.base_url) as bot:
        api.drops("sendMessage")
        with pytest.raises(Unanswered):
            await bot.send_message(chat, "x")
        for asking in ("getUpdates", "getMe"):
            api.drops(asking)
        for question in (bot.get_updates(), bot.get_me()):
            with pytest.raises(NetworkError) as caught:
                await question
            assert not isinstance(caught.value, TimedOut)


async def test_an_answer_cut_in_the_middle() -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok":')
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(half, "127.0.0.1", 0) as server, AiohttpRequest() as request:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(Unanswered):
            await request.post(f"http://127.0.0.1:{port}/bot1:{SECRET}/sendMessage")


async def test_no_error_and_no_log_line_holds_the_token(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    chat = api.private(7)
    errors: list[BaseException] = []
    release = api.holds("sendMessage")
    request = AiohttpRequest(1, connect_timeout=0.01, pool_timeout=0.01)
    async with bot_over(request, api.base_url) as bot:
        held = asyncio.create_task(bot.send_message(chat, "x"))
        await api.waits_for(chat)
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(chat, "pool")
        errors.append(caught.value)
        release.set()
        await held
        api.drops("sendMessage")
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(chat, "cut")
        errors.append(caught.value)
    async with AiohttpRequest() as other:
        for url in (await closed_port(), "http://nowhere.invalid/bot", "http://[bad/bot", "http:///bot"):
            with pytest.raises(NetworkError) as caught:
                await other.post(f"{url}1:{SECRET}/sendMessage")
            errors.append(caught.value)
    for error in errors:
        assert SECRET not in everything_said(error)
    transports = [record.getMessage() for record in caplog.records if record.name.startswith(("bot.", "aiohttp"))]
    assert not any(SECRET in line for line in transports)


def test_redacted() -> None:
    said = "GET https://api.telegram.org/bot123:AA-b_C/getMe and /file/bot123%3AAA-b_C/photos/1 by a bot"
    assert redacted(said) == "GET https://api.telegram.org/bot123:<token>/getMe and /file/bot123:<token>/photos/1 by a bot"


async def test_requests_go_through_the_proxy() -> None:
    asked: list[str] = []

    async def proxy(request: web.BaseRequest) -> web.Response:
        asked.append(str(request.raw_path))
        return web.json_response({"ok": True, "result": True})

    runner = web.ServerRunner(web.Server(proxy))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    try:
        async with AiohttpRequest(proxy=f"http://127.0.0.1:{port}") as request:
            assert await request.post("http://api.example/bot1:a/getMe") is True
    finally:
        await runner.cleanup()
    assert asked == ["http://api.example/bot1:a/getMe"]


async def test_a_proxy_that_is_away_is_told_without_its_password() -> None:
    async with AiohttpRequest(proxy="http://ada:engine@127.0.0.1:9") as request:
        with pytest.raises(NotSent) as told:
            await request.do_request("http://localhost:9/bot1:secret/getMe", "GET")
    assert "engine" not in f"{told.value!r}{told.value.__cause__!r}"
    assert redacted("by http://ada:engine@127.0.0.1:9/") == "by http://<password>@127.0.0.1:9/"


def test_a_proxy_it_does_not_speak() -> None:
    with pytest.raises(ValueError, match="http:// or https://"):
        AiohttpRequest(proxy="socks5://127.0.0.1:1")


async def test_the_environments_proxy_counts_except_for_this_machine(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", await closed_port())
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with AiohttpRequest() as request:
        await request.post(f"{api.base_url}{api.token}/getMe")
        with pytest.raises(NotSent, match="ClientProxyConnectionError"):
            await request.post("http://api.example/bot1:a/getMe")


async def test_its_life(api: BotApi) -> None:
    request = AiohttpRequest(read_timeout=7)
    assert request.read_timeout == 7
    url = f"{api.base_url}{api.token}/getMe"
    assert (await request.do_request(url, "POST"))[0] == 200
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        await request.do_request(url, "POST")
    await request.initialize()
    assert (await request.do_request(url, "GET"))[0] == 200
    await request.shutdown()


async def test_never_more_connections_than_allowed(api: BotApi) -> None:
    chats = [api.private(user) for user in range(1, 21)]
    async with bot_over(AiohttpRequest(4, pool_timeout=None), api.base_url) as bot:
        await asyncio.gather(*(bot.send_message(chat, "x") for chat in chats))
    assert all(len(api.messages(chat)) == 1 for chat in chats)
    assert api.most_in_flight <= 4


async def test_a_message_just_sent_is_not_read_back_where_it_only_repeats_the_request(api: BotApi) -> None:
    chat = api.private(7)
    async with AiohttpRequest() as request, Bot(api.token, base_url=api.base_url, request=request) as bot:
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("Sources", callback_data="1:sources")]])
        sent = await bot.send_message(chat, "<b>Truce</b> on the Arn", parse_mode="HTML", reply_markup=keys)
    assert (sent.message_id, sent.text, sent.chat.id) == (api.messages(chat)[0].id, "Truce on the Arn", chat)
    assert (sent.entities, sent.reply_markup) == ((), keys)
