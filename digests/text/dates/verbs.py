"""What one word says of the direction of a day beside it, with the words right around it."""

from __future__ import annotations

from itertools import pairwise

from digests.text.dates import words as w
from digests.text.dates.direction import NOWHERE, Frame
from digests.text.dates.page import BOUNDS, tells


def classify(tokens: list[str], i: int) -> Frame:
    """What one word says, with the words right beside it."""
    word = tokens[i].lower()
    following = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
    before = tokens[i - 1].lower() if i else ""
    if word.endswith(("'ll", "’ll")):
        return Frame(1, True, verb="will")
    if word in w.listed("verbs", "will"):
        return Frame(-1, False, verb=word) if following == "have" and word != "will" else Frame(1, True, verb=word)
    if word in w.listed("verbs", "modal"):
        return _modal(tokens, i, word, following)
    if word in w.listed("verbs", "plan"):
        if word == "due" and following == "to" and i + 2 < len(tokens) and tokens[i + 2].lower() not in w.listed("verbs", "base"):
            return NOWHERE  # "due to": because of
        if word in w.listed("verbs", "plan_nouns") and _thing(tokens, i, before, following):
            return NOWHERE  # "accepted the peace plan": a noun
        if following in ("of", "that") and word in ("hope", "hopes"):
            return NOWHERE  # "losing hope of": a noun
        return Frame(1, True, verb=word)
    if word == "to":
        return _infinitive(tokens, i, following)
    if word in w.listed("verbs", "be_present") or word in w.listed("verbs", "be_past") or word in w.listed("verbs", "past_aux"):
        return _auxiliary(word, following, tokens[i + 2].lower() if i + 2 < len(tokens) else "")
    if word in w.listed("verbs", "say"):
        if word in w.listed("verbs", "present_named") and tokens[i][0].islower() and _subject(tokens, i):
            return Frame(1, False, verb=word)  # "the company reports results on Tuesday"
        if before in w.listed("verbs", "be"):
            return NOWHERE  # "is to be briefed": the auxiliary tells
        return (
            Frame(-1, True, True, word)
            if word not in ("reported", "estimated") or before not in w.listed("verbs", "determiners")
            else NOWHERE
        )
    return _verb(tokens, i, word, before, following)


def _thing(tokens: list[str], i: int, before: str, following: str) -> bool:
    """Whether "plan", which can be a verb, is the noun: behind an article or an adjective, and no infinitive to follow."""
    if following in ("to", "for") or not i:
        return False
    if before in w.listed("verbs", "determiners"):
        return True
    object_follows = following in w.listed("verbs", "determiners") or (
        following.isalpha() and following not in w.listed("verbs", "not_objects")
    )
    return tokens[i - 1][0].islower() and before not in w.listed("verbs", "planners") and not before.endswith("s") and not object_follows


def _modal(tokens: list[str], i: int, word: str, following: str) -> Frame:
    if word == "may" and tokens[i][0] == "M":
        return NOWHERE
    if following == "have" or (following == "not" and i + 2 < len(tokens) and tokens[i + 2].lower() == "have"):
        return Frame(-1, False, verb=word)
    return Frame(1, word in ("must", "may", "might"), verb=word)


def _infinitive(tokens: list[str], i: int, following: str) -> Frame:
    if following not in w.listed("verbs", "base"):
        has = i and tokens[i - 1].lower() in ("has", "have") and following.isalpha() and following not in w.listed("verbs", "determiners")
        return Frame(1, True, verb="to") if has else NOWHERE  # "has to repay"
    governor = next((t.lower() for t in reversed(tokens[max(0, i - 2) : i]) if t.lower() not in ("not",)), "")
    if _once_hoped(tokens[max(0, i - 5) : i]):
        return Frame(-1, False, verb="had")
    if governor in w.listed("verbs", "not_ahead") or _done(tokens, i, following, governor):
        return Frame(-1, False, following in w.listed("verbs", "spoken"), governor)
    return Frame(1, governor in w.listed("verbs", "plan_before") or governor in w.listed("verbs", "be_present"), verb="to")


