"""A reader's rights: to know what is kept, to have it, and to have it deleted."""

from __future__ import annotations

import json

from telegram import Update

from bot import render
from bot.chats import Place
from bot.commands.asking import ADMINS_ONLY, EVERY, may_settle, reply
from bot.context import Context, Desk, Handler
from bot.render import Asked, Page
from bot.schedule import KEEP
from digests.ledger import Ledger
from digests.model import Topic

__all__ = ["about_privacy", "command", "export", "forget", "forgetting", "privacy"]

Pages = tuple[Page, ...]


def command(answer: Handler) -> Handler:
    """A handler that serves anyone in private, and in groups their admins alone: it is about all of the chat."""

    async def handler(update: Update, context: Context) -> None:
        if await may_settle(update, context):
            await answer(update, context)
        else:
            await reply(update, context, render.message((await context.view(update)).tongue.say(ADMINS_ONLY)))

    return handler


async def privacy(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """What is kept."""
    return render.privacy(await desk.view(place), days=KEEP.days)


async def about_privacy(update: Update, context: Context) -> None:
    """The same, asked by a command."""
    if (place := Place.of(update)) is not None:
        await reply(update, context, await privacy(context.desk, place, EVERY, Asked()))


async def export(update: Update, context: Context) -> None:
    """All that is kept of this chat, as a file."""
    if (place := Place.of(update)) is None:
        return
    now = context.desk.now()

    def look(ledger: Ledger) -> dict[str, object]:
        person = ledger.person(place.chat)
        desk = {} if person is None else {"desk": {"role": person.role, "since": person.since.isoformat()}}
        acts = [{"at": act.at.isoformat(), "act": act.act, "about": act.about} for act in ledger.audit(_ALL, f"chat:{place.chat}")]
        return {**ledger.belongings(str(place.chat)), **desk, **({"acts": acts} if acts else {})}

    kept = await context.desk.ledger.call(look)
    text = json.dumps({"chat": place.chat, "exported": now.isoformat(), **kept}, ensure_ascii=False, indent=2)
    await reply(update, context, render.exported(text, str(place.chat), await context.view(update)))


#: more acts than a desk ever logs of one person
_ALL = 100_000


async def forget(update: Update, context: Context) -> None:
    """Asks whether to delete it."""
    await reply(update, context, render.may_forget(await context.view(update)))


async def forgetting(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """Deletes it: of a group with topics all of the group's."""
    view = await desk.view(place)
    return render.forgotten(view, something=await desk.ledger.call(Ledger.forget, str(place.chat)))
