"""Facts out of articles: the front door of the three extractors."""

from __future__ import annotations

from digests.extract.trace import DEADLINES, Trace, Traced
from digests.model import Article, Facts
from digests.text.document import Document

__all__ = ["read", "traced"]


def read(article: Article) -> Facts:
    """Every deadline, casualty report and position an article states, each with its sentence.

    Pure and deterministic: the same article gives the same facts. An article in a language that the vocabularies do not
    know gives none: it is better kept and linked than misread.
    """
    return _read(Document(article)) if _english(article) else Facts()


def traced(article: Article) -> Traced:
    """The same reading, with what was nearly a fact and why it is none."""
    document, trace = Document(article), Trace()
    document.trace = trace
    facts = Facts()
    if _english(article):
        facts = _read(document)
    else:
        trace.dropped(DEADLINES, 0, len(article.title), f"the article is in another language ({article.language}), which is not read")
    return Traced(document, facts, trace.drops)


def _english(article: Article) -> bool:
    return not article.language or article.language.lower().startswith("en")


def _read(document: Document) -> Facts:
    from digests.extract import casualties, deadlines, positions  # with their vocabularies: loaded by who reads, not by who asks

    return Facts(deadlines.read(document), casualties.read(document), positions.read(document))
