"""Bytes -> text, by a declared ladder: UTF-8, else Windows-1252.  Nothing is replaced in silence."""

import codecs
from dataclasses import dataclass
from typing import Final

BYTE_ORDER_MARK: Final = codecs.BOM_UTF8
_UNDEFINED: Final = frozenset(b"\x81\x8d\x8f\x90\x9d")
# Windows-1252 with its five holes filled as Latin-1 fills them: with C1 controls.
_TABLE: Final = "".join(
    chr(byte) if byte in _UNDEFINED else bytes([byte]).decode("cp1252") for byte in range(256)
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was won."""

    text: str
    """Line ends as received."""
    encoding: str
    """``utf-8`` or ``cp1252``."""
    problems: tuple[str, ...]


def decode(raw: bytes) -> Decoded:
    """Return the text of ``raw``; never fails.

    Overlong forms and surrogates are no UTF-8 and go to the second step.
    Problems: ``encoding-guessed`` (not UTF-8), ``encoding-undefined`` (a byte
    that Windows-1252 lacks became the C1 control of the same number),
    ``replacement-character`` (whoever made the file had lost a character).
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text, _length = codecs.charmap_decode(raw, "strict", _TABLE)
        holes = ("encoding-undefined",) if _UNDEFINED.intersection(raw) else ()
        return Decoded(text, "cp1252", ("encoding-guessed", *holes))
    return Decoded(text, "utf-8", ("replacement-character",) if "\ufffd" in text else ())


def decode_file(raw: bytes) -> Decoded:
    """Return the text of a whole file: ``decode`` without the byte order mark."""
    return decode(raw.removeprefix(BYTE_ORDER_MARK))
