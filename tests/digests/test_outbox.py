"""Nothing that was enqueued is lost, and nothing is sent twice but what was on the wire when its sender died."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from digests.ledger import Ledger
from digests.ledger.codec import stamp
from digests.model import Delivery, Failed, Gone, Later, Moved, Outcome, Sent
from digests.outbox import LEASE, Outbox
from tests.fakes.desk import NOON, TOPIC, digest, later


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger.open(tmp_path / "desk.sqlite", NOON)
    ledger.put_topics([TOPIC, replace(TOPIC, slug="other")], NOON)
    for name in ("ann", "bob", "cat"):
        ledger.subscribe(name, TOPIC.slug, NOON)
    yield ledger
    ledger.close()


@pytest.fixture
def outbox(ledger: Ledger) -> Outbox:
    return Outbox(ledger)


def edition_of(ledger: Ledger, name: str) -> str | None:
    return ledger.subscriptions(name)[0].edition


def test_an_edition_is_enqueued_once_and_counts_as_told(ledger: Ledger, outbox: Outbox) -> None:
    news = digest("2026-03-06")
    assert outbox.enqueue(news, ["ann", "bob", "nobody"], NOON) == 2
    assert outbox.enqueue(news, ["ann", "bob"], later(hours=1)) == 0
    assert (edition_of(ledger, "ann"), edition_of(ledger, "cat")) == (news.edition, None)
    first, second = outbox.claim(NOON)
    assert first == Delivery(1, "ann", TOPIC.slug, news, cursor=0, attempts=0)
    assert second.recipient == "bob"
    assert outbox.claim(NOON) == ()


def test_the_oldest_goes_first_and_one_at_a_time_to_each(ledger: Ledger, outbox: Outbox) -> None:
    first, second = digest("2026-03-06"), digest("2026-03-07", "first")
    outbox.enqueue(first, ["ann", "bob"], NOON)
    outbox.enqueue(second, ["ann", "bob", "cat"], later(minutes=1))
    assert outbox.claim(NOON, limit=0) == ()
    (one,) = outbox.claim(later(minutes=2), limit=1)
    rest = outbox.claim(later(minutes=2), exclude=["cat"])
    assert [(d.recipient, d.digest) for d in (one, *rest)] == [("ann", first), ("bob", first)]
    assert [(d.recipient, d.digest) for d in outbox.claim(later(minutes=2))] == [("cat", second)]
    outbox.settle(one.id, Sent(), later(minutes=2))
    assert [(d.recipient, d.digest) for d in outbox.claim(later(minutes=2))] == [("ann", second)]


def test_what_is_put_off_holds_back_what_comes_after_it(ledger: Ledger, outbox: Outbox) -> None:
    outbox.enqueue(digest("2026-03-06"), ["ann"], NOON)
    (first,) = outbox.claim(NOON)
    outbox.settle(first.id, Later(later(minutes=5), "flood limit"), NOON)
    outbox.enqueue(digest("2026-03-07", "first"), ["ann"], later(minutes=1))
    assert outbox.claim(later(minutes=4)) == ()
    (again,) = outbox.claim(later(minutes=5))
    assert (again.id, again.attempts, again.on_wire) == (first.id, 1, False)
    assert [(t.state, t.why) for t in outbox.summary(later(minutes=5)).troubles] == [("later", "flood limit")]
    outbox.settle(again.id, Sent(), later(minutes=5))
    assert outbox.summary(later(minutes=5)).troubles == ()


def test_pages_that_are_out_stay_out(ledger: Ledger, outbox: Outbox) -> None:
    news = digest("2026-03-06")
    outbox.enqueue(news, ["ann"], NOON)
    (delivery,) = outbox.claim(NOON)
    for page in (0, 1):
        assert outbox.mark(delivery.id, page)
        outbox.advance(delivery.id, page, f"m{page}")
    assert outbox.messages("ann", TOPIC.slug, news.edition) == ("m0", "m1")
    outbox.settle(delivery.id, Later(NOON), NOON)
    (again,) = outbox.claim(NOON)
    assert (again.cursor, again.on_wire) == (2, False)
    assert ledger.last_digest("ann", TOPIC.slug) == news


def test_a_page_without_an_answer_is_told_as_such(outbox: Outbox) -> None:
    outbox.enqueue(digest("2026-03-06"), ["ann"], NOON)
    (delivery,) = outbox.claim(NOON)
    outbox.mark(delivery.id, 0)
    outbox.settle(delivery.id, Later(NOON, "timed out", unknown=True), NOON)
    (again,) = outbox.claim(NOON)
    assert again.on_wire
    outbox.mark(again.id, 0)
    outbox.advance(again.id, 0, "m0")
    outbox.settle(again.id, Sent(), NOON)
    summary = outbox.summary(NOON)
    assert (summary.sent, summary.unknown, [t.state for t in summary.troubles]) == (1, 1, ["unknown"])


def test_the_gone_rest_and_begin_again_where_they_were(ledger: Ledger, outbox: Outbox) -> None:
    first, second, third = digest("2026-03-06"), digest("2026-03-07", "1"), digest("2026-03-08", "2")
    outbox.enqueue(first, ["ann"], NOON)
    (delivery,) = outbox.claim(NOON)
    outbox.settle(delivery.id, Sent(), NOON)
    outbox.enqueue(second, ["ann"], NOON)
    outbox.enqueue(third, ["ann"], NOON)
    (delivery,) = outbox.claim(NOON)
    outbox.mark(delivery.id, 0)
    outbox.advance(delivery.id, 0, "m")
    assert outbox.settle(delivery.id, Gone("bot was blocked"), NOON)
    assert edition_of(ledger, "ann") == first.edition
    assert outbox.claim(later(days=1)) == ()
    summary = outbox.summary(NOON)
    assert (summary.gone, summary.waiting, {t.state for t in summary.troubles}) == (2, 0, {"gone"})
    assert outbox.enqueue(third, ["ann"], NOON) == 0  # nobody there
    gone = ledger.recipient("ann")
    assert gone is not None
    assert (gone.state, gone.why) == ("gone", "bot was blocked")
    ledger.mark_back("ann", NOON)
    assert outbox.enqueue(second, ["ann"], later(days=2)) == 1
    (again,) = outbox.claim(later(days=2))
    assert (again.digest, again.cursor) == (second, 1)


def test_one_who_left_while_a_page_was_on_its_way_is_set_back_no_further_than_needed(ledger: Ledger, outbox: Outbox) -> None:
    first, second = digest("2026-03-06"), digest("2026-03-07", "1")
    outbox.enqueue(first, ["ann"], NOON)
    (delivery,) = outbox.claim(NOON)
    outbox.enqueue(second, ["ann"], NOON)
    ledger.mark_gone("ann", "kicked", NOON)
    assert edition_of(ledger, "ann") == first.edition
    assert outbox.settle(delivery.id, Gone("kicked"), NOON)
    assert edition_of(ledger, "ann") is None


def test_the_moved_get_it_at_their_new_place(ledger: Ledger, outbox: Outbox) -> None:
    outbox.enqueue(digest("2026-03-06"), ["ann"], NOON)
    (delivery,) = outbox.claim(NOON)
    outbox.settle(delivery.id, Moved("ann-2"), NOON)
    (again,) = outbox.claim(NOON)
    assert (again.id, again.recipient) == (delivery.id, "ann-2")
    assert {s.recipient for s in ledger.subscriptions()} == {"ann-2", "bob", "cat"}


def test_the_moved_to_a_place_that_got_it_already(ledger: Ledger, outbox: Outbox) -> None:
    outbox.enqueue(digest("2026-03-06"), ["ann", "bob"], NOON)
    ann, bob = outbox.claim(NOON)
    outbox.settle(bob.id, Sent(), NOON)
    assert outbox.settle(ann.id, Moved("bob"), NOON)
    assert outbox.claim(later(days=1)) == ()


def test_a_defect_of_ours_is_kept_in_sight_and_does_not_hold_up_the_rest(outbox: Outbox) -> None:
    outbox.enqueue(digest("2026-03-06"), ["ann"], NOON)
    outbox.enqueue(digest("2026-03-07", "1"), ["ann"], NOON)
    (delivery,) = outbox.claim(NOON)
    outbox.settle(delivery.id, Failed("can't parse entities"), NOON)
    assert [(t.recipient, t.topic, t.state, t.why, t.at) for t in outbox.summary(NOON).troubles] == [
        ("ann", TOPIC.slug, "failed", "can't parse entities", NOON)
    ]
    assert len(outbox.claim(NOON)) == 1


def test_a_claim_that_is_never_settled_is_lost_to_the_next(outbox: Outbox) -> None:
    outbox.enqueue(digest("2026-03-06"), ["ann"], NOON)
    (delivery,) = outbox.claim(NOON)
    assert outbox.claim(NOON + LEASE - timedelta(seconds=1)) == ()
    assert outbox.recover(NOON + LEASE) == 1
    assert not outbox.mark(delivery.id, 0)
    assert not outbox.settle(delivery.id, Sent(), NOON + LEASE)
    (again,) = outbox.claim(NOON + LEASE)
    assert (again.id, again.on_wire) == (delivery.id, False)


def test_who_follows_no_more_gets_nothing_more_and_may_begin_anew(ledger: Ledger, outbox: Outbox) -> None:
    news = digest("2026-03-06")
    outbox.enqueue(news, ["ann", "bob"], NOON)
    ledger.unsubscribe("ann", TOPIC.slug)
    (bob,) = outbox.claim(NOON)
    outbox.settle(bob.id, Sent(), NOON)
    ledger.unsubscribe("bob")
    ledger.subscribe("bob", TOPIC.slug, NOON)
    assert outbox.enqueue(news, ["bob"], NOON) == 1


def test_tidying_forgets_what_is_long_settled_and_keeps_what_was_told_last(ledger: Ledger, outbox: Outbox) -> None:
    first, second, lone = digest("2026-03-06"), digest("2026-03-07", "1"), digest("2026-03-09", "2")
    ledger.put_edition(lone)
    for news in (first, second):
        outbox.enqueue(news, ["ann"], NOON)
        (delivery,) = outbox.claim(NOON)
        outbox.settle(delivery.id, Sent(), NOON)
    assert outbox.tidy(NOON) == 0
    assert outbox.tidy(later(days=30)) == 1
    assert (ledger.edition(second.edition), ledger.last_digest("ann", TOPIC.slug)) == (second, second)
    assert ledger.told(lone.edition) == {}


# ── a machine that tries everything ────────────────────────────────────────────────────────────────────────

PAGES = 2
FATES = ["mark", "page", "page", "lost page", "sent", "later", "silence", "gone", "moved", "failed"]
names = st.sampled_from(["ann", "bob", "cat"])


class Desk(RuleBasedStateMachine):
    """A desk, a sender and a wire; the sender may die at any moment, the wire remembers every page."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.now = NOON
        self.news = 0
        self.moves = 0
        self.names = {name: name for name in ("ann", "bob", "cat")}  # what each is called by now
        self.held: dict[int, Delivery] = {}
        self.marked: dict[int, int] = {}
        self.out: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
        self.order: dict[str, list[int]] = defaultdict(list)
        self.failed: set[tuple[str, str]] = set()
        self.doubtful: set[tuple[str, str, int]] = set()
        self.open()
        self.ledger.put_topics([TOPIC], NOON)

    def open(self) -> None:
        self.ledger = Ledger.open(Path(self.folder.name) / "desk.sqlite", self.now)
        self.outbox = Outbox(self.ledger)

    def who(self, recipient: str) -> str:
        return next(name for name, called in self.names.items() if called == recipient)

    @initialize()
    def begin(self) -> None:
        for name in self.names:
            self.follow(name)
        self.happens()

    @rule(name=names)
    def follow(self, name: str) -> None:
        self.ledger.subscribe(self.names[name], TOPIC.slug, self.now)

    @rule(name=names)
    def unfollow(self, name: str) -> None:
        if self.ledger.unsubscribe(self.names[name], TOPIC.slug):
            for id_ in [id_ for id_, delivery in self.held.items() if delivery.recipient == self.names[name]]:
                assert not self.outbox.settle(id_, Sent(), self.now), "the claim is lost with the subscription"
                del self.held[id_]
                self.marked.pop(id_, None)
            self.out[name].clear()
            self.order[name].clear()

    @rule(name=names)
    def goes(self, name: str) -> None:
        self.ledger.mark_gone(self.names[name], "blocked", self.now)

    @rule(name=names)
    def comes_back(self, name: str) -> None:
        self.ledger.mark_back(self.names[name], self.now)

    @rule()
    def happens(self) -> None:
        self.news += 1
        self.compose()

    @rule()
    def compose(self) -> None:
        if not self.news:
            return
        with self.ledger.atomic():
            for group in self.ledger.groups(TOPIC.slug):
                if group.told.get("truce") != str(self.news):
                    edition = digest(str(self.news), group.newest)
                    self.outbox.enqueue(edition, self.ledger.followers(TOPIC.slug, group.editions), self.now)

    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        for delivery in self.outbox.claim(self.now, limit):
            assert delivery.id not in self.held
            assert delivery.recipient not in {one.recipient for one in self.held.values()}
            self.held[delivery.id] = delivery

    @rule(which=st.integers(0, 5), fates=st.lists(st.sampled_from(FATES), min_size=1, max_size=3))
    def deal(self, which: int, fates: list[str]) -> None:
        if not self.held:
            self.claim(3)
        for fate in fates if self.held else ():
            self.deal_with(list(self.held.values())[which % len(self.held)], fate)
            if not self.held:
                break

    def deal_with(self, delivery: Delivery, fate: str) -> None:
        if fate in ("mark", "page", "lost page"):
            self.send(delivery, fate)
            return
        if fate == "sent":
            while self.held[delivery.id].cursor < PAGES:
                self.send(self.held[delivery.id], "page")
        silence = fate == "silence" and delivery.id in self.marked
        if silence:
            self.on_the_wire(delivery)
        outcomes: dict[str, Outcome] = {
            "sent": Sent(),
            "later": Later(self.now + timedelta(minutes=3), "flood"),
            "silence": Later(self.now, "timed out", unknown=silence),
            "gone": Gone("blocked"),
            "failed": Failed("a defect"),
        }
        if fate == "moved":
            self.moves += 1
            outcomes["moved"] = Moved(f"place {self.moves}")
        assert self.outbox.settle(delivery.id, outcomes[fate], self.now)
        if fate == "failed":
            self.failed.add((self.who(delivery.recipient), delivery.digest.edition))
        if fate == "moved":
            self.names[self.who(delivery.recipient)] = f"place {self.moves}"
        del self.held[delivery.id]
        self.marked.pop(delivery.id, None)

    def send(self, delivery: Delivery, fate: str) -> None:
        """Mark the next page; send it; write down that it is out. Or stop before the second or the third."""
        if delivery.cursor >= PAGES:
            return
        assert self.outbox.mark(delivery.id, delivery.cursor)
        self.marked[delivery.id] = delivery.cursor
        if fate == "mark":
            return
        name = self.who(delivery.recipient)
        self.out[name][delivery.digest.edition, delivery.cursor] += 1
        self.order[name].append(int(delivery.digest.told["truce"]))
        if fate == "lost page":
            self.on_the_wire(delivery)
            return
        self.outbox.advance(delivery.id, delivery.cursor, f"m{delivery.cursor}")
        self.held[delivery.id] = replace(delivery, cursor=delivery.cursor + 1)
        del self.marked[delivery.id]

    def on_the_wire(self, delivery: Delivery) -> None:
        self.doubtful.add((self.who(delivery.recipient), delivery.digest.edition, self.marked[delivery.id]))

    @rule(minutes=st.integers(1, 4))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.held_too_long()

    def held_too_long(self) -> None:
        """A lease that ran out: whoever held it is dead to the outbox."""
        sql = "SELECT id FROM deliveries WHERE state = 'claimed' AND lease <= ?"
        rows = self.ledger.store.rows(sql, stamp(self.now))
        for (id_,) in rows:
            if id_ in self.marked:
                self.on_the_wire(self.held[id_])
            self.held.pop(id_, None)
            self.marked.pop(id_, None)

    @rule()
    def dies(self) -> None:
        for id_ in self.marked:
            self.on_the_wire(self.held[id_])
        ((unknown,),) = self.ledger.store.rows("SELECT count(*) FROM deliveries WHERE marked IS NOT NULL")
        ((claimed,),) = self.ledger.store.rows("SELECT count(*) FROM deliveries WHERE state = 'claimed'")
        self.held.clear()
        self.marked.clear()
        self.ledger.close()
        self.open()
        before = self.outbox.summary(self.now).unknown
        assert self.outbox.recover(self.now) == claimed
        assert self.outbox.summary(self.now).unknown == before + unknown

    @invariant()
    def one_in_flight_each(self) -> None:
        rows = self.ledger.store.rows("SELECT recipient, count(*) FROM deliveries WHERE state = 'claimed' GROUP BY recipient")
        assert all(count == 1 for _, count in rows)

    @invariant()
    def nothing_twice_but_what_was_on_the_wire(self) -> None:
        for name, pages in self.out.items():
            for (edition, page), count in pages.items():
                assert count == 1 or (name, edition, page) in self.doubtful

    @invariant()
    def in_order(self) -> None:
        for order in self.order.values():
            assert order == sorted(order)

    def teardown(self) -> None:
        """Let everything come to rest: everybody is back, everything that is due goes out; nobody lacks the last news."""
        self.dies()
        for name in self.names.values():
            self.ledger.mark_back(name, self.now)
        self.compose()  # no further news: what was enqueued and rested must not count as told
        self.now += timedelta(hours=1)
        for _ in range(500):
            claimed = self.outbox.claim(self.now)
            if not claimed:
                break
            for delivery in claimed:
                self.held[delivery.id] = delivery
                self.deal_with(delivery, "sent")
            self.nothing_twice_but_what_was_on_the_wire()
            self.in_order()
        summary = self.outbox.summary(self.now)
        assert (summary.waiting, summary.on_wire) == (0, 0)
        for subscription in self.ledger.subscriptions() if self.news else ():
            assert subscription.edition is not None
            name = self.who(subscription.recipient)
            if (name, subscription.edition) in self.failed:
                continue
            pages = self.out[name]
            assert {page for (edition, page) in pages if edition == subscription.edition} == set(range(PAGES))
            assert self.order[name][-1] == self.news
        self.ledger.close()
        self.folder.cleanup()


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))


