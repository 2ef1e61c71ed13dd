"""Where and when an event was, what it was and who tells of it: the fields beside the count."""

from __future__ import annotations

import pytest

from digests.model import Scope
from tests.fakes.casualties import one, told

DAYS = [
    (
        "background of today's search",
        "Rescuers were losing hope on Thursday of finding survivors of a quake that killed more than 400 people.",
        None,
    ),
    (
        "day beside the event",
        "Rescuers were losing hope on Thursday of finding survivors of Monday's quake, which killed 400 people.",
        "2024-11-25",
    ),
    ("day behind the event", "A group claimed responsibility on Thursday for a bombing on Monday that killed seven people.", "2024-11-25"),
    (
        "older event beside a new one",
        "A tremor shook the coast on Thursday, terrifying survivors of a bigger quake that killed 500 people.",
        None,
    ),
    ("a month after", "Two tremors jolted the island on Thursday, about a month after a quake killed 60 people.", None),
    ("a day after", "Airports tightened checks on Thursday, a day after a bombing killed 31 people.", "2024-11-27"),
    ("record since", "The strike on Tuesday killed 51 people, one of the deadliest single attacks since February 2022.", "2024-11-26"),
    ("record alone", "The strike killed 51 people in one of the deadliest attacks since February 2022.", None),
    ("disaster since", "More than 2,300 people have died since a magnitude 7.1 earthquake struck on Monday.", "2024-11-25"),
    ("only a week", "Last week a car bomb killed five people.", None),
    ("told to an outlet", "A spokesman told Meridian TV on Thursday that a dozen guards were injured.", None),
    ("a month that is past", "A fire in December killed 12 people.", "2023-12"),
]


@pytest.mark.parametrize(("text", "day"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_the_day_is_that_of_the_harm(text: str, day: str | None) -> None:
    assert one(text).date == day


def test_a_toll_told_today_takes_the_day_of_its_event() -> None:
    first, second = told(
        "Rescuers were losing hope on Thursday of finding survivors of an earthquake which killed more than 400 people.\n\n"
        "The death toll stood at 443.\n\nThe quake struck late on Monday."
    )
    assert (first.date, second.date) == ("2024-11-25", "2024-11-25")


def test_a_dateline_dates_no_event() -> None:
    report = one(
        "Nov. 29 (Wire) -- The death toll from an earthquake climbed to 13 on Friday morning.\n\nThe earthquake struck on Tuesday."
    )
    assert report.date == "2024-11-26"


def test_a_week_takes_no_day_of_another_event() -> None:
    _, older = told("A car bomb killed nine people in Mosul on Tuesday.\n\nLast week a bombing in Erbil killed four.")
    assert (older.killed, older.date, older.place) == (4, None, "Erbil")


PLACES = [
    (
        "city before its country",
        "At least 51 people were killed in a missile strike on the city of Poltava, in central Ukraine.",
        "Poltava",
    ),
    ("two words", "Twelve people were killed when a small plane crashed in Costa Rica on Sunday.", "Costa Rica"),
    ("seat of government", "Thirty-one people were killed in the attacks on Brussels on Tuesday.", "Brussels"),
    ("a sea's coast", "An earthquake shook the Pacific coast, killing 12 people.", None),
    ("a part elsewhere", "The agency said 29 people were injured in Oita, including one in Miyazaki.", "Oita"),
    ("where they lived", "The twins, who had been living in Lyon, were killed in the crash.", None),
    ("talks by a place's name", "Diplomats pressed on with the Geneva peace talks after a war that has killed 250,000 people.", None),
    ("a kind of place alone", "A ferry sank in the Strait and 12 people drowned.", None),
]


@pytest.mark.parametrize(("text", "place"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_the_place_is_one(text: str, place: str | None) -> None:
    assert one(text).place == place


@pytest.mark.parametrize("title", ["Quake Toll Expected to Rise in a Considerable Way", "Dozens Dead After Earthquake Hits Near Coast"])
def test_capitals_of_a_headline_make_no_place(title: str) -> None:
    assert all(report.place is None for report in told("An earthquake killed 77 people.", title))


def test_the_capital_is_the_city_of_the_dateline() -> None:
    assert one("MOGADISHU, Somalia (Wire) — Gunmen stormed a hotel in the capital. They killed 20 people.").place == "Mogadishu"


WHAT = [
    ("Drones attacked on Monday. A drone strike on a passenger train killed six people.", "drone strike on a passenger train"),
    ("A magnitude 7.8 earthquake struck the island, leaving 77 people dead.", "magnitude 7.8 earthquake"),
    ("The 7.8 magnitude quake, which struck late on Saturday, left 231 people missing.", "7.8 magnitude quake"),
    ("Twelve people died when a bus fell into a ravine.", "a bus fell into a ravine"),
    ("BEIRUT Bomb blasts killed 20 people in two towns.", "Bomb blasts"),
    ("A bombing on Thursday killed 12 people.", "bombing"),
    ("An attack on a minibus carrying guards killed 14 people.", "attack on a minibus"),
    ("Police said hours after bombs hit two markets, killing 23 people, that arrests were made.", ""),
]


@pytest.mark.parametrize(("text", "what"), WHAT)
def test_what_can_stand_behind_a_count(text: str, what: str) -> None:
    assert told(text)[-1].what == what


def test_a_wars_toll_is_a_sum() -> None:
    assert one("Israel’s war on Hezbollah has killed more than 1,400 people in Lebanon.").scope is Scope.CUMULATIVE


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("It was his first speech since Israel assassinated the group's leader Karim Nassour.", Scope.INCIDENT),
        ("At least 21 people have died in the cold wave that has gripped the state since Friday.", Scope.INCIDENT),
        ("Hundreds have been killed since the strikes escalated on Monday.", Scope.CUMULATIVE),
        ("Tension grew after air strikes killed its leader two years ago.", Scope.HISTORIC),
    ],
)
def test_since_sums_only_what_it_counts(text: str, scope: Scope) -> None:
    assert one(text).scope is scope


def test_an_auxiliary_is_no_part_of_a_source() -> None:
    assert one("Local authorities had said 12 people were killed in the blast.").attribution == "Local authorities"


@pytest.mark.parametrize(
    "piece", ["in Kabul ", "denied that reports of ", "days after ", "deadliest since ", "A month after a quake that killed 5 on Monday "]
)
def test_a_run_without_end_is_read_in_time(piece: str) -> None:
    long = piece * (200_000 // len(piece))
    *_, last = told(f"{long}.\n\nA blast killed 12 people in Kabul on Thursday.")
    assert (last.killed, last.place) == (12, "Kabul")
