"""A whole invented telegram and all that is read from it, as JSON."""

from cableroom.telegram import parse
from invented_telegrams import WHOLE as TELEGRAM


def place(words: str, *, cut: int | None = None) -> dict[str, int]:
    """Where ``words`` stand first, or only ``cut`` characters of them."""
    start = TELEGRAM.index(words)
    return {"start": start, "end": start + (len(words) if cut is None else cut)}


def test_everything_is_read() -> None:
    telegram = parse(TELEGRAM)

    assert TELEGRAM[telegram.body_start :].startswith("S E C R E T SECTION 01")
    assert telegram.as_dict() == {
        "reference_id": "07BERN981",
        "sent_at": "2007-09-11T09:44:00Z",
        "precedence": {"action": "PRIORITY", "info": "ROUTINE"},
        "from": {"name": "AMEMBASSY BERN", "route": "RUEHSW"},
        "to": [{"name": "SECSTATE WASHDC", "route": "RUEHC", "precedence": "PRIORITY", "serial": "9460"}],
        "info": [{"name": "AMEMBASSY ROME", "route": "RUEHRO", "precedence": None, "serial": "0118"}],
        "exempt": [],
        "transmission": "VZCZCXRO9549",
        "sections": 2,
        "classification": "SECRET//NOFORN",
        "captions": ["SIPDIS", "NOFORN"],
        "executive_order": "12958",
        "declassify_on": "2017-09-10",
        "declassify_note": None,
        "tags": [
            {"code": "PREL", "kind": "subject"},
            {"code": "SENV", "kind": "subject"},
            {"code": "OVIP", "kind": "subject"},
            {"code": "ROE, JANE", "kind": "person"},
            {"code": "SZ", "kind": "geographic"},
        ],
        "subject": "LAKE LEVELS: MINISTER SEES NO NEED FOR HASTE",
        "references": [
            {"label": "A", "kind": "cable", "reference_id": "07ROME9012", "inferred": ["year"]}
            | {"text": "ROME 9012", **place("ROME 9012")},
            {"label": "B", "kind": "cable", "reference_id": "06BERN917", "inferred": []}
            | {"text": "06 BERN 917", **place("06 BERN 917")},
            {"label": "C", "kind": "email", "reference_id": None, "inferred": []}
            | {"text": "DOE-ROE E-MAIL (07SEP07)", **place("DOE-ROE E-MAIL (07SEP07)")},
        ],
        "body_references": [
            {"label": "A", "reference_id": "07ROME9012", "text": "ref A", **place("ref A")},
            {"label": "A", "reference_id": "07ROME9012", "text": "refs A", **place("refs A")},
            {"label": "B", "reference_id": "06BERN917", "text": "B", **place("B, STATE 90117", cut=1)},
            {"label": None, "reference_id": "07STATE90117", "text": "STATE 90117", **place("STATE 90117")},
        ],
        "classified_by": "Jon van Roe",
        "reasons": ["1.4(b)", "1.4(d)"],
        "attention": ["DEPT FOR EUR/AGS AND OES"],
        "summary": "The minister saw no need for haste (ref A)\nand spoke of next year.",
        "comment": "We have heard this before.",
        "headings": [
            {"text": "NO HASTE NOW", "before_paragraph": 2, **place("NO HASTE NOW")},
            {"text": "COMMENT", "before_paragraph": 3, **place("COMMENT")},
        ],
        "paragraphs": [
            {
                "number": 1,
                "anchor": "p1",
                "marking": "S/NF",
                "text": "SUMMARY: The minister saw no need for haste (ref A)\n"
                "and spoke of next year.  END SUMMARY.",
                "start": place("1. (S/NF)")["start"],
                "end": place("END SUMMARY.")["end"],
            },
            {
                "number": 2,
                "anchor": "p2",
                "marking": "C",
                "text": "The minister's adviser, Ada Doe (strictly protect), said\n"
                "that three\n"
                "lakes were too high (refs A and B, STATE 90117):\n"
                "\n"
                "Lake        Metres    Inches\n"
                "Upper           12         3\n"
                "Lower            4        11\n"
                "Third            9         8\n"
                "\n"
                "-- Post would welcome guidance.",
                "start": place("2. (C)")["start"],
                "end": place("guidance.")["end"],
            },
            {
                "number": 3,
                "anchor": "p3",
                "marking": "C",
                "text": "We have heard this before.",
                "start": place("3. (C)")["start"],
                "end": place("before.")["end"],
            },
        ],
        "blocks": [
            {
                "kind": "table",
                "start": place("Lake  ")["start"],
                "end": place("Third            9         8")["end"],
            },
        ],
        "furniture": [
            {"kind": "transmission", **place("VZCZCXRO9549")},
            {"kind": "transmission", **place("PP RUEHRG")},
            {"kind": "transmission", **place("DE RUEHSW #0981/01 2540944")},
            {"kind": "transmission", **place("ZNY SSSSS ZZH")},
            {"kind": "rule", **place("-------------")},
            {"kind": "rule", **place("-------------\n\n2. (C)", cut=13)},
            {"kind": "section", **place("BERN 00000981  002 OF 002")},
            {"kind": "rule", **place("-------\n\n3. (C)", cut=7)},
            {"kind": "transmission", **place("NNNN")},
        ],
        "signed_by": "ROE",
        "problems": [],
    }


def test_line_ends_do_not_matter() -> None:
    plain = parse(TELEGRAM).as_dict()
    for line_end in ("\r\n", "\r", " \\\n"):
        other = parse(TELEGRAM.replace("\n", line_end)).as_dict()
        for name in (
            "subject",
            "tags",
            "captions",
            "classified_by",
            "reasons",
            "signed_by",
            "summary",
            "to",
            "info",
        ):
            assert other[name] == plain[name], (line_end, name)
        assert [p["text"] for p in other["paragraphs"]] == [p["text"] for p in plain["paragraphs"]]
