"""FM, TO, INFO, XMT: one addressee, and whole lists. One line a shape; add yours at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.telegram import Telegram, parse
from cableroom.telegram.addressees import read_addressee
from cableroom.telegram.model import Addressee, Station

ONE = [
    # entry, name, route, precedence, serial, why this line is here
    ("RUEHUJA/AMEMBASSY ABUJA PRIORITY 0018", "AMEMBASSY ABUJA", "RUEHUJA", "PRIORITY", "0018", "all"),
    ("AMEMBASSY BERN", "AMEMBASSY BERN", None, None, None, "name only"),
    ("RUEHC/SECSTATE WASHDC 7564", "SECSTATE WASHDC", "RUEHC", None, "7564", "no precedence"),
    ("SECSTATE WASHDC NIACT IMMEDIATE 12345", "SECSTATE WASHDC", None, "NIACT IMMEDIATE", "12345", "NIACT"),
    (
        "SECSTATE WASHDC IMMEDIATE NIACT 1234",
        "SECSTATE WASHDC",
        None,
        "NIACT IMMEDIATE",
        "1234",
        "NIACT behind",
    ),
    ("SECSTATE WASHDC NIACT 1234", "SECSTATE WASHDC", None, "NIACT IMMEDIATE", "1234", "NIACT alone"),
    ("SECSTATE WASHDC FLASH 1234", "SECSTATE WASHDC", None, "FLASH", "1234", "flash"),
    ("SECSTATE WASHDC ROUTINE 1234", "SECSTATE WASHDC", None, "ROUTINE", "1234", "routine"),
    ("AMEMBASSY BERN PRIOITY", "AMEMBASSY BERN", None, "PRIORITY", None, "a letter lost"),
    ("AMEMBASSY BERN PRIORTY", "AMEMBASSY BERN", None, "PRIORITY", None, "another letter lost"),
    ("AMEMBASSY BERN PRIORITTY", "AMEMBASSY BERN", None, "PRIORITY", None, "a letter twice"),
    ("AMEMBASSY BERN PRIRORITY", "AMEMBASSY BERN", None, "PRIORITY", None, "a letter too many"),
    ("AMEMBASSY BERN PROIRITY", "AMEMBASSY BERN", None, "PRIORITY", None, "letters changed round"),
    ("AMEMBASSY BERN PRIQRITY", "AMEMBASSY BERN", None, "PRIORITY", None, "a letter changed on the way"),
    ("AMEMBASSY BERN IMMEDIAT", "AMEMBASSY BERN", None, "IMMEDIATE", None, "the last letter lost"),
    ("AMEMBASSY BERN IMEDIATE 0012", "AMEMBASSY BERN", None, "IMMEDIATE", "0012", "one M"),
    ("AMEMBASSY BERN IMMEDAITE", "AMEMBASSY BERN", None, "IMMEDIATE", None, "vowels changed round"),
    ("AMEMBASSY BERN ROUTNE", "AMEMBASSY BERN", None, "ROUTINE", None, "routine, a letter lost"),
    ("AMEMBASSY BERN PRIORITY.", "AMEMBASSY BERN", None, "PRIORITY", None, "a stop behind"),
    ("AMEMBASSY BERN (PRIORITY)", "AMEMBASSY BERN", None, "PRIORITY", None, "in parentheses"),
    ("AMEMBASSY BERN - PRIORITY", "AMEMBASSY BERN", None, "PRIORITY", None, "a dash between"),
    ("AMEMBASSY BERN,", "AMEMBASSY BERN", None, None, None, "a comma behind"),
    (
        "AMEMBASSY BERN PRIORITY 12",
        "AMEMBASSY BERN",
        None,
        "PRIORITY",
        "12",
        "two digits behind a precedence",
    ),
    ("SECSTATE WASHDC PRIORITY 614", "SECSTATE WASHDC", None, "PRIORITY", "614", "three digits, 1970s"),
    ("SECSTATE WASHDC 614", "SECSTATE WASHDC", None, None, "614", "three digits, no precedence"),
    ("CTF 150", "CTF 150", None, None, None, "a number that is the name's"),
    ("RHEFDIA/CJTF 76 0012", "CJTF 76", "RHEFDIA", None, "0012", "a number of the name, and a serial"),
    ("ALL DIPLOMATIC AND CONSULAR POSTS", "ALL DIPLOMATIC AND CONSULAR POSTS", None, None, None, "everybody"),
    (
        "ALL DIPLOMATIC AND CONSULAR POSTS IMMEDIATE",
        "ALL DIPLOMATIC AND CONSULAR POSTS",
        None,
        "IMMEDIATE",
        None,
        "everybody, at once",
    ),
    ("RUCNMEU/EU INTEREST COLLECTIVE", "EU INTEREST COLLECTIVE", "RUCNMEU", None, None, "a collective"),
    (
        "EU MEMBER STATES COLLECTIVE PRIORITY",
        "EU MEMBER STATES COLLECTIVE",
        None,
        "PRIORITY",
        None,
        "another",
    ),
    ("RHEHAAA/NSC WASHINGTON DC", "NSC WASHINGTON DC", "RHEHAAA", None, None, "no post"),
    (
        "RUEKJCS/SECDEF WASHDC//USDP/ISA//",
        "SECDEF WASHDC//USDP/ISA//",
        "RUEKJCS",
        None,
        None,
        "offices behind",
    ),
    ("RUEAIIA/CIA WASHDC", "CIA WASHDC", "RUEAIIA", None, None, "short name"),
    ("RUEHC / SECSTATE WASHDC", "SECSTATE WASHDC", "RUEHC", None, None, "blanks at the stroke"),
    ("RUEHC/ SECSTATE WASHDC", "SECSTATE WASHDC", "RUEHC", None, None, "a blank behind the stroke"),
    ("RUEHC//SECSTATE WASHDC", "SECSTATE WASHDC", "RUEHC", None, None, "two strokes"),
    ("UEHC/SECSTATE WASHDC", "SECSTATE WASHDC", "UEHC", None, None, "a route that lost its R"),
    ("SECDEF/USDP", "SECDEF/USDP", None, None, None, "an office is no route"),
    ("USCINCEUR/POLAD", "USCINCEUR/POLAD", None, None, None, "a stroke of the name"),
    ("SECDEF/ISA WASHDC", "SECDEF/ISA WASHDC", None, None, None, "another stroke of the name"),
    ("ZEN/AMEMBASSY BERN", "AMEMBASSY BERN", None, None, None, "sent by other means"),
    ("ZEN AMEMBASSY BERN", "AMEMBASSY BERN", None, None, None, "sent by other means, no stroke"),
    ("AMMBASSY BERN", "AMMBASSY BERN", None, None, None, "a misspelt name stays as written"),
    ("RUEHZK/ECOWAS COLLECTIVE PRIORITY", "ECOWAS COLLECTIVE", "RUEHZK", "PRIORITY", None, "an organisation"),
    ("AMEMBASSY   BERN    PRIORITY    0012", "AMEMBASSY BERN", None, "PRIORITY", "0012", "columns"),
    ("AMEMBASSY BERN\tPRIORITY\t0012", "AMEMBASSY BERN", None, "PRIORITY", "0012", "tabs"),
    (
        "USMISSION USUN NEW YORK PRIORITY 0142",
        "USMISSION USUN NEW YORK",
        None,
        "PRIORITY",
        "0142",
        "three words",
    ),
    ("AMEMBASSY PRIORITY", "AMEMBASSY", None, "PRIORITY", None, "the post was lost"),
    ("PRIORITY", "PRIORITY", None, None, None, "nothing but a word is a name"),
    ("AMEMBASSY BERN PRIORITY #0012", "AMEMBASSY BERN", None, "PRIORITY", "0012", "a sign before the number"),
]


@pytest.mark.parametrize(
    ("entry", "name", "route", "precedence", "serial", "why"), ONE, ids=[row[5] for row in ONE]
)
def test_reads_one_addressee(
    entry: str, name: str, route: str | None, precedence: str | None, serial: str | None, why: str
) -> None:
    assert read_addressee(entry) == Addressee(name, route, precedence, serial), why


BODY = "\n\nUNCLAS BERN 000981\n\nSUBJECT: A\n\n1. We met."
LISTS = [
    # header behind FM, names of TO, INFO and XMT, why this line is here
    ("TO SECSTATE WASHDC", ["SECSTATE WASHDC"], [], [], "one"),
    (
        "TO SECSTATE WASHDC\nAMEMBASSY ROME\nINFO AMEMBASSY PARIS\nAMEMBASSY ACCRA",
        ["SECSTATE WASHDC", "AMEMBASSY ROME"],
        ["AMEMBASSY PARIS", "AMEMBASSY ACCRA"],
        [],
        "lines below",
    ),
    (
        "TO   SECSTATE WASHDC\n     AMEMBASSY ROME\nINFO AMEMBASSY PARIS\n     AMEMBASSY ACCRA",
        ["SECSTATE WASHDC", "AMEMBASSY ROME"],
        ["AMEMBASSY PARIS", "AMEMBASSY ACCRA"],
        [],
        "a column",
    ),
    (
        "TO\tSECSTATE WASHDC\n\tAMEMBASSY ROME",
        ["SECSTATE WASHDC", "AMEMBASSY ROME"],
        [],
        [],
        "a column of tabs",
    ),
    (
        "TO SECSTATE WASHDC\nTO AMEMBASSY ROME\nINFO AMEMBASSY PARIS\nINFO AMEMBASSY ACCRA",
        ["SECSTATE WASHDC", "AMEMBASSY ROME"],
        ["AMEMBASSY PARIS", "AMEMBASSY ACCRA"],
        [],
        "a label on each line",
    ),
    (
        "TO\nSECSTATE WASHDC\nINFO\nAMEMBASSY ROME",
        ["SECSTATE WASHDC"],
        ["AMEMBASSY ROME"],
        [],
        "labels alone",
    ),
    ("TO: SECSTATE WASHDC\nINFO: AMEMBASSY ROME", ["SECSTATE WASHDC"], ["AMEMBASSY ROME"], [], "colons"),
    ("INFO AMEMBASSY ROME", [], ["AMEMBASSY ROME"], [], "INFO only"),
    (
        "TO AL DIPLOMATIC POSTS COLLECTIVE\nXMT AMEMBASSY SOFIA\nAMEMBASSY ROME",
        ["AL DIPLOMATIC POSTS COLLECTIVE"],
        [],
        ["AMEMBASSY SOFIA", "AMEMBASSY ROME"],
        "exempt",
    ),
    (
        "TO ALL DIPLOMATIC AND CONSULAR POSTS\nXMT/AMEMBASSY SOFIA\nAMEMBASSY ROME\nINFO AMEMBASSY PARIS",
        ["ALL DIPLOMATIC AND CONSULAR POSTS"],
        ["AMEMBASSY PARIS"],
        ["AMEMBASSY SOFIA", "AMEMBASSY ROME"],
        "exempt, with a stroke, INFO behind",
    ),
    (
        "TO RUEHC/SECSTATE WASHDC 1234\nINFO RUEHRO/AMEMBASSY ROME 0012\nRUEHFR/AMEMBASSY PARIS 0013",
        ["SECSTATE WASHDC"],
        ["AMEMBASSY ROME", "AMEMBASSY PARIS"],
        [],
        "routes",
    ),
    (
        "TO RUEHC/SECSTATE WASHDC 1234\nBERN 00000981  001.2 OF 002\nRUEHRO/AMEMBASSY ROME 0012",
        ["SECSTATE WASHDC", "AMEMBASSY ROME"],
        [],
        [],
        "a section break inside",
    ),
    (
        "TO SECSTATE WASHDC 1234\nINFO AMEMBASSY ROME\nPAGE 02        BERN  03067  211833Z\nAMEMBASSY PARIS",
        ["SECSTATE WASHDC"],
        ["AMEMBASSY ROME", "AMEMBASSY PARIS"],
        [],
        "a page break inside",
    ),
    (
        "TO SECSTATE WASHDC\n\nINFO AMEMBASSY ROME",
        ["SECSTATE WASHDC"],
        ["AMEMBASSY ROME"],
        [],
        "a blank line inside",
    ),
    ("TO SECSTATE WASHDC\nBT", ["SECSTATE WASHDC"], [], [], "break sign"),
    (
        "TO SECSTATE WASHDC\nZEN/AMEMBASSY ROME",
        ["SECSTATE WASHDC", "AMEMBASSY ROME"],
        [],
        [],
        "by other means",
    ),
    (
        "TO SECSTATE WASHDC 1234 INFO AMEMBASSY ROME",
        ["SECSTATE WASHDC"],
        ["AMEMBASSY ROME"],
        [],
        "INFO on the line of TO",
    ),
    (
        "TO RUEHC/SECSTATE WASHDC PRIORITY 1234\nINFO RUEHZG/NATO EU\nCOLLECTIVE PRIORITY",
        ["SECSTATE WASHDC"],
        ["NATO EU COLLECTIVE"],
        [],
        "a name that wraps",
    ),
    (
        "TO RUEHC/SECSTATE WASHDC PRIORITY\n1234\nINFO RUEHRO/AMEMBASSY ROME\nPRIORITY 0012",
        ["SECSTATE WASHDC"],
        ["AMEMBASSY ROME"],
        [],
        "a serial and a precedence that wrap",
    ),
    (
        "TO RUEHC/SECSTATE WASHDC 1234\nINFO RUEHZZ/ALL DIPLOMATIC AND\nCONSULAR POSTS PRIORITY",
        ["SECSTATE WASHDC"],
        ["ALL DIPLOMATIC AND CONSULAR POSTS"],
        [],
        "the name of everybody wraps",
    ),
    (
        "TO SECSTATE WASHDC \\\nINFO AMEMBASSY ROME \\\n",
        ["SECSTATE WASHDC"],
        ["AMEMBASSY ROME"],
        [],
        "a dump",
    ),
    ("TO SECSTATE WASHDC\r\nINFO AMEMBASSY ROME\r\n", ["SECSTATE WASHDC"], ["AMEMBASSY ROME"], [], "CRLF"),
    (
        "TO SECSTATE WASHDC\nINFO AMEMBASSY ROME\nAMCONSUL MILAN POUCH",
        ["SECSTATE WASHDC"],
        ["AMEMBASSY ROME", "AMCONSUL MILAN POUCH"],
        [],
        "a word that is no precedence",
    ),
]


@pytest.mark.parametrize(("lines", "to", "info", "exempt", "why"), LISTS, ids=[row[4] for row in LISTS])
def test_reads_lists(lines: str, to: list[str], info: list[str], exempt: list[str], why: str) -> None:
    telegram = parse(f"O 110944Z SEP 07\nFM AMEMBASSY BERN\n{lines}{BODY}")
    assert [one.name for one in telegram.to] == to, why
    assert [one.name for one in telegram.info] == info
    assert [one.name for one in telegram.exempt] == exempt
    assert telegram.sender == Station("AMEMBASSY BERN", None)
    assert (telegram.classification, telegram.reference_id) == ("UNCLASSIFIED", "07BERN981")


OF_1977 = """\
LIMITED OFFICIAL USE
PAGE 01        BERN  02475  251430Z
ORIGIN SS-15
INFO OCT-01 ISO-00 /016 R
DRAFTED BY S/S:JROE
APPROVED BY S/S:JDOE
------------------270429Z 060566 /61
R 251430Z APR 77
FM AMEMBASSY BERN
TO SECSTATE WASHDC 4567"""
OF_1973 = """\
PAGE 01        BERN  02475  251430Z
42
ACTION EUR-12
INFO  OCT-01  ISO-00  /013 W
                        ---------------------     012345
