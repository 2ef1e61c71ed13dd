"""The pages of a chat's settings: what it follows, its language, zone and quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, timezone

from bot.language import codes, tongue
from bot.panel import steps, wording, zones
from bot.panel.keeping import Panel
from bot.panel.steps import Step, short
from bot.profile import CORRECTIONS, LANGUAGE, PICTURES, RICH, ZONE, quiet_of
from bot.render.buttons import step as button
from bot.render.page import BLANK, Button, Page, bold, heading, line, paginate
from bot.render.view import View

__all__ = ["add", "corrections", "done", "home", "languages", "looks", "night", "place"]

Rows = list[tuple[Button, ...]]
#: Telegram takes a hundred buttons under one message
_MOST = 80
_NIGHTS = ((22, 7), (23, 8), (0, 8))


def home(panel: Panel, view: View, *, title: str = "", private: bool = False, chat: int | None = None) -> tuple[Page, ...]:
    """The root. ``title``: of the channel it is about, "" for this chat; ``private``: whether channels are managed from here."""
    say = view.tongue.say
    lines = [heading(say("Settings of {chat}", chat=title) if title else say("Settings"))]
    lines += [
        line(say("Language: {language}", language=tongue(panel.profile.get(LANGUAGE) or view.tongue.code).name)),
        line(say("Time zone: {zone}", zone=zone_name(panel, view))),
        line(say("Quiet hours: {hours}", hours=wording.night(quiet_of(panel.profile), view.tongue))),
        BLANK,
    ]
    lines += [line("• ", bold(topic.title), f": {_topic(panel, topic.slug, view)}") for topic in panel.own]
    lines.append(line(say("Choose what to set.") if panel.own else say("Nothing is followed here yet. Choose a topic to begin.")))
    rows: Rows = [(button(topic.title, Step(steps.TOPIC, short(topic.slug), chat=chat)),) for topic in panel.own[:_MOST]]
    if len(panel.own) < len(panel.topics):
        rows.append((button(say("Follow a topic"), Step(steps.ADD, chat=chat)),))
    rows.append(
        (button(say("Language"), Step(steps.LANGUAGES, chat=chat)), button(say("Time zone"), Step(steps.ZONES, chat=chat))),
    )
    rows.append(
        (button(say("Quiet hours"), Step(steps.NIGHT, chat=chat)), button(say("Corrections"), Step(steps.FIXES, chat=chat))),
    )
    rows.append((button(say("How it looks"), Step(steps.LOOKS, chat=chat)),))
    if private:
        rows.append((button(say("Channels"), Step(steps.CHANNELS)),))
    rows.append((button(say("Done"), Step(steps.DONE, chat=chat)),))
    return paginate(lines, rows)


def _topic(panel: Panel, slug: str, view: View) -> str:
    preferences = panel.subscriptions[slug].preferences
    told = [wording.pace(preferences.pace, view.tongue)]
    told += [view.tongue.say("without a sound")] if preferences.silent else []
    return ", ".join(told)


def zone_name(panel: Panel, view: View) -> str:
    """A chat's zone by its city, with what its clocks show now."""
    zone = panel.profile.get(ZONE, "")
    now = view.tongue.clock(view.now.astimezone(view.zone))
    return f"{zones.city(zone, view.tongue.locale) if zone else view.now.astimezone(view.zone).tzname() or ''} ({now})"


def add(panel: Panel, view: View, chat: int | None) -> tuple[Page, ...]:
    """Topics to follow."""
    say = view.tongue.say
    offered = [topic for topic in panel.topics if topic not in panel.own][:_MOST]
    rows: Rows = [(button(topic.title, Step(steps.ADD, word=short(topic.slug), chat=chat)),) for topic in offered]
    return _page([say("Which topic?")], [*rows, back(view, Step(steps.HOME, chat=chat))])


def languages(panel: Panel, view: View, chat: int | None) -> tuple[Page, ...]:
    """The languages there are, each by its own name."""
    now = panel.profile.get(LANGUAGE) or view.tongue.code
    rows: Rows = [(button(tongue(code).name, Step(steps.LANGUAGES, word=code, chat=chat), chosen=code == now),) for code in codes()]
    say = view.tongue.say
    return _page(
        [say("In which language shall I write here?"), say("Quotes stay in their own.")], [*rows, back(view, Step(steps.HOME, chat=chat))]
    )


