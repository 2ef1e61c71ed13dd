"""The pages of a topic's settings: when, what, how, and which reminders."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.panel import steps, wording
from bot.panel.home import back
from bot.panel.steps import Step, short
from bot.panel.zones import city
from bot.render import words
from bot.render.buttons import step as button
from bot.render.page import Button, Page, heading, line, paginate
from bot.render.view import View
from bot.render.when import told_day
from digests.model import DeadlineState, PaceKind, Preferences, Story, Topic

__all__ = ["PAGES", "Shown", "mutable", "muted_as", "parties", "suggested"]

_OVER = frozenset({DeadlineState.PASSED, DeadlineState.MET, DeadlineState.MISSED, DeadlineState.CANCELLED})
_MOST = 24
Rows = list[tuple[Button, ...]]


class Shown:
    """What a page of a topic is made from."""

    def __init__(self, topic: Topic, preferences: Preferences, story: Story, view: View, chat: int | None, *, pinned: bool = False) -> None:
        """``pinned``: whether the topic's status is kept pinned here."""
        self.topic, self.preferences, self.story, self.view, self.chat, self.pinned = topic, preferences, story, view, chat, pinned

    @property
    def zone(self) -> str:
        """The city whose hours are meant."""
        zone = self.preferences.pace.zone
        return city(zone, self.view.tongue.locale) if zone else self.view.now.astimezone(self.view.zone).tzname() or ""

    def step(self, node: str, word: str = "") -> Step:
        """A step about this topic."""
        return Step(node, short(self.topic.slug), word, self.chat)

    def button(self, text: str, node: str, word: str = "", *, chosen: bool | None = None) -> Button:
        """A button that takes it."""
        return button(text, self.step(node, word), chosen=chosen)

    def page(self, lines: Sequence[str], rows: Sequence[tuple[Button, ...]], *, up: str = steps.TOPIC) -> tuple[Page, ...]:
        """A page under the topic's title, with the way back."""
        to = Step(steps.HOME, chat=self.chat) if up == steps.HOME else self.step(up)
        return paginate([heading(self.topic.title), *map(line, lines)], [*rows, back(self.view, to)])


def parties(story: Story) -> tuple[str, ...]:
    """Who takes positions in a story, those with the most first."""
    counted: dict[str, int] = {}
    for position in story.positions:
        counted[position.party] = counted.get(position.party, 0) + 1
    return tuple(sorted(counted, key=lambda party: (-counted[party], party)))[:_MOST]


def suggested(story: Story, chosen: Sequence[str]) -> tuple[str, ...]:
    """Words to watch for: those chosen, then names of the story."""
    places = [incident.place for incident in story.incidents if incident.place]
    return tuple(dict.fromkeys([*chosen, *parties(story)[:8], *places[:8]]))[:_MOST]


def mutable(story: Story, muted: Sequence[str], view: View) -> dict[str, str]:
    """The deadlines and incidents that can be muted, or are: key to a few words."""
    found: dict[str, str] = {}
    for deadline in story.deadlines:
        if deadline.state not in _OVER:
            found[muted_as(deadline.key, deadline.tellings, muted)] = f"{words.upper(deadline.subject)}, {told_day(deadline.date, view)}"
    for incident in story.incidents:
        told = ", ".join(part for part in (incident.what, incident.place, told_day(incident.date, view) if incident.date else "") if part)
        if told:
            found[muted_as(incident.key, incident.tellings, muted)] = words.upper(told)
    return dict(list(found.items())[:_MOST])


def muted_as(key: str, tellings: Sequence[str], muted: Sequence[str]) -> str:
    """The key a thread was muted by, else its own."""
    return next((one for one in (key, *tellings) if one in muted), key)


# ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────


