"""From a step to what it changes and the page that follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot import render
from bot.chats import Place
from bot.context import Desk
from bot.language import codes, mark
from bot.panel import acts, home, keeping, steps, topic
from bot.panel.keeping import Panel
from bot.panel.steps import Step, short
from bot.profile import CORRECTIONS, LANGUAGE, PICTURES, QUIET, RICH, ZONE, view_of
from bot.render import Page, View
from bot.render.buttons import step as button
from digests.errors import InputError
from digests.hours import quiet_hours, zone_of
from digests.ledger import Ledger
from digests.model import Pace, Preferences, Story, Topic

__all__ = ["Floor", "asked_when", "walk"]

Pages = tuple[Page, ...]
_SAME = mark("Quiet hours cannot end when they begin: choose another hour.")
_OVER = mark("This topic is not followed here.")


@dataclass(frozen=True, slots=True)
class Floor:
    """Whose settings are walked through, and where they are shown."""

    desk: Desk
    place: Place  #: whose settings
    view: View  #: of the chat they are shown in
    title: str = ""  #: of a channel that is managed from elsewhere
    private: bool = False  #: True in a private chat, about itself
    chat: int | None = None  #: the channel, as steps name it

    @property
    def zone(self) -> str:
        """The name of the desk's zone: that of a chat which has set none."""
        return self.desk.settings.zone


async def walk(on: Floor, step: Step) -> Pages:
    """Take a step and show what follows. Raises InputError, in words for the reader, where it cannot be taken; nothing is changed then."""
    panel = await on.desk.ledger.call(keeping.load, on.place)
    if step.node in topic.PAGES:
        return await _about(on, panel, step)
    await _chat_step(on, panel, step)
    panel = await on.desk.ledger.call(keeping.load, on.place)
    return _shown(on, panel, step)


async def _chat_step(on: Floor, panel: Panel, step: Step) -> None:
    """Change what a step changes for the whole chat."""
    word, now = step.word, on.desk.now()
    match step.node:
        case steps.LANGUAGES if word in codes():
            await on.desk.ledger.call(keeping.change, on.place, LANGUAGE, word, on.zone, now)
        case steps.ZONES if word.startswith("="):
            if zone_of(Pace(zone=word[1:])) is zone_of(Pace()):
                raise InputError("zone", acts.OLD)
            await on.desk.ledger.call(keeping.change, on.place, ZONE, word[1:], on.zone, now)
        case steps.NIGHT if word == "off":
            await on.desk.ledger.call(keeping.change, on.place, QUIET, None, on.zone, now)
        case steps.NIGHT if "-" in word:
            await on.desk.ledger.call(keeping.change, on.place, QUIET, _night(word), on.zone, now)
        case steps.FIXES if word in ("answer", "edit"):
            await on.desk.ledger.call(keeping.change, on.place, CORRECTIONS, None if word == "answer" else word, on.zone, now)
        case steps.LOOKS if word in ("light", "dark"):
            await on.desk.ledger.call(keeping.change, on.place, PICTURES, word, on.zone, now)
        case steps.LOOKS if word in ("rich", "plain"):
            await on.desk.ledger.call(keeping.change, on.place, RICH, "no" if word == "plain" else None, on.zone, now)
        case steps.ADD if word:
            if (found := panel.topic(word)) is None:
                raise InputError("topic", acts.OLD)
            await on.desk.ledger.call(keeping.follow, on.place, found.slug, on.view.tongue.code, on.zone, now)
            await on.desk.pipeline.first(on.place.recipient, found.slug)
            on.desk.wake.set()


def _night(word: str) -> str:
    start, _, end = word.partition("-")
    try:
        quiet = quiet_hours(int(start) * 60, int(end) * 60)
    except InputError as error:
        raise InputError(error.where, _SAME) from error
    except ValueError as error:
        raise InputError("night", acts.OLD) from error
    return f"{quiet.start}-{quiet.end}"


