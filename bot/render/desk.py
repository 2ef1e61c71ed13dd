"""The desk's own pages: topics, help, answers in words, and what an admin sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.language import Tongue, mark
from bot.render import when
from bot.render.buttons import choices, press
from bot.render.page import BLANK, Button, Line, Page, bold, heading, line, paginate, shortened
from bot.render.view import View
from digests.model import FeedState, OutboxSummary, Run, Topic, Trouble

__all__ = ["choose", "feeds", "health", "help_page", "message", "outbox", "run", "topics", "welcome"]

_BOT = "Dateline"
_TROUBLES = 10
#: topics on one page, and the longest title and label shown whole
_TOPICS, _TITLE, _LABEL = 8, 200, 60
_STATES = {
    "later": mark("waits"),
    "failed": mark("could not be sent"),
    "gone": mark("recipient gone"),
    "unknown": mark("outcome unknown"),
    "unread": mark("article unread"),
    "lapsed": mark("came too late to be of use"),
    "remarked": mark("sent, but not as it was meant"),
}


class Entry(Protocol):
    """A command as /help shows it."""

    @property
    def name(self) -> str: ...
    @property
    def usage(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def who(self) -> str: ...


def message(text: str, buttons: Sequence[Sequence[Button]] = ()) -> tuple[Page, ...]:
    """A few words, in the reader's language already, as a page; each line of ``text`` is one line."""
    return paginate([line(part) for part in text.split("\n")], buttons)


def welcome(known: Sequence[Topic], view: View, *, group: bool = False) -> tuple[Page, ...]:
    """The first words to a chat."""
    say = view.tongue.say
    lines = [
        line(*view.tongue.parts("{bot} keeps the ledger of a developing story.", bot=bold(_BOT))),
        line(
            say(
                "It reads the wires for deadlines, casualties and negotiating positions, "
                "and posts here only what is new, every line with who says so."
            )
        ),
        BLANK,
    ]
    if not known:
        return paginate([*lines, line(say("No topics are set up yet; come back a little later."))])
    lines.append(line(say("An admin of this group chooses what to follow:") if group else say("What would you like to follow?")))
    return paginate(lines, choices("subscribe", known))


def choose(what: str, verb: str, among: Iterable[Topic]) -> tuple[Page, ...]:
    """A question, in the reader's language already, with one button for each topic."""
    return message(what, choices(verb, among))


def topics(known: Sequence[Topic], followed: frozenset[str], view: View) -> tuple[Page, ...]:
    """Every topic, and which of them this chat follows; each page with the buttons of its own topics."""
    if not known:
        return message(view.tongue.say("No topics are set up yet; come back a little later."))
    return tuple(page for at in range(0, len(known), _TOPICS) for page in _some_topics(known[at : at + _TOPICS], followed, view))


def _some_topics(known: Sequence[Topic], followed: frozenset[str], view: View) -> tuple[Page, ...]:
    say = view.tongue.say
    lines = [heading(say("Topics"))]
    for topic in known:
        title = shortened(topic.title, _TITLE)
        lines.append(line("• ", bold(title), f" ({topic.slug})", f" · {say('followed here')}" if topic.slug in followed else ""))
    lines += [BLANK, line(say("A button follows a topic, or lets it go."))]
    rows = [
        (press(shortened(say("Unfollow {topic}", topic=topic.title), _LABEL), "unsubscribe", topic.slug),)
        if topic.slug in followed
        else (press(shortened(say("Follow {topic}", topic=topic.title), _LABEL), "subscribe", topic.slug),)
        for topic in known
    ]
    return paginate(lines, rows)


def help_page(commands: Iterable[Entry], view: View, *, admin: bool) -> tuple[Page, ...]:
    """Every command the asker may use, as the one table has them."""
    say = view.tongue.say
    entries = list(commands)
    posts = view.tongue.parts("{bot} posts what is new in the stories you follow, every line with who says so.", bot=bold(_BOT))
    lines = [line(*posts), BLANK]
    lines += [_entry(entry, view) for entry in entries if entry.who == "reader"]
    if admin:
        lines += [BLANK, heading(say("For the desk")), *(_entry(entry, view) for entry in entries if entry.who == "admin")]
    lines += [BLANK, line(say("With one topic followed, no command needs its name. In groups, only admins change what is followed."))]
    return paginate(lines)


def _entry(entry: Entry, view: View) -> Line:
    usage = f" {view.tongue.say(entry.usage)}" if entry.usage else ""
    return line(f"/{entry.name}{usage} – {view.tongue.say(entry.help)}")


def run(of: Run, view: View) -> tuple[Page, ...]:
    """What one round over the feeds brought, in words."""
    tongue = view.tongue
    failed = [feed for feed in of.feeds if feed.status in ("failed", "gone")]
    fresh = [feed for feed in of.feeds if feed.status == "new"]
    read = tongue.count(
        "{n} feed read, {fresh} with news, {failed} failed.",
        "{n} feeds read, {fresh} with news, {failed} failed.",
        len(of.feeds),
        fresh=len(fresh),
        failed=len(failed),
    )
    filed = tongue.count("{n} new article, {revised} revised", "{n} new articles, {revised} revised", of.filed, revised=of.revised)
    facts = tongue.count("{n} fact read out of them.", "{n} facts read out of them.", of.facts)
    enqueued = tongue.count("{n} digest on the way.", "{n} digests on the way.", of.enqueued)
    lines = [
        line(bold(tongue.say("Refreshed")), f": {read}"),
        line(f"{filed}; {facts}"),
        line(enqueued if of.enqueued else tongue.say("Nothing new to post.")),
    ]
    lines += [line(f"• {feed.url}: {feed.error or tongue.say('no usable answer')}") for feed in failed[:_TROUBLES]]
    lines += [line(f"• {trouble.why}") for trouble in of.troubles[:_TROUBLES]]
    return paginate(lines)


