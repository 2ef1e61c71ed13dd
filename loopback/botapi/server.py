"""The HTTP side: one aiohttp application on 127.0.0.1 that reads requests, asks the methods and writes answers."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections import Counter
from typing import cast
from urllib.parse import parse_qsl

from aiohttp import web

from loopback.botapi.errors import Refused
from loopback.botapi.faults import Faults
from loopback.botapi.methods import METHODS
from loopback.botapi.parameters import Parameters, Upload
from loopback.botapi.records import Call
from loopback.botapi.world import World

__all__ = ["Server"]

_MOST_BODY = 64 * 1024 * 1024


class Server:
    """Serves one World under one token; ``latency`` seconds pass before each answer."""

    def __init__(self, world: World, token: str, latency: float = 0.0) -> None:
        self._world = world
        self._token = token
        self.latency = latency
        self.faults = Faults()
        self.calls: list[Call] = []
        #: how often each method was called, by lower-case name
        self.counts: Counter[str] = Counter()
        self._runner: web.AppRunner | None = None
        #: how many requests are being answered now, and the most there ever were at once
        self.in_flight = 0
        self.most_in_flight = 0
        self._held: set[asyncio.Event] = set()

    async def start(self, port: int) -> int:
        """Listens on 127.0.0.1 and returns the port; 0 lets the system choose."""
        self._world.updates.open()
        app = web.Application(client_max_size=_MOST_BODY)
        app.router.add_get("/file/bot{token}/{kind}/{file}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        # a client that hangs up ends its poll, as on the real server
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        return cast("tuple[str, int]", self._runner.addresses[0])[1]

    async def stop(self) -> None:
        """Ends open polls and held answers and closes every connection."""
        self._world.updates.close()
        self.faults.release()
        for event in self._held:
            event.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _method(self, request: web.Request) -> web.StreamResponse:
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return await self._answer(request)
        finally:
            self.in_flight -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        parameters = Parameters({}, {})
        cut = False
        try:
            self._check_token(request.match_info["token"])
            parameters = await _read(request)
            status, body, cut = await self._act(name, parameters)
        except Refused as refused:
            status, body = refused.status, refused.body()
        except asyncio.CancelledError:
            self._note(name, parameters, 0)
            raise
        self._note(name, parameters, 0 if cut else status)
        if self.latency:
            await asyncio.sleep(self.latency)
        if cut:
            assert request.transport is not None
            request.transport.abort()
        return web.Response(status=status, body=json.dumps(body, ensure_ascii=False).encode(), content_type="application/json")

    def _note(self, name: str, parameters: Parameters, status: int) -> None:
        self.calls.append(Call(name, parameters.values, self._world.clock.now(), status))
        self.counts[name.lower()] += 1
        self._world.bell.ring()

    def _check_token(self, token: str) -> None:
        if ":" not in token:
            raise Refused.of(404)
        if token != self._token:
            raise Refused.of(401)

    async def _act(self, name: str, parameters: Parameters) -> tuple[int, object, bool]:
        """Status, body, and whether the connection is to be cut."""
        fault = self.faults.strikes(name, parameters.text("chat_id"))
        if fault is not None and fault.refusal is not None:
            raise fault.refusal
        method = METHODS.get(name.lower())
        if method is None:
            raise Refused.of(404)
        if self._world.logged_out:
            raise Refused.of(400, "Logged out")
        parameters.check(method.known)
        result = method.run(self._world, parameters)
        if inspect.isawaitable(result):
            result = await result
        if fault is not None and fault.held is not None:
            self._held.add(fault.held)
            await fault.held.wait()
        return 200, {"ok": True, "result": result}, fault is not None and fault.cut

    async def _file(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
        except Refused as refused:
            return web.json_response(refused.body(), status=refused.status)
        stored = self._world.files.stored(request.match_info["file"])
        if stored is None or f"{stored.kind}s" != request.match_info["kind"]:
            return web.json_response(Refused.of(404).body(), status=404)
        return web.Response(body=stored.content, content_type="application/octet-stream")


async def _read(request: web.Request) -> Parameters:
    """The parameters, from the query and from a form, a multipart body or a JSON object."""
    values = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.method == "POST":
        kind = request.content_type
        if kind == "multipart/form-data":
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
                else:
                    values[name] = value if isinstance(value, str) else bytes(value).decode()
        else:
            body = (await request.read()).decode("utf-8", "surrogatepass")
            values |= _from_json(body) if kind == "application/json" else dict(parse_qsl(body, keep_blank_values=True))
    elif request.method != "GET":
        raise Refused.of(404)
    return Parameters(values, uploads)


def _from_json(body: str) -> dict[str, str]:
    try:
        given = json.loads(body or "{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Refused.of(400, "can't parse request: JSON object expected")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items() if value is not None}
