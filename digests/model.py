"""The records that flow from the wires to the outbox.

Frozen and slotted; tuples, not lists; every datetime is aware and UTC. A ``key`` is a hash of content and
source, so doing a thing twice is a no-op. A fact cannot be built without its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum
from hashlib import blake2b
from typing import Literal

SCHEMA = 1


def key_of(*parts: object) -> str:
    """A short stable identity (24 hex digits) of some parts, in their order."""
    return blake2b("\x1f".join("" if p is None else str(p) for p in parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


# ── what comes in ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed the desk reads."""

    url: str
    outlet: str  #: the name readers see: "BBC News"
    publisher: str = ""  #: who stands behind it, for counting independent sources; the outlet where empty
    full_text: Literal["auto", "on", "off"] = "auto"  #: whether the page behind an entry is fetched
    site: str = ""  #: the outlet's home page, "" where unknown
    language: str = ""  #: language tag, "" where unknown
    #: how far the desk trusts it: what ``low`` alone tells is shown as unconfirmed and posted to nobody until another source tells it
    trust: Literal["normal", "low"] = "normal"
    known_as: str = ""  #: the address it was taken on under, where it has moved since: what its articles are filed under

    @property
    def identity(self) -> str:
        """What its articles are filed under, however often the feed moves."""
        return self.known_as or self.url


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read, in one revision. Offsets of evidence count in ``content``."""

    id: str  #: the outlet's own identity: guid, else link, else a hash of title and day
    title: str
    text: str  #: the body; paragraphs parted by a blank line
    published: datetime  #: UTC; where only a day was given, its midnight UTC (see ``day``)
    source: str  #: the outlet as readers see it
    url: str = ""
    day: date | None = None  #: the calendar day of publication in the article's own zone; None: that of ``published``
    timed: bool = True  #: False where ``published`` was given as a day without an hour
    feed: str = ""  #: ``Feed.identity`` of the feed that carried it, "" where it came from a file
    teaser: bool = False  #: True where only the feed's summary could be had
    language: str = "en"

    @property
    def content(self) -> str:
        """Title and text as one string: the string that all offsets count in."""
        return f"{self.title}\n\n{self.text}"

    @property
    def anchor(self) -> date:
        """The day relative dates count from."""
        return self.day or self.published.date()

    @property
    def story_id(self) -> str:
        """The identity over all revisions."""
        return key_of(self.feed or self.source, self.id)

    @property
    def key(self) -> str:
        """The identity of this revision: another text is another key."""
        return key_of(self.feed or self.source, self.id, self.title, self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of an article's ``content``: one sentence, or the shortest run of sentences that says a thing."""

    article: str  #: ``Article.key``
    start: int  #: offset in ``Article.content``
    end: int
    text: str  #: exactly ``content[start:end]``


# ── what is read out of it ─────────────────────────────────────────────────────────────────────────────────


class DeadlineKind(StrEnum):
    EXPIRY = "expiry"
    ULTIMATUM = "ultimatum"
    MEETING = "meeting"
    VOTE = "vote"
    HEARING = "hearing"
    RELEASE = "release"
    EFFECTIVE = "effective"
    TARGET = "target"
    OTHER = "other"


class DeadlineStatus(StrEnum):
    SET = "set"
    PROPOSED = "proposed"
    TENTATIVE = "tentative"
    EXTENDED = "extended"
    CANCELLED = "cancelled"


class Qualifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"
    VAGUE = "vague"


class Scope(StrEnum):
    INCIDENT = "incident"
    CUMULATIVE = "cumulative"
    HISTORIC = "historic"


