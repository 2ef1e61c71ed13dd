"""Who follows what: /start, /help, /topics, and the answers of /subscribe and /unsubscribe."""

from __future__ import annotations

from telegram import Update

from bot import finding, render
from bot.chats import Place, is_private
from bot.commands.asking import EVERY, known, may_settle, reply
from bot.context import Context, Desk
from bot.desk.chat import role, talking
from bot.language import mark
from bot.panel import keeping, steps
from bot.panel.chat import opened
from bot.panel.chat import typed as set_by_words
from bot.panel.steps import Step, short
from bot.panel.walk import asked_when
from bot.render import Asked, Page, single
from bot.render.buttons import press, step
from digests.ledger import Ledger
from digests.model import Topic

__all__ = ["all_topics", "help_", "start", "subscribe", "topics", "unknown", "unsubscribe"]

Pages = tuple[Page, ...]
_READING = mark("The feeds are being read just now; what they bring comes by itself.")
_NOTHING_YET = mark("Nothing worth a post is known yet; the first news comes by itself.")


async def start(update: Update, context: Context) -> None:
    """The first words; a deep link with a topic's slug follows it at once, others show what they lead to (``bot.links``)."""
    place = Place.of(update)
    if place is None:
        return
    if context.args and (shown := await _linked(update, context, place, context.args[0])):
        await reply(update, context, shown)
        return
    there = await known(context.desk, place)
    linked = next((topic for topic in there.topics if context.args and topic.slug == context.args[0].lower()), None)
    with context.desk.answering(place):
        if linked and await may_settle(update, context):
            pages = await subscribe(context.desk, place, linked, Asked())
        else:
            pages = render.welcome(there.topics, await context.view(update), group=not is_private(update.effective_chat))
        await reply(update, context, pages)


async def _linked(update: Update, context: Context, place: Place, payload: str) -> Pages:
    """What a deep link leads to; () where it is none, or leads nowhere any more."""
    desk = context.desk
    what, _, rest = payload.partition("_")
    slug, _, name = rest.partition("_")
    topic = await desk.ledger.call(Ledger.topic, slug) if slug else None
    if payload == "topics":
        return render.leaf(await all_topics(desk, place, EVERY, Asked()), 0, "topics", EVERY.slug)
    if what == "settings" and (topic is not None or not slug) and await may_settle(update, context):
        to = Step(steps.TOPIC, short(slug)) if slug in (await known(desk, place)).followed else Step(steps.HOME)
        return await opened(update, context, to)
    if what != "deadline" or topic is None or topic.state == "archived":
        return ()
    found = next((each for each in (await desk.pipeline.story(slug)).deadlines if name in map(short, (each.key, *each.tellings))), None)
    if found is None:
        return ()
    view = await desk.view(place)
    say, follows = view.tongue.say, slug in (await known(desk, place)).followed
    mute = step(say("Mute this"), Step(steps.MUTE, short(slug), short(found.key)))
    more = mute if follows else press(say("Follow {topic}", topic=topic.title), "subscribe", slug)
    return single.deadline(found, topic.title, view, ((press(say("Deadlines"), "deadline", slug), more),))


async def help_(update: Update, context: Context) -> None:
    """Every command, out of the one table."""
    user = update.effective_user
    admin = await role(context, user.id if user else None) is not None
    await reply(update, context, render.help_page(context.desk.commands, await context.view(update), admin=admin))


async def topics(update: Update, context: Context) -> None:
    """The topics there are, with a button to follow each or let it go."""
    place = Place.of(update)
    if place is not None:
        pages = await all_topics(context.desk, place, EVERY, Asked())
        await reply(update, context, render.leaf(pages, 0, "topics", EVERY.slug))


async def all_topics(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The same as pages to be turned."""
    there = await known(desk, place)
    return render.topics(there.topics, there.followed, await desk.view(place))


async def subscribe(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """Follow a topic; what is known of it so far is enqueued as the first digest."""
    view = await desk.view(place)
    say = view.tongue.say
    new = await desk.ledger.call(keeping.follow, place, topic.slug, view.tongue.code, desk.settings.zone, desk.now())
    first = await desk.pipeline.first(place.recipient, topic.slug)
    nothing = say(_READING if desk.pipeline.reading else _NOTHING_YET)
    if not new:
        last = say("/digest shows its last post.") if first else nothing
        return render.message(say("This chat follows {topic} already.", topic=topic.title) + f" {last}")
    coming = say("What is known so far comes in a moment.") if first else nothing
    follows = say("This chat follows {topic} now.", topic=topic.title)
    return render.message(f"{follows} {coming}\n{say('Later posts tell only what is new. When shall they come?')}", asked_when(topic, view))


async def unsubscribe(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """Let a topic go, or all of them."""
    every = topic == EVERY
    ended = await desk.ledger.call(Ledger.unsubscribe, place.recipient, None if every else topic.slug)
    say = (await desk.view(place)).tongue.say
    if every:
        return render.message(
            say("This chat follows nothing any more. /subscribe begins anew.") if ended else say("This chat follows nothing.")
        )
    if not ended:
        return render.message(say("This chat does not follow {topic}.", topic=topic.title))
    return render.message(say("This chat does not follow {topic} any more. /subscribe begins anew.", topic=topic.title))


async def unknown(update: Update, context: Context) -> None:
    """A command there is not, or words without one: points the way. In a group only where it was given to this bot by name."""
    text = (update.effective_message.text or "") if update.effective_message else ""
    typed, _, other = text[1:].split()[0].lower().partition("@") if text[:1] == "/" and text[1:].split() else ("", "", "")
    if other != context.bot.username.lower() and (other or not is_private(update.effective_chat)):
        return  # another bot's, or perhaps
    if not text.startswith("/") and (await set_by_words(update, context) or await talking(update, context)):
        return
    say = (await context.view(update)).tongue.say
    if not text.startswith("/"):
        await reply(update, context, render.message(say("I answer to commands: /status, /deadline, /digest … /help lists them all.")))
        return
    names = [name for command in context.desk.commands if command.who == "reader" for name in (command.name, *command.aliases)]
    near = finding.nearest(typed, names)
    hint = say("Did you mean /{command}?", command=near) if near else ""
    parts = (say("I do not know that command."), hint, say("/help lists them all."))
    await reply(update, context, render.message(" ".join(part for part in parts if part)))
