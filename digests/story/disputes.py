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


def find(deadlines: Iterable[StoryDeadline], incidents: Iterable[Incident], positions: Iterable[StoryPosition]) -> tuple[Dispute, ...]:
    """Every dispute, each with both sides and their sentences."""
    due, events, held = tuple(deadlines), tuple(incidents), tuple(positions)
    told: dict[tuple[str, str], Dispute] = {}
    for dispute in (d for p in held for d in (_denials(p, due) or _blamed(p, events, held))):
        of = (dispute.touches, dispute.sides[-1].who)
        if of not in told or _quotes(dispute) > _quotes(told[of]):  # one party's denials of one thing are one dispute
            told[of] = dispute
    return (*told.values(), *(d for i in events for d in _tolls(i)))


def _quotes(dispute: Dispute) -> bool:
    """Whether the denying side is heard in its own words."""
    return dispute.sides[-1].claim.startswith("“")


def _denials(position: StoryPosition, deadlines: tuple[StoryDeadline, ...]) -> list[Dispute]:
    held = position.held
    if held.stance is not Stance.DENIES:
        return []
    at = held.evidence.published
    for deadline in (d for d in deadlines if d.evidence[0].published - _NEAR <= at <= d.evidence[-1].published + _NEAR):
        claim = next((e for e in reversed(deadline.evidence) if _answers(held, position, deadline, e)), None)
        if claim is not None:
            sides = (
                Side(claim.attribution or claim.outlet, deadline.subject, claim),
                Side(position.party, _claim(held), held.evidence),
            )
            return [Dispute(key_of("dispute", position.key), deadline.subject, sides, deadline.key)]
    return []


def _blamed(position: StoryPosition, incidents: tuple[Incident, ...], positions: tuple[StoryPosition, ...]) -> list[Dispute]:
    """Who did it: one party names another that denies it."""
    held = position.held
    if held.stance is not Stance.DENIES:
        return []
    claims = (p.held for p in positions if p.party != position.party and _names(p.held.evidence, position.party))
    claim = next((c for c in claims if _near_by(c.evidence, held.evidence)), None)
    incident = next((i for i in incidents if _tells(i, held.evidence)), None)
    if claim is None or incident is None:
        return []
    party = next(p.party for p in positions if p.held is claim)
    sides = Side(party, _claim(claim), claim.evidence), Side(position.party, _claim(held), held.evidence)
    where = f", {incident.place}" if incident.place and incident.place not in incident.what else ""
    return [Dispute(key_of("dispute", position.key), f"who is behind it: {incident.what or 'the attack'}{where}", sides, incident.key)]


def _names(claim: Evidence, party: str) -> bool:
    """Whether a sentence blames a party."""
    return blame(claim.sentence.text) and bool(tokens(party) & tokens(claim.sentence.text))


def _near_by(claim: Evidence, denial: Evidence) -> bool:
    if abs(claim.published - denial.published) > _NEAR:
        return False
    if claim.sentence.article == denial.sentence.article:
        return abs(denial.sentence.start - claim.sentence.start) <= 2 * _RIGHT_BEHIND
    return len(telling(tokens(claim.sentence.text) & tokens(denial.sentence.text))) >= 3


def _tells(incident: Incident, denial: Evidence) -> bool:
    """Whether an article that denies having done it tells of the incident, in words that both share."""
    here = [h.evidence for h in incident.history if h.evidence.sentence.article == denial.sentence.article]
    near = here or [h.evidence for h in incident.history if abs(h.evidence.published - denial.published) <= _NEAR]
    least = 1 if here else 2
    return any(len(telling(tokens(e.sentence.text) & tokens(denial.sentence.text))) >= least for e in near)


def _claim(held: StanceHeld) -> str:
    quoted = _QUOTED.search(held.evidence.sentence.text)
    return f"“{quoted.group(1).rstrip(' ,.')}”" if quoted else held.issue


def _answers(held: StanceHeld, position: StoryPosition, deadline: StoryDeadline, claim: Evidence) -> bool:
    """Whether a denial speaks of this deadline: near in time, and of the same thing by its words or its place in the article."""
    if abs(held.evidence.published - claim.published) > _NEAR:
        return False
    denied = tokens(held.evidence.sentence.text) | tokens(held.issue)
    of = tokens(deadline.subject)
    shared = denied & of
    if len(telling(shared)) >= 2:
        return True
    if not denied & tokens(_PACT) or deadline.kind is not DeadlineKind.EXPIRY:
        return False
    return _follows(held.evidence, claim) or bool(
        (proper(held.evidence.sentence.text) & proper(claim.sentence.text)) - {position.party.lower()}
    )


def _follows(denial: Evidence, claim: Evidence) -> bool:
    """Whether a denial stands right behind a claim in the same article."""
    return denial.sentence.article == claim.sentence.article and 0 <= denial.sentence.start - claim.sentence.end <= _RIGHT_BEHIND


def _tolls(incident: Incident) -> list[Dispute]:
    toll = incident.killed
    if toll is None or toll.low == toll.high:
        return []
    sides: dict[int, Side] = {}
    for report in incident.history:
        if report.killed in (toll.low, toll.high) and not report.part:
            who = report.evidence.attribution or report.evidence.outlet
            sides[report.killed or 0] = Side(who, f"{report.killed} killed", report.evidence)
    if len(sides) < 2:
        return []
    about = "number of people killed" + (f", {incident.place}" if incident.place else "")
    return [Dispute(key_of("dispute", incident.key), about, tuple(sides[n] for n in sorted(sides)), incident.key)]
