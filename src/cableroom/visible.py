"""Characters that do not show, or that reorder what stands beside them, made visible.

For pages, feeds and terminals; the ``.txt`` twin keeps the bytes as they are.
"""

import re
from typing import Final

# Everything here hides, moves or ends a line behind the reader's back; tab and line feed stay.
# Source: Unicode 15, general categories Cc and Cf, bidirectional controls of UAX 9, and
# Default_Ignorable_Code_Point. Variation selectors too: an emoji's is shown as what it is.
_HIDDEN_RANGES: Final = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer vowels that are not written
    (0x180B, 0x180F),  # Mongolian separators
    (0x200B, 0x200F),  # zero width, and direction marks
    (0x2028, 0x202E),  # line and paragraph separators, bidirectional overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates
    (0x2800, 0x2800),  # braille without a dot
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # Hangul filler of half width
    (0xFFF0, 0xFFFB),  # not assigned, and interlinear annotation
    (0xFFFE, 0xFFFF),  # no characters; not legal in XML
    (0xD800, 0xDFFF),  # lone surrogates; not legal in UTF-8
    (0x1BCA0, 0x1BCA3),  # shorthand controls
    (0x1D173, 0x1D17A),  # beams and slurs of music
    (0xE0000, 0xE0FFF),  # tag characters, variation selectors, and what is kept for more of them
)
_TAB, _LINE_FEED, _DELETE = 0x09, 0x0A, 0x7F


def _pictures() -> dict[int, str]:
    pictures = {code: chr(0x2400 + code) for code in range(0x20) if code not in (_TAB, _LINE_FEED)}
    pictures[_DELETE] = "\N{SYMBOL FOR DELETE}"
    named = [*range(0x80, 0xA0), *(code for low, high in _HIDDEN_RANGES for code in range(low, high + 1))]
    pictures.update({code: f"\N{MATHEMATICAL LEFT ANGLE BRACKET}U+{code:04X}⟩" for code in named})
    return pictures


_PICTURES: Final = _pictures()
_CONTROLS: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
# Ranges, not single characters: beyond the first plane these are tried one by one.
_HIDDEN: Final = re.compile(
    f"[{_CONTROLS}{''.join(f'{chr(low)}-{chr(high)}' for low, high in _HIDDEN_RANGES)}]"
)
_COMBINING: Final = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Two marks on a letter are writing (Vietnamese); a tower of them covers the lines around it.
_TOWER: Final = re.compile(f"(?<={_COMBINING}{_COMBINING}){_COMBINING}")


def visible(text: str) -> str:
    """``text`` with control characters as pictures, and no character that is unseen or reorders."""
    # Nearly every text: a search for what it cannot hold would take a good part of a page's time.
    if text.isascii() and (text.isprintable() or text.replace("\n", " ").replace("\t", " ").isprintable()):
        return text
    if _HIDDEN.search(text):
        text = text.translate(_PICTURES)
    if not text.isascii() and _TOWER.search(text):
        text = _TOWER.sub("\N{DOTTED CIRCLE}\\g<0>", text)
    return text


def one_line(text: str) -> str:
    """``visible`` on one line: for titles, terminals and attributes."""
    return visible(" ".join(text.split()))
