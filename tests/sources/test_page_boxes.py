"""Page source to telegram text, one line per kind of mark."""

import pytest

from cableroom.sources.page_boxes import clean, find_boxes, line_ends

CLEANED = [
    ("<a id='par1' href='#par1'>¶</a>1. (C) Text", "1. (C) Text", "a paragraph's link goes with its mark"),
    ("<a id='parB' href='#parB'>¶</a>B. MEMO", "B. MEMO", "a reference's link too"),
    ("<a id='par1737' href='#par1737'>¶</a>1737.", "1737.", "a false mark before a wrapped number"),
    ('<a id="par1" href="#par1">&para;</a>1. x', "1. x", "double quotes, mark as entity"),
    ("¶1. x", "¶1. x", "a mark without a link is the telegram's"),
    (
        "TAGS: <a href='/tag/PREL_0.html'>PREL</a> <a href='/tag/IR_0.html'>IR</a>",
        "TAGS: PREL IR",
        "links to tags become their words, parted as they stand",
    ),
    ("R&amp;D &quot;x&quot; &#8217; &#x2019;", 'R&D "x" ’ ’', "entities"),
    ("POST&amp;#8217;S &amp;quot;x&amp;quot;", 'POST’S "x"', "entities escaped twice"),
    (
        "R&D AT&T &copy &nosuch; &#xD800; &#9999999;",
        "R&D AT&T &copy &nosuch; &#xD800; &#9999999;",
        "no entities",
    ),
    ("&#146;&#150;", "’–", "Windows numbers, as browsers read them"),
    ("&lt;a href='x'&gt;", "<a href='x'>", "an escaped link is text"),
    ("</pre><script>alert(1)</script>", "</pre><script>alert(1)</script>", "quoted markup stays"),
    ("{{7*7}} {% raw %} <svg onload=x>", "{{7*7}} {% raw %} <svg onload=x>", "quoted templates stay"),
    ("<<END OF DOCUMENT>> <mail@post.example>", "<<END OF DOCUMENT>> <mail@post.example>", "angle brackets"),
    ("a\x00b\x1bc\x08 \u202e\u2028\u0085", "a\x00b\x1bc\x08 \u202e\u2028\u0085", "controls stay"),
]


@pytest.mark.parametrize(("box", "text", "why"), CLEANED, ids=[r[2] for r in CLEANED])
def test_clean(box: str, text: str, why: str) -> None:
    assert clean(box) == text, why


LINE_ENDS = [
    ("a&#x000A;b", "a\nb", "written out"),
    ("a&#10;b&#xa;c", "a\nb\nc", "written out otherwise"),
    ("a\nb", "a\nb", "real"),
    ("a&#x000A;b\nc", "a\nb\nc", "both kinds"),
    ("a&#x000A;\nb&#x000A;\nc", "a\nb\nc", "both at every line are one"),
    ("a&#x000A;&#x000A;b&#x000A;c&#x000A;\nd", "a\n\nb\nc\n\nd", "both at one line are two"),
    ("\na", "a", "a real one after <pre> is the page's"),
    ("&#x000A;a", "\na", "a written-out one is the telegram's"),
    ("a\r\nb", "a\r\nb", "as received"),
]


@pytest.mark.parametrize(("box", "text", "why"), LINE_ENDS, ids=[r[2] for r in LINE_ENDS])
def test_line_ends(box: str, text: str, why: str) -> None:
    assert line_ends(box) == text, why


FOUND = [
    ("<code><pre>H</pre></code><code><pre>B</pre></code>", ("H", "B", ()), "header and body"),
    ("<code><pre>B</pre></code>", ("", "B", ()), "a sole box is the body"),
    ("<CODE >\n<PRE class='x'>B</PRE >", ("", "B", ()), "written otherwise"),
    ("<code><pre>a</pre><script>b</pre></code>", ("", "a</pre><script>b", ()), "an end mark in the telegram"),
    (
        "<code><pre>H</pre></code><code><pre>cut off",
        ("H", "cut off", ("page-truncated",)),
        "a truncated page",
    ),
    (
        "<code><pre>1</pre></code><code><pre>2</pre></code><code><pre>3</pre></code>",
        ("1", "3", ("page-boxes",)),
        "three boxes: said",
    ),
]


@pytest.mark.parametrize(("page", "expected", "why"), FOUND, ids=[r[2] for r in FOUND])
def test_find_boxes(page: str, expected: tuple[str, str, tuple[str, ...]], why: str) -> None:
    boxes = find_boxes(f"<p>x</p>{page}")
    assert boxes is not None
    assert (boxes.header, boxes.body, boxes.problems) == expected, why
    assert boxes.start == len("<p>x</p>")


def test_no_box() -> None:
    assert find_boxes("<pre>no code around it</pre>") is None
