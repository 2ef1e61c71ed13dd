"""What sources or parties tell differently: a party that denies what another claims, and tolls that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from digests.model import DeadlineKind, Dispute, Evidence, Incident, Side, Stance, StanceHeld, StoryDeadline, StoryPosition, key_of
from digests.story.likeness import blame, proper, telling, tokens

_NEAR = timedelta(days=4)  # a denial answers what was claimed within this time
_RIGHT_BEHIND = 350  # letters: a sentence or two
_PACT = "truce agreed agreement deal"  # words for what is denied where both sides speak of one pact
_QUOTED = re.compile(r"[“\"]([^“”\"]{8,160})[”\"]")


class Disputes:
    """The disputes of a story; what was found of an incident is kept as long as its record."""

    def __init__(self) -> None:
        self._tolls: dict[str, tuple[Incident, tuple[Dispute, ...]]] = {}

    def find(
        self, deadlines: Iterable[StoryDeadline], incidents: Iterable[Incident], positions: Iterable[StoryPosition]
    ) -> tuple[Dispute, ...]:
        """Every dispute, each with both sides and their sentences."""
        due, events, held = tuple(deadlines), tuple(incidents), tuple(positions)
        blaming = tuple(p for p in held if blame(p.held.evidence.sentence.text))
        told: dict[tuple[str, str], Dispute] = {}
        for dispute in (d for p in held for d in (_denials(p, due) or _blamed(p, events, blaming))):
            of = (dispute.touches, dispute.sides[-1].who)
            if of not in told or _quotes(dispute) > _quotes(told[of]):  # one party's denials of one thing are one dispute
                told[of] = dispute
        kept = {incident.key: self._of(incident) for incident in events}
        self._tolls = kept
        return (*told.values(), *(dispute for _, found in kept.values() for dispute in found))

    def _of(self, incident: Incident) -> tuple[Incident, tuple[Dispute, ...]]:
        known = self._tolls.get(incident.key)
        return known if known is not None and known[0] is incident else (incident, _tolls(incident))


def _quotes(dispute: Dispute) -> bool:
    """Whether the denying side is heard in its own words."""
    return dispute.sides[-1].claim.startswith("“")


def _denials(position: StoryPosition, deadlines: tuple[StoryDeadline, ...]) -> list[Dispute]:
    """What a party denies of a deadline."""
    held = position.held
    if held.stance is not Stance.DENIES:
        return []
    at, denied = held.evidence.published, tokens(held.evidence.sentence.text) | tokens(held.issue)
    for deadline in (d for d in deadlines if d.evidence[0].published - _NEAR <= at <= d.evidence[-1].published + _NEAR):
        named = len(telling(denied & tokens(deadline.subject))) >= 2
        pact = deadline.kind is DeadlineKind.EXPIRY and not denied.isdisjoint(tokens(_PACT))
        if not named and not pact:
            continue
        near = (e for e in reversed(deadline.evidence) if abs(at - e.published) <= _NEAR)
        claim = next((e for e in near if named or _answers(held, position, e)), None)
        if claim is not None:
            sides = (
                Side(claim.attribution or claim.outlet, deadline.subject, claim),
                Side(position.party, _claim(held), held.evidence),
            )
            return [Dispute(key_of("dispute", position.key), deadline.subject, sides, deadline.key)]
    return []


def _blamed(position: StoryPosition, incidents: tuple[Incident, ...], blaming: Iterable[StoryPosition]) -> list[Dispute]:
    """Who did it: one party names another that denies it."""
    held = position.held
    if held.stance is not Stance.DENIES:
        return []
    named = (p for p in blaming if p.party != position.party and _near_by(p.held.evidence, held.evidence))
    accuser = next((p for p in named if tokens(position.party) & tokens(p.held.evidence.sentence.text)), None)
    incident = next((i for i in incidents if _tells(i, held.evidence)), None) if accuser else None
    if accuser is None or incident is None:
        return []
    sides = (
        Side(accuser.party, _claim(accuser.held), accuser.held.evidence),
        Side(position.party, _claim(held), held.evidence),
    )
    where = f", {incident.place}" if incident.place and incident.place not in incident.what else ""
    return [Dispute(key_of("dispute", position.key), f"who is behind it: {incident.what or 'the attack'}{where}", sides, incident.key)]


def _near_by(claim: Evidence, denial: Evidence) -> bool:
    if abs(claim.published - denial.published) > _NEAR:
        return False
    if claim.sentence.article == denial.sentence.article:
        return abs(denial.sentence.start - claim.sentence.start) <= 2 * _RIGHT_BEHIND
    return len(telling(tokens(claim.sentence.text) & tokens(denial.sentence.text))) >= 3


def _tells(incident: Incident, denial: Evidence) -> bool:
    """Whether an article that denies having done it tells of the incident, in words that both share."""
    told = [h.evidence for h in incident.history]
    if not told[0].published - _NEAR <= denial.published <= told[-1].published + _NEAR:
        return False
    here = [e for e in told if e.sentence.article == denial.sentence.article]
    near = here or [e for e in told if abs(e.published - denial.published) <= _NEAR]
    least = 1 if here else 2
    return any(len(telling(tokens(e.sentence.text) & tokens(denial.sentence.text))) >= least for e in near)


def _claim(held: StanceHeld) -> str:
    quoted = _QUOTED.search(held.evidence.sentence.text)
    return f"“{quoted.group(1).rstrip(' ,.')}”" if quoted else held.issue


def _answers(held: StanceHeld, position: StoryPosition, claim: Evidence) -> bool:
    """Whether a denial of a pact speaks of this claim: by its place in the article, or by the names in both."""
    names = proper(held.evidence.sentence.text) & proper(claim.sentence.text)
    return _follows(held.evidence, claim) or bool(names - {position.party.lower()})


def _follows(denial: Evidence, claim: Evidence) -> bool:
    """Whether a denial stands right behind a claim in the same article."""
    return denial.sentence.article == claim.sentence.article and 0 <= denial.sentence.start - claim.sentence.end <= _RIGHT_BEHIND


def _tolls(incident: Incident) -> tuple[Dispute, ...]:
    toll = incident.killed
    if toll is None or toll.low == toll.high:
        return ()
    sides: dict[int, Side] = {}
    for report in incident.history:
        if report.killed in (toll.low, toll.high) and not report.part:
            who = report.evidence.attribution or report.evidence.outlet
            sides[report.killed or 0] = Side(who, f"{report.killed} killed", report.evidence)
    if len(sides) < 2:
        return ()
    about = "number of people killed" + (f", {incident.place}" if incident.place else "")
    return (Dispute(key_of("dispute", incident.key), about, tuple(sides[n] for n in sorted(sides)), incident.key),)
