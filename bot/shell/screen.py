"""Messages of the chat as a terminal shows them: bold is bold, a folded quote is a quote, buttons have numbers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.render import Page
from loopback.botapi import Button, Entity, Posted, parse_html

__all__ = ["console", "page", "post", "said"]

#: about as wide as a phone's screen holds, in letters
WIDTH = 64
_STYLES = {"bold": "bold", "italic": "italic", "underline": "underline", "strikethrough": "strike", "code": "cyan", "pre": "cyan"}


def console() -> Console:
    """Standard output; colours only where it is a terminal."""
    return Console(highlight=False, soft_wrap=False)


def styled(text: str, entities: Sequence[Entity]) -> Text:
    """A text with its entities as styles; links keep their address where the terminal can follow it."""
    shown = Text(text)
    units = _code_points(text)
    for entity in entities:
        start, end = units[entity.offset], units[min(entity.offset + entity.length, len(units) - 1)]
        if entity.type == "text_link" and entity.url:
            shown.stylize(f"link {entity.url}", start, end)
            shown.stylize("underline", start, end)
        elif entity.type in _STYLES:
            shown.stylize(_STYLES[entity.type], start, end)
        elif entity.type in ("blockquote", "expandable_blockquote"):
            shown.stylize("dim", start, end)
    return shown


def _code_points(text: str) -> list[int]:
    """Index in code points for each UTF-16 unit of a text, and for its end."""
    units: list[int] = []
    for index, letter in enumerate(text):
        units += [index] * (2 if ord(letter) > 0xFFFF else 1)
    return [*units, len(text)]


def post(message: Posted, first: int = 0) -> RenderableType:
    """The bot's message in a frame, its buttons under it; ``first`` numbers them from there, 0 leaves the numbers out."""
    body = styled(message.text, message.entities)
    rows = [_row(row, first, message.buttons[:n]) for n, row in enumerate(message.buttons)]
    if rows:
        body.append("\n\n")
        body.append_text(Text("\n").join(rows))
    title = "Dateline (edited)" if message.edited else "Dateline"
    return Panel(body, title=title, title_align="left", width=WIDTH + 4, border_style="blue")


def _row(row: Sequence[Button], first: int, above: Sequence[Sequence[Button]]) -> Text:
    number = first + sum(len(r) for r in above)
    shown = Text()
    for offset, button in enumerate(row):
        mark = f"{number + offset}: " if first else ""
        shown.append(f"[ {mark}{button.text} ]", style="reverse" if first else "")
        shown.append("  ")
    return shown


def said(text: str, who: str = "You") -> RenderableType:
    """What a person wrote, on the right as chats have it."""
    bubble = Panel(Text(text), title=who, title_align="right", border_style="green", expand=False)
    return Padding(bubble, (0, 0, 0, max(0, WIDTH - len(text) - 4)))


def page(of: Page) -> Text:
    """A page that was never sent, as it would look."""
    text, entities = parse_html(of.html)
    return styled(text, entities)
