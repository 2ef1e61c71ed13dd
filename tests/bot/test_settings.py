"""Each setting that is wrong is one clear line, and the token is in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings
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
