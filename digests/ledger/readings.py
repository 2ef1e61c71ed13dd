"""What was read out of each article, when we learned it, and which topics it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from digests.errors import LedgerError
from digests.ledger.articles import ARTICLE_COLUMNS, Articles, article_of
from digests.ledger.codec import encode, moment, stamp
from digests.ledger.store import listed
from digests.ledger.topics import Topics
from digests.model import Article, Facts, Reading

__all__ = ["Readings"]

_GATHERED = (
    f"SELECT {ARTICLE_COLUMNS}, r.facts, r.learned, r.publisher FROM gathered g JOIN readings r ON r.article = g.article"  # noqa: S608
    " JOIN articles a ON a.key = g.article WHERE g.topic = ?"
)


class Readings(Articles, Topics):
    """The area of the readings."""

    def keep(self, article: Article, facts: Facts, topics: tuple[str, ...], learned: datetime, publisher: str) -> None:
        """Keep what was read out of one revision, and the topics it belongs to (those that are no topics here are passed over).

        Reading the same revision again replaces its facts and not the moment we learned them; readings of other revisions stay.
        Raises LedgerError where the revision was never filed.
        """
        with self.store.atomic():
            key, known = self._filed(article)
            self.store.write(
                "INSERT INTO readings (article, facts, learned, publisher, superseded) VALUES (?, ?, ?, ?,"
                " (SELECT superseded FROM articles WHERE key = ?))"
                " ON CONFLICT (article) DO UPDATE SET facts = excluded.facts, publisher = excluded.publisher,"
                " learned = min(learned, excluded.learned)",
                *(key, encode(facts), stamp(learned), publisher, key),
            )
            self.store.write("UPDATE articles SET read = ?, trouble = NULL WHERE key = ?", stamp(learned), key)
            if known:
                self._leave(key, topics)
            self._join(article, topics)

    def readings(self, topic: str, learned_by: datetime | None = None) -> tuple[Reading, ...]:
        """Every revision's reading in a topic, by publication, then key; those learned after ``learned_by`` are left out."""
        if learned_by is None:
            rows = self.store.rows(f"{_GATHERED} ORDER BY g.published, g.article", topic)
        else:
            rows = self.store.rows(f"{_GATHERED} AND r.learned <= ? ORDER BY g.published, g.article", topic, stamp(learned_by))
        return tuple(map(self._reading, rows))

    def readings_since(self, topic: str, mark: int) -> tuple[int, bool, tuple[Reading, ...]]:
        """What came to a topic since it had a mark: its mark now, whether these are all its readings, and the readings.

        They are all where one has left the topic since, so that what was made of the earlier ones no longer holds.
        """
        with self.store.atomic():
            found = self.store.row("SELECT mark, cleared FROM topics WHERE slug = ?", topic)
            if found is None or found[1] > mark or mark <= 0:
                return (0 if found is None else int(found[0])), True, self.readings(topic)
            rows = self.store.rows(f"{_GATHERED} AND g.mark > ? ORDER BY g.published, g.article", topic, mark)
            return int(found[0]), False, tuple(map(self._reading, rows))

    def reading(self, key: str) -> Reading | None:
        """What was read out of one revision; None where it is not on file or not read yet."""
        sql = (
            f"SELECT {ARTICLE_COLUMNS}, r.facts, r.learned, r.publisher FROM readings r"  # noqa: S608
            " JOIN articles a ON a.key = r.article WHERE r.article = ?"
        )
        row = self.store.row(sql, key)
        return None if row is None else self._reading(row)

    def stored(self, since: datetime, until: datetime) -> tuple[tuple[Article, Reading | None], ...]:
        """Every revision published in a time that was read, with its reading, or set aside, without; oldest first."""
        sql = (
            f"SELECT {ARTICLE_COLUMNS}, r.facts, r.learned, r.publisher FROM articles a LEFT JOIN readings r ON r.article = a.key"  # noqa: S608
            " WHERE a.published >= ? AND a.published < ? AND (r.article IS NOT NULL OR a.trouble IS NOT NULL) ORDER BY a.published, a.key"
        )
        rows = self.store.rows(sql, stamp(since), stamp(until))
        return tuple((article_of(row[:-3]), None if row[-3] is None else self._reading(row)) for row in rows)

    def foreign(self, topic: str, read: Iterable[str], since: datetime, until: datetime, limit: int) -> tuple[Article, ...]:
        """The newest articles of a topic in other languages than ``read``, published in a time and known at its end; newest first.

        Of each the revision that stood then; at most ``limit``.
        """
        sql = (
            f"SELECT {ARTICLE_COLUMNS} FROM gathered g JOIN readings r ON r.article = g.article JOIN articles a ON a.key = g.article"  # noqa: S608
            " WHERE g.topic = ?1 AND g.published > ?2 AND g.published <= ?3 AND r.learned <= ?3"
            " AND (a.superseded IS NULL OR a.superseded > ?3) AND a.language NOT IN (SELECT value FROM json_each(?4))"
            " ORDER BY g.published DESC, g.article LIMIT ?5"
        )
        return tuple(article_of(row) for row in self.store.rows(sql, topic, stamp(since), stamp(until), listed(read), limit))

    def gather(self, topic: str, articles: Iterable[Article], belongs: bool = True) -> None:
        """Put articles that were read into a topic, or take them out of it: for a topic whose terms are new."""
        rows = [(topic, stamp(article.published), article.key) for article in articles]
        with self.store.atomic():
            if rows:
                self.touch((topic,))
            if belongs:
                sql = (
                    "INSERT OR IGNORE INTO gathered (topic, published, article, mark) SELECT slug, ?2, ?3, mark FROM topics WHERE slug = ?1"
                )
                self.store.write_all(sql, rows)
                return
            keys = listed(key for _, _, key in rows)
            left = "FROM gathered WHERE topic = ? AND article IN (SELECT value FROM json_each(?))"
            if self.store.row(f"SELECT 1 {left} LIMIT 1", topic, keys):
                self.store.write(f"DELETE {left}", topic, keys)
                self._clear((topic,))

    def _filed(self, article: Article) -> tuple[str, bool]:
        """The revision's key, and whether it was read before."""
        key = article.key
        found = self.store.row("SELECT (SELECT 1 FROM readings WHERE article = ?1) FROM articles WHERE key = ?1", key)
        if found is None:
            raise LedgerError(self.store.path, f"no such article is on file: {article.title!r} ({key})")
        return key, found[0] is not None

    def _leave(self, key: str, topics: Iterable[str]) -> None:
        """Take a reading out of its topics, before it joins ``topics``."""
        before = {slug for (slug,) in self.store.rows("SELECT topic FROM gathered WHERE article = ?", key)}
        left = before - set(topics)
        self.touch(left)
        self._clear(left)
        self.store.write("DELETE FROM gathered WHERE article = ?", key)

    def _join(self, article: Article, topics: tuple[str, ...]) -> None:
        self.touch(topics)
        self.store.write(
            "INSERT OR IGNORE INTO gathered (topic, published, article, mark)"
            " SELECT slug, ?, ?, mark FROM topics WHERE slug IN (SELECT value FROM json_each(?))",
            *(stamp(article.published), article.key, listed(topics)),
        )

    def _clear(self, topics: Iterable[str]) -> None:
        self.store.write("UPDATE topics SET cleared = mark WHERE slug IN (SELECT value FROM json_each(?))", listed(topics))

    def _reading(self, row: tuple[Any, ...]) -> Reading:
        return Reading(article_of(row[:-3]), self.store.record(Facts, row[-3]), moment(row[-2]), row[-1])
