"""From bytes to text: the right text, or none.

What a server, a declaration and the bytes themselves say of their encoding often differ. A byte order mark decides; then
the bytes, since hardly anything but UTF-8 is valid UTF-8 by accident; then, among what is declared and what the language
makes likely, the reading that looks most like written words. Where none does, there is no text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from digests.text.vocabulary import load

__all__ = ["Undecodable", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:\-]{1,40})["']"""
    rb"""|<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?([\w.:\-]{1,40})""",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:\-]+)""", re.IGNORECASE)

#: What no written word has: control characters, and letters of two scripts or marks of trade inside one word.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2500-\u259f\ue000-\uf8ff\ufffd]"
    "|[a-zà-öø-ÿ][Ѐ-ӿͰ-Ͽ]|[Ѐ-ӿ][a-zA-Zà-öø-ÿͰ-Ͽ]|[Ͱ-Ͽ][a-zA-Zà-öø-ÿ]"
    "|[^\\W\\d_][¤¦¬¨¸¹²³¼½¾×÷±§¶¿¡©®¥¢£°º][^\\W\\d_]"
    "|[a-zа-яα-ω][À-ÖØ-ÞЀ-ЯΑ-Ω]"
)
_ACCENTS = re.compile("[À-ÖØ-öø-ÿ]{3,}")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")

#: Of 100 letters beyond ASCII, how many may be odd in a reading that is still believed where it was only guessed.
_BELIEVED = 0.02
#: And where it was declared: declarations err, but less than guesses.
_BELIEVED_DECLARED = 0.15

#: Bytes of windows-1252 that stray into UTF-8 from word processors: quotes, dashes, the ellipsis, the euro.
_STRAYS = frozenset(b"\x80\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b")


class Undecodable(ValueError):
    """No reading of the bytes looks like text; the message is in plain words."""


def decode(body: bytes, content_type: str = "", language: str = "") -> str:
    """The text of bytes, without a byte order mark. ``content_type`` is the HTTP header, ``language`` a tag or "".

    Raises Undecodable.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _marked(body[len(mark) :], name)
    if wide := _wide(body):
        return _marked(body, wide)
    declared = _declared(body, content_type)
    if b"\x1b" in body and (escaped := next((name for name in declared if name.startswith("iso2022")), "")):
        return _marked(body, escaped)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(body):
        return _mended(body)
    return _best(body, declared, language)


def _marked(body: bytes, name: str) -> str:
    try:
        return body.decode(name)
    except UnicodeDecodeError as error:
        text = body.decode(name, "replace")
        if text.count("\ufffd") * 1000 > len(text):
            raise Undecodable(f"it is not in the encoding it says ({name})") from error
        return text


def _wide(body: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, told by the zeros around the first ``<`` or ``{``."""
    head = body[:4]
    for sign in (b"<", b"{"):
        for name in ("utf-32-be", "utf-32-le", "utf-16-be", "utf-16-le"):
            if len(head) == 4 and head.startswith(sign.decode().encode(name)) and head.count(0) >= 2:
                return name
    return ""


def _declared(body: bytes, content_type: str) -> list[str]:
    """Encodings as declared, known ones only, by Python's names: the document's own word first, then the server's."""
    found = [(m.group(1) or m.group(2)).decode("ascii") for m in _DECLARED.finditer(body[:4096])]
    found += _CHARSET.findall(content_type)
    return list(dict.fromkeys(name for told in found if (name := _known(told))))


def _known(told: str) -> str:
    """Python's name of an encoding as browsers read it (WHATWG: Latin-1 on the web is windows-1252), "" where unknown."""
    usual = load("digests.wire", "encodings.toml")["usual"]
    name = told.lower().replace("_", "-")
    try:
        return codecs.lookup(usual.get(name, name)).name.replace("_", "-") if not name.startswith(("utf-16", "utf-32", "ucs")) else ""
    except LookupError:
        return ""


def _mostly_utf8(body: bytes) -> bool:
    """Whether it is UTF-8 with a few broken places, as where a teaser was cut in the middle of a letter."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken <= (len(_BEYOND_ASCII.findall(text)) - broken) // 10


def _mended(body: bytes) -> str:
    """UTF-8 with its broken places: a stray quote or dash is read as one, else the letter is lost and says so (U+FFFD)."""

    def mend(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        run = error.object[error.start : error.end]
        return (run.decode("windows-1252") if len(run) == 1 and run[0] in _STRAYS else "\ufffd"), error.end

    codecs.register_error("dateline-strays", mend)
    return body.decode("utf-8", "dateline-strays")


def _best(body: bytes, declared: list[str], language: str) -> str:
    words = load("digests.wire", "encodings.toml")
    likely = words["languages"].get(language.lower().partition("-")[0], [])
    told, oddness = _least_odd(body, declared)
    if told is not None and oddness <= _BELIEVED:
        return told
    guess, guessed = _least_odd(body, likely)
    if guess is None or guessed > _BELIEVED:
        if told is not None and oddness <= _BELIEVED_DECLARED:
            return told
        guess, guessed = _least_odd(body, words["guesses"])
    if guess is not None and guessed <= _BELIEVED:
        return guess
    raise Undecodable("its encoding cannot be told: no reading of the bytes looks like written words")


def _least_odd(body: bytes, names: Iterable[str]) -> tuple[str | None, float]:
    """The reading most like written words, the first where several are alike, and how odd it is; None where none is one."""
    best: tuple[str | None, float] = None, float("inf")
    for name in names:
        text = _tried(body, name)
        if text is not None and (oddness := _oddness(text)) < best[1]:
            best = text, oddness
    return best


def _tried(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return _mended_latin(body) if name == "cp1252" else None


def _mended_latin(body: bytes) -> str:
    """windows-1252 leaves five bytes undefined; browsers read them as control characters, which are dropped later."""
    return "".join(bytes([b]).decode("cp1252", "replace") if b >= 0x80 else chr(b) for b in body)


def _oddness(text: str) -> float:
    """How unlike written words a reading is: odd places among its letters beyond ASCII, from 0 up."""
    beyond = len(_BEYOND_ASCII.findall(text))
    odd = len(_ODD.findall(text)) + sum(len(run) for run in _ACCENTS.findall(text))
    return odd / beyond if beyond else float(odd > 0)
