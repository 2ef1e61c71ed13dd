"""Who said what: direct, mixed and indirect speech, "according to", headlines with a colon.

The approach is that of rule systems for attribution (cue verbs, the noun phrase that is their subject, the clause or the
quoted words that are their content; compare Pareti 2012 and the PolNeAR guidelines of Newell, Margolin and Ruths 2018).
"""

from __future__ import annotations

from digests.text.statements.attribution import Told, attributed
from digests.text.statements.reading import find
from digests.text.statements.records import Statement

__all__ = ["Statement", "Told", "attributed", "find"]
