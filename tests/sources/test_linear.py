"""No input makes a reader slow: four times the bytes take about four times the time, not sixteen."""

from io import BytesIO

import pytest

from cableroom.errors import CableroomError
from cableroom.sources import FORMATS, SourceFormat
from growth import check_linear

PAGE_TOP = b"<title>Cable Viewer</title><h3>Viewing cable 07STATE900001, X</h3>"
BOX = PAGE_TOP + b"<code><pre>"
ROW = b"2007-09-11 12:50:00\t07STATE900001\tx\ty\tz\tv\t"
# What stands once at the beginning, what is repeated, and which pattern it teases.
WORST = [
    (b"1. x", b" ", "blanks at a line's end"),
    (b"SUBJECT: ", b"A", "one long word"),
    (b"", b"TAGS: PREL\n", "many TAGS lines"),
    (b"", b'"', "quotes"),
    (b'"1","', b"\\", "backslashes"),
    (b"", b'"1","1/1/2007 1:00","', "beginnings of rows"),
    (b"", b'"1","1/1/2007 1:00","x" y\n', "broken rows"),
    (b"", b"\n", "line ends"),
    (b"", b"\t", "tabs"),
    (b"", b"Reference ID |", "a table's first line"),
    (b"", b"Reference ID |\n", "a table's first lines"),
    (b"", b"<a ", "open links"),
    (b"", b"<code>", "open boxes"),
    (b"<code>", b" ", "blanks between code and pre"),
    (b"", b"<code><pre>", "beginnings of boxes"),
    (BOX, b"</pre>", "ends of boxes"),
    (BOX, b"&#", "half entities"),
    (BOX, b"&#x000A;\n", "line ends of both kinds"),
    (BOX, b"<a href='#par1'>\xc2\xb6", "open paragraph marks"),
    (BOX + ROW, b"<a href='http://", "open links in a row"),
    (BOX + ROW, b"<a href='/tag/", "open links to tags"),
    (BOX, ROW, "beginnings of database rows"),
    (BOX + ROW, b"\\\n", "escaped line ends"),
    (PAGE_TOP + b"pane big<table class='cable'><tr>", b"<td>", "cells"),
    (PAGE_TOP, b"<div>", "nested elements"),
    (PAGE_TOP, b"<!DOCTYPE ", "document types"),
    (b"", b"Viewing cable ", "headings"),
    (
        b"07STATE900001\nx\n2007-11-03 05:05\nSECRET\ny\n",
        b"030573Z NOV 07 ",
        "date-time groups that settle nothing",
    ),
]


@pytest.mark.parametrize(("start", "repeated", "why"), WORST, ids=[each[2] for each in WORST])
def test_time_grows_with_the_bytes(start: bytes, repeated: bytes, why: str) -> None:
    assert why
    for source in FORMATS.values():

        def read(size: int, source: SourceFormat = source) -> None:
            data = (start + repeated * (size // len(repeated)))[:size]
            try:
                source.sniff(data)
                list(source.read(BytesIO(data), file="x"))
            except CableroomError:
                return

        check_linear(read)