def _shown(on: Floor, panel: Panel, step: Step) -> Pages:
    """The page of a node of the chat, in the language and zone as they are now."""
    view = _view(on, panel)
    chosen = step.word and not step.word.startswith(("o", "s"))
    match step.node:
        case steps.LANGUAGES:
            return home.languages(panel, view, on.chat)
        case steps.ZONES if not chosen:
            return home.place(panel, view, step.word, on.chat)
        case steps.NIGHT:
            return home.night(panel, view, "" if chosen or step.word == "off" else step.word, on.chat)
        case steps.FIXES:
            return home.corrections(panel, view, on.chat)
        case steps.LOOKS:
            return home.looks(panel, view, on.chat)
        case steps.ADD if not chosen:
            return home.add(panel, view, on.chat)
        case steps.DONE:
            return home.done(view)
        case _:
            return home.home(panel, view, title=on.title, private=on.private, chat=on.chat)


def _view(on: Floor, panel: Panel) -> View:
    """Times as whose settings they are reads them; words as who is looking reads them."""
    theirs = view_of(panel.profile, on.view.now, on.desk.zone, on.place.asker)
    return theirs if on.chat is None else replace(theirs, tongue=on.view.tongue)


async def _about(on: Floor, panel: Panel, step: Step) -> Pages:
    """A step about one topic."""
    found = panel.topic(step.topic)
    if found is None or found.slug not in panel.subscriptions:
        raise InputError("topic", _OVER)
    preferences, view = panel.subscriptions[found.slug].preferences, _view(on, panel)
    story = await on.desk.pipeline.story(found.slug)
    if step.node == steps.PIN and step.word:
        await on.desk.ledger.call(Ledger.keep_pinned, on.place.recipient, None if panel.pinned == found.slug else found.slug)
        panel = await on.desk.ledger.call(keeping.load, on.place)
        if on.desk.board is not None:
            await on.desk.board.update()
    if step.node == steps.LEAVE and step.word == "yes":
        await on.desk.ledger.call(Ledger.unsubscribe, on.place.recipient, found.slug)
        return _shown(on, await on.desk.ledger.call(keeping.load, on.place), Step(steps.HOME, chat=on.chat))
    if step.word and step.node != steps.PIN:
        preferences = await _change(on, found, step, _names(found, preferences, story, view))
    return topic.PAGES[step.node](topic.Shown(found, preferences, story, view, on.chat, pinned=panel.pinned == found.slug))


async def _change(on: Floor, found: Topic, step: Step, names: dict[str, str]) -> Preferences:
    def by(preferences: Preferences) -> Preferences:
        return acts.changed(preferences, step.node, step.word, names)

    return await keep(on, found, by)


async def keep(on: Floor, found: Topic, by: Callable[[Preferences], Preferences]) -> Preferences:
    """Change what is set for a topic. Raises InputError."""
    changed = await on.desk.ledger.call(keeping.change_topic, on.place, found.slug, by, on.zone, on.desk.now())
    if changed is None:
        raise InputError("topic", _OVER)
    return changed


def _names(found: Topic, preferences: Preferences, story: Story, view: View) -> dict[str, str]:
    """What the short names in buttons stand for."""
    wish = preferences.wish
    known = (
        *wish.parties,
        *topic.parties(story),
        *topic.suggested(story, wish.watch),
        *wish.muted,
    )
    # A button may name a thread by a telling that is no longer its first; what is muted is muted by the key it was muted by.
    told = [*((each.key, each.tellings) for each in story.deadlines), *((each.key, each.tellings) for each in story.incidents)]
    named = {short(name): topic.muted_as(key, tellings, wish.muted) for key, tellings in told for name in (key, *tellings)}
    return named | {short(name): name for name in known}


def asked_when(found: Topic, view: View) -> tuple[tuple[render.Button, ...], ...]:
    """The second question to who begins to follow a topic: when to tell."""
    say = view.tongue.say
    texts = {
        "now": say("At once"),
        "hour": say("Every hour"),
        "day8": say("Daily at 08:00"),
        "day8.18": say("Daily at 08:00 and 18:00"),
        "week8": say("Weekly, Monday at 08:00"),
    }
    buttons = [button(texts[word], Step(steps.FIRST, short(found.slug), word)) for word in acts.FIRST_PACES]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