class Stance(StrEnum):
    DEMANDS = "demands"
    PROPOSES = "proposes"
    ACCEPTS = "accepts"
    REJECTS = "rejects"
    CONDITIONS = "conditions"
    THREATENS = "threatens"
    COMMITS = "commits"
    DENIES = "denies"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something in the story is due, begins or ends."""

    date: str  #: ISO day ``2026-02-01``, month ``2026-03`` or year ``2027``: no finer than the text
    kind: DeadlineKind
    status: DeadlineStatus
    subject: str  #: a short noun phrase: what is due
    evidence: Sentence
    also: tuple[Sentence, ...] = ()  #: further sentences of the same article that tell the same
    time: str | None = None  #: ``HH:MM`` where the text gives an hour
    timezone: str | None = None  #: IANA name or offset where the text gives one
    attribution: str | None = None  #: who says so, as the text names them; None: the outlet itself
    earlier: str | None = None  #: the day it stood at before, where the text tells of a move
    confidence: float = 1.0  #: 0 to 1, from the evidence of the rule that read it
    doubted_by: str | None = None  #: who doubts it, as the text names them; None where it is not in doubt or nobody is named

    @property
    def key(self) -> str:
        return key_of("deadline", self.evidence.article, self.evidence.start, self.date, self.kind, self.subject)


@dataclass(frozen=True, slots=True)
class CasualtyReport:
    """One reported count of people killed, injured, missing or captured. None: that count is not told."""

    killed: int | None
    injured: int | None
    missing: int | None
    captured: int | None
    qualifier: Qualifier
    scope: Scope
    evidence: Sentence
    also: tuple[Sentence, ...] = ()
    place: str | None = None
    date: str | None = None  #: ISO day, month or year of the incident; None where the text does not say
    attribution: str | None = None
    what: str = ""  #: the event in a few words of the text ("drones attacked a passenger train"); "" where untold
    since: str | None = None  #: for cumulative figures: since when, as ISO or as told
    part: bool = False  #: True where the count is of a part of the victims (a district, the children)
    confidence: float = 1.0

    @property
    def key(self) -> str:
        counts = (self.killed, self.injured, self.missing, self.captured)
        return key_of("casualties", self.evidence.article, self.evidence.start, *counts, self.scope)


@dataclass(frozen=True, slots=True)
class Position:
    """What a party wants, offers, takes, refuses or threatens."""

    party: str  #: the plain name: ``Ukraine``, ``United States``, ``Hamas``
    stance: Stance
    issue: str  #: a noun phrase, "that ..." or "to ..." that reads on from the stance, or the own words in “...”
    evidence: Sentence
    also: tuple[Sentence, ...] = ()
    speaker: str | None = None  #: fullest name in the article; None where it is the party as such
    condition: str | None = None  #: the "if" of it, where told
    confidence: float = 1.0

    @property
    def key(self) -> str:
        return key_of("position", self.evidence.article, self.evidence.start, self.party, self.stance, self.issue)


Fact = Deadline | CasualtyReport | Position


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read out of one article."""

    deadlines: tuple[Deadline, ...] = ()
    casualties: tuple[CasualtyReport, ...] = ()
    positions: tuple[Position, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.deadlines or self.casualties or self.positions)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its facts and the moment we learned them: what a story is folded from."""

    article: Article
    facts: Facts
    learned: datetime  #: when the desk learned it (UTC)
    publisher: str = ""  #: for counting independent sources; the article's ``source`` where empty


@dataclass(frozen=True, slots=True)
class Topic:
    """What readers subscribe to, and the terms that gather its articles."""

    slug: str  #: ``a-z0-9-``, at most 32: stands in deep links and buttons
    title: str
    any: tuple[str, ...] = ()  #: at least one of these words or phrases
    all: tuple[str, ...] = ()  #: every one of these
    none: tuple[str, ...] = ()  #: none of these
    at_least: int = 1  #: how many *different* terms of ``any`` must stand in the article
    #: ``paused``: read and answered, nothing is posted; ``archived``: on file, offered to nobody
    state: Literal["active", "paused", "archived"] = "active"


# ── the story ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence with who printed it, who said it, and when: what stands behind a line."""

    sentence: Sentence
    outlet: str
    url: str
    published: datetime
    attribution: str | None = None  #: who says so, as the text names them
    title: str = ""  #: headline of the article
    article_id: str = ""  #: ``Article.id``
    #: whose report it is, for counting independent sources: one for all carriers of a text and all outlets of a publisher
    origin: str = ""
    teaser: bool = False  #: True where the article could be had as a teaser alone: what follows the sentence is not known

    @property
    def source(self) -> str:
        """Whom it counts for: evidence of one source confirms nothing that the same source said."""
        return self.origin or self.outlet


