"""Reports of one event gathered, never summed; tolls that rise, fall and differ."""

from __future__ import annotations

import random

from digests.model import Qualifier, Scope, Story
from digests.story import tell
from tests.fakes.facts import Told, at, told

TRAIN = "Six people were killed when drones hit a passenger train near Orlec on Monday, local authorities said."


def train(killed: int, day: int, hour: int, who: str, outlet: str = "Harbour Wire") -> Told:
    sentence = f"The toll of Monday's drone attack on a passenger train near Orlec stands at {killed}, {who} said."
    return told(day, hour, outlet=outlet).toll(
        sentence, killed, place="Orlec", date="2026-03-02", attribution=who, what="drone attack on a passenger train"
    )


def first() -> Told:
    return told(0, 9, outlet="Harbour Wire").toll(
        TRAIN, 6, place="Orlec", date="2026-03-02", attribution="local authorities", what="drones hit a passenger train"
    )


def test_a_rising_toll_is_one_incident_with_its_history() -> None:
    story = tell("t", [t.reading() for t in (first(), train(8, 1, 9, "prosecutors"))], at(2))
    (incident,) = story.incidents
    assert [h.killed for h in incident.history] == [6, 8]
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high, incident.killed.latest) == (8, 8, 8)


def test_two_sources_of_one_morning_stand_side_by_side_as_a_dispute() -> None:
    story = tell("t", [first().reading(), train(9, 0, 11, "the rail operator", "Northern Courier").reading()], at(1))
    (incident,) = story.incidents
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high, incident.killed.latest) == (6, 9, 9)
    (dispute,) = story.disputes
    assert [(s.who, s.claim) for s in dispute.sides] == [("local authorities", "6 killed"), ("the rail operator", "9 killed")]


def test_a_later_lower_figure_of_the_same_source_replaces_the_higher_one() -> None:
    story = tell("t", [t.reading() for t in (first(), train(8, 1, 9, "prosecutors"), train(7, 2, 9, "prosecutors"))], at(3))
    (incident,) = story.incidents
    assert incident.killed is not None
    assert (incident.killed.high, incident.killed.latest) == (7, 7)


def test_another_place_or_another_kind_of_event_is_another_incident() -> None:
    shop = told(0, 10).toll(
        "A gas blast in a shop in Tarn killed two on Monday.", 2, place="Tarn", date="2026-03-02", what="gas blast in a shop"
    )
    flood = told(0, 11).toll("Floods in Orlec killed three on Monday.", 3, place="Orlec", date="2026-03-02", what="floods")
    assert len(tell("t", [first().reading(), shop.reading(), flood.reading()], at(1)).incidents) == 3


def test_a_part_never_replaces_the_whole_and_cumulative_figures_stand_apart() -> None:
    part = told(1, 9, outlet="Harbour Wire").toll(
        "Two children were among those killed in the drone attack on the train near Orlec.", 2, place="Orlec", date="2026-03-02", part=True
    )
    war = told(1, 10).toll("More than 4,000 people have been killed in the war since 2024.", 4000, scope=Scope.CUMULATIVE, since="2024")
    story = tell("t", [t.reading() for t in (first(), part, war)], at(2))
    (incident,) = story.incidents
    assert incident.killed is not None
    assert incident.killed.latest == 6
    assert [s.killed for s in story.series] == [4000]


def test_the_order_of_arrival_does_not_change_the_account() -> None:
    readings = [t.reading() for t in (first(), train(8, 1, 9, "prosecutors"), train(7, 2, 9, "prosecutors"))]
    readings.append(told(1).due("Geneva talks are due on Friday.", "2026-03-06", "Geneva talks").reading())
    accounts: set[Story] = set()
    for seed in range(6):
        shuffled = readings[:]
        random.Random(seed).shuffle(shuffled)
        accounts.add(tell("t", shuffled, at(3)))
    assert len(accounts) == 1


def test_a_revised_article_replaces_its_facts_and_keeps_their_trace() -> None:
    old = told(0, 9, ident="a1").toll(TRAIN, 9, place="Orlec", date="2026-03-02", what="drones hit a passenger train").reading()
    revised = told(0, 9, ident="a1", lede="Corrected", learned=at(0, 14)).toll(
        TRAIN, 6, place="Orlec", date="2026-03-02", what="drones hit a passenger train"
    )
    story = tell("t", [old, revised.reading()], at(1))
    (incident,) = story.incidents
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.latest) == (6, 6)
    assert len(incident.tellings) == 2
    then = tell("t", [old, revised.reading()], at(1), known=at(0, 10)).incidents[0]
    assert then.killed is not None
    assert then.killed.latest == 9


