"""Every setting with its default, what it holds and what it is for: for docs/settings.md and ``dateline settings``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

import seeds
from bot.settings import Settings

__all__ = ["HEAD", "Listed", "listed", "markdown"]

HEAD = """# Settings

From the environment, or from a file `.env` in the folder the bot is started in; what stands in the environment counts first.
Each is checked at the start, and what is wrong is told in one line that names the setting. `dateline check` tries them all,
`dateline settings` shows what holds now. This page is made by `make settings`.

"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One setting."""

    name: str
    holds: str  #: ``text``, ``true or false``, ``a number from 1 to 1440`` ...
    default: str  #: as it would be written; "" where it must be set or is not set
    what: str
    secret: bool
    needed: bool


def listed() -> tuple[Listed, ...]:
    """Every setting, in the order of the table."""
    made = []
    for field in Settings.model_fields.values():
        secret = SecretStr in (field.annotation, *get_args(field.annotation))
        needed = field.default is PydanticUndefined
        default = "" if needed else _written(field.default)
        made.append(
            Listed(str(field.validation_alias), _holds(field.annotation, field.metadata), default, field.description or "", secret, needed)
        )
    return tuple(made)


def markdown() -> str:
    """The page docs/settings.md."""
    lines = ["| setting | holds | default | what |", "| --- | --- | --- | --- |"]
    for one in listed():
        default = "must be set" if one.needed else f"`{one.default}`" if one.default else ""
        lines.append(f"| `{one.name}` | {one.holds} | {default} | {one.what} |")
    return HEAD + "\n".join(lines) + "\n"


def _written(value: object) -> str:
    if value is None or value == frozenset():
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "the one that ships with Dateline" if value == seeds.ROOT else str(value)


def _holds(annotation: object, metadata: list[object]) -> str:
    bounds = {name: getattr(one, name) for one in metadata for name in ("ge", "le") if hasattr(one, name)}
    kinds = [annotation, *get_args(annotation)]
    if get_origin(annotation) is Literal:
        return " or ".join(get_args(annotation))
    if bool in kinds:
        return "true or false"
    if get_origin(annotation) is frozenset:
        return "numbers with commas"
    if int in kinds:
        return f"a number from {bounds['ge']} to {bounds['le']}" if bounds else "a number"
    if Path in kinds:
        return "a path"
    return "a secret" if SecretStr in kinds else "text"
