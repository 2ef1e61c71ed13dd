"""Nouns of harm and their counts: deaths, bodies, lives, injuries, casualties, the toll."""

from __future__ import annotations

from digests.extract.casualties.clause import Clause
from digests.extract.casualties.lexicon import CAPTURED, KILLED, Sense, listed, things
from digests.extract.casualties.lists import victims
from digests.extract.casualties.phrases import Victims, phrase
from digests.extract.casualties.tally import Tally, none_of, of_victims
from digests.extract.casualties.tokens import Token
from digests.model import Qualifier

_LEFT = 12  # tokens from "left" to "dead"
_COUNT = 6  # tokens from a noun back to its number
_DENIAL = 9  # tokens from "casualties" back to "no"
_TOLL = 30  # tokens from "toll" to its number


def counted(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """ "12 deaths", "no injuries", "four people dead"."""
    tokens, low, after = clause.tokens, clause.tokens[k].low, clause.at(k + 1)
    if after is not None and after.low == "of" and not (k and tokens[k - 1].tag in ("number", "no")):
        return of(clause, k, sense)
    if clause.doubted(k) or not lost(tokens, k):
        return None
    if _supposed(tokens, k):
        return None
    behind = clause.at(k + 2)
    if after is not None and after.low == ":" and behind is not None and behind.tag == "number" and behind.number is not None:
        told = behind.number  # "Fatalities: 16"
        return Tally(sense.kind, told.value, told.qualifier, told.vague, k, "counted", phrase(tokens, k + 2))
    if low == "dead" and after is not None and after.tag == "or":
        return None  # "dead or missing" tells no split
    if low in ("dead", "fatally"):
        who = clause.ends.get(k) or _said_dead(clause, k)
        if who is not None:
            return of_victims(sense.kind, who, k, "counted") if who.human or who.vague or (who.value or 0) > 1 else None
    if sense.kind == CAPTURED and any(t.low in listed("nouns", "exchanged") for t in tokens):
        return None
    return _number_before(clause, k, sense) or _injuries_to(clause, k, sense)


def _supposed(tokens: list[Token], k: int) -> bool:
    """Whether the harm is one that something could do: "a blast would leave 500 dead"."""
    for i in range(k - 1, max(0, k - _LEFT), -1):
        if tokens[i].low in ("leave", "cause", "claim", "cost"):
            return tokens[i - 1].tag in ("modal", "never") or (
                tokens[i - 1].low == "to" and tokens[i - 2].low in listed("grammar", "doubt")
            )
        if tokens[i].tag in ("mark", "relative"):
            return False
    return False


def _said_dead(clause: Clause, k: int) -> Victims | None:
    for i in range(k - 1, max(-1, k - _LEFT), -1):
        if clause.tokens[i].low in ("left", "leave", "leaves", "leaving", "found", "find", "finds", "finding"):
            return victims(clause.tokens, i + 1)  # "leaving three supporters of the opposition dead"
    who, signs = clause.left(k)
    return who if "be" in signs and not signs & {"modal", "never"} else None


def _number_before(clause: Clause, k: int, sense: Sense) -> Tally | None:
    tokens, low = clause.tokens, clause.tokens[k].low
    for j in range(k - 1, max(-1, k - _COUNT), -1):
        before = tokens[j]
        if before.low in listed("grammar", "untold") or (low == "dead" and before.low in things()):
            return None
        if before.tag == "number" and before.number is not None:
            number = before.number
            return Tally(sense.kind, number.value, number.qualifier, number.vague, k, "counted", clause.ends.get(k))
        supposed = k + 1 < len(tokens) and tokens[k + 1].tag == "modal"  # "a body would"
        if before.tag == "article" and low in ("body", "corpse", "dead body") and not supposed:
            return Tally(sense.kind, 1, Qualifier.EXACT, False, k, "counted")
        denied = before.low == "any" and any(t.tag in ("never", "no") for t in tokens[max(0, j - 6) : j])
        if before.tag == "no" or before.low == "without" or denied:
            return none_of(sense.kind, k)
        if before.low not in ("of", "other") and (before.tag not in ("word", "name") or before.sense is not None):
            return None
    return None


def _injuries_to(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """ "injuries to three others"."""
    after = clause.at(k + 1)
    if clause.tokens[k].low not in ("injury", "injuries") or after is None or after.low != "to" or k + 2 >= len(clause.tokens):
        return None
    who = victims(clause.tokens, k + 2)
    return of_victims(sense.kind, who, k, "of") if who is not None and who.told and who.personal and not who.pronoun else None


def lost(tokens: list[Token], k: int) -> bool:
    """Whether lives are lost (and not saved), bodies are dead ones, and "dead" stands before no thing."""
    low, after = tokens[k].low, tokens[k + 1] if k + 1 < len(tokens) else None
    if low in ("lives", "life"):
        return any(t.low in listed("nouns", "lost") for t in (*tokens[max(0, k - 6) : k], *tokens[k + 1 : k + 3]))
    if low in ("bodies", "body", "corpse", "corpses"):
        near = {t.low for t in tokens[max(0, k - 30) : k + 30]}
        return not near.isdisjoint(listed("nouns", "remains")) and near.isdisjoint(listed("nouns", "exchanged"))
    return not (low == "dead" and after is not None and after.tag == "word" and after.low in things())


def casualties(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """ "No casualties were reported": nobody killed, nobody injured. A number of casualties tells no split."""
    tokens = clause.tokens
    for j in range(k - 1, max(-1, k - _DENIAL), -1):
        before = tokens[j]
        if before.low in listed("grammar", "untold") or before.tag == "mark":
            return None
        denied = before.tag == "never" and j < k - 1 and any(t.low == "any" for t in tokens[j:k])
        if before.tag == "no" or before.low == "without" or denied:
            return none_of(KILLED, k, both=True)
    return None


def of(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """ "the killing of three activists", "the deaths of two soldiers", "the body of a man"."""
    after = clause.at(k + 1)
    if after is None or after.low != "of" or k + 2 >= len(clause.tokens) or clause.doubted(k):
        return None
    who = victims(clause.tokens, k + 2)
    if who is None or who.pronoun or not who.told or who.value == 0 or (who.value == 1 and not who.human):
        return None
    return of_victims(sense.kind, who, k, "of")


def toll(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """ "the death toll rose from five to nine": the number it comes to."""
    if clause.tokens[k].low == "total" and not _of_dead(clause, k):
        return None
    led_up = _led_up(clause, k, sense)
    if led_up is not None:
        return led_up
    tokens, fallback, j = clause.tokens, None, k
    while j + 1 < min(len(tokens), k + _TOLL):
        j += 1
        this = tokens[j]
        if this.low == ";" or (this.low == "," and fallback is not None) or this.tag == "modal":
            break
        if this.low in ("expected", "likely", "said", "says", "told") or this.tag == "including":
            break
        if this.tag == "relative":
            closes = _aside_end(tokens, j) or _risen(tokens, j)
            if closes is None:
                break
            j = closes  # "the toll, which includes six children, climbed"
        elif this.tag == "number" and this.number is not None:
            led = next((t.low for t in reversed(tokens[k + 1 : j]) if t.low not in ("the", "least", "now")), "")
            if led in ("from", "by"):
                continue  # "rose from five to nine", "rose by 73 to 563"
            tally = _come_to(clause, k, j, sense, led)
            if j == k + 1 or led in listed("grammar", "comes_to"):
                return tally
            fallback = fallback or tally
    return fallback


def _of_dead(clause: Clause, k: int) -> bool:
    """Whether a total is one of deaths: "87 died, bringing the total to 1,203"."""
    tokens = clause.tokens
    brought = any(t.low in listed("grammar", "brings") for t in tokens[max(0, k - 4) : k])
    return brought and any(t.sense is not None and t.sense.kind == KILLED for t in tokens[:k])


def _led_up(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """ "brings to 31 the number of people killed"."""
    tokens, j = clause.tokens, k - 1
    while j > 0 and tokens[j].tag in ("definite", "possessive", "word") and k - j < 4:
        j -= 1
    if j > 0 and tokens[j].tag == "number" and tokens[j - 1].low == "to":
        return _come_to(clause, k, j, sense, "to")
    return None


def _come_to(clause: Clause, k: int, j: int, sense: Sense, led: str) -> Tally | None:
    number = clause.tokens[j].number
    if number is None:
        return None
    over = led.startswith(("exceed", "surpass", "top", "pass")) and number.qualifier is Qualifier.EXACT
    near = led.startswith(("near", "approach")) and number.qualifier is Qualifier.EXACT
    qualifier = Qualifier.MORE_THAN if over else Qualifier.ABOUT if near else number.qualifier
    return Tally(sense.kind, number.value, qualifier, number.vague, k, "toll", phrase(clause.tokens, j))


def _risen(tokens: list[Token], j: int) -> int | None:
    """ "the number of dead in the fires that destroyed the town rose to": the verb behind a clause without commas."""
    for i in range(j, min(len(tokens), j + 15)):
        if tokens[i].tag == "mark":
            return None
        if tokens[i].low in listed("grammar", "rises"):
            return i
    return None


def _aside_end(tokens: list[Token], j: int) -> int | None:
    if tokens[j - 1].low != ",":
        return None
    return next((i for i in range(j, min(len(tokens), j + 15)) if tokens[i].low == ","), None)
