"""What a step changes in what a chat has set for a topic. Pure; raises InputError, in words for the reader, where it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.language import mark
from bot.panel import steps, wording
from digests.errors import InputError
from digests.model import Pace, PaceKind, Preferences, Section

__all__ = ["FIRST_PACES", "OLD", "changed", "watching"]

_LAST_HOUR = mark("One hour has to stay. Choose another one first, or “At once”.")
_NO_KIND = mark("Then nothing would be told. Keep one kind, or unfollow the topic.")
_TOO_MANY = mark("That is as much as I can keep for one topic. Take something out first.")
#: what a button is told that means nothing any more
OLD = mark("This button is from an older page. Open /settings again.")
_MOST = 40
_WORD = 60
_KINDS = {"now": PaceKind.AT_ONCE, "hour": PaceKind.HOURLY, "day": PaceKind.DAILY, "week": PaceKind.WEEKLY}
#: what who begins to follow is offered: the word in the button, and its pace
FIRST_PACES: Mapping[str, Pace] = {
    "now": Pace(),
    "hour": Pace(PaceKind.HOURLY),
    "day8": Pace(PaceKind.DAILY, (8,)),
    "day8.18": Pace(PaceKind.DAILY, (8, 18)),
    "week8": Pace(PaceKind.WEEKLY, (8,), 0),
}
#: a step's word, and what the short names in it stand for
Change = Callable[[Preferences, str, Mapping[str, str]], Preferences]


def changed(of: Preferences, node: str, word: str, names: Mapping[str, str]) -> Preferences:
    """Preferences after a step. ``names``: what short names stand for. Raises InputError."""
    change = _CHANGES.get(node)
    try:
        return of if change is None else change(of, word, names)
    except (KeyError, ValueError) as error:
        raise InputError(node, OLD) from error


def watching(of: Preferences, typed: str) -> Preferences:
    """Preferences with the words of a list taken in. Raises InputError."""
    words = [" ".join(word.split())[:_WORD] for word in typed.replace("\n", ",").replace(";", ",").split(",")]
    chosen = tuple(dict.fromkeys([*of.wish.watch, *(word for word in words if any(map(str.isalnum, word)))]))
    if len(chosen) > _MOST:
        raise InputError("words", _TOO_MANY)
    return replace(of, wish=replace(of.wish, watch=chosen))


def _when(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    pace = of.pace
    if word in _KINDS:
        kind = _KINDS[word]
        hours = (pace.hours or (8,)) if kind in (PaceKind.DAILY, PaceKind.WEEKLY) else ()
        return replace(of, pace=replace(pace, kind=kind, hours=hours))
    number = int(word[1:])
    if word[0] == "d" and 0 <= number < 7:
        return replace(of, pace=replace(pace, weekday=number))
    if word[0] != "h" or not 0 <= number < 24:
        raise ValueError(word)
    hours = tuple(sorted({*pace.hours} ^ {number}))
    if not hours:
        raise InputError("hours", _LAST_HOUR)
    return replace(of, pace=replace(pace, hours=hours))


def _first(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    return replace(of, pace=FIRST_PACES[word])


def _kinds(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    without = {*of.wish.without} ^ {Section(word)}
    if len(without) == len(Section):
        raise InputError("kinds", _NO_KIND)
    return replace(of, wish=replace(of.wish, without=tuple(section for section in Section if section in without)))


def _toggled(there: tuple[str, ...], name: str) -> tuple[str, ...]:
    if name in there:
        return tuple(one for one in there if one != name)
    if len(there) >= _MOST:
        raise InputError("settings", _TOO_MANY)
    return (*there, name)


def _parties(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    parties = () if word == "all" else tuple(sorted(_toggled(of.wish.parties, names[word])))
    return replace(of, wish=replace(of.wish, parties=parties))


def _weight(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    if int(word) not in wording.WEIGHTS:
        raise ValueError(word)
    return replace(of, wish=replace(of.wish, weight=int(word) / 100))


def _length(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    if word not in wording.LENGTHS:
        raise ValueError(word)
    return replace(of, length=word)  # type: ignore[arg-type]


def _sound(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    return replace(of, silent=not of.silent)


def _review(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    return replace(of, review=not of.review)


def _remind(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    if word == "at":
        return replace(of, remind_at=not of.remind_at)
    if word == "after":
        return replace(of, remind_after=not of.remind_after)
    minutes = {*of.remind_before} ^ {int(word)}
    return replace(of, remind_before=tuple(sorted(minutes, reverse=True)))


def _watch(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    if word == "only":
        return replace(of, wish=replace(of.wish, watched_only=not of.wish.watched_only))
    return replace(of, wish=replace(of.wish, watch=_toggled(of.wish.watch, names[word])))


def _mute(of: Preferences, word: str, names: Mapping[str, str]) -> Preferences:
    muted = _toggled(of.wish.muted[-_MOST + 1 :], names[word])
    return replace(of, wish=replace(of.wish, muted=muted))


_CHANGES: dict[str, Change] = {
    steps.WHEN: _when,
    steps.FIRST: _first,
    steps.KINDS: _kinds,
    steps.PARTIES: _parties,
    steps.WEIGHT: _weight,
    steps.LONG: _length,
    steps.SOUND: _sound,
    steps.REVIEW: _review,
    steps.REMIND: _remind,
    steps.WATCH: _watch,
    steps.MUTE: _mute,
}
