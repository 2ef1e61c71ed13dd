"""Whether a place acts or is the scene: "Kyiv rejected", "strikes on Kyiv"."""

from __future__ import annotations

from digests.text.names.chunks import Unit
from digests.text.names.gazetteer import Entry, entries
from digests.text.names.runs import Words


class Scenes(Words):
    """Looks at the words beside a place's name."""

    def is_scene(self, unit: Unit, entry: Entry) -> bool:
        """Whether a country's, a capital's or a town's name is told as the place, not as the one who acts."""
        low, lists = self.tokens.lower, self._lists
        before = unit.first - 1
        if before >= 0 and low[before] == "the":
            before -= 1
        previous = low[before] if before >= 0 else ""
        after = low[unit.last] if unit.last < len(low) else ""
        if previous in lists["scene"]:
            return True
        if previous in ("to", "from", "on", "for", "of", "and") and any(
            word in lists["moving"] for word in low[max(0, before - 5) : before]
        ):
            return True
        if entry.kind == "state":
            return False
        if after in lists["scene_after"] or (after == "," and self._country_after(unit.last + 1)) or (after == "(" and before < 0):
            return True
        return after in lists["undergo"] or (previous in ("of", "on", "from") and entry.kind == "place")

    def _country_after(self, index: int) -> bool:
        if index >= len(self.tokens):
            return False
        found = entries().match(self.tokens.words, index)
        return bool(found and found[1].kind in ("state", "place"))

    def _locates(self, first: int) -> bool:
        return first > 0 and self.tokens.lower[first - 1] in ("in", "near", "outside", "at") and not self.tokens.words[first].isupper()