def _topic(of: Shown) -> tuple[Page, ...]:
    say, tongue, preferences = of.view.tongue.say, of.view.tongue, of.preferences
    wish = preferences.wish
    lines = [
        say("When: {pace}", pace=wording.pace(preferences.pace, tongue)),
        say("Kinds: {kinds}", kinds=wording.kinds(wish, tongue)),
        say("Parties: {parties}", parties=", ".join(wish.parties) or say("all")),
        say("Weight: {weight}", weight=wording.wish(wish, tongue)),
        say("Length: {length}", length=tongue.say(wording.LENGTHS[preferences.length or of.view.length.value])),
        say("Watch words: {words}", words=", ".join(wish.watch) or say("none")),
        say("Reminders: {reminders}", reminders=wording.reminders(preferences, tongue)),
    ]
    rows: Rows = [
        (of.button(say("When"), steps.WHEN), of.button(say("Reminders"), steps.REMIND)),
        (of.button(say("Kinds"), steps.KINDS), of.button(say("Parties"), steps.PARTIES)),
        (of.button(say("Weight"), steps.WEIGHT), of.button(say("Length"), steps.LONG)),
        (of.button(say("Watch words"), steps.WATCH), of.button(say("Mute a line"), steps.MUTE)),
        (
            of.button(say("Status pinned"), steps.PIN, "1", chosen=of.pinned),
            of.button(say("Look back on Sunday"), steps.REVIEW, "1", chosen=preferences.review),
        ),
        (
            of.button(say("With a sound") if preferences.silent else say("Without a sound"), steps.SOUND, "1"),
            of.button(say("Unfollow"), steps.LEAVE),
        ),
    ]
    return of.page(lines, rows, up=steps.HOME)


def _when(of: Shown) -> tuple[Page, ...]:
    say, tongue, pace = of.view.tongue.say, of.view.tongue, of.preferences.pace
    kinds = {
        "now": (PaceKind.AT_ONCE, say("At once")),
        "hour": (PaceKind.HOURLY, say("Every hour")),
        "day": (PaceKind.DAILY, say("At chosen hours")),
        "week": (PaceKind.WEEKLY, say("Weekly")),
    }
    choice = [of.button(text, steps.WHEN, word, chosen=pace.kind is kind) for word, (kind, text) in kinds.items()]
    rows: Rows = [tuple(choice[:2]), tuple(choice[2:])]
    if pace.kind is PaceKind.WEEKLY:
        days = [of.button(tongue.weekday(n, short=True), steps.WHEN, f"d{n}", chosen=pace.weekday == n) for n in range(7)]
        rows += [tuple(days[:4]), tuple(days[4:])]
    if pace.kind in (PaceKind.DAILY, PaceKind.WEEKLY):
        hours = [of.button(wording.hour(n * 60), steps.WHEN, f"h{n}", chosen=n in pace.hours) for n in range(24)]
        rows += [tuple(hours[at : at + 6]) for at in range(0, 24, 6)]
    lines = [
        say("When: {pace}", pace=wording.pace(pace, tongue)),
        say("What comes between two of these moments is told together. Quiet hours hold everything back until they end."),
    ]
    return of.page(lines, rows)


def _kinds(of: Shown) -> tuple[Page, ...]:
    say, without = of.view.tongue.say, of.preferences.wish.without
    rows: Rows = [
        (of.button(say(name), steps.KINDS, section.value, chosen=section not in without),) for section, name in wording.SECTIONS.items()
    ]
    return of.page([say("Which kinds of key points shall be told here?")], rows)


