"""How many people were killed, injured, missing or captured, as an article tells it."""

from __future__ import annotations

from digests.extract.casualties.reading import read

__all__ = ["read"]
