"""Party by issue: issues that several parties hold something on come first, then what changed, then the newest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.pictures.plan import Block, Cell, Positions, Tone
from bot.pictures.planning.told import Told, caption
from bot.render import facts, when, words
from bot.render.page import Line, bold, line
from bot.render.view import View
from digests.model import Stance, Story, StoryPosition

__all__ = ["positions"]

#: rows that a screen holds
_ROWS = 7
#: how an issue begins that is the rest of a sentence
_CLAUSES = ("that ", "whether ", "to ", "not to ")
_TONES: dict[Stance, Tone] = {
    Stance.ACCEPTS: "for",
    Stance.COMMITS: "for",
    Stance.REJECTS: "against",
    Stance.THREATENS: "against",
    Stance.DENIES: "against",
    Stance.DEMANDS: "wants",
    Stance.PROPOSES: "wants",
    Stance.CONDITIONS: "open",
}


def positions(of: Story, title: str, view: View) -> Told:
    """What each party holds on each issue, changes marked, and the same in words."""
    view = view.at(of.as_of)
    issues: dict[str, list[StoryPosition]] = {}
    sure, _ = facts.by_sureness(of.positions)
    for item in sure:
        issues.setdefault(item.held.issue.casefold(), []).append(item)
    ranked = sorted(issues.values(), key=_rank, reverse=True)
    shown: list[list[StoryPosition]] = []
    for held in ranked:
        if shown and sum(map(len, shown)) + len(held) > _ROWS:
            break
        shown.append(held[:_ROWS])
    hidden = len(sure) - sum(map(len, shown))
    more = view.tongue.count("{n} more position: /positions", "{n} more positions: /positions", hidden) if hidden else ""
    stamp = when.moment(of.as_of, view)
    blocks = tuple(Block(_heading(held[0].held.issue), tuple(_cell(item, view) for item in held)) for held in shown)
    plan = Positions(view.tongue.say("Positions in {topic}", topic=title), stamp, blocks, more)
    lines = [line(bold(plan.title), f" · {stamp}"), *_words(plan)]
    if more:
        lines.append(line(more))
    rest = view.tongue.say("The rest: {command}", command="/positions")
    return Told(plan, caption(lines, rest), len(sure) > 1)


def _heading(issue: str) -> str:
    """An issue over the parties that hold something on it; a clause reads on from their stance: "… that it aimed at homes"."""
    return f"… {issue}" if issue.startswith(_CLAUSES) else words.upper(issue)


def _rank(held: list[StoryPosition]) -> tuple[bool, bool, datetime]:
    """Issues of several parties first, then what changed, then the newest."""
    return len({item.party for item in held}) > 1, any(map(facts.earlier_stance, held)), _newest(held)


def _newest(held: list[StoryPosition]) -> datetime:
    return max(item.held.evidence.published for item in held)


def _cell(item: StoryPosition, view: View) -> Cell:
    held, before = item.held, facts.earlier_stance(item)
    verb, _ = words.stance_on(held.stance, held.issue, view.tongue)
    since = view.tongue.say("since {moment}", moment=when.day(item.since.astimezone(view.zone).date(), view))
    was = facts.was(before, view) if before else ""
    return Cell(words.upper(item.party), verb.rstrip(":"), _TONES[held.stance], f"{words.speaker(held)} · {since}", was)


def _words(plan: Positions) -> Iterator[Line]:
    for block in plan.blocks:
        yield line(bold(block.issue))
        for cell in block.cells:
            yield line(f"• {cell.party} ", bold(cell.stance), f" ({cell.since})", f"; {cell.was}" if cell.was else "")
