"""Take the page and section furniture out of a text that holds a mark.

Where a page was full, and how many sections there were, tells how much text
stood before.  A text with LF line ends goes in; it comes out as if the sender
had one endless page: a paragraph that a page cut in two is whole again.
"""

from typing import Final

from cableroom.gate.blocks import begins_block, is_blank
from cableroom.private.vault.page_furniture import find_furniture

# Lone surrogates cannot be in public text, so they are free to stand for a line of furniture.
_SECTION_LINE: Final = "\ud801"
_PAGE_LINE: Final = "\ud802"
_BLANKS: Final = " \t\\\f"
# The sender's machine puts one blank line before a continuation line and two after it.
_BLANK_BEFORE: Final = 1
_BLANK_AFTER: Final = 2
_CLASSIFICATIONS: Final = frozenset(
    {"TOPSECRET", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED", "UNCLAS", "LIMITEDOFFICIALUSE"}
)


def without_furniture(text: str) -> str:
    """Return ``text`` without page and section furniture, size attributes and form feeds."""
    pieces = []
    end = 0
    for furniture in find_furniture(text):
        before = text[end : furniture.start]
        line_start = text.rfind("\n", end, furniture.start) + 1 or end
        blanks, over = _run(_BLANKS, text, furniture.end), _run(" \t", text, furniture.end)
        begins_line = not text[line_start : furniture.start].strip(_BLANKS) and (
            line_start == 0 or text[line_start - 1] == "\n"
        )
        ends_line = text[blanks : blanks + 1] in ("", "\n")
        end = furniture.end
        if begins_line and ends_line:
            pieces += [before, _PAGE_LINE if furniture.kind == "page" else _SECTION_LINE]
        elif begins_line or ends_line:
            pieces.append(before if begins_line else before.rstrip(_BLANKS))
        elif over > end and before.endswith((" ", "\t", "\n")):
            pieces.append(before)
            end = over
        else:
            pieces.append(before)
    pieces.append(text[end:])
    return _close_gaps("".join(pieces).replace("\f", ""))


def _run(characters: str, text: str, place: int) -> int:
    """Return where the run of ``characters`` at ``place`` ends."""
    while place < len(text) and text[place] in characters:
        place += 1
    return place


def _close_gaps(text: str) -> str:
    """Drop the lines of furniture and the blank lines that came with them."""
    lines = text.split("\n")
    kept: list[str] = []
    index = 0
    while index < len(lines):
        stripped = lines[index].strip(_BLANKS)
        if stripped not in (_SECTION_LINE, _PAGE_LINE):
            # A blank line is the same whether it came with a page or stood there before.
            kept.append("" if is_blank(lines[index]) else lines[index])
            index += 1
            continue
        end, after, is_page = _gap_end(lines, index)
        before = _drop_gap(kept, is_page=is_page)
        if kept and end < len(lines):
            left_over = before > _BLANK_BEFORE or after > _BLANK_AFTER
            is_new_block = before + after > 0 and begins_block(lines[end], kept[-1])
            if (left_over and not is_page) or is_new_block:
                kept.append("")
        index = end
    # The last page may have ended with the text, or after it.
    while kept and is_blank(kept[-1]):
        kept.pop()
    return "\n".join([*kept, ""])


def _gap_end(lines: list[str], index: int) -> tuple[int, int, bool]:
    """Return where the text goes on, how many lines were blank, and whether a page ended."""
    is_page = any(line.strip(_BLANKS) == _PAGE_LINE for line in lines[index : index + 1])
    blank = 0
    while index < len(lines):
        stripped = lines[index].strip(_BLANKS)
        if stripped in (_SECTION_LINE, _PAGE_LINE):
            is_page = is_page or stripped == _PAGE_LINE
        elif is_blank(lines[index]):
            blank += 1
        elif not (is_page and _is_classification(lines[index])):
            break
        index += 1
    return index, blank, is_page


def _drop_gap(kept: list[str], *, is_page: bool) -> int:
    """Take the blank lines, and the classification at the foot of a page, off the end; count the blank."""
    blank = 0
    while kept and (is_blank(kept[-1]) or (is_page and _is_classification(kept[-1]))):
        blank += is_blank(kept.pop())
    return blank


def _is_classification(line: str) -> bool:
    return line.replace(" ", "").strip(_BLANKS) in _CLASSIFICATIONS
