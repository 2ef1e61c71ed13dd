"""What the Bot API answers when it refuses: status, text and the two parameters a client may act on."""

from __future__ import annotations

__all__ = ["Refused", "bad", "flooded", "forbidden", "migrated", "unparsed"]

#: the word before the colon, as the real server puts it
_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class Refused(Exception):
    """An answer with ``ok: false``."""

    def __init__(self, status: int, description: str, retry_after: int | None = None, migrate_to_chat_id: int | None = None) -> None:
        super().__init__(description)
        #: HTTP status, and ``error_code`` in the body
        self.status = status
        #: the whole ``description``, "Bad Request: chat not found"
        self.description = description
        #: seconds to wait; None where the server names none
        self.retry_after = retry_after
        #: the supergroup that took this group's place; None where nothing moved
        self.migrate_to_chat_id = migrate_to_chat_id

    def body(self) -> dict[str, object]:
        """The answer as the wire carries it."""
        answer: dict[str, object] = {"ok": False, "error_code": self.status, "description": self.description}
        parameters = {
            name: value
            for name, value in (("retry_after", self.retry_after), ("migrate_to_chat_id", self.migrate_to_chat_id))
            if value is not None
        }
        if parameters:
            answer["parameters"] = parameters
        return answer

    @classmethod
    def of(cls, status: int, why: str | None = None, *, retry_after: int | None = None, migrate_to: int | None = None) -> Refused:
        """The refusal for a status; ``why`` is put after the status's own word unless it stands there already."""
        word = _WORDS.get(status, "Error")
        if why is None:
            why = f"retry after {retry_after}" if retry_after is not None else ""
        text = why if why.startswith(word) else f"{word}: {why}" if why else word
        return cls(status, text, retry_after, migrate_to)


def bad(why: str) -> Refused:
    """400: the request cannot be done as it stands."""
    return Refused.of(400, why)


def unparsed(why: str) -> Refused:
    """400: the text's markup breaks the grammar."""
    return bad(f"can't parse entities: {why}")


def forbidden(why: str) -> Refused:
    """403: the bot may not speak there."""
    return Refused.of(403, why)


def flooded(seconds: int) -> Refused:
    """429: too much in too short a time."""
    return Refused.of(429, retry_after=seconds)


def migrated(to: int) -> Refused:
    """400: the group has become a supergroup."""
    return Refused.of(400, "group chat was upgraded to a supergroup chat", migrate_to=to)
