"""The schema as it grew. A step that was released is never changed; the next one is added below.

Moments are text of fixed width in UTC (``codec.stamp``) and so sort as text; booleans are 0 and 1.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

__all__ = ["MIGRATIONS", "known"]

MIGRATIONS = Migrations("dateline")


@MIGRATIONS()
def m001_desk(db: Database) -> None:
    """Feeds with how their polling stands, topics, and small notes: what an admin sets up must outlive a start."""
    db.executescript("""
    CREATE TABLE feeds (
        url TEXT PRIMARY KEY, feed TEXT NOT NULL, due TEXT NOT NULL,
        etag TEXT, modified TEXT, body_hash TEXT, checked TEXT, fresh TEXT, changed TEXT, error TEXT,
        failures INTEGER NOT NULL DEFAULT 0, paused INTEGER NOT NULL DEFAULT 0, items INTEGER NOT NULL DEFAULT 0, ttl INTEGER
    );
    CREATE INDEX feeds_due ON feeds (due) WHERE paused = 0;
    CREATE TABLE topics (
        slug TEXT PRIMARY KEY, topic TEXT NOT NULL, since TEXT NOT NULL,
        mark INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """)


@MIGRATIONS()
def m002_articles(db: Database) -> None:
    """Every revision of every article, since a correction never overwrites, and what was read out of each.

    ``arrivals`` keeps the key under which a feed carried an article: once the page behind a teaser is on file, its own key is
    another, and the teaser must still be known when the feed carries it again.
    """
    db.executescript("""
    CREATE TABLE articles (
        key TEXT PRIMARY KEY, story TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
        published TEXT NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL, day TEXT, timed INTEGER NOT NULL,
        feed TEXT NOT NULL, teaser INTEGER NOT NULL, language TEXT NOT NULL,
        filed TEXT NOT NULL, superseded TEXT, read TEXT, trouble TEXT
    );
    CREATE INDEX articles_story ON articles (story);
    CREATE INDEX articles_unread ON articles (published) WHERE read IS NULL;
    CREATE TABLE arrivals (
        key TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES articles (key) ON UPDATE CASCADE ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE INDEX arrivals_article ON arrivals (article);
    CREATE TABLE readings (
        article TEXT PRIMARY KEY REFERENCES articles (key) ON UPDATE CASCADE ON DELETE CASCADE,
        facts TEXT NOT NULL, learned TEXT NOT NULL, publisher TEXT NOT NULL, superseded TEXT
    );
    CREATE TABLE gathered (
        topic TEXT NOT NULL REFERENCES topics (slug) ON DELETE CASCADE,
        published TEXT NOT NULL,
        article TEXT NOT NULL REFERENCES readings (article) ON UPDATE CASCADE ON DELETE CASCADE,
        PRIMARY KEY (topic, published, article)
    ) WITHOUT ROWID;
    CREATE INDEX gathered_article ON gathered (article);
    """)


@MIGRATIONS()
def m003_readers(db: Database) -> None:
    """Who follows what, and every edition composed: the next digest is what the last one did not tell.

    ``told_key`` is equal where the same was told, so that readers who came at different times share editions again.
    """
    db.executescript("""
    CREATE TABLE recipients (
        name TEXT PRIMARY KEY, since TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL, profile TEXT NOT NULL
    );
    CREATE TABLE subscriptions (
        recipient TEXT NOT NULL REFERENCES recipients (name) ON UPDATE CASCADE ON DELETE CASCADE,
        topic TEXT NOT NULL REFERENCES topics (slug) ON DELETE CASCADE,
        since TEXT NOT NULL, edition TEXT,
        PRIMARY KEY (recipient, topic)
    ) WITHOUT ROWID;
    CREATE INDEX subscriptions_topic ON subscriptions (topic, edition, recipient);
    CREATE INDEX subscriptions_edition ON subscriptions (edition);
    CREATE TABLE editions (
        key TEXT PRIMARY KEY, topic TEXT NOT NULL, composed TEXT NOT NULL, told_key TEXT NOT NULL,
        digest TEXT NOT NULL, told TEXT NOT NULL
    );
    CREATE INDEX editions_composed ON editions (composed);
    """)


@MIGRATIONS()
def m004_outbox(db: Database) -> None:
    """Deliveries that outlive a crash: where each stands, who holds it and until when, and which page is on the wire.

    ``before`` is what the reader had been told when it was enqueued, for setting the reader back where it never went out.
    """
    db.executescript("""
    CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        recipient TEXT NOT NULL REFERENCES recipients (name) ON UPDATE CASCADE ON DELETE CASCADE,
        topic TEXT NOT NULL, edition TEXT NOT NULL REFERENCES editions (key), before TEXT,
        state TEXT NOT NULL, due TEXT NOT NULL, enqueued TEXT NOT NULL, settled TEXT,
        cursor INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
        owner TEXT, lease TEXT, marked INTEGER, doubt INTEGER NOT NULL DEFAULT 0, unknown INTEGER NOT NULL DEFAULT 0,
        error TEXT, error_at TEXT,
        UNIQUE (recipient, topic, edition)
    );
    CREATE INDEX deliveries_due ON deliveries (due, id) WHERE state = 'waiting';
    CREATE INDEX deliveries_open ON deliveries (recipient, id) WHERE state IN ('waiting', 'claimed');
    CREATE INDEX deliveries_claimed ON deliveries (lease) WHERE state = 'claimed';
    CREATE INDEX deliveries_enqueued ON deliveries (enqueued) WHERE state = 'waiting';
    CREATE INDEX deliveries_state ON deliveries (state, unknown);
    CREATE INDEX deliveries_error ON deliveries (error_at) WHERE error IS NOT NULL;
    CREATE INDEX deliveries_settled ON deliveries (settled) WHERE settled IS NOT NULL;
    CREATE INDEX deliveries_edition ON deliveries (edition);
    CREATE INDEX deliveries_before ON deliveries (before);
    CREATE TABLE pages (
        delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
        page INTEGER NOT NULL, message TEXT NOT NULL,
        PRIMARY KEY (delivery, page)
    ) WITHOUT ROWID;
    """)


@MIGRATIONS()
def m005_notices(db: Database) -> None:
    """Reminders, corrections and broadcasts go out through the same outbox as editions, so a delivery carries either.

    ``kind`` and ``key`` are what a recipient gets once: of an edition "digest" and the edition's key. ``plan`` is how the pages of
    a delivery were made when it began, so that it ends as it began. ``shown`` tells what a message shows now, for editing it.
    """
    db.executescript("""
    CREATE TABLE notices (id TEXT PRIMARY KEY, body TEXT NOT NULL, posted TEXT NOT NULL);
    CREATE INDEX notices_posted ON notices (posted);
    CREATE TABLE new_deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        recipient TEXT NOT NULL REFERENCES recipients (name) ON UPDATE CASCADE ON DELETE CASCADE,
        kind TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL,
        edition TEXT REFERENCES editions (key), before TEXT, notice TEXT REFERENCES notices (id),
        priority INTEGER NOT NULL, again INTEGER NOT NULL DEFAULT 1, until TEXT, plan TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL, due TEXT NOT NULL, enqueued TEXT NOT NULL, settled TEXT,
        cursor INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
        owner TEXT, lease TEXT, marked INTEGER, doubt INTEGER NOT NULL DEFAULT 0, unknown INTEGER NOT NULL DEFAULT 0,
        error TEXT, error_at TEXT,
        UNIQUE (recipient, kind, topic, key),
        CHECK ((edition IS NULL) != (notice IS NULL))
    );
    INSERT INTO new_deliveries (id, recipient, kind, topic, key, edition, before, priority, state, due, enqueued, settled, cursor,
        attempts, owner, lease, marked, doubt, unknown, error, error_at)
        SELECT id, recipient, 'digest', topic, edition, edition, before, 3, state, due, enqueued, settled, cursor,
        attempts, owner, lease, marked, doubt, unknown, error, error_at FROM deliveries;
    CREATE TABLE new_pages (
        delivery INTEGER NOT NULL REFERENCES new_deliveries (id) ON DELETE CASCADE,
        page INTEGER NOT NULL, message TEXT NOT NULL, shown TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (delivery, page)
    ) WITHOUT ROWID;
    INSERT INTO new_pages (delivery, page, message) SELECT delivery, page, message FROM pages;
    INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq)
        SELECT (SELECT rowid FROM sqlite_sequence WHERE name = 'new_deliveries'), 'new_deliveries', seq
        FROM sqlite_sequence WHERE name = 'deliveries';
    DROP TABLE pages;
    DROP TABLE deliveries;
    ALTER TABLE new_deliveries RENAME TO deliveries;
    ALTER TABLE new_pages RENAME TO pages;
    CREATE INDEX deliveries_due ON deliveries (priority, due, id) WHERE state = 'waiting';
    CREATE INDEX deliveries_longest ON deliveries (due, id) WHERE state = 'waiting';
    CREATE INDEX deliveries_open ON deliveries (recipient, id) WHERE state IN ('waiting', 'claimed');
    CREATE INDEX deliveries_claimed ON deliveries (lease) WHERE state = 'claimed';
    CREATE INDEX deliveries_until ON deliveries (until) WHERE state = 'waiting' AND until IS NOT NULL;
    CREATE INDEX deliveries_state ON deliveries (state, unknown);
    CREATE INDEX deliveries_error ON deliveries (error_at) WHERE error IS NOT NULL;
    CREATE INDEX deliveries_settled ON deliveries (settled) WHERE settled IS NOT NULL;
    CREATE INDEX deliveries_edition ON deliveries (edition) WHERE edition IS NOT NULL;
    CREATE INDEX deliveries_before ON deliveries (before) WHERE before IS NOT NULL;
    CREATE INDEX deliveries_notice ON deliveries (notice) WHERE notice IS NOT NULL;
    CREATE INDEX deliveries_key ON deliveries (kind, key) WHERE notice IS NOT NULL;
    """)


@MIGRATIONS()
def m006_people(db: Database) -> None:
    """Who runs the desk and what they did: every act is written down in the transaction that does it.

    ``restrictions`` are what an admin holds a chat to; ``troubles`` what went wrong that no other table tells.
    """
    db.executescript("""
    CREATE TABLE people (id INTEGER PRIMARY KEY, role TEXT NOT NULL, since TEXT NOT NULL, by TEXT NOT NULL);
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, about TEXT NOT NULL, detail TEXT NOT NULL
    );
    CREATE INDEX audit_at ON audit (at);
    CREATE TABLE restrictions (
        chat TEXT PRIMARY KEY, blocked INTEGER NOT NULL DEFAULT 0, posts INTEGER, reason TEXT NOT NULL DEFAULT ''
    ) WITHOUT ROWID;
    CREATE TABLE troubles (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, place TEXT NOT NULL, why TEXT NOT NULL);
    CREATE INDEX troubles_at ON troubles (at);
    """)


@MIGRATIONS()
def m007_rulings(db: Database) -> None:
    """The desk's word on key points stands beside the readings, so that reading an article again leaves it standing."""
    db.executescript("""
    CREATE TABLE rulings (
        id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, ruling TEXT NOT NULL, at TEXT NOT NULL, undone TEXT
    );
    CREATE INDEX rulings_topic ON rulings (topic) WHERE undone IS NULL;
    """)


