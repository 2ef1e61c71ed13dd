"""The desk's own pages: topics, help, answers in words, and what an admin sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from bot.render import when, words
from bot.render.buttons import choices, press
from bot.render.page import BLANK, Button, Line, Page, bold, heading, line, paginate
from digests.model import FeedState, OutboxSummary, Run, Topic, Trouble

__all__ = ["choose", "feeds", "health", "help_page", "outbox", "run", "say", "topics", "welcome"]

_TROUBLES = 10
_STATES = {
    "later": "waits",
    "failed": "could not be sent",
    "gone": "recipient gone",
    "unknown": "outcome unknown",
    "unread": "article unread",
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


def say(text: str, buttons: Sequence[Sequence[Button]] = ()) -> tuple[Page, ...]:
    """A few words as a page; each line of ``text`` is one line."""
    return paginate([line(part) for part in text.split("\n")], buttons)


def welcome(known: Sequence[Topic], *, group: bool = False) -> tuple[Page, ...]:
    """The first words to a chat."""
    lines = [
        line(bold("Dateline"), " keeps the ledger of a developing story."),
        line(
            "It reads the wires for deadlines, casualties and negotiating positions, "
            "and posts here only what is new, every line with who says so."
        ),
        BLANK,
    ]
    if not known:
        return paginate([*lines, line("No topics are set up yet; come back a little later.")])
    lines.append(line("An admin of this group chooses what to follow:" if group else "What would you like to follow?"))
    return paginate(lines, choices("subscribe", known))


def choose(what: str, verb: str, among: Iterable[Topic]) -> tuple[Page, ...]:
    """A question with one button for each topic."""
    return say(what, choices(verb, among))


def topics(known: Sequence[Topic], followed: frozenset[str]) -> tuple[Page, ...]:
    """Every topic, and which of them this chat follows."""
    if not known:
        return say("No topics are set up yet; come back a little later.")
    lines = [heading("Topics")]
    for topic in known:
        lines.append(line("• ", bold(topic.title), f" ({topic.slug})", " · followed here" if topic.slug in followed else ""))
    lines += [BLANK, line("A button follows a topic, or lets it go.")]
    rows = [
        (press(f"Unfollow {topic.title}"[:60], "unsubscribe", topic.slug),)
        if topic.slug in followed
        else (press(f"Follow {topic.title}"[:60], "subscribe", topic.slug),)
        for topic in known
    ]
    return paginate(lines, rows)


def help_page(commands: Iterable[Entry], *, admin: bool) -> tuple[Page, ...]:
    """Every command the asker may use, as the one table has them."""
    entries = list(commands)
    lines = [line(bold("Dateline"), " posts what is new in the stories you follow, every line with who says so."), BLANK]
    lines += [_entry(entry) for entry in entries if entry.who == "reader"]
    if admin:
        lines += [BLANK, heading("For the desk"), *(_entry(entry) for entry in entries if entry.who == "admin")]
    lines += [BLANK, line("With one topic followed, no command needs its name. In groups, only admins change what is followed.")]
    return paginate(lines)


def _entry(entry: Entry) -> Line:
    return line(f"/{entry.name}{' ' + entry.usage if entry.usage else ''} – {entry.help}")


def run(of: Run) -> tuple[Page, ...]:
    """What one round over the feeds brought, in words."""
    failed = [feed for feed in of.feeds if feed.status == "failed"]
    fresh = [feed for feed in of.feeds if feed.status == "new"]
    lines = [
        line(bold("Refreshed"), f": {words.plural(len(of.feeds), 'feed')} read, {len(fresh)} with news, {len(failed)} failed."),
        line(f"{words.plural(of.filed, 'new article')}, {of.revised} revised; {words.plural(of.facts, 'fact')} read out of them."),
        line(f"{words.plural(of.enqueued, 'digest')} on the way." if of.enqueued else "Nothing new to post."),
    ]
    lines += [line(f"• {feed.url}: {feed.error or 'no usable answer'}") for feed in failed[:_TROUBLES]]
    lines += [line(f"• {trouble.why}") for trouble in of.troubles[:_TROUBLES]]
    return paginate(lines)


def feeds(states: Sequence[FeedState], now: datetime, zone: tzinfo) -> tuple[Page, ...]:
    """How every feed stands, the troubled ones first."""
    if not states:
        return say("The desk reads no feeds yet.")
    silent = sum(1 for state in states if state.failures)
    lines = [line(bold("Feeds"), f": {len(states) - silent} of {len(states)} in order · {when.moment(now, zone, now)}")]
    for state in sorted(states, key=lambda state: (-state.failures, state.feed.outlet)):
        lines.append(line("• ", bold(state.feed.outlet), f": {health(state, now, zone)}"))
    return paginate(lines)


def health(state: FeedState, now: datetime, zone: tzinfo) -> str:
    """How a feed stands, in words."""
    if state.paused:
        return "paused"
    if state.checked is None:
        return "not read yet"
    fresh = f"last good answer {when.stamp(state.fresh, zone, now)}" if state.fresh else "never answered well"
    if state.failures:
        return f"{state.error or 'no usable answer'} ({words.plural(state.failures, 'time')} in a row; {fresh})"
    return f"{fresh}, {words.plural(state.items, 'entry', 'entries')}"


def outbox(of: OutboxSummary, now: datetime, zone: tzinfo, names: Mapping[str, str] | None = None, plain: int = 0) -> tuple[Page, ...]:
    """How the deliveries stand, and the newest troubles."""
    lines = [
        line(bold("Outbox"), f" · {when.moment(now, zone, now)}"),
        line(f"{of.waiting} waiting ({of.due} due now), {of.on_wire} being sent"),
        line(f"{of.sent} sent, {of.failed} failed, {of.gone} to chats that are gone"),
    ]
    if of.unknown:
        lines.append(line(f"{words.plural(of.unknown, 'send')} whose outcome was never learned; sent again, so some may stand twice"))
    if plain:
        lines.append(line(f"{words.plural(plain, 'page')} sent as plain text because the server refused the styled one"))
    if of.oldest:
        lines.append(line(f"Oldest waiting since {when.moment(of.oldest, zone, now)}"))
    lines += [_trouble(trouble, now, zone, names or {}) for trouble in of.troubles[:_TROUBLES]]
    return paginate(lines)


def _trouble(trouble: Trouble, now: datetime, zone: tzinfo, names: Mapping[str, str]) -> Line:
    who = names.get(trouble.recipient, trouble.recipient) or "the desk"
    state = _STATES.get(trouble.state, trouble.state)
    topic = f" ({trouble.topic})" if trouble.topic else ""
    return line(f"• {who}{topic}: {state}: {trouble.why}, {when.moment(trouble.at, zone, now)}")
