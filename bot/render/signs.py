"""The signs before headings: few, the same everywhere, and never needed to understand a line."""

from __future__ import annotations

DEADLINES = "⏳"
CASUALTIES = "🕯"
POSITIONS = "🗣"
DISPUTES = "⚖️"
