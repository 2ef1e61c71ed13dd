"""Deadlines: the days on which something in the story is due, begins or ends.

Every date on or after the day of publication is judged in its clause (``judge``): whether it tells something due, of what
kind, and in what state; it is named in the clause's own words (``subject``), and what is told twice is folded (``fold``).
"""

from __future__ import annotations

from digests.extract.deadlines.reading import read

__all__ = ["read"]
