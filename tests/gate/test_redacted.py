"""What ``redact`` gives, one line per shape.  Add yours at the end."""

import pytest

from cableroom.gate.errors import SurrogateInText
from cableroom.gate.redacted import RedactedText, redact, redact_value
from cableroom.private.vault.errors import SpanInvalid


def struck(original: str) -> RedactedText:
    """Redact a text in which «» stand around what is struck."""
    text, spans, start = "", [], 0
    for character in original:
        if character == "«":
            start = len(text)
        elif character == "»":
            spans.append((start, len(text)))
        else:
            text += character
    return redact(text, spans)


UNTOUCHED = [
    # original, public, why this line is here
    ("a\r\nb\rc\u2028d\x85e\u2029f", "a\nb\nc\nd\ne\nf", "line ends become LF"),
    ("a\r\r\nb", "a\n\nb", "each line end is one"),
    ("a  b \\\n \\\nc\x0c\x00\x1b[1m\t", "a  b \\\n \\\nc\x0c\x00\x1b[1m\t", "nothing else changes"),
    ("see [REDACTED] there", "see [ REDACTED ] there", "an imitation is set apart"),
    ("[REDACTED][REDACTED]", "[ REDACTED ][ REDACTED ]", "two of them"),
    ("[[REDACTED]]", "[[ REDACTED ]]", "within brackets"),
    ("[redacted] [ REDACTED ]", "[redacted] [ REDACTED ]", "others do not look like ours"),
    ("x\nBERN 00000881  002 OF 002\ny", "x\nBERN 00000881  002 OF 002\ny", "furniture stays"),
    ("", "", "nothing at all"),
]
STRUCK = [
    ("met «Smith» today\n", "met [REDACTED] today\n", "one mark"),
    ("met «Smith»'s aide", "met [REDACTED]'s aide\n", "what touches a mark stays"),
    ("al-«Jahmi»", "al-[REDACTED]\n", "within a word"),
    ("«A» «B»", "[REDACTED]\n", "neighbours merge over a blank"),
    ("«A», «B»; «C»\n«D»", "[REDACTED]\n", "over punctuation and a line break"),
    ("«A» and «B»", "[REDACTED] and [REDACTED]\n", "not over a word"),
    ("«A» 2 «B»", "[REDACTED] 2 [REDACTED]\n", "nor over a digit"),
    ("«A»\nBERN 00000881  002 OF 002\n«B»", "[REDACTED]\n", "furniture does not keep them apart"),
    ("x «A[REDACTED]B» y [REDACTED] z", "x [REDACTED] y [ REDACTED ] z\n", "an imitation beside a mark"),
    ("x «A» [\nREDACTED\n]", "x [REDACTED] [REDACTED ]\n", "nor is one made of what is none"),
    ("x «A» [RE\u00ad\nDACTED]", "x [REDACTED] [ REDACTED ]\n", "a divided imitation, joined"),
    ("«e»\u0301t e\u0301«t»", "[REDACTED]t e\u0301[REDACTED]\n", "a mark takes its letter's accent"),
    ("e«\u0301»x", "[REDACTED]x\n", "and an accent its letter"),
    ("👨‍👩«‍👧» 🇨«🇭» 각«ᆨ»", "[REDACTED]\n", "families, flags and syllables are whole"),
    ("a «b\r»\nc", "a [REDACTED]\nc\n".replace("\nc", " c"), "half a line end is one line end"),
    (
        "time-\nsensitive «X» to be de-\nlivered",
        "time-sensitive [REDACTED] to be de-livered\n",
        "divided words",
    ),
    ("a -\nb «X» (\nc) 1/\n2", "a - b [REDACTED] (c) 1/2\n", "dashes stay apart, brackets and slashes join"),
    ("Name ........ «X» . . .", "Name ... [REDACTED] ...\n", "leaders get a fixed length"),
    ("«X»____ 12 «Y»..12", "[REDACTED] ___ 12 [REDACTED] ... 12\n", "of any sign, and beside a mark"),
    (
        "«X»  . - . - . 12 «Y» - . - . 12",
        "[REDACTED] -. 12 [REDACTED] -. 12\n",
        "of two signs that take turns",
    ),
    ("«X» + + + 1 «Y» ++++++ 2", "[REDACTED] +++ 1 [REDACTED] +++ 2\n", "of signs that are seldom leaders"),
    ('«X» said ("no"). "C++"', '[REDACTED] said ("no"). "C++"\n', "but not what is writing"),
    ("A «X»--and so -- on", "A [REDACTED] -- and so -- on\n", "dashes"),
    ("«X»\n=\ntext", "[REDACTED]\n----------\ntext\n", "the rule of a short heading"),
    ("«X»\n= =\n\nno\n= =", "[REDACTED]\n----------\n\nno\n= =\n", "spaced; and only beside a mark"),
    ("«X» goes\n.", "[REDACTED] goes .\n", "a lone point is none"),
    ("a      «X»      b", "a [REDACTED] b\n", "columns too"),
    (
        "a    b\n\nNAME              BORN\n\n«Zebulon»    1960\n\nBo\t\t1\n\none. Two.\n\nc    d",
        "a  b\n\nNAME  BORN\n\n[REDACTED] 1960\n\nBo  1\n\none. Two.\n\nc    d\n",
        "of a table with its rows apart",
    ),
    ("          CALL ON «X»\n", "CALL ON [REDACTED]\n", "a centred line is not"),
    ("a «X» \\\nb \\\n", "a [REDACTED] b\n", "a file's line-end sign does not stay within the line"),
    ("汉字«X»\n汉字\n汉 字", "汉字[REDACTED]汉字汉 字\n", "scripts without blanks join without"),
    (
        "one\n\ntwo «X»\ntwo\n\nthree\nthree",
        "one\n\ntwo [REDACTED] two\n\nthree\nthree\n",
        "only its block is filled",
    ),
]