@dataclass(frozen=True, slots=True)
class Revision:
    """What an outlet had told and no longer tells, since it revised its report."""

    outlet: str
    at: datetime  #: when the desk learned it (UTC)
    was: Evidence  #: the sentence as it stood
    told: str  #: what it said: an ISO date, counts as ``9/-/-/-``, a stance
    withdrawn: bool = False  #: True where the report says nothing of the thing any more


@dataclass(frozen=True, slots=True)
class Correction:
    """What the desk put right in a reading: shown as the desk's word, never as the source's."""

    field: str  #: ``date``, ``killed``, ``stance`` ...
    was: str  #: as it was read; "" where nothing was
    now: str  #: as the desk has it
    reason: str
    at: datetime


class DeadlineState(StrEnum):
    UPCOMING = "upcoming"
    TENTATIVE = "tentative"
    MOVED = "moved"
    CANCELLED = "cancelled"
    PASSED = "passed"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class StoryDeadline:
    """One deadline over all its tellings."""

    key: str  #: of the first fact the desk learned of it, so that what is told later does not change it
    subject: str
    date: str  #: ISO day, month or year where it stands now
    kind: DeadlineKind
    state: DeadlineState
    evidence: tuple[Evidence, ...]  #: newest last
    proposed: bool = False  #: someone wants it; it is not set
    earlier_dates: tuple[str, ...] = ()  #: the days it stood at before, oldest first
    time: str | None = None
    timezone: str | None = None
    doubt: Evidence | None = None  #: the sentence that puts it in doubt
    outcome: Evidence | None = None  #: the later sentence that says what came of it
    tellings: tuple[str, ...] = ()  #: keys of every fact folded in, those of superseded revisions too
    confidence: float = 1.0
    desk: tuple[Correction, ...] = ()  #: what the desk put right in it
    pinned: bool = False  #: the desk wants it told first
    undated: bool = False  #: put off, and no new day was told: ``date`` is where it stood
    revised: tuple[Revision, ...] = ()  #: what outlets had told of it and took back, oldest first


@dataclass(frozen=True, slots=True)
class Toll:
    """One count over all sources that still hold one: low to high, and the latest."""

    low: int
    high: int
    latest: int
    qualifier: Qualifier = Qualifier.EXACT  #: of the latest


@dataclass(frozen=True, slots=True)
class TollReport:
    """One report of an incident's toll, as told."""

    evidence: Evidence
    killed: int | None
    injured: int | None
    missing: int | None
    captured: int | None = None
    qualifier: Qualifier = Qualifier.EXACT
    part: bool = False  #: True where the count is of a part of the victims: told, never taken for the whole


@dataclass(frozen=True, slots=True)
class Incident:
    """One event and what is known of its victims."""

    key: str
    what: str  #: a few words; "" where untold
    place: str | None
    date: str | None
    history: tuple[TollReport, ...]  #: oldest first
    killed: Toll | None = None
    injured: Toll | None = None
    missing: Toll | None = None
    captured: Toll | None = None
    tellings: tuple[str, ...] = ()  #: keys of every fact folded in, those of superseded revisions too
    confidence: float = 1.0
    desk: tuple[Correction, ...] = ()  #: what the desk put right in it
    pinned: bool = False  #: the desk wants it told first
    revised: tuple[Revision, ...] = ()  #: what outlets had told of it and took back, oldest first


@dataclass(frozen=True, slots=True)
class Series:
    """Cumulative or historic figures, kept apart from incidents."""

    key: str
    what: str
    scope: Scope
    killed: int | None
    injured: int | None
    since: str | None
    evidence: tuple[Evidence, ...]
    qualifier: Qualifier = Qualifier.EXACT
    tellings: tuple[str, ...] = ()  #: keys of every fact folded in


