"""FM, TO, INFO, XMT, and the transmission lines above them."""

import pytest

from cableroom.telegram import parse
from cableroom.telegram.model import Precedence, Station

HEADER = """\
VZCZCXRO9549
OO RUEHRG RUEHXX
DE RUEHSW #0981/01 2540944
ZNY SSSSS ZZH
O 110944Z SEP 07
FM AMEMBASSY BERN
TO PAGE 02        STATE   015113  182333Z
RUEHC/SECSTATE WASHDC IMMEDIATE 9460
INFO RUCNMEU/EU INTEREST COLLECTIVE PRIORITY
RUEHAR/AMEMBASSY ACCRA PRIORITY 0010
XMT/AMEMBASSY SOFIA
AMEMBASSY BUCHAREST
"""


def test_reads_a_whole_header() -> None:
    telegram = parse(HEADER + "\nS E C R E T BERN 000981\n")

    assert telegram.sender == Station("AMEMBASSY BERN", "RUEHSW")
    assert [a.name for a in telegram.to] == ["SECSTATE WASHDC"], "a page break was glued into TO"
    assert [a.name for a in telegram.info] == ["EU INTEREST COLLECTIVE", "AMEMBASSY ACCRA"]
    assert [a.name for a in telegram.exempt] == ["AMEMBASSY SOFIA", "AMEMBASSY BUCHAREST"]
    assert telegram.transmission == "VZCZCXRO9549"
    assert telegram.precedence == Precedence("IMMEDIATE", None)
    assert telegram.reference_id == "07BERN981"
    assert telegram.text[telegram.body_start :].startswith("S E C R E T BERN")
    assert not telegram.problems or {p.code for p in telegram.problems} == {"subject-missing"}


def test_addressees_on_one_line_are_taken_apart() -> None:
    telegram = parse(
        "O 110944Z SEP 07 FM AMEMBASSY BERN TO RUEHC/SECSTATE WASHDC 12 INFO RUEHTU/AMEMBASSY TUNIS 04"
    )

    assert telegram.sender == Station("AMEMBASSY BERN", None)
    assert [a.name for a in telegram.to] == ["SECSTATE WASHDC 12"]
    assert [a.name for a in telegram.info] == ["AMEMBASSY TUNIS 04"], "two digits are no continuity number"


def test_a_routing_line_gives_the_precedence_where_the_group_has_none() -> None:
    telegram = parse("PP RUEHRG\n110944Z SEP 07\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC\n")
    assert telegram.precedence == Precedence("PRIORITY", None)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("FM AMEMBASSY BERN\nTO SECSTATE WASHDC\nUNCLAS BERN 1\nSUBJECT: A", {"dtg-missing"}),
        ("R 310944Z FEB 07\nFM AMEMBASSY BERN\nTO X\nUNCLAS BERN 1\nSUBJECT: A", {"dtg-impossible"}),
        ("R 110944Z FEB 07\nTO X\nUNCLAS BERN 1\nSUBJECT: A", {"sender-missing"}),
        ("R 110944Z FEB 07\nFM AMEMBASSY BERN\nUNCLAS BERN 1\nSUBJECT: A", {"addressees-missing"}),
        ("R 110944Z FEB 07\nFM AMEMBASSY BERN\nTO X\n\nSUBJECT: A", {"classification-missing"}),
        ("R 110944Z FEB 07\nFM AMEMBASSY BERN\nTO X\nUNCLAS BERN 1\n", {"subject-missing"}),
        ("REF: BERN 12", set()),  # a fragment lacks everything, and nothing is wrong with it
    ],
)
def test_says_what_is_missing(text: str, codes: set[str]) -> None:
    assert {problem.code for problem in parse(text, reference_id="07BERN1").problems} == codes


def test_distribution_of_the_department_is_no_addressee() -> None:
    text = "INFO OCT-01 AS-01 ISO-00 /033 R\nP 262340Z JAN 77\nFM SECSTATE WASHDC\nTO AMEMBASSY CAIRO\n"
    telegram = parse(text)
    assert telegram.info == ()
    assert [a.name for a in telegram.to] == ["AMEMBASSY CAIRO"]
