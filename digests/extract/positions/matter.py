"""Objects that turn the stance of their verb: what is refused may be a claim, what is called for may be talks."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.positions.lexicon import Cue, Word, vocabulary


def kind(run: Sequence[Word], cue: Cue) -> str:
    """What kind of object turns a stance: "rebuffed allegations that" denies, "called for dialogue" proposes; "" for any other."""
    if cue.kind != "verb":
        return ""
    for name, table in vocabulary()["matter"].items():
        if cue.stance != table["of"] or (table["verbs"] and cue.lemma not in table["verbs"]):
            continue
        for word in run[cue.last + 1 : cue.last + 1 + table["reach"]]:
            if word.low in table["nouns"]:
                return str(name)
            if word.low in (",", ".", "that", "to", "by", "of", "for", "“", '"'):
                break
    return ""
