"""The place of an event, as its sentence or the opening of the body names it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digests.extract.casualties.lexicon import listed, person
from digests.extract.casualties.tokens import Token
from digests.text.document import Document
from digests.text.names import Name, canonical, capital_of

_REACH = 9  # tokens from "in" to the name it leads to ("in the northern city of Homs")
_FAR = 30  # tokens by which "from", "across" or "of" stand behind "in"
_NEVER_ENDS = ("-based", "-run", "-held", "-led", "-backed")
_DATELINE = re.compile(
    r"([A-Z][A-Z]+(?:[ -][A-Z]{2,}){0,2})(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)?(?: \([A-Z]\w+\))?,?(?: [A-Z][a-z]{2,8}\.? \d{1,2})?,?"
    r"(?:\s+[-–—]+\s*|\s+(?=[A-Z][a-z']))"
)
_SIGHT = 160  # tokens on either side of a harm in which its place is looked for
_MARK = 8  # tokens for which each comma between a harm and a place counts
_INSIDE = ("in", "at", "near", "outside", "inside")
_CAPITAL = 6  # tokens from "in" to "capital"
_OPENING = 120  # letters of the body in which its dateline stands


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place named in a sentence, and how far off it is told."""

    name: str
    distance: int
    first: int  #: token of its preposition
    last: int  #: token behind it
    state: bool  #: it is a country


def place(document: Document, tokens: list[Token], at: int, beside: bool = True) -> str | None:
    """The place named nearest to a token: behind "in", "at", "near"; else (``beside``) one that is known ("a Kabul car bombing").

    Of "the city of Poltava, in Ukraine" it is the city. In a headline that capitalises its words a place must be known.
    """
    titled = bool(tokens) and document.in_headline(tokens[0].start) and _titled(tokens)
    found = [
        c
        for i in range(max(0, at - _SIGHT), min(len(tokens) - 1, at + _SIGHT))
        if (c := _candidate(document, tokens, i, at, titled)) is not None
    ]
    best = min(found, key=lambda c: c.distance, default=None)
    if best is None:
        return _known(document, tokens, at) if beside else None
    if best.state:
        closer = next((c for c in found if not c.state and 0 <= best.first - c.last <= 1), None)
        best = closer or best
    return best.name or None  # "in the capital" of an unknown state is a place, though nobody says which


def _titled(tokens: list[Token]) -> bool:
    """Whether a headline writes most of its words with a capital, so that capitals tell nothing."""
    words = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    return sum(t.text[0].isupper() for t in words) > 0.6 * len(words)


def _candidate(document: Document, tokens: list[Token], i: int, at: int, titled: bool) -> _Candidate | None:
    token, before = tokens[i], tokens[i - 1].low if i else ""
    if token.low == "here" and abs(i - at) < _FAR and before not in listed("place", "elsewhere"):
        name = dateline(document) or ""  # "at his high school here"
        return _Candidate(name, abs(i - at), i, i + 1, False) if name else None
    blow = token.low == "on" and before in listed("place", "blows")
    loose = not blow and token.low in listed("place", "along")  # "on Lake Garda", but not "on Monday's"
    overhead = token.low == "over" and before in listed("place", "overhead")  # "shot down over Ukraine"
    struck = token.low in listed("place", "struck") and before not in ("the", "a", "an")
    if not (blow or loose or struck or token.low in listed("place", "before")) or before in listed("place", "elsewhere"):
        return None
    between = tokens[min(i, at) : max(i, at)]
    if i > at and any(t.tag == "including" and not t.low.startswith("most") for t in between):
        return None  # "29 people were injured, including one in another town"
    if i > at and any(t.low == "since" for t in between) and any(t.low in listed("place", "records") for t in between):
        return None  # "killed ten, in the deadliest shooting since 2018, when 17 died in another town"
    name, last, state = "", i + 1, False
    run = _behind(document, tokens, i + 1, blow or struck)
    if run is not None and not (titled and not _is_known(document, tokens[run[0]])):
        state = _is_state(document, tokens[run[0]])  # "a quake hit southern Japan": the rest of the article tells it closer
        place_known = _is_place(document, tokens[run[0]]) and not state
        if not overhead and (loose or (struck and not place_known)) and not _is_site(tokens, *run):
            return None
        name, last = _told(tokens, *run), run[1]
    elif run is None and not (loose or struck):
        name = _seat(document, tokens, i)
    if not name and not _in_capital(tokens, i):
        return None
    close = token.low in listed("place", "close") or loose or struck or (token.low == "of" and before in listed("place", "areas"))
    marks = _MARK * sum(t.tag == "mark" for t in between)
    distance = abs(i - at) + (0 if close else _FAR) + (4 if i < at else 0) + marks
    return _Candidate(name, distance, i, last, state)


