"""Every record that is kept comes back as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.ledger.codec import NewerRecord, decode, encode, moment, stamp
from digests.model import SCHEMA, Article, Evidence, Facts, FeedState, KeyPoint, Recipient, Run, Story, Topic

aware = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
st.register_type_strategy(datetime, aware)
st.register_type_strategy(float, st.floats(0, 1))
few = settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("kind", [Article, Topic, Facts, FeedState, Recipient, Run], ids=lambda kind: kind.__name__)
@few
@given(choice=st.data())
def test_a_record_comes_back_as_it_was(kind: type, choice: st.DataObject) -> None:
    record = choice.draw(st.from_type(kind))
    assert decode(kind, encode(record)) == record
    assert encode(decode(kind, encode(record))) == encode(record)


@pytest.mark.parametrize("kind", [Story, KeyPoint], ids=lambda kind: kind.__name__)
@few
@given(choice=st.data())
def test_a_record_of_many_kinds_comes_back_as_it_was(kind: type, choice: st.DataObject) -> None:
    fields = {"evidence": st.lists(st.from_type(Evidence), min_size=1, max_size=2).map(tuple)} if kind is KeyPoint else {}
    record = choice.draw(st.builds(kind, **fields))
    assert decode(kind, encode(record)) == record


def test_what_holds_its_default_is_left_out() -> None:
    assert json.loads(encode(Topic("arn", "Arn"))) == {"schema": SCHEMA, "slug": "arn", "title": "Arn"}


def test_a_field_of_an_unknown_name_is_passed_over() -> None:
    assert decode(Topic, '{"slug":"arn","title":"Arn","colour":"red"}') == Topic("arn", "Arn")


def test_a_newer_schema_is_refused() -> None:
    with pytest.raises(NewerRecord, match=f"schema {SCHEMA + 1}"):
        decode(Topic, json.dumps({"schema": SCHEMA + 1, "slug": "arn", "title": "Arn"}))


@pytest.mark.parametrize("text", ["", "[]", "7", "{", '{"slug":"arn"}', "null"])
def test_what_is_no_record_is_told_plainly(text: str) -> None:
    with pytest.raises(ValueError, match="no Topic"):
        decode(Topic, text)


@given(st.lists(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)), min_size=2))  # noqa: DTZ001
def test_stamps_sort_as_their_moments_do(moments: list[datetime]) -> None:
    assert [moment(text) for text in sorted(map(stamp, moments))] == sorted(moments)


def test_a_moment_of_another_zone_is_kept_in_utc() -> None:
    assert moment(stamp(datetime(2026, 3, 2, 14, tzinfo=timezone(timedelta(hours=2))))) == datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        stamp(datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point
