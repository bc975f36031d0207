"""Queries that nobody types, from bytes: nested, endless, half closed, in odd letters; for the fuzzer too."""

from typing import Final

_WORDS: Final = (
    "the",
    "a",
    "harbor",
    "jet",
    "vane",
    "iran",
    "of",
    "gyroscope",
    "1718",
    "AK-47",
    "07STATE152317",
)
_ENDINGS: Final = ("*", "?*", "*e*", "~1", "~2", "~9", "^2", "s", "'s", ")", '"', "(")
_GLUE: Final = (
    " ",
    " OR ",
    " AND ",
    " NOT ",
    " -",
    " NEAR/30 ",
    " NEAR/99999999 ",
    " /p ",
    " (",
    ")",
    '"',
    "",
)
_HEADS: Final = (
    "=",
    "-",
    "subject:",
    "body:",
    "tag:",
    "created:",
    "to:",
    "id:",
    "ref:",
    "2OF(",
    "99OF(",
    "x:",
    '="',
)
_ODD: Final = (
    "created:2007..2009",
    "created:[2007 TO *]",
    "released:>9999-99-99",
    '"harbor master"~30',
    '"the a of the a of the a of the a of the a of the a of the a of"~30',
    "para:S",
    "class:secret//noforn",
    "\N{LATIN SMALL LIGATURE FFI}" * 30,
    "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}*",
    "e\N{COMBINING ACUTE ACCENT}" * 9,
    "\N{RIGHT-TO-LEFT OVERRIDE}jet",
    "\ud800",
    "\x00",
    "\N{FULLWIDTH LATIN SMALL LETTER J}et",
    "\N{LEFT DOUBLE QUOTATION MARK}jet vane",
    "日本語",
    "((((((((((((((((",
    "----------------",
    "* ? ~ ~2 /p OR",
)
PIECES: Final = (*_WORDS, *_ENDINGS, *_GLUE, *_HEADS, *_ODD)


def wild(data: bytes) -> str:
    """The query of some bytes: each is a piece of the language; or, behind an 0xFF, they are its letters."""
    if data[:2] == b"\xff\x01":
        # In UTF-16 any two bytes are a letter, or half of one.
        return data[2 : len(data) & ~1].decode("utf-16-le", "surrogatepass")
    if data[:1] == b"\xff":
        return data[1:].decode("utf-8", "replace")
    return "".join(PIECES[byte % len(PIECES)] for byte in data)
