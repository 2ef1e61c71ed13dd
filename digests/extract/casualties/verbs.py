"""Verbs of harm and whom they harm: object in the active voice, subject in the passive, subject of those who die."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digests.extract.casualties import nouns
from digests.extract.casualties.clause import Clause
from digests.extract.casualties.lexicon import CAPTURED, INJURED, KILLED, MISSING, Sense, listed, person, things, weak
from digests.extract.casualties.lists import victims
from digests.extract.casualties.phrases import Victims
from digests.extract.casualties.tally import Tally, of_victims
from digests.extract.casualties.tokens import Token, joiner_at
from digests.model import Qualifier

_PLACE = 7  # tokens of a place between a harm and who is joined to its victim


@dataclass(slots=True)
class _Verb:
    """A verb of harm with what stands around it."""

    k: int
    token: Token
    kind: str
    before: Token | None
    after: Token | None
    subject: Victims | None = None
    signs: frozenset[str] = frozenset()
    direct: Victims | None = None  #: the phrase right before it

    @property
    def gerund(self) -> bool:
        return self.token.low.split()[0].endswith("ing") and not self.token.low.startswith("being")

    @property
    def past(self) -> bool:
        """Whether it has the form of a past tense or participle."""
        first = self.token.low.split()[0]
        return not self.gerund and (first.endswith("ed") or first in listed("grammar", "participles"))

    @property
    def adjective(self) -> bool:
        """ "a captured tank", "the wounded men"."""
        noun = self.after is not None and self.after.tag in ("word", "name")
        return self.before is not None and self.before.tag in ("article", "definite") and noun


def verb(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """Whom a verb such as "killed", "wounded", "kidnapped" harms."""
    it = _Verb(k, clause.tokens[k], sense.kind, clause.at(k - 1), clause.at(k + 1))
    if it.after is not None and it.after.low == "of" and it.token.low.endswith(("ing", "murder", "slaughter", "massacre", "capture")):
        return nouns.of(clause, k, sense)
    infinitive = it.before is not None and it.before.low == "to"
    if it.adjective or infinitive or clause.doubted(k) or (it.after is not None and it.after.low == "off"):
        return None
    if it.token.low == "treated" and all(t.low not in listed("verbs", "treated") for t in clause.tokens[max(0, k - 12) : k + 12]):
        return None
    itself = _reflexive(clause, it)
    if itself is not None:
        return itself
    subject, signs = clause.left(k)
    if signs & {"modal", "never"}:
        return None
    it.subject, it.signs, it.direct = _actor(clause, subject, sense.kind), frozenset(signs), clause.adjacent(k)
    perfect = it.before is not None and it.before.tag == "have"  # "is thought to have killed"
    return _passive(clause, it) if "be" in signs and it.past and not perfect else _active(clause, it) or _reduced(clause, it)


def _actor(clause: Clause, who: Victims | None, kind: str) -> Victims | None:
    """Whom "he" means in "killed two people before he was shot dead": who did the first harm, a victim of his own."""
    if who is None or who.value != 1 or not who.pronoun or kind != KILLED or who.first == 0:
        return who
    if clause.tokens[who.first - 1].low not in ("before", "until", "after", "and", "then"):
        return who
    first = clause.first(who.first)
    acts = first is not None and first.value == 1 and first.personal and not first.pronoun
    verb = clause.at(first.last) if first is not None else None
    if not acts or verb is None or verb.tag in ("be", "harm", "have", "mark", "preposition"):
        return who
    done = [t for t in clause.tokens[first.last : who.first] if t.sense is not None] if first is not None else []
    killed = any(t.sense is not None and t.sense.kind == KILLED and t.sense.role == "verb" for t in done)
    return first if killed else who


def _reflexive(clause: Clause, it: _Verb) -> Tally | None:
    """ "killed only themselves", "killing herself and two guards": who acts is harmed."""
    j = it.k + 1 + (it.after is not None and it.after.low == "only")
    found = clause.at(j)
    who = clause.first(it.k) if found is not None and found.tag == "reflexive" else None
    return with_others(clause, of_victims(it.kind, who, it.k, "reflexive"), j + 1) if who is not None and who.value else None


def _passive(clause: Clause, it: _Verb) -> Tally | None:
    who = it.subject
    if who is None or (who.pronoun and who.value is None) or (who.value == 1 and not who.human):
        return None
    if weak(it.token.low) and not (who.personal or who.elided or who.proper or (who.name and it.kind != INJURED)):
        return None
    return with_others(clause, of_victims(it.kind, who, it.k, "passive"), it.k + 1)


def _active(clause: Clause, it: _Verb) -> Tally | None:
    if it.gerund and it.before is not None and it.before.tag in ("definite", "possessive", "article"):
        return None
    thing = clause.right(it.k)
    if thing is None or not thing.told or (thing.pronoun and thing.value is None):
        return None
    if it.direct is not None and it.direct.told and it.direct.elided and thing.name:
        return None  # "five killed Friday"
    return _and_self(clause, of_victims(it.kind, thing, it.k, "active")) if _takes(clause, it, thing) else None


def _takes(clause: Clause, it: _Verb, who: Victims) -> bool:
    """Whether a verb can have a phrase for its victims."""
    if it.token.low.startswith("hurt") and not any(t.sense is not None for i, t in enumerate(clause.tokens) if i != it.k):
        return False  # "it hurts 5 million people"
    if weak(it.token.low):
        return who.personal or (who.name and it.kind != CAPTURED) or (who.proper and it.kind == KILLED)
    return who.human or who.value is None or it.kind in (KILLED, CAPTURED) or who.many or who.value > 1


def _reduced(clause: Clause, it: _Verb) -> Tally | None:
    """ "five people killed", "a man found shot dead": a passive that left out its "was"."""
    if not it.past or "have" in it.signs or it.token.low == "treated":
        return None
    direct, subject = it.direct, it.subject
    if it.after is not None and it.after.tag == "number" and any(t.low in things() for t in clause.tokens[it.k + 2 : it.k + 3]):
        return None  # "Wolves killed 40 sheep"
    if it.after is not None and it.after.tag == "word" and it.after.low in things() and (direct is None or direct.elided):
        return None  # "five wounded birds"
    if direct is not None and (direct.told or "relative" in it.signs):
        return _by_comma(clause, of_victims(it.kind, direct, it.k, "reduced"))
    if subject is None:
        return None
    if "relative" in it.signs and subject.personal:
        return of_victims(it.kind, subject, it.k, "relative")
    aged = it.before is not None and it.before.low == "," and clause.ends.get(it.k - 1) is subject  # "Boy, 3, killed"
    apart = aged or (it.before is not None and it.before.low in listed("grammar", "between"))
    counted = subject.told and (subject.many or subject.elided or subject.bare)
    return of_victims(it.kind, subject, it.k, "reduced") if apart and counted else None


def with_others(clause: Clause, tally: Tally | None, j: int) -> Tally | None:
    """Add who is told behind the verb: "was killed along with six guards", "killing herself and two guards"."""
    j = _past_place(clause, j)
    joiner = joiner_at(clause.tokens, j)
    others = victims(clause.tokens, j + joiner) if joiner and j + joiner < len(clause.tokens) else None
    if tally is None or tally.value is None or others is None or others.value is None:
        return tally
    after = clause.at(others.last)
    own_verb = after is not None and after.tag in ("be", "have", "harm")
    mere_and = clause.tokens[j].tag == "and" and (tally.rule != "reflexive" or own_verb)
    if mere_and or others.pronoun or others.elided or not others.personal:
        return tally
    return replace(tally, value=tally.value + others.value)


def _past_place(clause: Clause, j: int) -> int:
    """ "was killed in his home along with his wife": past a place, where others are joined behind it by more than an "and"."""
    first = clause.at(j)
    if first is None or first.low not in ("in", "at", "on", "outside", "near", "inside"):
        return j
    for i in range(j + 1, min(len(clause.tokens), j + _PLACE)):
        token = clause.tokens[i]
        if token.tag in ("mark", "and", "relative", "be", "have", "harm"):
            return j
        if joiner_at(clause.tokens, i):
            return i
    return j


def _and_self(clause: Clause, tally: Tally | None) -> Tally | None:
    """Count who did it: "killed his wife and then himself"."""
    if tally is None or tally.value is None or tally.who is None:
        return tally
    for token in clause.tokens[tally.who.last : tally.who.last + 4]:
        if token.tag == "reflexive":
            return replace(tally, value=tally.value + 1)
        if token.low not in ("and", "then", ","):
            break
    return tally


def _by_comma(clause: Clause, tally: Tally | None) -> Tally | None:
    """ "Mother, two children killed": a comma joins in headlines."""
    who = tally.who if tally is not None else None
    if tally is None or who is None or tally.value is None or who.first < 2 or clause.tokens[who.first - 1].low != ",":
        return tally
    before = clause.ends.get(who.first - 1)
    return replace(tally, value=tally.value + 1) if before is not None and before.first == 0 and before.bare else tally


def dies(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """Who dies, is declared dead or suffers injuries."""
    if clause.doubted(k):
        return None
    who, signs = clause.left(k)
    who = _actor(clause, who, sense.kind) or _headlined(clause, k)
    if signs & {"modal", "never"} or ("to" in signs and "have" not in signs):
        return None
    if who is None or (who.pronoun and who.value is None) or not (who.human or who.proper or who.vague):
        return None
    return with_others(clause, of_victims(sense.kind, who, k, "dies"), k + 1)


def _headlined(clause: Clause, k: int) -> Victims | None:
    """Who opens a headline that tells the harm and its end apart: "Doctor shot in market, dies in hospital"."""
    first = clause.first(k) if k and clause.tokens[k - 1].low == "," else None
    if first is None or first.value is None or any(t.tag == "mark" for t in clause.tokens[first.last : k - 1]):
        return None
    return first if clause.tokens[first.last].low in listed("verbs", "violent") or clause.tokens[first.last].sense is not None else None


def state(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """Who is missing or unaccounted for."""
    low, after, direct = clause.tokens[k].low, clause.at(k + 1), clause.ends.get(k)
    subject, signs = clause.left(k)
    if "modal" in signs or ("never" in signs and not low.startswith("not ")):
        return None
    finite = low in ("went missing", "disappeared", "gone missing", "vanished")
    if direct is None and not finite and not signs & {"be", "have", "relative"}:
        return None
    noun = after is not None and after.tag == "word" and after.low not in listed("grammar", "verbal")
    if noun and after is not None and (direct is None or (direct.elided and not person(after.low))):
        return None  # "missing persons", "three missing emails"; but "28 missing sailors"
    who = direct or subject
    if who is None or who.name or (who.value == 1 and not who.human):
        return None
    return of_victims(MISSING, who, k, "state")


def buried(clause: Clause, k: int, sense: Sense) -> Tally | None:
    """Who still is, or may be, under the rubble: missing. Who was got out, or was under it once, is not."""
    who, signs = clause.left(k)
    if who is None or not who.told or who.name or "never" in signs or who.head in listed("verbs", "unburied"):
        return None
    between = {t.low for t in clause.tokens[who.last : k]}
    if "relative" in signs or not between & listed("verbs", "buried_now"):
        return None
    tally = of_victims(MISSING, who, k, "state")
    if tally is not None and "modal" in signs and tally.qualifier is Qualifier.EXACT:
        tally.qualifier = Qualifier.UP_TO  # "18 may be under the rubble"
    return tally
