"""A real browser, headless, spoken to over its own protocol: as wide as a phone."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

__all__ = ["CHROMIUM", "Tab", "browser"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTH, HEIGHT = 390, 844
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


class Tab:
    """One page."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._loaded = asyncio.Event()
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        #: what the browser complained of
        self.complaints: list[str] = []
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if told.get("id") in self._waiting:
                self._waiting.pop(told["id"]).set_result(told)
            elif told.get("method") == "Page.loadEventFired":
                self._loaded.set()
            elif told.get("method") == "Log.entryAdded" and told["params"]["entry"]["level"] == "error":
                self.complaints.append(told["params"]["entry"]["text"])

    async def does(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command of the protocol."""
        self._number += 1
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[self._number] = answer
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        told = await asyncio.wait_for(answer, 20)
        assert "error" not in told, told
        return dict(told["result"])

    async def opens(self, url: str) -> None:
        """Go to an address, and wait until it is there."""
        await self.asks("window.left = true")
        await self.does("Page.navigate", url=url)
        await self._arrives()

    async def asks(self, script: str) -> Any:
        """What a script says."""
        told = await self.does("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    async def leaves_by(self, script: str) -> None:
        """Do what another page comes of, and wait until it is there."""
        await self.asks("window.left = true")
        await self.asks(script)
        await self._arrives()

    async def _arrives(self) -> None:
        """Load events of the page before may still come: the new one is there once what was written on the old one is gone."""
        async with asyncio.timeout(30):
            while True:
                await self._loaded.wait()
                self._loaded.clear()
                told = await self.does(
                    "Runtime.evaluate", expression="window.left === undefined && document.readyState", returnByValue=True
                )
                if told["result"].get("value") in ("complete", "interactive"):
                    return

    async def photographed(self) -> bytes:
        """The whole page as a PNG."""
        taken = await self.does("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    async def close(self) -> None:
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Tab]:
    """A browser with one page, as wide as a phone; ended with all its processes."""
    assert CHROMIUM is not None
    profile = folder / "profile"
    process = await asyncio.create_subprocess_exec(
        *(CHROMIUM, *_FLAGS, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        port = await asyncio.wait_for(_port(process), 20)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                (page,) = [one for one in await answer.json() if one["type"] == "page"]
            async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                tab = Tab(socket)
                for domain in ("Page", "Runtime", "Log"):
                    await tab.does(f"{domain}.enable")
                await tab.does("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=2, mobile=True)
                yield tab
                await tab.close()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        await process.wait()


async def _port(process: asyncio.subprocess.Process) -> int:
    """The port it listens on, as it says itself: DevTools listening on ws://127.0.0.1:35813/devtools/browser/..."""
    assert process.stderr is not None
    async for line in process.stderr:
        if b"DevTools listening on ws://" in line:
            return int(line.decode().partition("ws://")[2].partition("/")[0].rpartition(":")[2])
    raise AssertionError("the browser ended before it listened")