@dataclass(frozen=True, slots=True)
class StanceHeld:
    """One stance at one moment."""

    stance: Stance
    issue: str
    speaker: str | None
    evidence: Evidence
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class StoryPosition:
    """A party on an issue, with every stance it took, oldest first; the last is what it holds."""

    key: str
    party: str
    issue: str
    history: tuple[StanceHeld, ...]
    since: datetime  #: since when the present stance is held
    tellings: tuple[str, ...] = ()  #: keys of every fact folded in, those of superseded revisions too
    confidence: float = 1.0
    desk: tuple[Correction, ...] = ()  #: what the desk put right in it
    pinned: bool = False  #: the desk wants it told first
    revised: tuple[Revision, ...] = ()  #: what outlets had told of it and took back, oldest first

    @property
    def held(self) -> StanceHeld:
        return self.history[-1]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute."""

    who: str
    claim: str  #: a few words, or the quoted words
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Dispute:
    """What sources or parties tell differently."""

    key: str
    about: str  #: a short noun phrase
    sides: tuple[Side, ...]
    touches: str = ""  #: key of the deadline, incident or position it is about, "" where of none


@dataclass(frozen=True, slots=True)
class Story:
    """One account of a topic as of a moment."""

    topic: str  #: slug
    as_of: datetime
    deadlines: tuple[StoryDeadline, ...] = ()  #: upcoming soonest first, then past, newest first
    incidents: tuple[Incident, ...] = ()  #: newest first
    series: tuple[Series, ...] = ()
    positions: tuple[StoryPosition, ...] = ()  #: by party, newest first within
    disputes: tuple[Dispute, ...] = ()
    #: what was told and stands in no report any more: each as it was told, ``revised`` says by whom and since when; newest first
    withdrawn: tuple[StoryDeadline | Incident | StoryPosition, ...] = ()
    articles: int = 0  #: how many articles it is folded from
    latest: datetime | None = None  #: publication of the newest article


# ── the digest ─────────────────────────────────────────────────────────────────────────────────────────────


class PointKind(StrEnum):
    """What a line of a digest tells."""

    DUE = "due"  #: a deadline not told before
    MOVED = "moved"  #: it has another day now
    DOUBT = "doubt"  #: put in doubt
    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"  #: a doubt lifted, or a second independent source
    SOON = "soon"  #: due within a day or so
    ENDED = "ended"  #: its day is past
    CASUALTIES = "casualties"  #: an incident not told before
    UPDATED = "updated"  #: a toll changed
    CORRECTED = "corrected"  #: a figure taken back or lowered
    FIGURE = "figure"  #: a cumulative or historic figure
    POSITION = "position"  #: a stance not told before
    CHANGED = "changed"  #: a party's stance changed
    DISPUTED = "disputed"  #: two sides tell it differently


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One line of a digest: what is new about one thread of the story. Never without evidence."""

    kind: PointKind
    thread: str  #: key of the StoryDeadline, Incident, Series, StoryPosition or Dispute
    item: StoryDeadline | Incident | Series | StoryPosition | Dispute
    evidence: tuple[Evidence, ...]
    before: str | None = None  #: what was told before, for MOVED (ISO date), UPDATED ("6 killed") and CHANGED (stance and issue)
    weight: float = 0.5  #: 0 to 1: what comes first, and what may be left out
    disputed: Dispute | None = None  #: the dispute that touches this thread, to be said in the same line
    why: str = ""  #: for CORRECTED: why what was told no longer holds ("Port Arn Radio revised its report at 14:10 UTC on March 3")
    revision: Revision | None = None  #: what ``why`` says, as a record, where an outlet revised or withdrew its report

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a key point without evidence: {self.kind} {self.thread}")

    @property
    def threads(self) -> tuple[str, ...]:
        """Every key under which this thread may have been posted: its own, and those of all its tellings, since two may become one."""
        more = () if isinstance(self.item, Dispute) else self.item.tellings
        return tuple(dict.fromkeys((self.thread, *more)))


#: What a chat was told of each thread: thread key to the state told, as ``compose`` writes and reads it.
Told = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new in one topic for those who were told the same so far."""

    topic: str  #: slug
    title: str  #: the topic's title
    edition: str  #: key: same news for the same readers is the same edition
    composed: datetime
    points: tuple[KeyPoint, ...]  #: by weight, heaviest first
    told: Told = field(default_factory=dict)  #: what its readers will have been told once it is out
    left_out: int = 0  #: lines that were dropped for length


# ── delivery ───────────────────────────────────────────────────────────────────────────────────────────────


class PaceKind(StrEnum):
    """How often a subscription is told."""

    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"  #: every day at chosen hours
    WEEKLY = "weekly"  #: on one weekday at chosen hours


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of a day in which nothing is told; past midnight where ``end`` is before ``start``."""

    start: int  #: minutes after local midnight
    end: int  #: the same; never equal to ``start``

    def __post_init__(self) -> None:
        if self.start == self.end or not (0 <= self.start < 1440 and 0 <= self.end < 1440):
            raise ValueError(f"no hours between {self.start} and {self.end} minutes after midnight")


