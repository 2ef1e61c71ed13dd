"""Whether a run of words can stand as the name of what is due, and how it is brought into that shape."""

from __future__ import annotations

import re

from digests.extract.deadlines import lexicon

_LONGEST = 12  # words: a digest line holds no longer phrase
_SPAN = re.compile(
    r"\s(?:by|for|within|in)\s(?:the\snext\s|another\s)?(?:an?|one|two|three|four|five|six|seven|\d+)[\s-](?:\w+\s)?"
    r"(?:hour|day|week|month|year|minute)s?\Z",
    re.IGNORECASE,
)
_DAY_END = re.compile(
    r"\s(?:(?:on|early|late|this|next|last)\s)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s(?:morning|afternoon|evening|night))?\Z"
    r"|\sat the (?:earliest|latest)\Z|\s(?:for|in)\s(?:this|next|last)\s(?:year|month|week|season)\Z"
)
_FIGURE_LEFT = re.compile(r"\s(?:from|to|by|of|at|than)\s[$€£]?[\d.,]+\Z")
_TWO_LINKS = re.compile(r"\b(?:of|for|between|against|with|among)\s(?:of|for|in|on|at|by|to|from|with|as)\b", re.IGNORECASE)
_CLITIC = re.compile(
    r"\b(?:that|it|there|he|she|what|who|here|i|we|you|they)['’](?:s|re|ll|d|m|ve)\b|n['’]t\b|['’](?:ll|re|ve)\b", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-zÀ-ž][\wÀ-ž]*(?:['’.-][\wÀ-ž]+)*")
_FIGURE = re.compile(r"[$€£]?\d[\d.,]*(?:%|st|nd|rd|th|m|bn|p\.?m\.?|a\.?m\.?)?\Z", re.IGNORECASE)
_VOWELS = "aeiou"


def trimmed(phrase: str) -> str:
    """A phrase without a leading article, a broken end, or what a line has no room for; "" where nothing is left."""
    phrase = re.sub(r"\s+", " ", phrase).strip(" ,.;:“”\"'’‘()–—-")
    phrase = re.sub(rf"^(?:(?:{'|'.join(sorted(lexicon.words('before_name')))})\s+)+", "", phrase, flags=re.IGNORECASE)
    words = phrase.split()
    if len(words) > _LONGEST:
        words = cut_back(words[:_LONGEST])
    return _ended(" ".join(words))


def cut_back(words: list[str]) -> list[str]:
    """A phrase that was cut short, back to before its last link, so that no half of a part is left."""
    links = lexicon.words("prepositions") | {"that", "which", "who", "when"}
    last = next((i for i in range(len(words) - 1, 1, -1) if words[i].lower() in links), None)
    return words[:last] if last else words


def _ended(phrase: str) -> str:
    """A phrase without what dangles at its end: a preposition, an adverb, a participle that lacks its object, a span of time."""
    while phrase:
        shorter = _DAY_END.sub("", _SPAN.sub("", phrase))
        shorter = re.sub(r"\sfirst thing\Z", "", shorter)
        shorter = _FIGURE_LEFT.sub("", shorter)
        words = shorter.rstrip(' ,.;:–—-“”"(').split()
        last = words[-1].lower() if words else ""
        if len(words) > 1 and (last in lexicon.words("dangling") or _hanging(words)):
            words.pop()
        shorter = " ".join(words)
        if shorter == phrase:
            break
        phrase = shorter
    return phrase


def _hanging(words: list[str]) -> bool:
    """ "release of statement seeking": a participle whose object was cut off."""
    last, before = words[-1].lower(), words[-2].lower()
    return (
        last.endswith("ing")
        and len(last) > 5
        and last not in lexicon.noun_kinds()
        and last not in lexicon.words("ing_nouns")
        and before not in lexicon.words("prepositions")
        and before.endswith(tuple("abcdefghijklmnopqrstuvwxyz"))
        and len(words) > 2
    )


def sound(phrase: str) -> bool:
    """Whether a phrase is a name that stands alone: a noun in it, no pronoun, no finite verb, nothing dangling."""
    words = [word.lower() for word in _WORD.findall(phrase)]
    content = [w for w in words if len(w) > 2 and w not in lexicon.words("no_name") and not _FIGURE.match(w)]
    if not content or _TWO_LINKS.search(phrase) or _CLITIC.search(phrase) or re.search(r"[;:“”\"?!]", phrase):
        return False
    if any(w in lexicon.words("finite") or w in lexicon.words("pronouns") for w in words):
        return False
    return words[-1] not in lexicon.words("dangling") and words[0] not in lexicon.words("prepositions") | lexicon.words("determiners")


def bare(phrase: str) -> bool:
    """Whether a phrase says no more than what sort of thing it is: "talks", "the increase"."""
    words = phrase.lower().split()
    return len(words) <= 1 or all(w in lexicon.words("generic") or w in lexicon.words("determiners") for w in words)


def lowered(phrase: str) -> str:
    """A phrase that stood first in its sentence, put inside another: "Troops" is "troops" there."""
    first = phrase.split(" ", 1)[0] if phrase else ""
    plain = first.rstrip("’'")
    common = (
        first.lower() in lexicon.noun_kinds()
        or plain.lower() in lexicon.words("plurals")
        or (plain.endswith(("cemen", "remen", "unmen", "smen", "rmen", "people")) and plain.isalpha())
        or first.lower() in lexicon.words("numbers")
    )
    return phrase[0].lower() + phrase[1:] if common and first[1:].islower() else phrase


def gerund(verb: str) -> str:
    """ "push forward" as "pushing forward"."""
    first, _, rest = verb.partition(" ")
    if first.endswith("ie"):
        stem = first[:-2] + "y"
    elif first.endswith("e") and not first.endswith(("ee", "oe", "ye")) and first != "be":
        stem = first[:-1]
    elif _doubles(first):
        stem = first + first[-1]
    else:
        stem = first
    return f"{stem}ing {rest}".strip()


def _doubles(word: str) -> bool:
    """Whether the last letter is doubled before "-ing": one short syllable, or one of the longer verbs that do the same."""
    if word in lexicon.words("doubling"):
        return True
    if len(word) < 3 or word[-1] in "wxyaeiou" or word[-2] not in _VOWELS or word[-3] in _VOWELS:
        return False
    return sum(1 for a, b in zip("x" + word, word, strict=False) if b in _VOWELS and a not in _VOWELS) == 1
