"""How the account reads: every number and day with who says so, nothing that its evidence does not say."""

from __future__ import annotations

from datetime import datetime

from bot import render
from bot.language import tongue
from bot.render import Length, View
from digests import compose, story
from digests.model import Article, Digest, Reading, Story
from tests.fakes.facts import Told, at, told

EVENING = at(0, 20)


def account(*articles: Told, now: datetime = EVENING) -> Story:
    return story.tell("arn-talks", [article.reading() for article in articles], now)


def text(pages: tuple[render.Page, ...]) -> str:
    return "\n".join(page.plain for page in pages)


def digest(of: Story, before: Digest | None = None) -> str:
    made = compose.compose(of, "Arn talks", before.told if before else {}, of.as_of, before.edition if before else None)
    assert made is not None
    return text(render.digest(made, View(EVENING)))


def talks(day: int, date: str, words: str, outlet: str = "Meridian Dispatch", **more: str) -> Told:
    return told(day, outlet=outlet).due(words, date, "talks in Arnholt", **more)


def test_a_doubt_names_who_doubts_beside_who_gives_the_day() -> None:
    of = account(
        talks(0, "2026-03-06", "The sides meet in Arnholt on Friday, the mediators said.", attribution="the mediators"),
        talks(0, "2026-03-06", "It is unclear if Friday's talks in Arnholt will be held, Northmark said.", "Harbour Wire",
              status="tentative", attribution="Northmark"),
    )  # fmt: skip
    (page,) = render.deadlines(of, "Arn talks", View(EVENING))
    assert "1. Talks in Arnholt: Fri 6 Mar, in 4 days · in doubt, says Northmark (the mediators)" in page.plain


def test_a_day_without_an_hour_is_given_none_and_an_hour_is_told_in_the_chats_zone() -> None:
    (bare,) = render.deadlines(account(talks(0, "2026-03-06", "The sides meet on Friday.")), "Arn talks", View(EVENING))
    assert "Fri 6 Mar, in 4 days" in bare.plain
    timed = talks(0, "2026-03-06", "The sides meet on Friday at 2 p.m. in Berlin.", time="14:00", timezone="Europe/Berlin")
    (page,) = render.deadlines(account(timed), "Arn talks", View(EVENING))
    assert "Fri 6 Mar, 13:00 UTC, in 4 days" in page.plain


def test_who_told_an_older_toll_is_not_named_for_the_newer_one() -> None:
    def toll(day: int, words: str, killed: int, who: str) -> Told:
        return told(day).toll(words, killed, place="Arnholt", date="2026-03-01", attribution=who, what="shelling")

    of = account(
        toll(0, "Shelling killed six people in Arnholt on Sunday, the mayor said.", 6, "the mayor"),
        toll(1, "The shelling in Arnholt on Sunday killed eight people, the mayor said.", 8, "the mayor"),
        now=at(1, 20),
    )
    shown = text(render.casualties(of, "Arn talks", View(EVENING)))
    assert "• 8 killed: shelling, Arnholt, Sun 1 Mar (the mayor)" in shown
    assert "6 killed (the mayor, Mon 2 Mar, 08:00) → 8 killed (the mayor, Tue 3 Mar, 08:00)" in shown


def test_sources_that_differ_stand_side_by_side_with_their_names() -> None:
    def toll(words: str, killed: int, who: str, outlet: str) -> Told:
        return told(0, outlet=outlet).toll(words, killed, place="Arnholt", date="2026-03-01", attribution=who, what="shelling")

    of = account(
        toll("Shelling killed six people in Arnholt on Sunday, the mayor said.", 6, "the mayor", "Meridian Dispatch"),
        toll("Nine people were killed by shelling in Arnholt on Sunday, Northmark's army said.", 9, "Northmark's army", "Harbour Wire"),
    )
    shown = text(render.status(of, "Arn talks", View(EVENING)))
    assert "6 to 9 killed" in shown
    assert "the mayor: 6 killed" in shown
    assert "Northmark's army: 9 killed" in shown


def test_a_denial_says_who_disputes_and_never_puts_the_denied_words_into_their_mouth() -> None:
    article = (
        told(0)
        .due("The truce on the Arn runs until Friday, the mediators said.", "2026-03-06", "truce on the Arn", "expiry",
             attribution="the mediators")
        .holds("Northmark disputes that a truce on the Arn was agreed.", "Northmark", "denies", "a truce on the Arn was agreed")
    )  # fmt: skip
    shown = digest(account(article))
    assert "   Northmark disputes it" in shown
    assert "Northmark: a truce on the Arn was agreed" not in shown
    assert "1 disputed" in shown


def test_a_changed_stance_is_told_from_and_to() -> None:
    first = told(0).holds("Northmark accepts the mediators' truce plan.", "Northmark", "accepts", "the mediators' truce plan")
    second = told(1).holds("Northmark rejects the mediators' truce plan.", "Northmark", "rejects", "the mediators' truce plan")
    before = compose.compose(account(first), "Arn talks", {}, EVENING)
    assert before is not None
    shown = digest(account(first, second, now=at(1, 20)), before)
    assert "Changed. Northmark: accepts → rejects the mediators' truce plan (Meridian Dispatch)" in shown


