"""Each setting that is wrong is one clear line, and the token is in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings
from bot.listing import listed, markdown
from digests.errors import SettingError

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz123456"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TELEGRAM_BOT_TOKEN", "DATELINE_API_BASE_URL", "DATELINE_ADMINS", "DATELINE_ZONE", "DATELINE_DATABASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TELEGRAM_BOT_TOKEN", "", "it is not set"),
        ("TELEGRAM_BOT_TOKEN", "hunter2", "this is no bot token"),
        ("TELEGRAM_BOT_TOKEN", f"{TOKEN} ", "this is no bot token"),
        ("DATELINE_API_BASE_URL", "api.telegram.org", "root of a Bot API server"),
        ("DATELINE_ADMINS", "12, @ada", "'@ada' is none"),
        ("DATELINE_REFRESH_MINUTES", "0", "greater than or equal to 1"),
        ("DATELINE_REFRESH_MINUTES", "often", "valid integer"),
        ("DATELINE_ZONE", "Mars/Base", "no time zone"),
        ("DATELINE_SEEDS", "/nowhere/at/all", "there is no folder"),
        ("DATELINE_PROXY", "socks5://127.0.0.1:9050", "SOCKS is not spoken"),
        ("DATELINE_ALLOW_PAID_BROADCAST", "perhaps", "boolean"),
        ("DATELINE_LOG_LEVEL", "loud", "'DEBUG', 'INFO'"),
    ],
)
def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as wrong:
        settings.read(None)
    assert wrong.value.name == name
    assert words in str(wrong.value)
    assert "\n" not in str(wrong.value)
    assert TOKEN not in str(wrong.value)


def test_settings_come_from_the_environment_and_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nDATELINE_ADMINS=1, 2\nDATELINE_ZONE=Europe/Kyiv\n")
    monkeypatch.setenv("DATELINE_ZONE", "Asia/Tokyo")
    read = settings.read(file)
    assert read.admins == {1, 2}
    assert read.zone == "Asia/Tokyo"
    assert read.on_telegram
    assert TOKEN not in repr(read)
    assert TOKEN not in str(read.model_dump())
    assert (read.proxy_address, read.allow_paid_broadcast) == (None, False)


def test_the_proxys_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATELINE_PROXY", "http://ada:engine@proxy.example:3128")
    read = settings.read(None)
    assert read.proxy_address == "http://ada:engine@proxy.example:3128"
    assert "engine" not in repr(read)


def test_another_server_may_have_tokens_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_API_BASE_URL", "http://localhost:9000/")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "sampleToken")
    read = settings.read(None)
    assert read.api_base_url == "http://localhost:9000"
    assert not read.on_telegram


def test_the_page_of_settings_is_made_of_the_settings() -> None:
    assert (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8") == markdown(), "make settings writes it"


def test_every_setting_says_what_it_is_for() -> None:
    assert all(one.name.startswith("DATELINE_") or one.name == "TELEGRAM_BOT_TOKEN" for one in listed())
    assert all(len(one.what) > 10 and one.holds for one in listed())
    assert [one.name for one in listed() if one.needed] == ["TELEGRAM_BOT_TOKEN"]


@pytest.mark.parametrize(
    ("more", "name", "words"),
    [
        ({"DATELINE_WEBHOOK_URL": "https://bot.example.org"}, "DATELINE_LISTEN", "a webhook needs a port to listen on"),
        ({"DATELINE_WEB_TOKEN": "a" * 20}, "DATELINE_LISTEN", "the web page needs a port"),
        ({"DATELINE_WEB_TOKEN": "short", "DATELINE_LISTEN": "127.0.0.1:0"}, "DATELINE_WEB_TOKEN", "16 to 256 letters"),
        ({"DATELINE_WEBHOOK_URL": "http://bot.example.org"}, "DATELINE_WEBHOOK_URL", "public https address"),
        ({"DATELINE_WEBHOOK_URL": "https://bot.example.org:8080"}, "DATELINE_WEBHOOK_URL", "443, 80, 88, 8443 alone, not 8080"),
        ({"DATELINE_WEBHOOK_SECRET": "no blanks"}, "DATELINE_WEBHOOK_SECRET", "16 to 256 letters"),
        ({"DATELINE_LISTEN": "8080"}, "DATELINE_LISTEN", "is no address with a port"),
        ({"DATELINE_LISTEN": "0.0.0.0:99999"}, "DATELINE_LISTEN", "is no address with a port"),
        ({"DATELINE_ERROR_CHAT": "ada"}, "DATELINE_ERROR_CHAT", "valid integer"),
        ({"DATELINE_BACKUP_KEEP": "0"}, "DATELINE_BACKUP_KEEP", "greater than or equal to 1"),
        ({"DATELINE_LOG_FORMAT": "xml"}, "DATELINE_LOG_FORMAT", "'text' or 'json'"),
    ],
)
def test_settings_of_an_operator_are_checked_by_name(monkeypatch: pytest.MonkeyPatch, more: dict[str, str], name: str, words: str) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    for key, value in more.items():
        monkeypatch.setenv(key, value)
    with pytest.raises(SettingError) as refused:
        settings.read(None)
    assert refused.value.name == name
    assert words in refused.value.why


def test_the_secret_of_a_webhook_is_derived_and_never_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    secret = settings.read(None).secret
    assert len(secret) == 64
    assert TOKEN.partition(":")[2] not in secret
    assert settings.read(None).secret == secret
