"""A telegram in the terminal: each field coloured where it was found, its value beside it, problems below."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, Final, NamedTuple

from rich.console import Console
from rich.style import Style
from rich.text import Text

from cableroom.telegram import Telegram
from cableroom.telegram.model import (
    Addressee,
    Block,
    BodyReference,
    Furniture,
    Heading,
    Paragraph,
    Precedence,
    Reference,
    Span,
    Station,
    Tag,
)
from cableroom.telegram.places import Place, with_own_places
from cableroom.telegram.quality import FIELDS, characters, unclaimed
from cableroom.visible import one_line, visible

# Middling colours: as easy to read on white as on black.
HEADER, LEVEL, HANDLING, TITLE = "#0087af", "#d7005f", "#af5f00", "#00875f"
CITED, PEOPLE, QUIET = "#875fd7", "#808000", "#767676"
STYLES: Final = {
    name: Style(color=color, bold=bold or None)
    for color, bold, names in (
        (HEADER, False, ("transmission", "precedence", "sent_at", "from", "to", "info", "exempt")),
        (HEADER, True, ("reference_id", "sections")),
        (LEVEL, True, ("classification",)),
        (LEVEL, False, ("executive_order", "declassify_on", "declassify_note")),
        (HANDLING, False, ("captions", "attention", "blocks")),
        (TITLE, True, ("subject", "headings", "paragraphs")),
        (TITLE, False, ("tags", "summary", "comment")),
        (CITED, False, ("references", "body_references")),
        (PEOPLE, False, ("classified_by", "reasons")),
        (PEOPLE, True, ("signed_by",)),
        (QUIET, False, ("furniture",)),
    )
    for name in names
}
"""How each field is shown."""
_QUIET: Final = Style(color=QUIET)
_UNCLAIMED: Final = Style(color="black", bgcolor="yellow")
_TROUBLED: Final = Style(underline=True)
# How a character is painted: 0 not at all, else the place of its style in this list.
_PAINTS: Final = [Style(), *STYLES.values(), _UNCLAIMED]
_PAINT_OF: Final = {name: number for number, name in enumerate(STYLES, 1)}
_UNDERLINED: Final = 0x80
_LINE_END: Final = re.compile(r"\r\n|\r|\n|\Z")
# Of a paragraph its number and mark are coloured; the rest is prose.
_NUMBER: Final = re.compile(r"¶?\s{0,3}[0-9]{1,4}\s{0,2}[.,]?(?:\s{0,4}\([^()]{1,60}\))?")
_TEXT_WIDTH: Final = 72
_BESIDE: Final = "  | "
_BELOW: Final = "    = "
_WIDE: Final = 110
_NARROWEST: Final = 20
_LONGEST_VALUE: Final = 120
_MANY_BLANKS: Final = "    "


class _Note(NamedTuple):
    """What is said beside a place."""

    start: int
    field: str
    value: str


def explain(console: Console, telegram: Telegram, *, name: str) -> None:
    """Print ``telegram`` and what was read from it: beside the text where there is room, else below its line.

    name: of the record, for a title.
    """
    places = with_own_places(telegram)
    gaps = list(unclaimed(telegram))
    paint = _painted(telegram, places, gaps)
    notes = list(_notes(telegram, places))
    console.print(Text(one_line(name), Style(bold=True, underline=True)))
    said = 0
    for start, end in _lines(telegram.text):
        first = said
        while said < len(notes) and notes[said].start <= end:
            said += 1
        _print_line(console, _line(telegram.text, paint, start, end), notes[first:said])
    _print_problems(console, telegram)
    _print_rest(console, telegram, {note.field for note in notes}, gaps)


def _painted(telegram: Telegram, places: tuple[Place, ...], gaps: list[Span]) -> bytearray:
    """For each character its paint; a place within another keeps its own."""
    paint = bytearray(len(telegram.text))
    for field, start, end in sorted(places, key=lambda place: place.start - place.end):
        if field == "paragraphs":
            number = _NUMBER.match(telegram.text, start, end)
            end = number.end() if number else start  # noqa: PLW2901 - the part of it that is coloured
        paint[start:end] = bytes([_PAINT_OF[field]]) * (end - start)
    for gap in gaps:
        paint[gap.start : gap.end] = bytes([len(_PAINTS) - 1]) * (gap.end - gap.start)
    for problem in telegram.problems:
        paint[problem.start : problem.end] = bytes(
            each | _UNDERLINED for each in paint[problem.start : problem.end]
        )
    return paint


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends; what else breaks lines is shown as a picture."""
    start = 0
    for found in _LINE_END.finditer(text):
        if start < len(text):
            yield start, found.start()
        start = found.end()


def _line(text: str, paint: bytearray, start: int, end: int) -> Text:
    line = Text()
    for number, run in groupby(range(start, end), key=paint.__getitem__):
        style = _PAINTS[number & ~_UNDERLINED]
        places = list(run)
        words = visible(text[places[0] : places[-1] + 1].replace("\t", _MANY_BLANKS))
        line.append(words, style + _TROUBLED if number & _UNDERLINED else style)
    return line


