"""The body of a telegram: paragraphs, headings, summary, signer, and what is no prose."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile

from cableroom.telegram.blocks import close_at, find_enclosures, find_tables
from cableroom.telegram.body_furniture import find_end_marks, find_repeated_openings, find_stamps
from cableroom.telegram.headings import Headings, find_headings
from cableroom.telegram.lines import END, START, TEXT, Line, Sheet, line_at
from cableroom.telegram.model import Block, Furniture, Heading, Paragraph, Problem, Span
from cableroom.telegram.paragraphs import Numbered, find_numbers, text_of
from cableroom.telegram.portions import read_portion
from cableroom.telegram.repeats import find_repeat
from cableroom.telegram.signer import Signer, find_signer
from cableroom.telegram.summaries import read_comment, read_summary


@dataclass(frozen=True, slots=True)
class Body:
    """What the text says behind the opening."""

    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    """Rules, stamps and openings said again; page and section breaks are the sheet's."""
    summary: str | None
    comment: str | None
    signed_by: str | None
    problems: tuple[Problem, ...]
    start: int
    end: int
    """Code points of its first and behind its last content."""


def read_body(sheet: Sheet, start: int) -> Body:
    """Return what the text from code point ``start`` on says."""
    first = line_at(sheet.lines, start)
    sheet = _from(sheet, first, start)
    repeat = find_repeat(sheet, first)
    problems = list(_repeated(sheet, repeat))
    if repeat is not None:
        sheet = sheet.up_to(repeat)
    lines = sheet.lines
    signer = find_signer(lines, first)
    end, stop = _end(lines, signer)
    furniture = [
        *find_stamps(sheet, first),
        *find_end_marks(lines, first, end),
        *find_repeated_openings(sheet, first, end),
    ]
    headings = find_headings(sheet, first, end)
    spans = [Span(heading.start, heading.end) for heading in headings.found]
    text = lines[first:end]
    enclosures = find_enclosures(sheet.clean, text)
    ended = [Span(block.start, block.end) for block in enclosures.ended]
    numbered, false_marks = find_numbers(sheet, first, end, ended)
    blocks = [
        *find_tables(sheet, first, end),
        *close_at(enclosures, text, spans, [one.start for one in numbered]),
    ]
    left_out = {index for index, _piece in furniture}
    content = _content(lines, first, end, headings.taken - left_out, left_out)
    paragraphs = _paragraphs(sheet, content, numbered, start, stop)
    return Body(
        paragraphs=tuple(paragraphs),
        headings=_numbered_headings(headings, numbered),
        blocks=tuple(sorted(blocks, key=lambda block: (block.start, -block.end))),
        furniture=(
            *(Furniture("rule", lines[index].start, lines[index].end) for index in headings.rules),
            *(piece for _index, piece in furniture),
        ),
        summary=read_summary(paragraphs, headings.found),
        comment=read_comment(paragraphs, headings.found),
        signed_by=signer.name if signer else None,
        problems=(*false_marks, *problems),
        start=min(start, stop),
        end=stop,
    )


def _from(sheet: Sheet, first: int, start: int) -> Sheet:
    """The sheet with its line ``first`` cut where the text begins within it, behind a field."""
    if first == len(sheet.lines) or sheet.lines[first].start >= start:
        return sheet
    return sheet.cut_line(first, start)


def _repeated(sheet: Sheet, repeat: int | None) -> Iterator[Problem]:
    if repeat is not None:
        yield Problem("body-repeated", sheet.lines[repeat].start, sheet.lines[-1].end)


def _end(lines: tuple[Line, ...], signer: Signer | None) -> tuple[int, int]:
    """Index behind the last line of text, and the code point behind its last character."""
    if signer is None:
        return len(lines), lines[-1].end if lines else 0
    line = lines[signer.line]
    if signer.start > line.start:
        # The name stands behind the last sentence, on its line.
        return signer.line + 1, signer.start
    return signer.line, signer.start


def _content(
    lines: tuple[Line, ...], first: int, end: int, taken: set[int], furniture: set[int]
) -> list[Line]:
    """The lines of prose: a heading leaves a blank line, furniture takes those around it along."""
    content: list[Line] = []
    after_heading = after_furniture = False
    position = first
    for index in (*sorted(at for at in taken | furniture if at < end), end):
        stretch = lines[position:index]
        position = index + 1
        if any(map(TEXT, stretch)):
            if after_heading:
                content.append(Line(stretch[0].start, stretch[0].start, "", "", after_break=False))
            content.extend(dropwhile(_is_blank, stretch) if after_furniture else stretch)
            after_heading = after_furniture = False
        if index in furniture:
            while content and not content[-1].text:
                content.pop()
            after_furniture = True
        else:
            after_heading = True
    return content


def _is_blank(line: Line) -> bool:
    return not line.text


def _paragraphs(
    sheet: Sheet, content: list[Line], numbered: list[Numbered], start: int, stop: int
) -> list[Paragraph]:
    """The paragraphs, with the text before the first number as number 0 where there is any."""
    starts = list(map(START, content))
    ends = list(map(END, content))
    begin = _first_text(content, start)
    marking, text = read_portion(sheet.clean, begin)
    first = Numbered(0, "p0", marking, 0, begin, text)
    torn = sheet.torn(content)
    paragraphs: list[Paragraph] = []
    for place, number in enumerate([first, *numbered]):
        until = min(stop, numbered[place].start if place < len(numbered) else stop)
        # A paragraph may begin and end in mid-line, so lines are counted that overlap it.
        above, below = bisect_right(ends, number.start), bisect_left(starts, until)
        while below > above and not content[below - 1].text:
            below -= 1
        part = content[above:below]
        words = text_of(sheet, part, number.text, until, torn)
        if number.number == 0 and not words:
            continue
        end = _end_of(sheet.clean, part, number, until)
        paragraphs.append(Paragraph(number.number, number.anchor, number.marking, words, number.start, end))
    return paragraphs


def _end_of(clean: str, lines: list[Line], number: Numbered, until: int) -> int:
    """Behind the last character of a paragraph, which stands in the last of its lines."""
    if lines and lines[-1].end <= until:
        return max(number.start, lines[-1].end)
    end = until if lines else number.text
    return number.start + len(clean[number.start : end].rstrip())


def _first_text(content: list[Line], start: int) -> int:
    return next((max(line.start, start) for line in content if line.text and line.end > start), start)


def _numbered_headings(headings: Headings, numbered: list[Numbered]) -> tuple[Heading, ...]:
    starts = [number.start for number in numbered]
    result = []
    for heading in headings.found:
        place = bisect_left(starts, heading.start)
        following = numbered[place].number if place < len(numbered) else None
        result.append(Heading(heading.text, following, heading.start, heading.end))
    return tuple(result)
