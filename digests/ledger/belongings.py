"""All that is kept of one chat, for giving it out and for forgetting it: by the tables as they are, so that none is left out."""

from __future__ import annotations

import json
from typing import Any

from digests.ledger.store import Shelf

__all__ = ["Belongings"]

#: columns whose text is JSON
_NESTED = ("profile",)


class Belongings(Shelf):
    """The area of what belongs to whom. A chat is a recipient, or one with topics: ``7``, ``-100123:5``."""

    def belongings(self, chat: str) -> dict[str, list[dict[str, Any]]]:
        """Every row kept of a chat, by table; the pages of its deliveries and its notes too. Empty tables are left out."""
        found = {"recipients": self._rows("recipients", "name", chat)}
        for table, column in self._owned():
            found[table] = self._rows(table, column, chat)
        pages = f"SELECT p.* FROM pages p JOIN deliveries d ON d.id = p.delivery WHERE {_of('d.recipient')}"  # noqa: S608 - our own words
        found["pages"] = self._dicts(pages, chat)
        found["notes"] = self._dicts(f"SELECT key, value FROM notes WHERE {_NOTED} ORDER BY key", chat)  # noqa: S608 - our own words
        return {table: rows for table, rows in found.items() if rows}

    def forget(self, chat: str) -> bool:
        """Delete what is kept of a chat, in one transaction: who has a delivery of it in hand loses its claim. False: nothing was.

        What the desk holds a chat to stays: who was blocked is not let in by being forgotten.
        """
        with self.store.atomic():
            gone = self.store.write(f"DELETE FROM notes WHERE {_NOTED}", chat)  # noqa: S608 - our own words
            for table, column in self._owned():
                if table not in _THE_DESKS:
                    gone += self.store.write(f"DELETE FROM {table} WHERE {_of(column)}", chat)  # noqa: S608 - names of our own tables
            gone += self.store.write(f"DELETE FROM recipients WHERE {_of('name')}", chat)  # noqa: S608 - the same
        return bool(gone)

    def _owned(self) -> list[tuple[str, str]]:
        """The tables that name a chat, and the column that does."""
        rows = self.store.rows(
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c"
            " WHERE t.type = 'table' AND c.name IN ('recipient', 'chat') ORDER BY t.name"
        )
        return [(table, column) for table, column in rows]

    def _rows(self, table: str, column: str, chat: str) -> list[dict[str, Any]]:
        return self._dicts(f"SELECT * FROM {table} WHERE {_of(column)}", chat)  # noqa: S608 - names of our own tables

    def _dicts(self, sql: str, chat: str) -> list[dict[str, Any]]:
        rows = self.store.named(sql, chat)
        return [{name: json.loads(value) if name in _NESTED else value for name, value in row.items()} for row in rows]


#: notes whose name ends with a chat, or with a chat and a person: ``desk/talk/7``, ``panel/talk/-100123:7``
_NOTED = "(key LIKE '%/' || ?1 OR key LIKE '%/' || ?1 || ':%' OR key LIKE '%/%:' || ?1)"
#: tables that are the desk's own word on a chat
_THE_DESKS = frozenset({"restrictions"})


def _of(column: str) -> str:
    """A chat itself, and the topics of its forum."""
    return f"({column} = ?1 OR {column} LIKE ?1 || ':%')"
