"""What readers were told and no longer holds because an outlet revised or withdrew its report: said so, with what was told before."""

from __future__ import annotations

from digests.compose.points import point
from digests.model import Incident, KeyPoint, PointKind, Revision, StoryDeadline, StoryPosition

__all__ = ["because", "of_counts", "of_value", "withdrawn"]


def because(revision: Revision) -> str:
    """Why a line no longer holds, in words: "Port Arn Radio revised its report at 14:10 UTC on March 3"."""
    did = "withdrew what it had reported" if revision.withdrawn else "revised its report"
    return f"{revision.outlet} {did} at {revision.at:%H:%M} UTC on {revision.at:%B} {revision.at.day}"


def of_value(item: StoryDeadline | StoryPosition, was: str) -> Revision | None:
    """The newest revision that took back the day or the stance readers were told; None where no outlet did."""
    return next((r for r in reversed(item.revised) if r.told == was), None)


def of_counts(item: Incident, before: str, after: str) -> Revision | None:
    """The newest revision that took back a count readers were told, where the outlet's own new count is what stands now.

    ``before`` and ``after``: counts as told, ``9/-/-/-``.
    """
    changed = [n for n, (a, b) in enumerate(zip(before.split("/"), after.split("/"), strict=False)) if a != b and "-" not in (a, b)]
    for revision in reversed(item.revised):
        had = revision.told.split("/")
        if any(had[n] == before.split("/")[n] for n in changed) and _stands(item, revision, after, changed):
            return revision
    return None


def _stands(item: Incident, revision: Revision, after: str, changed: list[int]) -> bool:
    """Whether a count that stands now is one the revising outlet tells, or lower than what it took back."""
    now, had = after.split("/"), revision.told.split("/")
    if any(had[n] != "-" and int(now[n]) < int(had[n]) for n in changed):
        return True
    own = [h for h in item.history if h.evidence.outlet == revision.outlet and h.evidence.published >= revision.was.published]
    told = [(h.killed, h.injured, h.missing, h.captured) for h in own]
    return any(str(counts[n]) == now[n] for counts in told for n in changed)


def withdrawn(item: StoryDeadline | Incident | StoryPosition, before: str | None) -> KeyPoint | None:
    """The line for what stands in no report any more, to those who were told it; None to those who were not, or for whom it is over."""
    if before is None or not item.revised or (isinstance(item, StoryDeadline) and "|ended" in before):
        return None
    revision = item.revised[-1]
    return point(PointKind.CORRECTED, item.key, item, (revision.was,), why=because(revision), revision=revision)
