"""Sentences and paragraphs of a text, as offsets that slice back.

The sentence boundary itself comes from nupunkt (Punkt: Kiss and Strunk 2006, trained on news and law); what it does not
know of news (a blank line ends a sentence, a closing quote belongs to the sentence before it) is mended here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nupunkt import sent_spans


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a text: ``text`` is exactly ``whole[start:end]``."""

    start: int
    end: int
    text: str


def paragraphs(text: str) -> tuple[Span, ...]:
    """The runs between line breaks, without the blanks around them; empty ones left out."""
    return tuple(Span(m.start(), m.end(), m.group()) for m in re.finditer(r"\S[^\n]*(?<=\S)", text))


def split(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order, none empty, none over a line break; together they hold every visible letter."""
    return tuple(sentence for paragraph in paragraphs(text) for sentence in _sentences(text, paragraph))


def _sentences(text: str, paragraph: Span) -> list[Span]:
    found: list[Span] = []
    for start, end in sent_spans(paragraph.text):
        run = paragraph.text[start:end]
        left = start + len(run) - len(run.lstrip())
        right = start + len(run.rstrip())
        if left < right:
            a, b = paragraph.start + left, paragraph.start + right
            found.append(Span(a, b, text[a:b]))
    return found or [paragraph]