def _once_hoped(left: list[str]) -> bool:
    """ "had expected him to go", "had hoped to win": told once it is over."""
    words = [word.lower() for word in left]
    return any(a == "had" and b in w.listed("verbs", "hoped") for a, b in pairwise(words))


def _done(tokens: list[str], i: int, following: str, governor: str) -> bool:
    """Whether an infinitive tells what was done: "prompted the minister to tell reporters late Thursday"."""
    if governor in w.listed("verbs", "plan_before") or governor in w.listed("verbs", "plan"):
        return False
    ahead = frozenset().union(*(w.listed("verbs", name) for name in ("will", "modal", "plan", "be_present")))
    low = max(0, i - 18)
    for at in range(i - 1, low - 1, -1):
        word = tokens[at].lower()
        if word in (";", ":") or word in ahead:
            return False
        if word in w.listed("verbs", "causing"):
            before = [t.lower() for t in tokens[max(0, at - 3) : at]]
            return not (ahead.intersection(before) or (before[-1:] == ["be"]))
    return False


def _auxiliary(word: str, following: str, second: str) -> Frame:
    if following == "set" and second == "on" and word in w.listed("verbs", "be_past"):
        return Frame(-1, True, verb=word)  # "the record was set on Jan. 3"
    if word in w.listed("verbs", "be_present"):
        return Frame(1, following in ("to", "due", "set"), verb=word)
    if word in w.listed("verbs", "be_past") and following in (
        "to",
        "due",
        "set",
        "scheduled",
        "expected",
        "slated",
        "likely",
        "supposed",
        "unlikely",
    ):
        return Frame(1, False, verb="was to")
    return Frame(-1, True, verb=word)


def _verb(tokens: list[str], i: int, word: str, before: str, following: str) -> Frame:
    auxiliary = _auxiliary_of(tokens, i)
    passive = any(auxiliary in w.listed("verbs", name) for name in ("be", "be_present", "be_past"))
    if _governed(word, auxiliary):
        return NOWHERE  # the auxiliary tells
    if word in w.listed("verbs", "plan_before") and (
        (following == "to" and not _towards(tokens, i)) or (following == "for" and i + 2 == len(tokens))
    ):
        return Frame(1, before in w.listed("verbs", "have") or passive, verb=word)
    if passive and (word in w.listed("verbs", "participles") or word in w.listed("verbs", "irregular")):
        return NOWHERE  # the auxiliary tells
    if word in w.listed("verbs", "irregular"):
        nominal = word in ("dead", "born", "late", "earlier") or (before in w.listed("verbs", "determiners") and not _relative(tokens, i))
        return NOWHERE if nominal else Frame(-1, True, verb=word)
    if word.endswith("ed") and len(word) > 3 and tokens[i][0].islower() and word not in w.listed("verbs", "not_verbs") and "-" not in word:
        adjective = passive or (before in w.listed("verbs", "determiners") and not _relative(tokens, i)) or _wished(tokens, i)
        return NOWHERE if adjective else Frame(-1, True, verb=word)
    if _news_present(tokens, i, word, before):
        return _present(tokens, i, word)
    if word in ("take", "takes", "come", "go", "enter") and following in ("effect", "into"):
        return NOWHERE if before in ("to", "will", "would", "not") else Frame(1, True, verb=word)
    if word in ("has", "have") and not following:
        return Frame(1, True, verb=word)
    return NOWHERE


def _relative(tokens: list[str], i: int) -> bool:
    """ "a truce that took effect on May 3": a verb behind the "that" of a relative clause, and no noun behind a pointing "that"."""
    if i < 2 or tokens[i - 1].lower() != "that":
        return False
    noun = tokens[i - 2]
    pointing = noun.lower() in BOUNDS or noun.lower() in w.listed("verbs", "determiners") or noun.lower() in _BEFORE_POINTING
    return noun[-1].isalnum() and not pointing and not tells(noun.lower())


_BEFORE_POINTING = frozenset(
    ("of", "for", "about", "to", "with", "by", "on", "in", "at", "from", "than", "as", "and", "or", "before", "after", "until")
)


def _towards(tokens: list[str], i: int) -> bool:
    """ "agreed to the plan": what was agreed to is a thing, not an act to come."""
    return (
        tokens[i].lower() in w.listed("verbs", "agreeing")
        and tokens[i + 2 : i + 3] != []
        and tokens[i + 2].lower() in w.listed("verbs", "determiners")
    )


