"""One event, a sum over time or the background of another story; where and when, as whole classes with their near misses.

The tales are told on Friday, November 29, 2024 (``tests.fakes.casualties``).
"""

from __future__ import annotations

import pytest

from digests.model import CasualtyReport, Scope
from tests.fakes.casualties import one, told

SUM, PAST, EVENT = Scope.CUMULATIVE, Scope.HISTORIC, Scope.INCIDENT

SCOPES = [
    ("since a day, fronted", "Since October 8, more than 200 people have been killed on the border, most of them fighters.", SUM),
    ("many accidents in a year", "Road accidents killed 1,214 people in the province last year.", SUM),
    ("violence of a month", "Violence in the district claimed 27 lives last month.", SUM),
    ("perfect tense with this week", "More than 70 people have been killed in the valley this week.", SUM),
    ("so many a year", "Storms kill 40 people a year in the province.", SUM),
    ("a year after", "The attack came a year after a shooting that left ten dead at a market in Boulden.", PAST),
    ("a plague so far", "The outbreak is thought to have killed 27 people so far.", SUM),
    ("one fire of last year", "A fire in Sarn killed 12 people last year.", PAST),
    ("one attack of last week", "Last week's twin attacks in Sarn killed 12 people.", EVENT),
    ("the third this year", "A crash killed 12 people on Monday, the third such accident this year.", EVENT),
    ("trapped since", "Two miners died and six have been trapped since Monday.", EVENT),
    ("compared with", "The fire is the deadliest in the country since 2009, when 156 people died in a nightclub.", PAST),
    ("sentenced for it", "A judge on Thursday sentenced the man who murdered 51 worshippers in Sarn to life in prison.", PAST),
    ("the killer was sentenced", "The gunman who killed 51 worshippers in Sarn was sentenced to life in prison on Thursday.", PAST),
    ("caught on the day", "Police on Thursday shot a gunman who killed five people at a mall in Sarn.", EVENT),
    ("the blow that began it", "The war began on October 7 last year, when militants killed some 1,200 people in the south.", PAST),
]


@pytest.mark.parametrize(("text", "scope"), [row[1:] for row in SCOPES], ids=[row[0] for row in SCOPES])
def test_scope(text: str, scope: Scope) -> None:
    assert told(text)[0].scope is scope


def test_a_days_toll_and_the_sum_it_adds_to_are_two() -> None:
    day, total = told("The region recorded 87 new deaths on Thursday, bringing the total since February to 1,203.")
    assert (day.killed, day.scope, total.killed, total.scope) == (87, EVENT, 1203, SUM)


def test_an_anniversary_recalls_all_it_tells() -> None:
    reports = told(
        "Bells rang in Besna on Saturday to mark the anniversary of the siege in which 334 people died in September 2004.\n\n"
        "The gunmen had killed three guards at the gate."
    )
    assert [(r.killed, r.scope) for r in reports] == [(334, PAST), (3, PAST)]


PLACES = [
    ("hit the hills", "A quake hit the Harna hills before dawn, killing 22 people.", "Harna hills"),
    ("shook a valley", "A quake shook the Akhalik valley, killing 14 people.", "Akhalik valley"),
    ("hit a party is no place", "The strike hit Hamas, killing four people.", None),
    ("on a lake", "A ferry sank on Lake Unkere, and 13 people drowned.", "Lake Unkere"),
    ("on a weekday", "A ferry sank on Monday, and 13 people drowned.", None),
    ("into a sea", "The plane plunged into the Java Sea, killing all 189 people aboard.", "Java Sea"),
    ("off", "A boat sank off Lampara, and 36 people drowned.", "Lampara"),
    ("shot down over", "A jet was shot down over Ukraine, killing all 298 people aboard.", "Ukraine"),
    ("a flight is no place", "All 239 people died in Flight MH370, officials said.", None),
    ("nearby", "At least 24 people were killed when a shaft flooded at nearby Batlefield.", "Batlefield"),
    ("the neighbouring district", "A quake killed 166 people in the neighbouring Ziart district.", "Ziart district"),
    ("the capital of whom", "Nine people died in a fire in the Somali capital.", "Mogadishu"),
    ("a village before a city", "Two people died when fire overran the village of Ferra, 20 km from the city.", "Ferra"),
    ("compared place", "A student killed ten people at a school, the worst attack since one in Parkside in 2018.", None),
]


