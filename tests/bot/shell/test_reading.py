"""The reading from a shell: articles in, key points out, bad lines told and counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.shell import cli
from digests.errors import InputError
from seeds import ROOT

STORY = str(ROOT / "stories" / "ukraine-talks.jsonl")
TRUCE = {
    "id": "k-1",
    "title": "Truce in Karsova nears its end",
    "text": "The ceasefire in Karsova expires on Sunday, the foreign ministry said.\n\n"
    "Four people were killed when a shell hit a bakery in Orlec on Thursday, police said.",
    "published": "2026-03-06T10:00:00+02:00",
    "source": "Meridian Dispatch",
    "url": "https://meridiandispatch.example/k-1",
}


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(cli, list(arguments), input=given)


def test_extract_reads_standard_input_and_writes_rows_with_quotes_of_the_article() -> None:
    result = run("extract", given=json.dumps(TRUCE) + "\n")
    assert result.exit_code == 0
    row = json.loads(result.stdout)
    assert row["id"] == "k-1"
    assert [(d["date"], d["kind"]) for d in row["deadlines"]] == [("2026-03-08", "expiry")]
    assert [(c["killed"], c["date"], c["attribution"]) for c in row["casualties"]] == [(4, "2026-03-05", "police")]
    assert all(item["quote"] in f"{TRUCE['title']}\n\n{TRUCE['text']}" for task in ("deadlines", "casualties") for item in row[task])


def test_extract_tells_bad_lines_with_their_number_goes_on_and_says_so_in_its_status() -> None:
    given = "\n".join(["{not json", json.dumps(TRUCE), "[1, 2]", '{"id": "x", "title": "t", "text": "no date here"}', ""])
    result = run("extract", given=given)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert [line.split(":")[2] for line in result.stderr.splitlines()] == ["1", "3", "4"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"text": 5, "published": "2026-03-06"}, "no text"),
        ({"title": "", "text": "  ", "published": "2026-03-06"}, "no “text”"),
        ({"text": "a", "published": "Friday"}, "neither an ISO day nor an ISO time"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(row: dict[str, object], why: str) -> None:
    result = run("extract", given=json.dumps(row))
    assert (result.exit_code, why in result.stderr) == (1, True)


def test_a_missing_file_is_one_clear_error() -> None:
    result = run("extract", "nowhere.jsonl")
    assert isinstance(result.exception, InputError)
    assert str(result.exception) == "nowhere.jsonl: No such file or directory"


def test_digest_of_a_plain_text_file_needs_its_date(tmp_path: Path) -> None:
    file = tmp_path / "truce.txt"
    file.write_text(f"{TRUCE['title']}\n\n{TRUCE['text']}\n", "utf-8")
    assert isinstance(run("digest", str(file)).exception, InputError)
    result = run("digest", str(file), "--published", "2026-03-06")
    assert result.exit_code == 0
    assert "8 Mar" in result.stdout
    assert "4 killed" in result.stdout
    assert "police" in result.stdout


def test_a_day_without_an_hour_is_given_none(tmp_path: Path) -> None:
    file = tmp_path / "truce.jsonl"
    file.write_text(json.dumps(TRUCE | {"published": "2026-03-06"}) + "\n", "utf-8")
    timed = tmp_path / "timed.jsonl"
    timed.write_text(json.dumps(TRUCE) + "\n", "utf-8")
    assert run("digest", str(file)).stdout.splitlines()[0] == "Digest · Fri 6 Mar"
    assert run("replay", str(file)).stdout.splitlines()[0].endswith("· Fri 6 Mar")
    assert run("digest", str(timed)).stdout.splitlines()[0] == "Digest · Fri 6 Mar, 08:00 UTC"


def test_replay_tells_the_story_as_json() -> None:
    result = run("replay", STORY, "--json")
    assert result.exit_code == 0
    account = json.loads(result.stdout)
    assert len(account["articles"]) == 12
    train = next(i for i in account["incidents"] if i["place"] and "Kharkiv" in i["place"])
    assert train["killed"]["latest"] == 7
    assert next(h["killed"] for h in train["history"] if h["killed"] is not None) == 6
    talks = next(d for d in account["deadlines"] if d["date"] == "2026-02-04")
    assert talks["earlier_dates"] == ["2026-02-01"]


def test_replay_as_of_a_day_knows_nothing_of_later_ones() -> None:
    account = json.loads(run("replay", STORY, "--json", "--as-of", "2026-01-30").stdout)
    assert len(account["articles"]) == 3
    assert {d["date"] for d in account["deadlines"]} == {"2026-02-01"}


def test_replay_every_day_prints_the_digests_on_the_way() -> None:
    lines = run("replay", STORY, "--json", "--every", "day").stdout.splitlines()
    first, second = json.loads(lines[0]), json.loads(lines[1])
    assert first["composed"].startswith("2026-01-30")
    assert {"moved", "updated"} <= {p["kind"] for p in second["points"]}


@pytest.mark.parametrize("layer", ["dates", "statements", "sentences"])
def test_inspect_writes_offsets_that_slice_the_text(layer: str) -> None:
    text = "“We will not wait,” Foreign Minister Ana Lorenzo said on Monday. Talks are due on March 9."
    result = run("inspect", layer, given=json.dumps({"id": 1, "text": text, "dct": "2026-03-03"}))
    assert result.exit_code == 0
    found = json.loads(result.stdout)["pred"]
    assert found
    if layer == "dates":
        assert [(text[p["start"] : p["end"]], p["value"]) for p in found] == [("Monday", "2026-03-02"), ("March 9", "2026-03-09")]
    elif layer == "statements":
        assert "Ana Lorenzo" in found[0]["source"]
        assert "We will not wait" in text[found[0]["content_start"] : found[0]["content_end"]]
    else:
        assert [text[p["start"] : p["end"]][-9:] for p in found] == ["n Monday.", " March 9."]


def test_inspect_says_which_line_is_none() -> None:
    result = run("inspect", "dates", given='{"id": 1}\n')
    assert (result.exit_code, "standard input:1" in result.stderr) == (1, True)
