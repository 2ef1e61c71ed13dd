"""Unpacking of gzip and deflate with a limit on what comes out, so that a small bomb cannot fill the memory."""

from __future__ import annotations

import zlib

__all__ = ["GZIP", "BadPacking", "TooLarge", "unpack"]

#: The bytes every gzip body begins with.
GZIP = b"\x1f\x8b"

_GZIP_BITS = 16 + zlib.MAX_WBITS


class TooLarge(ValueError):
    """More comes out than the limit."""


class BadPacking(ValueError):
    """The bytes are not packed as they say, or are cut short; the message is in plain words."""


def unpack(body: bytes, coding: str, limit: int) -> bytes:
    """The body without its Content-Encoding, and without gzip where a server sends ``.gz`` bytes as they are.

    ``coding`` is the header as it came, codings parted by commas. Raises TooLarge and BadPacking.
    """
    for name in reversed([part.strip().lower() for part in coding.split(",")]):
        if name in ("gzip", "x-gzip") and body.startswith(GZIP):
            body = _inflate(body, _GZIP_BITS, limit)
        elif name == "deflate":
            body = _deflated(body, limit)
        elif name not in ("", "identity", "gzip", "x-gzip"):
            raise BadPacking(f"the body is packed in a way we do not read ({name})")
    if body.startswith(GZIP):
        body = _inflate(body, _GZIP_BITS, limit)
    if len(body) > limit:
        raise TooLarge
    return body


def _deflated(body: bytes, limit: int) -> bytes:
    """RFC 9110 means zlib by "deflate"; some servers send it without the zlib frame."""
    try:
        return _inflate(body, zlib.MAX_WBITS, limit)
    except BadPacking:
        return _inflate(body, -zlib.MAX_WBITS, limit)


def _inflate(body: bytes, bits: int, limit: int) -> bytes:
    out: list[bytes] = []
    room = limit + 1
    while body:
        engine = zlib.decompressobj(bits)
        try:
            piece = engine.decompress(body, room)
        except zlib.error as error:
            if out:  # padding after the last member
                break
            raise BadPacking("the body is not packed as it says") from error
        out.append(piece)
        room -= len(piece)
        if room <= 0:
            raise TooLarge
        if not engine.eof:
            raise BadPacking("the body was cut short")
        body = engine.unused_data if bits == _GZIP_BITS else b""
    return b"".join(out)