@dataclass(frozen=True, slots=True)
class Pace:
    """When a subscription is told what is new."""

    kind: PaceKind = PaceKind.AT_ONCE
    hours: tuple[int, ...] = ()  #: local hours of DAILY and WEEKLY, 0 to 23, in order
    weekday: int = 0  #: of WEEKLY, 0 is Monday
    zone: str = ""  #: IANA name of the zone that hours are counted in; "" is UTC
    quiet: Quiet | None = None


class Section(StrEnum):
    """A kind of key point, as readers choose among them."""

    DEADLINES = "deadlines"
    CASUALTIES = "casualties"
    FIGURES = "figures"  #: counts over longer times
    POSITIONS = "positions"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class Wish:
    """What readers want to be told of a topic. Readers with the same wish who were told the same share their editions."""

    without: tuple[Section, ...] = ()  #: what is left out
    parties: tuple[str, ...] = ()  #: whose positions are told; () for all
    weight: float = 0.0  #: lines that weigh less are left out
    watch: tuple[str, ...] = ()  #: words; a line that holds one is told at once, whatever the pace
    watched_only: bool = False  #: True where nothing but such lines is told
    muted: tuple[str, ...] = ()  #: threads of the story that are told no more
    near: bool = False  #: whether a digest says that a deadline is near: reminders say it where not
    outcomes: bool = False  #: whether a digest says what came of a deadline: reminders say it where not


#: Whatever is new, for readers who get no reminders.
EVERYTHING = Wish(near=True, outcomes=True)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a recipient has set for one topic."""

    pace: Pace = Pace()
    wish: Wish = Wish()  #: as set; what is asked for is ``asks``
    length: Literal["", "headline", "brief", "full"] = ""  #: "": as the recipient reads everything
    silent: bool = False  #: delivered without a sound
    remind_before: tuple[int, ...] = (1440, 60)  #: minutes before a deadline at which it is reminded of
    remind_at: bool = True  #: whether it is reminded of when it is due
    remind_after: bool = True  #: whether it is told what came of it
    review: bool = False  #: whether it is sent a look back on each week

    @property
    def reminded(self) -> bool:
        """Whether deadlines are reminded of at all before they are past."""
        return bool(self.remind_before) or self.remind_at

    @property
    def asks(self) -> Wish:
        """The wish, with what reminders leave to the digest."""
        return replace(self.wish, near=not self.reminded, outcomes=not self.remind_after)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One recipient following one topic. The recipient is opaque here."""

    recipient: str
    topic: str
    since: datetime
    edition: str | None = None  #: the last edition enqueued for it; None: nothing told yet
    preferences: Preferences = Preferences()
    due: datetime | None = None  #: when it is to be told next; None: whenever there is something new


class Priority(IntEnum):
    """What goes out first where not everything can at once; the lower number first."""

    ANSWER = 0  #: to a command or a button
    REMINDER = 1  #: of a deadline
    BREAKING = 2  #: an edition that should not wait
    DIGEST = 3  #: any other edition
    BROADCAST = 4  #: the operator's word to all


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told and is no edition: a reminder, a word of the operator's."""

    kind: str  #: "reminder", "broadcast", ...: what it is
    key: str  #: its identity within its kind: a recipient gets it once, in whatever words it is posted again
    body: str  #: what it says; opaque here, as recipients are: who sends it wrote it
    topic: str = ""  #: slug of the topic it is about: it ends with the subscription; "" where it is about none
    again: bool = True  #: whether a page whose outcome is unknown is sent again; where not, it is taken for sent
    until: datetime | None = None  #: past this moment it is of no use and lapses unsent; None: never


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition, or one notice, on its way to one recipient: ``digest`` and ``notice``, one of them is None."""

    id: int
    recipient: str
    topic: str  #: slug; "" for a notice about none
    digest: Digest | None
    cursor: int  #: pages already sent
    attempts: int  #: how often it was claimed before
    on_wire: bool = False  #: True where an earlier attempt marked a page and never settled: its outcome is unknown
    notice: Notice | None = None
    priority: Priority = Priority.DIGEST
    profile: Mapping[str, str] = field(
        default_factory=dict
    )  #: the recipient's, as it was when the delivery was claimed, with the length it set for this topic
    plan: str = ""  #: what was kept at its beginning by ``Outbox.keep``, opaque; "" where nothing was
    silent: bool = False  #: whether it comes without a sound


@dataclass(frozen=True, slots=True)
class Sent:
    """It is out."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again at ``at``."""

    at: datetime
    why: str = ""
    unknown: bool = False  #: True where no answer came, so that the page may have gone out all the same


