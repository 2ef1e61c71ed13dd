"""What the operator sets, from the environment and a ``.env`` file; whatever is wrong with it is one clear SettingError."""

from __future__ import annotations

import hmac
import re
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import seeds
from digests.errors import SettingError

__all__ = ["Settings", "is_missing", "read", "read_for_desk"]

_TELEGRAM = "https://api.telegram.org"
#: stands for a token where none is needed
_NOBODY = f"0:{'0' * 35}"
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,}")
#: other servers (tests, proxies) hand out tokens of their own; these at least fit into an address
_OTHER_TOKEN = re.compile(r"[A-Za-z0-9_:-]{3,128}")


#: the ports that Telegram calls
_WEBHOOK_PORTS = (443, 80, 88, 8443)


class _Apart(ValueError):
    """Two settings that do not go together; ``name`` is the one to change."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why)
        self.name = name


class Settings(BaseSettings):
    """Every setting, under the name of its environment variable. Read them with ``read``, which speaks plainly."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True)

    #: the order is that of the table in docs/settings.md, which is made of the descriptions
    api_base_url: str = Field(
        _TELEGRAM, validation_alias="DATELINE_API_BASE_URL", description="root of another Bot API server, such as one of your own"
    )
    token: SecretStr = Field(
        validation_alias="TELEGRAM_BOT_TOKEN",
        description="the bot's token as BotFather gave it; the only one that must be set; never shown",
    )
    admins: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(),
        validation_alias="DATELINE_ADMINS",
        description="numeric Telegram ids, with commas, of the owners of the desk; they take on others with /people",
    )
    database: Path = Field(Path("dateline.sqlite"), validation_alias="DATELINE_DATABASE", description="the ledger's file")
    refresh_minutes: int = Field(
        10, ge=1, le=1440, validation_alias="DATELINE_REFRESH_MINUTES", description="minutes between two rounds over the feeds that are due"
    )
    zone: str = Field("UTC", validation_alias="DATELINE_ZONE", description="time zone that times are written in, such as Europe/Kyiv")
    seeds: Path = Field(
        seeds.ROOT, validation_alias="DATELINE_SEEDS", description="folder of another starter desk: feeds.opml and topics/*.toml"
    )
    allow_private_feeds: bool = Field(
        False,
        validation_alias="DATELINE_ALLOW_PRIVATE_FEEDS",
        description="whether feeds on this machine and its private network may be read",
    )
    proxy: SecretStr | None = Field(
        None,
        validation_alias="DATELINE_PROXY",
        description="http:// or https:// address of a proxy for Telegram; not set: HTTPS_PROXY and NO_PROXY of the environment count",
    )
    allow_paid_broadcast: bool = Field(
        False,
        validation_alias="DATELINE_ALLOW_PAID_BROADCAST",
        description="whether up to 1,000 messages a second may go out; what goes beyond 30 in a second costs Telegram Stars",
    )
    rich_messages: bool = Field(
        True, validation_alias="DATELINE_RICH_MESSAGES", description="whether posts go out as rich messages where the server knows them"
    )
    webhook_url: str = Field(
        "",
        validation_alias="DATELINE_WEBHOOK_URL",
        description="public https address of this bot; set: updates come by webhook, not set: by polling",
    )
    webhook_secret: SecretStr | None = Field(
        None,
        validation_alias="DATELINE_WEBHOOK_SECRET",
        description="what Telegram must say with each update of a webhook; not set: derived from the token",
    )
    listen: str = Field(
        "",
        validation_alias="DATELINE_LISTEN",
        description="address and port for the webhook, /health, /ready and /metrics, such as 127.0.0.1:8080; not set: no port is opened",
    )
    web_token: SecretStr | None = Field(
        None,
        validation_alias="DATELINE_WEB_TOKEN",
        description="what opens the desk's web page at DATELINE_LISTEN; not set: there is no page",
    )
    error_chat: int | None = Field(
        None, validation_alias="DATELINE_ERROR_CHAT", description="id of the chat that is told of trouble; not set: the owners are"
    )
    backup_hours: int = Field(
        24, ge=0, le=720, validation_alias="DATELINE_BACKUP_HOURS", description="hours between two backups of the ledger; 0: none by itself"
    )
    backup_keep: int = Field(14, ge=1, le=1000, validation_alias="DATELINE_BACKUP_KEEP", description="how many backups are kept")
    backup_folder: Path | None = Field(
        None, validation_alias="DATELINE_BACKUP_FOLDER", description="folder of the backups; not set: backups beside the ledger"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", validation_alias="DATELINE_LOG_LEVEL", description="how much the log tells: DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Literal["text", "json"] = Field(
        "text", validation_alias="DATELINE_LOG_FORMAT", description="one line per event for people (text) or for programs (json)"
    )

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

    @field_validator("webhook_url")
    @classmethod
    def _public(cls, url: str) -> str:
        if not url:
            return ""
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("give the public https address of this bot, as https://bot.example.org")
        if parts.port not in (None, *_WEBHOOK_PORTS):
            raise ValueError(f"Telegram calls the ports {', '.join(map(str, _WEBHOOK_PORTS))} alone, not {parts.port}")
        return url.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _sayable(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
            raise ValueError("give 16 to 256 letters of A-Z, a-z, 0-9, _ and -")
        return secret

    @field_validator("web_token")
    @classmethod
    def _long(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", token.get_secret_value()):
            raise ValueError("give 16 to 256 letters of A-Z, a-z, 0-9, _ and -; they open the page")
        return token

    @field_validator("listen")
    @classmethod
    def _bindable(cls, listen: str) -> str:
        host, _, port = listen.rpartition(":")
        if listen and (not host or not port.isascii() or not port.isdigit() or not 0 <= int(port) <= 65535):
            raise ValueError(f"{listen!r} is no address with a port; give one like 127.0.0.1:8080 or 0.0.0.0:8080")
        return listen

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.webhook_url and not self.listen:
            raise _Apart("DATELINE_LISTEN", "a webhook needs a port to listen on; give one like 0.0.0.0:8080")
        if self.web_token is not None and not self.listen:
            raise _Apart("DATELINE_LISTEN", "the web page needs a port to listen on; give one like 127.0.0.1:8080")
        return self

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
    def backups(self) -> Path:
        """The folder of the backups."""
        return self.backup_folder or self.database.resolve().parent / "backups"

    @property
    def secret(self) -> str:
        """What Telegram must say with each update of a webhook."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hmac.new(self.token.get_secret_value().encode(), b"dateline webhook", "sha256").hexdigest()

    @property
    def address(self) -> tuple[str, int] | None:
        """The host and port to listen on; None where no port is opened."""
        host, _, port = self.listen.rpartition(":")
        return (host.strip("[]"), int(port)) if self.listen else None

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


def is_missing(name: str, env_file: Path | str | None = ".env") -> bool:
    """Whether a setting that must be set is not."""
    try:
        Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        return any(one["loc"][:1] == (name,) and one["type"] == "missing" for one in error.errors(include_url=False, include_input=False))
    return False


def read_for_desk(database: Path | None = None, env_file: Path | str | None = ".env") -> Settings:
    """The settings for work on the ledger alone, which needs no token. ``database``: another ledger. Raises SettingError."""
    given: dict[str, Any] = {} if database is None else {"DATELINE_DATABASE": database}
    try:
        return Settings(_env_file=env_file, **given)  # type: ignore[call-arg]  # pydantic fills the fields from the environment
    except ValidationError as error:
        wrong = [one for one in error.errors(include_url=False, include_input=False) if one["loc"][:1] != ("TELEGRAM_BOT_TOKEN",)]
        if wrong:
            raise _plainly(wrong[0]) from None
    except UnicodeDecodeError:
        raise SettingError(str(env_file), "this file is not written in UTF-8") from None
    return Settings(_env_file=env_file, **{**given, "TELEGRAM_BOT_TOKEN": _NOBODY})  # type: ignore[call-arg]


def _plainly(wrong: ErrorDetails) -> SettingError:
    apart = wrong.get("ctx", {}).get("error")
    name = apart.name if isinstance(apart, _Apart) else str(wrong["loc"][0])
    if wrong["type"] == "missing":
        return SettingError(name, "it is not set; ask @BotFather for a token and set it in the environment or in .env")
    why = str(wrong.get("ctx", {}).get("error", "")) or wrong["msg"][:1].lower() + wrong["msg"][1:]
    return SettingError(name, why)
