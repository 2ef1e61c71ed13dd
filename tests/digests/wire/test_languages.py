"""The language of an article: declared, told, or left open."""

from __future__ import annotations

import pytest

from digests.wire.languages import primary, tell

ENGLISH = "The council of Keld voted on Monday to extend the truce until Friday."
GERMAN = "Der Rat von Keld hat am Montag beschlossen, die Waffenruhe bis Freitag zu verlängern."
UKRAINIAN = "Рада Келда в понеділок продовжила перемир'я до п'ятниці, повідомили в міністерстві."


@pytest.mark.parametrize(
    ("declared", "text", "others", "language"),
    [
        pytest.param("en", ENGLISH, "", "en", id="declared"),
        pytest.param("en", "Keld", "", "en", id="declared, however short"),
        pytest.param("en", UKRAINIAN, "", "uk", id="declared, and in other letters"),
        pytest.param("uk", ENGLISH, "", "en", id="the other way round"),
        pytest.param("en", "Рада Келда", "", "und", id="declared, in other letters, too short to tell"),
        pytest.param("sr", "Savet Kelda produžio je primirje do petka.", "", "sr", id="written in two scripts"),
        pytest.param("", GERMAN, "", "de", id="told from its words"),
        pytest.param("", UKRAINIAN, "", "uk", id="told from its words, Ukrainian"),
        pytest.param("", "Keld: 12", "", "und", id="nothing to tell it from"),
        pytest.param("", "Keld: 12", ENGLISH * 3, "en", id="told from the feed's other texts"),
        pytest.param("", "Келд: 12 загиблих", ENGLISH * 3, "und", id="which are in other letters"),
        pytest.param("", "", "", "und", id="nothing at all"),
    ],
)
def test_language(declared: str, text: str, others: str, language: str) -> None:
    assert tell(declared, text, others) == language


@pytest.mark.parametrize(
    ("tag", "language"), [("en-GB", "en"), ("pt_BR", "pt"), (" DE ", "de"), ("und", ""), ("mul", ""), ("", ""), ("x", ""), ("english", "")]
)
def test_primary(tag: str, language: str) -> None:
    assert primary(tag) == language
