"""What a stance is about, in the article's own words: a noun phrase, a "that" clause, a "to" infinitive, or a quotation.

The first three read on from the stance ("demands that ...", "pledges to ...") and are proved by ``wellformed``; where none can
be cut soundly the words are told in quotation marks. Nothing is put into other words, but for "that X withdraw" out of "asked X
to withdraw" and "X must withdraw".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digests.extract.positions import quoting
from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.cutting import cut, joints, limit, longest
from digests.extract.positions.lexicon import OTHERWISE, Cue, Word, vocabulary
from digests.extract.positions.wellformed import adverb, clause, group, infinitive, noun_phrase, verb_forms, verbs
from digests.model import Stance
from digests.text.document import Document

_DEEDS = (Stance.CONDITIONS, Stance.THREATENS)  #: stances told by "will" and "ready to"
_STRICT = (Stance.REJECTS, Stance.DENIES, Stance.CONDITIONS)  #: what is cut off these may turn them around
_OBJECT = 24  # words between "urge" and its "to"
_SUBJECT = 12  # words of a clause's subject
_LINKS = frozenset(("for", "on", "upon", "of", "at", "about", "against", "over", "with", "by", "to"))
_OPENING = ("“", '"', "‘")
_FACT = frozenset(("is", "are", "was", "were", "had", "has", "have"))
_IT = "it"  #: an issue that only points back
_BARE = frozenset(("not", "n't", "only", "also"))


def of(document: Document, candidate: Candidate, stance: Stance) -> str:
    """The issue of a candidate's stance: sound words, words that only point back ("that idea"), or "" where neither can be cut."""
    text = document.content
    for act in fitting(candidate, stance):
        told = _of_act(text, candidate.run, act, stance)
        if told:
            return told
    return _of_said(document, candidate, stance)


def fitting(candidate: Candidate, stance: Stance) -> list[Act]:
    """The acts that tell a stance, plain ones first."""
    fit = [a for a in candidate.acts if a.stance is stance]
    if stance in _DEEDS:
        fit += [a for a in candidate.acts if a.stance in (Stance.COMMITS, Stance.PROPOSES, Stance.ACCEPTS, Stance.REJECTS) and a not in fit]
    return sorted(fit, key=lambda a: not a.cue.plain)


def in_quotes(text: str, candidate: Candidate, stance: Stance) -> str:
    """The sentence's own words for a stance, in quotation marks."""
    act = next(iter(fitting(candidate, stance)), None)
    cue = None if act else next((c for c in candidate.said if c.stance is stance), None)
    told = quoting.own_words(text, candidate, act, cue)
    return told or quoting.marked(text, candidate.run, 0, candidate.run[0].start)


# ── acts ───────────────────────────────────────────────────────────────────────────────────────────────────


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
    if act.hedge in ("will", "would") and cue.form == "base" and (stance in (*_DEEDS, Stance.COMMITS, Stance.PROPOSES) or act.negated):
        return _infinitive(
            text, run, cue.last + 1 if cue.lemma == "will" else cue.first, stance, act.negated and stance is not Stance.REJECTS
        )
    if cue.lemma == "will":
        return _infinitive(text, run, cue.last + 1, stance, act.negated and stance is not Stance.REJECTS)
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
        return _infinitive(text, run, sworn + 1, stance)
    if cue.lemma in verbs("control"):
        told = _controlled(text, run, cue, stance)
        if told:
            return told
    if "* to" in cue.lemma:
        return ""
    start = cue.first + 1 if cue.last > cue.first and run[cue.last].low in _kept() else _skipped(run, cue.last + 1)
    if run[cue.last].low == "to":
        told = _infinitive(text, run, start, stance)
        return told or ("" if start < len(run) and _verb_at(text, run, start) else _object(text, run, start, stance, act))
    if start < len(run) and run[start].low == "to":
        return _infinitive(text, run, start + 1, stance)
    if start < len(run) and (cue.lemma in verbs("bare") or (cue.lemma in verbs("clausal") and run[start].low == "that")):
        told = _that(text, run, start, stance, demanded=stance in (Stance.DEMANDS, Stance.PROPOSES))
        if told:
            return told
    while start < len(run) and run[start].low in _LINKS:
        start += 1
    if cue.lemma in verbs("deeds"):
        return ""
    return _object(text, run, start, stance, act)


def _kept() -> frozenset[str]:
    return frozenset(vocabulary()["issue"]["kept"])