@MIGRATIONS()
def m008_sound(db: Database) -> None:
    """A delivery may come without a sound, and one that went well may carry a word for the desk (it went out as plain text)."""
    db.executescript("""
    ALTER TABLE deliveries ADD COLUMN silent INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE deliveries ADD COLUMN remarked INTEGER NOT NULL DEFAULT 0;
    """)


@MIGRATIONS()
def m009_wires(db: Database) -> None:
    """Feeds that moved keep what they were known as, so that their articles stay known; feeds that ended are not asked again.

    ``feed_days`` counts what each feed brought, for its health. The index finds an article again whose guid has changed.
    """
    db.executescript("""
    ALTER TABLE feeds ADD COLUMN known_as TEXT NOT NULL DEFAULT '';
    ALTER TABLE feeds ADD COLUMN gone TEXT;
    ALTER TABLE feeds ADD COLUMN rhythm REAL;
    ALTER TABLE feeds ADD COLUMN rests TEXT NOT NULL DEFAULT '';
    CREATE TABLE feed_days (
        feed TEXT NOT NULL, day TEXT NOT NULL,
        items INTEGER NOT NULL DEFAULT 0, parsed INTEGER NOT NULL DEFAULT 0, unparsed INTEGER NOT NULL DEFAULT 0,
        full INTEGER NOT NULL DEFAULT 0, teasers INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (feed, day)
    ) WITHOUT ROWID;
    CREATE INDEX articles_feed ON articles (feed, published);
    """)


