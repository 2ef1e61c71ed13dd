"""Errors pass from one process to another whole: feeds are parsed in processes of their own."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from digests import errors
from digests.errors import DatelineError

EVERY = (
    DatelineError("it cannot be"),
    errors.InputError("line 3", "no date"),
    errors.SettingError("TELEGRAM_BOT_TOKEN", "it is not set"),
    errors.SeedError(Path("topics.toml"), "no such file"),
    errors.ArticleError("story.jsonl", 7, "no “text”"),
    errors.WireError("https://outlet.example/rss", "it cannot be read"),
    errors.FetchError("https://outlet.example/rss", "the server is busy", 503, retry_after=120.0),
    errors.ForbiddenAddress("ftp://outlet.example/rss", "only http and https"),
    errors.ParseError("https://outlet.example/rss", "this is not a feed"),
    errors.LedgerError(Path("desk.sqlite"), "it is locked"),
    errors.NewerSchema(Path("desk.sqlite"), "schema 99"),
)


def test_every_kind_is_in_the_table() -> None:
    assert {type(error).__name__ for error in EVERY} == set(errors.__all__)


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
def test_an_error_comes_back_as_it_was(error: DatelineError) -> None:
    error.add_note("said on the way")
    for back in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(back) is type(error)
        assert (str(back), back.args, vars(back)) == (str(error), error.args, vars(error))
