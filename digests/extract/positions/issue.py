"""What a stance is about, as a short noun phrase cut out of the sentence, and the "if" of it.

The phrase is the complement of the stance verb or noun, or the clause that holds "must" and "will"; a verb at its head becomes
a noun or an "-ing", so that it can stand in a line. The words are the article's own; only their head changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.cutting import cut, group, limit, stops, tidy
from digests.extract.positions.lexicon import Cue, Word, forms, vocabulary
from digests.model import Stance

#: stances about a deed told by "will" and "ready to"
_DEEDS = (Stance.CONDITIONS, Stance.THREATENS)
_ANY = "any "  # "will accept no delay" rejects any delay
_CONDITION = 26  # words
_INFINITIVE = 9  # words between "urge" and its "to"


def of(text: str, candidate: Candidate, stance: Stance) -> str:
    """The issue of a candidate's stance; "" where nothing readable can be cut out."""
    fit = [a for a in candidate.acts if a.stance is stance]
    if not fit and stance in _DEEDS:
        fit = [a for a in candidate.acts if a.stance in (Stance.COMMITS, Stance.PROPOSES)]
    act = next((a for a in fit if a.cue.plain), fit[0] if fit else None)
    if act is not None and act.via == "agent":
        told = _before(text, candidate.run, act)
    elif act is not None and act.cue.kind == "noun":
        told = _of_noun(text, candidate.run, act)
    elif act is not None:
        told = _complement(text, candidate.run, act.cue)
    else:
        told = _clause(text, candidate, stance)
    return re.sub(r"\Ano(?:thing)?\s", _ANY, tidy(told)) if act is not None and act.negated else tidy(told)


# ── complements ────────────────────────────────────────────────────────────────────────────────────────────


def _complement(text: str, run: Sequence[Word], cue: Cue) -> str:
    """What follows a verb: "to V" as a noun, "X to V" as "X V-ing", "that he will V" as "V-ing", else a noun phrase."""
    if cue.last > cue.first and run[cue.last].low in group("kept"):
        return cut(text, run, cue.last, limit(run, cue.last))
    start = _skipped(run, cue.last + 1)
    if run[cue.last].low == "to" or run[cue.last].low in group("modals"):
        return _verbal(text, run, start)
    while start < len(run) and (run[start].low in group("links") or run[start].low in (",", "“", '"', "‘")):
        start += 1
    if start >= len(run):
        return ""
    if run[start].low == "to":
        return _verbal(text, run, start + 1)
    return _that(text, run, start) or _object(text, run, start, cue)


def _skipped(run: Sequence[Word], start: int) -> int:
    """The first word after adverbs and days; "that" right after them begins the complement."""
    place = start
    while (
        place < len(run)
        and place - start < 5
        and (run[place].low in group("skip") or (run[place].low.endswith("ly") and len(run[place].low) > 5))
    ):
        place += 1
    if place + 2 < len(run) and run[place].low in ("in", "over") and run[place + 1].low in ("recent", "the"):  # "in recent days"
        place = next(
            (i + 1 for i in range(place + 1, min(len(run), place + 5)) if run[i].low in ("days", "weeks", "months", "years")), place
        )
    bare = place < len(run) and (run[place].low in ("that", "to") or run[place].low[0].isalnum())
    plain = all(run[i].low not in ("this", "last", "next", "all") for i in range(start, place)) or (
        place < len(run) and run[place].low in ("that", "to")
    )
    return place if bare and plain else start


def _that(text: str, run: Sequence[Word], start: int) -> str:
    """ "that it would hike tariffs" and "it will hike tariffs": the verb phrase; "" where no such clause begins."""
    place = start + 1 if run[start].low == "that" else start
    if place + 2 < len(run) and run[place].low in group("pronouns") and run[place + 1].low in group("modals"):
        return _verbal(text, run, place + 2)
    if not start < place < len(run) or run[place].low in group("anaphoric"):
        return ""
    return cut(text, run, place, limit(run, place))