# ── killed for real ────────────────────────────────────────────────────────────────────────────────────────

PRELUDE = """
import os, sys
from datetime import UTC, datetime
from digests.ledger import Ledger
from digests.ledger.codec import stamp
from digests.outbox import Outbox
from tests.fakes.desk import NOON, TOPIC, digest
ledger = Ledger.open(sys.argv[1], NOON)
outbox = Outbox(ledger)
def here():
    print("here", flush=True)
    sys.stdin.read()
"""

IN_ENQUEUING = """
with ledger.atomic():
    outbox.enqueue(digest("2026-03-06"), ["ann", "bob", "cat"], NOON)
    here()
"""
IN_CLAIMING = """
with ledger.atomic():
    outbox.claim(NOON)
    here()
"""
AFTER_CLAIMING = """
outbox.claim(NOON)
here()
"""
ON_THE_WIRE = """
first, *_ = outbox.claim(NOON)
outbox.mark(first.id, 0)
outbox.advance(first.id, 0, "m0")
outbox.mark(first.id, 1)
here()
"""


def killed(path: Path, script: str) -> None:
    """Run a script until it says it is there, and kill it where it stands."""
    command = [sys.executable, "-c", PRELUDE + script, str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.kill()
    process.communicate(timeout=60)


@pytest.mark.parametrize(
    ("script", "enqueued", "due", "recovered", "cursor", "on_wire"),
    [
        (IN_ENQUEUING, False, 0, 0, None, None),
        (IN_CLAIMING, True, 3, 0, 0, False),
        (AFTER_CLAIMING, True, 3, 3, 0, False),
        (ON_THE_WIRE, True, 3, 3, 1, True),
    ],
    ids=["in the middle of enqueuing", "in the middle of claiming", "after claiming", "with a page on the wire"],
)
def test_killed(
    ledger: Ledger, outbox: Outbox, script: str, enqueued: bool, due: int, recovered: int, cursor: int | None, on_wire: bool | None
) -> None:
    if enqueued:
        outbox.enqueue(digest("2026-03-06"), ["ann", "bob", "cat"], NOON)
    killed(ledger.store.path, script)
    again = Ledger.open(ledger.store.path, later(seconds=1))
    after = Outbox(again)
    assert after.recover(later(seconds=1)) == recovered
    assert after.summary(later(seconds=1)).due == due
    assert (edition_of(again, "ann") is not None) == enqueued
    claimed = after.claim(later(seconds=1))
    assert [delivery.recipient for delivery in claimed] == ["ann", "bob", "cat"][:due]
    if claimed:
        assert (claimed[0].cursor, claimed[0].on_wire) == (cursor, on_wire)
    again.close()
