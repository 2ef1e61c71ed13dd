"""``dateline check``: every thing a start needs, tried, and what a start would do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.shell.checking import Finding, look
from bot.shell.running import check
from digests.clock import SystemClock
from digests.model import Article
from loopback.botapi import BotApi
from loopback.newsroom import Newsroom
from tests.fakes.desk import NOON


@pytest.fixture
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_SEEDS", str(tmp_path))
    monkeypatch.setenv("DATELINE_ALLOW_PRIVATE_FEEDS", "true")
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "arn.toml").write_text('title = "Arn"\nany = ["Arn"]\n')


def opml(*feeds: str) -> str:
    outlines = "".join(f'<outline type="rss" text="Feed {n}" xmlUrl="{url}"/>' for n, url in enumerate(feeds))
    return f'<opml version="2.0"><body>{outlines}</body></opml>'


@pytest.mark.usefixtures("_desk")
async def test_all_is_well_and_what_a_start_would_do_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with BotApi() as api, Newsroom(SystemClock()) as room:
        room.publishes(Article("1", "Talks", "The truce holds.", NOON, "Dispatch", url="x"))
        (tmp_path / "feeds.opml").write_text(opml(room.feed_url("Dispatch"), f"{room.root}/nowhere"))
        api.private(900, "Grace")
        for name, value in {
            "TELEGRAM_BOT_TOKEN": api.token,
            "DATELINE_API_BASE_URL": api.url,
            "DATELINE_ADMINS": "900,901",
            "DATELINE_LISTEN": "127.0.0.1:0",
        }.items():
            monkeypatch.setenv(name, value)
        found = {finding.what: finding for finding in await look()}
    assert found["token"].told.endswith("knows it as @dateline_bot")
    assert "900 (Grace)" in found["owners"].told
    assert "901 (chat not found: they must write to the bot once)" in found["owners"].told
    assert not found["owners"].well
    assert found["ledger"].told == "dateline.sqlite will be made"
    assert found["feeds"].told.startswith("1 of 2 answer well; Feed 1: ")
    assert found["clock"].well
    assert "poll, answer on 127.0.0.1:0, read the feeds every 10 minutes and tell trouble to the owners" in found["start"].told
    assert not (tmp_path / "dateline.sqlite").exists()


@pytest.mark.usefixtures("_desk")
async def test_a_setting_that_is_wrong_is_the_only_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "hunter2")
    (finding,) = await look()
    assert not finding.well
    assert finding.told.startswith("TELEGRAM_BOT_TOKEN: this is no bot token")


@pytest.mark.usefixtures("_desk")
async def test_a_ledger_that_is_none_and_seeds_that_cannot_be_read_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:abcdefghijklmnopqrstuvwxyz")
    (tmp_path / "dateline.sqlite").write_text("this is a text\n" * 1000)
    (tmp_path / "feeds.opml").write_text("<html/>")
    found = {finding.what: finding for finding in await look(offline=True)}
    assert "this file is no SQLite database; “dateline restore BACKUP” brings a copy back" in found["ledger"].told
    assert found["start"] == Finding("start", False, "would end at once: desk, ledger")
    assert "it is no OPML" in found["desk"].told
    assert "token" not in found


@pytest.mark.usefixtures("_desk")
async def test_a_release_phase_that_sees_no_volume_checks_the_settings_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "feeds.opml").write_text(opml())
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:abcdefghijklmnopqrstuvwxyz")
    monkeypatch.setenv("DATELINE_DATABASE", "/a/volume/that/is/elsewhere/dateline.sqlite")
    assert all(finding.well for finding in await look(alone=True))
    assert not all(finding.well for finding in await look(offline=True))


@pytest.mark.usefixtures("_desk")
@pytest.mark.parametrize("way", ["--offline", "--settings"])
def test_the_exit_status_parts_a_wrong_setting_from_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    (tmp_path / "feeds.opml").write_text(opml())
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:abcdefghijklmnopqrstuvwxyz")
    assert CliRunner().invoke(check, [way]).exit_code == 0
    (tmp_path / "dateline.sqlite").write_text("this is a text\n" * 1000)
    assert CliRunner().invoke(check, [way]).exit_code == (1 if way == "--offline" else 0)
    monkeypatch.setenv("DATELINE_REFRESH_MINUTES", "often")
    assert CliRunner().invoke(check, [way]).exit_code == 2