def _skipped(run: Sequence[Word], start: int) -> int:
    """The first word after adverbs and days: "proposed on Monday that", "signed into law a bill"."""
    place = start
    skip = frozenset(vocabulary()["issue"]["skip"])
    while (
        place < len(run) and place - start < 5 and (run[place].low in skip or (run[place].low.endswith("ly") and len(run[place].low) > 5))
    ):
        place += 1
    if place + 2 < len(run) and run[place].low in ("in", "over", "into") and run[place + 1].low in ("recent", "the", "law"):
        ends = ("days", "weeks", "months", "years", "law")
        place = next((i + 1 for i in range(place + 1, min(len(run), place + 5)) if run[i].low in ends), place)
    if place + 2 < len(run) and run[place].low in group("months"):  # "agreed Dec. 1 to"
        place = next((i for i in range(place + 1, min(len(run), place + 4)) if run[i].low in ("to", "that")), place)
    telling = place < len(run) and run[place].low in ("that", "to")
    plain = all(run[i].low not in ("this", "last", "next", "all") for i in range(start, place))
    return place if telling or (place < len(run) and plain and run[place].low[0].isalnum()) else start


def _ended(text: str, run: Sequence[Word], start: int, stance: Stance, verbal: bool, head: str = "") -> Iterator[str]:
    """The words from a place to the end of their phrase; where nothing is lost by it, also to each earlier joint."""
    end = limit(run, start, verbal=verbal)
    for place in (end, *joints(run, start, end, strict=stance in _STRICT)):
        told = cut(text, run, start, place)
        if told and len(told) + len(head) <= longest():
            yield head + told


def _infinitive(text: str, run: Sequence[Word], start: int, stance: Stance, negated: bool = False) -> str:
    """ "to V ..."; adverbs before the verb stay."""
    while start < len(run) and run[start].low in ("also", "n't", "not"):
        negated = negated or (run[start].low != "also" and stance is not Stance.REJECTS)
        start += 1
    if start >= len(run) or not _verb_at(text, run, start) or run[start].low in ("have", "be"):
        return ""  # "would have had to", "will be delaying": no deed
    head = "not to " if negated else "to "
    return next((told for told in _ended(text, run, start, stance, True, head) if infinitive(told)), "")


def _verb_at(text: str, run: Sequence[Word], place: int) -> bool:
    """Whether a verb can stand at a place after "to"."""
    while place < len(run) and (run[place].low in _OPENING or adverb(run[place].low)):
        place += 1
    if place >= len(run):
        return False
    low = run[place].low
    closed = group("determiner") | group("preposition") | group("object") | group("subject")
    return low.replace("-", "").isalpha() and low not in closed and text[run[place].start].islower() and not low.endswith("ing")


def _that(text: str, run: Sequence[Word], start: int, stance: Stance, *, demanded: bool = False) -> str:
    """ "that S", also where "that" is left out before "it would", "the two men were" and, of demands, "both armies halt the"."""
    told = run[start].low == "that"
    place = start + 1 if told else start
    if place >= len(run) or (told and (place + 1 >= len(run) or run[place].low in group("nouns"))):
        return ""
    if not told and not _clause_ahead(text, run, place, demanded):
        return ""
    if (
        run[place].low in group("third")
        and stance in (*_DEEDS, Stance.COMMITS, Stance.PROPOSES)
        and place + 1 < len(run)
        and run[place + 1].low in group("modals")
    ):
        return _infinitive(text, run, place + 2, stance)
    found = (_asked(c) if stance is Stance.DEMANDS else c for c in _ended(text, run, place, stance, True, "that "))
    return next((c for c in found if clause(c) and _mood(c, stance)), "")


def _asked(told: str) -> str:
    """What is demanded without the "will" or "should" of the text: "that the two teams will meet" as "that the two teams meet"."""
    words = told.split(" ")
    place = next(
        (i for i, word in enumerate(words) if word in group("finite") | group("preposition") | group("relative") and i), len(words)
    )
    modal = place + 1 < len(words) and words[place] in ("will", "would", "should", "must") and words[place + 1] not in ("have", "not")
    return " ".join((*words[:place], *words[place + 1 :])) if modal else told


def _mood(told: str, stance: Stance) -> bool:
    """Whether a clause has the mood of its stance: what is demanded is not a fact yet, what is promised is to come."""
    lows = told.lower().split()
    if stance is Stance.DEMANDS:
        held = next((i for i, low in enumerate(lows) if i > 1 and low in group("relative") | group("preposition") - {"of"}), len(lows))
        return not any(low in _FACT for low in lows[:held])
    return stance is not Stance.COMMITS or any(low in group("modals") for low in lows)


