"""Articles as they came in, every revision of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from digests.ledger.codec import moment, stamp
from digests.ledger.store import Shelf, listed
from digests.model import Article

__all__ = ["ARTICLE_COLUMNS", "Articles", "article_of"]

#: what ``article_of`` reads, in this order, of the table ``a``
ARTICLE_COLUMNS = "a.id, a.title, a.text, a.published, a.source, a.url, a.day, a.timed, a.feed, a.teaser, a.language"


class Articles(Shelf):
    """The area of the articles."""

    def file(self, articles: Iterable[Article], now: datetime) -> tuple[Article, ...]:
        """File articles; only those that were not on file come back, each once, in their order.

        An article with another text under a known identity is a revision: it is filed beside the earlier ones, which are noted
        as superseded now and stay, as do their readings.
        """
        by_key = {article.key: article for article in articles}
        with self.store.atomic():
            rows = self.store.rows("SELECT key FROM arrivals WHERE key IN (SELECT value FROM json_each(?))", listed(by_key))
            known = {key for (key,) in rows}
            fresh = {key: article for key, article in by_key.items() if key not in known}
            self._supersede({article.story_id for article in fresh.values()}, now)
            self.store.write_all(
                "INSERT INTO articles (key, story, id, title, text, published, source, url, day, timed, feed, teaser, language, filed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(key, *_row(article), stamp(now)) for key, article in fresh.items()],
            )
            self.store.write_all("INSERT INTO arrivals (key, article) VALUES (?, ?)", [(key, key) for key in fresh])
        return tuple(fresh.values())

    def on_file(self, story_ids: Iterable[str]) -> frozenset[str]:
        """Which of these identities are on file in any revision."""
        rows = self.store.rows("SELECT DISTINCT story FROM articles WHERE story IN (SELECT value FROM json_each(?))", listed(story_ids))
        return frozenset(story for (story,) in rows)

    def filed_at(self, feed: str, urls: Iterable[str]) -> dict[str, list[Article]]:
        """The latest revisions a feed (``Feed.identity``) brought under some addresses, by address."""
        sql = (
            f"SELECT {ARTICLE_COLUMNS} FROM articles a"  # noqa: S608
            " WHERE a.feed = ? AND a.url IN (SELECT value FROM json_each(?)) AND a.superseded IS NULL"
        )
        found: dict[str, list[Article]] = defaultdict(list)
        for row in self.store.rows(sql, feed, listed(urls)):
            article = article_of(row)
            found[article.url].append(article)
        return found

    def filed_as(self, feed: str, titles: Iterable[str], since: datetime) -> dict[str, list[Article]]:
        """The latest revisions a feed (``Feed.identity``) brought under some headlines and published since, by headline."""
        sql = (
            f"SELECT {ARTICLE_COLUMNS} FROM articles a"  # noqa: S608
            " WHERE a.feed = ? AND a.published >= ? AND a.title IN (SELECT value FROM json_each(?)) AND a.superseded IS NULL"
        )
        found: dict[str, list[Article]] = defaultdict(list)
        for row in self.store.rows(sql, feed, stamp(since), listed(titles)):
            article = article_of(row)
            found[article.title].append(article)
        return found

    def fill(self, key: str, article: Article) -> bool:
        """Put the page's text in the place of the teaser filed under ``key``; the teaser is still known when it comes again.

        False where that text is on file already, so that there is nothing new to read, or where the teaser has been read.
        """
        with self.store.atomic():
            if article.key != key and self.store.row("SELECT 1 FROM articles WHERE key = ?", article.key):
                self.store.write("UPDATE arrivals SET article = ? WHERE article = ?", article.key, key)
                self.store.write("UPDATE articles SET superseded = NULL WHERE key = ?", article.key)
                self.store.write("DELETE FROM articles WHERE key = ? AND read IS NULL", key)
                return False
            columns = "key, story, id, title, text, published, source, url, day, timed, feed, teaser, language"
            changed = self.store.write(
                f"UPDATE articles SET ({columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE key = ? AND read IS NULL",  # noqa: S608
                *(article.key, *_row(article)),
                key,
            )
            return bool(changed)

    def article(self, key: str) -> Article | None:
        """One revision by its key, or by the key under which a feed carried it."""
        sql = f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.key = coalesce((SELECT article FROM arrivals WHERE key = ?), ?)"  # noqa: S608
        found = self.store.row(sql, key, key)
        return None if found is None else article_of(found)

    def unread(self, limit: int) -> tuple[Article, ...]:
        """Filed and not read yet, newest first, at most ``limit``: where a run begins, and goes on after a crash."""
        sql = f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.read IS NULL ORDER BY a.published DESC LIMIT ?"  # noqa: S608
        return tuple(article_of(row) for row in self.store.rows(sql, limit))

    def set_aside(self, key: str, why: str, now: datetime) -> None:
        """Note that this revision could not be read, and why; it is not unread any more until ``read_again``."""
        self.store.write("UPDATE articles SET read = ?, trouble = ? WHERE key = ?", stamp(now), why, key)

    def pass_over(self, articles: Iterable[Article], now: datetime) -> None:
        """Note that these need no reading: they are known, and that is all."""
        self.store.write_all("UPDATE articles SET read = ? WHERE key = ? AND read IS NULL", [(stamp(now), one.key) for one in articles])

    def read_again(self) -> int:
        """Make what was set aside unread again, for a reader that has learned more; how many."""
        return self.store.write("UPDATE articles SET read = NULL, trouble = NULL WHERE trouble IS NOT NULL")

    def every_article(self, batch: int = 500) -> Iterator[tuple[Article, ...]]:
        """All that was read, in batches, in the order of filing."""
        last = 0
        sql = (
            f"SELECT a.rowid, {ARTICLE_COLUMNS} FROM articles a JOIN readings r ON r.article = a.key"  # noqa: S608
            " WHERE a.rowid > ? ORDER BY a.rowid LIMIT ?"
        )
        while rows := self.store.rows(sql, last, batch):
            last = rows[-1][0]
            yield tuple(article_of(row[1:]) for row in rows)

    def recent(self, since: datetime) -> Iterator[Article]:
        """The latest revision of every article that was read and was published since, newest first."""
        sql = (
            f"SELECT {ARTICLE_COLUMNS} FROM articles a JOIN readings r ON r.article = a.key"  # noqa: S608
            " WHERE a.published >= ? AND a.superseded IS NULL ORDER BY a.published DESC"
        )
        return (article_of(row) for row in self.store.rows(sql, stamp(since)))

    def _supersede(self, stories: Iterable[str], now: datetime) -> None:
        stories = listed(stories)
        self.store.write(
            "UPDATE readings SET superseded = ? WHERE superseded IS NULL AND article IN"
            " (SELECT key FROM articles WHERE story IN (SELECT value FROM json_each(?)))",
            stamp(now),
            stories,
        )
        self.store.write(
            "UPDATE articles SET superseded = ? WHERE superseded IS NULL AND story IN (SELECT value FROM json_each(?))", stamp(now), stories
        )


def article_of(row: tuple[Any, ...]) -> Article:
    """The article in a row of ``ARTICLE_COLUMNS``."""
    id_, title, text, published, source, url, day, timed, feed, teaser, language = row
    return Article(
        id_,
        title,
        text,
        moment(published),
        source,
        url,
        day=None if day is None else date.fromisoformat(day),
        timed=bool(timed),
        feed=feed,
        teaser=bool(teaser),
        language=language,
    )


def _row(article: Article) -> tuple[object, ...]:
    """All columns from ``story`` to ``language``."""
    day = None if article.day is None else article.day.isoformat()
    head = (article.story_id, article.id, article.title, article.text, stamp(article.published), article.source, article.url)
    return (*head, day, int(article.timed), article.feed, int(article.teaser), article.language)
