"""An article explained: facts and near misses with their reasons, in a terminal and on a page that needs nothing else."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.shell import cli
from bot.shell.explaining import TASKS
from bot.shell.explaining.marks import Mark, pieces
from bot.shell.explaining.page import html
from bot.shell.explaining.view import View, view
from digests.errors import InputError
from digests.extract import read, traced
from digests.model import Article

TITLE = "Truce in Karsova nears its end"


def article(text: str, title: str = TITLE, language: str = "en", url: str = "") -> Article:
    return Article("k-1", title, text, datetime(2026, 3, 5, 9, tzinfo=UTC), "Meridian Dispatch", url=url, language=language)


def explained(text: str, **more: str) -> View:
    return view(article(text, **more))


def reasons(text: str, task: str) -> str:
    return " / ".join(f"{m.words}: {m.why}" for m in explained(text).missed if m.task == task)


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments], input=given)


def page_of(shown: View) -> ET.Element:
    """The page as a tree: it is written so that a reader of XML takes it too."""
    return ET.fromstring(html(shown))


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Envoys met in the capital on Monday.", "Monday", "a date, but past"),
        ("Heavy rain is expected to hit the coast on Saturday, forecasters said.", "Saturday", "a forecast of weather"),
        ("The two sides will not meet on Sunday, the ministry said.", "Sunday", "negated or refused"),
        ("The market opens every Friday at noon.", "noon", "a habit"),
        ("Talks that were originally scheduled for Friday will be held on March 12.", "Friday", "stood before"),
        ("The truce talks will be held on Monday and Tuesday.", "Tuesday", "further day of a list"),
        ("Children were at home today.", "today", "confidence 0."),
    ],
    ids=["past", "weather", "negated", "habit", "moved from", "list", "nothing due"],
)
def test_a_day_that_is_no_deadline_says_why(text: str, words: str, why: str) -> None:
    missed = [m for m in explained(text).missed if m.task == "deadlines" and words in m.words]
    assert missed, reasons(text, "deadlines")
    assert why in missed[0].why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The blast destroyed and killed six drones, the army said.", "counts things, not people"),
        ("Officials feared that dozens could be killed if the shelling went on.", "only feared, planned, tried or supposed"),
        ("Many were wounded in the square.", "no number is told"),
        ("It was not known how many people were killed or wounded.", "no number for either alone"),
        ("There were reports of casualties in the port.", "no split is told"),
        ("The army denied reports that four soldiers were killed.", "den"),
        ("He lives in exile with his family.", "not told of the dead here"),
    ],
    ids=["things", "feared", "many", "unsplit", "casualties", "denied", "lives"],
)
def test_a_word_of_harm_without_a_count_says_why(text: str, why: str) -> None:
    assert why in reasons(text, "casualties")
    assert not read(article(text)).casualties


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Peter Hale, an analyst, said that things were calm in Orlec.", "speaks for no party known"),
        ("It is unclear whether Hamas accepted the plan.", "“if” or “whether”"),
        ("Israel said the road had been open for years.", "under 0."),
    ],
    ids=["outsider", "left open", "says how things are"],
)
def test_a_party_without_a_stance_says_why(text: str, why: str) -> None:
    assert why in reasons(text, "positions")


def test_a_traced_reading_finds_what_a_plain_one_finds() -> None:
    told = article(
        "The ceasefire expires on Sunday, the ministry said. Four people were killed in Orlec on Monday. Hamas rejected the plan."
    )
    assert traced(told).facts == read(told)


def test_an_article_in_another_language_is_said_to_be_unread() -> None:
    shown = explained("La trêve expire dimanche.", language="fr")
    assert not shown.found
    assert "another language (fr)" in shown.missed[0].why


def test_the_terminal_names_facts_with_their_fields_and_misses_with_their_reason(tmp_path: Path) -> None:
    file = tmp_path / "truce.txt"
    file.write_text(f"{TITLE}\n\nThe ceasefire expires on Sunday, the foreign ministry said.\n\nRain is forecast for Saturday.\n", "utf-8")
    result = run(str(file), "--published", "2026-03-05")
    told = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "D1 2026-03-08" in told
    assert "kind expiry" in told
    assert "“The ceasefire expires on Sunday, the foreign ministry said.”" in told
    assert "“Saturday”: a forecast of weather" in told
    assert "Sunday = 2026-03-08" in told
    assert "sources: the foreign ministry" in told


def test_a_task_alone_leaves_the_others_out() -> None:
    row = {"title": TITLE, "text": "The ceasefire expires on Sunday. Four people were killed on Monday.", "published": "2026-03-05"}
    told = run("-", "--task", "casualties", given=json.dumps(row)).stdout
    assert "C1" in told
    assert "D1" not in told
    assert "a date, but past" not in told


def test_an_article_is_chosen_by_id_or_number() -> None:
    rows = [{"id": f"k-{n}", "title": f"Story {n}", "text": "Nothing is due.", "published": "2026-03-05"} for n in (1, 2, 3)]
    given = "\n".join(map(json.dumps, rows))
    assert run("-", "--id", "k-2", given=given).stdout.startswith("Story 2")
    assert run("-", "--number", "3", given=given).stdout.startswith("Story 3")
    for arguments, why in ((("--id", "k-9"), "no article with the id"), (("--number", "4"), "it holds 3"), ((), "choose one")):
        error = run("-", *arguments, given=given).exception
        assert isinstance(error, InputError)
        assert why in str(error)


def test_the_page_is_written_and_a_place_that_cannot_be_is_an_error(tmp_path: Path) -> None:
    given = json.dumps({"title": TITLE, "text": "The ceasefire expires on Sunday.", "published": "2026-03-05"})
    page = tmp_path / "out.html"
    assert run("-", "--html", str(page), given=given).stdout == f"{page}: 1 found, 0 nearly found\n"
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert isinstance(run("-", "--html", str(tmp_path / "no" / "out.html"), given=given).exception, InputError)


# ── the page ───────────────────────────────────────────────────────────────────────────────────────────────

TEXT = """The ceasefire in Karsova expires on Sunday, the foreign ministry said.

