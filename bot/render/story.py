"""The account of a story as pages: all of it, or one side of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from bot.language import Tongue
from bot.panel import steps
from bot.panel.steps import Step, short
from bot.render import facts, signs, when, words
from bot.render.bidi import apart
from bot.render.buttons import EDITION, press, step, under
from bot.render.digest import source_lines
from bot.render.facts import PAST, headline
from bot.render.page import BLANK, Button, Line, Page, Span, bold, heading, italic, line, link, moment, paginate, shortened
from bot.render.view import NOW, Asked, View
from digests.health import is_silent
from digests.model import (
    Article,
    DeadlineState,
    Digest,
    Evidence,
    FeedState,
    Scope,
    Story,
    StoryDeadline,
    StoryPosition,
    TollReport,
)
from digests.wire.languages import UNKNOWN

__all__ = ["ahead", "casualties", "deadlines", "positions", "sources", "status"]

_NEXT, _INCIDENTS, _POSITIONS, _PAST = 5, 5, 8, 5
_QUOTE = 700
_TITLE = 160


def status(
    of: Story, title: str, view: View, feeds: Sequence[FeedState] = (), asked: Asked = NOW, foreign: Sequence[Article] = ()
) -> tuple[Page, ...]:
    """The whole account in short; of the day asked for, as it stood at its end. ``foreign``: articles that were kept and not read."""
    view = view.at(of.as_of)
    tongue, say = view.tongue, view.tongue.say
    lines = [_headline(title, of, view, asked), line(_basis(of, view) if of.articles else "")]
    if not of.articles:
        now = asked.day is None
        lines.append(line(say("Nothing has been reported on it yet.") if now else say("Nothing had been reported on it by then.")))
        return paginate(lines)
    coming = ahead(of)
    due = [_bullet(*facts.deadline(item, view)) for item in coming[:_NEXT]]
    lines += _section(say("Next"), signs.DEADLINES, due, _more(coming, _NEXT, "deadline", tongue))
    done = [item for item in of.deadlines if item.state in PAST][:2]
    lines += _section(say("Passed"), "", [piece for item in done for piece in _past(item, view)])
    tolls = [_bullet(*facts.incident(item, view)) for item in of.incidents[:_INCIDENTS]]
    lines += _section(say("Casualties"), signs.CASUALTIES, tolls, _more(of.incidents, _INCIDENTS, "casualties", tongue))
    held = sorted(facts.by_sureness(of.positions)[0], key=lambda item: item.held.evidence.published, reverse=True)
    stances = [_bullet(*facts.position(item, view)) for item in held[:_POSITIONS]]
    lines += _section(say("Positions"), signs.POSITIONS, stances, _more(held, _POSITIONS, "positions", tongue))
    lines += _section(say("Told differently"), signs.DISPUTES, [_bullet(*facts.dispute(item, view)) for item in of.disputes[:3]])
    lines += _unread(foreign, view)
    if asked.day is None:
        lines += _freshness(feeds, view)
    return paginate(lines, under(of.topic, tongue, "status", asked.of))


def deadlines(of: Story, title: str, view: View, asked: Asked = NOW) -> tuple[Page, ...]:
    """What is due, soonest first, then what is past; each with its countdown, how it stands, who says so and who does not."""
    view = view.at(of.as_of)
    say = view.tongue.say
    coming = ahead(of)
    lines = [_headline(say("Next in {topic}", topic=title), of, view, asked)]
    if not coming:
        lines.append(line(say("No day ahead is known.")))
    told = {dispute.touches: dispute for dispute in of.disputes}
    for number, item in enumerate(coming, 1):
        lines.append(line(f"{number}. ", *facts.deadline(item, view)))
        if item.key in told:
            lines.append(line(f"   {facts.against(told[item.key], view)}"))
    past = [item for item in of.deadlines if item.state in PAST][:_PAST]
    lines += _section(say("Passed"), "", [piece for item in past for piece in _past(item, view)])
    rows = under(of.topic, view.tongue, "deadline", asked.of, _days(of, view, asked) if of.deadlines else ())
    return paginate(lines, (*_own(of, view), *rows) if asked.day is None else rows)


def _own(of: Story, view: View) -> tuple[tuple[Button, ...], ...]:
    """What a reader may set for the deadlines ahead."""
    say, name = view.tongue.say, short(of.topic)
    row = (step(say("Remind me"), Step(steps.REMIND, name)), step(say("Mute a line"), Step(steps.MUTE, name)))
    return (row,) if ahead(of) else ()


def _days(of: Story, view: View, asked: Asked) -> tuple[Button, ...]:
    """What else there is of the days of a story."""
    say = view.tongue.say
    more = (press(say("Timeline"), "timeline", of.topic, of=asked.of), press(say("Calendar file"), "calendar", of.topic))
    return (*more, press(say("Card"), "card", of.topic)) if ahead(of) else more


def casualties(of: Story, title: str, view: View, asked: Asked = NOW) -> tuple[Page, ...]:
    """Every incident with its range and how the count went, then the figures over longer times."""
    view = view.at(of.as_of)
    say = view.tongue.say
    lines = [_headline(say("Casualties in {topic}", topic=title), of, view, asked)]
    if not of.incidents and not of.series:
        lines.append(line(say("No count has been reported.")))
    for item in of.incidents:
        lines.append(_bullet(*facts.incident(item, view)))
        if len(item.history) > 1:
            lines.append(line("   ", italic(say("How it was told:")), " ", " → ".join(_step(report, view) for report in item.history[-4:])))
    totals = [item for item in of.series if item.scope is Scope.CUMULATIVE]
    lines += _section(say("Over longer times"), "", [_bullet(*facts.series(item, view)) for item in totals])
    earlier = [item for item in of.series if item.scope is not Scope.CUMULATIVE]
    lines += _section(say("Told as background"), "", [_bullet(*facts.series(item, view)) for item in earlier])
    chart = (press(say("Chart"), "casualties", of.topic, pictured=True, of=asked.of),)
    went = any(len(item.history) > 1 for item in of.incidents)
    return paginate(lines, under(of.topic, view.tongue, "casualties", asked.of, chart if went else ()))


def _step(report: TollReport, view: View) -> str:
    """One report on the way to the present toll."""
    who, at = words.said_by([report.evidence], view.tongue), when.stamp(report.evidence.published, view)
    told = f"{words.told_counts(report, view.tongue)} ({who}, {at})"
    return view.tongue.say("{count}, a part of them", count=told) if report.part else told


def positions(of: Story, title: str, view: View, asked: Asked = NOW) -> tuple[Page, ...]:
    """What each party holds now, newest first, with the stance it held before where that was another."""
    view = view.at(of.as_of)
    say = view.tongue.say
    lines = [_headline(say("Positions in {topic}", topic=title), of, view, asked)]
    if not of.positions:
        lines.append(line(say("No party's position has been reported.")))
    sure, unsure = facts.by_sureness(of.positions)
    for party, held in groupby(sorted(sure, key=lambda item: item.party), key=lambda item: item.party):
        lines += [BLANK, heading(party), *(_stance(item, view) for item in held)]
    lines += _section(say("Told differently"), signs.DISPUTES, [_bullet(*facts.dispute(item, view)) for item in of.disputes])
    doubtful = [replace(_bullet(*facts.position(item, view)), folded=True) for item in unsure]
    lines += _section(say("Unconfirmed: the sentence may mean something else"), "", doubtful)
    table = (press(say("Table"), "positions", of.topic, pictured=True, of=asked.of),)
    return paginate(lines, under(of.topic, view.tongue, "positions", asked.of, table if len(sure) > 1 else ()))


def sources(of: Digest, view: View) -> tuple[Page, ...]:
    """The sentences behind a digest, line by line, each with outlet, time and link."""
    view = view.at(of.composed)
    say = view.tongue.say
    made = view.tongue.parts("digest of {moment}", moment=moment(when.moment(of.composed, view), of.composed))
    lines = [line(bold(say("Sources of {topic}", topic=of.title)), " · ", *made)]
    lines += source_lines(_evidence(of), view, _QUOTE, full=True)
    spaced = [piece for each in lines for piece in (each, BLANK)]
    return paginate(spaced, under(of.topic, view.tongue, "sources", of.edition[:EDITION]))


def _evidence(of: Digest) -> Iterable[Evidence]:
    for point in of.points:
        yield from point.evidence
        if point.disputed:
            yield from (side.evidence for side in point.disputed.sides)


def ahead(of: Story) -> list[StoryDeadline]:
    """Deadlines that are still to come, soonest first."""
    return [item for item in of.deadlines if item.state not in PAST and item.state is not DeadlineState.CANCELLED]


def _stance(item: StoryPosition, view: View) -> Line:
    _, *rest = facts.position(item, view)
    before = facts.earlier_stance(item)
    since = view.tongue.say("since {moment}", moment=when.stamp(item.since, view))
    was = facts.was(before, view) if before else ""
    return _bullet(*rest, f", {since}", f"; {was}" if was else "")


def _past(item: StoryDeadline, view: View) -> list[Line]:
    """A deadline whose day is over, and the sentence that says what came of it."""
    came = facts.outcome(item, view)
    return [_bullet(*facts.deadline(item, view)), *([line(f"   {came}")] if came else [])]


def _bullet(*parts: Span | str) -> Line:
    return line("• ", *parts)


def _section(title: str, sign: str, lines: Sequence[Line], more: str = "") -> list[Line]:
    return [BLANK, heading(f"{sign} {title}".lstrip()), *lines, *([line(more)] if more else [])] if lines else []


def _more(items: Sequence[object], shown: int, command: str, tongue: Tongue) -> str:
    """How many there are beside those shown, and which command shows them."""
    over = len(items) - shown
    return tongue.count("… and {n} more: /{command}", "… and {n} more: /{command}", over, command=command) if over > 0 else ""


def _headline(title: str, of: Story, view: View, asked: Asked) -> Line:
    if asked.day is None:
        return headline(title, of.as_of, view)
    return line(bold(title), " · ", view.tongue.say("as it stood at the end of {day}", day=view.tongue.day(asked.day, year=True)))


def _basis(of: Story, view: View) -> str:
    if of.latest is None:
        return view.tongue.say("No articles so far")
    newest = when.stamp(of.latest, view)
    return view.tongue.count(
        "From {n} article, the newest of {moment}", "From {n} articles, the newest of {moment}", of.articles, moment=newest
    )


def _unread(foreign: Sequence[Article], view: View) -> list[Line]:
    """Links to what is in languages that are not read, folded: a reader should know that it is there."""
    if not foreign:
        return []
    tongue = view.tongue
    languages = tongue.listed(dict.fromkeys(_language(article, tongue) for article in foreign))
    head = line(bold(tongue.say("Not read")), ": ", tongue.say("the newest articles in {languages}", languages=languages), folded=True)
    return [BLANK, head, *(_unread_one(article, view) for article in foreign)]


def _unread_one(article: Article, view: View) -> Line:
    told = article.title.strip() or " ".join(article.text.split()) or article.url
    told = apart(shortened(told, _TITLE))
    where = f", {article.source}, {when.stamp(article.published, view)} ({_language(article, view.tongue)})"
    return line("• ", link(told, article.url), where, folded=True)


def _language(article: Article, tongue: Tongue) -> str:
    return tongue.language(article.language) if article.language != UNKNOWN else tongue.say("a language that could not be told")


def _freshness(feeds: Sequence[FeedState], view: View) -> list[Line]:
    """A word on feeds that are silent: a reader should know what is not heard."""
    tongue = view.tongue
    read = [feed for feed in feeds if (feed.gone or not feed.paused) and feed.checked is not None]
    silent = [feed for feed in read if is_silent(feed, view.now)]
    if not silent:
        return []
    fresh = tongue.count("{fresh} of {n} source fresh", "{fresh} of {n} sources fresh", len(read), fresh=len(read) - len(silent))
    named = [
        tongue.say("{outlet} silent since {moment}", outlet=feed.feed.outlet, moment=when.stamp(feed.fresh, view))
        if feed.fresh
        else tongue.say("{outlet} silent", outlet=feed.feed.outlet)
        for feed in silent[:3]
    ]
    more = [tongue.count("{n} more silent", "{n} more silent", len(silent) - 3)] if len(silent) > 3 else []
    return [BLANK, line(italic("; ".join([fresh, *named, *more])))]
