"""HTML of the desk's pages. Pure: records in, text out; every value is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from bot.render import Page, View, when
from bot.render.desk import health
from bot.render.words import plural
from digests.model import FeedState, Hold, OutboxSummary, Topic

__all__ = ["Overview", "door", "overview", "topic"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1f24; --soft: #5a6570; --paper: #fff; --panel: #f2f4f6; --rule: #d3d9de;
  --due: #0067a5; --bad: #b5460f }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecef; --soft: #9aa5af; --paper: #14181b; --panel: #1e2428;
  --rule: #38424a; --due: #6cb8ee; --bad: #f0925c } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 46rem; padding: 0 1rem 3rem; color: var(--ink); background: var(--paper);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere }
header, nav { padding: .8rem 0 } nav a { margin-right: 1rem }
h1 { font-size: 1.4rem; margin: .2rem 0 } h2 { font-size: 1.1rem; margin: 1.8rem 0 .5rem }
a { color: var(--due) } .soft { color: var(--soft) } .bad { color: var(--bad); font-weight: 600 }
ul { list-style: none; padding: 0; margin: 0 } li { padding: .45rem 0; border-top: 1px solid var(--rule) }
.post { white-space: pre-wrap; background: var(--panel); border-radius: .6rem; padding: .7rem .9rem; margin: .6rem 0 }
.post summary { color: var(--due); margin-top: .5rem; cursor: pointer }
.post blockquote { margin: .5rem 0 0; padding-left: .7rem; border-left: 3px solid var(--rule); color: var(--soft); font-size: .9rem }
img { max-width: 100%; height: auto; border-radius: .6rem; display: block; margin: .6rem 0 }
input, button { font: inherit; padding: .6rem .8rem; border: 1px solid var(--rule); border-radius: .5rem; width: 100%; margin: .3rem 0;
  color: inherit; background: var(--panel) }
"""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows."""

    view: View
    feeds: Sequence[FeedState]
    topics: Sequence[Topic]
    outbox: OutboxSummary
    hold: Hold | None
    alarms: Sequence[str]
    deadlines: Sequence[tuple[Topic, Sequence[str]]]  #: of each topic, what is due next in words
    digests: Sequence[Page]  #: the newest first


def door(wrong: bool = False) -> str:
    """The page that asks for the token."""
    said = '<p class="bad" role="alert">That is not the token.</p>' if wrong else ""
    return _page(
        "Dateline",
        "<header><h1>Dateline</h1><p>The desk’s page is for those who have its token (DATELINE_WEB_TOKEN).</p></header>"
        f'{said}<form method="post" action="/desk"><label for="token">Token</label>'
        '<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>'
        "<button>Open the desk</button></form>",
    )


def overview(of: Overview) -> str:
    """The first page: how the desk stands, its feeds, what is due and what was posted last."""
    well = sum(1 for state in of.feeds if state.fresh and not state.failures and not state.paused)
    held = f'<p class="bad">The desk is held since {_e(when.moment(of.hold.since, of.view))}: nothing goes out.</p>' if of.hold else ""
    alarms = "".join(f'<p class="bad" role="alert">{_e(words)}</p>' for words in of.alarms)
    oldest = f", the oldest since {when.moment(of.outbox.oldest, of.view)}" if of.outbox.oldest else ""
    stands = [
        f"{well} of {plural(len(of.feeds), 'feed')} in order",
        f"{of.outbox.waiting} waiting to be posted{oldest}; {of.outbox.sent} sent, {of.outbox.failed} failed",
    ]
    return _page(
        "The desk",
        f'<header><h1>The desk</h1><p class="soft">{_e(when.moment(of.view.now, of.view))}</p></header>{held}{alarms}'
        f'<section id="status"><h2>Status</h2>{_list(map(_e, stands))}</section>'
        f'<section id="deadlines"><h2>Next deadlines</h2>{_due(of.deadlines)}</section>'
        f'<section id="feeds"><h2>Feeds</h2>{_list(_feed(state, of.view) for state in _troubled_first(of.feeds))}</section>'
        f'<section id="digests"><h2>Last posts</h2>{_posts(of.digests) or "<p class=soft>Nothing was posted yet.</p>"}</section>',
    )


def topic(
    title: str, slug: str, parts: Iterable[tuple[str, Sequence[Page]]], charts: Iterable[tuple[str, str]], view: View, calendar: str
) -> str:
    """One topic: the account, its charts, what was posted last.

    ``charts``: the name of each and what it shows, in words; ``calendar``: where its deadlines can be subscribed to.
    """
    pictures = "".join(f'<img src="/desk/topics/{_e(slug)}/{_e(name)}.png" alt="{_e(words)}" loading="lazy">' for name, words in charts)
    sections = "".join(f"<section><h2>{_e(name)}</h2>{_posts(pages)}</section>" for name, pages in parts if pages)
    return _page(
        title,
        f'<nav><a href="/desk">« The desk</a></nav><header><h1>{_e(title)}</h1>'
        f'<p class="soft">{_e(when.moment(view.now, view))}</p></header>'
        f'<p><a href="{_e(calendar)}">Calendar to subscribe to</a></p>'
        f'{sections}<section id="charts"><h2>Charts</h2>{pictures or "<p class=soft>Nothing to draw yet.</p>"}</section>',
    )


def _page(title: str, body: str) -> str:
    named = title if title == "Dateline" else f"{title} · Dateline"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{_e(named)}</title><style>{_STYLE}</style></head>'
        f"<body>{body}</body></html>"
    )


def _due(topics: Iterable[tuple[Topic, Sequence[str]]]) -> str:
    rows = []
    for one, lines in topics:
        told = "".join(f"<br>{_e(line)}" for line in lines) or '<br><span class="soft">no day ahead is known</span>'
        rows.append(f'<a href="/desk/topics/{_e(one.slug)}"><b>{_e(one.title)}</b></a>{told}')
    return _list(rows) if rows else '<p class="soft">There are no topics yet.</p>'


def _feed(state: FeedState, view: View) -> str:
    kind = "bad" if state.failures else "soft"
    return f'<b>{_e(state.feed.outlet)}</b> <span class="{kind}">{_e(health(state, view))}</span>'


def _troubled_first(feeds: Sequence[FeedState]) -> list[FeedState]:
    return sorted(feeds, key=lambda state: (-state.failures, state.feed.outlet))


def _posts(pages: Iterable[Page]) -> str:
    """Posts as chats show them: their own markup, which was escaped where it was made; folded quotes fold here too."""
    return "".join(f'<div class="post">{_folded(page.html)}</div>' for page in pages)


def _folded(html: str) -> str:
    head, quote, rest = html.partition("<blockquote expandable>")
    if not quote:
        return html
    inside, _, tail = rest.partition("</blockquote>")
    return f"{head}<details><summary>The sentences behind it</summary><blockquote>{inside}</blockquote></details>{_folded(tail)}"


def _list(rows: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>"


def _e(text: str) -> str:
    return escape(text)
