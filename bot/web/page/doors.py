"""The addresses of the desk's page, and who may open them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from aiohttp import web

from bot import render
from bot.context import Desk
from bot.pictures import planning
from bot.pictures.planning.told import plain
from bot.render import Page, View, facts
from bot.render.calendar import calendar
from bot.watching import Watch
from bot.web.addresses import calendar_key, calendar_path
from bot.web.page import paper
from digests.ledger import Ledger
from digests.model import Digest, FeedState, Hold, OutboxSummary, Story, Topic
from digests.outbox import Outbox

__all__ = ["Doors"]

_COOKIE = "dateline_desk"
_WEEK = 7 * 86_400
_DUE, _DIGESTS = 3, 5


@dataclass(frozen=True, slots=True)
class _Look:
    feeds: tuple[FeedState, ...]
    topics: tuple[Topic, ...]
    outbox: OutboxSummary
    hold: Hold | None
    digests: tuple[Digest, ...]


class Doors:
    """The handlers of the page. It changes nothing: whoever opens it can only read."""

    def __init__(self, desk: Desk, watch: Watch, token: str) -> None:
        self._desk, self._watch, self._token = desk, watch, token
        #: what a browser keeps in the token's place: a stolen cookie does not tell it
        self._pass = hmac.new(token.encode(), b"dateline desk", "sha256").hexdigest()

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        return [
            web.get("/desk", self.overview),
            web.post("/desk", self.enter),
            web.get("/desk/topics/{slug}", self.topic),
            web.get("/desk/topics/{slug}/{chart}.png", self.chart),
            web.get("/desk/calendar/{slug}/{key}.ics", self.calendar),
        ]

    async def enter(self, request: web.Request) -> web.Response:
        """The token, by the form; right: a cookie for a week."""
        form = await request.post()
        given = str(form.get("token", ""))
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return _html(paper.door(wrong=True), 403)
        response = web.HTTPSeeOther("/desk")
        secure = request.headers.get("X-Forwarded-Proto", request.scheme) == "https"
        response.set_cookie(_COOKIE, self._pass, max_age=_WEEK, httponly=True, samesite="Strict", path="/desk", secure=secure)
        raise response

    async def overview(self, request: web.Request) -> web.Response:
        """How the desk stands."""
        if not self._known(request):
            return _html(paper.door(), 401)
        view, look = self._view(), await self._desk.ledger.call(_look, self._desk)
        deadlines = [(topic, await self._due(topic, view)) for topic in look.topics]
        digests = [page for digest in look.digests for page in render.digest(digest, view.at(digest.composed))]
        shown = paper.Overview(
            view, look.feeds, look.topics, look.outbox, look.hold, tuple(self._watch.standing.values()), deadlines, digests
        )
        return _html(paper.overview(shown))

    async def topic(self, request: web.Request) -> web.Response:
        """The account of one topic."""
        if not self._known(request):
            return _html(paper.door(), 401)
        topic, view = await self._topic(request), self._view()
        story = await self._desk.pipeline.story(topic.slug)
        digests = await self._desk.ledger.call(Ledger.last_editions, 3, topic.slug)
        parts: list[tuple[str, tuple[Page, ...]]] = [
            ("Deadlines", render.deadlines(story, topic.title, view)),
            ("Casualties", render.casualties(story, topic.title, view)),
            ("Positions", render.positions(story, topic.title, view)),
            ("Last posts", tuple(page for digest in digests for page in render.digest(digest, view.at(digest.composed)))),
        ]
        charts = [(name, told.caption.plain) for name, told in _plans(story, topic.title, view).items()]
        return _html(paper.topic(topic.title, topic.slug, parts, charts, view, calendar_path(self._token, topic.slug)))

    async def chart(self, request: web.Request) -> web.Response:
        """A picture of one topic."""
        if not self._known(request):
            return _html(paper.door(), 401)
        topic = await self._topic(request)
        story = await self._desk.pipeline.story(topic.slug)
        told = _plans(story, topic.title, self._view()).get(request.match_info["chart"])
        drawn = await self._desk.studio.draw(told.plan) if told is not None else None
        if drawn is None:
            raise web.HTTPNotFound(text="there is no such picture\n")
        return web.Response(body=drawn, content_type="image/png")

    async def calendar(self, request: web.Request) -> web.Response:
        """The deadlines of a topic as a calendar to subscribe to: calendars know no cookies, so its address holds a key of its own."""
        topic = await self._topic(request)
        if not hmac.compare_digest(request.match_info["key"].encode(), calendar_key(self._token, topic.slug).encode()):
            raise web.HTTPNotFound(text="there is no such calendar\n")
        story = await self._desk.pipeline.story(topic.slug)
        return web.Response(body=calendar(story, topic.title, self._view()), content_type="text/calendar", charset="utf-8")

    def _known(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.cookies.get(_COOKIE, "").encode(), self._pass.encode())

    def _view(self) -> View:
        return View(self._desk.now(), self._desk.zone)

    async def _topic(self, request: web.Request) -> Topic:
        found = await self._desk.ledger.call(Ledger.topic, request.match_info["slug"])
        if found is None:
            raise web.HTTPNotFound(text="there is no such topic\n")
        return found

    async def _due(self, topic: Topic, view: View) -> tuple[str, ...]:
        story = await self._desk.pipeline.story(topic.slug)
        return tuple(plain(facts.deadline(item, view)) for item in render.ahead(story)[:_DUE])


def _look(ledger: Ledger, desk: Desk) -> _Look:
    return _Look(ledger.feeds(), ledger.topics(), Outbox(ledger).summary(desk.now()), ledger.hold(), ledger.last_editions(_DIGESTS))


def _plans(story: Story, title: str, view: View) -> dict[str, planning.Told]:
    told = {
        "timeline": planning.timeline(story, title, view),
        "tolls": planning.tolls(story, title, view),
        "positions": planning.positions(story, title, view),
    }
    return {name: each for name, each in told.items() if each.worth}


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, content_type="text/html", status=status)
