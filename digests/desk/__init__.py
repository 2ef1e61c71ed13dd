"""What the people of the desk do to it: every act is one function over the ledger, the same from a chat and from a shell.

Each takes the ledger and who does it first, writes itself to the audit log in its own transaction, returns records, and raises
InputError in words for that person where it cannot be done.
"""

from __future__ import annotations

from digests.desk.opening import Planted, known_bot, open_desk, put_topic

__all__ = ["Planted", "known_bot", "open_desk", "put_topic"]