def _object(text: str, run: Sequence[Word], start: int, cue: Cue) -> str:
    end = limit(run, start)
    told = next((i for i in range(start + 1, min(end, start + _INFINITIVE)) if run[i].low == "to" and _verb_at(text, run, i + 1)), None)
    if told is not None and cue.stance is Stance.DEMANDS:
        return f"{cut(text, run, start, told)} {'not ' if run[told - 1].low == 'not' else ''}{_gerund(text, run, told + 1)}"
    return cut(text, run, start, end)


def _verb_at(text: str, run: Sequence[Word], place: int) -> bool:
    """Whether a verb can stand at a place after "to"."""
    if place >= len(run):
        return False
    word = run[place]
    return word.low not in group("nominal") and word.low.isalpha() and not text[word.start].isupper()


def _verbal(text: str, run: Sequence[Word], start: int) -> str:
    """What follows "to" or "will": a verb phrase as a noun phrase, or the noun phrase that stands there."""
    place = _skipped(run, start)
    while place < len(run) and run[place].low in ("“", '"', "‘"):
        place += 1
    if place >= len(run):
        return ""
    if not _verb_at(text, run, place) and run[place].low != "n't":
        return cut(text, run, place, limit(run, place))
    noun: str | None = vocabulary()["issue"]["nouns"].get(run[place].low)
    if noun is not None and place + 1 < len(run) and run[place + 1].low.isalpha():
        if run[place + 1].low in group("prepositions"):
            noun = noun.rsplit(" ", 1)[0]
        return f"{noun} {cut(text, run, place + 1, limit(run, place + 1))}"
    return _gerund(text, run, place)


def _gerund(text: str, run: Sequence[Word], start: int) -> str:
    place = start
    while place < len(run) and (
        run[place].low in ("“", '"', "‘", "also", "only") or (run[place].low.endswith("ly") and len(run[place].low) > 4)
    ):
        place += 1
    if place >= len(run):
        return ""
    word = run[place].low
    if word in ("not", "n't"):
        return f"not {_gerund(text, run, place + 1)}"
    ing = vocabulary()["issue"]["ing"].get(word) or next((w for w, form in forms(word).items() if form == "ing"), word)
    return f"{ing} {cut(text, run, place + 1, limit(run, place + 1))}".strip()


def _of_noun(text: str, run: Sequence[Word], act: Act) -> str:
    """What follows "demand" or "plan" where something does; else the noun with the words that belong to it."""
    place = act.cue.last + 1
    if place < len(run) and (run[place].low in ("to", "that", "by") or run[place].low in group("links")):
        if run[place].low == "by" or (act.via == "by" and run[place].low == "from"):
            to = next((i for i in range(place, min(len(run), place + _INFINITIVE)) if run[i].low in ("to", "for", "that")), None)
            return _verbal(text, run, to + 1) if to is not None and to + 1 < len(run) else ""
        if run[place].low == "to":
            return _verbal(text, run, place + 1)
        return cut(text, run, place + 1, limit(run, place + 1))
    start = act.cue.first
    while (
        start > 0
        and act.cue.first - start < 3
        and run[start - 1].low[0].isalnum()
        and run[start - 1].low not in group("dangling")
        and (act.holder is None or run[start - 1].start >= act.holder.end)
    ):
        start -= 1
    return cut(text, run, start, act.cue.last + 1)


def _before(text: str, run: Sequence[Word], act: Act) -> str:
    """The subject of a passive: the words before its auxiliaries."""
    end = act.cue.first
    while end > 0 and run[end - 1].low in (
        "was",
        "were",
        "is",
        "are",
        "been",
        "has",
        "have",
        "had",
        "being",
        "be",
        "also",
        "already",
        "not",
        "by",
    ):
        end -= 1
    start = end
    while start > 0 and end - start < 10 and run[start - 1].low not in (",", "and", "but", "that", "which", "who", *group("cut"), "“"):
        start -= 1
    return cut(text, run, start, end)


# ── what was said ──────────────────────────────────────────────────────────────────────────────────────────


