"""Everything that can fail, drawn as a tree.

DatelineError
├── InputError            what a person or a file gave us cannot be used (carries ``where``)
│   ├── SettingError      a setting is missing or malformed (carries ``name``)
│   ├── SeedError         a file of the desk (topics, feeds, gazetteers) cannot be read (carries ``path``)
│   └── ArticleError      a line of input is no article (carries ``line``)
├── WireError             one feed or page could not be read (carries ``url``)
│   ├── FetchError        no usable answer came (carries ``status``, None where there was no answer)
│   ├── ForbiddenAddress  the address is one we do not fetch
│   └── ParseError        bytes came and are no feed, or no article
└── LedgerError           the store cannot be used (carries ``path``)
    └── NewerSchema       the file was written by a newer Dateline
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "ArticleError",
    "DatelineError",
    "FetchError",
    "ForbiddenAddress",
    "InputError",
    "LedgerError",
    "NewerSchema",
    "ParseError",
    "SeedError",
    "SettingError",
    "WireError",
]


class DatelineError(Exception):
    """Whatever Dateline itself raises; anything else is a defect. Each passes whole from one process to another."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Not by calling the class with ``args``, as exceptions otherwise are: those hold the words made of what it was built from.
        return _again, (type(self), self.args), self.__dict__


class InputError(DatelineError):
    """What a person or a file gave cannot be used; ``where`` says where it stands, for the person."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


class SettingError(InputError):
    """A setting is missing or malformed; ``name`` is the environment variable."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name = name


class SeedError(InputError):
    """A file of the desk cannot be read; ``path`` is the file."""

    def __init__(self, path: object, why: str) -> None:
        super().__init__(str(path), why)
        self.path = path


class ArticleError(InputError):
    """A line of input is no article; ``line`` counts from 1."""

    def __init__(self, where: str, line: int, why: str) -> None:
        super().__init__(f"{where}:{line}", why)
        self.line = line


class WireError(DatelineError):
    """One feed or page could not be read; ``url`` is the address that was asked for."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"{url}: {why}")
        self.url = url
        self.why = why


class FetchError(WireError):
    """No usable answer came; ``status`` is the HTTP status, None where there was no answer at all."""

    def __init__(self, url: str, why: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(url, why)
        self.status = status
        #: seconds the server asked us to wait; None where it did not
        self.retry_after = retry_after


class ForbiddenAddress(WireError):
    """The address leads where we do not fetch: another scheme, or a private network."""


class ParseError(WireError):
    """Bytes came and are no feed, or no article."""


class LedgerError(DatelineError):
    """The store cannot be used; ``path`` is the file."""

    def __init__(self, path: object, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


class NewerSchema(LedgerError):
    """The file was written by a newer Dateline than this one."""


def _again(kind: type[DatelineError], args: tuple[object, ...]) -> DatelineError:
    """An error of a kind with its words; what else it carries is set by who unpacks it."""
    return kind.__new__(kind, *args)
