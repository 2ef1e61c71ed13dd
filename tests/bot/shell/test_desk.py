"""The acts of the desk from a shell: tables and JSON, what is asked back, and wrong input at each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.desk.acts import Act
from bot.desk.table import ACTS
from bot.instance import Instance
from bot.shell import cli
from digests.desk import open_desk
from digests.errors import DatelineError
from digests.ledger import Ledger
from digests.model import FeedDay, FeedState
from tests.fakes.desk import DISPATCH, TOPIC


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "DATELINE_ADMINS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATELINE_DATABASE", str(tmp_path / "desk.sqlite"))
    now = datetime.now(UTC)
    ledger = Ledger.open(tmp_path / "desk.sqlite", now)
    ledger.put_feeds([DISPATCH], now)
    ledger.put_topics([TOPIC], now)
    ledger.subscribe("7", TOPIC.slug, now)
    ledger.close()


def ran(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli, words, input=typed)


def told(*words: str) -> object:
    result = ran(*words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("act", [act for act in ACTS if act.where != "chat"], ids=lambda act: act.name)
def test_every_act_is_a_command_with_its_help(act: Act) -> None:
    result = ran(*act.name.split(), "--help")
    assert result.exit_code == 0
    assert act.help[:20].lower() in " ".join(result.output.split()).lower()


def test_what_is_asked_in_a_pipe_is_json() -> None:
    (feed,) = told("feeds")
    assert (feed["outlet"], feed["address"], feed["health"]) == ("Meridian Dispatch", DISPATCH.url, "not read yet")
    assert told("topics", "list")[0]["slug"] == "arn-talks"
    assert told("topics") == told("topics", "list")
    assert told("chats")[0]["topics"] == "arn-talks"
    assert told("desk")["held"] is False
    assert told("outbox")["waiting"] == 0
    assert told("desk", "statistics")["followers"] == {"arn-talks": 1}
    assert told("desk", "errors") == []


def test_what_is_grave_needs_a_yes() -> None:
    result = ran("feeds", "remove", "dispatch")
    assert isinstance(result.exception, DatelineError)
    assert "add --yes to do it" in str(result.exception)
    assert len(told("feeds")) == 1
    assert "was removed" in told("feeds", "remove", "dispatch", "--yes")["told"]
    assert told("feeds") == []


def test_acts_are_done_and_logged_under_the_operators_name() -> None:
    told("desk", "hold", "a", "doubtful", "toll")
    assert told("desk")["held"] is True
    told("topics", "new", "Keld strike", "Keld, +strike", "--yes")
    told("people", "add", "12", "editor")
    told("chats", "limit", "7", "3")
    assert told("chats", "arn")[0]["posts_a_day"] == "3 a day at most"
    log = told("audit")
    assert [entry["act"] for entry in log] == ["chats limit", "people add", "topics new", "desk hold"]
    assert all(entry["who"].startswith("shell:") for entry in log)
    assert [entry["act"] for entry in told("audit", "people")] == ["people add"]


WRONG = {
    ("feeds", "remove"): "FEED is missing; it is used as: dateline feeds remove FEED",
    ("facts",): "TOPIC is missing; it is used as: dateline facts TOPIC; there are: arn-talks",
    ("feeds", "trust", "1", "high"): "trust is normal or low, not “high”",
    ("feeds", "show", "9"): "there is no feed 9",
    ("feeds", "nonsense"): "feeds has no “nonsense”",
    ("feeds", "add", "no address"): "is no web address",
    ("topics", "archive", "moon", "--yes"): "there is no topic like “moon”",
    ("topics", "new", "Arn talks", "Arn", "--yes"): "there is a topic “Arn talks” already",
    ("chats", "block", "ada", "--yes"): "is no chat's id",
    ("people", "add", "ada", "editor"): "is no numeric id",
    ("desk", "release"): "the desk is not held",
    ("desk", "refresh", "now"): "Got unexpected extra argument",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_input_is_one_plain_line(words: tuple[str, ...]) -> None:
    result = ran(*words)
    assert result.exit_code != 0
    assert WRONG[words] in (str(result.exception) + result.output)


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    result = ran("feeds", "--database", str(tmp_path / "none.sqlite"))
    assert "there is no ledger here yet" in str(result.exception)
    assert not (tmp_path / "none.sqlite").exists()


def test_the_desk_of_the_seeds_is_read_as_well(tmp_path: Path) -> None:
    import seeds

    ledger = Ledger.open(tmp_path / "desk.sqlite", datetime.now(UTC))
    open_desk(ledger, seeds.ROOT, datetime.now(UTC))
    ledger.close()
    assert len(told("feeds")) > 5


def test_a_backup_is_made_listed_and_restored_with_proof(tmp_path: Path) -> None:
    made = told("backup")
    assert made["counts"]["subscriptions"] == 1
    assert [Path(each["path"]).name for each in told("backup", "list")] == [Path(made["path"]).name]
    told("feeds", "remove", "dispatch", "--yes")
    refused = ran("restore", made["path"])
    assert "add --yes to put the backup there" in str(refused.exception)
    done = ran("restore", made["path"], "--yes")
    assert done.exit_code == 0, done.output
    assert "holds 1 feeds, 1 topics" in done.stdout
    assert len(told("feeds")) == 1
    assert told("audit")[0]["act"] == "restore"
    assert len(list(tmp_path.glob("desk.sqlite.before-*"))) >= 1


def test_a_restore_under_a_running_bot_is_refused(tmp_path: Path) -> None:
    made = told("backup")
    running = Instance(tmp_path / "desk.sqlite")
    running.take(datetime.now(UTC))
    refused = ran("restore", made["path"], "--yes")
    running.leave()
    assert "runs on this ledger; stop that one first" in str(refused.exception)


def test_a_restore_of_what_is_no_ledger_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello")
    refused = str(ran("restore", str(tmp_path / "text"), "--yes").exception)
    assert "this file is no SQLite database" in refused
    assert "dateline restore" not in refused
    assert "there is no such file" in str(ran("restore", str(tmp_path / "none"), "--yes").exception)


def test_feeds_go_out_as_opml_and_come_in_again(tmp_path: Path) -> None:
    written = ran("feeds", "export")
    assert written.stdout.startswith("<?xml")
    (tmp_path / "mine.opml").write_text(written.stdout)
    told("feeds", "remove", "dispatch", "--yes")
    assert told("feeds", "import", "mine.opml") == [{"outlet": "Meridian Dispatch", "address": DISPATCH.url}]
    assert told("feeds", "import", "mine.opml") == []
    assert told("feeds")[0]["publisher"] == "Meridian Group"
    assert "cannot be read" in str(ran("feeds", "import", "none.opml").exception)
    (tmp_path / "bad.opml").write_text("<html/>")
    assert "it is no OPML" in str(ran("feeds", "import", "bad.opml").exception)


def test_how_a_feed_stands_is_told_in_figures() -> None:
    now = datetime.now(UTC)
    ledger = Ledger.open("desk.sqlite", now)
    ledger.feed_checked(FeedState(DISPATCH, now, checked=now, fresh=now, changed=now))
    ledger.count_feed_days({DISPATCH.url: FeedDay(now.date(), items=8, parsed=3, unparsed=1, full=1, teasers=3)})
    ledger.close()
    (feed,) = told("feeds")
    assert (feed["standing"], feed["a_day"], feed["parsed"], feed["with_full_text"]) == ("fresh", 8.0, 0.75, 0.25)
    shown = told("feeds", "show", "dispatch")
    assert (shown["standing"], shown["a_day"]) == ("fresh", 8.0)