def feeds(states: Sequence[FeedState], view: View) -> tuple[Page, ...]:
    """How every feed stands, the troubled ones first."""
    tongue = view.tongue
    if not states:
        return message(tongue.say("The desk reads no feeds yet."))
    sound = sum(1 for state in states if not state.failures)
    order = tongue.count("{sound} of {n} in order", "{sound} of {n} in order", len(states), sound=sound)
    lines = [line(bold(tongue.say("Feeds")), f": {order} · {when.moment(view.now, view)}")]
    for state in sorted(states, key=lambda state: (-state.failures, state.feed.outlet)):
        lines.append(line("• ", bold(state.feed.outlet), f": {health(state, view)}"))
    return paginate(lines)


def health(state: FeedState, view: View) -> str:
    """How a feed stands, in words."""
    tongue = view.tongue
    if state.gone:
        return tongue.say("gone for good since {moment}: {why}", moment=when.stamp(state.gone, view), why=state.error or "410")
    if state.paused:
        return tongue.sense("a feed", "paused")
    if state.checked is None:
        return tongue.say("not read yet")
    fresh = (
        tongue.say("last good answer {moment}", moment=when.stamp(state.fresh, view)) if state.fresh else tongue.say("never answered well")
    )
    if state.failures:
        times = tongue.count("{n} time in a row", "{n} times in a row", state.failures)
        return f"{state.error or tongue.say('no usable answer')} ({times}; {fresh})"
    return f"{fresh}, " + tongue.count("{n} entry", "{n} entries", state.items)


def outbox(
    of: OutboxSummary,
    view: View,
    names: Mapping[str, str] | None = None,
    plain: int = 0,
    outage: tuple[datetime, datetime | None] | None = None,
) -> tuple[Page, ...]:
    """How the deliveries stand, what went wrong how often, and the newest troubles.

    ``plain``: pages that went out as plain text. ``outage``: the last time Telegram could not be reached, from when and until when.
    """
    tongue = view.tongue
    lines = [
        line(bold(tongue.say("Outbox")), f" · {when.moment(view.now, view)}"),
        line(tongue.say("{waiting} waiting ({due} due now), {flying} being sent", waiting=of.waiting, due=of.due, flying=of.on_wire)),
        line(tongue.say("{sent} sent, {failed} failed, {gone} to chats that are gone", sent=of.sent, failed=of.failed, gone=of.gone)),
        *_counted(of, tongue, plain),
        *_reached(outage, view),
    ]
    if of.oldest:
        lines.append(line(tongue.say("Oldest due and not out yet: since {moment}", moment=when.moment(of.oldest, view))))
    if of.causes:
        lines += [BLANK, heading(tongue.say("What went wrong, and how often"))]
        lines += [line(f"• {cause.count} × {_state(cause.state, tongue)}: {tongue.say(cause.why)}") for cause in of.causes]
    if of.troubles:
        lines += [BLANK, heading(tongue.say("Newest")), *(_trouble(trouble, view, names or {}) for trouble in of.troubles[:_TROUBLES])]
    return paginate(lines)


def _counted(of: OutboxSummary, tongue: Tongue, plain: int) -> Iterator[Line]:
    again = of.unknown - of.unrepeated
    if again:
        yield line(
            tongue.count(
                "{n} send whose outcome was never learned; sent again, so some may stand twice",
                "{n} sends whose outcome was never learned; sent again, so some may stand twice",
                again,
            )
        )
    if of.unrepeated:
        yield line(
            tongue.count(
                "{n} send whose outcome was never learned; not sent again, so some may be missing",
                "{n} sends whose outcome was never learned; not sent again, so some may be missing",
                of.unrepeated,
            )
        )
    if of.lapsed:
        yield line(
            tongue.count(
                "{n} reminder that came too late and was not sent", "{n} reminders that came too late and were not sent", of.lapsed
            )
        )
    if plain:
        yield line(
            tongue.count(
                "{n} page sent as plain text because the server refused the styled one",
                "{n} pages sent as plain text because the server refused the styled one",
                plain,
            )
        )


def _reached(outage: tuple[datetime, datetime | None] | None, view: View) -> Iterator[Line]:
    if outage is None:
        return
    since, until = when.moment(outage[0], view), outage[1]
    if until is None:
        yield line(view.tongue.say("Telegram cannot be reached since {since}; everything is kept", since=since))
    else:
        told = view.tongue.say("Telegram could not be reached from {since} to {until}", since=since, until=when.moment(until, view))
        yield line(told)


def _state(state: str, tongue: Tongue) -> str:
    return tongue.say(_STATES[state]) if state in _STATES else state


def _trouble(trouble: Trouble, view: View, names: Mapping[str, str]) -> Line:
    who = names.get(trouble.recipient, trouble.recipient) or view.tongue.say("the desk")
    state = _state(trouble.state, view.tongue)
    topic = f" ({trouble.topic})" if trouble.topic else ""
    return line(f"• {who}{topic}: {state}: {view.tongue.say(trouble.why)}, {when.moment(trouble.at, view)}")
