"""The settings of a chat, by buttons alone: a tree of pages that take each other's place.

``chat`` has the handlers, ``steps`` what a button says, ``keeping`` what stands in the ledger, ``acts`` what a step changes, ``home`` and
``topic`` the pages, ``zones`` the places of the world by what their clocks show.
"""

from __future__ import annotations

from bot.panel.keeping import follow
from bot.panel.steps import Step, button

__all__ = ["Step", "button", "follow"]
