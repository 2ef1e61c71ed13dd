"""Who runs the desk: the owners of the settings, and whom they took on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from digests.desk.audit import acting
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Person, Role

__all__ = ["put_person", "remove_person", "role_of"]

_MOST_BITS = 52


def role_of(ledger: Ledger, owners: Collection[int], id: int | None) -> Role | None:
    """What somebody may do here; None where that is nobody of the desk. ``owners`` are those of the settings."""
    if id is None:
        return None
    if id in owners:
        return "owner"
    person = ledger.person(id)
    return person.role if person else None


def put_person(ledger: Ledger, who: str, owners: Collection[int], id: int, role: Role, now: datetime) -> Person:
    """Take somebody on, or give another role. Raises InputError for an owner of the settings, who stays one."""
    if not 0 < id < 1 << _MOST_BITS:
        raise InputError(str(id), "that is no id of a person; they see theirs when they send /desk to the bot")
    if id in owners:
        raise InputError(str(id), "is an owner by the setting DATELINE_ADMINS, and stays one until that is changed")
    with acting(ledger, who, "people add", str(id), now) as doing:
        person = Person(id, role, now, who)
        ledger.put_person(person)
        doing.detail = role
    return ledger.person(id) or person


def remove_person(ledger: Ledger, who: str, owners: Collection[int], id: int, now: datetime) -> None:
    """Let somebody go. Raises InputError where that is nobody of the desk, or an owner of the settings."""
    if id in owners:
        raise InputError(str(id), "is an owner by the setting DATELINE_ADMINS; take the id out of it")
    with acting(ledger, who, "people remove", str(id), now):
        if not ledger.remove_person(id):
            raise InputError(str(id), "is nobody of the desk")
