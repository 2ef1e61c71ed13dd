"""Who runs the desk, and the log of what they did."""

from __future__ import annotations

from digests.ledger.codec import moment, stamp
from digests.ledger.store import Shelf
from digests.model import Act, Person

__all__ = ["People"]


class People(Shelf):
    """The area of the people of the desk."""

    def put_person(self, person: Person) -> None:
        """Take somebody on, or give a known one another role; since when they are known is kept."""
        self.store.write(
            "INSERT INTO people (id, role, since, by) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET role = excluded.role, by = excluded.by",
            *(person.id, person.role, stamp(person.since), person.by),
        )

    def person(self, id: int) -> Person | None:
        """One of them by id, None where that is nobody of the desk."""
        return next((person for person in self._people("WHERE id = ?", id)), None)

    def people(self) -> tuple[Person, ...]:
        """All of them, in the order they came."""
        return self._people("ORDER BY since, id")

    def remove_person(self, id: int) -> bool:
        """Let somebody go. False where that is nobody of the desk."""
        return bool(self.store.write("DELETE FROM people WHERE id = ?", id))

    def write_audit(self, act: Act) -> None:
        """Write down what was done; call it in the transaction that does it."""
        row = (stamp(act.at), act.who, act.act, act.about, act.detail)
        self.store.write("INSERT INTO audit (at, who, act, about, detail) VALUES (?, ?, ?, ?, ?)", *row)

    def audit(self, limit: int = 50, about: str = "") -> tuple[Act, ...]:
        """What was done, newest first; of one person or about one thing where ``about`` is a part of either name."""
        rows = self.store.rows(
            "SELECT at, who, act, about, detail FROM audit"
            " WHERE ?1 = '' OR instr(lower(who || ' ' || act || ' ' || about), lower(?1)) ORDER BY id DESC LIMIT ?2",
            *(about, limit),
        )
        return tuple(Act(moment(at), *rest) for at, *rest in rows)

    def _people(self, where: str, *parameters: object) -> tuple[Person, ...]:
        rows = self.store.rows(f"SELECT id, role, since, by FROM people {where}", *parameters)  # noqa: S608 - our own words
        return tuple(Person(id_, role, moment(since), by) for id_, role, since, by in rows)
