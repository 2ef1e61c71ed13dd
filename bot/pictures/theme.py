"""Colours of the pictures, light and dark.

The three kinds of facts take blue, vermilion and green of the palette by Okabe and Ito, which readers who do not see red or green
still tell apart, darkened or lightened until letters in them stand 4.5 to 1 against the paper; each kind has a shape of its own too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["THEMES", "Theme", "ThemeName"]

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours."""

    name: ThemeName
    colours: Mapping[str, str]

    def colour(self, name: str) -> str:
        """The colour a name stands for, as ``#rrggbb``."""
        return self.colours[name]


THEMES: Mapping[ThemeName, Theme] = {
    "light": Theme(
        "light",
        {
            "paper": "#ffffff",
            "panel": "#f2f4f6",
            "rule": "#d3d9de",
            "ink": "#1a1f24",
            "soft": "#5a6570",
            "due": "#0067a5",
            "toll": "#b5460f",
            "stance": "#00745a",
            "now": "#1a1f24",
            "range": "#f3dccf",
            "source1": "#b5460f",
            "source2": "#0067a5",
            "source3": "#00745a",
            "source4": "#8a4a78",
        },
    ),
    "dark": Theme(
        "dark",
        {
            "paper": "#17212b",
            "panel": "#202d39",
            "rule": "#3a4855",
            "ink": "#f0f3f5",
            "soft": "#a5b1bc",
            "due": "#56b4e9",
            "toll": "#f2894a",
            "stance": "#3fc79f",
            "now": "#f0f3f5",
            "range": "#4a3a33",
            "source1": "#f2894a",
            "source2": "#56b4e9",
            "source3": "#3fc79f",
            "source4": "#d99cc9",
        },
    ),
}
