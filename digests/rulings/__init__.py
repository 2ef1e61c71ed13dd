"""The desk's word on key points, applied where readings go into the story. Pure.

A ruling names facts by ``Anchor``, not by key: an article that is read again gives its facts new keys, and the ruling must still
find them. ``amend`` puts readings right before they are folded, ``settle`` hides, joins, parts and pins what was folded.
"""

from __future__ import annotations

from digests.model import Fact
from digests.rulings.amending import UNSURE, amend
from digests.rulings.anchors import Found, anchor, facts_of, find
from digests.rulings.fields import FIELDS, shown, told, valued
from digests.rulings.settling import settle
from digests.rulings.telling import Ruled, tell

__all__ = ["FIELDS", "UNSURE", "Fact", "Found", "Ruled", "amend", "anchor", "facts_of", "find", "settle", "shown", "tell", "told", "valued"]
