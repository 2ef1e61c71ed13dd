"""From what a reader typed or pressed to an answer: which topic is meant, who may ask, where the answer goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from telegram import CallbackQuery, Chat, ChatMember, Update
from telegram.error import ChatMigrated, TelegramError

from bot import finding, render
from bot.chats import Place
from bot.context import Command, Context, Desk, Handler
from bot.language import mark
from bot.post import post, replace
from bot.render import Asked, Page, Press, View
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Topic

__all__ = ["ADMINS_ONLY", "EVERY", "STALE", "Known", "about", "acknowledge", "known", "may_settle", "pressed", "rename", "reply"]

#: every topic together, where a command takes them so
EVERY = Topic("*", "*")
_NO_TOPICS = mark("No topics are set up yet; come back a little later.")
ADMINS_ONLY = mark("In a group, only its admins may do that. Ask one of them, or write to me in private.")
STALE = mark("This button is from an older post. Ask again with a command; /help lists them.")
_UNTOLD = mark("Telegram did not say whether you are an admin here; please try again in a moment")


@dataclass(frozen=True, slots=True)
class Known:
    """The topics there are, and those a chat follows."""

    topics: tuple[Topic, ...]
    followed: frozenset[str]

    @property
    def own(self) -> tuple[Topic, ...]:
        """Those the chat follows, in the order of the desk."""
        return tuple(topic for topic in self.topics if topic.slug in self.followed)


async def known(desk: Desk, place: Place) -> Known:
    """What a chat may ask about."""

    def look(ledger: Ledger) -> Known:
        followed = frozenset(subscription.topic for subscription in ledger.subscriptions(recipient=place.recipient))
        return Known(ledger.topics(), followed)

    return await desk.ledger.call(look)


def about(name: str) -> Handler:
    """The handler of a command that is about one topic: finds out which, and replies with the command's answer."""

    async def handler(update: Update, context: Context) -> None:
        place = Place.of(update)
        if place is None:
            return
        command = _command(context.desk, name)
        if command.settles and not await may_settle(update, context):
            await reply(update, context, render.message((await context.view(update)).tongue.say(ADMINS_ONLY)))
            return
        with context.desk.answering(place):
            await reply(update, context, await _answer(context.desk, command, place, context.args or ()))

    return handler


async def _answer(desk: Desk, command: Command, place: Place, words: Sequence[str]) -> tuple[Page, ...]:
    """The answer to a command, or the question which topic is meant."""
    there, view = await known(desk, place), await desk.view(place)
    say = view.tongue.say
    if command.name == "unsubscribe" and " ".join(words).lower() in ("all", "everything"):
        words = (EVERY.slug,)
    if not there.topics:
        return render.message(say(_NO_TOPICS))
    asked = finding.read(words, view.today, there.topics)
    if asked.unread:
        return render.message(
            say("I cannot read “{word}” as a day. Write it like 2026-01-30, 30 Jan or yesterday.", word=asked.unread[:40])
        )
    if asked.day and asked.day > view.today:
        return render.message(say("That day is still ahead. /deadline tells what is due, /status how things stand now."))
    if asked.topic == EVERY.slug and command.answer:
        return await command.answer(desk, place, EVERY, Asked())
    among = finding.find(asked.topic, there.topics) if asked.topic else _offered(command, there)
    if len(among) == 1 and command.answer:
        pages = await (command.shown or command.answer)(desk, place, among[0], Asked(asked.day if asked.day != view.today else None))
        return render.simple(render.leaf(pages, 0, command.name, among[0].slug), view)
    return _which(command, there, among, asked.topic, view)


def _offered(command: Command, there: Known) -> tuple[Topic, ...]:
    """What is meant where no topic is named."""
    if command.name == "subscribe":
        return there.topics if len(there.topics) == 1 else tuple(topic for topic in there.topics if topic not in there.own)
    return there.own if command.name == "unsubscribe" else there.own or there.topics


