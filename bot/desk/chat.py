"""The desk in the chat: commands and buttons to acts, what is missing asked for, what is grave asked back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot import render
from bot.chats import Place, is_private
from bot.commands.asking import reply
from bot.context import Context, Handler
from bot.desk import pages as shown
from bot.desk.acts import Act, Answer, Call, Choice, given, split
from bot.desk.table import chosen
from bot.language import Tongue
from bot.post import replace as replace_message
from bot.render import Button, Page, View
from digests.desk.people import role_of
from digests.errors import DatelineError, InputError, WireError
from digests.ledger import Ledger
from digests.model import Role

__all__ = ["command", "gate", "pressed", "role", "talking"]

_log = structlog.get_logger(__name__)
_TALK = timedelta(minutes=15)
_CANCEL = "cancel"
_KEPT = "desk/words/"
_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks, and where."""

    user: int
    role: Role
    talk: str  #: the note of what they are being asked; "" where no talk can be had (groups)
    view: View

    @property
    def tongue(self) -> Tongue:
        return self.view.tongue

    @property
    def who(self) -> str:
        return f"chat:{self.user}"


async def role(context: Context, user: int | None) -> Role | None:
    """What somebody may do at the desk; None where that is nobody of it."""
    return await context.desk.ledger.call(role_of, context.desk.settings.admins, user)


def command(name: str, *first: str, otherwise: Handler | None = None) -> Handler:
    """The handler of a room's command, its words begun by ``first``. ``otherwise``: for readers, and where nothing is asked of the desk."""

    async def handler(update: Update, context: Context) -> None:
        text = (update.effective_message.text or "") if update.effective_message else ""
        words = (*first, *split(text.partition(" ")[2]))
        asker = await _asker(update, context)
        if otherwise is not None and (asker is None or not words):
            await otherwise(update, context)
        elif asker is None:
            await reply(update, context, render.message(_refusal(update, (await context.view(update)).tongue)))
        else:
            await reply(update, context, await _do(context, asker, name, words))

    return handler


async def pressed(update: Update, context: Context) -> None:
    """A button of the desk: its answer takes the place of the message."""
    query, place, asker = update.callback_query, Place.of(update), await _asker(update, context)
    if query is None or place is None:
        return
    tongue = (await context.view(update)).tongue
    try:
        await query.answer(None if asker else _refusal(update, tongue), show_alert=asker is None)
    except TelegramError as error:
        _log.info("a button could not be acknowledged", error=type(error).__name__)
    if asker is None:
        return
    action = (query.data or "").removeprefix(shown.VERSION)
    sure, words = action.startswith("!"), action[1:]
    if words.startswith("@"):
        kept = await context.desk.ledger.call(Ledger.note, f"{_KEPT}{words[1:]}")
        words = kept or ""
    room, *rest = split(words) or [_CANCEL]
    if room == _CANCEL:
        await _end_talk(context, asker)
        pages = render.message(tongue.say("Left as it is."))
    else:
        pages = await _do(context, asker, room, rest, sure=sure)
    if query.message is not None and pages:
        await replace_message(context.bot, place, query.message.message_id, pages[0], context.desk.studio.draw)
        pages = pages[1:]
    await reply(update, context, pages)


async def talking(update: Update, context: Context) -> bool:
    """Whether words in a private chat were the answer to what the desk asked; they are then dealt with."""
    asker, message = await _asker(update, context), update.effective_message
    if asker is None or not asker.talk or message is None or not message.text:
        return False
    kept = await context.desk.ledger.call(Ledger.note, asker.talk)
    if kept is None:
        return False
    talk = json.loads(kept)
    await _end_talk(context, asker)
    if context.desk.now() - datetime.fromisoformat(talk["at"]) > _TALK:
        return False
    words = (*talk["words"], message.text.strip())
    await reply(update, context, await _do(context, asker, talk["room"], words, whole=True, again=tuple(talk["words"])))
    return True


async def gate(update: Update, context: Context) -> None:
    """Stops whatever comes from a chat or a person that the desk blocked; somebody who was gone and writes again is back."""
    ids = {str(one.id) for one in (update.effective_chat, update.effective_user) if one is not None}
    chat = update.effective_chat
    name = str(chat.id) if chat is not None and is_private(chat) and update.message is not None else ""
    now = context.desk.now()

    def look(ledger: Ledger) -> str:
        if any(ledger.restriction(id).blocked for id in ids):
            return "blocked"
        known = ledger.recipient(name) if name else None
        return "back" if known is not None and known.state == "gone" and ledger.mark_back(name, now) else ""

    found = await context.desk.ledger.call(look)
    if found == "blocked":
        raise ApplicationHandlerStop
    if found == "back":
        context.desk.wake.set()


# ── steps ──────────────────────────────────────────────────────────────────────────────────────────────────


async def _asker(update: Update, context: Context) -> _Asker | None:
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return None
    may = await role(context, user.id)
    if may is None:
        return None
    return _Asker(user.id, may, f"desk/talk/{user.id}" if is_private(chat) else "", await context.view(update))


