"""What the operator sets, from the environment and a ``.env`` file; whatever is wrong with it is one clear SettingError."""

from __future__ import annotations

import re
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import seeds
from digests.errors import SettingError

__all__ = ["Settings", "read", "read_for_desk"]

_TELEGRAM = "https://api.telegram.org"
#: stands for a server where none is asked
_NOWHERE = "http://127.0.0.1:9"
#: stands for a server where none is asked
_NOWHERE = "http://127.0.0.1:9"
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,}")
#: other servers (tests, proxies) hand out tokens of their own; these at least fit into an address
_OTHER_TOKEN = re.compile(r"[A-Za-z0-9_:-]{3,128}")


class Settings(BaseSettings):
    """Every setting, under the name of its environment variable. Read them with ``read``, which speaks plainly."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True)

    #: root of the Bot API server, without a trailing slash
    api_base_url: str = Field(_TELEGRAM, validation_alias="DATELINE_API_BASE_URL")
    #: the bot's token as BotFather gave it; never shown
    token: SecretStr = Field(validation_alias="TELEGRAM_BOT_TOKEN")
    #: numeric ids of the people who run the desk
    admins: Annotated[frozenset[int], NoDecode] = Field(frozenset(), validation_alias="DATELINE_ADMINS")
    database: Path = Field(Path("dateline.sqlite"), validation_alias="DATELINE_DATABASE")
    #: minutes between two rounds over the feeds that are due
    refresh_minutes: int = Field(10, ge=1, le=1440, validation_alias="DATELINE_REFRESH_MINUTES")
    #: whether feeds on this machine and its private network may be read
    allow_private_feeds: bool = Field(False, validation_alias="DATELINE_ALLOW_PRIVATE_FEEDS")
    #: the folder of the starter desk
    seeds: Path = Field(seeds.ROOT, validation_alias="DATELINE_SEEDS")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", validation_alias="DATELINE_LOG_LEVEL")
    #: IANA name of the zone that chats read times in
    zone: str = Field("UTC", validation_alias="DATELINE_ZONE")

    #: http:// or https:// address of a proxy for Telegram; None: the environment's HTTPS_PROXY and NO_PROXY count
    proxy: SecretStr | None = Field(None, validation_alias="DATELINE_PROXY")
    #: whether up to 1,000 messages a second may go out; what goes beyond 30 in a second costs Telegram Stars
    allow_paid_broadcast: bool = Field(False, validation_alias="DATELINE_ALLOW_PAID_BROADCAST")

    @field_validator("api_base_url")
    @classmethod
    def _rooted(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("give the root of a Bot API server, as http://localhost:8081")
        return url.rstrip("/")

    @field_validator("token")
    @classmethod
    def _shaped(cls, token: SecretStr, info: ValidationInfo) -> SecretStr:
        shape = _TOKEN if info.data.get("api_base_url", _TELEGRAM) == _TELEGRAM else _OTHER_TOKEN
        if not shape.fullmatch(token.get_secret_value()):
            raise ValueError("this is no bot token; BotFather gives one like 123456789:AAE... (digits, a colon, 35 letters)")
        return token

    @field_validator("admins", mode="before")
    @classmethod
    def _numbered(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        ids = [part.strip() for part in given.replace(";", ",").split(",") if part.strip()]
        if wrong := [part for part in ids if not part.isascii() or not part.isdigit()]:
            raise ValueError(f"give numeric ids with commas between them; {wrong[0]!r} is none")
        return frozenset(int(part) for part in ids)

    @field_validator("log_level", mode="before")
    @classmethod
    def _raised(cls, given: Any) -> Any:
        return given.strip().upper() if isinstance(given, str) else given

    @field_validator("seeds")
    @classmethod
    def _there(cls, folder: Path) -> Path:
        if not folder.is_dir():
            raise ValueError(f"there is no folder {folder}")
        return folder

    @field_validator("proxy")
    @classmethod
    def _proxied(cls, proxy: SecretStr | None) -> SecretStr | None:
        if proxy is not None:
            parts = urlsplit(proxy.get_secret_value())
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("give the proxy as http://host:port or https://name:password@host:port; SOCKS is not spoken")
        return proxy

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"{zone!r} is no time zone; give one like Europe/Kyiv") from None
        return zone

    @property
    def on_telegram(self) -> bool:
        """Whether the server is Telegram's own."""
        return self.api_base_url == _TELEGRAM

    @property
    def proxy_address(self) -> str | None:
        """The proxy's address, with what it may hold of a password; None where none is set."""
        return None if self.proxy is None else self.proxy.get_secret_value()

    @property
    def clock_zone(self) -> tzinfo:
        """The zone that times are written in where a chat has none of its own."""
        return ZoneInfo(self.zone)


def read(env_file: Path | str | None = ".env") -> Settings:
    """The settings of this process. Raises SettingError, naming the variable and what to give instead."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # pydantic fills the fields from the environment
    except ValidationError as error:
        raise _plainly(error.errors(include_url=False, include_input=False)[0]) from None
    except UnicodeDecodeError:
        raise SettingError(str(env_file), "this file is not written in UTF-8") from None


def read_for_desk(database: Path | None = None, env_file: Path | str | None = ".env") -> Settings:
    """The settings for work on the ledger alone, which needs no token. ``database``: another ledger. Raises SettingError."""
    given: dict[str, Any] = {} if database is None else {"DATELINE_DATABASE": database}
    try:
        return Settings(_env_file=env_file, **given)  # type: ignore[call-arg]  # pydantic fills the fields from the environment
    except ValidationError as error:
        wrong = [one for one in error.errors(include_url=False, include_input=False) if one["loc"][0] != "TELEGRAM_BOT_TOKEN"]
        if wrong:
            raise _plainly(wrong[0]) from None
    except UnicodeDecodeError:
        raise SettingError(str(env_file), "this file is not written in UTF-8") from None
    return Settings(_env_file=env_file, **{**given, "DATELINE_API_BASE_URL": _NOWHERE, "TELEGRAM_BOT_TOKEN": "none"})  # type: ignore[call-arg]


def _plainly(wrong: ErrorDetails) -> SettingError:
    name = str(wrong["loc"][0])
    if wrong["type"] == "missing":
        return SettingError(name, "it is not set; ask @BotFather for a token and set it in the environment or in .env")
    why = str(wrong.get("ctx", {}).get("error", "")) or wrong["msg"][:1].lower() + wrong["msg"][1:]
    return SettingError(name, why)
