"""A long story: readings of articles on one topic, four facts in each, over as many days as it takes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench import prose
from digests.model import (
    Article,
    CasualtyReport,
    Deadline,
    DeadlineKind,
    DeadlineStatus,
    Facts,
    Position,
    Qualifier,
    Reading,
    Scope,
    Sentence,
    Stance,
)

__all__ = ["FACTS_EACH", "START", "TOPIC", "readings"]

TOPIC = "arn-talks"
START = datetime(2025, 1, 6, 6, 0, tzinfo=UTC)
FACTS_EACH = 4
#: articles a day; several tell of the same things
_A_DAY = 24
_OUTLETS = ("Meridian Dispatch", "Arn Post", "Keld Wire", "Sorrel Herald", "The Northern Mail", "Port Arn Radio")
_PARTIES = (
    "Arnland",
    "Keldovia",
    "Sorrelia",
    "the Northern League",
    "the United Nations",
    "the River Council",
    "the Port Union",
    "the Coastal Bloc",
)
_WHATS = (
    "border",
    "grain",
    "prisoner",
    "sanctions",
    "water",
    "harbour",
    "rail",
    "fishing",
    "energy",
    "customs",
    "school",
    "budget",
    "debt",
    "arms",
)
_THINGS = ("treaty", "talks", "deal", "inquiry", "vote", "summit", "hearing", "accord", "review", "appeal", "ceasefire", "corridor")
_TOWNS = (
    "Keld",
    "Sorrel",
    "Port Arn",
    "East Marrow",
    "Linden",
    "Harrow Gate",
    "Vell",
    "Ostrava Bay",
    "Tarn",
    "Mill Cross",
    "Upper Keld",
    "Brack",
)
_EVENTS = (
    "drones struck a market",
    "a missile hit a school",
    "a bridge collapsed",
    "shells fell on a village",
    "a ferry sank",
    "a train derailed",
)


def readings(facts: int) -> Iterator[Reading]:
    """So many facts, oldest first; what is told first is the same for any number."""
    for number in range(max(1, facts // FACTS_EACH)):
        yield _reading(number)


def _reading(number: int) -> Reading:
    draw = random.Random(number)
    published = START + timedelta(minutes=number * (24 * 60 // _A_DAY))
    told = random.Random(number // 4)  # four articles tell of the same deadline and the same event
    what, thing, town, event = (told.choice(words) for words in (_WHATS, _THINGS, _TOWNS, _EVENTS))
    due = (published + timedelta(days=told.randint(3, 60))).date().isoformat()
    party, stance, wanted = draw.choice(_PARTIES), draw.choice(list(Stance)), f"{draw.choice(_WHATS)} {draw.choice(_THINGS)}"
    other, held, issue = draw.choice(_PARTIES), draw.choice(list(Stance)), f"{draw.choice(_WHATS)} {draw.choice(_THINGS)}"
    killed = told.randint(2, 30) + draw.randint(0, 3)
    lines = (
        f"The {what} {thing} in {town} is due on {due}, the envoys of {party} said.",
        f"At least {killed} people were killed when {event} in {town}, the mayor said.",
        f"{party} {stance.value} the {wanted}, its minister said.",
        f"{other} {held.value} the {issue}, its spokesperson said.",
    )
    article = Article(
        id=str(number),
        title=f"{party} and {other} at odds over {wanted}",
        text="\n\n".join((*lines, prose.news(500, seed=number))),
        published=published,
        source=_OUTLETS[number % len(_OUTLETS)],
        url=f"https://meridian.example/{number}",
    )
    at = [_sentence(article, line) for line in lines]
    return Reading(
        article,
        Facts(
            (Deadline(due, DeadlineKind.MEETING, DeadlineStatus.SET, f"{what} {thing} in {town}", at[0]),),
            (
                CasualtyReport(
                    *(killed, None, None, None),
                    *(Qualifier.AT_LEAST, Scope.INCIDENT, at[1]),
                    place=town,
                    date=(START + timedelta(days=number // _A_DAY)).date().isoformat(),
                    what=event,
                ),
            ),
            (Position(party, stance, wanted, at[2]), Position(other, held, issue, at[3])),
        ),
        learned=published + timedelta(minutes=5),
    )


def _sentence(article: Article, line: str) -> Sentence:
    start = article.content.index(line)
    return Sentence(article.key, start, start + len(line), line)
