"""Fit the judge of positions and write ``digests/extract/positions/weights.json``.

Needs numpy and scikit-learn (not part of the product: ``pip install numpy scikit-learn`` somewhere beside it) and the corpus of
annotated articles beside the checkout. Only its open part is learnt from; figures come from cross-validation by article, so
that no article is judged by weights it helped to fit. The held part is scored by ``python -m tests.eval --part held``.

    python -m bench.train_positions            # cross-validate, choose the threshold, fit on all, write
    python -m bench.train_positions --dry      # figures alone
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from digests import rows
from digests.extract.positions import candidates, features, judge, reading
from digests.extract.positions.candidates import Candidate
from digests.model import Facts, Stance
from digests.text.document import Document
from tests.eval import scoring, stances
from tests.eval.__main__ import CORPUS, HERE, lines, part

WEIGHTS = Path(__file__).parent.parent / "digests" / "extract" / "positions" / "weights.json"
FOLDS = 10
SHUFFLES = 3
RARE = 4  # a feature seen in fewer training candidates than this is left out
LEXICAL = ("lemma.", "word.", "cue.")  # kinds of feature that name single words
RARE_LEXICAL = 6
#: how much an example counts, by where it comes from: what was written for the project is plainer than news
HEED = {"dev": 1.0, "own": 0.5, "talks": 0.5, "sentences": 0.3}
MARGIN = 0.05  # of precision over recall
TASTE = 0.6  # weight of an optional item as an example of a position: readers differ, yet most see one
OF_STANCE = (
    "rule.",
    "said",
    "modal",
    "sure.",
    "act.",
    "faint.",
    "lead",
    "hedge",
    "next",
    "cue.",
)  # kinds of feature the stance is learnt from
UNTOLD = ("modal.conditions",)  # "before" and "without" tell no stance: the rules look for a condition themselves
STRENGTH = {"position": 0.12, "stance": 0.2}  # inverse of the L2 penalty


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate with what gold says of it."""

    article: str
    candidate: Candidate
    features: features.Features
    label: int | None  #: 1 a position, 0 none, None: a matter of taste, not learnt from
    stance: Stance | None
    heed: float = 1.0  #: how much it counts


@dataclass(frozen=True, slots=True)
class Text:
    document: Document
    gold: Mapping[str, Any]
    examples: tuple[Example, ...]
    collection: str


def texts() -> list[Text]:
    """The open articles and those written for the project, with their candidates labelled."""
    found = []
    for name, folder in (("dev", CORPUS / "dev"), ("own", HERE / "own"), ("talks", HERE / "talks")):
        articles = {row["id"]: row for row in lines(folder / "articles.jsonl")}
        for gold in lines(folder / "gold.jsonl"):
            if name != "dev" or part(gold["id"]) == "open":
                document = Document(rows.article(articles[gold["id"]], name))
                found.append(Text(document, gold, tuple(_label(gold, document, HEED[name])), name))
    return found + list(_sentences())


def _sentences() -> Iterable[Text]:
    """The single sentences with their stance, each as an article of its own."""
    for number, row in enumerate(stances.read()):
        article = rows.article({"id": f"s{number}", "title": "", "text": row.text, "published": "2026-03-10", "source": "", "url": ""}, "s")
        document = Document(article)
        position = {"party": row.party, "stance": row.stance, "quote": document.sentences[-1].text}
        gold = {"id": f"s{number}", "positions": [position] if row.stance else []}
        yield Text(document, gold, tuple(_label(gold, document, HEED["sentences"])), "sentences")


def _label(gold: Mapping[str, Any], document: Document, heed: float) -> Iterable[Example]:
    """Gold's items one to one with candidates; what tells a found item once more is left out of the learning."""
    found = candidates.gather(document)
    shared = features.setting(document)
    seen = [features.of(shared, c) for c in found]
    given = [
        {"party": c.party, "quote": document.sentences[c.sentence].text, "stance": _guess(c), "speaker": reading.speaker(c)} for c in found
    ]
    golds = sorted(gold["positions"], key=lambda g: bool(g.get("optional")))

    def right(g: Mapping[str, Any], p: Mapping[str, Any]) -> bool:
        return scoring._alike("positions", g, p) and scoring._overlap(g, p)

    matched = {j: i for i, j in scoring.pairs(golds, given, right, ("stance", "speaker")).items()}
    for j, (candidate, row) in enumerate(zip(found, given, strict=True)):
        item = golds[matched[j]] if j in matched else next((g for g in golds if right(g, row)), None)
        stance = Stance(item["stance"]) if item else None
        label = 0 if item is None else None if item.get("optional") or j not in matched else 1
        yield Example(gold["id"], candidate, seen[j], label, stance, heed)


def _guess(candidate: Candidate) -> str | None:
    plain = [a.stance for a in candidate.acts if a.cue.plain]
    return plain[0].value if plain else None


def _kept(examples: Sequence[Example]) -> set[str]:
    counts = Counter(name for e in examples for name in e.features)
    return {name for name, n in counts.items() if n >= (RARE_LEXICAL if name.startswith(LEXICAL) else RARE)}