def _parties(of: Shown) -> tuple[Page, ...]:
    say, chosen = of.view.tongue.say, of.preferences.wish.parties
    known = dict.fromkeys([*chosen, *parties(of.story)])
    rows: Rows = [(of.button(say("All"), steps.PARTIES, "all", chosen=not chosen),)]
    buttons = [of.button(party, steps.PARTIES, short(party), chosen=party in chosen) for party in known]
    rows += [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return of.page([say("Whose positions shall be told here?"), say("Deadlines and casualties are told whoever they are about.")], rows)


def _weight(of: Shown) -> tuple[Page, ...]:
    say, now = of.view.tongue.say, wording.wish(of.preferences.wish, of.view.tongue)
    rows: Rows = [(of.button(say(text), steps.WEIGHT, str(step), chosen=say(text) == now),) for step, text in wording.WEIGHTS.items()]
    lines = [
        say("How much shall be told here?"),
        say("Moves, ends and tolls weigh most, then new deadlines and changed positions, then single positions and figures."),
    ]
    return of.page(lines, rows)


def _length(of: Shown) -> tuple[Page, ...]:
    say, now = of.view.tongue.say, of.preferences.length or of.view.length.value
    rows: Rows = [(of.button(say(text), steps.LONG, length, chosen=length == now),) for length, text in wording.LENGTHS.items()]
    return of.page([say("How long shall a digest be?")], rows)


def _remind(of: Shown) -> tuple[Page, ...]:
    say, preferences = of.view.tongue.say, of.preferences
    offered = sorted({*wording.BEFORE, *preferences.remind_before}, reverse=True)
    rows: Rows = [
        (of.button(wording.span(minutes, of.view.tongue), steps.REMIND, str(minutes), chosen=minutes in preferences.remind_before),)
        for minutes in offered
    ]
    rows.append((of.button(say("At it"), steps.REMIND, "at", chosen=preferences.remind_at),))
    rows.append((of.button(say("What came of it"), steps.REMIND, "after", chosen=preferences.remind_after),))
    lines = [
        say("When shall I remind of a deadline?"),
        say("A day without an hour is reminded of at 9 in the morning of the days before it; hours before it cannot be counted."),
    ]
    return of.page(lines, rows)


def _watch(of: Shown) -> tuple[Page, ...]:
    say, wish = of.view.tongue.say, of.preferences.wish
    buttons = [of.button(word, steps.WATCH, short(word), chosen=word in wish.watch) for word in suggested(of.story, wish.watch)]
    rows: Rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    rows.append((of.button(say("Other words"), steps.WATCH, "type"),))
    rows.append((of.button(say("Tell me nothing else"), steps.WATCH, "only", chosen=wish.watched_only),))
    lines = [
        say("Watch words: {words}", words=", ".join(wish.watch) or say("none")),
        say("A line with one of these words is told at once, whatever hours you chose; in quiet hours when they end."),
    ]
    return of.page(lines, rows)


def _mute(of: Shown) -> tuple[Page, ...]:
    say, muted = of.view.tongue.say, of.preferences.wish.muted
    rows: Rows = [
        (of.button(text, steps.MUTE, short(key), chosen=key in muted),) for key, text in mutable(of.story, muted, of.view).items()
    ]
    lines = [say("Which of these shall be told here no more?") if rows else say("There is nothing to mute just now.")]
    return of.page([*lines, say("A ticked line is muted: neither posted nor reminded of.")] if rows else lines, rows)


def _leave(of: Shown) -> tuple[Page, ...]:
    say = of.view.tongue.say
    rows: Rows = [(of.button(say("Unfollow"), steps.LEAVE, "yes"),)]
    return of.page([say("Follow {topic} no more? What is set for it is forgotten.", topic=of.topic.title)], rows)


def _first(of: Shown) -> tuple[Page, ...]:
    """The third tap of who has just begun to follow."""
    say = of.view.tongue.say
    lines = [say("When: {pace}", pace=wording.pace(of.preferences.pace, of.view.tongue))]
    if of.preferences.pace.hours:
        lines.append(say("Hours are those of {zone}.", zone=of.zone))
    rows: Rows = [
        (button(say("Done"), Step(steps.DONE, chat=of.chat)),),
        (button(say("Time zone"), Step(steps.ZONES, chat=of.chat)), of.button(say("More settings"), steps.TOPIC)),
    ]
    return paginate([heading(of.topic.title), *map(line, lines)], rows)


PAGES: dict[str, Callable[[Shown], tuple[Page, ...]]] = {
    steps.TOPIC: _topic,
    steps.WHEN: _when,
    steps.KINDS: _kinds,
    steps.PARTIES: _parties,
    steps.WEIGHT: _weight,
    steps.LONG: _length,
    steps.SOUND: _topic,
    steps.PIN: _topic,
    steps.REVIEW: _topic,
    steps.REMIND: _remind,
    steps.WATCH: _watch,
    steps.MUTE: _mute,
    steps.LEAVE: _leave,
    steps.FIRST: _first,
}
