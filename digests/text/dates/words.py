"""The vocabulary of dates as tables and patterns, read once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from digests.text.vocabulary import either, load

MONTHS: dict[str, int]
WEEKDAYS: dict[str, int]


@cache
def table(name: str) -> Any:
    """One table of the vocabulary file."""
    return load("digests.text", "dates.en.toml")[name]


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """One list of it, as a set."""
    return frozenset(table(section)[name])


MONTHS = table("months")
WEEKDAYS = table("weekdays")
NUMBERS: dict[str, int] = table("numbers")
ORDINALS: dict[str, int] = table("ordinals")
UNITS: dict[str, str] = table("units")
RELATIVE: dict[str, int] = table("relative")

_MONTH = either(MONTHS)
_WEEKDAY = either(WEEKDAYS)
_ORDINAL = either(ORDINALS)
_YEAR = r"(?:1[0-9]|20)\d\d(?!\d|,\d|s\b)"
_SHORT_YEAR = r"['’]\d\d(?!\d|s\b)"
_NUMBER = rf"(?:{either(NUMBERS)}|\d{{1,3}})"

#: after a month's name: "May 3", "Feb. 2-4", "March 31, 1989", "March eighth", "Jan. 15 of this year"
MONTH_DAY = re.compile(
    rf"\.?,?\s{{0,2}}(?:the\s+)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d/%]|:\d|,\d{{3}}|\.\d|\s*(?:percent|per cent|a\.m|p\.m|am\b|pm\b))"
    rf"(?:\s?(?P<link>-|–|—|to|through|and|or|&)\s?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:/%]|,\d{{3}}|\.\d))?"
    rf"|(?P<ordinal>{_ORDINAL})\b)"
    rf"(?:\s?,?\s{{0,2}}(?:of\s+|in\s+)?(?P<year>{_YEAR}|{_SHORT_YEAR}))?",
    re.IGNORECASE,
)
#: after a month's name: "March 2027", "May of '98"
MONTH_YEAR = re.compile(rf"\.?,?\s{{1,2}}(?:of\s+)?(?P<year>{_YEAR}|{_SHORT_YEAR})")
#: a year right after "17 June"
YEAR_AFTER = re.compile(rf"\.?,?\s{{1,2}}(?P<year>{_YEAR}|{_SHORT_YEAR})")
#: before a month's name: "17 June", "the 1st of May", "17 and 21 June", "2-4 February"
DAY_BEFORE = re.compile(
    rf"(?<![\w.,:/$£€-])(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s?(?P<link>-|–|—|to|through|and"
    rf"|or|&)\s?)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?<!\w)(?P<ordinal>{_ORDINAL}))\s{{0,2}}"
    rf"(?:day\s+)?(?:of\s+)?\Z",
    re.IGNORECASE,
)
ISO = re.compile(
    r"(?<![\w./-])(?P<y>(?:1[5-9]|20)\d\d)(?P<sep>[-./])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
    r"(?![\d/])(?:T(?P<time>\d\d:\d\d)(?::\d\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
NUMERIC = re.compile(r"(?<![\d./,])(?P<a>\d{1,2})(?P<sep>[-./])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?![\d/-]|\.\d)")
#: "(28/01)": a day and a month in brackets, one of them with its nought
SHORT_NUMERIC = re.compile(r"(?<=\()(?P<a>\d\d)(?P<sep>[/.])(?P<b>\d\d)(?=\))")
#: "dated 1/30", whose second part can be no month
MONTH_SLASH = re.compile(r"(?P<slash>)(?P<a>0?[1-9]|1[0-2])(?P<sep>/)(?P<b>1[3-9]|2\d|3[01])(?![\d/]|\s?(?:of|inch|point|percent|%))")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?![\d/:%]|[.,]\d|s\b|['’]s\b|-(?:[a-z]|\d))")
PART = re.compile(rf"(?:['’]s)?\s+(?P<part>{either(table('parts')['day'])})\b", re.IGNORECASE)
#: before a weekday or "day": "the first", "last"; behind it: "of July", "in the month", "of next month"
NTH_BEFORE = re.compile(rf"(?<!\w)(?:the\s+)?(?P<nth>{either([*list(ORDINALS)[:5], 'last'])})\s+\Z", re.IGNORECASE)
OF_MONTH = re.compile(
    rf"\s+(?:of|in)\s+(?:(?P<month>{_MONTH})\b\.?(?:,?\s(?:of\s)?(?P<year>{_YEAR}))?|(?P<which>the|this|next|last)\s+month\b)",
    re.IGNORECASE,
)
EARLY = re.compile(r"(?<!\w)(?P<word>early|late|mid|later|earlier)[\s-](?:on\s+)?\Z", re.IGNORECASE)
BOUNDARY = re.compile(
    r"(?<!\w)(?:the\s+)?(?P<word>very\s+end|end|beginning|start|middle|close|last day|first "
    r"day|latter half|second half|first half)\s+of\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
WHICH = re.compile(
    r"(?<!\w)(?:(?:(?:the|this|that|these)\s+)(?P<the>last|next|previous|preceding|following"
    r"|coming|past|same|very same|upcoming|current|prior)|(?P<word>last|next|this|that|previous))\s+\Z",
    re.IGNORECASE,
)
COUNTED = re.compile(
    rf"(?<![\w$£€.,-])(?:(?:about|around|some|nearly|almost|exactly|just|only|the\s+(?:next|last"
    rf"|past)|another)\s+)?(?P<n>{_NUMBER}|half an?)[\s-](?:(?:and\s+a\s+half|more|full|straight"
    rf"|working|business|calendar)\s+)?\Z",
    re.IGNORECASE,
)
AFTER_UNIT = re.compile(
    r"\s+(?P<word>ago|earlier|later|before|after|beforehand|afterward|afterwards|from now|hence|prior|from today|previously|from)\b",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"(?<!\w)(?P<word>in|within|in as little as|in less than|in about|in around|after)\s+(?:just\s+"
    r"|only\s+|about\s+|around\s+|the\s+next\s+)?\Z",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?P<clock>(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>[0-5]\d))?\s?(?P<ap>[ap]\.\s?m\.?|[ap]m\b"
    r"|(?:o['’]clock\s+)?(?:in\s+the\s+(?P<pod>morning|afternoon|evening)|at\s+night)|o['’]clock)"
    r"|(?P<mil>[01]\d[0-5]\d|2[0-3][0-5]\d|[01]?\d:[0-5]\d|2[0-3]:[0-5]\d)(?=\s?(?:hours|hrs"
    r"|GMT|UTC|[A-Z]{2,4}T\b|\(|local time|on\b|[A-Z][a-z]+\s+time|[A-Z][a-z]{2,5}day\b)|[Zz]\b)"
    r"|(?P<word>noon|midnight|midday))(?![\w])",
    re.IGNORECASE,
)
ZONE = re.compile(
    rf"\s?(?:,\s)?\(?(?:(?P<offset>GMT\s?[+-]\s?\d{{1,2}})|(?P<zone>{either(k.upper() for k in table('zones'))})\b"
    rf"|(?:the\s+)?(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+(?:standard\s+|daylight\s+|summer\s+)?[Tt]ime\b"
    rf"|(?P<local>local\s+time)\b|hours|hrs)\)?"
)
GLOSS = re.compile(
    r"\s?[(,]\s?(?:[01]?\d|2[0-4])[:.]?[0-5]?\d?\s?(?:[ap]\.?m\.?|h)?\s?(?:[A-Z]{2,5})?(?:[,;]\s[^()\n]{1,30})?\)?(?=[\s,.;)])"
)
FULL_WEEKDAYS = frozenset(w for w in WEEKDAYS if w.endswith("day"))
HOLIDAYS = re.compile(
    rf"(?:{either((*table('holidays')['fixed'], *table('holidays')['nth'], *table('holidays')['easter']))})(?!\w)", re.IGNORECASE
)
HOLIDAY_STARTS = frozenset(re.split(r"[\s.’']", name)[0] for part in ("fixed", "nth", "easter") for name in table("holidays")[part])
WEEKDAY_AT = re.compile(rf"(?P<weekday>{_WEEKDAY})\b\.?", re.IGNORECASE)
MONTH_AT = re.compile(rf"(?P<month>{_MONTH})\b", re.IGNORECASE)
#: what makes a name of the weekday before it: "Sunday Times"
NAME_AFTER = re.compile(rf"{either(table('context')['weekday_name_after'])}\b", re.IGNORECASE)
