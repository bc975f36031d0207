"""Volumes of documents: the telegrams of one, what is passed over, and what is broken."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources import (
    PASSED_OVER,
    PROBLEMS,
    REJECTIONS,
    RawRecord,
    RejectedRecord,
    detect,
    frus_tei,
    limits,
    reread,
)
from cableroom.telegram import parse
from sources.volumes_made import PARAGRAPHS, TEXT, document, volume

MEMORANDUM = document(
    "Memorandum From Jane Roe to the Secretary of State Transmitting a Telegram", number=106
)


def read(data: bytes) -> list[RawRecord | RejectedRecord]:
    return list(frus_tei.read(BytesIO(data), file="v.xml"))


def record(written: str) -> RawRecord:
    (only,) = read(volume(written))
    assert isinstance(only, RawRecord)
    return only


def codes(data: bytes) -> list[str]:
    """What became of each document: ``kept``, or the code."""
    return ["kept" if isinstance(found, RawRecord) else found.code for found in read(data)]


def test_a_telegram_of_a_volume_becomes_a_record() -> None:
    data = volume(document())
    (found,) = read(data)
    assert isinstance(found, RawRecord)
    assert found.text == TEXT
    assert found.stated.reference_id == "74JIDDA1192"
    assert found.stated.created == datetime(1974, 3, 11, 11, 53, tzinfo=UTC)
    assert found.stated.origin == "Embassy Jidda"
    assert found.stated.classification == "SECRET"
    assert found.stated.coverage == ("https://history.state.gov/historicaldocuments/frus1969-76v99/d105",)
    assert found.problems == ()
    assert detect(data) is frus_tei


def test_the_original_is_the_documents_own_bytes() -> None:
    data = volume(MEMORANDUM, document(), MEMORANDUM)
    found = next(each for each in read(data) if isinstance(each, RawRecord))
    assert data[found.offset : found.offset + len(found.raw)] == found.raw == document().encode()
    # Its volume's name is not in it.
    alone = replace(found, file="", offset=0, stated=replace(found.stated, coverage=()))
    assert reread(found.raw, format=found.format) == [alone]
    assert detect(found.raw) is frus_tei


def test_the_parser_reads_the_text() -> None:
    found = record(document())
    telegram = parse(found.text, reference_id=found.stated.reference_id, sent_at=found.stated.created)
    assert telegram.subject == "An Invented Harvest."
    assert [each.reference_id for each in telegram.references] == ["74STATE45017", "74MANILA2788"]
    assert telegram.summary == "The minister was pleased."
    assert [each.number for each in telegram.paragraphs] == [0, 1, 2]
    assert telegram.signed_by == "ROE"


HEADS = [
    ("Telegram From the Embassy in Saudi Arabia to the Department of State", "kept", "the usual one"),
    ("Telegram 1192 From the Embassy in Saudi Arabia to the Department of State", "kept", "with its number"),
    ("Circular Telegram From the Department of State to All Posts", "kept", "to many"),
    ("Airgram From the Embassy in Bern to the Department of State", "kept", "by air"),
    (
        "Backchannel Message From the Ambassador to Jordan (Roe) to the President's Assistant",
        "kept",
        "another way",
    ),
    ("Telegram From Secretary of State Roe to the Department of State", "kept", "from a person"),
    ("Draft Telegram From the Department of State to the Embassy in Bern", "kept", "a draft"),
    ("Telegrams From the Consulate General in Hong Kong to the Department of State", "kept", "two at once"),
    ("[Document] Telegram from the Mission in Geneva to the Department of State", "kept", "small letters"),
    ("Memorandum From Jane Roe to the Secretary of State", "document-no-telegram", "a memorandum"),
    ("Memorandum of a Telegram", "document-no-telegram", "about one"),
    ("Letter From President Roe to the Shah", "document-no-telegram", "a letter"),
    ("Note From the Secretary by Telegram", "document-no-telegram", "a note"),
    ("Minutes of a Meeting of the Special Group", "document-no-telegram", "minutes"),
    ("National Intelligence Estimate", "document-no-telegram", "an estimate"),
    ("Editorial Note", "document-no-telegram", "the editors"),
]


@pytest.mark.parametrize(("head", "outcome", "why"), HEADS, ids=[each[2] for each in HEADS])
def test_the_head_says_what_a_document_is(head: str, outcome: str, why: str) -> None:
    assert codes(volume(document(head))) == [outcome], why


def test_an_editorial_note_is_none_whatever_its_head_says() -> None:
    assert codes(volume(document(more=' subtype="editorial-note"'))) == ["document-no-telegram"]


FROM_BERN = "Telegram From the Embassy in Switzerland to the Department of State"
IDS = [
    (document(FROM_BERN, place="Bern"), "74BERN1192", "Embassy Bern", "by the dateline's place"),
    (
        document("Telegram 77 From the Embassy in Switzerland to the Department of State", place="Bern"),
        "74BERN77",
        "Embassy Bern",
        "the number in the head",
    ),
    (
        document("Telegram From the Department of State to the Embassy in Switzerland", place="Washington"),
        "74STATE1192",
        "Secretary of State",
        "the Department",
    ),
    (
        document(
            "Telegram From the Mission to the United Nations to the Department of State", place="New York"
        ),
        "74USUNNEWYORK1192",
        None,
        "a mission",
    ),
    (
        document("Telegram From the Consulate General in Hong Kong to the Department", place=""),
        "74HONGKONG1192",
        "Consulate Hong Kong",
        "no place, but a city",
    ),
    (
        document(FROM_BERN, place="Bern", inside=PARAGRAPHS.replace("1192.", "Secto 17/1192.")),
        "74BERN1192",
        "Embassy Bern",
        "a travelling Secretary's",
    ),
    (
        document("Telegram From the White House to the Embassy in Bern", place="Washington"),
        None,
        "White House",
        "no post",
    ),
    (document(FROM_BERN, place="Bern", inside="<p>Subject: X.</p>"), None, "Embassy Bern", "no serial"),
    (document(FROM_BERN, place="Bern", inside="<p>1. One.</p>"), None, "Embassy Bern", "a paragraph"),
]


@pytest.mark.parametrize(("written", "reference_id", "origin", "why"), IDS, ids=[each[3] for each in IDS])
def test_ids_and_origins(written: str, reference_id: str | None, origin: str | None, why: str) -> None:
    stated = record(written).stated
    assert stated.reference_id == reference_id, why
    assert origin is None or stated.origin == origin, why


TIMES = [
    ("1974-03-11T14:53:00+03:00", "", (11, 53), (), "a zone"),
    ("1974-03-11", "", (0, 0), ("created-day-only",), "the day alone"),
    ("1974-03-11T11:53:00", "", (0, 0), ("created-day-only",), "a time of no zone"),
    (
        "",
        " frus:doc-dateTime-min='1974-03-11T06:53:00-05:00'",
        (0, 0),
        ("created-day-only",),
        "the edge alone",
    ),
]


@pytest.mark.parametrize(("when", "more", "clock", "problems", "why"), TIMES, ids=[each[4] for each in TIMES])
def test_times(when: str, more: str, clock: tuple[int, int], problems: tuple[str, ...], why: str) -> None:
    found = record(document(when=when, more=more))
    assert found.stated.created == datetime(1974, 3, 11, *clock, tzinfo=UTC), why
    assert found.problems == problems


def test_a_document_without_a_date_has_none() -> None:
    found = record(document(when="soon"))
    assert (found.stated.created, found.problems) == (None, ("created-unreadable",))


LEVELS = [
    ("Source: Files. Confidential; Immediate.", "CONFIDENTIAL"),
    ("Source: Files. Top Secret; Noforn; Nodis.", "TOP SECRET//NOFORN"),
    ("Source: Files. Limited Official Use.", "LIMITED OFFICIAL USE"),
    ("Source: Files. Unclassified; For Official Use Only.", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
    ("Source: Files of the Secret Service. No classification marking.", None),
]


@pytest.mark.parametrize(("source", "level"), LEVELS, ids=[each[0] for each in LEVELS])
def test_the_source_note_states_the_classification(source: str, level: str | None) -> None:
    assert record(document(source=source)).stated.classification == level


SUBJECT_FIRST = (
    "<list type='subject'><head>SUBJ:</head><item>A <gloss>USG</gloss> CALL</item></list>"
    "<p>FM X</p><p>TAGS: PFOR</p><p>1. TEXT.</p>"
)
LISTS = (
    "<list><head>We ask:</head><label>4.</label><item>Four.</item>"
    "<item>Five <list><item>a. Inner</item></list></item></list>"
)
TABLE = (
    "<p>Prices:<table><row><cell>Rye</cell><cell>1</cell></row>"
    "<row><cell>Oats</cell><cell>2</cell></row></table>end</p>"
)
LAYOUTS = [
    (
        "<p>PAGE 01 BERN 1</p><p>O 201310Z JUL 73</p><p>FM AMEMBASSY BERN</p>",
        "PAGE 01 BERN 1\nO 201310Z JUL 73\nFM AMEMBASSY BERN",
        "lines of a teleprinter",
    ),
    (SUBJECT_FIRST, "FM X\nTAGS: PFOR\nSUBJ: A USG CALL\n\n1. TEXT.", "the subject, taken out of its place"),
    (LISTS, "We ask:\n\n4. Four.\nFive\na. Inner", "lists in lists"),
    (TABLE, "Prices:\nRye  1\nOats  2\nend", "a table"),
    ("<p>One<lb/>two<note>x<p>y</p></note> three</p>", "One\ntwo three", "a line break and a footnote"),
    (
        "<div type='section'><head>Part</head><p>In it.</p></div><quote><p>Said.</p></quote>",
        "Part\nIn it.\nSaid.",
        "sections and quotations",
    ),
    ("<frus:attachment><head>Paper</head><p>Words.</p></frus:attachment>", "Paper\nWords.", "an enclosure"),
    ("<p>a &lt;b&gt; &amp;amp; &#8217; é</p>", "a <b> &amp; ’ é", "entities, once"),
    ("<p/><p> </p><figure><graphic url='x'/><head>Map</head></figure>", "", "nothing"),
]


@pytest.mark.parametrize(("inside", "text", "why"), LAYOUTS, ids=[each[2] for each in LAYOUTS])
def test_the_text_is_laid_out_in_lines(inside: str, text: str, why: str) -> None:
    assert record(document(inside=inside)).text == text, why


KEPT = document()
VOLUMES = [
    (volume(KEPT, MEMORANDUM, KEPT), ["kept", "document-no-telegram", "kept"], "a memorandum between two"),
    (volume(KEPT.replace("</p>", "", 1), KEPT), ["document-broken", "kept"], "a paragraph without an end"),
    (volume(KEPT.replace("Niact", "&niact;"), KEPT), ["document-broken", "kept"], "an entity of its own"),
    (volume(KEPT.replace("\n</div>", ""), KEPT), ["document-broken", "kept"], "a document without an end"),
    (volume(KEPT.replace("Niact", "\x01"), KEPT), ["document-broken", "kept"], "a control"),
    (volume(KEPT.replace("1974", "1964"), KEPT), ["document-too-old", "kept"], "before 1966"),
    (volume(), ["volume-empty"], "an announced volume"),
    (volume(KEPT, end=""), ["kept", "volume-truncated"], "cut off between documents"),
    (volume(KEPT, KEPT)[:-300], ["kept", "document-broken", "volume-truncated"], "cut off in a document"),
    (volume(f"<!-- {KEPT} --><![CDATA[{KEPT}]]>", KEPT), ["kept"], "documents in a comment"),
    (volume("<div type='document' n='1'/>", KEPT), ["document-no-telegram", "kept"], "an empty element"),
    (volume(f"<div type='x'>{KEPT}</div>", KEPT.replace("<p>", "<div/><p>")), ["kept", "kept"], "nesting"),
    (volume("<div " * 20, KEPT), ["kept"], "marks without an end"),
    (volume(KEPT, "<!-- no end"), ["kept", "volume-truncated"], "a comment without an end"),
    (volume(KEPT.replace('type="document"', "xml:space='x' type = 'document'")), ["kept"], "other quotes"),
    (volume(KEPT).replace(b"\n", b"\r\n"), ["kept"], "other line ends"),
    (b"\xef\xbb\xbf" + volume(KEPT), ["kept"], "a byte order mark"),
    (b"<TEI xml:id='frus1'/>", ["volume-empty", "volume-truncated"], "nothing at all"),
]


@pytest.mark.parametrize(("data", "outcome", "why"), VOLUMES, ids=[each[2] for each in VOLUMES])
def test_one_broken_document_costs_one(data: bytes, outcome: list[str], why: str) -> None:
    assert sorted(codes(data)) == sorted(outcome), why
    assert all(code in REJECTIONS for code in codes(data) if code != "kept")


def test_what_is_no_telegram_is_no_failure() -> None:
    assert {"document-no-telegram", "volume-empty"} == PASSED_OVER


def test_bytes_that_are_no_utf_8_are_read_and_noted() -> None:
    data = volume(document()).replace(b"pleased", b"pleas\xe9d")
    found = next(each for each in read(data) if isinstance(each, RawRecord))
    assert "pleaséd" in found.text
    assert "encoding-guessed" in found.problems


@pytest.mark.parametrize("chunk", [1, 7, 64])
def test_the_pieces_in_which_a_volume_comes_do_not_matter(chunk: int) -> None:
    data = volume(document(), f"<!-- {MEMORANDUM} -->", MEMORANDUM, document())

    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            del size
            return super().read(chunk)

    slow = list(frus_tei.read(Slow(data), file="v.xml"))
    assert [each.offset for each in slow] == [each.offset for each in read(data)]
    assert [each.raw for each in slow if isinstance(each, RawRecord)] == [document().encode()] * 2


def test_the_limit_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(document().encode())
    for limit, outcome in ((size, ["kept", "kept"]), (size - 1, ["page-over-limit"] * 2)):
        monkeypatch.setattr(limits, "PAGE", limit)
        assert codes(volume(document(), document())) == outcome


NOT_VOLUMES = [
    (b"<!DOCTYPE TEI [<!ENTITY a 'b'>]>" + volume(document()), "it declares entities"),
    (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p>A poem</p></text></TEI>", "another book"),
    (b"<html><div class='document'>x</div></html>", "a page"),
    (b"text <TEI xml:id='frus1'>", "no markup"),
]


@pytest.mark.parametrize(("head", "why"), NOT_VOLUMES, ids=[each[1] for each in NOT_VOLUMES])
def test_other_files_are_no_volume(head: bytes, why: str) -> None:
    assert not frus_tei.sniff(head), why


_PIECES = [
    b"<",
    b">",
    b"</div>",
    b"<div>",
    b"<div type='document'>",
    b"<!--",
    b"]]>",
    b"&x;",
    b"\xff",
    b"\0",
    b"<p>",
]


@given(st.integers(0, 2_000), st.integers(0, 60), st.lists(st.sampled_from(_PIECES), max_size=6))
def test_no_damage_breaks_the_reader(place: int, cut: int, pieces: list[bytes]) -> None:
    whole = volume(document(), MEMORANDUM)
    data = whole[:place] + b"".join(pieces) + whole[place + cut :]
    for found in read(data):
        if isinstance(found, RawRecord):
            assert data[found.offset : found.offset + len(found.raw)] == found.raw
            assert set(found.problems) <= set(PROBLEMS)
            assert [each.text for each in reread(found.raw, format="frus_tei")] == [found.text]
        else:
            assert found.code in REJECTIONS
