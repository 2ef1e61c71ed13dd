"""The bot on Telegram: commands, wording, sending, schedule."""

import os

# PTB gives durations as timedeltas, as its next major version will; unless told so it warns at every look at one.
os.environ.setdefault("PTB_TIMEDELTA", "true")
