"""Lines: hard wrap, headings between rules, page furniture.

In: one-line texts. Out: lines of a telegram.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

LINES_PER_PAGE: Final = 50
_NUMBER: Final = re.compile(r"[0-9]{1,3}\.")
_FULL: Final = 45
_PAGE_LINE: Final = re.compile(r"[A-Z ]+ [0-9]{8}  [0-9]{3}(?:\.[0-9])? OF [0-9]{3}")


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at blanks.

    A line keeps no blank at its end, and none begins with a number and a full stop, which would look like a
    paragraph. A word that is longer than a line stands alone.
    """
    lines: list[str] = []
    start, end = 0, len(text)
    while end - start > width:
        cut = text.rfind(" ", start + 1, start + width + 1)
        if cut < 0:
            cut = text.find(" ", start + width)
            if cut < 0:
                break
        elif text[cut + 1].isdigit() and _NUMBER.match(text, cut + 1):
            cut = max(text.rfind(" ", start + 1, cut), text.find(" ", start + 1))
        lines.append(text[start:cut].rstrip())
        start = cut + 1
        while start < end and text[start] == " ":
            start += 1
    lines.append(text[start:])
    return lines


def heading(text: str, width: int, *, style: str) -> Iterator[str]:
    """The lines of a heading: over one rule if it fits a line, else between two; upper case between two."""
    shown = text.upper() if style == "upper" else text
    lines = wrap(shown, width)
    rule = "-" * max(len(line) for line in lines)
    if style != "under" or len(lines) > 1:
        yield rule
    yield from lines
    yield rule


def with_pages(lines: list[str], name: str, serial: int, sections: int) -> list[str]:
    """The lines with page furniture put between, two pages to a section: ``BERN 00000881  001.2 OF 002``.

    name: as the classification line writes the post. Furniture stands only after a line that fills most of
    its width, so that it cuts paragraphs and never the front matter or a heading.
    """
    if sections == 1:
        return lines
    result: list[str] = []
    page, due = 1, LINES_PER_PAGE
    for number, line in enumerate(lines):
        result.append(line)
        if page < 2 * sections and number >= due and len(line) > _FULL and not line.startswith("-"):
            section = f"{page // 2 + 1:03}" + (".2" if page % 2 else "")
            result += ["", f"{name} {serial:08}  {section} OF {sections:03}", ""]
            page += 1
            due += LINES_PER_PAGE
    return result


def furniture(lines: Iterable[str]) -> list[dict[str, str]]:
    """What of such lines is no content: the rules of ``heading`` and the furniture of ``with_pages``."""
    kinds = (
        "rule" if line and not line.strip("-") else "section" if _PAGE_LINE.fullmatch(line) else None
        for line in lines
    )
    return [{"kind": kind} for kind in kinds if kind]
