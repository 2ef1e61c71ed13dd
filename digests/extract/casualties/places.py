"""The place of an event, as its sentence or the opening of the body names it."""

from __future__ import annotations

import re

from digests.extract.casualties.lexicon import listed, person
from digests.extract.casualties.tokens import Token
from digests.text.document import Document

_REACH = 9  # tokens from "in" to the name it leads to ("in the northern city of Homs")
_FAR = 30  # tokens by which "from", "across" or "of" stand behind "in"
_NEVER_ENDS = ("-based", "-run", "-held", "-led", "-backed")
_DATELINE = re.compile(
    r"([A-Z][A-Z]+(?:[ -][A-Z]{2,}){0,2})(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)?(?: \([A-Z]\w+\))?,?(?: [A-Z][a-z]{2,8}\.? \d{1,2})?,?"
    r"(?:\s+[-–—]+\s*|\s+(?=[A-Z][a-z']))"
)
_OPENING = 120  # letters of the body in which its dateline stands


def place(document: Document, tokens: list[Token], at: int, beside: bool = True) -> str | None:
    """The place named nearest to a token: behind "in", "at", "near"; else (``beside``) one that is known ("a Kabul car bombing")."""
    best, best_distance = None, 10**9
    for i, token in enumerate(tokens[:-1]):
        blow = token.low == "on" and i > 0 and tokens[i - 1].low in listed("place", "blows")
        distance = abs(i - at) + (0 if token.low in listed("place", "close") else _FAR) + (4 if i < at else 0)
        if distance < best_distance and (blow or token.low in listed("place", "before")):
            named = _behind(document, tokens, i + 1)
            if named is not None:
                best, best_distance = named, distance
    return best or (_known(document, tokens, at) if beside else None)


def dateline(document: Document) -> str | None:
    """The place a body opens with: "KABUL (Wire) -", "DAMASCUS, Syria --"."""
    start = len(document.article.title)
    found = _DATELINE.match(document.content[start : start + _OPENING].lstrip())
    return found.group(1).title() if found else None


def _behind(document: Document, tokens: list[Token], i: int) -> str | None:
    """The name a phrase of place comes to, read from behind its preposition: "the Afghan capital, Kabul", "the city of Homs"."""
    reach = i + (2 if tokens[i - 1].low in ("of", "from", "to", "on") else _REACH)
    for j in range(i, min(len(tokens), reach)):
        token = tokens[j]
        titled = token.low in listed("person", "titles") or (person(token.low) and token.tag == "name")
        if j > i and token.tag != "mark" and titled:
            return None
        if _nameable(token) and not token.low.endswith(("'s", "’s")):
            known = document.names.at(token.start, token.end)
            somebody = known is not None and known.kind in ("person", "party") and known.place is None
            return None if somebody else _run(tokens, j)
        passes = token.tag in ("word", "definite", "article", "possessive", "name")
        passes = passes or (j > i and token.low in (",", "of", "in", "near", "outside"))
        moves = token.tag == "word" and token.low.endswith("ing") and j > i
        if not passes or moves or token.low in listed("grammar", "verbal"):
            return None
    return None


def _known(document: Document, tokens: list[Token], at: int) -> str | None:
    """A known place beside no preposition; a country that acts or is spoken for is a party and none."""
    best, best_distance = None, 10**9
    for j, token in enumerate(tokens):
        if abs(j - at) >= best_distance or not _nameable(token) or (j and tokens[j - 1].tag == "name"):
            continue
        known = document.names.at(token.start, token.end)
        if known is None or known.place is None or known.role or known.person or not known.place.startswith(token.text):
            continue
        end = j + len(known.place.split())
        after = tokens[end] if end < len(tokens) else None
        noun = after is not None and after.tag == "word" and after.low not in listed("grammar", "verbal") and not person(after.low)
        if known.kind == "place" or noun or (j and tokens[j - 1].low in listed("place", "reaches")):
            best, best_distance = _run(tokens, j), abs(j - at)
    return best


def _nameable(token: Token) -> bool:
    if token.tag != "name" or (len(token.text) > 1 and token.text.isupper()) or person(token.low):
        return False
    return not (token.low in listed("place", "never") or token.low in listed("place", "demonyms") or token.low.endswith(_NEVER_ENDS))


def _run(tokens: list[Token], j: int) -> str | None:
    """The capitalised words from a token on, with the "region" or "airport" behind them; None for "Quds Force"."""
    end = j
    while end < len(tokens) and tokens[end].tag == "name" and tokens[end].low not in listed("place", "never"):
        end += 1
        if tokens[end - 1].low.endswith(("'s", "’s")):
            break
    after = tokens[end] if end < len(tokens) else None
    body = after is not None and after.tag == "name" and after.low in listed("place", "never")
    if body and after is not None and after.low not in ("hospital", "house", "general"):
        return None
    words = [t.text for t in tokens[j:end]]
    words[-1] = re.sub(r"[’']s$", "", words[-1])
    if after is not None and after.tag == "word" and after.low in listed("place", "areas"):
        words.append(after.text)
    return " ".join(words)
