"""Text to be read: news as it is written, of our own sentences on a country that is not, and text that means harm."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime

from digests.model import Article

__all__ = ["HOSTILE", "NEWS", "article", "news", "of_length"]

_SENTENCES = (
    "{person}, the {office} of {land}, said on {weekday} that the talks with {rival} would resume in {town} on {day} {month}.",
    "At least {small} people were killed and {large} wounded when {weapon} struck {building} in {town} overnight, local officials said.",
    "“We will not sign a paper that leaves {town} without protection,” {person} told reporters. “Our people deserve better than that.”",
    "The parliament is due to vote on the {paper} by the end of {month}, two officials familiar with the matter said.",
    "{land} rejected the proposal, calling it “a step back”, and demanded the release of {large} prisoners before it signs.",
    "According to the health ministry, the death toll since {month} {year} has risen to {thousands}, most of them civilians.",
    "The truce, which was to expire on {weekday}, has been extended until {month} {day}, the {office}’s spokesperson said in a statement.",
    "He added that {rival} had offered to withdraw its troops from {town} if the other side did the same.",
    "It was not immediately clear who was behind the attack, and {rival} did not respond to a request for comment.",
    "Analysts say the price of grain, which rose {percent} percent in a year, has weakened the government’s hand.",
    "“If they cross the river again, there will be consequences,” warned {person}, who took office in {year}.",
    "A court in {town} will hear the appeal at {hour} a.m. on {day} {month}; {person}, {small}, denies all charges.",
    "Rescuers were still searching for {small} people missing under the rubble of {building}, the mayor of {town} wrote on social media.",
    "{land} and {rival} have been at odds over the {paper} for more than {small} years, since the border was closed in {year}.",
    "The {office} arrived in {town} on {weekday} morning for a meeting that is expected to last two days.",
    "Asked whether the deadline could be moved, {person} said that “nothing is agreed until everything is agreed”.",
    "Schools will stay closed next week, and the airport of {town} will not reopen before {day} {month} {year}.",
    "In a joint letter, {small} humanitarian groups urged both governments to let convoys pass through the {town} crossing.",
)
_FILL: Mapping[str, tuple[str, ...]] = {
    "person": ("Petra Vask", "Joran Eld", "Mira Castellan", "Tomas Reeve", "Ines Okoro-Lund", "General Pavel Stroud", "Dr. Hana Wirth"),
    "office": ("foreign minister", "president", "prime minister", "defence minister", "special envoy", "interior minister"),
    "land": ("Arnland", "Keldovia", "Ukraine", "Turkey", "Israel", "France"),
    "rival": ("Sorrelia", "the Northern League", "Russia", "Iran", "Hamas", "the United States"),
    "town": ("Keld", "Sorrel", "Port Arn", "Geneva", "Istanbul", "East Marrow", "Kyiv"),
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "month": ("January", "February", "March", "April", "May", "June", "September", "November"),
    "weapon": ("two drones", "a missile", "an artillery shell", "a car bomb", "a storm"),
    "building": ("a market", "a school", "an apartment block", "the central station", "a hospital"),
    "paper": ("ceasefire agreement", "budget", "sanctions package", "border treaty", "grain deal"),
}
_NUMBERS: Mapping[str, tuple[int, int]] = {
    "small": (3, 40),
    "large": (41, 300),
    "day": (1, 28),
    "year": (2019, 2026),
    "percent": (2, 60),
    "hour": (8, 11),
}

#: What a text is made of that wants to keep the reader busy.
HOSTILE: Mapping[str, str] = {
    "quotes": "“",
    "straight quotes": '"',
    "digits": "7",
    "numbers": "7 ",
    "abbreviated months": "Feb. ",
    "capitalised words": "Vask Eld ",
    "said": "said ",
    "open brackets": "(",
}
NEWS = "news"

_PUBLISHED = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def news(length: int, seed: int = 0) -> str:
    """A text of so many characters in paragraphs of two to four sentences, always the same for the same seed."""
    draw = random.Random(seed)
    paragraphs: list[str] = []
    written = 0
    while written < length:
        paragraph = " ".join(_sentence(draw) for _ in range(draw.randint(2, 4)))
        paragraphs.append(paragraph)
        written += len(paragraph) + 2
    return "\n\n".join(paragraphs)[:length]


def of_length(kind: str, length: int, seed: int = 0) -> str:
    """A text of a kind: ``NEWS``, or one of ``HOSTILE`` over and over."""
    if kind == NEWS:
        return news(length, seed)
    piece = HOSTILE[kind]
    return (piece * (length // len(piece) + 1))[:length]


def article(text: str) -> Article:
    """The text as an article of a Tuesday in March."""
    return Article("1", "Envoys meet in Keld as truce nears its end", text, _PUBLISHED, "Meridian Dispatch")


def _sentence(draw: random.Random) -> str:
    filled: dict[str, object] = {name: draw.choice(words) for name, words in _FILL.items()}
    filled |= {name: draw.randint(*bounds) for name, bounds in _NUMBERS.items()}
    filled["thousands"] = f"{draw.randint(1, 90)},{draw.randint(0, 999):03}"
    return draw.choice(_SENTENCES).format(**filled)
