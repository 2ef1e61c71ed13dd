"""The settings in the chat: the command, its buttons, the words that are typed for it, and the channel that is picked for it."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime, timedelta

from telegram import Update
from telegram.error import TelegramError

from bot import render
from bot.chats import Place, is_private
from bot.commands.asking import ADMINS_ONLY, STALE, acknowledge, may_settle, reply
from bot.context import Context, Desk
from bot.language import mark
from bot.panel import acts, channels, keeping, steps
from bot.panel.steps import Step, short
from bot.panel.walk import Floor, keep, walk
from bot.post import replace
from bot.render import Asked
from bot.render.buttons import step as button
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Topic

__all__ = ["about", "opened", "picked", "pressed", "quietly", "settings", "typed"]

_TALK = timedelta(minutes=15)
_TYPE = mark("Send the words to watch for, with commas between them. In a group, send them as an answer to this message.")
_TAKEN = mark("Watched for from now on: {words}")


async def settings(update: Update, context: Context) -> None:
    """The root of the settings of the chat it is asked in."""
    place = Place.of(update)
    if place is None:
        return
    if not await may_settle(update, context):
        await reply(update, context, render.message((await context.view(update)).tongue.say(ADMINS_ONLY)))
        return
    await reply(update, context, await opened(update, context, Step(steps.HOME)))


async def about(desk: Desk, place: Place, topic: Topic, asked: Asked) -> tuple[render.Page, ...]:
    """The settings of one topic in a chat, for the button under a post on it; those of the chat where it does not follow the topic."""
    view = await desk.view(place)
    follows = await desk.ledger.call(lambda ledger: any(kept.topic == topic.slug for kept in ledger.subscriptions(place.recipient)))
    step = Step(steps.TOPIC, short(topic.slug)) if follows else Step(steps.HOME)
    first, *rest = await walk(Floor(desk, place, view, private=place.chat > 0), step)
    return dataclasses.replace(first, buttons=(*first.buttons, render.back(topic.slug, view.tongue, asked.of))), *rest


async def opened(update: Update, context: Context, step: Step) -> tuple[render.Page, ...]:
    """A page of the settings of the chat an update came from. Raises InputError."""
    place = Place.of(update)
    if place is None:
        return ()
    return await walk(Floor(context.desk, place, await context.view(update), private=is_private(update.effective_chat)), step)


async def pressed(update: Update, context: Context) -> None:
    """A button of the settings: its page takes the place of the one it stood under."""
    query, place = update.callback_query, Place.of(update)
    if query is None or place is None:
        return
    view = await context.view(update)
    say, step = view.tongue.say, Step.read(query.data or "")
    if step is None:
        await acknowledge(query, say(STALE))
        return
    try:
        on = await _floor(update, context, place, step)
        if on is None:
            await acknowledge(query, say(ADMINS_ONLY))
            return
        if step.node == steps.CHANNELS:
            await acknowledge(query)
            await channels.ask_which(update, context, view)
            return
        if step.node == steps.WATCH and step.word == "type":
            await acknowledge(query)
            await _ask_words(update, context, on, step)
            return
        with context.desk.answering(place):
            pages = await walk(on, step)
            await acknowledge(query)
            if query.message is not None and pages:
                await replace(context.bot, place, query.message.message_id, pages[0])
                pages = pages[1:]
            await reply(update, context, pages)
    except InputError as error:
        await acknowledge(query, say(error.why))


async def _floor(update: Update, context: Context, place: Place, step: Step) -> Floor | None:
    """Where a step is taken; None where who takes it may not. Raises InputError."""
    view, user, private = await context.view(update), update.effective_user, is_private(update.effective_chat)
    if step.chat is None:
        return Floor(context.desk, place, view, private=private) if await may_settle(update, context) else None
    if user is None or not private:
        return None
    title = await channels.title_of(context, step.chat, user.id)
    return Floor(context.desk, Place(step.chat), view, title, chat=step.chat)


async def picked(update: Update, context: Context) -> None:
    """A channel was picked by its key, or shared otherwise: its settings open, where that may be."""
    message, user = update.effective_message, update.effective_user
    shared = message.chat_shared if message is not None else None
    if shared is None or user is None or shared.request_id != channels.REQUEST:
        return
    view = await context.view(update)
    try:
        title = await channels.title_of(context, shared.chat_id, user.id)
    except InputError as error:
        await channels.put_away(update, context, view.tongue.say(error.why))
        return
    await channels.put_away(update, context, view.tongue.say("{channel} it is.", channel=title))
    on = Floor(context.desk, Place(shared.chat_id), view, title, chat=shared.chat_id)
    await reply(update, context, await walk(on, Step(steps.HOME, chat=shared.chat_id)))


# ── words that are typed ───────────────────────────────────────────────────────────────────────────────────


def _talk(update: Update) -> str:
    chat, user = update.effective_chat, update.effective_user
    return f"panel/talk/{chat.id if chat else 0}:{user.id if user else 0}"


async def _ask_words(update: Update, context: Context, on: Floor, step: Step) -> None:
    kept = json.dumps({"action": step.action, "at": context.desk.now().isoformat(), "place": on.place.recipient})
    await context.desk.ledger.call(Ledger.set_note, _talk(update), kept)
    cancel = button(on.view.tongue.say("Never mind"), Step(steps.WATCH, step.topic, chat=step.chat))
    await reply(update, context, render.message(on.view.tongue.say(_TYPE), ((cancel,),)))


async def typed(update: Update, context: Context) -> bool:
    """Whether words were the answer to what the settings asked for; they are then dealt with."""
    message, place = update.effective_message, Place.of(update)
    if message is None or place is None or not message.text:
        return False
    kept = await context.desk.ledger.call(Ledger.note, _talk(update))
    if kept is None:
        return False
    talk = json.loads(kept)
    await context.desk.ledger.call(Ledger.set_note, _talk(update), None)
    step, say = Step.read(talk["action"]), (await context.view(update)).tongue.say
    if step is None or context.desk.now() - datetime.fromisoformat(talk["at"]) > _TALK:
        return False
    if message.text.strip() == say("Never mind"):
        await channels.put_away(update, context, say("Left as it is."))
        return True
    try:
        on = await _floor(update, context, place, step)
        if on is None:
            await reply(update, context, render.message(say(ADMINS_ONLY)))
            return True
        await _take_words(update, context, on, step, message.text)
    except InputError as error:
        await reply(update, context, render.message(say(error.why)))
    return True


async def _take_words(update: Update, context: Context, on: Floor, step: Step, text: str) -> None:
    panel = await context.desk.ledger.call(keeping.load, on.place)
    topic: Topic | None = panel.topic(step.topic)
    if topic is None:
        raise InputError("topic", acts.OLD)
    preferences = await keep(on, topic, lambda preferences: acts.watching(preferences, text))
    told = on.view.tongue.say(_TAKEN, words=", ".join(preferences.wish.watch))
    pages = await walk(on, Step(steps.WATCH, step.topic, chat=step.chat))
    await reply(update, context, (*render.message(told), *pages))


async def quietly(update: Update, context: Context) -> None:
    """Answers in groups that may be words for the settings; others are none of ours."""
    try:
        await typed(update, context)
    except TelegramError:
        return
