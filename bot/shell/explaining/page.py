"""An article explained, as one page that needs nothing else: no script, no font, no picture, nothing from any server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from string import Template

from bot.shell.explaining.marks import LAYERS, Mark, pieces
from bot.shell.explaining.view import Found, Missed, View, clean

__all__ = ["html"]

_SCHEMES = ("http://", "https://")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_EXAMPLES = {
    "fact": "Sentence",
    "miss": "candidate",
    "date": "Sunday",
    "number": "at least six",
    "name": "the ministry",
    "source": "a spokesman",
    "said": "“words”",
}


def html(view: View) -> str:
    """The page, as text; every word of the article is escaped."""
    article = view.article
    template = Template((files("bot.shell.explaining") / "page.html").read_text("utf-8"))
    return template.substitute(
        title=_text(article.title or article.id),
        about=_about(view),
        language=escape(article.language or "en", quote=True),
        legend="\n".join(_toggle(layer, means) for layer, means in LAYERS.items()),
        text="\n".join(_paragraphs(view)),
        found_count=len(view.found),
        found=_found(view),
        missed_count=len(view.missed),
        missed=_missed(view),
        footer=f"Read by Dateline from the text above alone. Looked for: {', '.join(view.tasks)}.",
    )


def _text(told: str) -> str:
    return escape(clean(told), quote=True)


def _about(view: View) -> str:
    article = view.article
    when = f"{article.published:%Y-%m-%d %H:%M} UTC" if article.timed else article.anchor.isoformat()
    told = [_text(article.source), f"published {when}", f"days counted from {article.anchor:%A, %Y-%m-%d}", f"id {_text(article.id)}"]
    if article.url.startswith(_SCHEMES):
        told.append(f'<a href="{_text(article.url)}" rel="noreferrer noopener">{_text(article.url)}</a>')
    return " · ".join(part for part in told if part)


def _toggle(layer: str, means: str) -> str:
    box = f'<input type="checkbox" id="show-{layer}" checked="checked"/>'
    return f'<label>{box}<span class="key {layer}">{_EXAMPLES[layer]}</span> {means}</label>'


# ── the text ───────────────────────────────────────────────────────────────────────────────────────────────


def _paragraphs(view: View) -> Iterator[str]:
    content, headline, start = view.content, len(view.article.title), 0
    bounds = [(m.start(), m.end()) for m in _BLANK.finditer(content)]
    led_to = frozenset([*((f.ref, f.runs[0][0]) for f in view.found), *((m.ref, m.start) for m in view.missed)])
    waiting = list(reversed(view.marks))
    active: list[Mark] = []
    for end, following in [*bounds, (len(content), len(content))]:
        active = [m for m in active if m.end > start]
        while waiting and waiting[-1].start < end:
            active.append(waiting.pop())
        if content[start:end].strip():
            kind = ' class="headline"' if end <= headline else ""
            yield f"<p{kind}>{''.join(_run(content, active, led_to, start, end))}</p>"
        start = following


def _run(content: str, marks: list[Mark], led_to: frozenset[tuple[str, int]], start: int, end: int) -> Iterator[str]:
    for left, right, over in pieces(marks, start, end):
        shown = escape(content[left:right], quote=True)
        if not over:
            yield shown
            continue
        ids = [f' id="{_anchor(m)}"' for m in over if m.start == left and (m.ref, left) in led_to]
        yield from (f"<a{more}></a>" for more in ids[1:])
        yield f'<span{"".join(ids[:1])} class="{" ".join(dict.fromkeys(m.layer for m in over))}">{shown}</span>'
        ending = [m for m in reversed(over) if m.end == right]
        sources = {m.label for m in ending if m.layer == "source"}
        yield from (_tag(m) for m in ending if m.layer != "name" or m.label not in sources)


def _anchor(mark: Mark) -> str:
    return f"at-{mark.layer}-{mark.ref}"


def _tag(mark: Mark) -> str:
    if mark.ref:
        return f'<a class="tag {mark.layer}" href="#{mark.layer}-{mark.ref}" title="{_text(mark.label)}">{mark.ref}</a>'
    return f'<small class="tag {mark.layer}">{_text(mark.label)}</small>' if mark.label else ""


# ── the tables ─────────────────────────────────────────────────────────────────────────────────────────────


def _found(view: View) -> str:
    if not view.found:
        return '<p class="none">Nothing.</p>'
    lines = (_fact(view, found) for found in view.found)
    return _table(("", "What", "Confidence", "Said in"), lines)


def _fact(view: View, found: Found) -> str:
    fields = "".join(f"<dt>{_text(name.replace('_', ' '))}</dt><dd>{_text(value)}</dd>" for name, value in found.fields)
    quotes = "".join(f"<blockquote>{_text(view.content[start:end])}</blockquote>" for start, end in found.runs)
    return (
        f'<tr id="fact-{found.ref}"><td class="ref"><a href="#at-fact-{found.ref}">{found.ref}</a></td>'
        f"<td><strong>{_text(found.title)}</strong><dl>{fields}</dl></td>"
        f'<td class="brief" data-of="confidence">{found.confidence:.2f}</td><td>{quotes}</td></tr>'
    )


def _missed(view: View) -> str:
    if not view.missed:
        return '<p class="none">Nothing came near.</p>'
    lines = (_miss(view, missed) for missed in view.missed)
    return _table(("", "For", "Words", "Why not", "Stands in"), lines)


def _miss(view: View, missed: Missed) -> str:
    start, end = missed.sentence
    before, after = view.content[start : missed.start], view.content[missed.end : end]
    quote = f"<q>{_text(before)}<mark>{_text(missed.words)}</mark>{_text(after)}</q>"
    return (
        f'<tr id="miss-{missed.ref}"><td class="ref"><a href="#at-miss-{missed.ref}">{missed.ref}</a></td>'
        f'<td class="brief" data-of="for">{missed.task}</td><td class="words">{_text(missed.words)}</td>'
        f'<td class="why" data-of="why not:">{_text(missed.why)}</td><td>{quote}</td></tr>'
    )


def _table(heads: tuple[str, ...], lines: Iterator[str]) -> str:
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return f"<table><thead><tr>{top}</tr></thead><tbody>\n" + "\n".join(lines) + "\n</tbody></table>"
