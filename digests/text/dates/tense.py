"""Which way a clause looks: the nearest verb beside a date tells whether the day is ahead or behind.

News hangs a day on the verb phrase left of it ("are due to meet in Doha on Sunday"), or, where the day stands first, on the
verb right of it ("On Sunday the court will"). Only a short window on either side is read.
"""

from __future__ import annotations

from digests.text.dates import words as w
from digests.text.dates.direction import NOWHERE, Frame
from digests.text.dates.page import Page, sentence_end, sentence_start, tells
from digests.text.dates.verbs import classify

__all__ = ["NOWHERE", "Frame", "frame", "sentence_end", "sentence_start"]


def frame(text: str, start: int, end: int, possessive: bool = False) -> Frame:
    """The frame of an expression at ``text[start:end]``."""
    page = Page.of(text)
    left, notable = page.within(sentence_start(text, start), start)
    if possessive and _undone(left, page.within(end + 2, sentence_end(text, end, 70))[0]):
        return Frame(1, False, verb="undone")
    found = _leftward(left, notable)
    if found.verb in w.listed("verbs", "present_named") and (done := _done_behind(page, text, end)):
        return done
    if found.way == 0:
        right, ahead = page.within(end + 2 if possessive else end, sentence_end(text, end))
        found = _rightward(right, ahead)
        if found.way == 0 and not possessive and _billed(left, right):
            return Frame(1, False, verb="event")
    return found


def _done_behind(page: Page, text: str, end: int) -> Frame | None:
    """ "Arland's strikes on the port on Monday killed nine": the past verb right behind the day, which makes a noun of the word before."""
    right, _ = page.within(end, sentence_end(text, end))
    done = classify(right, 0) if right and tells(right[0].lower()) else NOWHERE
    return done if done.way < 0 and done.strong and not done.saying else None


def _billed(left: list[str], right: list[str]) -> bool:
    """ "More talks Monday, no deal in sight": an event and its day without any verb, as a headline bills it."""
    near = [word.lower() for word in left[-3:]]
    if not any(word in w.listed("verbs", "events") for word in near[-2:]) or near[0] in ("after", "following", "during", "in", "since"):
        return False
    return not any(tells(word.lower()) or word in ("“", '"') for word in (*left, *right))


def _undone(left: list[str], right: list[str]) -> bool:
    """ "called off Sunday's meeting", "Monday's talks have been cancelled": the day was still ahead."""
    undone = w.listed("verbs", "undone")
    if any(word.lower() in undone for word in left[-3:]):
        return True
    return any(
        word.lower() in undone and any(t.lower() in ("been", "was", "were", "be", "called") for t in right[max(0, i - 2) : i])
        for i, word in enumerate(right[:9])
    )


def _leftward(tokens: list[str], notable: list[int]) -> Frame:
    commas = 0
    for i in reversed(notable):
        word = tokens[i].lower()
        if word in (";", ":", "“", "(", "—", "–"):
            return NOWHERE
        if word == ",":
            commas += 1
            if i + 1 < len(tokens) and tokens[i + 1].lower() in ("and", "but", "or", "while", "with"):
                return NOWHERE
            continue
        if word in w.listed("verbs", "stops") and not (word == "than" and i + 1 < len(tokens)):
            if word == "that" and i and tokens[i - 1].lower() in ("on", "of", "for", "about", "to", "with", "by"):
                continue  # "will vote on that on Tuesday": a pronoun
            return NOWHERE
        if not tells(word):
            continue
        told = classify(tokens, i)
        if told.way:
            if commas and told.verb in w.listed("verbs", "present") and tokens[i - 1 : i] == ["to"]:
                continue
            return told
    return NOWHERE


def _rightward(tokens: list[str], notable: list[int]) -> Frame:
    for i in notable:
        word = tokens[i].lower()
        if word in (";", "“", '"', "—", "–", "("):
            return NOWHERE
        if word == "to" and i > 1:
            continue
        if not tells(word):
            continue
        told = classify(tokens, i)
        if told.way and not (i == 0 and told.verb in ("after", "ago", "late", "earlier", "following")):
            return told
    return NOWHERE
