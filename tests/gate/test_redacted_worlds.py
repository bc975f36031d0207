"""INV-2: two originals that differ only in what is struck give the same public bytes.

First as it is written: the same text around the spans. Then as it happens: the
sender's machine has wrapped each world's lines, and turned its pages, where the
struck words left room.
"""

import re
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from cableroom.gate.redacted import RedactedText, redact

# What a strike can stand beside: prose, and every shape that the code looks at.
AROUND = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(
        [
            "\n\n2. (C) ",
            "\r\n¶3. (S/NF) The minister",
            "\n   -- a point",
            "\nSUBJECT: ",
            "\nREF: (A)STATE 071143, (B)BERN\n",
            "\n-------\nSUMMARY\n-------\n",
            " \\\n \\\nBERN 00000881  002 OF 002 \\\n \\\n \\\n",
            " BERN 00000881  002 OF 002 ",
            "\nCONFIDENTIAL\n\nPAGE 02        ROME  03067  211833Z\n",
            "S E C R E T SECTION 01 OF 02 BERN 000881\n",
            "[REDACTED]",
            "[RE",
            "DACTED]",
            ", ",
            "-\n",
            "\u00ad\n",
            "e\u0301",
            "\u0301",
            "\f",
            "\u2028",
        ]
    ),
)
SCRIPTS = ("abcdefghij", "ÀÉÎÕÜß", "Жуковский", "Ελληνικά", "محمد", "汉字漢字", "한국어", "0123456789")
INNER = st.text(st.sampled_from("".join(SCRIPTS) + "  \n\t-.'¶\\"), max_size=90)


def struck_words() -> st.SearchStrategy[str]:
    """Words of any length, script and number of lines; letters at both ends keep the spans alike."""
    return st.builds("{}{}{}".format, st.sampled_from("aZq"), INNER, st.sampled_from("bYr"))


def world(around: list[str], struck: list[str]) -> RedactedText:
    text, spans = around[0], []
    for words, piece in zip(struck, around[1:], strict=True):
        spans.append((len(text), len(text) + len(words)))
        text += words + piece
    return redact(text, spans)


@st.composite
def twins(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    count = draw(st.integers(1, 4))
    around = draw(
        st.lists(st.builds("".join, st.lists(AROUND, max_size=4)), min_size=count + 1, max_size=count + 1)
    )
    one, other = (draw(st.lists(struck_words(), min_size=count, max_size=count)) for _ in range(2))
    return around, one, other


@settings(max_examples=1500, deadline=None)
@given(twins())
def test_what_is_struck_leaves_no_trace(both: tuple[list[str], list[str], list[str]]) -> None:
    around, one, other = both

    first, second = world(around, one), world(around, other)

    assert first == second
    assert all(first.text[start:end] == "[REDACTED]" for start, end in first.marks)
    assert first.text.count("[REDACTED]") == len(first.marks) >= 1
    first.text.encode()


LEADERS = (".", ". ", " .", "_", "_ ", "-", "- ", "=", ". - ", "-.", "·", "…", "* ", "~")
AFTER = st.sampled_from([" 12", "(17 pairs) 12", "12", "", " a.m.", '"'])


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LEADERS), AFTER), min_size=1, max_size=4),
    st.lists(st.integers(1, 30), min_size=8, max_size=8),
)
def test_nor_do_leaders_and_rules_that_fill_a_line_up(
    rows: list[tuple[str, str]], lengths: list[int]
) -> None:
    def page(names: list[int]) -> RedactedText:
        text, spans = "", []
        for (unit, after), length in zip(rows, names, strict=False):
            spans.append((len(text), len(text) + length))
            # The shortest leader has two turns; what is shorter is none.
            leader = (unit * 60)[: 30 + 4 * len(unit) - length]
            text += f"{'Ø' * length}{leader}{after}\n"
        # At last a heading that is struck, with its rule.
        spans.append((len(text) + 1, len(text) + 1 + names[-1]))
        unit = rows[0][0].strip(". ")
        unit = unit if unit and unit in "-=_*~" else "-"
        text += f"\n{'Ø' * names[-1]}\n{(f'{unit} ' * 30)[: names[-1]]}\nText.\n"
        return redact(text, spans)

    assert page(lengths[:4] + lengths[:1]).text == page(lengths[4:] + lengths[7:]).text


