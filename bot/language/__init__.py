"""What the bot says, in the language of who reads it: gettext catalogues, and Babel for numbers, days and lists. Pure."""

from __future__ import annotations

from bot.language.catalogue import SOURCE, codes, known
from bot.language.tongue import ENGLISH, Sense, Several, Tongue, mark, tongue

__all__ = ["ENGLISH", "SOURCE", "Sense", "Several", "Tongue", "codes", "known", "mark", "tongue"]