def _clause(text: str, candidate: Candidate, stance: Stance) -> str:
    """The clause of what was said that shows the stance: around its modal word, else what is named or said first."""
    run = candidate.run
    statement = candidate.statement
    if statement is not None and statement.cue in group("naming"):
        first = next((i for i, w in enumerate(run) if w.start >= statement.cue_end), len(run))
        return cut(text, run, first, limit(run, first))
    inside = [i for i, w in enumerate(run) if candidate.span[0] <= w.start < candidate.span[1]]
    if not inside:
        return cut(text, run, 0, limit(run, 0))
    sought = (Stance.COMMITS, Stance.PROPOSES, Stance.REJECTS) if stance in _DEEDS else (stance,)
    cue = next((c for c in candidate.said if c.stance in sought), None)
    if cue is None:
        first = next((i for i in inside if run[i].low[0].isalnum() and run[i].low != "that"), inside[0])
        return _that(text, run, first) or cut(text, run, first, limit(run, first))
    return _around(text, run, cue, inside[0])


def _around(text: str, run: Sequence[Word], cue: Cue, floor: int) -> str:
    """The clause around a modal cue: "X must V" as "X V-ing", "we will V" as "V-ing", any other as it stands."""
    start = _clause_start(run, cue.first, floor)
    verb = cue.last + 1
    modal = run[cue.last].low in group("modals") or run[cue.last].low in ("not", "n't", "to")
    while modal and verb < len(run) and run[verb].low in ("not", "n't", "only", "also"):
        verb += 1
    if not modal or verb >= len(run) or not _verb_at(text, run, verb):
        return cut(text, run, start, limit(run, max(start, cue.first)))
    refusal = cue.stance is Stance.REJECTS  # "rejects signing": the "not" is in the stance
    negated = not refusal and any(word.low in ("not", "n't") for word in run[cue.first : verb])
    subject = cut(text, run, start, cue.first)
    own = not subject or run[start].low in group("pronouns") or run[cue.first].low in group("pronouns")
    told = _verbal(text, run, verb) if own else f"{_parted(subject)} {'not ' if negated else ''}{_gerund(text, run, verb)}"
    return f"not {told}" if own and negated else told


def _clause_start(run: Sequence[Word], place: int, floor: int) -> int:
    start = place
    while start > floor and place - start < 16:
        low = run[start - 1].low
        if low in ("—", "–"):  # over an insertion between dashes
            opening = next((i for i in range(start - 2, max(floor, start - 16), -1) if run[i].low in ("—", "–")), None)
            if opening is None:
                return start
            start = opening
        elif low in ("”", '"') and start >= floor + 2 and run[start - 2].end == run[start - 1].start:
            start -= 1  # a closing mark: the subject stands in quotation marks
        elif low == "and" and run[start].low not in group("pronouns") and run[start - 2].low != ",":
            start -= 1  # within a subject
        elif low in (",", "and", "but", "that", "“", '"', ":", ";", "‘", ".", "’"):
            return start
        else:
            start -= 1
    return start


def _parted(subject: str) -> str:
    """A subject without the insertion between its dashes."""
    return re.sub(r"\s*[—–][^—–]*[—–]\s*", " ", subject).rstrip(" —–")


def anaphoric(issue: str) -> bool:
    """Whether an issue says nothing of its own or only points back: "that idea", "it", "doing that"."""
    told = [w.lower() for w in re.findall(r"[^\W\d_]+", issue)]
    if not told:
        return True
    pointing = told[0] in ("that", "this", "the", "these", "those", "such", "doing") and len(told) == 2 and told[1] in group("anaphoric")
    return pointing or (len(told) == 1 and told[0] in group("anaphors"))


def condition(text: str, candidate: Candidate, stance: Stance) -> str | None:
    """The words of the condition in a sentence, from its "if" to the end of that clause; None where there is none.

    "until" and "once" are read as conditions only where the stance is one.
    """
    run = candidate.run
    words = group("conditions") if stance is Stance.CONDITIONS else group("strict")
    start = next((i for i, w in enumerate(run) if w.low in words and (i == 0 or run[i - 1].low != "as")), None)
    if start is None:
        return None
    last = min(len(run), start + _CONDITION)
    ends = (",", ";", "”", '"', "—", "–")
    end = next((i for i in range(start + 1, last) if run[i].low in ends or (run[i].low == "." and stops(run, i, start))), last)
    return cut(text, run, start, end) or None
