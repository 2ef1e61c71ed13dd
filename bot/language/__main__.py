"""``python -m bot.language``: write the strings that are new in the code into every catalogue."""

from __future__ import annotations

from bot.language.gathering import main

if __name__ == "__main__":
    main()