def _refusal(update: Update, tongue: Tongue) -> str:
    user = update.effective_user
    refused = tongue.say("This is for the people who run the desk.")
    if user is None or not is_private(update.effective_chat):
        return refused
    return f"{refused} " + tongue.say("Your id is {id}; an owner takes you on with /people add {id} editor.", id=str(user.id))


async def _do(
    context: Context,
    asker: _Asker,
    room: str,
    words: Sequence[str],
    *,
    sure: bool = False,
    whole: bool = False,
    again: Sequence[str] | None = None,
) -> tuple[Page, ...]:
    """The pages that come of an act, or the question for what it still needs. ``whole``: the last word is all that was typed.

    ``again``: the words before it, to which another may be typed where this one cannot be used.
    """
    floor = replace(context.desk.floor, reader=asker.view)
    try:
        act, rest = chosen(room, words, "chat")
        if act.role == "owner" and asker.role != "owner":
            return render.message(asker.tongue.say("Only an owner of the desk does that."))
        found, missing = given(act, _joined(act, rest) if whole else rest)
        if missing is not None:
            return await _ask(context, asker, act, words, missing.question or f"{missing.name}?")
        answer = await act.run(floor, Call(asker.who, found, sure))
        return await _pages(context, asker, act, words, answer)
    except (InputError, WireError) as error:
        why = asker.tongue.say(error.why)
        if again is not None:
            await _listen(context, asker, room, again)
            cancel = _button(asker.tongue.say("Cancel"), _CANCEL)
            return render.message(f"{why[:1].upper()}{why[1:]}.", ((cancel,),))
        return render.message(f"{why[:1].upper()}{why[1:]}.")
    except DatelineError as error:
        _log.warning("an act failed", act=f"{room} {' '.join(words[:1])}", error=type(error).__name__)
        return render.message(asker.tongue.say("It failed: {why}", why=str(error)))


def _joined(act: Act, words: Sequence[str]) -> Sequence[str]:
    """What was typed when one thing was asked for is one word, unless the act has no room for it."""
    return words if len(words) <= len(act.parameters) else (*words[: len(act.parameters) - 1], " ".join(words[len(act.parameters) - 1 :]))


async def _ask(context: Context, asker: _Asker, act: Act, words: Sequence[str], question: str) -> tuple[Page, ...]:
    if not asker.talk:
        at_once = asker.tongue.say("Here, in a group, give all at once: {usage}", usage=f"/{act.usage}")
        return render.message(f"{asker.tongue.say(question)}\n{at_once}")
    await _listen(context, asker, act.room, words)
    return render.message(asker.tongue.say(question), ((_button(asker.tongue.say("Cancel"), _CANCEL),),))


async def _listen(context: Context, asker: _Asker, room: str, words: Sequence[str]) -> None:
    """Take what is typed next for the next word of an act."""
    talk = json.dumps({"room": room, "words": list(words), "at": context.desk.now().isoformat()})
    await context.desk.ledger.call(Ledger.set_note, asker.talk, talk)


async def _end_talk(context: Context, asker: _Asker) -> None:
    if asker.talk:
        await context.desk.ledger.call(Ledger.set_note, asker.talk, None)


async def _pages(context: Context, asker: _Asker, act: Act, words: Sequence[str], answer: Answer) -> tuple[Page, ...]:
    if not answer.confirm:
        return shown.pages(replace(answer, choices=tuple([await _fitting(context, row) for row in answer.choices])))
    whole = " ".join(_quoted(word) for word in (act.room, *words))
    yes = shown.button(answer.confirm, whole, sure=True)
    if yes is None:
        yes = _button(answer.confirm, f"@{await _keep(context, whole)}", sure=True)
    return shown.pages(replace(answer, confirm=""), (yes, _button(asker.tongue.say("Leave it"), _CANCEL)))


async def _fitting(context: Context, row: Sequence[Choice]) -> tuple[Choice, ...]:
    """Buttons whose words are too long for one, under a short name that stands for them."""
    return tuple([one if shown.button(one.text, one.words) else replace(one, words=f"@{await _keep(context, one.words)}") for one in row])


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' if not word or any(c in word for c in " \t\n'\"\\") else word


async def _keep(context: Context, words: str) -> str:
    """Words too long for a button, kept under a short name; the oldest are forgotten."""
    name = blake2b(words.encode(), digest_size=6).hexdigest()

    def keep(ledger: Ledger) -> None:
        with ledger.atomic():
            known = ledger.notes(_KEPT)
            for key, _ in known[: max(0, len(known) - _MOST_KEPT)]:
                ledger.set_note(key, None)
            ledger.set_note(f"{_KEPT}{name}", words)

    await context.desk.ledger.call(keep)
    return name


def _button(text: str, words: str, *, sure: bool = False) -> Button:
    return shown.button(text, words, sure=sure) or Button(text, f"{shown.VERSION}.{_CANCEL}")
