"""Sending to a server some way off: bare aiohttp, PTB's own transport (httpx), and PTB over ours."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlencode

import aiohttp
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bench import apart, servers
from bench.claims import Claim, Goal, Measure
from bench.clocks import Spent, spending
from bot.transport import AiohttpRequest
from loopback.botapi import LOOPBACK_TOKEN

__all__ = ["Sizes", "bare", "run"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is sent."""

    messages: int = field(default=2_500, metadata={"help": "messages per round"})
    peer_messages: int = field(default=200, metadata={"help": "messages per round over httpx, which takes its time"})
    in_flight: int = field(default=100, metadata={"help": "requests under way at once"})
    latency: int = field(default=50, metadata={"help": "milliseconds before the server answers"})
    rounds: int = field(default=5, metadata={"help": "rounds, of which the median counts"})


#: sends one message to a chat
Send = Callable[[int], Awaitable[object]]
_CHATS = 100
_TEXT = "<b>Truce in Keld</b>\nThe envoys meet on 12 March. 14 killed in Sorrel, the governor says.\n" * 3


@dataclass(frozen=True, slots=True)
class _Rate:
    per_second: float
    cpu: float  #: seconds per message


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """Messages per second and CPU per message, the three ways in turn, several rounds."""
    with apart.serving(servers.telegram, sizes.latency / 1000, _CHATS) as root:
        bare, stock, ours = asyncio.run(_measure(root, sizes))
    away = f"{sizes.latency} ms away, {sizes.in_flight} in flight"
    return (
        Claim(
            f"messages per second, {away}",
            _median(ours, lambda rate: rate.per_second, "/s"),
            _ratio(ours, bare, lambda rate: rate.per_second),
            floor=_median(bare, lambda rate: rate.per_second, "/s"),
            peer=_median(stock, lambda rate: rate.per_second, "/s"),
            goal=Goal(0.8, at_least=True),
        ),
        Claim(
            "CPU per message",
            _median(ours, lambda rate: rate.cpu * 1000, "ms"),
            _ratio(ours, bare, lambda rate: rate.cpu),
            floor=_median(bare, lambda rate: rate.cpu * 1000, "ms"),
            peer=_median(stock, lambda rate: rate.cpu * 1000, "ms"),
            goal=Goal(3),
        ),
        Claim(
            "messages per second from one process",
            _median(ours, lambda rate: rate.per_second, "/s"),
            _ratio(ours, stock, lambda rate: rate.per_second),
            of="peer",
            goal=Goal(1_000, at_least=True, unit="/s"),
            note="an absolute figure: it holds or not on this machine, with the server on the same cores",
        ),
    )


async def _measure(root: str, sizes: Sizes) -> tuple[list[_Rate], list[_Rate], list[_Rate]]:
    bare, stock, ours = list[_Rate](), list[_Rate](), list[_Rate]()
    for _ in range(sizes.rounds):
        bare.append(await _bare(root, sizes))
        peer = HTTPXRequest(sizes.in_flight, pool_timeout=60, read_timeout=60, connect_timeout=60, write_timeout=60)
        stock.append(await _ptb(root, peer, sizes, sizes.peer_messages))
        own = AiohttpRequest(sizes.in_flight, pool_timeout=60, read_timeout=60, connect_timeout=60)
        ours.append(await _ptb(root, own, sizes, sizes.messages))
    return bare, stock, ours


async def _bare(root: str, sizes: Sizes, chats: int = _CHATS) -> _Rate:
    connector = aiohttp.TCPConnector(limit=sizes.in_flight)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def send(chat: int) -> object:
            body = urlencode({"chat_id": chat, "text": _TEXT, "parse_mode": "HTML"})
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            async with session.post(f"{root}/bot{LOOPBACK_TOKEN}/sendMessage", data=body, headers=headers) as answer:
                return json.loads(await answer.read())["result"]

        return await _timed(send, sizes, sizes.messages, chats)


async def bare(root: str, chats: int, in_flight: int) -> float:
    """Messages per second over bare aiohttp, one to each of chats 1, 2, ...: the least that sends them at all."""
    return (await _bare(root, Sizes(messages=chats, in_flight=min(in_flight, chats)), chats)).per_second


async def _ptb(root: str, request: BaseRequest, sizes: Sizes, messages: int) -> _Rate:
    async with Bot(LOOPBACK_TOKEN, base_url=f"{root}/bot", request=request, get_updates_request=AiohttpRequest(1)) as bot:
        return await _timed(lambda chat: bot.send_message(chat, _TEXT, parse_mode="HTML"), sizes, messages)


async def _timed(send: Send, sizes: Sizes, messages: int, chats: int = _CHATS) -> _Rate:
    async def sends(numbers: list[int]) -> None:
        while numbers:
            await send(1 + numbers.pop() % chats)

    async def send_all(count: int) -> Spent:
        numbers = list(range(count))
        with spending() as spent:
            await asyncio.gather(*(sends(numbers) for _ in range(sizes.in_flight)))
        return spent

    await send_all(sizes.in_flight)  # connections are made
    spent = await send_all(messages)
    return _Rate(messages / spent.wall, spent.cpu / messages)


def _median(rates: list[_Rate], of: Callable[[_Rate], float], unit: str) -> Measure:
    return Measure(median(map(of, rates)), unit)


def _ratio(rates: list[_Rate], to: list[_Rate], of: Callable[[_Rate], float]) -> float:
    """The median of the rounds' own ratios: what disturbs a round disturbs both of its sides."""
    return median(of(one) / of(other) for one, other in zip(rates, to, strict=True))
