"""Facts out of articles: the front door of the three extractors."""

from __future__ import annotations

from digests.model import Article, Facts
from digests.text.document import Document

__all__ = ["read"]


def read(article: Article) -> Facts:
    """Every deadline, casualty report and position an article states, each with its sentence.

    Pure and deterministic: the same article gives the same facts. An article in a language that the vocabularies do not
    know gives none: it is better kept and linked than misread.
    """
    if article.language and not article.language.lower().startswith("en"):
        return Facts()
    from digests.extract import casualties, deadlines, positions  # with their vocabularies: loaded by who reads, not by who asks

    document = Document(article)
    return Facts(deadlines.read(document), casualties.read(document), positions.read(document))
