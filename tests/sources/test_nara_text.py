"""Files of the National Archives: telegram and attributes told apart, stubs kept, several in one file."""

import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources import (
    ATTRIBUTES,
    PROBLEMS,
    RawRecord,
    RejectedRecord,
    StatedFields,
    detect,
    limits,
    nara_text,
    plain_text,
    reread,
)
from cableroom.sources.nara_attributes import read_attributes, read_handled, read_number, read_stated
from cableroom.telegram import parse
from growth import check_linear
from sources.streams import Repeated

FOLDER: Final = Path(__file__).parent / "nara"
FILES: Final = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.txt"))}
LIMA: Final = FILES["75LIMA2475"]
STUB: Final = (
    b"                Message Text\n\nMRN: 1973ABIDJA000073 SEGMENT NUMBER: 000001 ERROR READING TEXT INDEX "
    b"FILE; TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE\n\n                Message Attributes\n\n"
    b"Document Number: 1973ABIDJA000073\nDraft Date: 05 JAN 1973\nFrom: ABIDJAN\nLocator: ON MICROFILM\n"
    b"Original Classification: CONFIDENTIAL\nOriginal Handling Restrictions: NOFORN\nSubject: A LAKE\n"
)


def records(data: bytes) -> list[RawRecord]:
    found = list(nara_text.read(BytesIO(data), file="a.txt"))
    kept = [one for one in found if isinstance(one, RawRecord)]
    assert len(kept) == len(found)
    for one in kept:
        assert data[one.offset : one.offset + len(one.raw)] == one.raw
        assert [(each.text, each.stated) for each in reread(one.raw, format=one.format)] == [
            (one.text, one.stated)
        ]
    return kept