@dataclass(frozen=True, slots=True)
class Gone:
    """The recipient cannot be reached any more: its subscriptions rest until it comes back."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The recipient has another name now; send again there."""

    to: str


@dataclass(frozen=True, slots=True)
class Lapsed:
    """It came too late to be of use, and was not sent."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """This one page can never be sent as it is (a defect of ours, not of the chat); kept for the admin to see."""

    why: str = ""


Outcome = Sent | Later | Gone | Moved | Failed | Lapsed


# ── the desk ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed and how its polling stands."""

    feed: Feed
    due: datetime  #: when it is asked next (UTC)
    etag: str | None = None  #: validator of the last answer; None: the server gave none
    modified: str | None = None  #: the same, as Last-Modified was given
    body_hash: str | None = None  #: of the last body parsed; None: none yet
    checked: datetime | None = None  #: when it was last asked; None: never
    fresh: datetime | None = None  #: when it last answered well
    changed: datetime | None = None  #: when it last carried something new
    error: str | None = None  #: what went wrong the last time, in plain words; None: nothing
    failures: int = 0  #: how often in a row it failed
    paused: bool = False  #: True where an admin let it rest
    items: int = 0  #: how many entries it carried the last time it was parsed
    ttl: int | None = None  #: minutes it asks to be left alone between two looks; None: it does not say
    gone: datetime | None = None  #: since when its server says that it is gone for good; None: it is not
    rhythm: float | None = None  #: seconds from one change to the next, as a running mean; None: not known yet
    rests: tuple[int, ...] = ()  #: hours of the week (0: Monday 0:00 UTC, 167 the last) in which it asks not to be read


@dataclass(frozen=True, slots=True)
class FeedDay:
    """What one feed brought on one day (UTC)."""

    day: date
    items: int = 0  #: articles filed for the first time
    parsed: int = 0  #: changed bodies that were read as a feed
    unparsed: int = 0  #: changed bodies that could not be
    full: int = 0  #: articles read with their full text
    teasers: int = 0  #: articles of which only the teaser could be had


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody digests are for. Who that is only the sender knows."""

    name: str  #: opaque
    since: datetime  #: when it was first seen
    state: Literal["active", "gone"] = "active"
    why: str = ""  #: why it is gone; "" while it is active
    profile: Mapping[str, str] = field(default_factory=dict)  #: the sender's own notes (title, kind, language, zone)


@dataclass(frozen=True, slots=True)
class Pin:
    """The one message at a recipient that shows a topic's status and is kept up to date in its place."""

    recipient: str
    topic: str  #: slug; "" where none is wanted any more and the message is to be taken down
    message: str = ""  #: its id; "" where none is out
    shown: str = ""  #: what it shows, in the sender's own words; "" where that must be made anew
    pinned: bool = False  #: False where it is out and could not be pinned
    why: str = ""  #: what keeps it from being pinned or kept up to date; "" nothing
    at: datetime | None = None  #: when it was last changed; None: never


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What one feed brought in one run."""

    url: str
    #: ``waiting``: not asked, since its host wants to be left alone; ``gone``: not asked any more
    status: Literal["new", "unchanged", "failed", "paused", "waiting", "gone"]
    articles: int = 0  #: filed for the first time
    revised: int = 0  #: filed again with another text
    error: str | None = None  #: in plain words; None: nothing went wrong
    moved: str | None = None  #: where it is read from now on; None: where it was


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong and that an admin should see."""

    recipient: str  #: "" where it is about no recipient
    topic: str  #: slug; "" where it is about no topic
    state: str  #: ``later failed gone lapsed unknown remarked`` of deliveries, ``unread`` of an article that could not be read
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """What one round of the desk did."""

    started: datetime
    finished: datetime
    feeds: tuple[FeedOutcome, ...] = ()
    filed: int = 0  #: articles filed for the first time
    revised: int = 0  #: articles filed again with another text
    facts: int = 0  #: facts read out of them
    enqueued: int = 0  #: deliveries enqueued
    troubles: tuple[Trouble, ...] = ()  #: what went wrong beside the feeds