def test_an_earlier_figure_in_the_article_of_a_new_one_is_no_incident_of_its_own() -> None:
    rises = (
        told(1, 9, outlet="Harbour Wire")
        .toll(
            "The toll of Monday's drone attack on a passenger train near Orlec has risen to eight, prosecutors said.",
            8,
            place="Orlec",
            date="2026-03-02",
            what="drone attack on a passenger train",
            attribution="prosecutors",
        )
        .toll(
            "Local authorities had earlier put the number of dead at six.",
            6,
            place="Orlec",
            date="2026-03-02",
            attribution="Local authorities",
        )
    )
    (incident,) = tell("t", [first().reading(), rises.reading()], at(2)).incidents
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high, incident.killed.latest) == (8, 8, 8)


def test_more_dead_of_another_event_of_the_same_town_and_day_stay_apart() -> None:
    both = (
        told(0, 9)
        .toll("Drones killed six people on a train near Orlec on Monday.", 6, place="Orlec", date="2026-03-02", what="drones hit a train")
        .toll("A gas blast in a shop in Orlec killed two on Monday.", 2, place="Orlec", date="2026-03-02", what="gas blast in a shop")
    )
    assert len(tell("t", [both.reading()], at(1)).incidents) == 2


def strike(day: int, killed: int, sentence: str, *, dated: str | None = None, hour: int = 9, outlet: str = "Harbour Wire") -> Told:
    return told(day, hour, outlet=outlet).toll(sentence, killed, place="Orlec", date=dated, what="drone strike")


def tolls(*articles: Told) -> list[list[int | None]]:
    """The counts of each incident that some articles tell, oldest incident first."""
    story = tell("t", [article.reading() for article in articles], at(9))
    return [[report.killed for report in incident.history] for incident in reversed(story.incidents)]


def test_strikes_of_two_days_in_one_town_are_two_events() -> None:
    monday = strike(1, 3, "Three people were killed in a drone strike on Orlec on Monday.", dated="2026-03-02")
    tuesday = strike(2, 4, "Four people were killed in a drone strike on Orlec on Tuesday.", dated="2026-03-03")
    assert tolls(monday, tuesday) == [[3], [4]]


def test_a_night_s_strike_dated_by_either_day_is_one_event() -> None:
    late = strike(1, 3, "Three people were killed when drones struck Orlec late on Monday.", dated="2026-03-02")
    early = strike(1, 5, "Drones that struck Orlec early on Tuesday killed five.", dated="2026-03-03", hour=19, outlet="Port Radio")
    assert tolls(late, early) == [[3, 5]]


def test_the_next_figure_of_another_day_is_another_event_unless_it_is_told_as_a_toll() -> None:
    first = strike(1, 12, "At least 12 people were killed in strikes on Orlec.")
    second = strike(2, 31, "At least 31 people were killed in strikes on Orlec.")
    risen = strike(2, 14, "The death toll from strikes on Orlec rose to 14.")
    assert tolls(first, second) == [[12], [31]]
    assert tolls(first, risen) == [[12, 14]]


def test_a_month_s_sum_of_one_flood_is_the_next_figure_of_its_toll() -> None:
    first = told(0).toll("Floods killed 38 people in Tarn.", 38, place="Tarn", what="floods")
    later = told(6).toll("Floods have killed 71 people in Tarn this month.", 71, place="Tarn", what="floods", scope=Scope.CUMULATIVE)
    war = told(7).toll("The war has killed 4,200 people in Tarn.", 4200, place="Tarn", what="war", scope=Scope.CUMULATIVE)
    assert tolls(first, later, war) == [[38, 71]]


def test_at_least_so_many_says_nothing_against_more() -> None:
    first = told(0, 9).toll("A fire killed at least 11.", 11, place="Tarn", what="fire", qualifier=Qualifier.AT_LEAST)
    second = told(0, 15, outlet="Port Radio").toll("The fire killed 20, its toll rising.", 20, place="Tarn", what="fire")
    (incident,) = tell("t", [first.reading(), second.reading()], at(1)).incidents
    assert incident.killed is not None
    assert (incident.killed.low, incident.killed.high) == (20, 20)
