"""What a stance is about, in the article's own words: a noun phrase, a "that" clause, a "to" infinitive, or a quotation.

The first three read on from the stance ("demands that ...", "pledges to ...") and are proved by ``wellformed``; where none can
be cut soundly the words are told in quotation marks. Nothing is put into other words, but for "that X withdraw" out of "asked X
to withdraw" and "X must withdraw".
"""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.positions import quoting
from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.cutting import cut
from digests.extract.positions.forms import DEEDS, anaphoric, asked_of, clause_at, infinitive_at, object_at, skipped, to_come, verb_at
from digests.extract.positions.lexicon import OTHERWISE, Cue, Word, vocabulary
from digests.extract.positions.spoken import of_said
from digests.extract.positions.wellformed import group, noun_phrase, verbs
from digests.model import Stance
from digests.text.document import Document

__all__ = ["anaphoric", "fitting", "in_quotes", "of"]

_OBJECT = 24  # words between "a call on" and its "to"
_SUBJECT = 12  # words of a clause's subject
_LINKS = frozenset(("for", "on", "upon", "of", "at", "about", "against", "over", "with", "by", "to"))
_IT = "it"  #: an issue that only points back


def of(document: Document, candidate: Candidate, stance: Stance) -> str:
    """The issue of a candidate's stance: sound words, words that only point back ("that idea"), or "" where neither can be cut."""
    text = document.content
    for act in fitting(candidate, stance):
        told = _of_act(text, candidate.run, act, stance)
        if told or act.cue.lemma == OTHERWISE:
            return told
    return of_said(document, candidate, stance)


def fitting(candidate: Candidate, stance: Stance) -> list[Act]:
    """The acts that tell a stance, plain ones first."""
    fit = [a for a in candidate.acts if a.stance is stance]
    if stance in DEEDS:
        fit += [a for a in candidate.acts if a.stance in (Stance.COMMITS, Stance.PROPOSES, Stance.ACCEPTS, Stance.REJECTS) and a not in fit]
    return sorted(fit, key=lambda a: not a.cue.plain)


def in_quotes(text: str, candidate: Candidate, stance: Stance) -> str:
    """The sentence's own words for a stance, in quotation marks."""
    act = next(iter(fitting(candidate, stance)), None)
    cue = None if act else next((c for c in candidate.said if c.stance is stance), None)
    told = quoting.own_words(text, candidate, act, cue)
    return told or quoting.marked(text, candidate.run, 0, candidate.run[0].start)


def _of_act(text: str, run: Sequence[Word], act: Act, stance: Stance) -> str:
    cue = act.cue
    if _bare(run, cue):
        return _IT
    if cue.lemma == OTHERWISE:
        return _description(text, run, cue)
    if act.via == "agent":
        return _before(text, run, act) if act.aux else ""
    if cue.kind == "noun":
        return _of_noun(text, run, act, stance)
    if cue.last + 1 < len(run) and run[cue.last + 1].low in ("nothing", "no", "none") and act.negated and act.hedge:
        return ""
    if act.hedge in ("will", "would") and cue.form == "base" and (stance in (*DEEDS, Stance.COMMITS, Stance.PROPOSES) or act.negated):
        return infinitive_at(
            text, run, cue.last + 1 if cue.lemma == "will" else cue.first, stance, act.negated and stance is not Stance.REJECTS
        )
    if cue.lemma == "will":
        return infinitive_at(text, run, cue.last + 1, stance, act.negated and stance is not Stance.REJECTS)
    return _complement(text, run, act, stance)


def _bare(run: Sequence[Word], cue: Cue) -> bool:
    """Whether a verb stands with nothing behind it, or with "to do so": its matter was told before."""
    if cue.kind != "verb" or cue.lemma.split()[0] not in verbs("answering"):
        return False
    place = cue.last + 1
    if run[cue.last].low == "to" or (place < len(run) and run[place].low == "to"):
        place += run[cue.last].low != "to"
        return [w.low for w in run[place : place + 2]] in (["do", "so"], ["do", "that"], ["do", "it"])
    return place >= len(run) or run[place].low in (",", ".", ";", "”", '"')


