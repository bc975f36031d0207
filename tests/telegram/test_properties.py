"""What holds for every text: parse() never raises, spans lie inside, the text comes back unchanged."""

import dataclasses
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cableroom.telegram import Telegram, marks, parse
from cableroom.telegram.reference_id import canonical, parse_reference_id

# Pieces of real shapes, so that random texts reach the readers and do not stop at the door.
PIECES = (
    "O 111111Z SEP 07", "R 311200Z FEB 08", "FM AMEMBASSY BERN", "TO RUEHC/SECSTATE WASHDC IMMEDIATE 4460",
    "INFO ", "XMT/AMEMBASSY SOFIA", "VZCZCXRO4549", "DE RUEHSW #0881/01 2540944", "ZNY SSSSS ZZH",
    "PP RUEHC", "S E C R E T BERN 000881", "UNCLAS SECTION 01 OF 02 BERN 000881", "SIPDIS", "NOFORN",
    "DEPT FOR EUR/NB", "E.O. 12958: DECL: 10/31/2027", "E.O. 12958: DECL: 99/99/9999",
    "TAGS: PREL, OVIP (ROE, JANE)", "TAGS:", "SUBJECT: (S) A TALK", "SUBJECT:", "REF: A. STATE 12",
    "(B)BERN", "5361, (E) ", "REF: [REDACTED]", "KABUL 936-939", "EMBTEL 12", "(refs A-C)",
    "STATE 12 (1/2/06)", "B. ROE E-MAIL", "REFTEL",
    "Classified By: CDA Jane Roe; reasons 1.4(b) and (d).", "1. (C) SUMMARY: ", "END SUMMARY.", "2.(U) ",
    "¶3. ", "¶1737.", "4. ", "(ref B)", "reftels C/D", "-------", "=====", "COMMENT",
    "BERN 00000881  002 OF 002", "PAGE 02 ROME 03067 211833Z", "BEGIN TEXT", "END TEXT", "a   b   c",
    "[REDACTED]", "(strictly protect)", "Jane Roe", "XXXXXXXXXXXX", "+41 31 357 70 11", "jane@example.org",
    "passport no. AB123456", "(C) 1. ", "1) ", "(1) ", "PARA 2.", "END TEXT.", "QUOTE", "UNQUOTE",
    "(both protect)",
    "COMMENT: ", "Talks go on", "UNCLAS SECTION 02 OF 02 BERN 000881", "MRN: 1973BERN000881", "VAN VOORST",
    "NNNN", "0 03/13/2008 9871 PGOV,PREL A", " ", "\t", "\\", "\n",
    "\n\n", "\r\n", "\r", "\u2028", "\x85", "\x00", "\ud800",
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8))).map("\n".join))
GLUED = st.lists(st.sampled_from(PIECES)).map(" ".join)


def places(value: Any) -> list[tuple[int, int]]:  # noqa: ANN401 - any field of a telegram
    """All spans in a value, however deep."""
    if isinstance(value, tuple):
        return [place for item in value for place in places(item)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found = [place for field in dataclasses.fields(value) for place in places(getattr(value, field.name))]
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        if start is not None and end is not None:
            found.append((start, end))
        return found
    return []


def check(telegram: Telegram, text: str) -> None:
    assert telegram.text == text
    assert 0 <= telegram.body_start <= len(text)
    for start, end in places(telegram):
        assert 0 <= start <= end <= len(text)
    for reference in telegram.references:
        assert reference.text.strip(), "a reference is never empty"
        assert reference.start < reference.end
    for mention in telegram.body_references:
        assert text[mention.start : mention.end].strip(), "a mention is never empty"
    starts = [paragraph.start for paragraph in telegram.paragraphs]
    assert starts == sorted(starts)
    for one, following in zip(telegram.paragraphs, telegram.paragraphs[1:], strict=False):
        assert one.end <= following.start
    for heading in telegram.headings:
        assert " ".join(text[heading.start : heading.end].split())
    anchors = [paragraph.anchor for paragraph in telegram.paragraphs]
    assert len(anchors) == len(set(anchors)), "an anchor is an address"
    for earlier, later in zip(telegram.furniture, telegram.furniture[1:], strict=False):
        assert earlier.end <= later.start
    assert json.loads(json.dumps(telegram.as_dict())) == telegram.as_dict()


@settings(deadline=None, max_examples=200)
@given(st.one_of(TEXTS, GLUED), st.sampled_from([None, "07BERN881", "nonsense"]))
def test_any_text_is_a_telegram(text: str, reference_id: str | None) -> None:
    check(parse(text, reference_id=reference_id), text)


@settings(deadline=None, max_examples=100)
@given(st.one_of(TEXTS, GLUED))
def test_marks_lie_inside_the_text(text: str) -> None:
    found = marks(text)
    for mark in found:
        assert 0 <= mark.start < mark.end <= len(text)
        if mark.name is not None:
            assert 0 <= mark.name.start < mark.name.end <= mark.start
    assert [mark.start for mark in found] == sorted(mark.start for mark in found)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=90), st.none() | st.integers(1966, 2010))
def test_a_canonical_id_is_its_own_canonical_form(written: str, year: int | None) -> None:
    found = canonical(written, year=year)
    if found is not None:
        assert canonical(found) == found
        assert str(parse_reference_id(found)) == found
