"""A sheet as wide as a phone: shapes and letters in points, one picture at the end.

Shapes are drawn at twice the size and brought down, so that their edges are smooth; letters are drawn over them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Literal

from PIL import Image, ImageColor, ImageDraw

from bot.pictures import letters
from bot.pictures.letters import SCALE
from bot.pictures.theme import THEMES, Theme, ThemeName

__all__ = ["LEADING", "WIDTH", "Canvas", "Text"]

#: points: the narrowest phone screen in use
WIDTH = 360.0
#: line height by letter size
LEADING = 1.3

_FINE = 2 * SCALE
#: shades between a colour and its ground
_STEPS = 8
#: how far apart two shades are at least, of 255
_APART = 9

Point = tuple[float, float]
Align = Literal["left", "right", "middle"]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of letters, where it stands (points)."""

    left: float
    top: float
    right: float
    bottom: float
    line: str
    size: float
    bold: bool
    colour: str


@dataclass(slots=True)
class Canvas:
    """What is drawn so far, in points from the top left corner. Colours are names of a theme's."""

    theme: Theme
    texts: list[Text] = field(default_factory=list)
    shapes: list[Callable[[ImageDraw.ImageDraw], None]] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        room: float,
        lines: int = 1,
        bold: bool = False,
        colour: str = "ink",
        align: Align = "left",
    ) -> float:
        """Letters with their top at ``y``, at most ``lines`` lines within ``room``; where they end (y). Right-to-left text leans right."""
        tall = size * LEADING
        for line in letters.wrap(text, size, room, lines, bold):
            wide = letters.width(line, size, bold)
            left = x if align == "left" else x - wide if align == "right" else x - wide / 2
            if align == "left" and letters.from_right(line):
                left = x + room - wide
            self.texts.append(Text(left, y, left + wide, y + tall, line, size, bold, self.theme.colour(colour)))
            y += tall
        return y

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, *, round: float = 0, under: int | None = None) -> None:
        """A filled box, its corners rounded; ``under``: how many shapes lay there before those that it goes beneath."""
        paint, at = self.theme.colour(fill), len(self.shapes) if under is None else under
        corners = (left * _FINE, top * _FINE, right * _FINE, bottom * _FINE)
        self.shapes.insert(at, lambda draw: draw.rounded_rectangle(corners, round * _FINE, paint))

    def line(self, points: Sequence[Point], colour: str, *, wide: float = 1, dash: float = 0) -> None:
        """A line through some points; ``dash``: the length of its strokes, where it is broken."""
        paint = self.theme.colour(colour)
        for run in _dashes(points, dash) if dash else (tuple(points),):
            scaled = [(x * _FINE, y * _FINE) for x, y in run]
            self.shapes.append(lambda draw, run=scaled: draw.line(run, paint, max(1, round(wide * _FINE)), joint="curve"))  # type: ignore[misc]

    def area(self, points: Sequence[Point], fill: str) -> None:
        """A filled shape."""
        paint, scaled = self.theme.colour(fill), [(x * _FINE, y * _FINE) for x, y in points]
        if len(scaled) > 2:
            self.shapes.append(lambda draw: draw.polygon(scaled, paint))

    def dot(self, x: float, y: float, radius: float, colour: str, *, shape: str = "circle", hollow: bool = False) -> None:
        """A mark: a circle, a square or a diamond, so that colour alone never tells two apart."""
        paint, inside = self.theme.colour(colour), self.theme.colour("paper" if hollow else colour)
        cx, cy, r, edge = x * _FINE, y * _FINE, radius * _FINE, round(1.6 * _FINE)
        if shape == "circle":
            self.shapes.append(lambda draw: draw.ellipse((cx - r, cy - r, cx + r, cy + r), inside, paint, edge))
        elif shape == "square":
            r *= 0.88
            self.shapes.append(lambda draw: draw.rectangle((cx - r, cy - r, cx + r, cy + r), inside, paint, edge))
        else:
            r *= 1.2
            corners = [(cx, cy - r), (cx + r, cy), (cx, cy + r), (cx - r, cy)]
            self.shapes.append(lambda draw: draw.polygon(corners, inside, paint, edge))

    def arrow(self, points: Sequence[Point], colour: str, *, wide: float = 1.4, head: float = 4.5) -> None:
        """A line that ends in an arrow's head; the last stretch runs along one axis."""
        (ax, ay), (bx, by) = points[-2], points[-1]
        length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 0.001)
        ux, uy = (bx - ax) / length, (by - ay) / length
        base = (bx - ux * head, by - uy * head)
        self.line((*points[:-1], base), colour, wide=wide)
        side = head * 0.62
        self.area(((bx, by), (base[0] - uy * side, base[1] + ux * side), (base[0] + uy * side, base[1] - ux * side)), colour)

    def png(self, height: float) -> bytes:
        """The picture as a PNG of few colours, ``height`` points high."""
        size = (round(WIDTH * _FINE), round(height * SCALE) * (_FINE // SCALE))
        sheet = Image.new("RGB", size, self.theme.colour("paper"))
        fine = ImageDraw.Draw(sheet)
        for shape in self.shapes:
            shape(fine)
        sheet = sheet.reduce(_FINE // SCALE)
        draw = ImageDraw.Draw(sheet)
        for text in self.texts:
            at = (text.left * SCALE, (text.top + (LEADING - 1) / 2 * text.size) * SCALE)
            draw.text(at, letters.drawn(text.line), text.colour, letters.typeface(text.size, text.bold))
        out = BytesIO()
        sheet.quantize(palette=_palette(self.theme.name), dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
        return out.getvalue()


@cache
def _palette(theme: ThemeName) -> Image.Image:
    """The theme's colours and the steps between each and the grounds it lies on: a fifth of a full picture's bytes, no colour off."""
    colours = {name: ImageColor.getrgb(colour) for name, colour in THEMES[theme].colours.items()}
    kept: list[tuple[int, ...]] = list(dict.fromkeys(colours.values()))
    for ground in ("paper", "panel"):
        for colour in colours.values():
            for step in range(1, _STEPS - 1):
                blend = tuple(round(a + (b - a) * step / (_STEPS - 1)) for a, b in zip(colours[ground], colour, strict=True))
                # Pillow looks a colour up coarsely: a shade too near another would be taken for it.
                if all(max(abs(a - b) for a, b in zip(blend, other, strict=True)) >= _APART for other in kept):
                    kept.append(blend)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in kept[:256] for part in colour])
    return palette


def _dashes(points: Sequence[Point], dash: float) -> list[tuple[Point, Point]]:
    """The strokes of a broken line, each as long as the gap behind it."""
    strokes: list[tuple[Point, Point]] = []
    for (ax, ay), (bx, by) in pairwise(points):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        count = int(length / (2 * dash)) + 1
        for number in range(count):
            start, end = min(1.0, 2 * dash * number / max(length, 0.001)), min(1.0, (2 * number + 1) * dash / max(length, 0.001))
            if end > start:
                strokes.append(((ax + (bx - ax) * start, ay + (by - ay) * start), (ax + (bx - ax) * end, ay + (by - ay) * end)))
    return strokes