def place(panel: Panel, view: View, word: str, chat: int | None) -> tuple[Page, ...]:
    """What a clock shows where the readers are; then which city that is."""
    say, home_step = view.tongue.say, Step(steps.HOME, chat=chat)
    if word.startswith("o"):
        names = zones.at_offset(int(word[1:]), view.now)
        now = panel.profile.get(ZONE, "")
        cities = [
            button(zones.city(name, view.tongue.locale), Step(steps.ZONES, word=f"={name}", chat=chat), chosen=name == now)
            for name in names
        ]
        return _page([say("Which place?")], [*_rows(cities, 3)[:30], back(view, Step(steps.ZONES, chat=chat))])
    clocks = [button(_clock(minutes, view), Step(steps.ZONES, word=f"o{minutes}", chat=chat)) for minutes, _ in zones.offsets(view.now)]
    lines = [say("Time zone: {zone}", zone=zone_name(panel, view)), say("What does your clock show now?")]
    return _page(lines, [*_rows(clocks, 4), back(view, home_step)])


def _clock(minutes: int, view: View) -> str:
    local = view.now.astimezone(timezone(timedelta(minutes=minutes)))
    return f"{view.tongue.weekday(local.weekday(), short=True)} {view.tongue.clock(local)}"


def night(panel: Panel, view: View, word: str, chat: int | None) -> tuple[Page, ...]:
    """Quiet hours: a night at a press, or a start and an end."""
    say, tongue_ = view.tongue.say, view.tongue
    now = quiet_of(panel.profile)

    def step(text: str) -> Step:
        return Step(steps.NIGHT, word=text, chat=chat)

    if word == "s":
        starts = [button(wording.hour(hour * 60), step(f"s{hour}")) for hour in range(24)]
        return _page([say("From when on shall it be quiet?")], [*_rows(starts, 6), back(view, step(""))])
    if word.startswith("s"):
        start = int(word[1:])
        ends = [button(wording.hour(hour * 60), step(f"{start}-{hour}")) for hour in range(24)]
        return _page([say("Quiet from {hour}. Until when?", hour=wording.hour(start * 60))], [*_rows(ends, 6), back(view, step("s"))])
    nights = [
        button(
            f"{wording.hour(start * 60)}–{wording.hour(end * 60)}",
            step(f"{start}-{end}"),
            chosen=now is not None and (now.start, now.end) == (start * 60, end * 60),
        )
        for start, end in _NIGHTS
    ]
    lines = [
        say("Quiet hours: {hours}", hours=wording.night(now, tongue_)),
        say("In quiet hours nothing is posted here; what came meanwhile is told once, when they end."),
        say("Their hours are those of {zone}.", zone=zone_name(panel, view)),
    ]
    rows = [tuple(nights), (button(say("Other hours"), step("s")), button(say("No quiet hours"), step("off"), chosen=now is None))]
    return _page(lines, [*rows, back(view, Step(steps.HOME, chat=chat))])


def corrections(panel: Panel, view: View, chat: int | None) -> tuple[Page, ...]:
    """How a line is put right that was posted."""
    say, now = view.tongue.say, panel.profile.get(CORRECTIONS, "answer")
    ways = {"answer": say("Answer the post"), "edit": say("Edit the line in its post")}
    rows: Rows = [(button(text, Step(steps.FIXES, word=way, chat=chat), chosen=way == now),) for way, text in ways.items()]
    return _page([say("When something that was posted turns out wrong:")], [*rows, back(view, Step(steps.HOME, chat=chat))])


def looks(panel: Panel, view: View, chat: int | None) -> tuple[Page, ...]:
    """Pictures light or dark, and posts for old apps."""
    say, theme, plain = view.tongue.say, panel.profile.get(PICTURES, "light"), panel.profile.get(RICH) == "no"
    themes = {"light": say("Light pictures"), "dark": say("Dark pictures")}
    rows: Rows = [tuple(button(text, Step(steps.LOOKS, word=word, chat=chat), chosen=word == theme) for word, text in themes.items())]
    rows.append((button(say("Posts for an old app"), Step(steps.LOOKS, word="rich" if plain else "plain", chat=chat), chosen=plain),))
    lines = [say("How it looks"), say("An old app of Telegram shows some posts as unsupported; then choose posts for an old app.")]
    return _page(lines, [*rows, back(view, Step(steps.HOME, chat=chat))])


def done(view: View) -> tuple[Page, ...]:
    """The last word."""
    return _page([view.tongue.say("All set. /settings opens this again.")], [])


def back(view: View, to: Step) -> tuple[Button, ...]:
    """The way back."""
    return (button(f"« {view.tongue.say('Back')}", to),)


def _rows(buttons: Sequence[Button], wide: int) -> Rows:
    return [tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide)]


def _page(lines: Sequence[str], rows: Sequence[tuple[Button, ...]]) -> tuple[Page, ...]:
    return paginate([heading(lines[0]), *map(line, lines[1:])], rows)
