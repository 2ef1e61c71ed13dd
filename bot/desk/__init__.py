"""Running the desk: one table of acts, the same from a chat and from a shell."""

from __future__ import annotations
