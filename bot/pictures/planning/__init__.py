"""From a story to what stands on its pictures, with a caption that says the same in words."""

from bot.pictures.planning.cards import deadline_card, headline_card
from bot.pictures.planning.positions import positions
from bot.pictures.planning.timeline import timeline
from bot.pictures.planning.told import Told
from bot.pictures.planning.tolls import tolls
from bot.pictures.planning.week import SPAN, week

__all__ = ["SPAN", "Told", "deadline_card", "headline_card", "positions", "timeline", "tolls", "week"]
