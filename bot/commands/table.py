"""The one table of commands: it registers the handlers, fills /help and the menus."""

from __future__ import annotations

from bot.commands import following, reading, rights, showing
from bot.commands.asking import about
from bot.context import Command
from bot.desk import chat as desk_chat
from bot.desk.table import ROOMS
from bot.language import mark
from bot.panel import chat as panel

__all__ = ["COMMANDS"]

_USAGE = mark("[topic]")
COMMANDS: tuple[Command, ...] = (
    Command("start", following.start, mark("say hello, choose what to follow"), aliases=("hello",)),
    Command(
        "status", about("status"), mark("the story as it stands, or stood on a day"), usage=mark("[topic] [date]"), answer=reading.status
    ),
    Command(
        "deadline",
        about("deadline"),
        mark("what is due next, soonest first"),
        usage=_USAGE,
        answer=reading.deadline,
        aliases=("deadlines", "due", "next", "dates"),
    ),
    Command(
        "casualties",
        about("casualties"),
        mark("what is reported of killed, injured and missing"),
        usage=_USAGE,
        answer=reading.casualties,
        shown=showing.casualties,
        aliases=("casualty", "toll", "tolls"),
    ),
    Command(
        "positions",
        about("positions"),
        mark("what each side wants, offers and refuses"),
        usage=_USAGE,
        answer=reading.positions,
        shown=showing.positions,
        aliases=("position", "stances"),
    ),
    Command(
        "timeline",
        about("timeline"),
        mark("the story along its days, as a picture"),
        usage=_USAGE,
        answer=showing.timeline,
        aliases=("picture", "chronology"),
    ),
    Command("week", about("week"), mark("the last seven days at a glance"), usage=_USAGE, answer=showing.week, aliases=("review",)),
    Command(
        "weekly",
        about("weekly"),
        mark("a look back on each week, every Sunday evening, or no more"),
        usage=_USAGE,
        answer=showing.weekly,
        settles=True,
    ),
    Command(
        "calendar",
        about("calendar"),
        mark("the deadlines as a file for your calendar"),
        usage=_USAGE,
        answer=showing.calendar,
        aliases=("ics",),
    ),
    Command("card", about("card"), mark("the next deadline and the last headlines on cards to pass on"), usage=_USAGE, answer=showing.card),
    Command(
        "digest", about("digest"), mark("the last post once more"), usage=_USAGE, answer=reading.digest, aliases=("digests", "last", "news")
    ),
    Command(
        "sources",
        about("sources"),
        mark("the sentences behind the last post, with their links"),
        usage=_USAGE,
        answer=reading.sources,
        aliases=("source", "why"),
    ),
    Command(
        "subscribe",
        about("subscribe"),
        mark("follow a topic"),
        usage=_USAGE,
        answer=following.subscribe,
        aliases=("sub", "follow"),
        settles=True,
    ),
    Command(
        "unsubscribe",
        about("unsubscribe"),
        mark("let a topic go, or all"),
        usage=mark("[topic | all]"),
        answer=following.unsubscribe,
        aliases=("unsub", "unfollow", "stop"),
        settles=True,
    ),
    Command(
        "topics",
        desk_chat.command("topics", otherwise=following.topics),
        mark("the topics there are"),
        answer=following.all_topics,
        aliases=("topic", "list"),
    ),
    Command("privacy", rights.about_privacy, mark("what is kept of this chat"), answer=rights.privacy),
    Command("export", rights.command(rights.export), mark("all that is kept of this chat, as a file"), settles=True),
    Command("forget", rights.command(rights.forget), mark("delete all that is kept of this chat"), answer=rights.forgetting, settles=True),
    Command(
        "settings",
        panel.settings,
        mark("when, what and how this chat is told"),
        answer=panel.about,
        aliases=("preferences", "options"),
        settles=True,
    ),
    Command("help", following.help_, mark("this list"), aliases=("commands",)),
    Command("desk", desk_chat.command("desk"), ROOMS["desk"], who="admin", aliases=("admin",)),
    Command("refresh", desk_chat.command("desk", "refresh"), mark("read every feed now"), who="admin"),
    Command("feeds", desk_chat.command("feeds"), ROOMS["feeds"], who="admin", aliases=("feed",)),
    Command("newtopic", desk_chat.command("topics", "new"), mark("make a topic: its title, then its terms"), who="admin"),
    Command("facts", desk_chat.command("facts"), ROOMS["facts"], who="admin", aliases=("points",)),
    Command("chats", desk_chat.command("chats"), ROOMS["chats"], who="admin", aliases=("chat",)),
    Command("people", desk_chat.command("people"), ROOMS["people"], who="admin"),
    Command("outbox", desk_chat.command("outbox"), ROOMS["outbox"], who="admin"),
    Command("backup", desk_chat.command("backup"), ROOMS["backup"], who="admin"),
    Command("audit", desk_chat.command("audit"), ROOMS["audit"], who="admin"),
)