def fit(examples: Sequence[Example], threshold: float) -> judge.Weights:
    """Both regressions over some examples."""
    kept = _kept(examples)

    def table(rows_: Sequence[Example], kinds: tuple[str, ...] = ("",)) -> list[dict[str, float]]:
        return [
            {k: v for k, v in e.features.items() if k in kept and k.startswith(kinds) and not (kinds[0] and k in UNTOLD)} for e in rows_
        ]

    judged = [e for e in examples if (e.label is not None or e.stance is not None) and not e.article.startswith("s")]
    names = DictVectorizer()
    model = LogisticRegression(C=STRENGTH["position"], max_iter=2000)
    heed = [e.heed * (1.0 if e.label is not None else TASTE) for e in judged]
    model.fit(names.fit_transform(table(judged)), np.array([1 if e.label is None else e.label for e in judged]), sample_weight=heed)
    position = dict(zip(names.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    told = [e for e in examples if e.stance is not None]
    words = DictVectorizer()
    sorter = LogisticRegression(C=STRENGTH["stance"], max_iter=2000)
    sorter.fit(
        words.fit_transform(table(told, OF_STANCE)),
        np.array([e.stance.value for e in told if e.stance]),
        sample_weight=[e.heed * (1.0 if e.label else TASTE) for e in told],
    )
    columns = words.get_feature_names_out()
    stances = {
        Stance(name): (float(sorter.intercept_[k]), dict(zip(columns, map(float, sorter.coef_[k]), strict=True)))
        for k, name in enumerate(sorter.classes_)
    }
    return judge.Weights(float(model.intercept_[0]), position, stances, threshold)


def given(text: Text, weights: judge.Weights) -> dict[str, Any]:
    """The key points of one article by some weights."""
    seen = ((e.candidate, e.features) for e in text.examples)
    return rows.facts(text.document.article, Facts(positions=reading.positions(text.document, seen, weights)))


def cross(found: Sequence[Text], seed: int = 0, folds: int = FOLDS) -> list[judge.Weights]:
    """For each article the weights fitted without its fold; ``seed`` shuffles the folds."""
    fold = np.random.default_rng(seed).permutation(len(found)) % folds
    models = [fit([e for i, t in enumerate(found) if fold[i] != k for e in t.examples], 0.5) for k in range(folds)]
    return [models[fold[i]] for i in range(len(found))]


def tally(found: Sequence[Text], weights: Sequence[judge.Weights], threshold: float, collection: str = "dev") -> scoring.Tally:
    """Figures of one collection, each article read with the weights fitted without its fold."""
    told = {}
    for text, fitted in zip(found, weights, strict=True):
        if text.collection == collection:
            told[text.gold["id"]] = given(text, replace(fitted, threshold=threshold))
    return scoring.tally("positions", {t.gold["id"]: t.gold for t in found if t.collection == collection}, told)


def choose(found: Sequence[Text], splits: Sequence[Sequence[judge.Weights]]) -> float:
    """The least threshold whose precision is above recall by a margin, over all shuffles: F1 is flat around it."""
    steps = [step / 100 for step in range(30, 80, 5)]
    table = {at: [tally(found, weights, at) for weights in splits] for at in steps}

    def mean(at: float, name: str) -> float:
        return sum(getattr(t, name) for t in table[at]) / len(table[at])

    for at in steps:
        fields = "  ".join(f"{name} {sum(t.accuracy(name) for t in table[at]) / len(splits):.2f}" for name in ("stance", "speaker"))
        rest = [tally(found, splits[0], at, name) for name in ("own", "talks")]
        others = "  ".join(f"| P {t.precision:.2f} R {t.recall:.2f} F1 {t.f1:.3f} stance {t.accuracy('stance'):.2f}" for t in rest)
        print(f"  at {at:.2f}: P {mean(at, 'precision'):.3f}  R {mean(at, 'recall'):.3f}  F1 {mean(at, 'f1'):.3f}  {fields} {others}")
    best = next(at for at in steps if mean(at, "precision") >= mean(at, "recall") + MARGIN)
    print(f"threshold {best}, F1 {mean(best, 'f1'):.3f}")
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--errors", action="store_true", help="print misses and false alarms of the cross-validation")
    options = parser.parse_args()
    found = texts()
    every = [e for t in found for e in t.examples]
    labels = Counter(e.label for e in every)
    wanted = sum(not g.get("optional") for t in found for g in t.gold["positions"])
    print(
        f"{len(found)} articles, {len(every)} candidates: {labels[1]} right of {wanted} wanted, {labels[0]} wrong, {labels[None]} neither"
    )
    splits = [cross(found, seed) for seed in range(SHUFFLES)]
    chosen = choose(found, splits)
    if options.errors:
        for ident, what, item in tally(found, splits[0], chosen).errors:
            print(f"  {ident}\t{what}\t{json.dumps(item, ensure_ascii=False)}")
    if not options.dry:
        write(fit(every, chosen))


def write(weights: judge.Weights) -> None:
    """The weights as a file, rounded; those near nothing are left out."""

    def told(table: Mapping[str, float]) -> dict[str, float]:
        return {name: round(value, 3) for name, value in sorted(table.items()) if abs(value) >= 0.005}

    row = {
        "threshold": weights.threshold,
        "bias": round(weights.bias, 3),
        "weights": told(weights.position),
        "stances": {stance.value: {"bias": round(bias, 3), "weights": told(table)} for stance, (bias, table) in weights.stances.items()},
    }
    WEIGHTS.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
