"""Unpacking of gzip, deflate, brotli and zstd with a limit on what comes out, so that a small bomb cannot fill the memory."""

from __future__ import annotations

import zlib

__all__ = ["CODINGS", "GZIP", "BadPacking", "TooLarge", "unpack"]

#: What is unpacked, as a server is told.
CODINGS = "gzip, deflate, br, zstd"

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
        elif name == "br":
            body = _unbrotlied(body, limit)
        elif name == "zstd":
            body = _unzstded(body, limit)
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


def _unbrotlied(body: bytes, limit: int) -> bytes:
    import brotli  # here, as below: few servers pack so, and a start need not wait for it

    engine, out, given = brotli.Decompressor(), bytearray(), body
    try:
        while not engine.is_finished():
            piece = engine.process(given, output_buffer_limit=limit + 1)
            out += piece
            if len(out) > limit:
                raise TooLarge
            if not piece and (not given or engine.can_accept_more_data()):
                raise BadPacking("the body was cut short")
            given = b""
    except brotli.error as error:
        raise BadPacking("the body is not packed as it says") from error
    return bytes(out)


def _unzstded(body: bytes, limit: int) -> bytes:
    import zstandard

    engine = zstandard.ZstdDecompressor(max_window_size=1 << 27)
    try:
        out = engine.stream_reader(body, read_across_frames=True).read(limit + 1)
        if len(out) > limit:
            raise TooLarge
        left = body  # again, now that it is known to be small: only this way tells whether the last frame came to its end
        while left:
            frame = engine.decompressobj()
            frame.decompress(left)
            if not frame.eof:
                raise BadPacking("the body was cut short")
            left = frame.unused_data
    except zstandard.ZstdError as error:
        raise BadPacking("the body is not packed as it says") from error
    return bytes(out)


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