def _is_site(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a name tells that it is a place: "Lake Garda", "the Harna hills"."""
    return any(t.low in listed("place", "waters") for t in tokens[first:last]) or tokens[last - 1].low in listed("place", "areas")


def _is_place(document: Document, token: Token) -> bool:
    known = document.names.at(token.start, token.end)
    return known is not None and known.kind == "place"


def _in_capital(tokens: list[Token], i: int) -> int | None:
    """Where "capital" stands behind a preposition with no name to it: "in the capital", "near the Somali capital"."""
    here = next((j for j in range(i + 1, min(len(tokens), i + _CAPITAL)) if tokens[j].low == "capital"), None)
    if here is None or tokens[i].low not in _INSIDE or any(t.tag == "mark" for t in tokens[i:here]):
        return None
    after = tokens[here + 1].low if here + 1 < len(tokens) else ""
    return None if after in ("of", "city", "letters", "punishment") or tokens[here - 1].low in ("of", "and") else here


def _seat(document: Document, tokens: list[Token], i: int) -> str:
    """The capital of the state told beside "in the capital"; "" where untold."""
    here = _in_capital(tokens, i)
    if here is None or tokens[here - 1].low in listed("place", "lesser"):
        return ""
    inside = [canonical(t.text.removesuffix("'s").removesuffix("’s")) for t in tokens[i + 1 : here] if t.tag == "name"]
    told = next((capital for state in inside if (capital := capital_of(state))), None)
    if told or inside:
        return told or ""
    span = document.sentence_at(tokens[i].start)
    named = [n.party for n in document.names.within(span.start, span.end) if n.party]
    states = {state for state in named if capital_of(state)}
    return (capital_of(states.pop()) or "") if len(states) == 1 else (dateline(document) or "")


def _is_known(document: Document, token: Token) -> bool:
    known = document.names.at(token.start, token.end)
    return known is not None and known.place is not None


def _is_state(document: Document, token: Token) -> bool:
    known = document.names.at(token.start, token.end)
    return known is not None and known.place is not None and known.place == known.party


def dateline(document: Document) -> str | None:
    """The place a body opens with: "KABUL (Wire) -", "DAMASCUS, Syria --"."""
    start = len(document.article.title)
    found = _DATELINE.match(document.content[start : start + _OPENING].lstrip())
    return found.group(1).title() if found else None


def _behind(document: Document, tokens: list[Token], i: int, blow: bool) -> tuple[int, int] | None:
    """The tokens of the name a phrase of place comes to, from behind its preposition: "the Afghan capital, Kabul", "the city of Homs"."""
    far = any(t.low in listed("place", "areas") for t in tokens[i : i + 4])
    reach = i + (2 if tokens[i - 1].low in ("of", "from", "to", "on") and not far else _REACH)
    for j in range(i, min(len(tokens), reach)):
        token = tokens[j]
        titled = token.low in listed("person", "titles") or (person(token.low) and token.tag == "name")
        if j > i and token.tag != "mark" and titled:
            return None
        known = document.names.at(token.start, token.end) if token.tag == "name" else None
        whole = known is not None and known.kind == "place" and known.start == token.start and " " in known.text  # "Costa Rica"
        if (whole or _nameable(token)) and not token.low.endswith(("'s", "’s")):
            return None if known is not None and _somebody(known, token, blow or tokens[i - 1].low in _INSIDE) else _run(tokens, j)
        passes = token.tag in ("word", "definite", "article", "possessive", "name") or token.low == "nearby"
        passes = passes or (j > i and token.low in (",", "of", "in", "near", "outside"))
        moves = token.tag == "word" and token.low.endswith("ing") and j > i and token.low not in listed("place", "beside")
        if not passes or moves or token.low in listed("grammar", "verbal"):
            return None
    return None


def _somebody(known: Name, token: Token, inside: bool) -> bool:
    """Whether a name is that of a person or body; a seat of government ("in Brussels") is a city where something is in it."""
    if known.kind not in ("person", "party") or known.place is not None:
        return False
    if known.kind == "person" and known.text.endswith(f" of {token.text}") and known.person is None:
        return False  # "the police chief of Malano"
    seat = known.text == token.text and known.role is None and canonical(token.text) != token.text
    return not (inside and seat)


def _known(document: Document, tokens: list[Token], at: int) -> str | None:
    """A known place beside no preposition; a country that acts or is spoken for is a party and none."""
    best, best_distance = None, 10**9
    for j in range(max(0, at - _SIGHT), min(len(tokens), at + _SIGHT)):
        token = tokens[j]
        if abs(j - at) >= best_distance or not _nameable(token) or (j and tokens[j - 1].tag == "name"):
            continue
        known = document.names.at(token.start, token.end)
        if known is None or known.place is None or known.role or known.person or not known.place.startswith(token.text):
            continue
        end = j + len(known.place.split())
        after = tokens[end] if end < len(tokens) else None
        spoken = any(t.low in listed("place", "spoken") for t in tokens[end : end + 3])  # "the Geneva peace talks"
        before = tokens[j - 1].low if j else ""
        if spoken or (before in listed("place", "before") and before not in listed("place", "reaches")):
            continue
        noun = after is not None and after.tag == "word" and after.low not in listed("grammar", "verbal") and not person(after.low)
        if known.kind == "place" or noun or (j and tokens[j - 1].low in listed("place", "reaches")):
            run = _run(tokens, j)
            if run is not None:
                best, best_distance = _told(tokens, *run), abs(j - at)
    return best


def _nameable(token: Token) -> bool:
    if token.tag != "name" or (len(token.text) > 1 and token.text.isupper()) or person(token.low):
        return False
    return not (token.low in listed("place", "never") or token.low in listed("place", "demonyms") or token.low.endswith(_NEVER_ENDS))


def _run(tokens: list[Token], j: int) -> tuple[int, int] | None:
    """The capitalised words from a token on, with the "region" or "airport" behind them; None for "Quds Force", "Pacific coast"."""
    end = j
    while end < len(tokens) and tokens[end].tag == "name" and tokens[end].low not in listed("place", "never"):
        end += 1
        if tokens[end - 1].low.endswith(("'s", "’s")):
            break
    after = tokens[end] if end < len(tokens) else None
    body = after is not None and after.tag == "name" and after.low in listed("place", "never")
    alone = end == j + 1 and tokens[j].low in listed("place", "bare")
    if end == j or alone or (body and after is not None and after.low not in ("hospital", "house", "general")):
        return None
    area = after is not None and after.tag == "word" and after.low in listed("place", "areas")
    return j, end + area


def _told(tokens: list[Token], first: int, last: int) -> str:
    return re.sub(r"[’']s(?=$| [a-z]+$)", "", " ".join(t.text for t in tokens[first:last]))