@MIGRATIONS()
def m010_preferences(db: Database) -> None:
    """What a recipient has set for a topic, and when it is told next.

    ``wish pace silent length`` are parts of ``preferences`` by themselves: equal wishes are readers who are served together.
    Each is empty where it is the default.
    """
    db.executescript("""
    ALTER TABLE subscriptions ADD COLUMN preferences TEXT NOT NULL DEFAULT '';
    ALTER TABLE subscriptions ADD COLUMN wish TEXT NOT NULL DEFAULT '';
    ALTER TABLE subscriptions ADD COLUMN pace TEXT NOT NULL DEFAULT '';
    ALTER TABLE subscriptions ADD COLUMN due TEXT;
    ALTER TABLE subscriptions ADD COLUMN silent INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE subscriptions ADD COLUMN length TEXT NOT NULL DEFAULT '';
    DROP INDEX subscriptions_topic;
    CREATE INDEX subscriptions_topic ON subscriptions (topic, edition, wish, pace, due, recipient);
    """)


@MIGRATIONS()
def m011_places(db: Database) -> None:
    """An article whose guid has changed is found again by its address."""
    db.executescript("CREATE INDEX articles_place ON articles (feed, url) WHERE superseded IS NULL;")


@MIGRATIONS()
def m012_pins(db: Database) -> None:
    """One message per recipient is kept up to date in its place: which, and what it shows, must outlive a start."""
    db.executescript("""
    CREATE TABLE pins (
        recipient TEXT PRIMARY KEY REFERENCES recipients (name) ON UPDATE CASCADE ON DELETE CASCADE,
        topic TEXT NOT NULL, message TEXT NOT NULL DEFAULT '', shown TEXT NOT NULL DEFAULT '', pinned INTEGER NOT NULL DEFAULT 0,
        why TEXT NOT NULL DEFAULT '', at TEXT
    ) WITHOUT ROWID;
    """)


@MIGRATIONS()
def m013_accounts(db: Database) -> None:
    """What came to a topic since an account of it was told can be asked for, so that a story need not be folded anew.

    ``mark`` is the topic's when a reading came to it or was read again, ``cleared`` the topic's when a reading left it. ``accounts``
    keeps each topic's story as it was last told, so that the first answer after a start need not wait for it.
    """
    db.executescript("""
    ALTER TABLE gathered ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX gathered_mark ON gathered (topic, mark);
    ALTER TABLE topics ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE accounts (
        topic TEXT PRIMARY KEY REFERENCES topics (slug) ON DELETE CASCADE,
        mark INTEGER NOT NULL, word TEXT NOT NULL, told TEXT NOT NULL, story TEXT NOT NULL
    );
    """)


def known() -> frozenset[str]:
    """The names of all steps this Dateline knows."""
    return frozenset(migration.name for migration in MIGRATIONS.pending(Database(memory=True)))