def _clause_ahead(text: str, run: Sequence[Word], place: int, demanded: bool) -> bool:
    """Whether a subject with its verb stands here."""
    if run[place].low in group("third"):
        return place + 1 < len(run) and (
            run[place + 1].low in group("finite") or run[place + 1].low in verb_forms() or run[place + 1].low.endswith("s")
        )
    if run[place].low in group("preposition") | group("relative") | {"to"}:
        return False
    for i in range(place + 1, min(len(run), place + _SUBJECT)):
        low, after = run[i].low, run[i + 1].low if i + 1 < len(run) else ""
        if low in group("relative") or low in group("mark") or low in (",", ".", "to", "like", "than", *_OPENING, "”"):
            return False
        if low in group("finite") and low not in ("'s", "'d"):
            return True
        bare = (low in verb_forms() and verb_forms()[low] == "base") or low in verbs("both")
        if (
            demanded
            and bare
            and (after in group("article") or (after in ("or", "and") and i + 2 < len(run) and run[i + 2].low in verb_forms()))
        ):
            return run[i - 1].low not in group("determiner") | group("preposition")
        plural = run[place].low.endswith("s") or run[i - 1].low.endswith("s")
        if demanded and bare and plural and after[:1].isalpha() and after not in group("preposition") | group("reporting"):
            return run[place].low not in ("a", "an", "its") and run[i - 1].low not in group("determiner") | group("preposition") | {"-"}
    return False


def _controlled(text: str, run: Sequence[Word], cue: Cue, stance: Stance) -> str:
    """ "urged X to V" as "that X V", "not to V" as "that X not V"."""
    start = cue.first + 1 if "*" in cue.lemma else cue.last + 1
    start = _skipped(run, start)
    place = next((i for i in range(start + 1, min(len(run), start + _OBJECT)) if run[i].low == "to" and _verb_at(text, run, i + 1)), None)
    if place is None:
        return ""
    negated = run[place - 1].low == "not"
    comma = next((i for i in range(start, place) if run[i].low == ","), None)
    inserted = comma is not None and run[comma + 1].low in ("which", "who", "whose") and run[place - 1].low == ","
    if comma is not None and not inserted:
        return ""
    if cue.lemma in verbs("passive") and run[place + 1].low != "be" and not inserted and not _somebody(text, run, start, place):
        return ""
    whom = cut(text, run, start, comma if comma is not None else place - 1 if negated else place)
    if not noun_phrase(whom) or any(w.low in group("mark") for w in run[start:place]):
        return ""
    head = f"that {whom} {'not ' if negated else ''}"
    found = (c.replace(" and to ", " and ") for c in _ended(text, run, place + 1, stance, True, head))
    return next((c for c in found if clause(c) and infinitive("to " + c[len(head) :])), "")


def _object(text: str, run: Sequence[Word], start: int, stance: Stance, act: Act) -> str:
    """The noun phrase after a verb; of "called the deal void" the deal alone; "" for an object that is somebody."""
    if start >= len(run):
        return ""
    end = limit(run, start)
    pointing = cut(text, run, start, end)
    if anaphoric(pointing):
        return pointing
    if act.cue.lemma in verbs("personal") or _somebody(text, run, start, end):
        return ""
    if act.cue.lemma in verbs("giving"):
        start = _given(text, run, start, end)
    told = next((c for c in _ended(text, run, start, stance, False) if noun_phrase(c)), "")
    if told and act.negated and told.lower().startswith(("no ", "nothing ")):
        return "any " + told.split(" ", 1)[1] if told.lower().startswith("no ") else ""
    return told


def _somebody(text: str, run: Sequence[Word], start: int, end: int) -> bool:
    """Whether an object is people rather than a matter: "the president", "his predecessor Goodluck Jonathan"."""
    stop = next((i for i in range(start, end) if run[i].low in group("preposition") | {","}), end)
    lows = [w.low for w in run[start:stop] if w.low[0].isalpha() and not text[w.start].isupper()]
    return bool(lows) and lows[-1] in group("people")


def _given(text: str, run: Sequence[Word], start: int, end: int) -> int:
    """Past whom something is offered: "offered Belgium all assistance"."""
    place = start
    while place < end and text[run[place].start].isupper():
        place += 1
    return place if place > start and place < end and run[place].low in group("determiner") else start


def _of_noun(text: str, run: Sequence[Word], act: Act, stance: Stance) -> str:
    """What follows "demand" or "plan" where something does."""
    place = act.cue.last + 1
    if place >= len(run):
        return ""
    low = run[place].low
    if low == "by" or (act.via == "by" and low == "from"):
        place = next((i for i in range(place, min(len(run), place + _OBJECT)) if run[i].low in ("to", "for", "that")), len(run) - 1)
        low = run[place].low
    if low == "to" and place + 1 < len(run) and _verb_at(text, run, place + 1):
        return _infinitive(text, run, place + 1, stance)
    if low == "that":
        return _that(text, run, place, stance)
    if low in ("on", "to", "for") and stance is Stance.DEMANDS:
        told = _controlled(text, run, Cue(place, place, stance, "ask for" if low == "for" else "urge", "verb"), stance)
        if told:
            return told
    if low in _LINKS and low not in ("by", "with", "at") and place + 1 < len(run):
        return _object(text, run, place + 1, stance, act)
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
        return ""
    return quoting.marked(text, run, opening + 1, run[opening + 1].start)


