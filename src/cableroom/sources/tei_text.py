"""A document of a TEI volume -> the text of its telegram, laid out in lines as telegrams are.

The volume has a telegram's words, not its lines.  Only blanks and line ends are ours: what is short
enough for a line of a teleprinter is one, a longer paragraph stands between blank lines, and the fields
that an editor ran together in the first paragraph (``1192. For Secretary. Subject: ... Ref: ...``) get a
line each, so that the parser finds them.  The editors' footnotes, page numbers and headings are left out.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

_LINE_LENGTH: Final = 69
"""Characters of a teleprinter's line."""
# Not the telegram's: what the editors wrote, and what only a book has.
_LEFT_OUT: Final = frozenset(
    ("note", "pb", "fw", "figure", "graphic", "dateline", "index", "anchor", "milestone")
)
# What begins and ends a line; all other marks stand around words.
_BLOCK_NAMES: Final = """
ab address argument attachment body byline cit closer div epigraph floatingText head item l label lg list
opener p postscript q quote row salute signed table text trailer
"""
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
# Lists that hold one field of the telegram, its label in the list's head.
_FIELDS: Final = frozenset(("subject", "to", "from", "info", "reference", "references", "participants"))
_FIELD_LABEL: Final = re.compile(
    r"(?<=[.;:)\]?!]) (?="
    r"(?:Subject|Subj|Ref|Refs|Reftel|Reftels|Reference|References|Tags|Exec(?:utive)? Order|E\.O\. ?[0-9]{5}"
    r"|SUBJECT|SUBJ|REF|REFS|REFTEL|REFTELS|TAGS|Summary|SUMMARY|Begin [Ss]ummary) ?:"
    r"|1\. )"
)
_FIRST_BLOCKS: Final = 4
_APART: Final = "\f"
"""A line that has it at an end stands behind, or before, a blank line; no XML holds one."""
_SUBJECT_APART: Final = re.compile(r"(?:Subject|SUBJECT|Subj|SUBJ)\b[^\n]*\f\Z")
_ABOVE_SUBJECT: Final = re.compile(r"(?:TAGS|E\.O\.) ?:?")
_OPENING_LINES: Final = 80
_NUMBERED: Final = re.compile(r"[0-9]{1,2}\. ")
_BEGINS: Final = re.compile(r"[0-9]{1,2}\. |(?:Begin )?(?:S(?:ummary|UMMARY)|C(?:omment|OMMENT))\b")
"""What stands behind a blank line, however short."""


def document_text(document: etree._Element) -> str:
    """Return the text; empty where the document has none."""
    lines: list[str] = []
    for number, block in enumerate(_blocks(document)):
        opens = number == 0 or (number < _FIRST_BLOCKS and not _NUMBERED.match(block))
        parted = _FIELD_LABEL.sub("\n", block) if opens else block
        lines += [line.strip(" ") for line in parted.split("\n")]
    text = ""
    before = ""
    for line in _subject_in_place([line for line in lines if line]):
        if text:
            text += "\n" if _follows(before, line) else "\n\n"
        text += line.strip(_APART)
        before = line
    return text


def _follows(before: str, line: str) -> bool:
    """Say whether no blank line stands between two lines."""
    if before.endswith(_APART) or line.startswith(_APART) or _BEGINS.match(line):
        return False
    return len(before) <= _LINE_LENGTH and len(line) <= _LINE_LENGTH


def _subject_in_place(lines: list[str]) -> list[str]:
    """Return the lines with the subject below E.O. and TAGS, whence the editors of some volumes took it."""
    if not lines or not _SUBJECT_APART.match(lines[0]):
        return lines
    place = max((i for i, line in enumerate(lines[:_OPENING_LINES]) if _ABOVE_SUBJECT.match(line)), default=0)
    return [*lines[1 : place + 1], lines[0], *lines[place + 1 :]]


def words(element: etree._Element) -> str:
    """Return the words inside ``element``, without notes, single blanks between them."""
    return " ".join("".join(_pieces(element)).split())


def _blocks(element: etree._Element) -> Iterator[str]:
    """Give the blocks in order: paragraphs, items, rows; what lies in a paragraph is parted from it."""
    if element.tag == "table":
        for row in element.iter("row"):
            yield "  ".join(words(cell) for cell in row.iter("cell"))
    elif element.tag == "list" and element.get("type") in _FIELDS:
        yield _field(element)
    elif element.tag == "signed":
        yield _APART + words(element)
    else:
        yield from _parted(element)


def _parted(element: etree._Element) -> Iterator[str]:
    held = ""
    for found in _parts(element):
        if isinstance(found, str):
            held += found
        elif found.tag == "label":
            held += words(found) + " "
        else:
            inner = list(_blocks(found))
            if inner and found.tag == "item":  # its label stands before it
                inner[0] = f"{held.strip()} {inner[0]}"
            elif held.strip():
                yield _squeezed(held)
            held = ""
            yield from inner
    if held.strip():
        yield _squeezed(held)


def _field(element: etree._Element) -> str:
    """Return ``SUBJ: words``, further items below it."""
    heads = [words(head) for head in element.findall("head")]
    items = [words(item) for item in element.findall("item")]
    field = "\n".join([" ".join([*heads, *items[:1]]), *items[1:]])
    return field + _APART


def _parts(element: etree._Element) -> Iterator[str | etree._Element]:
    """Give what stands directly in ``element``: words, and the elements that are blocks of their own."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag not in _LEFT_OUT:
            if child.tag.rpartition("}")[2] in _BLOCKS:
                yield child
            elif child.tag == "lb":
                yield "\0"
            else:
                yield "".join(_pieces(child))
        if child.tail:
            yield child.tail


def _pieces(element: etree._Element) -> Iterator[str]:
    """Give the text inside ``element``, without what is left out; deep nesting is the parser's to refuse."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "lb":
            yield "\0"
        elif child.tag not in _LEFT_OUT:
            yield from _pieces(child)
        if child.tail:
            yield child.tail


def _squeezed(held: str) -> str:
    """Return words with single blanks; a line break of the volume (NUL until here) is a line end."""
    return "\n".join(" ".join(line.split()) for line in held.split("\0"))