R 251430Z APR 73
FM AMEMBASSY BERN
TO SECSTATE WASHDC 4567"""
OF_2007 = """\
VZCZCXYZ0003
PP RUEHWEB

DE RUEHSW #0981 2540944
ZNY CCCCC ZZH
P 110944Z SEP 07
FM AMEMBASSY BERN
TO RUEHC/SECSTATE WASHDC PRIORITY 1234"""
HEADERS = [
    # text above BODY, sender, why this line is here
    ("FM AMEMBASSY BERN\nTO SECSTATE WASHDC", "AMEMBASSY BERN", "no group"),
    (
        "O 110944Z SEP 07 FM AMEMBASSY BERN\nTO SECSTATE WASHDC",
        "AMEMBASSY BERN",
        "group and sender on a line",
    ),
    (
        "P R 110944Z SEP 07 FM AMEMBASSY BERN\nTO SECSTATE WASHDC",
        "AMEMBASSY BERN",
        "two precedences on the line",
    ),
    ("O 110944Z SEP 07\nFM: AMEMBASSY BERN\nTO SECSTATE WASHDC", "AMEMBASSY BERN", "a colon"),
    ("O 110944Z SEP 07\nFM   AMEMBASSY BERN\nTO   SECSTATE WASHDC", "AMEMBASSY BERN", "a column"),
    ("O 110944Z SEP 07\nFM\nAMEMBASSY BERN\nTO\nSECSTATE WASHDC", "AMEMBASSY BERN", "on the next line"),
    ("O 110944Z SEP 07\nFM AMEMBASSY BERN 1234\nTO SECSTATE WASHDC", "AMEMBASSY BERN", "with a serial"),
    (
        "O 110944Z SEP 07\nFM AMEMBASSY BERN//POL//\nTO SECSTATE WASHDC",
        "AMEMBASSY BERN//POL//",
        "with an office",
    ),
    ("O 110944Z SEP 07\n\nFM AMEMBASSY BERN\n\nTO SECSTATE WASHDC", "AMEMBASSY BERN", "blank lines"),
    (OF_1977, "AMEMBASSY BERN", "1970s, with drafter and distribution"),
    (OF_1973, "AMEMBASSY BERN", "1970s, action office"),
    (OF_2007, "AMEMBASSY BERN", "2000s, with the lines of the network"),
]


@pytest.mark.parametrize(("header", "sender", "why"), HEADERS, ids=[row[2] for row in HEADERS])
def test_reads_whole_headers(header: str, sender: str, why: str) -> None:
    telegram = parse(header + BODY)
    assert telegram.sender is not None
    assert telegram.sender.name == sender, why
    assert [one.name for one in telegram.to] == ["SECSTATE WASHDC"]
    assert (telegram.info, telegram.exempt) == ((), ())
    assert telegram.classification == "UNCLASSIFIED"
    assert telegram.text[telegram.body_start :].startswith("UNCLAS BERN")
    assert telegram.subject == "A"


def test_a_header_alone_is_read_whole() -> None:
    telegram = parse("R 251430Z APR 73\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC 4567\nINFO AMEMBASSY ROME")
    assert _names(telegram) == (["SECSTATE WASHDC"], ["AMEMBASSY ROME"])


@pytest.mark.parametrize("line", ["TO SECSTATE WASHDC 4567", "TO RUEHC/SECSTATE WASHDC PRIORITY 4567\n"])
def test_a_line_alone_is_read(line: str) -> None:
    assert _names(parse(line)) == (["SECSTATE WASHDC"], [])


def test_a_body_alone_has_no_addressees() -> None:
    text = "UNCLAS BERN 000981\n\nSUBJECT: A\n\n1. We met.\nTO BE SURE.\nFM RADIO SAYS SO.\nINFO IS SCARCE."
    telegram = parse(text)
    assert (telegram.sender, telegram.body_start) == (None, 0)
    assert _names(telegram) == ([], [])


def _names(telegram: Telegram) -> tuple[list[str], list[str]]:
    return [one.name for one in telegram.to], [one.name for one in telegram.info]


NAMES = st.sampled_from(
    ["AMEMBASSY BERN", "AMCONSUL MILAN", "USMISSION USUN NEW YORK", "CIA WASHDC", "NATO COLLECTIVE"]
)
ROUTES = st.none() | st.from_regex(r"RU[A-Z]{3,5}", fullmatch=True)
PRECEDENCES = st.sampled_from([None, "ROUTINE", "PRIORITY", "IMMEDIATE", "NIACT IMMEDIATE", "FLASH"])
SERIALS = st.none() | st.from_regex(r"[0-9]{4,5}", fullmatch=True)


@given(st.lists(st.tuples(NAMES, ROUTES, PRECEDENCES, SERIALS), min_size=1, max_size=40))
def test_any_list_comes_back(listed: list[tuple[str, str | None, str | None, str | None]]) -> None:
    expected = tuple(Addressee(*one) for one in listed)
    lines = [
        " ".join(part for part in (f"{route}/{name}" if route else name, *behind) if part)
        for name, route, *behind in listed
    ]
    telegram = parse(
        "O 110944Z SEP 07\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\nINFO " + "\n".join(lines) + BODY
    )
    assert telegram.info == expected
