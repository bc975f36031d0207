"""No input makes a reader slow: four times the bytes take about four times the time, not sixteen."""

from functools import partial
from io import BytesIO

import pytest

from cableroom.errors import CableroomError
from cableroom.sources import (
    FORMATS,
    SourceFormat,
    cablegate_page_text,
    cables_tsv,
    frus_tei,
    plusd_html,
)
from growth import check_linear

PAGE_TOP = b"<title>Cable Viewer</title><h3>Viewing cable 07STATE900001, X</h3>"
BOX = PAGE_TOP + b"<code><pre>"
ROW = b"2007-09-11 12:50:00\t07STATE900001\tx\ty\tz\tv\t"
PLUSD = b"<title>x 07STATE900001_a</title><table id='synopsis' class='s_key'><tr></table>"
CAPTURE = b"Viewing cable 07STATE900001, X\n"
TEI = b"<TEI xml:id='frus1'>"
TELEGRAM = TEI + b"<div type='document'><head>Telegram From the Embassy in Bern to the Department</head>"
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
    (PAGE_TOP, b"<pre>", "boxes without the outer mark"),
    (BOX + b"<a ", b"__cf_email__ ", "hidden addresses in one mark"),
    (BOX, b"<a __cf_email__></a><script data-cf>", "hidden addresses and scripts"),
    (b"From: x\n", b"X-Y: z\n", "the head of a mail"),
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


# The same for what only one format looks at.
OWN = [
    (cablegate_page_text, CAPTURE, b"Reference ID Created Classification Origin\n", "names of columns"),
    (
        cablegate_page_text,
        CAPTURE + b"Reference ID Created Classification Origin\n",
        b"\n ",
        "blanks below the names of columns",
    ),
    (
        cablegate_page_text,
        CAPTURE + b"Reference ID|Date|\n07STATE900001|2007-11-03 05:03|\n",
        b"[1]x",
        "numbered links",
    ),
    (
        cablegate_page_text,
        CAPTURE + b"Reference ID|Date|\n07STATE900001|2007-11-03 05:03|\n",
        b" \n",
        "lines of blanks",
    ),
    (cables_tsv, b"1\t" + ROW, b"\\\n", "escaped line ends of a table"),
    (cables_tsv, b"1\t" + ROW, b"\\", "backslashes of a table"),
    (frus_tei, TEI, b"<div type='document'></div>", "documents"),
    (frus_tei, TEI, b"<div type='document'>", "documents without an end"),
    (frus_tei, TEI, b"<div ", "marks without an end"),
    (frus_tei, TEI, b"<!--", "comments without an end"),
    (frus_tei, TEI + b"<div ", b"type='document' ", "types in one mark"),
    (frus_tei, TELEGRAM, b"<div>", "elements of a document"),
    (frus_tei, TELEGRAM, b"<p>1. x</p>", "paragraphs without an end of the document"),
    (plusd_html, PLUSD, b"<div ", "open elements"),
    (plusd_html, PLUSD + b"<div id='tagged-text'>", b"<div>", "elements in the text"),
    (plusd_html, PLUSD + b"<div ", b"id='tagged-text' ", "ids in one mark"),
    (plusd_html, PLUSD + b"<div id='tagged-text'><a ", b"onclick=", "buttons in one mark"),
    (plusd_html, PLUSD + b"<div id='tagged-text'>", b"<script>", "scripts"),
    (plusd_html, PLUSD + b"<div id='tagged-text'>", b"<!-", "half comments"),
    (plusd_html, PLUSD + b"<div id='tagged-text'>", b" \n", "blank lines"),
    (plusd_html, PLUSD[:-8], b"<td><div class='s_key'>Date:</div><div class='s_val'>x", "open cells"),
]


@pytest.mark.parametrize(("start", "repeated", "why"), WORST, ids=[each[2] for each in WORST])
def test_time_grows_with_the_bytes(start: bytes, repeated: bytes, why: str) -> None:
    assert why
    for source in FORMATS.values():
        check_linear(partial(read, source, start, repeated))


@pytest.mark.parametrize(("source", "start", "repeated", "why"), OWN, ids=[each[3] for each in OWN])
def test_time_grows_with_the_bytes_of_its_own(
    source: SourceFormat, start: bytes, repeated: bytes, why: str
) -> None:
    assert why
    check_linear(partial(read, source, start, repeated))


def read(source: SourceFormat, start: bytes, repeated: bytes, size: int) -> None:
    """Read ``size`` bytes of one pattern."""
    data = (start + repeated * (size // len(repeated)))[:size]
    try:
        source.sniff(data)
        list(source.read(BytesIO(data), file="x"))
    except CableroomError:
        return
