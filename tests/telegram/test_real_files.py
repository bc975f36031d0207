"""The three files that lie beside the repository, every field of the four cables in them.

No sentence of a real cable stands here: ids, codes, posts and dates do, and
longer words are cut out of the file itself.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cableroom.sources import RawRecord, read_path
from cableroom.telegram import Telegram, parse
from cableroom.telegram.model import Precedence, Station

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not beside this repository")


def telegrams(file: str) -> dict[str, Telegram]:
    found = {}
    for record in read_path(DATA / file):
        assert isinstance(record, RawRecord)
        reference_id = record.stated.reference_id
        assert reference_id is not None
        found[reference_id] = parse(record.text, reference_id=reference_id, sent_at=record.stated.created)
    return found


def between(text: str, before: str, after: str) -> str:
    """The words between two others, lines joined."""
    start = text.index(before) + len(before)
    return " ".join(text[start : text.index(after, start)].replace("\\\n", " ").split())


def body(telegram: Telegram) -> str:
    return telegram.text[telegram.body_start :]


def check_spans(telegram: Telegram) -> None:
    text = telegram.text
    for paragraph in telegram.paragraphs:
        assert text[paragraph.start : paragraph.end].lstrip("¶").startswith(f"{paragraph.number}.")
        last = paragraph.text.split()[-1]
        assert text[: paragraph.end].endswith(last)
    for heading in telegram.headings:
        assert " ".join(text[heading.start : heading.end].replace("\\\n", " ").split()) == heading.text
    for reference in telegram.references:
        assert " ".join(text[reference.start : reference.end].split()) == reference.text
    for mention in telegram.body_references:
        assert text[mention.start : mention.end] == mention.text


def test_page_text_07state152317() -> None:
    (telegram,) = telegrams("07STATE152317.page.txt").values()
    text = telegram.text

    assert telegram.reference_id == "07STATE152317"
    assert telegram.sent_at == datetime(2007, 11, 3, 5, 3, tzinfo=UTC)
    assert telegram.precedence == Precedence("IMMEDIATE", None)
    assert telegram.sender == Station("SECSTATE WASHDC", None)
    assert [(a.name, a.route, a.precedence, a.serial) for a in telegram.to] == [
        ("AMEMBASSY BEIJING", None, "IMMEDIATE", None)
    ]
    assert (telegram.info, telegram.exempt, telegram.transmission) == ((), (), None)
    assert telegram.sections == 1
    assert body(telegram).startswith("S E C R E T STATE 152317")
    assert telegram.classification == "SECRET"
    assert (telegram.captions, telegram.attention) == ((), ())
    assert telegram.executive_order == "12958"
    assert (telegram.declassify_on, telegram.declassify_note) == (date(2027, 10, 31), None)
    assert [(t.code, t.kind) for t in telegram.tags] == [("PARM", "subject"), ("PREL", "subject")]
    assert telegram.subject == between(text, "SUBJECT:", "REF:")
    assert [(r.label, r.reference_id, r.inferred) for r in telegram.references] == [
        ("A", "07STATE71143", ("year",)),
        ("B", "07STATE73601", ("year",)),
        ("C", "07STATE72896", ("year",)),
        ("D", "07BEIJING5361", ("year",)),
        ("E", "07STATE148514", ("year",)),
    ]
    assert [(m.label, m.reference_id, m.text) for m in telegram.body_references] == [
        ("E", "07STATE148514", "ref E"),
        ("A", "07STATE71143", "Refs A"),
        ("B", "07STATE73601", "B"),
        ("C", "07STATE72896", "C"),
        ("D", "07BEIJING5361", "Ref D"),
    ]
    assert telegram.classified_by == between(text, "EAP DAS ", ":")
    assert telegram.reasons == ("1.4(b)", "1.4(d)")
    assert (telegram.summary, telegram.comment) == (None, None)
    assert [h.before_paragraph for h in telegram.headings] == [2, 3, 8, 9, 10]
    assert [p.anchor for p in telegram.paragraphs] == [f"p{n}" for n in range(1, 12)]
    assert [p.marking for p in telegram.paragraphs] == [
        "S",
        "S/REL CHINA",
        *["S/Rel China"] * 6,
        "S/REL CHINA",
        "U",
        "U",
    ]
    assert telegram.paragraphs[2].text.endswith("1718 and\n1737.")
    assert telegram.paragraphs[10].text.count("\n") == 3
    assert [(b.kind, b.title) for b in telegram.blocks] == [("enclosure", "NON-PAPER")]
    assert [f.kind for f in telegram.furniture] == ["rule"] * 10
    assert telegram.signed_by == "RICE"
    assert [p.code for p in telegram.problems] == ["paragraph-mark-false"]
    check_spans(telegram)


def test_corrupt_page_07bern881() -> None:
    telegram = telegrams("07BERN881.html")["07BERN881"]
    text = telegram.text

    assert telegram.sent_at == datetime(2007, 9, 11, 9, 44, tzinfo=UTC)
    assert telegram.precedence == Precedence("IMMEDIATE", None)
    assert telegram.sender == Station("AMEMBASSY BERN", "RUEHSW")
    assert [(a.name, a.route, a.precedence, a.serial) for a in telegram.to] == [
        ("SECSTATE WASHDC", "RUEHC", "IMMEDIATE", "4460")
    ]
    assert len(telegram.info) == 37
    assert {a.precedence for a in telegram.info} == {"PRIORITY"}
    assert [a.name for a in telegram.info if a.serial is None] == [
        "EU INTEREST COLLECTIVE",
        "NATIONAL SECURITY COUNCIL WASHINGTON DC",
        "DEPT OF TREASURY WASHINGTON DC",
    ]
    assert (telegram.transmission, telegram.sections, telegram.exempt) == ("VZCZCXRO4549", 2, ())
    assert body(telegram).startswith("S E C R E T SECTION 01 OF 02 BERN 000881")
    assert (telegram.classification, telegram.captions) == ("SECRET", ("SIPDIS",))
    assert telegram.attention == (f"DEPT FOR {between(text, 'DEPT FOR ', 'E.O.')}",)
    assert telegram.executive_order == "12958"
    assert (telegram.declassify_on, telegram.declassify_note) == (date(2027, 9, 10), None)
    assert [t.code for t in telegram.tags] == ["MNUC", "KNNP", "ETTC", "IR", "SZ"]
    assert telegram.subject == between(text, "SUBJECT:", "REF:")
    assert [(r.label, r.kind, r.reference_id) for r in telegram.references] == [
        ("A", "cable", "07STATE124823"),
        ("B", "email", None),
        ("C", "cable", "07BERN860"),
        ("D", "cable", "07STATE123352"),
    ]
    assert [(m.label, m.reference_id) for m in telegram.body_references] == [
        ("A", "07STATE124823"),
        ("C", "07BERN860"),
        ("D", "07STATE123352"),
        ("B", None),
        ("A", "07STATE124823"),
        ("B", None),
        ("A", "07STATE124823"),
    ]
    assert telegram.classified_by == between(text, "Affaires a.i. ", ";")
    assert telegram.reasons == ("1.4(b)", "1.4(d)")
    assert telegram.summary == telegram.paragraphs[0].text.removesuffix("  End summary.")
    assert telegram.comment == telegram.paragraphs[3].text
    assert [(h.text, h.before_paragraph) for h in telegram.headings] == [
        ("SUMMARY", 1),
        ("IRAN/IAEA", 2),
        ("IRAN/EGL Gas Deal", 3),
        ("COMMENT", 4),
    ]
    assert [(p.anchor, p.marking) for p in telegram.paragraphs] == [
        ("p1", "S"),
        ("p2", "S"),
        ("p3", "S"),
        ("p4", "C"),
    ]
    assert "statements by\nlike-minded" in telegram.paragraphs[1].text, "a section break stood between"
    assert telegram.signed_by == "CARTER"
    assert telegram.problems == ()
    check_spans(telegram)


def test_second_cable_of_the_corrupt_page_07tbilisi2290() -> None:
    telegram = telegrams("07BERN881.html")["07TBILISI2290"]
    text = telegram.text

    assert telegram.sent_at == datetime(2007, 9, 11, 12, 50, tzinfo=UTC)
    assert telegram.precedence == Precedence("ROUTINE", None)
    assert telegram.sender == Station("AMEMBASSY TBILISI", "RUEHSI")
    assert [(a.name, a.serial) for a in telegram.to] == [("SECSTATE WASHDC", "7564")]
    assert [(a.name, a.route) for a in telegram.info] == [("EUROPEAN POLITICAL COLLECTIVE", "RUEHZL")]
    assert (telegram.transmission, telegram.sections) == ("VZCZCXRO4053", 6)
    assert telegram.classification == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    assert telegram.captions == ("SIPDIS", "SENSITIVE", "WEBGRAM EXCLUDED ONLY")
    assert telegram.executive_order == "12958"
    assert (telegram.declassify_on, telegram.declassify_note) == (None, None)
    assert telegram.tags == (), "the page put those of the other cable here; the source takes them out"
    assert telegram.subject == between(text, "SUBJECT:", "1.").rstrip(" ¶")
    assert (telegram.references, telegram.body_references) == ((), ())
    assert (telegram.classified_by, telegram.reasons, telegram.attention) == (None, (), ())
    assert telegram.summary is not None
    assert telegram.summary.startswith("Following a series")
    assert telegram.comment is not None
    assert telegram.comment.endswith("such an approach.")
    assert [h.before_paragraph for h in telegram.headings] == [3, 4, 5, 7, *[8] * 10]
    assert [(p.number, p.marking) for p in telegram.paragraphs] == [
        (1, "U"), (2, "SBU"), (3, "U"), (4, "U"), (5, "U"), (6, "U"), (7, "SBU"), (8, "SBU"),
    ]  # fmt: skip
    assert "November\n2006." in telegram.paragraphs[6].text
    assert "SIPDIS" not in telegram.paragraphs[6].text
    assert [f.kind for f in telegram.furniture].count("section") == 5
    assert telegram.signed_by == "TEFFT"
    assert telegram.problems == ()
    check_spans(telegram)


def test_unwrapped_page_08tripoli220() -> None:
    (telegram,) = telegrams("08TRIPOLI220.html").values()
    text = telegram.text

    assert telegram.reference_id == "08TRIPOLI220"
    assert telegram.sent_at == datetime(2008, 3, 13, 15, 3, tzinfo=UTC)
    assert telegram.sender == Station("AMEMBASSY TRIPOLI", "RUEHTRO")
    assert [(a.name, a.serial) for a in telegram.to] == [("SECSTATE WASHDC", "3217")]
    assert len(telegram.info) == 8
    assert [a.precedence for a in telegram.info] == [None, *["IMMEDIATE"] * 6, None]
    assert (telegram.transmission, telegram.sections) == ("VZCZCXRO4024", 3)
    assert (telegram.classification, telegram.captions) == ("CONFIDENTIAL", ("SIPDIS",))
    assert telegram.attention == ("DEPT FOR NEA/MAG AND DRL",)
    assert (telegram.executive_order, telegram.declassify_on) == ("12958", date(2018, 3, 13))
    assert [t.code for t in telegram.tags] == ["PGOV", "PREL", "PHUM", "PINR", "LY"]
    assert telegram.subject == between(text, "9871 PGOV,PREL,PHUM,PINR,LY ", " Reports")
    assert telegram.references == ()
    assert [(m.label, m.reference_id) for m in telegram.body_references] == [("A", None), ("B", None)]
    assert telegram.classified_by == between(text, "CLASSIFIED BY:", ",")
    assert telegram.reasons == ("1.4(b)", "1.4(d)")
    assert telegram.summary == between(text, "Summary: ", " End summary.")
    assert telegram.comment is not None
    assert telegram.comment.startswith("While we lack")
    assert telegram.comment.endswith("medical treatment.")
    assert [h.before_paragraph for h in telegram.headings] == [2, 3, 5, 7, 8, 9]
    assert [p.anchor for p in telegram.paragraphs] == [f"p{n}" for n in range(1, 12)]
    assert {p.marking for p in telegram.paragraphs} == {"C"}
    assert "objection to a visit by" in telegram.paragraphs[5].text, "a section break stood inside"
    assert telegram.paragraphs[10].text.endswith("End comment.")
    assert [f.kind for f in telegram.furniture] == [*["transmission"] * 4, "section", "section", "stamp"]
    assert telegram.signed_by == "STEVENS"
    assert [p.code for p in telegram.problems] == ["subject-from-catalogue"]
    check_spans(telegram)