STATED: Final = {
    "77STATE17976": ((1977, 1, 26), "Secretary of State", "LIMITED OFFICIAL USE"),
    "75LIMA2475": ((1975, 3, 25), "Embassy Lima", "CONFIDENTIAL"),
    "75LIMA2476": ((1975, 3, 25), "Embassy Lima", "CONFIDENTIAL"),
    "76USUNNEWYORK3275": ((1976, 8, 4), "USUN New York", "UNCLASSIFIED"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_states_what_its_attributes_say(name: str) -> None:
    (only,) = records(FILES[name])
    day, origin, classification = STATED[name]
    assert only.raw == FILES[name]
    assert only.stated == StatedFields(
        reference_id=name,
        created=datetime(*day, tzinfo=UTC),
        origin=origin,
        classification=classification,
    )
    assert only.problems == ()
    # They are no part of the telegram.
    assert "Attributes" not in only.text
    assert "Document Number" not in only.text
    assert "Message Text" not in only.text


TELEGRAMS: Final[dict[str, dict[str, Any]]] = {
    "77STATE17976": {
        "sent_at": "1977-01-26T23:40:00Z",
        "precedence": {"action": "PRIORITY", "info": None},
        "from": {"name": "SECSTATE WASHDC", "route": None},
        "classification": "LIMITED OFFICIAL USE",
        "executive_order": "11652",
        "subject": "SECRETARY'S VISIT TO THE LAKE: COMMUNICATIONS CABLE TRAFFIC",
        "signed_by": "VANCE",
        "problems": [],
    },
    "75LIMA2475": {
        "sent_at": "1975-03-25T09:10:00Z",
        "sections": 3,
        "classification": "CONFIDENTIAL",
        "captions": ["EXDIS"],
        "attention": ["DEPT PASS TREASURY"],
        "declassify_note": "GDS",
        "subject": "AN INVENTED TALK ON LAKES",
        "summary": "THE MINISTER SAW NO NEED FOR HASTE.",
        "comment": "NOBODY KNOWS.",
        "signed_by": "DEAN",
        "problems": [],
    },
    # Two sections, each with offices, time of receipt and header.
    "75LIMA2476": {
        "sent_at": "1975-03-25T09:10:00Z",
        "sections": 2,
        "classification": "CONFIDENTIAL",
        "subject": "AN INVENTED TALK",
        "signed_by": "DEAN",
        "problems": [],
    },
    "76USUNNEWYORK3275": {
        "sent_at": "1976-08-04T17:25:00Z",
        "from": {"name": "USMISSION USUN NEW YORK", "route": None},
        "classification": "UNCLASSIFIED",
        "subject": "UNGA: INVENTED ITEM 99",
        "signed_by": "SCRANTON",
        "problems": [],
    },
}
LISTS: Final[dict[str, dict[str, list[str]]]] = {
    "77STATE17976": {
        "to": ["AMEMBASSY TEL AVIV", "AMEMBASSY CAIRO"],
        "info": ["AMEMBASSY ROME"],
        "tags": ["OVIP", "ROE, JANE", "IS", "EG"],
        "references": ["77CAIRO1234", "76STATE194199"],
        "paragraphs": [
            "POST WILL BE EXPECTED TO PROVIDE 24-HOUR COMMUNICA-\nTIONS COVERAGE FOR THE VISIT, AS IN REF A.",
            "THE TRAVELLING PARTY WILL BRING ITS OWN PAPER.\nPENCILS ARE NOT INCLUDED.",
            "POSTS SHOULD REPLY BY JANUARY 30.",
        ],
    },
    "75LIMA2475": {
        "to": ["SECSTATE WASHDC"],
        "info": ["AMEMBASSY LA PAZ", "AMEMBASSY SANTIAGO", "USCINCSO"],
        "tags": ["ECON", "EINV", "PE"],
        "references": ["75STATE12345", "75LIMA2100"],
        "paragraphs": [
            "SUMMARY: THE MINISTER SAW NO NEED FOR HASTE. END SUMMARY.",
            "MINISTER ROE RECEIVED AMBASSADOR. HE SAID THAT THE\nLAKE WOULD BE MEASURED\nBEFORE THE SUMMER.",
            "AMBASSADOR ASKED BY WHOM.",
            "COMMENT: NOBODY KNOWS.",
        ],
    },
    "75LIMA2476": {
        "to": ["SECSTATE WASHDC"],
        "info": ["AMEMBASSY LA PAZ"],
        "tags": ["ECON", "PE"],
        "references": [],
        "paragraphs": ["FIRST PARAGRAPH.", "SECOND PARAGRAPH GOES\nON HERE.", "THIRD PARAGRAPH."],
    },
    "76USUNNEWYORK3275": {
        "to": ["SECSTATE WASHDC"],
        "info": ["USMISSION GENEVA", "AMEMBASSY TOKYO"],
        "tags": ["UNGA", "PFOR"],
        "references": ["76STATE190001"],
        "paragraphs": ["FOLLOWING IS TEXT OF LETTER:\nBEGIN TEXT\nDEAR MR. ROE: THE LAKE IS FULL. END TEXT."],
    },
}
_SHOWN: Final = {"to": "name", "info": "name", "tags": "code", "references": "reference_id"}


@pytest.mark.parametrize("name", FILES)
def test_the_telegram_is_read_as_any_other(name: str) -> None:
    """With its page breaks, distribution lines, times of receipt and end marks: none is content."""
    (only,) = records(FILES[name])
    read = parse(only.text, reference_id=only.stated.reference_id, sent_at=only.stated.created).as_dict()
    assert {field: read[field] for field in TELEGRAMS[name]} == TELEGRAMS[name]
    for field, expected in LISTS[name].items():
        assert [item[_SHOWN.get(field, "text")] for item in read[field]] == expected


def test_a_stub_is_kept_with_what_is_stated_of_it() -> None:
    (only,) = records(STUB)
    assert (only.text, only.problems) == ("", ("text-unavailable",))
    assert only.stated == StatedFields(
        reference_id="73ABIDJAN73",
        created=datetime(1973, 1, 5, tzinfo=UTC),
        origin="Embassy Abidjan",
        classification="CONFIDENTIAL//NOFORN",
    )
    assert ATTRIBUTES[only.format](only.raw)["Subject"] == "A LAKE"


STUBS = [
    (
        STUB.replace(b"Document Number: 1973ABIDJA000073\n", b""),
        "73ABIDJAN73",
        "text-unavailable",
        "by its MRN",
    ),
    (
        STUB.partition(b"MRN")[0]
        + b"\n Message Attributes\n\nLocator: ON MICROFILM\nDocument Number: 1973LIMA1\n",
        "73LIMA1",
        "text-unavailable",
        "the locator says so",
    ),
    (
        STUB.partition(b"MRN")[0]
        + b"\n Message Attributes\n\nLocator: TEXT ON-LINE\nDocument Number: 1973LIMA1\n",
        "73LIMA1",
        "text-empty",
        "the locator says otherwise: something is lost",
    ),
]


@pytest.mark.parametrize(("data", "name", "code", "why"), STUBS, ids=[each[3] for each in STUBS])
def test_no_text_is_told_from_a_lost_text(data: bytes, name: str, code: str, why: str) -> None:
    (only,) = records(data)
    assert (only.text, only.stated.reference_id, only.problems) == ("", name, (code,)), why


def test_a_telegram_that_quotes_a_stub_is_none() -> None:
    quoted = b"IS UNAVAILABLE\n".join(
        [b"THE FILE SAYS: TELEGRAM TEXT FOR THIS MRN ", b"1. SO IT IS.\n" * 100]
    )
    (only,) = records(LIMA.replace(b"BEFORE THE SUMMER", quoted))
    assert "SO IT IS" in only.text
    assert only.problems == ()


def test_several_telegrams_in_one_file() -> None:
    together = b"".join(FILES.values()) + STUB
    found = records(together)
    assert [one.stated.reference_id for one in found] == [*FILES, "73ABIDJAN73"]
    assert b"".join(one.raw for one in found) == together
    assert [one.text for one in found[:-1]] == [records(data)[0].text for data in FILES.values()]


def test_a_telegram_may_hold_the_two_words() -> None:
    words = b"SEE\n  Message Attributes\nAND\n  Message Text\nBELOW.\n"
    (only,) = records(LIMA.replace(b"NOBODY KNOWS.", words))
    assert words.decode().rstrip() in only.text
    assert only.stated.reference_id == "75LIMA2475"


def test_a_byte_order_mark_belongs_to_the_first() -> None:
    found = records(b"\xef\xbb\xbf" + LIMA + STUB)
    assert [one.raw for one in found] == [b"\xef\xbb\xbf" + LIMA, STUB]


CUT = [
    (LIMA.partition(b"  Message Attributes")[0], "attributes-missing", "before the attributes"),
    (LIMA[: LIMA.index(b"Document Number")], "attributes-missing", "behind their heading"),
]


@pytest.mark.parametrize(("data", "code", "why"), CUT, ids=[each[2] for each in CUT])
def test_a_file_cut_off_is_said(data: bytes, code: str, why: str) -> None:
    (only,) = records(data)
    assert code in only.problems, why
    assert only.stated == StatedFields()
    assert parse(only.text).reference_id == "75LIMA2475"


BLOCKS = [
    (
        "Subject: A\n  B\nC: D\n\nTo: X",
        {"Subject": "A B C: D", "To": "X"},
        "goes on indented and at the margin",
    ),
    ("From:\nTo: n/a", {"From": "", "To": "n/a"}, "empty values"),
    ("From:\nBERN", {"From": "BERN"}, "the value below its key"),
    ("Markings: A\nTo: B\nMarkings: C", {"Markings": "A", "To": "B"}, "a key twice"),
    ("Markings:\nTo: B\nMarkings: C", {"Markings": "C", "To": "B"}, "a key twice, empty first"),
    ("  To: X", {}, "what is indented is no key"),
    ("From : X", {}, "nor is what has a blank"),
    ("Subject: RE: TO: YOU", {"Subject": "RE: TO: YOU"}, "colons in a value"),
    ("To: X\r\n Y\r\n", {"To": "X Y"}, "line ends of Windows"),
]


@pytest.mark.parametrize(("block", "expected", "why"), BLOCKS, ids=[each[2] for each in BLOCKS])
def test_attributes(block: str, expected: dict[str, str], why: str) -> None:
    assert read_attributes(block) == expected, why


DATES = [
    ("04 MAY 1976", datetime(1976, 5, 4, tzinfo=UTC), "the usual form"),
    ("06 dec 1978", datetime(1978, 12, 6, tzinfo=UTC), "small letters"),
    ("30-Aug-1979 12:00:00 am", datetime(1979, 8, 30, tzinfo=UTC), "a database's form"),
    ("4 MAY 1976", datetime(1976, 5, 4, tzinfo=UTC), "one digit"),
    ("01 JAN 1960", None, "the date that is none"),
    ("01-Jan-1960 12:00:00 am", None, "the same"),
    ("n/a", None, "none"),
    ("", None, "nothing"),
]
NO_DATES = ["31 APR 1976", "04 MAI 1976", "1976", "04/05/1976", "04 MAY 76", "04 MAY 0001", "0 MAY 1976"]


@pytest.mark.parametrize(("words", "expected", "why"), DATES, ids=[each[2] for each in DATES])
@pytest.mark.parametrize("key", ["Draft Date", "Sent Date"])
def test_dates(key: str, words: str, expected: datetime | None, why: str) -> None:
    stated, problems = read_stated({key: words})
    assert (stated.created, problems) == (expected, ()), why


@pytest.mark.parametrize("words", NO_DATES)
def test_what_is_no_date_is_said(words: str) -> None:
    stated, problems = read_stated({"Draft Date": words})
    assert (stated.created, problems) == (None, ("created-unreadable",))


NUMBERS = [
    ("1977STATE017976", "STATE", "77STATE17976", "the Department has six digits"),
    ("1978THEHA07049", "THE HAGUE", "78THEHAGUE7049", "a name cut off, told by the sender"),
    ("1978THEHA07049", "", "78THEHAGUE7049", "or because only one post begins so"),
    ("1976USUNN03275", "USUN NEW YORK", "76USUNNEWYORK3275", "a mission"),
    ("1975MONTE00012", "MONTEVIDEO", "75MONTEVIDEO12", "two posts begin so: the sender tells"),
    ("1975MONTE00012", "MONTERREY", "75MONTERREY12", "the other"),
    ("1974SAIGON00350", "SAIGON", "74SAIGON350", "a post that is gone"),
    ("1975PHNOM01111", "PHNOM PENH", "75PHNOMPENH1111", "two words"),
    ("1974 TEL AV 00100", "TEL AVIV", "74TELAVIV100", "with blanks"),
    ("1977STATE017976", "GARBAGE", "77STATE17976", "a sender that does not fit is left aside"),
    ("1977017976", "STATE", None, "no station"),
    ("n/a", "STATE", None, "none"),
    ("../1977STATE1", "STATE", None, "a path"),
    ("1977STATE000000", "STATE", None, "no serial"),
]


@pytest.mark.parametrize(("number", "sender", "expected", "why"), NUMBERS, ids=[each[3] for each in NUMBERS])
def test_document_numbers(number: str, sender: str, expected: str | None, why: str) -> None:
    assert read_number(number, sender) == expected, why


HANDLED = [
    ("SECRET", "NOFORN, EXDIS", "SECRET//NOFORN", "NOFORN among others"),
    ("confidential", "", "CONFIDENTIAL", "small letters"),
    ("UNCLASSIFIED", "FOR OFFICIAL USE ONLY", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "official use"),
    ("UNCLASSIFIED", "NOFORN", "UNCLASSIFIED", "what it cannot be"),
    ("SECRET", "EXDIS", "SECRET", "captions are the telegram's to say"),
    ("", "NOFORN", None, "nothing"),
]


@pytest.mark.parametrize(("level", "handling", "expected", "why"), HANDLED, ids=[each[3] for each in HANDLED])
def test_classification_and_handling(level: str, handling: str, expected: str | None, why: str) -> None:
    assert read_handled(level, handling) == expected, why


RECOGNISED = [
    (LIMA, "a file"),
    (b"\xef\xbb\xbf\r\n\t Message Text \r\nx", "byte order mark and Windows"),
    (STUB.partition(b"\n")[2], "without its first line"),
    (LIMA.decode().encode("utf-16"), "UTF-16 with its mark"),
]
NOT_RECOGNISED = [
    (b"See the Message Text\n", "the words in a sentence"),
    (b"x\nMessage Text\ny", "below something else"),
    (b"Message Attributes\nfoo: bar", "attributes of something else"),
    (b'{"a": "\nMessage Attributes\nTo: x"}', "in JSON"),
]


@pytest.mark.parametrize(("head", "why"), RECOGNISED, ids=[each[1] for each in RECOGNISED])
def test_recognised(head: bytes, why: str) -> None:
    assert detect(head) is nara_text, why


@pytest.mark.parametrize(("head", "why"), NOT_RECOGNISED, ids=[each[1] for each in NOT_RECOGNISED])
def test_not_recognised(head: bytes, why: str) -> None:
    assert not nara_text.sniff(head), why


@pytest.mark.parametrize("name", FILES)
def test_it_is_no_bare_telegram(name: str) -> None:
    assert not plain_text.sniff(FILES[name])


def test_one_too_long_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE", len(LIMA))
    long = LIMA.replace(b"NOBODY KNOWS.", b"NOBODY KNOWS. " * 9)
    endless = LIMA.replace(b"NOBODY KNOWS.", b"X" * 3 * len(LIMA))
    found = list(nara_text.read(BytesIO(LIMA + long + STUB + endless + LIMA), file="x"))
    assert [getattr(one, "code", "") for one in found] == ["", "page-over-limit", "", "page-over-limit", ""]
    offsets = [0, len(LIMA)]
    for piece in (long, STUB, endless):
        offsets.append(offsets[-1] + len(piece))
    assert [one.offset for one in found] == offsets


def test_memory_does_not_grow_with_the_file() -> None:
    """200 MB of telegrams one after another."""
    piece = LIMA.replace(b"NOBODY KNOWS.", b"NOBODY KNOWS. " * 70_000)
    tracemalloc.start()
    count = 0
    for one in nara_text.read(Repeated(piece, 200), file="x"):
        assert not isinstance(one, RejectedRecord)
        count += 1
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200
    assert peak < 4 * limits.PAGE


_MARKS: Final = (b"Message Text\n", b" Message Attributes\n", b"\n", b"\r\n", b" y\n", b"\xef\xbb\xbf", b"\0")
_KEYS: Final = (
    b"From: \xff\n",
    b"Document Number: 1977STATE1\n",
    b"Draft Date: 31 APR 1975\n",
    b"Locator: x\n",
)
_STUBS: Final = (b"MRN: 1973LIMA1", b"TEXT FOR THIS MRN IS UNAVAILABLE", STUB, LIMA)
_PIECES = st.lists(st.sampled_from((*_MARKS, *_KEYS, *_STUBS)) | st.binary(max_size=9), max_size=12)


@given(_PIECES)
def test_no_bytes_break_it(pieces: list[bytes]) -> None:
    for one in nara_text.read(BytesIO(b"".join(pieces)), file="x"):
        if isinstance(one, RawRecord):
            assert b"".join(pieces)[one.offset :].startswith(one.raw)
            assert set(one.problems) <= set(PROBLEMS)
            assert [each.text for each in reread(one.raw, format=one.format)] == [one.text]
    nara_text.attributes(b"".join(pieces))


@pytest.mark.parametrize("piece", [b"Message Attributes\n\n\n", b"Message Attributes\nTo:\n", b" "])
def test_time_grows_with_the_bytes(piece: bytes) -> None:
    def read(size: int) -> None:
        data = b"Message Text\n" + piece * (size // len(piece))
        nara_text.sniff(data)
        list(nara_text.read(BytesIO(data), file="x"))

    check_linear(read)