def test_conditions_and_proposals_are_told_as_such() -> None:
    of = account(
        told(0)
        .holds("Keld would open the bridge if Northmark withdraws.", "Keld", "conditions", "opening of the bridge",
               condition="Northmark withdraws")
        .due("The mediators proposed a vote on March 20.", "2026-03-20", "vote on the plan", "vote", "proposed")
    )  # fmt: skip
    shown = text(render.status(of, "Arn talks", View(EVENING)))
    assert "Keld sets a condition for opening of the bridge: if Northmark withdraws" in shown
    assert "Vote on the plan: Fri 20 Mar, in 18 days · proposed, not agreed" in shown


def test_an_outlets_markup_reaches_nobody_as_markup() -> None:
    of = account(told(0, outlet="<b>Evil</b> & Sons").holds("Keld demands <i>tolls</i> & more.", "Keld", "demands", "<i>tolls</i> & more"))
    (page,) = render.status(of, "Arn talks", View(EVENING))
    assert "&lt;i&gt;tolls&lt;/i&gt; &amp; more" in page.html


def test_an_empty_story_says_so() -> None:
    assert "Nothing has been reported on it yet." in text(render.status(account(), "Arn talks", View(EVENING)))
    assert "No day ahead is known." in text(render.deadlines(account(), "Arn talks", View(EVENING)))


def test_a_sentence_is_a_source_once_and_links_to_its_article() -> None:
    one: Reading = told(0).due("The truce ends on Friday.", "2026-03-06", "truce", "expiry").reading()
    of = story.tell("arn-talks", [one], EVENING)
    made = compose.compose(of, "Arn talks", {}, EVENING)
    assert made is not None
    (page,) = render.sources(made, View(EVENING))
    assert page.plain.count("“The truce ends on Friday.”") == 1
    assert f'<a href="{one.article.url}">Meridian Dispatch, Mon 2 Mar, 08:00</a>' in page.html


def test_a_sentence_of_a_teaser_says_so_wherever_sentences_are_listed() -> None:
    def due(outlet: str, **more: bool) -> Told:
        return told(0, outlet=outlet, **more).due(f"The truce ends on Friday, {outlet} learned.", "2026-03-06", "truce", "expiry")

    of = account(due("Meridian Dispatch"), due("Harbour Wire", teaser=True))
    made = compose.compose(of, "Arn talks", {}, EVENING)
    assert made is not None
    for shown in (render.digest, render.sources):
        told_there = text(shown(made, View(EVENING)))
        assert "Harbour Wire, Mon 2 Mar, 08:00, from a teaser" in told_there
        assert told_there.count("teaser") == 1
    assert "Harbour Wire, пн 2 березня, 08:00, з анонсу" in text(render.sources(made, View(EVENING, tongue=tongue("uk"))))


def foreign(title: str, language: str, url: str = "https://anker.example/1") -> Article:
    return Article("1", title, "", at(0), "Anker", url, language=language)


def test_what_is_in_languages_that_are_not_read_is_linked_and_folded() -> None:
    of = account(talks(0, "2026-03-06", "The sides meet in Arnholt on Friday."))
    kept = (foreign("الهدنة على نهر آرن <b>", "ar"), foreign("Arn", "und", ""), foreign("Trêve sur l’Arn " * 40, "fr"))
    view = View(EVENING)
    (page,) = render.status(of, "Arn talks", view, foreign=kept)
    assert "Not read: the newest articles in Arabic, a language that could not be told, and French" in page.plain
    _, quote = page.html.split("<blockquote expandable>")
    assert '• <a href="https://anker.example/1">\u2068الهدنة على نهر آرن &lt;b&gt;\u2069</a>, Anker, Mon 2 Mar, 08:00 (Arabic)' in quote
    assert "• Arn, Anker, Mon 2 Mar, 08:00 (a language that could not be told)" in quote
    assert "…</a>, Anker, Mon 2 Mar, 08:00 (French)" in quote
    assert "<details><summary><b>Not read</b>" in page.rich
    (page,) = render.status(of, "Arn talks", View(EVENING, tongue=tongue("uk")), foreign=kept[:1])
    assert "Не прочитано: найновіші статті (мова: арабська)" in page.plain
    assert "Not read" not in text(render.status(of, "Arn talks", view))


def test_an_hour_that_is_known_counts_down_in_the_readers_own_zone() -> None:
    timed = talks(0, "2026-03-06", "The sides meet on Friday at 2 p.m. in Berlin.", time="14:00", timezone="Europe/Berlin")
    (page,) = render.deadlines(account(timed), "Arn talks", View(EVENING))
    assert '<b><tg-time unix="1772802000" format="wdt">Fri 6 Mar, 13:00 UTC</tg-time></b>' in page.html
    (bare,) = render.deadlines(account(talks(0, "2026-03-06", "The sides meet on Friday.")), "Arn talks", View(EVENING))
    assert "<b>Fri 6 Mar</b>" in bare.html


