"""Notices beside editions: once each, urgent before the rest, in time or not at all, and never behind what is not due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from digests.ledger import Ledger
from digests.model import Delivery, Gone, Later, Notice, Outcome, Priority, Sent
from digests.outbox import Outbox
from tests.fakes.desk import NOON, TOPIC, digest, later

SOON = Notice("reminder", "truce/24h", "The truce ends tomorrow.", TOPIC.slug, until=later(hours=24))
WORD = Notice("broadcast", "b1", "The desk moves tonight.", again=False)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger.open(tmp_path / "desk.sqlite", NOON)
    ledger.put_topics([TOPIC], NOON)
    for name in ("ann", "bob"):
        ledger.subscribe(name, TOPIC.slug, NOON)
    yield ledger
    ledger.close()


@pytest.fixture
def outbox(ledger: Ledger) -> Outbox:
    return Outbox(ledger)


def sent(outbox: Outbox, **when: float) -> list[tuple[str, str]]:
    """Everything due goes out, one after another: to whom, and the notice's or the edition's key."""
    order = list[tuple[str, str]]()
    while claimed := outbox.claim(later(**when), limit=1):
        order.append((claimed[0].recipient, key(claimed[0])))
        outbox.settle(claimed[0].id, Sent(), later(**when))
    return order


def key(delivery: Delivery) -> str:
    if delivery.notice is not None:
        return delivery.notice.key
    assert delivery.digest is not None
    return delivery.digest.told["truce"]


def test_a_notice_is_posted_once_in_whatever_words_to_those_who_are_known(outbox: Outbox) -> None:
    assert outbox.post(["ann", "nobody"], SOON, NOON) == 1
    other = Notice(SOON.kind, SOON.key, "Otra vez", SOON.topic)
    assert outbox.post(["ann", "bob"], other, later(minutes=1)) == 1
    ann, bob = outbox.claim(later(minutes=1))
    assert (ann.notice, bob.notice, ann.digest, ann.topic, ann.priority) == (SOON, other, None, TOPIC.slug, Priority.REMINDER)
    outbox.settle(ann.id, Sent(), later(minutes=1))
    assert outbox.post(["ann"], SOON, later(hours=1)) == 0


def test_what_is_urgent_goes_first_and_an_edition_that_is_not_due_holds_nothing_else_up(outbox: Outbox) -> None:
    outbox.post(["ann", "bob"], WORD, NOON, priority=Priority.BROADCAST)
    outbox.enqueue(digest("2026-03-06"), ["ann"], NOON, due=later(hours=8))
    outbox.enqueue(digest("2026-03-06"), ["bob"], NOON)
    outbox.post(["ann", "bob"], SOON, NOON, due=later(hours=1))
    assert sent(outbox) == [("bob", "2026-03-06"), ("ann", "b1"), ("bob", "b1")]
    assert sent(outbox, hours=1) == [("ann", "truce/24h"), ("bob", "truce/24h")]
    assert sent(outbox, hours=8) == [("ann", "2026-03-06")]


def test_editions_keep_their_order_however_urgent(outbox: Outbox) -> None:
    outbox.enqueue(digest("2026-03-06"), ["ann"], NOON, due=later(minutes=5))
    outbox.enqueue(digest("2026-03-07", "1"), ["ann"], NOON, priority=Priority.BREAKING)
    assert sent(outbox) == []
    assert sent(outbox, minutes=5) == [("ann", "2026-03-06"), ("ann", "2026-03-07")]


def test_one_place_in_every_batch_is_for_what_has_waited_longest(ledger: Ledger, outbox: Outbox) -> None:
    outbox.post(["bob"], WORD, NOON, priority=Priority.BROADCAST)
    crowd = [f"reader {number:02}" for number in range(40)]
    for name in crowd:
        ledger.subscribe(name, TOPIC.slug, NOON)
    outbox.enqueue(digest("2026-03-06"), crowd, later(minutes=1), priority=Priority.BREAKING)
    claimed = outbox.claim(later(minutes=1), limit=4)
    assert [delivery.recipient for delivery in claimed] == [*crowd[:3], "bob"]


def test_a_notice_that_comes_too_late_lapses_and_is_seen(outbox: Outbox) -> None:
    outbox.post(["ann", "bob"], SOON, NOON)
    (ann,) = outbox.claim(NOON, limit=1)
    outbox.mark(ann.id, 0)
    outbox.advance(ann.id, 0, "m0")
    outbox.settle(ann.id, Later(later(hours=25), "network gone"), NOON)
    assert sent(outbox, hours=25) == [("ann", "truce/24h")], "what has begun is finished"
    summary = outbox.summary(later(hours=25))
    assert (summary.sent, summary.lapsed) == (1, 1)
    assert [(trouble.recipient, trouble.topic, trouble.state) for trouble in summary.troubles] == [("bob", "reminder arn-talks", "lapsed")]


def test_a_notice_can_be_withdrawn_until_it_has_begun(outbox: Outbox) -> None:
    outbox.post(["ann", "bob"], SOON, NOON)
    (ann,) = outbox.claim(NOON, limit=1)
    outbox.mark(ann.id, 0)
    outbox.advance(ann.id, 0, "m0")
    outbox.settle(ann.id, Later(NOON), NOON)
    assert outbox.withdraw("reminder", "truce/24h", ["nobody"]) == 0
    assert outbox.withdraw("reminder", "truce/24h") == 1
    assert sent(outbox) == [("ann", "truce/24h")]
    moved = Notice("reminder", "truce/24h", "It ends on Sunday now.", TOPIC.slug)
    assert (outbox.post(["bob"], moved, NOON), outbox.post(["ann"], moved, NOON)) == (1, 0)


def test_the_gone_get_a_notice_only_when_it_is_posted_again(ledger: Ledger, outbox: Outbox) -> None:
    outbox.post(["ann"], SOON, NOON)
    (ann,) = outbox.claim(NOON)
    outbox.settle(ann.id, Gone("blocked"), NOON)
    ledger.mark_back("ann", NOON)
    assert sent(outbox, hours=1) == []
    assert outbox.post(["ann"], SOON, later(hours=1)) == 1
    assert sent(outbox, hours=1) == [("ann", "truce/24h")]
    assert [subscription.edition for subscription in ledger.subscriptions("ann")] == [None]


def test_who_lets_the_topic_go_is_not_reminded_but_hears_the_operator(ledger: Ledger, outbox: Outbox) -> None:
    outbox.post(["ann"], SOON, NOON)
    outbox.post(["ann"], WORD, NOON)
    ledger.unsubscribe("ann")
    assert sent(outbox) == [("ann", "b1")]


@pytest.mark.parametrize(
    ("notice", "left", "unrepeated"),
    [pytest.param(SOON, [0, 1], 0, id="sent again"), pytest.param(WORD, [1], 1, id="taken for sent")],
)
@pytest.mark.parametrize("ends", ["no answer", "its process ends"])
def test_a_page_whose_outcome_is_unknown(
    ledger: Ledger, outbox: Outbox, notice: Notice, left: list[int], unrepeated: int, ends: str
) -> None:
    outbox.post(["ann"], notice, NOON)
    (ann,) = outbox.claim(NOON)
    outbox.mark(ann.id, 0)
    if ends == "no answer":
        outbox.settle(ann.id, Later(NOON, "no answer", unknown=True), NOON)
        after = outbox
    else:
        path = ledger.store.path
        ledger.close()
        ledger = Ledger.open(path, later(seconds=1))
        after = Outbox(ledger)
        assert after.recover(later(seconds=1)) == 1
    (again,) = after.claim(later(seconds=1))
    assert list(range(again.cursor, 2)) == left
    after.settle(again.id, Sent(), later(seconds=1))
    summary = after.summary(later(seconds=1))
    assert (summary.sent, summary.unknown, summary.unrepeated) == (1, 1, unrepeated)
    assert summary.troubles[0].state == "unknown"
    ledger.close()


def test_two_processes_share_an_outbox_and_neither_takes_what_the_other_holds(ledger: Ledger, outbox: Outbox) -> None:
    outbox.post(["ann", "bob"], WORD, NOON)
    (ann,) = outbox.claim(NOON, limit=1)
    other = Ledger.open(ledger.store.path, NOON)
    theirs = Outbox(other)
    assert theirs.recover(later(minutes=1)) == 0
    (bob,) = theirs.claim(later(minutes=1))
    assert (bob.recipient, outbox.mark(ann.id, 0), outbox.settle(bob.id, Sent(), NOON)) == ("bob", True, False)
    other.close()
    assert outbox.recover(later(minutes=1)) == 1


def test_a_plan_comes_back_until_the_end(outbox: Outbox) -> None:
    outbox.post(["ann"], SOON, NOON)
    (ann,) = outbox.claim(NOON)
    assert (ann.plan, outbox.keep(ann.id, "three pages")) == ("", True)
    outbox.settle(ann.id, Later(NOON + timedelta(minutes=1), "flood limit"), NOON)
    (again,) = outbox.claim(later(minutes=1))
    assert (again.plan, again.attempts) == ("three pages", 1)
    outbox.settle(again.id, Later(later(minutes=2)), later(minutes=1))  # no word why: it was not tried
    (again,) = outbox.claim(later(minutes=2))
    assert again.attempts == 1
    assert not outbox.keep(99, "no such delivery")


# ── a machine that tries everything ────────────────────────────────────────────────────────────────────────

PAGES = 2
names = st.sampled_from(["ann", "bob"])
keys = st.sampled_from(["one", "two", "three"])


class Notices(RuleBasedStateMachine):
    """Notices of both kinds, due and of use for a while, to two who come and go; the sender may die at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.now = NOON
        self.held: dict[int, Delivery] = {}
        self.marked: set[int] = set()
        self.out: Counter[tuple[str, str, str, int]] = Counter()
        self.doubtful: Counter[tuple[str, str, str, int]] = Counter()
        self.posted: dict[tuple[str, str, str], tuple[datetime, datetime | None]] = {}
        self.open()
        self.ledger.put_topics([TOPIC], NOON)
        for name in ("ann", "bob"):
            self.ledger.subscribe(name, TOPIC.slug, NOON)

    def open(self) -> None:
        self.ledger = Ledger.open(Path(self.folder.name) / "desk.sqlite", self.now)
        self.outbox = Outbox(self.ledger)

    @rule(
        name=names,
        key=keys,
        again=st.booleans(),
        wait=st.integers(0, 10),
        use=st.none() | st.integers(0, 30),
        priority=st.sampled_from(Priority),
    )
    def post(self, name: str, key: str, again: bool, wait: int, use: int | None, priority: Priority) -> None:
        due = self.now + timedelta(minutes=wait)
        until = None if use is None else due + timedelta(minutes=use)
        kind = "reminder" if again else "broadcast"
        notice = Notice(kind, key, f"{key} at {self.now}", again=again, until=until)
        if self.outbox.post([name], notice, self.now, due, priority):
            self.posted[name, kind, key] = (due, until)
        else:
            assert (name, kind, key) in self.posted or self.is_gone(name), "only what is posted already, or to nobody, is passed over"

    def is_gone(self, name: str) -> bool:
        recipient = self.ledger.recipient(name)
        return recipient is not None and recipient.state == "gone"

    @rule(name=names, key=keys, kind=st.sampled_from(["reminder", "broadcast"]))
    def withdraw(self, name: str, key: str, kind: str) -> None:
        if self.outbox.withdraw(kind, key, [name]):
            out = {page for page in range(PAGES) if self.out[name, kind, key, page]}
            assert all(self.doubtful[name, kind, key, page] for page in out), "what is known to have begun is finished"
            if not any(self.doubtful[name, kind, key, page] for page in range(PAGES)):
                del self.posted[name, kind, key]

    @rule(name=names)
    def goes(self, name: str) -> None:
        self.ledger.mark_gone(name, "blocked", self.now)

    @rule(name=names)
    def comes_back(self, name: str) -> None:
        self.ledger.mark_back(name, self.now)

    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        for delivery in self.outbox.claim(self.now, limit):
            assert delivery.notice is not None
            due, until = self.posted[self.name_of(delivery)]
            assert due <= self.now, "not before it is due"
            assert until is None or self.now <= until or delivery.cursor, "nothing begins past its use"
            assert delivery.recipient not in {one.recipient for one in self.held.values()}
            self.held[delivery.id] = delivery

    def name_of(self, delivery: Delivery) -> tuple[str, str, str]:
        assert delivery.notice is not None
        return delivery.recipient, delivery.notice.kind, delivery.notice.key

    @rule(which=st.integers(0, 3), fate=st.sampled_from(["mark", "page", "page", "lost", "sent", "later", "silence", "gone"]))
    def deal(self, which: int, fate: str) -> None:
        if not self.held:
            self.claim(2)
        if self.held:
            self.deal_with(list(self.held.values())[which % len(self.held)], fate)

    def deal_with(self, delivery: Delivery, fate: str) -> None:
        if delivery.id in self.marked and fate != "silence":
            return  # a page is on the wire: its sender waits for the answer
        if fate in ("mark", "page", "lost", "sent"):
            for page in range(delivery.cursor, PAGES if fate == "sent" else min(delivery.cursor + 1, PAGES)):
                assert self.outbox.mark(delivery.id, page)
                self.marked.add(delivery.id)
                if fate != "mark":
                    self.out[(*self.name_of(delivery), page)] += 1
                if fate in ("page", "sent"):
                    self.outbox.advance(delivery.id, page, f"m{page}")
                    self.marked.discard(delivery.id)
                    self.held[delivery.id] = replace(delivery, cursor=page + 1)
            if fate != "sent":
                return
        silent = fate == "silence" and delivery.id in self.marked
        if silent:
            self.doubts(delivery)
        outcomes: dict[str, Outcome] = {
            "sent": Sent(),
            "later": Later(self.now + timedelta(minutes=3), "flood"),
            "silence": Later(self.now, "no answer", unknown=silent),
            "gone": Gone("blocked"),
        }
        assert self.outbox.settle(delivery.id, outcomes[fate], self.now)
        del self.held[delivery.id]
        self.marked.discard(delivery.id)

    def doubts(self, delivery: Delivery) -> None:
        self.doubtful[(*self.name_of(delivery), self.held[delivery.id].cursor)] += 1

    @rule()
    def dies(self) -> None:
        """The sender is killed, and another starts."""
        for id_ in self.marked:
            self.doubts(self.held[id_])
        self.ledger.close()
        self.now += timedelta(seconds=1)
        self.open()
        assert self.outbox.recover(self.now) == len(self.held)
        self.held.clear()
        self.marked.clear()

    @precondition(lambda self: not self.held)  # a lease that ends is another test's
    @rule(minutes=st.integers(1, 8))
    def passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def nothing_twice_but_what_was_in_doubt_and_no_broadcast_at_all(self) -> None:
        for page, count in self.out.items():
            assert count <= 1 + self.doubtful[page]
            assert count <= 1 or page[1] == "reminder"

    @invariant()
    def what_is_in_doubt_is_counted(self) -> None:
        told = self.outbox.summary(self.now)
        assert told.unknown == self.doubtful.total()
        assert told.unrepeated == sum(count for page, count in self.doubtful.items() if page[1] == "broadcast")

    def teardown(self) -> None:
        """Everything comes to rest: what was posted is out, or in doubt, or came too late, or its recipient is gone."""
        self.dies()
        self.now += timedelta(minutes=11)
        while claimed := self.outbox.claim(self.now):
            for delivery in claimed:
                self.held[delivery.id] = delivery
                self.deal_with(delivery, "sent")
        assert self.outbox.summary(self.now).waiting == 0
        states = {tuple(row[:3]): row[3] for row in self.ledger.store.rows("SELECT recipient, kind, key, state FROM deliveries")}
        assert states.keys() == self.posted.keys()
        for name, state in states.items():
            if state == "sent":
                assert all(self.out[(*name, page)] or self.doubtful[(*name, page)] for page in range(PAGES))
        self.ledger.close()
        self.folder.cleanup()


TestNotices = Notices.TestCase
TestNotices.settings = settings(max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