def _complement(text: str, run: Sequence[Word], act: Act, stance: Stance) -> str:
    """What follows a stance verb: "to V", "that S", "X to V", else its object."""
    cue = act.cue
    sworn = next((i for i in range(cue.first + 1, cue.last) if run[i].low == "to"), None)
    if sworn is not None and cue.lemma.split()[0] in verbs("sworn"):
        return infinitive_at(text, run, sworn + 1, stance)
    if cue.lemma.startswith("insist ") and cue.last > cue.first + 1:  # "insists that it will not"
        return infinitive_at(text, run, cue.last + 1, stance) if stance is not Stance.DENIES else ""
    if cue.lemma in verbs("control"):
        told = asked_of(text, run, cue, stance)
        if told or (cue.lemma not in verbs("passive") and to_come(text, run, cue)):
            return told
    if "* to" in cue.lemma:
        return ""
    kept = cue.last > cue.first and run[cue.last].low in _kept() | group("alleged") and cue.lemma.split()[0] not in verbs("holding")
    start = cue.first + 1 if kept else skipped(run, cue.last + 1)
    if run[cue.last].low == "that":
        start = cue.last
    if run[cue.last].low == "to":
        told = infinitive_at(text, run, start, stance)
        return told or ("" if start < len(run) and verb_at(text, run, start) else object_at(text, run, start, stance, act))
    if start < len(run) and run[start].low == "to":
        return infinitive_at(text, run, start + 1, stance)
    if start < len(run) and (cue.lemma in verbs("bare") or (cue.lemma in verbs("clausal") and run[start].low == "that")):
        told = clause_at(text, run, start, stance, demanded=stance in (Stance.DEMANDS, Stance.PROPOSES))
        if told:
            return told
    while start < len(run) and run[start].low in _LINKS:
        start += 1
    if cue.lemma in verbs("deeds"):
        return ""
    return object_at(text, run, start, stance, act)


def _kept() -> frozenset[str]:
    return frozenset(vocabulary()["issue"]["kept"])


def _of_noun(text: str, run: Sequence[Word], act: Act, stance: Stance) -> str:
    """What follows "demand" or "plan" where something does."""
    place = act.cue.last + 1
    if place >= len(run):
        return ""
    low = run[place].low
    if low == "by" or (act.via == "by" and low == "from"):
        place = next((i for i in range(place, min(len(run), place + _OBJECT)) if run[i].low in ("to", "for", "that")), len(run) - 1)
        low = run[place].low
    if low == "to" and place + 1 < len(run) and verb_at(text, run, place + 1):
        return infinitive_at(text, run, place + 1, stance)
    if low == "that":
        return clause_at(text, run, place, stance)
    if low in ("on", "to", "for") and stance is Stance.DEMANDS:
        told = asked_of(text, run, Cue(place, place, stance, "ask for" if low == "for" else "urge", "verb"), stance)
        if told:
            return told
    if low in _LINKS and low not in ("by", "with", "at") and place + 1 < len(run):
        return object_at(text, run, place + 1, stance, act)
    return ""


def _before(text: str, run: Sequence[Word], act: Act) -> str:
    """The subject of a passive: the words before its auxiliaries."""
    end = act.cue.first
    while end > 0 and (run[end - 1].low in group("auxiliary") or run[end - 1].low in ("also", "already", "by", "since", "then")):
        end -= 1
    if end > 1 and run[end - 1].low in ("that", "which"):  # "a truce that was called for by"
        end -= 1
    start = end
    barrier = (
        {",", "and", "but", "that", "which", "who", "“", '"', "”"}
        | group("mark")
        | ({"of", "following", "in"} if end == act.cue.first else set())
    )
    while start > 0 and end - start < _SUBJECT and run[start - 1].low not in barrier:
        start -= 1
    told = cut(text, run, start, end)
    told = told[:1].lower() + told[1:] if start < len(run) and run[start].low in group("determiner") else told
    return told if anaphoric(told) or noun_phrase(told) else ""


def _description(text: str, run: Sequence[Word], cue: Cue) -> str:
    """The words by which a party describes what another claims, in quotation marks."""
    opening = next((i for i in range(cue.first, len(run)) if run[i].low in ("“", '"')), None)
    if opening is None or opening + 1 >= len(run):
        return quoting.marked(text, run, cue.first, run[cue.first].start)
    return quoting.marked(text, run, opening + 1, run[opening + 1].start)