def _print_line(console: Console, line: Text, notes: list[_Note]) -> None:
    said = [Text.assemble((f"{note.field}  ", STYLES[note.field]), note.value) for note in notes]
    if console.width < _WIDE:
        console.print(line)
        for note in said:
            for number, part in enumerate(note.wrap(console, max(_NARROWEST, console.width - len(_BELOW)))):
                console.print(Text.assemble((" " * len(_BELOW) if number else _BELOW, _QUIET), part))
        return
    left = list(line.wrap(console, _TEXT_WIDTH)) or [Text()]
    room = console.width - _TEXT_WIDTH - len(_BESIDE)
    right = [part for note in said for part in note.wrap(console, room)]
    for row in range(max(len(left), len(right))):
        text = left[row] if row < len(left) else Text()
        if row < len(right):
            text.rstrip()
            text.pad_right(max(0, _TEXT_WIDTH - text.cell_len))
            text = Text.assemble(text, (_BESIDE, _QUIET), right[row])
        console.print(text)


def _notes(telegram: Telegram, places: tuple[Place, ...]) -> Iterator[_Note]:
    """What is said beside each place, in order; of a field with one value, once."""
    met: Counter[str] = Counter()
    for field, start, end in places:
        value = getattr(telegram, "sender" if field == "from" else field)
        listed = field not in ("tags", "reasons") and isinstance(value, tuple)
        number = met[field]
        met[field] += 1
        # References come with a place for all of them, and one each.
        number -= field == "references"
        if field == "references" and number < 0:
            continue
        if listed and number < len(value):
            # A rule speaks for itself.
            if value[number] != Furniture("rule", start, end):
                yield _Note(start, field, _in_words(value[number]))
        elif not listed and number == 0:
            yield _Note(start, field, _in_words(value))


def _in_words(value: Any) -> str:  # noqa: ANN401 - any value of a telegram
    """A value on one line; of what stands beside it only what is not written there."""
    if isinstance(value, tuple):
        return ", ".join(_in_words(each) for each in value)
    if (told := _WORDS.get(type(value))) is not None:
        return told(value)
    words = one_line(str(value))
    return words if len(words) <= _LONGEST_VALUE else f"{words[:_LONGEST_VALUE]}... ({len(str(value)):,})"


def _citation(cited: Reference) -> str:
    inferred = f"{' and '.join(cited.inferred)} inferred" if cited.inferred else None
    return _joined(cited.label, cited.reference_id or cited.kind, inferred)


def _before(heading: Heading) -> str:
    number = heading.before_paragraph
    return "behind the last paragraph" if number is None else f"before paragraph {number}"


def _joined(*parts: str | None) -> str:
    return ", ".join(one_line(part) for part in parts if part)


_WORDS: Final[dict[type, Callable[[Any], str]]] = {
    datetime: lambda sent_at: f"{sent_at:%Y-%m-%d %H:%M} UTC",
    Tag: lambda tag: f"{one_line(tag.code)} ({tag.kind})",
    Precedence: lambda one: _joined(one.action, one.info and f"{one.info} for information"),
    Station: lambda one: _joined(one.name, one.route),
    Addressee: lambda one: _joined(one.name, one.route, one.precedence, one.serial),
    Reference: _citation,
    BodyReference: lambda mention: _joined(mention.label, mention.reference_id or "no id"),
    Heading: _before,
    Paragraph: lambda one: _joined(one.anchor, one.marking),
    Block: lambda block: _joined(block.kind, block.title),
    Furniture: lambda piece: piece.kind,
}


def _print_problems(console: Console, telegram: Telegram) -> None:
    console.print()
    starts = [start for start, _end in _lines(telegram.text)]
    for problem in telegram.problems:
        line = bisect_right(starts, problem.start)
        words = one_line(telegram.text[problem.start : problem.end])[:_LONGEST_VALUE]
        console.print(
            Text.assemble(
                (f"problem {problem.code}", Style(color=LEVEL, bold=True)),
                f" in line {line}{': ' if words else ''}{words}",
            )
        )
    if not telegram.problems:
        console.print(Text("No problems.", _QUIET))


def _print_rest(console: Console, telegram: Telegram, found: set[str], gaps: list[Span]) -> None:
    missing = [field for field in FIELDS if field not in found]
    console.print(Text(f"Not found: {', '.join(missing) or 'nothing'}.", _QUIET))
    left = sum(characters(telegram.text[gap.start : gap.end]) for gap in gaps)
    told = f"Taken for nothing: {left:,} of {characters(telegram.text):,} characters. "
    console.print(Text.assemble((told, _QUIET), ("They are marked so.", _UNCLAIMED) if left else ""))
    console.print()
