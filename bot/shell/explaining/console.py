"""An article explained in a terminal; without colours the readings stand in words under each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.shell.explaining.marks import LAYERS, Mark
from bot.shell.explaining.view import Found, Missed, View, clean

__all__ = ["show"]

_STYLES = {
    "fact": "on grey23",
    "miss": "red underline",
    "date": "blue underline",
    "number": "magenta underline",
    "name": "green",
    "source": "yellow",
    "said": "italic",
}
#: the layers that are also told in words, with what stands before them
_TOLD = {"date": "dates", "number": "numbers", "name": "names", "source": "sources"}
_INDENT = (0, 0, 0, 4)


def show(out: Console, view: View) -> None:
    """Print what was found, what was nearly found and why not, and what each layer sees."""
    article = view.article
    out.print(Text(clean(article.title or article.id), style="bold"))
    out.print(Text(clean(f"{article.source} · published {article.published:%Y-%m-%d} · id {article.id}"), style="dim"))
    _section(out, f"Found: {len(view.found)}", (_found(view, found) for found in view.found))
    _section(out, f"Nearly found, and why not: {len(view.missed)}", (_missed(view, missed) for missed in view.missed))
    _section(out, "What each layer sees", _sentences(view))


def _section(out: Console, title: str, lines: Iterable[RenderableType]) -> None:
    out.print()
    out.print(Text(title, style="bold reverse"))
    for line in lines:
        out.print(line)


def _found(view: View, found: Found) -> RenderableType:
    head = Text.assemble((found.ref, "bold"), "  ", (clean(found.title), "bold"), (f"  confidence {found.confidence:.2f}", "dim"))
    fields = Text(clean(" · ".join(f"{name.replace('_', ' ')} {value}" for name, value in found.fields)), style="cyan")
    quotes = [Padding(Text(f"“{_flat(view.content[start:end])}”", style=_STYLES["fact"]), _INDENT) for start, end in found.runs]
    return Group(head, Padding(fields, _INDENT), *quotes)


def _missed(view: View, missed: Missed) -> RenderableType:
    head = Text.assemble((missed.ref, "bold"), f"  {missed.task}  ", (f"“{_flat(clean(missed.words))}”", "red"), f": {clean(missed.why)}")
    start, end = missed.sentence
    shown = Text(view.content[start:end].replace("\n", " "), style="dim")
    shown.stylize("red", missed.start - start, missed.end - start)
    return Group(head, Padding(shown, _INDENT))


def _sentences(view: View) -> Iterator[RenderableType]:
    yield Text("  ").join(Text(f"{layer}: {means}", style=_STYLES[layer]) for layer, means in LAYERS.items())
    marks = list(view.marks)
    for sentence in view.document.sentences:
        inside = [m for m in marks if m.start < sentence.end and m.end > sentence.start]
        yield Text()
        yield _styled(view.content, inside, sentence.start, sentence.end)
        told = [line for layer, name in _TOLD.items() if (line := _words(view.content, inside, layer, name))]
        refs = " ".join(dict.fromkeys(m.ref for m in inside if m.ref))
        yield Padding(Text(" | ".join([*told, *([f"see {refs}"] if refs else [])]), style="dim"), _INDENT)


def _styled(content: str, marks: Iterable[Mark], start: int, end: int) -> Text:
    shown = Text(content[start:end].replace("\n", " "))
    for mark in marks:
        shown.stylize(_STYLES[mark.layer], max(0, mark.start - start), min(end, mark.end) - start)
    return shown


def _words(content: str, marks: Iterable[Mark], layer: str, name: str) -> str:
    told = (_flat(content[m.start : m.end]) + (f" = {clean(m.label)}" if m.label else "") for m in marks if m.layer == layer)
    line = "; ".join(told)
    return f"{name}: {line}" if line else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
