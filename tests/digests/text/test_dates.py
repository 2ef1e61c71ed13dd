"""Days in news: each class of telling, with its near misses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.text import dates
from digests.text.dates import Granularity
from digests.text.dates.almanac import easter, holiday, last_of
from tests.fakes.work import calls, grows_with

FRIDAY = date(2026, 1, 30)
WEDNESDAY = date(2024, 5, 15)


def days(text: str, anchor: date) -> list[str]:
    return [m.value for m in dates.find(text, anchor) if m.granularity is Granularity.DAY]


def values(text: str, anchor: date) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.value) for m in dates.find(text, anchor)]


# (name, text, anchor, the days told)
WEEKDAYS = [
    ("strikes on a day, then their verb", "Bornian strikes on the port on Monday killed nine.", FRIDAY, ["2026-01-26"]),
    ("plans on a day, then their verb", "Bornian plans on Monday drew protests.", FRIDAY, ["2026-01-26"]),
    ("a verb after a name", "Norland votes on Monday.", FRIDAY, ["2026-02-02"]),
    ("a range ahead ends behind its start", "The fair will run from Tuesday to Friday.", FRIDAY, ["2026-02-03", "2026-02-06"]),
    ("a range that is over", "Fighting lasted from Monday to Thursday.", FRIDAY, ["2026-01-26", "2026-01-29"]),
    ("due, without will", "The truce is due to lapse Sunday.", FRIDAY, ["2026-02-01"]),
    ("set to", "The rebels are set to resume talks Monday.", FRIDAY, ["2026-02-02"]),
    ("scheduled to, past frame", "The mill was scheduled to close Monday.", FRIDAY, ["2026-02-02"]),
    ("expected", "Rescuers are expected to arrive on Tuesday.", FRIDAY, ["2026-02-03"]),
    ("likely", "Investors are likely to buy Monday.", FRIDAY, ["2026-02-02"]),
    ("will", "The court will rule on Wednesday.", FRIDAY, ["2026-02-04"]),
    ("plain past", "The envoys met Monday in Oslo.", FRIDAY, ["2026-01-26"]),
    ("said", "The plant is safe, the mayor said Thursday.", FRIDAY, ["2026-01-29"]),
    ("said today's weekday", "The plant is safe, the mayor said Friday.", FRIDAY, ["2026-01-30"]),
    ("weekday before its verb", "Lawmakers on Tuesday rejected the budget.", FRIDAY, ["2026-01-27"]),
    ("fronted, past", "On Monday, the council voted to sell the port.", FRIDAY, ["2026-01-26"]),
    ("fronted, future", "On Monday, the council will vote on the port.", FRIDAY, ["2026-02-02"]),
    ("news present", "The premier meets Monday with the union.", FRIDAY, ["2026-02-02"]),
    ("news present, plural", "The ministers meet separately Monday with the envoy.", FRIDAY, ["2026-02-02"]),
    ("progressive", "The committee is meeting Monday.", FRIDAY, ["2026-02-02"]),
    ("headline infinitive", "Ministers to meet Monday over port strike", FRIDAY, ["2026-02-02"]),
    ("until after a past verb", "The army extended its deadline until 9 a.m. EST Tuesday.", FRIDAY, ["2026-02-03"]),
    ("by", "The owner has to decide by Monday.", FRIDAY, ["2026-02-02"]),
    ("lasted until", "The siege lasted until Tuesday, residents said.", FRIDAY, ["2026-01-27"]),
    ("scheduled for", "A hearing was scheduled for Tuesday.", FRIDAY, ["2026-02-03"]),
    ("called for a vote on", "He called on Monday for a new vote.", FRIDAY, ["2026-01-26"]),
    ("last, same weekday", "It began last Friday.", FRIDAY, ["2026-01-23"]),
    ("last", "They met last Wednesday.", FRIDAY, ["2026-01-28"]),
    ("next", "They will meet next Tuesday.", FRIDAY, ["2026-02-03"]),
    ("next, same weekday", "They will meet next Friday.", FRIDAY, ["2026-02-06"]),
    ("a week from", "They will meet a week from Friday.", FRIDAY, ["2026-02-06"]),
    ("a week ago", "They met a week ago Friday.", FRIDAY, ["2026-01-16"]),
    ("this coming", "He will speak this coming Sunday.", FRIDAY, ["2026-02-01"]),
    ("possessive after", "The curfew came after Tuesday's attack.", FRIDAY, ["2026-01-27"]),
    ("possessive ahead of", "Security was tightened ahead of Sunday's vote.", FRIDAY, ["2026-02-01"]),
    ("possessive, modal to the right", "It was unclear whether Sunday's session would go ahead.", FRIDAY, ["2026-02-01"]),
    ("following as a preposition", "The markets closed following Tuesday's quake.", FRIDAY, ["2026-01-27"]),
    ("no verb", "Three dead in the capital Tuesday", FRIDAY, ["2026-01-27"]),
    ("passive will", "The report will be released Tuesday.", FRIDAY, ["2026-02-03"]),
    ("passive past", "The report was released Tuesday.", FRIDAY, ["2026-01-27"]),
    ("reported future", "She said the report would appear Tuesday.", FRIDAY, ["2026-02-03"]),
    ("infinitive that failed", "The sides failed to agree on Tuesday.", FRIDAY, ["2026-01-27"]),
    (
        "infinitive that was caused",
        "The blast prompted the mayor to tell reporters late Thursday that he was leaving.",
        FRIDAY,
        ["2026-01-29"],
    ),
    ("the day before last", "He left the day before last Tuesday's hearing.", FRIDAY, ["2026-01-26"]),
    ("weekday with its date", "an editorial on Saturday, April 25, said", date(1998, 4, 24), ["1998-04-25"]),
    ("weekday with an ordinal date", "this coming Sunday, March eighth", date(1998, 3, 2), ["1998-03-08"]),
    ("weekday then day and month", "It opens on Saturday 25 April 1998 in Leeds.", date(1998, 3, 2), ["1998-04-25"]),
    ("the paper of that name", "He told the Sunday Times that he had left.", FRIDAY, []),
    ("every week", "The council meets every Monday.", FRIDAY, []),
    ("any Monday", "The fair opens on a Monday this year.", FRIDAY, []),
    ("a Monday before its noun", "They face a Monday deadline.", FRIDAY, ["2026-02-02"]),
    ("coordinated present", "The team won and plays again Sunday.", FRIDAY, ["2026-02-01"]),
    ("a name plays", "France play Wales Sunday.", FRIDAY, ["2026-02-01"]),
    ("days in a row", "It will be cold Saturday, with snow Sunday and Monday.", FRIDAY, ["2026-01-31", "2026-02-01", "2026-02-02"]),
    ("first Sunday of a month", "The vote is on the first Sunday of March.", FRIDAY, ["2026-03-01"]),
    ("last Friday of the month", "It opens on the last Friday of next month.", FRIDAY, ["2026-02-27"]),
    ("the fifth that is none", "It opens on the fifth Friday of February.", FRIDAY, []),
    ("the last day of a month", "The permit ends on the last day of June.", FRIDAY, ["2026-06-30"]),
    ("fixed for", "A judge set March 3 for the trial.", FRIDAY, ["2026-03-03"]),
    ("until at least", "Schools were shut until at least Monday.", FRIDAY, ["2026-02-02"]),
    ("is to be briefed", "The board is to be briefed on Tuesday.", FRIDAY, ["2026-02-03"]),
    ("would shed", "It said it would shed jobs on Tuesday.", FRIDAY, ["2026-02-03"]),
    ("wants it replaced", "He wants the board replaced on Tuesday.", FRIDAY, ["2026-02-03"]),
    ("vote on that", "They will vote on that on Tuesday.", FRIDAY, ["2026-02-03"]),
    ("the month of May is no verb", "The man arrested in May stands trial Tuesday.", FRIDAY, ["2026-02-03"]),
    ("that same day, told", "That same day, Monday, the bank closed.", FRIDAY, ["2026-01-26"]),
    ("plural", "On Mondays the museum is closed.", FRIDAY, []),
    ("the star", "The probe flew past the Sun. It took photographs.", FRIDAY, []),
]
MONTH_DAYS = [
    ("abbreviation ends the sentence", "The halt expires Feb. 1. Talks go on.", FRIDAY, ["2026-02-01"]),
    ("near past", "It was reported on Jan. 27 when a depot burned.", FRIDAY, ["2026-01-27"]),
    ("past over the year's end", "He was arrested on Dec. 12.", FRIDAY, ["2025-12-12"]),
    ("future over the year's end", "The law takes effect Jan. 1.", date(2025, 11, 3), ["2026-01-01"]),
    ("year ended", "Profit for the year ended March 31 rose.", date(1989, 10, 26), ["1989-03-31"]),
    ("effective", "He was named chairman, effective Feb. 1.", date(1989, 10, 26), ["1990-02-01"]),
    ("effective, half a year on", "The rise is effective June 1.", date(1989, 10, 26), ["1990-06-01"]),
    ("payable", "The dividend is payable Dec. 15 to holders of record Nov. 20.", date(1989, 10, 26), ["1989-12-15", "1989-11-20"]),
    ("half a year back", "It passed the record high set on Aug. 6.", date(1998, 2, 6), ["1997-08-06"]),
    ("year-ago quarter", "In the comparable year-ago quarter ended Oct. 31, it lost money.", date(1989, 11, 28), ["1988-10-31"]),
    ("year on the second half", "From May 15 to August 16, 1988, troops left.", date(1989, 2, 15), ["1988-05-15", "1988-08-16"]),
    ("two days of one month", "The strikes on 17 and 21 June killed four.", date(2015, 7, 1), ["2015-06-17", "2015-06-21"]),
    ("two days after the month", "Clashes on June 17 and 21 in the north.", date(2015, 7, 1), ["2015-06-17", "2015-06-21"]),
    ("a count after the day", "On June 17 and 21 people died.", date(2015, 7, 1), ["2015-06-17"]),
    ("range", "They will meet Feb. 2-4 in Doha.", FRIDAY, ["2026-02-02"]),
    ("dateline", "LISBON, August 13 (Newswire) -- The port reopened.", date(2003, 8, 14), ["2003-08-13"]),
    ("day before month", "It began on 3 June.", date(2015, 7, 1), ["2015-06-03"]),
    ("first of", "The ban starts on the 1st of May.", date(2015, 4, 1), ["2015-05-01"]),
    ("short year", "At least through June 30 of '17, fares stay.", date(2016, 3, 12), ["2017-06-30"]),
    ("ISO", "Released 2019-12-31, revised later.", FRIDAY, ["2019-12-31"]),
    ("American slashes", "The form is dated 12/31/2019.", FRIDAY, ["2019-12-31"]),
    ("European dots", "Stichtag ist 31.12.2019.", FRIDAY, ["2019-12-31"]),
    ("day first where it must be", "on 25/03/2011 in Sofia", FRIDAY, ["2011-03-25"]),
    ("in brackets", "a clash (28/01) leaving two dead", date(2015, 2, 3), ["2015-01-28"]),
    ("month and day by a slash", "The letter is dated 1/30 and was opened late.", FRIDAY, ["2026-01-30"]),
    ("a ratio", "The odds of 5/8 and 1/16 of an inch.", FRIDAY, []),
    ("next, before a month", "Pay rises 3% next July 1.", date(1989, 10, 30), ["1990-07-01"]),
    ("no step back in a story", "He was born on 14 July 1971 and joined on 2 January.", date(2016, 1, 4), ["1971-07-14", "2016-01-02"]),
    ("a year to come is no past", "It ends July 1, 1991. It was ratified Oct. 27.", date(1989, 10, 30), ["1991-07-01", "1989-10-27"]),
    ("a record was set", "The record was set on Jan. 3.", date(1989, 10, 30), ["1989-01-03"]),
    ("extended to, after a year", "Imposed in July 2016, it was extended by a month, to July 19.", date(2018, 4, 19), ["2018-07-19"]),
    ("a holiday ahead", "The shop is closed on Christmas Day.", date(2014, 4, 15), ["2014-12-25"]),
    ("the verb", "Veterans march 20 miles to the capital.", FRIDAY, []),
    ("the modal", "Drivers may 3 times appeal.", FRIDAY, []),
    ("a name", "April Jones said she was tired.", FRIDAY, []),
    ("no such day", "It was set for Feb. 30.", FRIDAY, []),
    ("the attacks", "After 9/11 the rules changed.", FRIDAY, []),
    ("a day that names an event", "He was a boy at the time of the Sept. 11 attacks.", FRIDAY, ["2001-09-11"]),
    ("a fraction", "The share rose 5/8 to 97 1/2.", FRIDAY, []),
    ("an age", "Joan Hart, 54, of Lewes, was unhurt.", FRIDAY, []),
    ("a count", "60% of the 1,100 voters stayed.", FRIDAY, []),
    ("a score", "They won 3-2 and 21-19.", FRIDAY, []),
]
RELATIVE = [
    ("today", "The port reopened today.", FRIDAY, ["2026-01-30"]),
    ("tomorrow", "It will rain tomorrow.", FRIDAY, ["2026-01-31"]),
    ("yesterday", "It rained yesterday.", FRIDAY, ["2026-01-29"]),
    ("tonight", "He speaks tonight.", FRIDAY, ["2026-01-30"]),
    ("this morning", "A shell fell this morning.", FRIDAY, ["2026-01-30"]),
    ("last night", "A shell fell last night.", FRIDAY, ["2026-01-29"]),
    ("overnight", "There were no attacks overnight.", FRIDAY, ["2026-01-30"]),
    ("days ago", "He died 10 days ago.", FRIDAY, ["2026-01-20"]),
    ("weeks ago", "The strike began two weeks ago.", FRIDAY, ["2026-01-16"]),
    ("years ago", "He left several years ago.", FRIDAY, []),
    ("before yesterday", "It fell the day before yesterday.", FRIDAY, ["2026-01-28"]),
    ("hours ahead", "The truce will end in 48 hours.", FRIDAY, ["2026-02-01"]),
    ("a span", "It was the third raid in two days of fighting.", FRIDAY, []),
    ("year-end", "They expect to complete the sale by year-end.", date(1989, 10, 26), ["1989-12-31"]),
    ("generic today", "The film is for today's youth.", FRIDAY, []),
    ("who lives today", "Women today earn more.", FRIDAY, []),
    ("a show", "She told the Today show so.", FRIDAY, []),
    ("a title", "He spoke to VOA Today from Accra.", FRIDAY, []),
    ("a paper", "He told USA Today that he would run.", FRIDAY, []),
    ("now and recently", "It is now, and was recently, so in the 1970s.", FRIDAY, []),
    ("a decade", "In the 1970s and in 1988, the town grew.", FRIDAY, []),
    ("an era", "a two-year strategy over 18 months", FRIDAY, []),
]
FRAMES = [
    ("contracted will", "“We’ll decide Monday,” he said.", FRIDAY, ["2026-02-02"]),
    ("attributive past", "The Aug. 2 invasion of the islands began a war.", date(1998, 3, 19), ["1997-08-02"]),
    ("from, no verb", "From Monday, fares are higher.", FRIDAY, ["2026-02-02"]),
    ("moved from and to", "The talks were moved from Tuesday to Thursday.", FRIDAY, ["2026-02-03", "2026-02-05"]),
    ("undone", "Monday’s talks have been cancelled.", FRIDAY, ["2026-02-02"]),
    ("a week told beside", "They met Tuesday of last week and meet Thursday next week.", FRIDAY, ["2026-01-20", "2026-02-05"]),
    ("ahead of an event", "The blast came ahead of an election in the south on Sunday.", FRIDAY, ["2026-02-01"]),
    ("passive not yet", "He acts if the men are not freed by Monday.", FRIDAY, ["2026-02-02"]),
    ("a record span", "It was the first raid in ten days.", FRIDAY, []),
    ("allowed to, under would", "The radio reported that the ships would be allowed to leave Sunday.", FRIDAY, ["2026-02-01"]),
    (
        "prompted to, far before",
        "The raid prompted a bloc of twelve, the largest states among them, to ask for a pause on Tuesday.",
        FRIDAY,
        ["2026-01-27"],
    ),
    ("had expected to", "The crowds had expected him to go Thursday night.", FRIDAY, ["2026-01-29"]),
    ("a hope that is a noun", "Rescuers were losing hope of finding more survivors on Tuesday.", FRIDAY, ["2026-01-27"]),
    ("a verb after a name", "New Sornland votes Tuesday.", FRIDAY, ["2026-02-03"]),
    ("a verb after a plural", "The candidates debate Saturday night.", FRIDAY, ["2026-01-31"]),
    ("and reopen", "Embassies shut Thursday and reopen Tuesday.", FRIDAY, ["2026-01-29", "2026-02-03"]),
    ("billed without a verb", "More talks Monday, no deal in sight.", FRIDAY, ["2026-02-02"]),
    ("declared a day of", "The king declared Monday a day of mourning.", FRIDAY, ["2026-02-02"]),
    ("through, before a past", "Through Thursday, the army struck 220 sites.", FRIDAY, ["2026-01-29"]),
    ("moved up to", "A congress, first set for May, was moved up to Feb. 15.", FRIDAY, ["2026-02-15"]),
    (
        "a new sentence ends the last",
        "The talks failed. Monday is a holiday and the court will sit Tuesday.",
        FRIDAY,
        ["2026-02-02", "2026-02-03"],
    ),
    ("a day earlier, nothing before", "The contract settled at 87.20, against 86.95 a day earlier.", FRIDAY, ["2026-01-29"]),
    ("a list with a colon", "Closings as of Jan. 27: gold 376.80.", FRIDAY, ["2026-01-27"]),
    ("a named agreement", "Good Friday Agreement backers won.", FRIDAY, []),
    ("a street", "The flat is at 24 May Street.", FRIDAY, []),
    ("for the third straight day", "Prices tumbled for the third straight day.", FRIDAY, []),
    ("its third day", "The strike, now in its third day, cost millions.", FRIDAY, ["2026-01-30"]),
]
ANAPHORA = [
    ("the next day", "He was shot on May 3. He died the next day.", WEDNESDAY, ["2024-05-03", "2024-05-04"]),
    ("days later", "The wall fell on April 2, 1998. Ten days later the mayor quit.", WEDNESDAY, ["1998-04-02", "1998-04-12"]),
    ("the previous weekday", "He was shot on May 8. The previous Friday he had been warned.", WEDNESDAY, ["2024-05-08", "2024-05-03"]),
    ("earlier that day", "He was shot on May 3. Earlier that day he had voted.", WEDNESDAY, ["2024-05-03", "2024-05-03"]),
    ("the same day", "He resigned on May 3; she left the same day.", WEDNESDAY, ["2024-05-03", "2024-05-03"]),
    ("the day after a clause", "It came a day after at least three died.", WEDNESDAY, []),
    ("before a holiday", "They left two days before Christmas.", date(2024, 1, 9), ["2023-12-23"]),
    ("after a dated vote", "She quit the day after the May 3 vote.", WEDNESDAY, ["2024-05-04"]),
    (
        "running year",
        "On 7 December 1941 the fleet was hit. On 8 December war was declared. On 2 January 1942 "
        "the city fell; on 9 February the island was taken.",
        WEDNESDAY,
        ["1941-12-07", "1941-12-08", "1942-01-02", "1942-02-09"],
    ),
]
HOLIDAYS = [
    ("Thanksgiving", "The body was found on Thanksgiving Day.", date(1998, 1, 20), ["1997-11-27"]),
    ("Christmas", "He was born on Christmas Day.", date(2024, 1, 9), ["2023-12-25"]),
    ("Fourth", "The bridge will open on July Fourth.", WEDNESDAY, ["2024-07-04"]),
    ("Easter Monday", "The march took place on Easter Monday.", WEDNESDAY, ["2024-04-01"]),
    ("a week", "In Easter week, the Christmas tree fell.", WEDNESDAY, []),
    ("an offensive", "He fought in the Easter Offensive.", WEDNESDAY, []),
]
CLOCK = [
    ("zone between", "at 10:35 a.m. (0735 GMT) Friday", FRIDAY, ["2026-01-30"]),
    ("weekday in the gloss", "at 4 in the morning (4 a.m. EDT Thursday) he left", FRIDAY, ["2026-01-29"]),
    ("day then hour", "The truce ends Tuesday at 9 a.m. and talks will follow.", FRIDAY, ["2026-02-03"]),
    ("hour alone goes with its day", "Polls open on Sunday and will close at 10 p.m.", FRIDAY, ["2026-02-01", "2026-02-01"]),
]


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        pytest.param(*case[1:], id=f"{group}: {case[0]}")
        for group, cases in (
            ("weekday", WEEKDAYS),
            ("month", MONTH_DAYS),
            ("relative", RELATIVE),
            ("frame", FRAMES),
            ("anaphora", ANAPHORA),
            ("holiday", HOLIDAYS),
            ("clock", CLOCK),
        )
        for case in cases
    ],
)
def test_days(text: str, anchor: date, expected: list[str]) -> None:
    assert days(text, anchor) == expected


COARSE = [
    ("month", "It will end in May.", WEDNESDAY, ["2024-05"]),
    ("month ahead", "Tariffs could come in November.", date(2024, 7, 8), ["2024-11"]),
    ("month of a year", "since March 2022", WEDNESDAY, ["2022-03"]),
    ("end of a month", "by the end of January", date(2019, 12, 16), ["2020-01"]),
    ("year", "by 2030 and in 1988", WEDNESDAY, ["2030", "1988"]),
    ("next year", "early next year", date(2024, 7, 8), ["2025"]),
    ("last month", "last month", date(2024, 1, 8), ["2023-12"]),
    ("later this month", "later this month", WEDNESDAY, ["2024-05"]),
    ("next week is a week", "next week", WEDNESDAY, ["2024-05-20"]),
    ("quarter", "the third quarter of 2026", WEDNESDAY, ["2026-07"]),
    ("a week of a day", "the week of March 6", WEDNESDAY, ["2024-03-04"]),
    ("a count of troops", "a force of 2000 troops", WEDNESDAY, []),
]


@pytest.mark.parametrize(("text", "anchor", "expected"), [pytest.param(*c[1:], id=c[0]) for c in COARSE])
def test_coarser_values_stay_coarse(text: str, anchor: date, expected: list[str]) -> None:
    found = dates.find(text, anchor)
    assert [m.value for m in found] == expected
    assert all(m.day is None for m in found)


def test_an_expression_says_its_hour_zone_cue_and_extent() -> None:
    text = "The army extended its deadline until 9 a.m. EST Tuesday."
    (found,) = dates.find(text, FRIDAY)
    assert (text[found.start : found.end], found.time, found.timezone, found.cue) == (
        "9 a.m. EST Tuesday",
        "09:00",
        "America/New_York",
        "until",
    )


def test_a_range_carries_its_last_day() -> None:
    (found,) = dates.find("They will meet Feb. 2-4 in Doha.", FRIDAY)
    assert (found.value, found.last) == ("2026-02-02", "2026-02-04")


def test_the_end_of_a_month_is_a_boundary() -> None:
    (found,) = dates.find("The loans fall due at the end of the month.", FRIDAY)
    assert (found.value, found.granularity, found.boundary, found.kind) == ("2026-01", Granularity.MONTH, "end", "period")
    assert last_of(found.value) == date(2026, 1, 31)


def test_easter_and_moving_holidays() -> None:
    assert [easter(y) for y in (1818, 1943, 2000, 2024, 2038)] == [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(2000, 4, 23),
        date(2024, 3, 31),
        date(2038, 4, 25),
    ]
    assert holiday("memorial day", 2024) == date(2024, 5, 27)
    assert holiday("thanksgiving", 2026) == date(2026, 11, 26)
    assert holiday("no such day", 2026) is None


_WORDS = st.sampled_from(
    [
        "Monday",
        "Feb.",
        "1",
        "2",
        "31",
        "May",
        "March",
        "2026",
        "'98",
        "the",
        "next",
        "day",
        "last",
        "week",
        "ago",
        "until",
        "by",
        "on",
        "will",
        "said",
        "met",
        "to",
        "a.m.",
        "p.m.",
        "(0735",
        "GMT)",
        "noon",
        "of",
        "in",
        "two",
        "weeks",
        "from",
        "before",
        "Christmas",
        "Easter",
        ",",
        ".",
        ";",
        "\n",
        "“",
        "”",
        "12/31/2019",
        "2019-02-30",
        "year-end",
        "the",
        "end",
        "of",
        "the",
        "month",
        "tonight's",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=40), st.dates())
def test_mentions_stand_in_order_inside_the_text_and_are_dates(parts: list[str], anchor: date) -> None:
    text = " ".join(parts)
    found = dates.find(text, anchor)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert mention.day is None or mention.day.isoformat() == mention.value
        assert 0 <= mention.confidence <= 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.dates())
def test_any_text_is_read_without_error(text: str, anchor: date) -> None:
    found = dates.find(text, anchor)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
    assert list(found) == sorted(found, key=lambda mention: mention.start)


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        "Feb. ",
        "“",
        "Feb. 1 and ",
        "Monday ",
        "the day before ",
        "12/",
        "1 2 ",
        "10 a.m. (",
        "a week from ",
        "2019-",
        " \n",
        "in the ",
        "next ",
        "A.",
        "e’",
    ],
)
def test_work_grows_with_the_text(piece: str) -> None:
    def cost(size: int) -> int:
        text = piece * (size // len(piece))
        return calls(lambda: dates.find(text, FRIDAY))

    assert grows_with(cost, 2_000)
