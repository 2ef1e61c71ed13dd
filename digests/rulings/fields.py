"""What of a fact the desk can put right, and how a value is written and read."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Any

from digests.errors import InputError
from digests.model import CasualtyReport, Deadline, DeadlineKind, DeadlineStatus, Fact, Position, Qualifier, Stance

__all__ = ["FIELDS", "kind_of", "shown", "told", "valued"]

_COUNTS = ("killed", "injured", "missing", "captured")
#: by kind of fact: each field, and what it holds
FIELDS: dict[str, dict[str, Any]] = {
    "deadline": {
        "date": "date",
        "time": "time",
        "timezone": str,
        "subject": str,
        "kind": DeadlineKind,
        "status": DeadlineStatus,
        "attribution": str,
    },
    "casualties": {**dict.fromkeys(_COUNTS, int), "date": "date", "place": str, "what": str, "qualifier": Qualifier, "attribution": str},
    "position": {"party": str, "stance": Stance, "issue": str, "speaker": str, "condition": str},
}
_NEEDED = frozenset({"deadline date", "deadline subject", "deadline kind", "deadline status", "casualties qualifier", "position party"})
_NEEDED_STANCES = frozenset({"position stance", "position issue"})
_MOST, _LONGEST = 10_000_000, 200


def kind_of(fact: Fact) -> str:
    """``deadline``, ``casualties`` or ``position``."""
    return {Deadline: "deadline", CasualtyReport: "casualties", Position: "position"}[type(fact)]


def told(fact: Fact) -> str:
    """What a fact tells, in short: what it is known again by beside its sentence."""
    match fact:
        case Deadline():
            return f"{fact.date} {fact.subject}"
        case CasualtyReport():
            return " ".join(f"{getattr(fact, name)} {name}" for name in _COUNTS if getattr(fact, name) is not None)
        case Position():
            return f"{fact.party} {fact.stance.value} {fact.issue}"


def shown(value: object) -> str:
    """A field's value as people read it; "" for nothing."""
    return "" if value is None else value.value if isinstance(value, StrEnum) else str(value)


def valued(kind: str, field: str, typed: str) -> str:
    """A value as typed for a field, checked and in the form it is kept in; "" takes a value away. Raises InputError."""
    if field not in FIELDS[kind]:
        raise InputError(field, f"of {_article(kind)} these can be put right: {', '.join(FIELDS[kind])}; not “{field[:30]}”")
    typed = " ".join(typed.split())
    if typed.lower() in ("none", "-", ""):
        if f"{kind} {field}" in _NEEDED | _NEEDED_STANCES:
            raise InputError(field, f"{_article(kind)} needs its {field}")
        return ""
    holds = FIELDS[kind][field]
    if holds == "date":
        return _date(typed)
    if holds == "time":
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", typed):
            raise InputError(typed, f"“{typed[:30]}” is no time; give one like 09:30")
        return typed
    if holds is int:
        if not typed.isascii() or not typed.isdigit() or int(typed) > _MOST:
            raise InputError(typed, f"“{typed[:30]}” is no count; give a whole number, or “none”")
        return str(int(typed))
    if isinstance(holds, type) and issubclass(holds, StrEnum):
        if typed.lower() not in [member.value for member in holds]:
            raise InputError(typed, f"{field} is one of {', '.join(member.value for member in holds)}; not “{typed[:30]}”")
        return typed.lower()
    if len(typed) > _LONGEST:
        raise InputError(typed, f"that is longer than {_LONGEST} letters")
    return typed


def _article(kind: str) -> str:
    return {"deadline": "a deadline", "casualties": "an incident", "position": "a position"}[kind]


def _date(typed: str) -> str:
    if re.fullmatch(r"\d{4}|\d{4}-(0[1-9]|1[0-2])", typed):
        return typed
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise InputError(typed, f"“{typed[:30]}” is no day; give one like 2026-02-04, a month like 2026-02, or a year") from None


def held(kind: str, field: str, value: str) -> Any:
    """A kept value as the fact's field holds it."""
    holds = FIELDS[kind][field]
    if value == "":
        return "" if field == "what" else None
    if holds is int:
        return int(value)
    return holds(value) if isinstance(holds, type) and issubclass(holds, StrEnum) else value
