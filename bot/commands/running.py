"""What the people who run the desk ask in the chat."""

from __future__ import annotations

from functools import wraps

from telegram import Update

from bot import render
from bot.chats import is_private
from bot.commands.asking import reply
from bot.context import Context, Handler
from bot.courier import PLAIN_NOTE
from digests.ledger import Ledger
from digests.outbox import Outbox

__all__ = ["feeds", "outbox", "refresh"]


def _for_admins(handler: Handler) -> Handler:
    """Rights are checked here, by numeric id: the menu alone keeps nobody out."""

    @wraps(handler)
    async def guarded(update: Update, context: Context) -> None:
        user = update.effective_user
        if context.desk.is_admin(user.id if user else None):
            await handler(update, context)
            return
        own = f" Your id is {user.id}; the operator puts it into DATELINE_ADMINS." if user and is_private(update.effective_chat) else ""
        await reply(update, context, render.say(f"This is for the people who run the desk.{own}"))

    return guarded


@_for_admins
async def refresh(update: Update, context: Context) -> None:
    """Read every feed now, and compose."""
    run = await context.desk.pipeline.tick(force=True)
    context.desk.wake.set()
    await reply(update, context, render.run(run))


@_for_admins
async def feeds(update: Update, context: Context) -> None:
    """How the feeds stand."""
    states = await context.desk.ledger.call(Ledger.feeds)
    await reply(update, context, render.feeds(states, context.desk.now(), context.desk.zone))


@_for_admins
async def outbox(update: Update, context: Context) -> None:
    """How the deliveries stand."""
    now = context.desk.now()
    summary = await context.desk.ledger.call(lambda ledger: Outbox(ledger).summary(now))
    plain = int(await context.desk.ledger.call(Ledger.note, PLAIN_NOTE) or 0)
    await reply(update, context, render.outbox(summary, now, context.desk.zone, plain=plain))
