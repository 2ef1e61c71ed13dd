"""What parties want, offer, take, refuse or threaten: ``read(document) -> tuple[Position, ...]``."""

from digests.extract.positions.reading import read

__all__ = ["read"]