@pytest.mark.parametrize(("text", "place"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_place(text: str, place: str | None) -> None:
    assert told(text)[0].place == place


def test_in_the_region_points_back() -> None:
    reports = told("A quake killed 12 people in Harna on Thursday.\n\nA series of quakes in April 2016 killed 278 people in the region.")
    assert [(r.place, r.scope) for r in reports] == [("Harna", EVENT), ("Harna", PAST)]


def test_here_is_where_the_dateline_says() -> None:
    assert one("SANTA ROSA — A student killed 10 people at a high school here on Friday.").place == "Santa Rosa"


DAYS = [
    ("days after, counted", "The chief was dismissed on Thursday, two days after 131 people were killed in a crush.", "2024-11-26"),
    ("days after, uncounted", "The chief was dismissed on Thursday, days after 131 people were killed in a crush.", None),
    ("missing since", "Six miners are missing since Tuesday, officials said on Thursday.", "2024-11-26"),
    ("compared day", "The fire is the deadliest since June 2016, when 49 people died in a club.", "2016-06"),
    ("up from", "The toll rose to 55, up from 36 on Tuesday.", None),
    ("found today", "Divers on Thursday found three more bodies, taking the death toll to 11.", None),
    ("the month of May", "A teenager who was shot in Sarn on May 4 died of his wounds on Thursday.", "2024-05-04"),
]


@pytest.mark.parametrize(("text", "day"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_day(text: str, day: str | None) -> None:
    assert told(text)[-1].date == day


def counts(reports: tuple[CasualtyReport, ...]) -> list[tuple[int | None, int | None]]:
    return [(r.killed, r.injured) for r in reports]


COUNTS = [
    ("a modal leaves nobody dead", "Planners assumed that a blast would leave 500 dead and 2,000 injured.", []),
    ("a novel", "In the opening scene of the novel, a sniper kills the mayor and two of his guards.", []),
    ("an exercise", "During the exercise, a blast killed 40 people in a tunnel.", []),
    ("killed on the set is no story", "Two stuntmen were killed on the set of a film.", [(2, None)]),
    (
        "two clauses after a named village",
        "Two people were killed in the village of Ferra, and a pilot died in Foza.",
        [(2, None), (1, None)],
    ),
    ("another five on", "Seven people were killed on Monday and another five on Wednesday.", [(7, None), (5, None)]),
    ("one of magnitude", "A quake killed 166 people in 2008, and one of magnitude 7.6 left 73 dead in 2005.", [(166, None), (73, None)]),
    ("an age behind of", "A drone hit the block, wounding a girl of 9 and her grandmother.", [(None, 2)]),
    ("more than half of them", "In the school 334 people, more than half of them children, died.", [(334, None)]),
    ("picked up", "Rescuers said 28 survivors and 24 bodies had been picked up.", [(24, None)]),
    ("rose by", "The toll rose by 73 to 563 on Thursday.", [(563, None)]),
    ("gunmen after and", "A bomb killed eight people in Sadra, and gunmen shot dead two policemen.", [(8, None), (2, None)]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS])
def test_counts(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert counts(told(text)) == expected


def test_men_and_boys_are_under_one_number() -> None:
    report = one("More than 800 men and boys were killed in the raid.")
    assert (report.killed, str(report.qualifier)) == (800, "more_than")


def test_two_events_of_equal_count_are_two() -> None:
    reports = told(
        "Shelling of Beryslavka killed three people on Thursday.\n\nOn Wednesday, three civilians died in a strike on the city of Khersova."
    )
    assert [(r.killed, r.date, r.place) for r in reports] == [(3, "2024-11-28", "Beryslavka"), (3, "2024-11-27", "Khersova")]


@pytest.mark.parametrize("headline", ["Quake toll nears 570", "Quake toll passes 500"])
def test_a_headline_rounds_what_its_article_counts(headline: str) -> None:
    assert counts(told("The quake killed 563 people in Sarn, officials said.", headline)) == [(563, None)]


def test_a_headline_of_another_count_stands() -> None:
    assert len(told("The quake killed 163 people in Sarn, officials said.", "Quake toll nears 570")) == 2


def test_equal_counts_of_another_place_and_time_are_two() -> None:
    reports = told(
        "A man killed 10 people in Buffalora on Thursday.\n\nThe attack came a year after a shooting that left 10 dead in Boulden."
    )
    assert [(r.place, r.scope) for r in reports] == [("Buffalora", EVENT), ("Boulden", PAST)]


def test_it_said_names_the_source_before() -> None:
    _, second = told("The prosecutor's office said three people were killed in Sarn.\n\nAnother seven were wounded, it said.")
    assert second.attribution is not None
    assert "prosecutor's office" in second.attribution
