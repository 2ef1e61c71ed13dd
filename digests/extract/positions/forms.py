"""The forms an issue may have, cut at a place of a sentence: an infinitive, a clause, a noun phrase; "" where none is sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digests.extract.positions.acts import Act
from digests.extract.positions.cutting import cut, joints, limit, longest
from digests.extract.positions.lexicon import Cue, Word, vocabulary
from digests.extract.positions.wellformed import adverb, clause, group, infinitive, noun_phrase, verb_forms, verbs
from digests.model import Stance

DEEDS = (Stance.CONDITIONS, Stance.THREATENS)  #: stances told by "will" and "ready to"
_STRICT = (Stance.REJECTS, Stance.DENIES, Stance.CONDITIONS)  #: what is cut off these may turn them around
_OBJECT = 24  # words between "urge" and its "to"
_SUBJECT = 12  # words of a clause's subject
_OPENING = ("“", '"', "‘")
_FACT = frozenset(("is", "are", "was", "were", "had", "has", "have"))


def ended(text: str, run: Sequence[Word], start: int, stance: Stance, verbal: bool, head: str = "") -> Iterator[str]:
    """The words from a place to the end of their phrase; where nothing is lost by it, also to each earlier joint."""
    end = limit(run, start, verbal=verbal)
    for place in (end, *joints(run, start, end, strict=stance in _STRICT)):
        told = cut(text, run, start, place)
        if told and len(told) + len(head) <= longest():
            yield head + told


def infinitive_at(text: str, run: Sequence[Word], start: int, stance: Stance, negated: bool = False) -> str:
    """ "to V ..."; adverbs before the verb stay."""
    while start < len(run) and run[start].low in ("also", "n't", "not"):
        negated = negated or (run[start].low != "also" and stance is not Stance.REJECTS)
        start += 1
    if start >= len(run) or not verb_at(text, run, start) or run[start].low in ("have", "be"):
        return ""  # "would have had to", "will be delaying": no deed
    head = "not to " if negated else "to "
    return next((told for told in ended(text, run, start, stance, True, head) if infinitive(told)), "")


def verb_at(text: str, run: Sequence[Word], place: int) -> bool:
    """Whether a verb can stand at a place after "to"."""
    while place < len(run) and (run[place].low in _OPENING or adverb(run[place].low)):
        place += 1
    if place >= len(run):
        return False
    low = run[place].low
    closed = group("determiner") | group("preposition") | group("object") | group("subject")
    return low.replace("-", "").isalpha() and low not in closed and text[run[place].start].islower() and not low.endswith("ing")


def skipped(run: Sequence[Word], start: int) -> int:
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


def clause_at(text: str, run: Sequence[Word], start: int, stance: Stance, *, demanded: bool = False) -> str:
    """ "that S", also where "that" is left out before "it would", "the two men were" and, of demands, "both armies halt the"."""
    told = run[start].low == "that"
    place = start + 1 if told else start
    if place >= len(run) or (told and (place + 1 >= len(run) or not run[place + 1].low[0].isalnum())):
        return ""
    if not told and not _clause_ahead(text, run, place, demanded):
        return ""
    if (
        run[place].low in group("third")
        and stance in (*DEEDS, Stance.COMMITS, Stance.PROPOSES)
        and place + 1 < len(run)
        and run[place + 1].low in group("modals")
    ):
        return infinitive_at(text, run, place + 2, stance)
    found = (_asked(c) if stance is Stance.DEMANDS else c for c in ended(text, run, place, stance, True, "that "))
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


def asked_of(text: str, run: Sequence[Word], cue: Cue, stance: Stance) -> str:
    """ "urged X to V" as "that X V", "not to V" as "that X not V"."""
    start = cue.first + 1 if "*" in cue.lemma else cue.last + 1
    start = skipped(run, start)
    place = next((i for i in range(start + 1, min(len(run), start + _OBJECT)) if run[i].low == "to" and verb_at(text, run, i + 1)), None)
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
    found = (c.replace(" and to ", " and ") for c in ended(text, run, place + 1, stance, True, head))
    return next((c for c in found if clause(c) and infinitive("to " + c[len(head) :])), "")


def to_come(text: str, run: Sequence[Word], cue: Cue) -> bool:
    """Whether "to V" stands in the object of a verb: its object alone is not what is asked."""
    start = cue.last + 1
    return any(
        run[i].low == "to" and verb_at(text, run, i + 1)
        for i in range(start + 1, min(len(run), limit(run, start) if start < len(run) else 0))
    )


def object_at(text: str, run: Sequence[Word], start: int, stance: Stance, act: Act) -> str:
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
    told = next((c for c in ended(text, run, start, stance, False) if noun_phrase(c)), "")
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
