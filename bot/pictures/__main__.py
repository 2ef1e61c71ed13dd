"""The process that draws: reads plans from its input and writes pictures, until the input ends.

A question is four bytes of length (big-endian) and a pickled (plan, theme); an answer one byte (1: a picture, 0: why there is none),
four of length, and the bytes. Only the bot that started it speaks to it.
"""

from __future__ import annotations

import pickle
import signal
import sys
from typing import BinaryIO

from bot.pictures.drawing import draw


def main(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the questions end."""
    while len(head := questions.read(4)) == 4:
        question = questions.read(int.from_bytes(head, "big"))
        try:
            plan, theme = pickle.loads(question)  # noqa: S301  # written by our own parent process
            told, answer = b"\x01", draw(plan, theme)
        except Exception as error:  # whatever it is, the bot answers in words
            told, answer = b"\x00", f"{type(error).__name__}: {error}".encode()
        answers.write(told + len(answer).to_bytes(4, "big") + answer)
        answers.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which closes this process's input
    main(sys.stdin.buffer, sys.stdout.buffer)
