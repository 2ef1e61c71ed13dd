"""The one table of acts: the chat's admin commands and the shell's groups are made of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot import finding
from bot.desk import chats, facts, feeds, keeping, rereading, running, topics
from bot.desk.acts import Act
from bot.language import mark
from digests.errors import InputError

__all__ = ["ACTS", "ROOMS", "chosen", "markdown", "room"]

ACTS: tuple[Act, ...] = (*running.ACTS, *rereading.ACTS, *feeds.ACTS, *topics.ACTS, *facts.ACTS, *chats.ACTS, *keeping.ACTS)

#: the rooms, and what each is for
ROOMS: dict[str, str] = {
    "desk": mark("how the desk stands; hold, preview, post, errors, statistics"),
    "feeds": mark("the feeds: health, add, test, pause, remove"),
    "topics": mark("the topics there are; for the desk: new, edit, pause, archive, merge"),
    "facts": mark("the key points of a topic: hide, correct, same, different, pin"),
    "chats": mark("the chats that follow something: counts, block, limits"),
    "people": mark("who runs the desk"),
    "outbox": mark("how the deliveries stand"),
    "backup": mark("backups of the ledger"),
    "audit": mark("who did what at the desk"),
}


def room(name: str) -> tuple[Act, ...]:
    """The acts of a room, what it does by itself first."""
    return tuple(act for act in ACTS if act.room == name)


def chosen(name: str, words: Sequence[str], where: str) -> tuple[Act, tuple[str, ...]]:
    """The act that some words of a room mean, and the words left for it. Raises InputError where they mean none."""
    own = [act for act in room(name) if act.where in ("both", where)]
    alone = next((act for act in own if not act.verb), None)
    if not words:
        if alone is None:
            raise InputError(name, f"{name} what? There are: {', '.join(act.verb for act in own)}")
        return alone, ()
    verb = words[0].lower()
    for act in own:
        if act.verb and act.verb == verb:
            return act, tuple(words[1:])
    if alone is not None and alone.parameters:
        return alone, tuple(words)
    near = finding.nearest(verb, [act.verb for act in own if act.verb])
    hint = f"did you mean “{near}”? " if near else ""
    raise InputError(name, f"{name} has no “{verb[:30]}”; {hint}there are: {', '.join(act.verb for act in own if act.verb)}")


def markdown() -> str:
    """Every act as the table of docs/admins.md."""
    lines = ["| act | what | who |", "| --- | --- | --- |"]
    for act in ACTS:
        usage = act.usage.replace("|", "\\|")
        where = {"chat": ", in the chat", "shell": ", in a shell"}.get(act.where, "")
        lines.append(f"| `{usage}` | {act.help}{where} | {act.role} |")
    return "\n".join(lines) + "\n"