# ── what was said ──────────────────────────────────────────────────────────────────────────────────────────


def _of_said(document: Document, candidate: Candidate, stance: Stance) -> str:
    """ "that X V" out of "X must V", "to V" out of "we will V"; "" for all else."""
    statement = candidate.statement
    if statement is not None and statement.cue in verbs("naming") and stance in (Stance.REJECTS, Stance.DENIES, Stance.ACCEPTS):
        first = next((i for i, w in enumerate(candidate.run) if w.start >= statement.cue_end), len(candidate.run))
        told = _named(document.content, candidate.run, first)
        if told:
            return told
    sought = (Stance.COMMITS, Stance.PROPOSES) if stance in _DEEDS else (stance,)
    for cue in candidate.said:
        if cue.stance in sought:
            told = _around(document, candidate, cue, stance)
            if told:
                return told
    return ""


def _named(text: str, run: Sequence[Word], first: int) -> str:
    """ "called the agreement “null and void”": the agreement."""
    opening = next((i for i in range(first, len(run)) if run[i].low in ("“", '"', "as")), None)
    if opening is None or opening == first or any(w.low in (",", "to", "for") for w in run[first:opening]):
        return ""
    told = cut(text, run, first, opening)
    return told if noun_phrase(told) or anaphoric(told) else ""


def _around(document: Document, candidate: Candidate, cue: Cue, stance: Stance) -> str:
    """ "that X V" out of "X must V", "to V" out of "we will V" and "it would V" where the party itself is meant."""
    run, text = candidate.run, document.content
    verb = cue.last + 1
    if run[cue.last].low in ("not", "n't"):
        last = cue.last - 1
    else:
        last = cue.last
    negated = run[cue.last].low in ("not", "n't") or (verb < len(run) and run[verb].low in ("not", "n't"))
    while verb < len(run) and run[verb].low in _BARE - {"only"}:
        verb += 1
    if (run[last].low not in group("modals") and run[last].low not in ("to",)) or not _verb_at(text, run, verb):
        return ""
    floor = next((i for i, w in enumerate(run) if w.start >= candidate.span[0]), 0)
    start = _clause_start(run, cue.first, floor)
    subject = run[start : cue.first] if cue.first > start else run[cue.first : cue.first + 1]
    if stance is Stance.DEMANDS:
        whom = cut(text, run, start, cue.first)
        if not noun_phrase(whom):
            return ""
        head = f"that {_lowered(document, run, start, whom)} {'not ' if negated else ''}"
        return next(
            (
                c
                for c in _ended(text, run, verb, stance, True, head)
                if clause(c) and infinitive("to " + c[len(head) :].removeprefix("only "))
            ),
            "",
        )
    own = len(subject) == 1 and subject[0].low in ("we", "i", "it", "they", "he", "she")
    own = own and not (subject[0].low == "it" and run[verb].low in group("happening"))
    name = document.names.at(subject[0].start, subject[-1].end)
    own = own or (name is not None and name.party == candidate.party and name.end == subject[-1].end)
    if not own or (stance is Stance.REJECTS and not negated):
        return ""
    return _infinitive(text, run, verb, stance, negated and stance is not Stance.REJECTS)


def _clause_start(run: Sequence[Word], place: int, floor: int) -> int:
    start = place
    while start > floor and place - start < _SUBJECT:
        low = run[start - 1].low
        if low in (",", "but", "that", "“", ":", ";", "‘", ".", "’", "—", "–") or low in group("reporting"):
            return start
        if low in ("”", '"') and not any(w.low in ("“", '"') for w in run[max(floor, start - 8) : start - 1]):
            return start
        if low == "and" and run[start].low in group("third") | {"we", "i"}:
            return start
        start -= 1
    return start


def _lowered(document: Document, run: Sequence[Word], start: int, told: str) -> str:
    """Without the capital of a sentence's first word where that is a plain one."""
    word = run[start]
    plain = start == 0 or not run[start - 1].low[0].isalnum()
    return told[:1].lower() + told[1:] if plain and document.names.at(word.start, word.end) is None else told


def anaphoric(issue: str) -> bool:
    """Whether words say nothing of their own or only point back: "that idea", "it", "such an operation"."""
    told = [w for w in issue.lower().replace("“", " ").replace("”", " ").split() if w.strip(",.")]
    if not told:
        return True
    if len(told) == 1:
        return told[0] in group("anaphors") | group("nouns")
    if told[0] == "such":
        return True
    return len(told) == 2 and told[0] in group("pointing") and (told[1] in group("nouns") or told[0] in ("that", "this"))
