"""Pages made of a story, kept while it stands: many chats that ask the same within a minute get the pages made for the first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from bot.render import Page
from digests.model import Story

__all__ = ["Made"]

#: pages kept of one story: by what is asked, and by the languages, zones and wishes of those who ask
_MOST = 64


@dataclass(slots=True)
class _Of:
    story: Story
    pages: OrderedDict[Hashable, tuple[Page, ...]] = field(default_factory=OrderedDict)


class Made:
    """The pages last made of each topic's story. A story that was told anew has none: of an older one nothing is held."""

    def __init__(self) -> None:
        self._of: dict[str, _Of] = {}

    def find(self, story: Story, key: Hashable) -> tuple[Page, ...] | None:
        """The pages made of this very story under a key, which must hold all else that they were made of; None where there are none."""
        of = self._of.get(story.topic)
        if of is None or of.story is not story or key not in of.pages:
            return None
        of.pages.move_to_end(key)
        return of.pages[key]

    def keep(self, story: Story, key: Hashable, pages: tuple[Page, ...]) -> tuple[Page, ...]:
        """The pages, which are found from now on; the longest unasked make room."""
        of = self._of.get(story.topic)
        if of is None or of.story is not story:
            of = self._of[story.topic] = _Of(story)
        of.pages[key] = pages
        of.pages.move_to_end(key)
        if len(of.pages) > _MOST:
            of.pages.popitem(last=False)
        return pages
