"""The parameters of one request, read strictly: each is asked for by name and type, and a name nobody knows is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loopback.botapi.errors import bad

__all__ = ["Parameters", "Upload"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes
    mime: str


class Parameters:
    """What one request carries: texts by name (a JSON body's values are encoded again) and uploads."""

    def __init__(self, values: Mapping[str, str], uploads: Mapping[str, Upload]) -> None:
        self.values = values
        self.uploads = uploads

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def check(self, known: Iterable[str]) -> None:
        """Raises a 400 where a parameter is not among ``known``: the real server ignores it, a test should not."""
        allowed = frozenset(known)
        attached = "".join(self.values.values()) if self.uploads else ""
        for name in (*self.values, *self.uploads):
            if name in allowed or f"attach://{name}" in attached:
                continue
            raise bad(f'parameter "{name}" is unknown to this method')

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        return self.values.get(name, default)

    def flag(self, name: str) -> bool:
        """A Boolean; absent is False."""
        value = self.values.get(name, "").strip().lower()
        if value not in ("", "true", "false", "1", "0", "yes", "no"):
            raise bad(f'parameter "{name}" must be a Boolean')
        return value in ("true", "1", "yes")

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A whole number; ``default`` where it is absent."""
        value = self.values.get(name, "").strip()
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            raise bad(f'parameter "{name}" must be an Integer') from None

    def decoded(self, name: str) -> object:
        """A JSON value; None where it is absent."""
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> dict[str, object] | None:
        """A JSON object; None where it is absent."""
        value = self.decoded(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad(f"object expected as {name.replace('_', ' ')}")

    def sequence(self, name: str) -> list[object] | None:
        """A JSON array; None where it is absent."""
        value = self.decoded(name)
        if value is None or isinstance(value, list):
            return value
        raise bad(f'parameter "{name}" must be an Array')
