"""``python -m bot``: the bot by long polling, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys

import structlog
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot import log, settings
from bot.app import App, build
from bot.poller import TakenOver
from bot.settings import Settings
from bot.transport import redacted
from digests.errors import DatelineError, InputError

__all__ = ["main", "serve"]

#: exit codes: the operator must change something, and trouble that may pass
MISSET, TROUBLE = 2, 1
_TAKEN = {
    "poller": "another process polls with this token; stop it first, or give each its own bot",
    "webhook": "a webhook was set for this token, so its updates go there; take it down, or give each its own bot",
}
_GREETINGS, _GREETING_PAUSE = 3, 1.0


def main() -> int:
    """Run until SIGTERM or SIGINT; the exit code. Whatever keeps it from running is one line on standard error."""
    try:
        given = settings.read()
        log.set_up(given.log_level, given.token.get_secret_value(), given.log_format)
        asyncio.run(serve(given))
    except InputError as error:
        return _say(str(error), MISSET)
    except InvalidToken:
        server = given.api_base_url if given.on_telegram else f"{given.api_base_url} (if it is a Bot API server)"
        return _say(f"TELEGRAM_BOT_TOKEN: {server} does not know this token; ask @BotFather for a valid one", MISSET)
    except TakenOver as error:
        return _say(_TAKEN["webhook" if "webhook" in str(error) else "poller"], TROUBLE)
    except DatelineError as error:
        return _say(str(error), TROUBLE)
    except NetworkError as error:
        return _say(f"{given.api_base_url} cannot be reached: {redacted(str(error))}", TROUBLE)
    except TelegramError as error:
        return _say(f"{given.api_base_url} refused: {redacted(str(error))}", TROUBLE)
    except KeyboardInterrupt:
        return 0
    return 0


async def serve(given: Settings) -> None:
    """Run the bot until the process is told to stop. Raises what keeps it from starting or going on."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has none; Ctrl-C raises KeyboardInterrupt there
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    starting = asyncio.create_task(_greeted(given))
    if not await _until(stop, starting):
        return
    app = starting.result()
    try:
        app.schedule.start()
        watching = asyncio.create_task(app.watch.run())
        structlog.get_logger(__name__).info("ready", bot=app.application.bot.username, database=str(given.database))
        polling = asyncio.create_task(asyncio.Event().wait() if given.webhook_url else app.poller.run())
        if await _until(stop, polling):
            polling.result()
    finally:
        watching.cancel()
        await app.schedule.stop()
        await app.poller.finish()
        await app.__aexit__(None, None, None)


async def _until(stop: asyncio.Event, work: asyncio.Task[object]) -> bool:
    """Whether the work ended by itself; it is cancelled where the stop came first."""
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait((stopped, work), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if work.done():
        return True
    work.cancel()
    await asyncio.wait((work,))
    return False


async def _greeted(given: Settings) -> App:
    """The bot, entered; a network that is late by a few seconds is waited for."""
    for left in range(_GREETINGS - 1, -1, -1):
        app = build(given)
        try:
            return await app.__aenter__()
        except InvalidToken:
            raise
        except NetworkError:
            if not left:
                raise
            await asyncio.sleep(_GREETING_PAUSE)
    raise AssertionError


def _say(line: str, code: int) -> int:
    sys.stderr.write(f"dateline: {line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
