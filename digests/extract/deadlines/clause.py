"""The clause around a date: what stands left and right of it, and the verbs and nouns that can name what is due."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.events import nouns_in, verbs_in
from digests.model import DeadlineKind
from digests.text.dates import DateMention
from digests.text.dates.tense import Frame, frame
from digests.text.document import Document
from digests.text.sentences import Span

_LEFT_BREAK = re.compile(
    r"[;“”]|\s[—–]\s|—|:\s|,\s(?:and|but|while|although|though|as|which|who|where|when|because"
    r"|since|after|whether|so)\b|\s(?:but|while|although|though|because|who|which|where|whether"
    r"|when|that|if|unless)\s"
    r"|\s(?:before|until|after)\s(?=(?:(?:the|its|his|their|an?)\s)?(?:[\w’'-]+\s){1,3}"
    r"(?:opens?|begins?|starts?|expires?|ends?|takes?|closes?|meets?|votes?|runs?|lapses?|resumes?|goes|comes|is|are|will)\s)"
    r"|\sand\s(?=(?:the|an?|its|his|her|their)\s(?:[\w’'-]+\s){1,4}(?:is|are|will|would|has|have|must|may)\s)"
    r"|(?<=\w)\s(?:said|says|announced|confirmed|added|told\s(?!to\b)\w+|reported|declared|warned)\s"
    r"(?:(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s)?(?:that\s)?"
)
_RIGHT_BREAK = re.compile(r"[;“”—–:]|[.!?](?:\s|$)|,\s|\s(?:but|while|although|though|because|who|which|that|where|when|if|unless|as)\s")
_ATTRIBUTE = re.compile(r"(?:['’]s)?[\s-]+(?P<run>(?:[\w.$&’'-]+\s+){0,5}[\w’'-]+)")


#: "set March 3 for the trial": the event that a day is fixed for
_FIXED = re.compile(r"\b(?:set|sets|setting|chose|picked|fixed|named|designated|proposed|suggested)\s\Z")
_FOR = re.compile(r"\s(?:for|as|to be)\s(?:the|an?|its|his|her|their)\s(?P<run>(?:[\w.$&’'-]+\s+){0,3}?[\w’'-]+)(?=[\s,.;])")
_ING = (
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "and",
    "start",
    "started",
    "begin",
    "began",
    "keep",
    "of",
    "by",
    "without",
    "before",
    "after",
)
_REACH = 600  # letters on either side of a day that its clause can run to

_RELATIVE = re.compile(r"\b(?:which|who|that|where)\b")
#: the comma that ends a relative clause, with the verb that goes on: "the ban, which began in May, will last"
_CLOSED = re.compile(r",\s(?:will|is|are|has|have|was|were|would|may|could|must|can|should)\b")


#: "going to be done": what is to come, and no journey
_GOING_TO = re.compile(r"going\sto\s(?:[a-z]+ly\s)?[a-z]+\b(?!['’-])(?=\s)", re.IGNORECASE)


_PRONOUN_THAT = re.compile(r"\b(?:on|of|for|about|to|with|by)\Z")
_ASIDE = re.compile(r",\s(?:who|which|whose|\w+ed)\s[^,;]{3,90}(?=,\s(?:will|is|are|has|have|was|were|would|may|must|can)\b)")
_A_NOUN = re.compile(r"\b(?:an?|another|any|no)\s(?:[\w-]+\s){0,2}\Z")
_OWNING = re.compile(r"\s*['’]s\b")


def _start_of(mention: DateMention) -> int:
    return mention.start


def _gathering(text: str, end: int) -> bool:
    """ "truce talks": whether a noun only says what the gathering named right behind it is about."""
    told = nouns_in(text)
    at = bisect_left(told, (end,))
    if at == len(told) or told[at][0] != end + 1 or text[end] not in " -":
        return False
    return lexicon.noun_kinds()[told[at][2]] in GATHERINGS


#: kinds at which people come together
GATHERINGS = frozenset({DeadlineKind.MEETING, DeadlineKind.VOTE, DeadlineKind.HEARING})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb or noun that can name what is due."""

    start: int  #: offset in the article's content
    end: int
    kind: DeadlineKind
    base: str  #: base form of a verb, lower-case form of a noun
    noun: bool

    @property
    def weak(self) -> bool:
        """Whether it needs a frame of its own to make a deadline."""
        return self.noun and self.base in lexicon.weak_nouns()