# A whole telegram; each * is a struck name. In the second world the name has another length.
TELEGRAM = """VZCZCXRO4549
OO RUEHRG
DE RUEHSW #0881/01 2540944
O 110944Z SEP 07
FM AMEMBASSY BERN
TO RUEHC/SECSTATE WASHDC IMMEDIATE 4460
INFO RUEHUJA/AMEMBASSY *
RUEHAR/AMEMBASSY ACCRA PRIORITY 0010

S E C R E T SECTION 01 OF 03 BERN 000881

SIPDIS

E.O. 12958: DECL: 09/10/2027
TAGS: MNUC, KNNP, *

SUBJECT: THE GOVERNOR * TAKES NOTE OF CONCERNS REGARDING THE INVENTED PIPELINE
AND ITS OWNERS *

REF: (A)STATE 071143, (B)STATE 073601, (C)* 72896, (D)BEIJING 5361,
(E) STATE 148514

Classified By: Charge d'Affaires *; reasons 1.4(b) and (d).

1. (S) Summary: the governor * met the Ambassador on the evening of September 7 to
discuss the handling of the invented case, time-sensitive as it was.  He said that the
cantons, led by *, would agree by spring. The tariff would follow in the autumn session
of the assembly, where * holds a majority.  End summary.

A heading with *

2. (C) The second paragraph names nobody, and it is long enough to lie across the end of
a page whatever the length of what stands before it, so that the furniture of the page
falls now here and now there within it, which must not show.  Its lines are as the
sender's machine broke them, and stay so.

   -- Point of * that runs on over the end of one line and is continued on the next one.

   -- Another point.

3. (C) Both sides, * among them, agreed to meet again in 2.5 weeks.  * was content - as
he said - with it.

CARTER"""
# These are kept as they are; the others are wrapped to the width.
AS_TYPED = ("VZCZ", "E.O.")
NAMES = st.lists(st.integers(1, 24), min_size=1, max_size=5)
_STRUCK = re.compile(r"Ø[Ø \r\n\\]*Ø|Ø")
_LINE_ENDS = st.sampled_from(["\n", "\r\n", " \\\n"])


def as_sent(
    names: list[list[int]], width: int, page: int, line_end: str = "\n"
) -> tuple[str, list[tuple[int, int]]]:
    """The telegram with names of these word lengths, wrapped and paged as the sender's machine does."""
    left = iter(names * 99)
    lines: list[str] = []
    for block in TELEGRAM.split("\n\n"):
        filled = re.sub(r"\*", lambda _: " ".join("Ø" * letters for letters in next(left)), block)
        if block.startswith("A heading"):
            lines += [filled[:width], "-" * len(filled[:width]), ""]
        elif block.startswith(AS_TYPED):
            lines += [*filled.split("\n"), ""]
        else:
            lines += [*textwrap.wrap(filled.replace("\n", " "), width), ""]
    paged = lines[:page]
    for number, start in enumerate(range(page, len(lines), page), start=2):
        paged += ["", f"BERN 00000881  {number:03} OF 003", "", "", *lines[start : start + page]]
    text = line_end.join(paged)
    return text, [match.span() for match in _STRUCK.finditer(text)]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(NAMES, min_size=1, max_size=9),
    st.lists(NAMES, min_size=1, max_size=9),
    st.integers(60, 70),
    _LINE_ENDS,
)
def test_nor_do_the_lines_and_pages_that_it_pushed_on(
    one: list[list[int]], other: list[list[int]], width: int, line_end: str
) -> None:
    first = redact(*as_sent(one, width, 24, line_end))
    second = redact(*as_sent(other, width, 31, line_end))

    assert first.text == second.text
    assert "Ø" not in first.text
    assert " OF 003" not in first.text


def test_names_in_the_worlds_really_move_the_lines() -> None:
    """The positive control: without a strike the two worlds differ."""
    one, _ = as_sent([[3]], 65, 24)
    other, _ = as_sent([[9, 12, 4]], 65, 31)
    assert redact(one.replace("Ø", "x"), []).text != redact(other.replace("Ø", "x"), []).text