Four people were killed and six drones destroyed in <script>alert("Orlec")</script> on Monday, police said & left.

“We will not accept a truce without guarantees,” Prime Minister Ana Lorenzo said. Rain is forecast for Saturday."""


def test_every_fact_and_miss_is_led_to_and_back() -> None:
    shown = explained(TEXT)
    tree = page_of(shown)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    links = {(e.get("href") or "")[1:] for e in tree.iter("a") if (e.get("href") or "").startswith("#")}
    assert links <= set(ids)
    assert {f"at-fact-{f.ref}" for f in shown.found} | {f"at-miss-{m.ref}" for m in shown.missed} <= links
    assert {f"fact-{f.ref}" for f in shown.found} | {f"miss-{m.ref}" for m in shown.missed} <= links


def test_the_page_asks_nothing_of_any_server_and_runs_nothing() -> None:
    tree = page_of(explained(TEXT, url="https://meridiandispatch.example/k-1"))
    assert {e.tag for e in tree.iter()}.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base"})
    assert [e.get("href") for e in tree.iter("a") if not (e.get("href") or "#").startswith("#")] == ["https://meridiandispatch.example/k-1"]
    assert not [a for e in tree.iter() for a in e.keys() if a.startswith("on") or a in ("src", "style")]  # noqa: SIM118
    style = next(tree.iter("style")).text or ""
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme: dark" in style
    assert "default-src 'none'" in html(explained(TEXT))


def test_an_address_that_is_no_web_page_is_no_link() -> None:
    assert "javascript:" not in html(explained("Nothing.", url="javascript:alert(1)"))


def test_the_text_stands_on_the_page_letter_for_letter_under_its_marks() -> None:
    shown = explained(TEXT)
    text = next(e for e in page_of(shown).iter("div") if e.get("class") == "text")
    paragraphs = ["".join(_letters(p)) for p in text.iter("p")]
    assert paragraphs == [TITLE, *TEXT.split("\n\n")]
    marked = {name for e in text.iter("span") for name in (e.get("class") or "").split()}
    assert marked == {"fact", "miss", "date", "number", "name", "source", "said"}


def _letters(element: ET.Element) -> list[str]:
    """The article's own letters of an element: labels left out."""
    told = [element.text or ""]
    for child in element:
        if "tag" not in (child.get("class") or "").split():
            told += _letters(child)
        told.append(child.tail or "")
    return told


_ODD = st.text(st.one_of(st.characters(), st.sampled_from("<>&\"'$\r\n\x00\x1b\ud800\u202e")), max_size=40)
_SAID = st.sampled_from(
    ["Hamas rejected the plan on Sunday.", "Four people were killed.", "“We want ", "said Monday\n\n", "The truce ends Feb. 30."]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_ODD, _SAID), max_size=8).map("".join), _ODD, _ODD)
def test_whatever_an_article_holds_its_page_is_well_formed(text: str, title: str, source: str) -> None:
    told = Article("x", title, text, datetime(2026, 3, 5, tzinfo=UTC), source, url=title)
    page = html(view(told))
    assert ET.fromstring(page).tag == "html"
    assert page.encode("utf-8").decode("utf-8") == page


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["date", "name", "said"])), max_size=12))
def test_pieces_cover_a_run_once_with_the_marks_over_each(runs: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, end, layer) for start, end, layer in runs]
    cut = list(pieces(marks, 3, 25))
    assert [left for left, _, _ in cut] + [25] == [3] + [right for _, right, _ in cut]
    for left, right, over in cut:
        assert sorted(map(repr, over)) == sorted(repr(m) for m in marks if m.start <= left and right <= m.end)


def test_every_task_can_be_asked_for() -> None:
    assert all(view(article(TEXT), [task]).tasks == (task,) for task in TASKS)