@dataclass(frozen=True, slots=True)
class Cause:
    """Why deliveries did not simply go out, and how many it was so."""

    state: str  #: as ``Trouble.state``
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class OutboxSummary:
    """How the deliveries stand."""

    waiting: int  #: not out yet, whether due or not
    due: int  #: of these: due now
    on_wire: int  #: claimed and not settled yet
    sent: int
    failed: int  #: could never be sent
    gone: int  #: rest because their recipient is gone
    unknown: int  #: sends whose outcome was never learned
    oldest: datetime | None  #: when the oldest of those that are due was enqueued; None: none is due
    troubles: tuple[Trouble, ...] = ()  #: newest first, at most 10
    lapsed: int = 0  #: notices that came too late to be of use and were not sent
    unrepeated: int = 0  #: of the unknown: those that were taken for sent and not sent again
    causes: tuple[Cause, ...] = ()  #: of all troubles on file, the most frequent first, at most 10


# ── the people of the desk ─────────────────────────────────────────────────────────────────────────────────

#: An owner may do everything, also say who else may; an editor works on feeds, topics, key points and posts.
Role = Literal["owner", "editor"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who runs the desk."""

    id: int  #: numeric, as the chat's server knows them
    role: Role
    since: datetime
    by: str = ""  #: who took them on


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody did at the desk, as the audit log keeps it."""

    at: datetime
    who: str  #: ``chat:900`` for a person in the chat, ``shell:ada`` for an operator's shell, ``desk`` for the desk itself
    act: str  #: ``feeds add``
    about: str = ""  #: the feed, topic, chat or key point it was done to
    detail: str = ""  #: what was changed, in words


@dataclass(frozen=True, slots=True)
class Restriction:
    """What the desk holds a chat to."""

    chat: str  #: the chat's part of a recipient's name, so that all topics of a forum are meant
    blocked: bool = False  #: nothing is posted there, and nothing answered
    posts: int | None = None  #: at most so many posts in 24 hours; what is left over comes with a later one; None: no limit
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """The desk is held: nothing is posted, everything is kept."""

    since: datetime
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayCount:
    """What one day brought."""

    day: str  #: ISO day, UTC
    articles: int  #: filed
    posts: int  #: sent


@dataclass(frozen=True, slots=True)
class Statistics:
    """The desk in figures."""

    articles: int
    readings: int
    deadlines: int
    casualties: int
    positions: int
    chats: int  #: recipients that can be reached
    gone: int
    followers: tuple[tuple[str, int], ...]  #: of each topic's slug
    days: tuple[DayCount, ...]  #: the last 14 days, oldest first
    delay: float | None  #: median seconds from an article's publication to the first post that tells it, of the last week; None: no post


class Verdict(StrEnum):
    """What the desk says of a key point."""

    HIDE = "hide"
    CORRECT = "correct"
    SAME = "same"  #: two key points are one
    APART = "apart"  #: two tellings are of two things
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A fact as the desk knows it again after its article was read anew: by its article, its sentence and what it told."""

    kind: Literal["deadline", "casualties", "position"]
    story: str  #: ``Article.story_id``
    sentence: str  #: text of its evidence
    told: str  #: what it told, in short: ``2026-02-01 truce on the Arn``


@dataclass(frozen=True, slots=True)
class Ruling:
    """The desk's word on a key point, kept beside the readings and never in them."""

    topic: str
    verdict: Verdict
    anchors: tuple[Anchor, ...]  #: the facts it is about
    at: datetime
    who: str
    what: str = ""  #: the key point in a few words, for people
    others: tuple[Anchor, ...] = ()  #: of ``same`` and ``apart``: the facts of the other side
    field: str = ""  #: of ``correct``: the field put right
    value: str = ""  #: of ``correct``: what it is; "" for nothing
    was: str = ""  #: of ``correct``: what it was
    reason: str = ""
    id: int = 0  #: as the ledger numbers it; 0 before that