class Clause:
    """A date in its clause. All offsets count in the article's content."""

    def __init__(self, document: Document, mention: DateMention) -> None:
        self.document = document
        self.mention = mention
        self.sentence: Span = document.sentence_at(mention.start)
        self.text = document.content
        self.start = self._start()
        self.end = self._end()

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Every date of the sentence."""
        told = self.document.dates
        low = bisect_left(told, self.sentence.start, key=_start_of)
        return told[low : bisect_left(told, self.sentence.end, low, key=_start_of)]

    def _start(self) -> int:
        start = max(self.sentence.start, self.mention.start - _REACH)
        for found in _LEFT_BREAK.finditer(self.text, start, self.mention.start):
            if found.group() == " that " and _PRONOUN_THAT.search(self.text, max(0, found.start() - 8), found.start()):
                continue  # "will vote on that on Tuesday"
            closed = _RELATIVE.search(found.group()) and _CLOSED.search(self.text, found.end(), self.mention.start)
            if self.mention.start - found.end() > 1 and not closed:
                start = found.end()
        return start

    def _end(self) -> int:
        low = self.mention.end
        comma = re.match(r"(?:['’]s)?,\s", self.text[low : low + 5])
        if comma and self.fronted:
            low += comma.end()
        high = min(self.sentence.end, low + _REACH)
        found = _RIGHT_BREAK.search(self.text, low, high)
        return found.start() if found else high

    @property
    def left(self) -> str:
        return self.text[self.start : self.mention.start]

    @property
    def right(self) -> str:
        return self.text[self.mention.end : self.end]

    @property
    def whole(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def fronted(self) -> bool:
        """Whether the day stands first in its clause."""
        words = re.findall(r"[\w’']+", self.left.lower())
        return len(words) <= 4 and all(word in lexicon.words("leads") for word in words)

    @cached_property
    def headline(self) -> bool:
        return self.document.in_headline(self.mention.start)

    @cached_property
    def frame(self) -> Frame:
        """The way of the nearest verb."""
        possessive = self.text[self.mention.end : self.mention.end + 2] in ("'s", "’s")
        return frame(self.text, self.mention.start, self.mention.end, possessive)

    @cached_property
    def attribute(self) -> Trigger | None:
        """The event noun that the day is an attribute of: "the Feb. 11 meeting", "Sunday's peace talks"."""
        reach = min(self.sentence.end, self.mention.end + 60)
        found = _ATTRIBUTE.match(self.text, self.mention.end, reach)
        if _FIXED.search(self.left):
            found = _FOR.match(self.text, self.mention.end, reach) or found
        if not found:
            return None
        best: Trigger | None = None
        position = found.start("run")
        for word in re.finditer(r"[\w.$&’'-]+", found["run"]):
            if word.group().lower() in lexicon.words("attribute_stops"):
                break
            lower = word.group().lower().rstrip(".,")
            kind = lexicon.noun_kinds().get(lower)
            if kind:
                best = Trigger(position + word.start(), position + word.start() + len(lower), kind, lower, True)
        return best

    @cached_property
    def verbs(self) -> tuple[Trigger, ...]:
        """Event verbs left of the day, or right of one that stands first."""
        return self._found(self._window, noun=False)

    @cached_property
    def nouns(self) -> tuple[Trigger, ...]:
        return self._found(self._window, noun=True)

    @property
    def _window(self) -> tuple[int, int]:
        return (self.mention.end, self.end) if self.fronted else (self.start, self.mention.start)

    def _found(self, window: tuple[int, int], noun: bool) -> tuple[Trigger, ...]:
        told = nouns_in(self.text) if noun else verbs_in(self.text)
        out = []
        for start, end, word in told[bisect_left(told, (window[0],)) : bisect_left(told, (window[1],))]:
            if end > window[1] or self._in_a_date(start) or any(low <= start < high for low, high in self._asides):
                continue
            if noun:
                if not (
                    _OWNING.match(self.text, end)
                    or _gathering(self.text, end)
                    or self._body(start, word)
                    or self._planning(start, end, word)
                ):
                    out.append(Trigger(start, end, lexicon.noun_kinds()[word], word, True))
            elif not self._nominal_use(start, word):
                kind, base = lexicon.verb_kinds()[word]
                journey = base == "go to" and _GOING_TO.match(self.text, start)
                if not journey and not (base == "be due" and self.text[end : end + 4] == " to "):
                    out.append(Trigger(start, end, kind, base, False))
        return tuple(out)

    @cached_property
    def _asides(self) -> tuple[tuple[int, int], ...]:
        """The runs between commas that tell of something else: ", who pleaded guilty in May," and ", imposed after a coup,"."""
        return tuple(m.span() for m in _ASIDE.finditer(self.text, self.start, self.end))

    def _in_a_date(self, start: int) -> bool:
        """ "March 1": the month, and no march."""
        return any(told.start <= start < told.end and self.text[start].isupper() for told in self.dates)

    def _planning(self, start: int, end: int, word: str) -> bool:
        """ "She plans to sell": a verb, where no article or adjective makes a noun of it."""
        if word not in lexicon.words("planning") or self.text[end : end + 4] != " to ":
            return False
        before = re.search(r"([\w’'-]+)\s+\Z", self.text[max(0, start - 20) : start])
        whose = before.group(1).lower() if before else ""
        return whose in lexicon.words("pronouns") or bool(before and before.group(1)[0].isupper() and not whose.endswith(("'s", "’s")))

    def _body(self, start: int, word: str) -> bool:
        """ "unless Congress passes": a body that acts, not a gathering that is held."""
        if not self.text[start].isupper() or word not in lexicon.words("bodies"):
            return False
        before = re.search(r"([\w’'.-]+)\s+\Z", self.text[max(0, start - 24) : start])
        return not (before and (before.group(1)[0].isupper() or before.group(1).lower() in ("a", "an", "annual")))

    def governed(self, verb: Trigger) -> bool:
        """Whether a verb stands under an auxiliary, or is inflected itself: not the "report" of "release its report"."""
        before = re.search(
            r"([\w’']+)\s(?:(?:not|also|then|now|\w+ly|only|both|formally|soon|still)\s)?\Z",
            self.text[max(self.sentence.start, verb.start - 34) : verb.start],
        )
        word = before.group(1).lower() if before else ""
        told = self.text[verb.start : verb.end].lower()
        if word in lexicon.words("auxiliaries") or word.endswith(("n't", "n’t", "'ll", "’ll")):
            return True
        under = re.search(
            r"\b(?:will|would|to|must|may|might|could|can|should|shall)\s(?:[\w’'-]+\s){0,3}\Z",
            self.text[max(self.sentence.start, verb.start - 40) : verb.start],
        )
        return (
            not under
            and told.split()[0].endswith("s")
            and told.split()[0] != verb.base.split()[0]
            and word.lower() not in lexicon.words("before_plural")
        )

    def _nominal_use(self, start: int, word: str) -> bool:
        """Whether a word that can be a verb stands after an article or an adjective: "the vote", "a visit"."""
        before = re.search(r"([\w’'-]+)\s+\Z", self.text[max(0, start - 20) : start])
        if before and word.endswith("ing") and word in lexicon.noun_kinds():
            return before.group(1).lower() not in _ING  # "the annual meeting"
        if word in lexicon.noun_kinds() and _A_NOUN.search(self.text, max(0, start - 40), start):
            return True  # "a nationwide strike"
        return bool(before and before.group(1).lower() in lexicon.words("before_nouns"))