@pytest.mark.parametrize(("original", "public", "why"), UNTOUCHED, ids=[row[2] for row in UNTOUCHED])
def test_a_text_without_spans(original: str, public: str, why: str) -> None:
    assert redact(original, []) == RedactedText(public, ()), why


@pytest.mark.parametrize(("original", "public", "why"), STRUCK, ids=[row[2] for row in STRUCK])
def test_a_text_with_spans(original: str, public: str, why: str) -> None:
    redacted = struck(original)
    assert redacted.text == public, why
    assert [redacted.text[start:end] for start, end in redacted.marks] == ["[REDACTED]"] * public.count(
        "[REDACTED]"
    )


def test_spans_come_in_any_order_and_overlap() -> None:
    assert redact("0123456789 end", [(6, 8), (2, 5), (3, 7)]) == redact("0123456789 end", [(2, 8)])


def test_a_whole_text_can_be_struck() -> None:
    assert redact("all\n\nof it", [(0, 10)]) == RedactedText("[REDACTED]\n", ((0, 10),))


@pytest.mark.parametrize("span", [(-1, 2), (0, 5), (2, 2), (3, 1), (4, 5), (10**12, 10**12 + 1)])
def test_a_span_that_is_none_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(SpanInvalid) as caught:
        redact("abcd", [span])
    assert caught.value.code == "span-invalid"
    assert "abcd" not in str(caught.value)


def test_ten_thousand_spans() -> None:
    redacted = redact("ab cd " * 10_000, [(6 * n, 6 * n + 2) for n in range(10_000)])
    assert len(redacted.marks) == 10_000


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    with pytest.raises(SurrogateInText, match=r"at 3$"):
        redact("abc\ud800d", [])
    with pytest.raises(SurrogateInText, match=r"at 5$"):
        redact("a\udc80bcd\udfff", [(1, 2)])


def test_a_struck_surrogate_is_none_of_the_readers_business() -> None:
    assert redact("abc \ud800 d", [(4, 5)]).text == "abc [REDACTED] d\n"


def test_lines_are_no_longer_than_the_width() -> None:
    text = "word " * 40 + "Smith " + "word " * 40 + "w" * 90
    lines = redact(text, [(200, 205)]).text.splitlines()
    assert max(len(line) for line in lines if "www" not in line) <= 65
    assert min(len(line) for line in lines[:-2]) > 50


VALUES = [
    ("Embassy Bern", [(8, 12)], "Embassy [REDACTED]", "a part"),
    ("Embassy Bern", [(0, 12)], "[REDACTED]", "the whole"),
    ("Embassy Bern", [(0, 7), (8, 12)], "[REDACTED]", "neighbours merge"),
    ("Embassy Bern", [], "Embassy Bern", "nothing"),
    ("Embassy   Port [REDACTED]", [(0, 7)], "[REDACTED] Port [ REDACTED ]", "blanks and imitations"),
]


@pytest.mark.parametrize(("value", "spans", "public", "why"), VALUES, ids=[row[3] for row in VALUES])
def test_a_stated_field(value: str, spans: list[tuple[int, int]], public: str, why: str) -> None:
    assert redact_value(value, spans) == public, why