def test_a_deadline_that_ends_says_so_once() -> None:
    due = talks(0, "2026-03-03", "The sides meet in Arnholt on Tuesday.")
    before = compose.compose(account(due), "Arn talks", {}, EVENING)
    shown = digest(account(due, now=at(2, 20)), before)
    assert "• Ended. Talks in Arnholt: Tue 3 Mar · no report of what came of it (Meridian Dispatch)" in shown
    assert "has passed" not in shown


def lengthy() -> Digest:
    article = (
        told(0)
        .due("The truce on the Arn runs until Friday, the mediators said.", "2026-03-06", "truce on the Arn", "expiry",
             attribution="the mediators")
        .toll("Shelling killed six people in Arnholt on Sunday, the mayor said.", 6, place="Arnholt", date="2026-03-01",
              attribution="the mayor", what="shelling")
        .holds("Northmark demands tolls on the bridge.", "Northmark", "demands", "tolls on the bridge")
    )  # fmt: skip
    made = compose.compose(account(article), "Arn talks", {}, EVENING)
    assert made is not None
    return made


def test_a_full_digest_has_its_sentences_and_a_brief_one_only_its_lines() -> None:
    full = text(render.digest(lengthy(), View(EVENING)))
    brief = text(render.digest(lengthy(), View(EVENING, length=Length.BRIEF)))
    assert "“Northmark demands tolls on the bridge.”" in full
    assert "“" not in brief
    assert "Northmark demands tolls on the bridge (Meridian Dispatch)" in brief
    assert "6 killed: shelling, Arnholt, Sun 1 Mar (the mayor)" in brief


def test_a_headline_is_the_heaviest_line_with_who_says_so_and_how_much_more_there_is() -> None:
    (page,) = render.digest(lengthy(), View(EVENING, length=Length.HEADLINE))
    assert page.plain.split("\n")[3:] == ["• 6 killed: shelling, Arnholt, Sun 1 Mar (the mayor)", "", "2 more: /status"]
    assert page.buttons


def test_days_in_ukrainian_are_in_the_genitive_behind_a_preposition() -> None:
    of = account(told(0).due("The truce on the Arn runs until June.", "2026-06", "truce on the Arn", "expiry"))
    (page,) = render.deadlines(of, "Arn talks", View(EVENING, tongue=tongue("uk")))
    assert "1. Truce on the Arn: до червня 2026, через 3 місяці (Meridian Dispatch)" in page.plain


def test_what_the_reading_is_unsure_of_says_so() -> None:
    article = (
        told(0, 8)
        .holds("Arnland rejects the joint patrol, its envoy said.", "Arnland", "rejects", "the joint patrol")
        .holds("Keldovia spoke of the joint patrol.", "Keldovia", "accepts", "the joint patrol", confidence=0.6)
        .due("The patrol may begin on Friday.", "2026-03-06", "joint patrol", "effective", confidence=0.3)
    )
    of, view = account(article), View(EVENING)
    sure, _, unsure = text(render.positions(of, "Arn talks", view)).partition("Unconfirmed: the sentence may mean something else")
    assert "Arnland" in sure
    assert "Keldovia" not in sure
    assert "Keldovia accepts the joint patrol" in unsure
    assert "unconfirmed" in text(render.deadlines(of, "Arn talks", view))
    assert "Keldovia" not in text(render.status(of, "Arn talks", view))


def test_the_list_of_days_says_who_gives_another_one() -> None:
    one = told().due("Envoys of Karsova and Velden meet in Geneva on Friday.", "2026-03-06", "Karsova-Velden talks in Geneva")
    other = told(0, 15, "Harbour Wire").due(
        "The Geneva talks between Velden and Karsova begin on March 11.", "2026-03-11", "Karsova-Velden talks in Geneva"
    )
    of = story.tell("t", [one.reading(), other.reading()], at(1))
    (page,) = render.deadlines(of, "Talks", View(of.as_of))
    assert page.plain.splitlines()[2].strip() == "Disputed: Meridian Dispatch: March 6, 2026; Harbour Wire: March 11, 2026"


def test_who_gives_a_count_is_named_for_that_count_alone() -> None:
    first = told(0, 8).toll(
        "Six people were killed and 11 hurt in Orlec on Sunday, local authorities said.",
        6,
        11,
        place="Orlec",
        date="2026-03-01",
        attribution="local authorities",
    )
    later = told(1, 8).toll(
        "Seven people died in Orlec on Sunday, prosecutors said.", 7, place="Orlec", date="2026-03-01", attribution="prosecutors"
    )
    of = account(first, later, now=at(1, 20))
    assert "(prosecutors; 11 injured: local authorities)" in text(render.casualties(of, "Arn talks", View(at(1, 20))))
