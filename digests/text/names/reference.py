"""The names layer over one article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digests.text.names.chunks import Reader
from digests.text.names.lookup import Names
from digests.text.names.mentions import Interpreter
from digests.text.names.owners import owned
from digests.text.names.people import Introductions

if TYPE_CHECKING:
    from digests.text.document import Document


def find(document: Document) -> Names:
    """Read the names of a document."""
    content = document.content
    read = document.tokens
    chunks = Reader(content, read, len(document.article.title)).chunks()
    people = Introductions(content, read).read(chunks)
    interpreter = Interpreter(content, read, people)
    mentions = interpreter.names(chunks)
    mentions = [
        replace(name, party=name.party or people.party.get(name.person)) if name.person and not name.party else name for name in mentions
    ]
    sentences = [sentence.start for sentence in document.sentences]
    return Names(content, owned(Names(content, tuple(mentions), sentences), sentences), sentences)
