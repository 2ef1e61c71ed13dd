"""The measure itself: what it takes for right and for wrong."""

from __future__ import annotations

from typing import Any

from tests.eval.stories import score

GOLD: dict[str, Any] = {
    "incidents": [
        {
            "what": "fire in a hotel",
            "date": "2026-03-02",
            "killed_final": {"low": 9, "high": 9, "latest": 9},
            "history": [{"article": "a", "killed": 6}, {"article": "b", "killed": 9}],
        }
    ],
    "deadlines": [
        {
            "subject": "talks",
            "date": "2026-03-11",
            "status": "moved",
            "earlier_dates": ["2026-03-06"],
            "quotes": ["The talks are on Friday."],
        }
    ],
    "positions": [],
}


def _row(article: str, killed: int) -> dict[str, Any]:
    return {"article": article, "killed": killed, "injured": None, "missing": None, "part": False, "quote": f"{killed} died."}


def _incident(*told: tuple[str, int]) -> dict[str, Any]:
    latest = told[-1][1]
    return {
        "date": "2026-03-02",
        "killed": {"low": latest, "high": latest, "latest": latest},
        "injured": None,
        "missing": None,
        "history": [_row(*one) for one in told],
    }


def _ours(incidents: list[dict[str, Any]], moved: bool = True) -> dict[str, Any]:
    due = {
        "date": "2026-03-11",
        "status": "moved" if moved else "upcoming",
        "earlier_dates": ["2026-03-06"] if moved else [],
        "evidence": [{"article": "a", "quote": "The talks are on Friday."}],
    }
    texts = {"a": "6 died. The talks are on Friday.", "b": "9 died."}
    return {"incidents": incidents, "deadlines": [due], "series": [], "positions": [], "texts": texts}


def _wrong(found: dict[str, tuple[int, int, list[str]]]) -> set[str]:
    return {what for what, (right, of, _) in found.items() if right < of}


def test_a_story_told_right_has_nothing_wrong() -> None:
    assert not _wrong(score(GOLD, _ours([_incident(("a", 6), ("b", 9))])))


def test_an_incident_told_twice_and_a_move_that_is_not_there_are_wrong() -> None:
    found = score(GOLD, _ours([_incident(("a", 6)), _incident(("b", 9))], moved=False))
    assert _wrong(found) == {"incident there once", "figure at the end", "figure on the way", "deadline's state", "moves"}


def test_a_line_whose_sentence_is_not_in_its_article_is_wrong() -> None:
    ours = _ours([_incident(("a", 6), ("b", 9))])
    ours["texts"]["b"] = "Nobody died."
    assert _wrong(score(GOLD, ours)) == {"line with its sentence"}
