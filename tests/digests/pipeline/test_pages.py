"""What the page behind an entry makes of an article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from digests.model import Article
from digests.pipeline.pages import filled
from tests.fakes.desk import NOON, article, later

TEASER = article("1", "The council voted.", title="Council of Keld extends truce until Friday", url="https://www.outlet.example/n/1?x=1")
TEXT = "The council of Keld voted on Monday to extend the truce until Friday. The mayor had asked for it. " * 3


@dataclass(frozen=True)
class Page:
    text: str = TEXT
    title: str = "Truce extended"
    language: str | None = "en"
    published: datetime | None = None
    timed: bool = True
    day: date | None = None
    modified: datetime | None = None
    canonical: str = ""
    whole: bool = True


def test_its_text_takes_the_teasers_place() -> None:
    assert filled(TEASER, Page()) == replace(TEASER, text=TEXT, teaser=False)


def test_a_page_that_is_only_the_beginning_leaves_it_a_teaser() -> None:
    full = filled(replace(TEASER, teaser=True), Page(whole=False))
    assert full is not None
    assert (full.text, full.teaser) == (TEXT, True)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page("The council."), id="shorter than the teaser"),
        pytest.param(Page("Buy our paper for one month and get two more for nothing. " * 9, "Subscribe"), id="another matter"),
    ],
)
def test_no_page_for_it(page: Page) -> None:
    assert filled(TEASER, page) is None


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://outlet.example/n/1", "https://outlet.example/n/1"),
        ("https://elsewhere.example/n/1", TEASER.url),
        ("", TEASER.url),
    ],
)
def test_the_outlets_own_address_of_it(canonical: str, url: str) -> None:
    full = filled(TEASER, Page(canonical=canonical))
    assert full is not None
    assert full.url == url


def dated(article: Article, page: Page) -> tuple[datetime, bool]:
    full = filled(article, page)
    assert full is not None
    return full.published, full.timed


DAY_ONLY = replace(TEASER, published=NOON.replace(hour=0), timed=False)


@pytest.mark.parametrize(
    ("of", "page", "published", "timed"),
    [
        pytest.param(TEASER, Page(), NOON, True, id="the page does not say"),
        pytest.param(TEASER, Page(published=later(hours=-3)), NOON, True, id="both agree"),
        pytest.param(TEASER, Page(published=later(days=-40)), later(days=-40), True, id="an old one passed for new"),
        pytest.param(TEASER, Page(published=later(days=-40), modified=later(hours=-1)), NOON, True, id="an old one, rewritten today"),
        pytest.param(TEASER, Page(published=later(days=5)), NOON, True, id="a page from the future"),
        pytest.param(DAY_ONLY, Page(published=later(hours=-2)), later(hours=-2), True, id="the feed has but a day"),
        pytest.param(DAY_ONLY, Page(published=later(hours=-30), timed=False), DAY_ONLY.published, False, id="so has the page"),
    ],
)
def test_its_date(of: Article, page: Page, published: datetime, timed: bool) -> None:
    assert dated(of, page) == (published, timed)


def test_a_language_that_could_not_be_told_from_the_teaser_is_told_from_the_page() -> None:
    full = filled(replace(TEASER, language="und"), Page(language=None))
    assert full is not None
    assert full.language == "en"


def test_a_day_without_a_zone_of_its_own() -> None:
    full = filled(DAY_ONLY, Page(published=NOON - timedelta(days=3), timed=False, day=date(2026, 2, 27)))
    assert full is not None
    assert (full.anchor, full.timed) == (date(2026, 2, 27), False)
