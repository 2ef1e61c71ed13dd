"""All that reads clauses, in one."""

from __future__ import annotations

from digests.text.statements.contents import Contents
from digests.text.statements.subjects import Subjects
from digests.text.statements.verbs import Verbs


class Clauses(Verbs, Subjects, Contents):
    """Cues, their sources and their contents in one text."""
