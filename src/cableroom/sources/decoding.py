"""Bytes -> text, by a declared ladder: a byte order mark, UTF-8, both mixed, Windows-1252.

Nothing is replaced in silence: what was guessed, mixed, lost or set right is
a problem of the record, and its bytes are kept for ever beside the text.
"""

import codecs
import re
from dataclasses import dataclass
from io import StringIO
from typing import Final

BYTE_ORDER_MARK: Final = codecs.BOM_UTF8
_UTF_16: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UNDEFINED: Final = frozenset(b"\x81\x8d\x8f\x90\x9d")
# Windows-1252 with its five holes filled as Latin-1 fills them: with C1 controls.
_TABLE: Final = "".join(
    chr(byte) if byte in _UNDEFINED else bytes([byte]).decode("cp1252") for byte in range(256)
)
# Characters of more than one byte in a row. Source: The Unicode Standard, table 3-7.
_MULTIBYTE: Final = (
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_UTF_8: Final = re.compile(rb"(?:" + _MULTIBYTE + rb")+")
# What two letters of Windows-1252 may be by chance: a capital and a quote behind it, as in CAFÉ’S.
_BY_CHANCE: Final = re.compile(rb"[\xc6-\xdf][\x80-\xbf]")
# UTF-8 that was taken for Windows-1252 (or Latin-1), and written as UTF-8 again.
_BYTE_OF: Final = {ord(letter): byte for byte, letter in enumerate(_TABLE)} | {
    code: code for code in range(0x80, 0xA0)
}
_TAILS: Final = range(0x80, 0xC0)
_TAIL: Final = "[" + "".join(re.escape(chr(code)) for code, byte in _BYTE_OF.items() if byte in _TAILS) + "]"
# Not Ã and a closing quote: a word of Portuguese may end so, in capitals.
_SURELY_DOUBLED: Final = re.compile(f"â[€\x80„\x84‚\x82]{_TAIL}|Ã[¡-º¼-¿]")
_DOUBLED: Final = re.compile(f"â[€\x80„\x84‚\x82]{_TAIL}|[ÃÂ]{_TAIL}")
_NUL_SHARE: Final = 16
"""One NUL in so many bytes: no text, whatever words it holds. A few may stand in a text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was won."""

    text: str
    """Line ends as received."""
    encoding: str
    """``utf-8``, ``cp1252``, ``mixed``, ``utf-8-doubled``, ``utf-16-le`` or ``utf-16-be``."""
    problems: tuple[str, ...]


def decode(raw: bytes) -> Decoded:
    """Return the text of ``raw``; never fails.

    Overlong forms and surrogates are no UTF-8.  Where some places are UTF-8 and others are not, each
    is read as what it is (``mixed``), if one at least can hardly be anything but UTF-8.
    Problems: ``encoding-guessed`` (not UTF-8), ``encoding-mixed``, ``encoding-doubled`` (UTF-8 that
    had been taken for Windows-1252 was set right), ``encoding-undefined`` (a byte that Windows-1252
    lacks became the C1 control of the same number), ``replacement-character`` (whoever made the file
    had lost a character).
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf_8(raw)
    if text.isascii():
        return Decoded(text, "utf-8", ())
    lost = ("replacement-character",) if "\ufffd" in text else ()
    if (repaired := undouble(text)) != text:
        return Decoded(repaired, "utf-8-doubled", ("encoding-doubled", *lost))
    return Decoded(text, "utf-8", lost)


def decode_file(raw: bytes) -> Decoded:
    """Return the text of a whole file: ``decode`` without the byte order mark, or what such a mark says."""
    if (encoding := _UTF_16.get(raw[:2])) is None:
        return decode(raw.removeprefix(BYTE_ORDER_MARK))
    body = raw[2:]
    text = body[: len(body) & ~1].decode(encoding, "surrogatepass")
    problems = ("replacement-character",) if "\ufffd" in text else ()
    if len(body) % 2:
        return Decoded(text + chr(body[-1]), encoding, ("encoding-undefined", *problems))
    return Decoded(text, encoding, problems)


def may_hold(raw: bytes, words: bytes) -> bool:
    """Say whether the text of ``raw`` may hold ``words``, of ASCII; much quicker than to decode it."""
    return words in raw or raw[:2] in _UTF_16


def undouble(text: str) -> str:
    """Return ``text`` with ``â€™`` and its like as they were meant, if one of them is sure."""
    if ("â" not in text and "Ã" not in text) or _SURELY_DOUBLED.search(text) is None:
        return text
    return _DOUBLED.sub(_meant, text)


def is_binary(head: bytes) -> bool:
    """Tell whether a file that begins with ``head`` is no text, or one in UTF-16 that does not say so."""
    return not head.startswith(tuple(_UTF_16)) and head.count(0) * _NUL_SHARE > len(head)


def _meant(found: re.Match[str]) -> str:
    """The one character that was doubled; the same where it is none after all."""
    try:
        return bytes(_BYTE_OF[ord(letter)] for letter in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _not_utf_8(raw: bytes) -> Decoded:
    """Return the text of bytes that are not UTF-8 from end to end."""
    if all(_BY_CHANCE.fullmatch(place[0]) for place in _UTF_8.finditer(raw)):
        return Decoded(_windows(raw), "cp1252", ("encoding-guessed", *_holes(raw)))
    written = StringIO(newline="")
    holes: set[str] = set()
    position = 0
    for place in _UTF_8.finditer(raw):
        between = raw[position : place.start()]
        holes.update(_holes(between))
        written.write(_windows(between))
        written.write(place[0].decode("utf-8"))
        position = place.end()
    holes.update(_holes(raw[position:]))
    text = written.getvalue() + _windows(raw[position:])
    lost = ("replacement-character",) if "\ufffd" in text else ()
    return Decoded(text, "mixed", ("encoding-mixed", *holes, *lost))


def _windows(raw: bytes) -> str:
    return codecs.charmap_decode(raw, "strict", _TABLE)[0]


def _holes(raw: bytes) -> tuple[str, ...]:
    return ("encoding-undefined",) if _UNDEFINED.intersection(raw) else ()
