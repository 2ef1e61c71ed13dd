"""Pictures that Telegram has already: what was sent once goes into other chats by its file id, as inline results must."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import fields

from bot.pictures.plan import Plan
from digests.model import key_of

__all__ = ["Kept"]

_MOST = 500


class Kept:
    """File ids by what stands on the picture, whenever it was drawn. Those of this process: another one learns its own."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, str] = OrderedDict()

    def note(self, plan: Plan, file: str) -> None:
        """Remember the file that shows a plan."""
        key = _identity(plan)
        self._ids[key] = file
        self._ids.move_to_end(key)
        if len(self._ids) > _MOST:
            self._ids.popitem(last=False)

    def find(self, plan: Plan) -> str | None:
        """The file that shows the same; None where none was sent."""
        return self._ids.get(_identity(plan))


def _identity(plan: Plan) -> str:
    """All that a picture says but for the moment it was made at, which stays true."""
    return key_of(type(plan).__name__, *(repr(getattr(plan, field.name)) for field in fields(plan) if field.name != "stamp"))