def _which(command: Command, there: Known, among: Sequence[Topic], typed: str, view: View) -> tuple[Page, ...]:
    say = view.tongue.say
    if typed and not among:
        return render.choose(say("I know no topic like “{word}”. These there are:", word=typed[:60]), command.name, there.topics)
    if not among:
        return render.message(
            say("This chat follows nothing.") if command.name == "unsubscribe" else say("This chat follows every topic there is: /topics")
        )
    return render.choose(say("Which topic?"), command.name, among)


async def pressed(update: Update, context: Context) -> None:
    """A button under a post: answered in a message of its own, or in place of the question it belonged to."""
    query, place = update.callback_query, Place.of(update)
    if query is None or place is None:
        return
    view = await context.view(update)
    say = view.tongue.say
    press = render.read_press(query.data or "")
    command = next((command for command in context.desk.commands if press and command.name == press.verb), None)
    topic = await _pressed_topic(context.desk, press.topic) if press else None
    if press is None or command is None or command.answer is None or topic is None:
        await acknowledge(query, say(STALE))
        return
    try:
        allowed = not command.settles or await may_settle(update, context)
    except InputError as error:
        await acknowledge(query, f"{say(error.why)}.")
        return
    if not allowed:
        await acknowledge(query, say(ADMINS_ONLY))
        return
    await acknowledge(query)
    with context.desk.answering(place):
        answer = command.shown if press.pictured and command.shown else command.answer
        pages = await answer(context.desk, place, topic, _asked(press))
        pages = render.simple(render.leaf(pages, press.page, command.name, topic.slug), view)
        if press.in_place and query.message is not None and pages:
            await replace(context.bot, place, query.message.message_id, pages[0], context.desk.studio.draw)
            pages = pages[1:]
        await reply(update, context, pages)


def _asked(press: Press) -> Asked:
    """What a button asks of its topic."""
    try:
        return Asked(date.fromisoformat(press.of)) if "-" in press.of else Asked(edition=press.of)
    except ValueError:
        return Asked()


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Stop the button's spinner. Too late for that is no reason not to answer in the chat."""
    try:
        await query.answer(text, show_alert=bool(text))
    except TelegramError:
        return


async def _pressed_topic(desk: Desk, slug: str) -> Topic | None:
    return EVERY if slug == EVERY.slug else await desk.ledger.call(Ledger.topic, slug)


async def may_settle(update: Update, context: Context) -> bool:
    """Whether who asks may change what this chat follows: anyone in private, in groups their admins, named or anonymous.

    Raises InputError where Telegram does not say.
    """
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None:
        return False
    if chat.type == Chat.PRIVATE:
        return True
    if update.callback_query is None and message is not None and message.sender_chat is not None:
        return message.sender_chat.id == chat.id  # an anonymous admin speaks as the group itself
    if user is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat.id, user.id)
    except TelegramError as error:
        raise InputError(str(chat.id), _UNTOLD) from error
    return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


async def reply(update: Update, context: Context, pages: Sequence[Page]) -> None:
    """Send pages to where an update came from; a group that moved gets them where it is now."""
    place = Place.of(update)
    if place is None:
        return
    for page in pages:
        try:
            posted = await post(context.bot, place, page, draw=context.desk.studio.draw)
        except ChatMigrated as moved:
            await rename(context.desk, place.chat, moved.new_chat_id)
            place = place.moved(moved.new_chat_id)
            posted = await post(context.bot, place, page, draw=context.desk.studio.draw)
        if page.picture is not None and posted.picture:
            context.desk.pictures.note(page.picture, posted.picture)
    # Where an answer arrives posts arrive too: nobody tells the bot that a topic was opened again, or the right to write given back.
    if await context.desk.ledger.call(Ledger.mark_back, place.recipient, context.desk.now()):
        context.desk.wake.set()


async def rename(desk: Desk, old: int, new: int) -> None:
    """Let another chat take a chat's place, with all its topics of a forum, in one transaction."""

    def move(ledger: Ledger) -> None:
        with ledger.atomic():
            for name in ledger.recipients_of(str(old)):
                ledger.rename_recipient(name, Place.named(name).moved(new).recipient)

    await desk.ledger.call(move)


def _command(desk: Desk, name: str) -> Command:
    return next(command for command in desk.commands if command.name == name)
