"""Noun phrases that may be victims, and how many heads each stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digests.extract.casualties.heads import Head, person_ahead, scan
from digests.extract.casualties.lexicon import group, listed, person, things
from digests.extract.casualties.tokens import Token
from digests.model import Qualifier

_LONGEST_NAME = 12  # tokens of one name with its titles
_LONGEST_BRACKET = 8  # tokens of "(26)" behind a name


@dataclass(slots=True)
class Victims:
    """A noun phrase or a coordination of them, read as victims; token indices, ``last`` exclusive."""

    first: int
    last: int
    value: int | None
    qualifier: Qualifier = Qualifier.EXACT
    vague: bool = False  #: told by a vague word ("dozens")
    partitive: bool = False  #: "two of them", "three of the victims"
    personal: bool = False  #: the head names people for certain
    elided: bool = False  #: a number alone
    name: bool = False  #: one person's name
    pronoun: bool = False
    many: bool = False  #: a plural head
    proper: bool = False  #: holds capitalised words of unknown kind ("12 Houthis")
    bare: bool = False  #: a singular noun without an article
    head: str = ""

    @property
    def told(self) -> bool:
        """Whether it says how many at all."""
        return self.value is not None or self.vague

    @property
    def human(self) -> bool:
        """Whether it names people, or may by leaving out what it counts."""
        return self.personal or self.name or self.elided


def phrase(tokens: list[Token], i: int) -> Victims | None:
    """The noun phrase that begins at a token, None where none does or where it counts things."""
    token = tokens[i]
    match token.tag:
        case "number":
            return _numbered(tokens, i)
        case "article" | "definite" | "possessive":
            return _determined(tokens, i)
        case "no":
            return _none(tokens, i)
        case "nobody":
            return Victims(i, i + 1, 0, personal=True, head=token.low)
        case "he":
            return Victims(i, i + 1, 1, personal=True, pronoun=True, head=token.low)
        case "they":
            return Victims(i, i + 1, None, personal=True, pronoun=True, head=token.low)
        case "name" | "word":
            return _bare(tokens, i)
    return None


def _numbered(tokens: list[Token], i: int) -> Victims | None:
    mention = tokens[i].number
    if mention is None:
        return None
    j, partitive = i + 1, False
    if j + 1 < len(tokens) and tokens[j].low == "of":
        partitive = _of_known(tokens, j + 1)
        j += 2 if partitive or tokens[j + 1].tag in ("definite", "possessive") else 1
        j += j < len(tokens) and j > i + 2 and tokens[j].tag == "number"  # "179 of the 181 people"
        if partitive and j < len(tokens) and tokens[j].sense is not None and tokens[j].low in listed("grammar", "victims"):
            told = (mention.value, mention.qualifier, mention.vague)
            return Victims(i, j + 1, *told, partitive=True, personal=True, many=True, head=tokens[j].low)
    elif j < len(tokens) and tokens[j].low in ("other", "more"):
        j += 1
    head = scan(tokens, j, loose=True)
    unknown = mention.value == 1 and j > i + 1 and tokens[i + 1].low == "of" and not partitive and not head.word
    if head.thing or unknown:
        return None  # "one of magnitude 7.6"
    found = Victims(i, (j if partitive else i + 1) if head.alone else head.last, mention.value, mention.qualifier, mention.vague, partitive)
    found.value = 2 if head.word == "couple" and mention.value == 1 else mention.value
    return _with_age(tokens, _headed(found, head))


def _of_known(tokens: list[Token], i: int) -> bool:
    """Whether "of ..." speaks of victims told before: "of them", "of the injured"."""
    if tokens[i].tag in ("they", "relative") or tokens[i].low in ("whom", "those", "these", "us"):
        return True
    return any(t.low in listed("grammar", "victims") for t in tokens[i + 1 : i + 4])


def _headed(found: Victims, head: Head) -> Victims:
    found.personal = bool(head.word)
    found.elided = head.alone
    found.many = head.number == "many"
    found.proper = head.names > 0
    found.head = head.word or head.other
    return found


def _determined(tokens: list[Token], i: int) -> Victims | None:
    """After an article or a possessive: one head where the noun is singular, a count where one follows."""
    j, found, one = i + 1, Victims(i, i + 1, None), tokens[i].tag == "article"
    if tokens[i].low == "both" and j < len(tokens) and tokens[j].tag in ("definite", "possessive", "article"):
        inner = phrase(tokens, j)  # "both the kidnapper and his hostage"
        return replace(inner, first=i) if inner is not None else None
    mention = tokens[j].number if j < len(tokens) and tokens[j].tag == "number" else None
    if mention is not None:
        found.value, found.qualifier, found.vague = mention.value, mention.qualifier, mention.vague
        j += 1
    if j + 1 < len(tokens) and tokens[j].low in listed("grammar", "ordinals") and tokens[j + 1].tag in ("harm", "be", "have"):
        return Victims(i, j + 1, 1, personal=True, elided=True, head=tokens[j].low)  # "a third died"
    head = scan(tokens, j, loose=True)
    if tokens[i].low == "another" and j == i + 1 and head.last == j and not head.thing:
        return Victims(i, j, 1, personal=True, elided=True, head="another")
    age = tokens[j].number if j < len(tokens) and tokens[j].tag == "other" else None
    if age is not None and age.kind == "age" and head.alone and not found.told:
        return Victims(i, j + 1, 1, personal=True, head=tokens[j].low)  # "a 6-year-old"
    if one and head.names == 1 and head.last == j + 1 and not head.word and _demonym(head.other):
        return Victims(i, head.last, 1, personal=True, head=head.other)  # "a Uruguayan"
    if head.thing or (not head.word and not found.told and (one or not head.names) and tokens[i].low != "both"):
        return None
    if not found.told:
        found.value = _heads(tokens, i, head)
    if head.last <= i + 1 and found.value is None:
        return None
    found.last = max(head.last, j)
    found = _headed(found, head)
    found.elided = not head.word
    return _with_age(tokens, found)


def _demonym(word: str) -> bool:
    return word in listed("place", "demonyms") or word.endswith(("ian", "ean", "yan", "can", "ese"))


def _heads(tokens: list[Token], i: int, head: Head) -> int | None:
    """How many a phrase without a number stands for; "a family of five" moves on behind its number."""
    if group(head.word):
        if head.last + 1 < len(tokens) and tokens[head.last].low == "of" and tokens[head.last + 1].tag == "number":
            number = tokens[head.last + 1].number
            head.last += 2
            return number.value if number else None
        return None
    if head.number == "one":
        return 2 if head.word == "couple" else 1
    if (head.word in ("parents", "grandparents") and tokens[i].tag == "possessive") or head.word == "twins":
        return 2
    return 2 if tokens[i].low == "both" else None


def _none(tokens: list[Token], i: int) -> Victims | None:
    """ "no one", "no soldiers"."""
    if i + 1 >= len(tokens):
        return None
    if tokens[i + 1].low == "one":
        last = i + 3 if i + 2 < len(tokens) and tokens[i + 2].low == "else" else i + 2
        return Victims(i, last, 0, personal=True, head="one")
    head = scan(tokens, i + 1)
    return Victims(i, head.last, 0, personal=True, many=True, head=head.word) if head.word and not head.thing else None


def _bare(tokens: list[Token], i: int) -> Victims | None:
    """A phrase with no determiner: a name, a bare plural, or a bare singular as headlines and notes have it."""
    token = tokens[i]
    if token.low in listed("grammar", "calendar") or token.low in listed("grammar", "verbal"):
        return None
    if token.tag == "word" and not person(token.low) and not person_ahead(tokens, i + 1):
        return None
    named = _named(tokens, i) if token.tag == "name" and not person(token.low) else None
    if named is not None:
        return named
    head = scan(tokens, i)
    if head.thing or not head.word:
        return None
    one = head.number == "one" and not group(head.word) and not (head.proper and i)
    value = (2 if head.word == "couple" else 1) if one else None
    return _with_age(tokens, Victims(i, head.last, value, personal=True, many=head.number == "many", bare=one, head=head.word))


def _named(tokens: list[Token], i: int) -> Victims | None:
    """A run of capitalised words that names one person."""
    j, run = _name_run(tokens, i)
    if not run:
        return None
    last, follows = tokens[j - 1].low, tokens[j] if j < len(tokens) else None
    if follows is not None and follows.tag == "word" and (person(follows.low) or follows.low in things() or follows.low == "military"):
        return None
    if person(last) == "many" or (person(last) == "one" and run == 1) or any(t.low in listed("person", "bodies") for t in tokens[i:j]):
        return None
    if last.endswith(("’s", "'s")):
        return _owned(tokens, j)
    value = None if run == 1 and tokens[i].text.isupper() else 1
    return _with_age(tokens, Victims(i, j, value, name=True, head=last))


def _name_run(tokens: list[Token], i: int) -> tuple[int, int]:
    """Where a run of capitalised words ends, and how many they are; "Dr." and "van der" stay inside."""
    j, run = i, 0
    while j < min(len(tokens), i + _LONGEST_NAME):
        token = tokens[j]
        if token.tag == "name" and token.low not in listed("grammar", "calendar"):
            run += 1
        elif token.low == "." and run and len(tokens[j - 1].text) <= 4 and tokens[j - 1].end == token.start:
            pass
        elif not (token.low in listed("grammar", "particles") and run and j + 1 < len(tokens) and tokens[j + 1].tag == "name"):
            break
        j += 1
    while j > i and tokens[j - 1].tag == "mark":
        j -= 1
    return j, run


def _owned(tokens: list[Token], j: int) -> Victims | None:
    """ "Khan's son": one head behind a genitive name."""
    head = scan(tokens, j, 4)
    if not head.word or head.thing:
        return None
    value = 1 if head.number == "one" and not group(head.word) else None
    return Victims(j, head.last, value, personal=True, many=head.number == "many", head=head.word)


def _with_age(tokens: list[Token], found: Victims) -> Victims:
    """Take in ", 26" and "(26)" and "aged 26" behind a phrase."""
    j = found.last
    if j + 1 >= len(tokens):
        return found
    number = tokens[j + 1].number
    if number is not None and (tokens[j].low == "aged" or (tokens[j].low == "," and tokens[j + 1].tag == "other" and number.kind == "age")):
        return replace(found, last=j + 2)
    behind = tokens[j + 2].tag if j + 2 < len(tokens) else "mark"
    if number is not None and found.value == 1 and tokens[j].low == "of" and behind in ("and", "mark", "preposition"):
        return replace(found, last=j + 2)  # "a girl of 9 and her grandmother"
    if tokens[j].low == "(":
        for k in range(j + 1, min(j + _LONGEST_BRACKET, len(tokens))):
            if tokens[k].low == ")":
                return replace(found, last=k + 1)
    return found
