"""Records to JSON and back, read off their own type hints.

A record becomes an object of its fields; a field that holds its default is left out, so that a record gains a field
without touching what is on file. Where a hint allows several records, ``$`` names the one it is. ``encode`` puts the schema
number in front; a text of a newer schema is refused, not guessed at.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from digests.model import SCHEMA

__all__ = ["NewerRecord", "decode", "encode", "moment", "stamp"]

T = TypeVar("T")
Step = Callable[[Any], Any]


class NewerRecord(ValueError):
    """The text was written under a newer schema than this one."""


def stamp(at: datetime) -> str:
    """A moment as text of fixed width in UTC, so that texts sort as the moments do. A naive one is refused."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without a zone: {at.isoformat()}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment that ``stamp`` wrote."""
    return datetime.fromisoformat(text)


def encode(record: object) -> str:
    """A record as one line of JSON, its schema number in front. Same record, same text."""
    kind: Any = type(record)
    plain = {"schema": SCHEMA, **_packer(kind)(record)}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The record of that kind that ``encode`` wrote.

    Raises NewerRecord for a newer schema, ValueError for anything that is no such record.
    """
    hint: Any = kind
    try:
        plain = json.loads(text)
        if plain.get("schema", 0) > SCHEMA:
            raise NewerRecord(f"{kind.__name__} of schema {plain['schema']}, and this is {SCHEMA}")
        record: T = _unpacker(hint)(plain)
    except NewerRecord:
        raise
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error
    return record


# ── out ────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _packer(hint: Any) -> Step:
    """How a value of that hint becomes plain JSON."""
    origin = get_origin(hint)
    if _is_record(hint):
        return _record_packer(hint)
    if origin in (Union, types.UnionType):
        return _union_packer(hint)
    if origin is tuple:
        item = _packer(_item(hint))
        return lambda values: [item(value) for value in values]
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        value_of = _packer(get_args(hint)[1])
        return lambda mapping: {key: value_of(mapping[key]) for key in sorted(mapping)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda member: member.value
    if hint is datetime:
        return stamp
    if hint is date:
        return date.isoformat
    if origin is Literal or hint in (str, int, float, bool):
        return _same
    raise TypeError(f"the codec has no shape for {hint}")


def _record_packer(kind: Any) -> Step:
    hints = get_type_hints(kind)
    fields = [(f.name, _packer(hints[f.name]), _default(f)) for f in dataclasses.fields(kind) if f.init]

    def pack(record: Any) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for name, step, default in fields:
            value = getattr(record, name)
            if value != default:
                plain[name] = step(value)
        return plain

    return pack


def _union_packer(hint: Any) -> Step:
    kinds: list[Any] = [kind for kind in get_args(hint) if kind is not type(None)]
    if len(kinds) == 1:
        only = _packer(kinds[0])
        return lambda value: None if value is None else only(value)
    records = {kind: _packer(kind) for kind in kinds if _is_record(kind)}

    def pack(value: Any) -> Any:
        step = records.get(type(value))
        return value if step is None else {"$": type(value).__name__, **step(value)}

    return pack


# ── in ─────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _unpacker(hint: Any) -> Step:
    """How plain JSON becomes a value of that hint."""
    origin = get_origin(hint)
    if _is_record(hint):
        return _record_unpacker(hint)
    if origin in (Union, types.UnionType):
        return _union_unpacker(hint)
    if origin is tuple:
        item = _unpacker(_item(hint))
        return lambda values: tuple([item(value) for value in values])
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        value_of = _unpacker(get_args(hint)[1])
        return lambda mapping: {key: value_of(value) for key, value in mapping.items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is datetime:
        return moment
    if hint is date:
        return date.fromisoformat
    return _same


def _record_unpacker(kind: Any) -> Step:
    hints = get_type_hints(kind)
    steps = {f.name: _unpacker(hints[f.name]) for f in dataclasses.fields(kind) if f.init}
    names = steps.keys()
    # Most fields are text or numbers, and come as they are: a story is read from many thousands of these.
    shaped = [(name, step) for name, step in steps.items() if step is not _same]

    def unpack(plain: dict[str, Any]) -> Any:
        fields = plain if plain.keys() <= names else {name: plain[name] for name in plain if name in names}
        for name, step in shaped:
            if name in fields:
                fields[name] = step(fields[name])
        return kind(**fields)

    return unpack


def _union_unpacker(hint: Any) -> Step:
    kinds: list[Any] = [kind for kind in get_args(hint) if kind is not type(None)]
    if len(kinds) == 1:
        only = _unpacker(kinds[0])
        return _same if only is _same else lambda value: None if value is None else only(value)
    records = {kind.__name__: _unpacker(kind) for kind in kinds if _is_record(kind)}
    if not records:
        return _same

    def unpack(plain: Any) -> Any:
        return records[plain["$"]](plain) if isinstance(plain, dict) else plain

    return unpack


# ── both ───────────────────────────────────────────────────────────────────────────────────────────────────

_NOTHING = object()  # equals no value: a field without a default is always written


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _NOTHING


def _is_record(hint: Any) -> bool:
    return dataclasses.is_dataclass(hint)


def _item(hint: Any) -> Any:
    """The hint of a tuple's items; only tuples of one kind of item flow."""
    item, dots = get_args(hint)
    if dots is not Ellipsis:
        raise TypeError(f"the codec has no shape for {hint}")
    return item


def _same(value: Any) -> Any:
    return value