def _auxiliary_of(tokens: list[str], i: int) -> str:
    """The auxiliary a verb stands under, adverbs apart; the word before it where it stands under none."""
    passed = ("not", "also", "yet", "still", "being", "first")
    before = (t.lower() for t in reversed(tokens[max(0, i - 3) : i]))
    return next((word for word in before if not word.endswith("ly") and word not in passed), "")


def _governed(word: str, auxiliary: str) -> bool:
    """Whether a base form stands under "to" or a modal, which tells the way itself."""
    form = word in w.listed("verbs", "base") or word in w.listed("verbs", "irregular")
    return form and (auxiliary == "to" or auxiliary in w.listed("verbs", "modal") or auxiliary in w.listed("verbs", "will"))


def _news_present(tokens: list[str], i: int, word: str, before: str) -> bool:
    """Whether a verb is a present tense that tells what is ahead: "meets Monday", "talks start Monday", "Ohio votes Tuesday"."""
    if not tokens[i][0].islower():
        return word in w.listed("verbs", "present_plural") and _after_plural(before)
    relative = before == "that" and word.endswith("s")  # "a ballot that closes on July 5"
    if word in w.listed("verbs", "present") and (relative or before not in w.listed("verbs", "determiners") | {"to", "of", "for", "at"}):
        return True
    if word in w.listed("verbs", "present_plural") and _after_plural(before):
        return True
    if word in w.listed("verbs", "opening") and before not in w.listed("verbs", "determiners") and _far_plural(tokens, i):
        return True
    return i > 0 and word in w.listed("verbs", "present_named") and (_named(tokens, i) or _subject(tokens, i))


def _after_plural(before: str) -> bool:
    """Whether the word before a verb is a plural noun: its subject."""
    singular = before in ("his", "its", "this", "was", "is", "has", "as", "us") or "’" in before or "'" in before
    return before.endswith("s") and not singular


def _far_plural(tokens: list[str], i: int) -> bool:
    """ "talks on a ceasefire start Tuesday": events told of more closely before their verb."""
    for back in range(i - 2, max(-1, i - 8), -1):
        word, link = tokens[back].lower(), tokens[back + 1].lower()
        if word in BOUNDS:
            return False
        if word.endswith("s") and word in w.listed("verbs", "events") and link in w.listed("verbs", "about"):
            return True
    return False


def _wished(tokens: list[str], i: int) -> bool:
    """ "wants the whole board replaced": a participle behind a wish and its object."""
    for back in range(i - 2, max(-1, i - 7), -1):
        word = tokens[back].lower()
        if word in ("want", "wants", "needs", "need"):
            return True
        if word in BOUNDS or tells(word):
            return False
    return False


def _named(tokens: list[str], i: int) -> bool:
    """ "New Hampshire votes Tuesday": a name before a verb."""
    before = tokens[i - 1]
    if before in ("and", "then") and i > 2:
        return tokens[i][-1] == "s"  # "won 3-1 and plays again Saturday"
    return before[0].isupper() and before.lower() not in w.listed("verbs", "determiners")


def _subject(tokens: list[str], i: int) -> bool:
    """ "The company reports results": a noun with its article before a verb, and an object behind it."""
    following = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
    object_follows = following.isalpha() and following not in w.listed("verbs", "not_objects")
    return object_follows and i > 1 and tokens[i - 2].lower() in ("the", "its", "a", "an") and not tokens[i - 1].endswith("s")


def _present(tokens: list[str], i: int, word: str) -> Frame:
    """A news present ("meets Monday"); a base form under an auxiliary says what the auxiliary says."""
    for back in range(max(0, i - 3), i):
        if tokens[back] == "May":
            continue  # the month
        if (
            tokens[back].lower() in w.listed("verbs", "past_aux")
            or tokens[back].lower() in w.listed("verbs", "modal")
            or tokens[back].lower() in w.listed("verbs", "will")
        ):
            return NOWHERE
    return Frame(1, word in w.listed("verbs", "present_strong"), verb=word)
