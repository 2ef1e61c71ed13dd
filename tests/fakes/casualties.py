"""Articles of casualties as tests read them: some text of a Friday, and the reports it gives."""

from __future__ import annotations

from datetime import UTC, datetime

from digests.extract.casualties import read
from digests.model import Article, CasualtyReport
from digests.text.document import Document

PUBLISHED = datetime(2024, 11, 29, tzinfo=UTC)  # a Friday


def told(text: str, title: str = "") -> tuple[CasualtyReport, ...]:
    """What an article of that text reports."""
    return read(Document(Article("a", title, text, PUBLISHED, "Wire")))


def one(text: str, title: str = "") -> CasualtyReport:
    """The one report of an article of that text."""
    (report,) = told(text, title)
    return report
