"""One article as ``dateline explain`` shows it: what was found, what each layer sees, what was nearly found and why not.

``view`` gathers it, ``console`` and ``page`` show it.
"""

from __future__ import annotations

__all__ = ["TASKS"]

#: What can be looked for, in the order of showing.
TASKS = ("deadlines", "casualties", "positions")
