"""The line that the parser holds over the specimen, field by field: tests/specimen/quality.toml.

Over clean cables, and over cables each with an oddity. A parser that finds less fails. Where one finds more,
or rightly less, or where the specimen changed, ``make golden`` draws the line anew: read the difference.
"""

import math
import os
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from cableroom.specimen import cables
from cableroom.telegram import parse
from cableroom.telegram.quality import FIELDS, Tally

FILE: Final = Path(__file__).with_name("quality.toml")
LINE: Final[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))
RATES: Final = {"clean": 0, "odd": 1000}


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    tallied = {}
    for name, rate in RATES.items():
        tallied[name] = Tally(keep=0)
        for cable in cables(LINE["cables"], LINE["seed"], oddities=rate):
            tallied[name].add(parse(cable.text), place=cable.reference_id)
    if os.environ.get("GOLDEN") == "write":
        FILE.write_text(drawn(tallied), "utf-8")
        LINE.update(tomllib.loads(FILE.read_text("utf-8")))
    return tallied


def drawn(tallied: dict[str, Tally]) -> str:
    """The line where these parses are."""
    lines = [
        FILE.read_text("utf-8").partition("\n")[0],
        "",
        f"cables = {LINE['cables']}",
        f"seed = {LINE['seed']}",
    ]
    for name, tally in tallied.items():
        share = math.ceil(tally.share_unclaimed * 100_000) / 100_000
        lines += ["", f"[{name}]", f"unclaimed_at_most = {share}", "", f"[{name}.problems_at_most]"]
        lines += [f"{code} = {times}" for code, times in sorted(tally.problems.items())]
        lines += ["", f"[{name}.found]", *(f"{field} = {tally.found[field]}" for field in FIELDS)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", RATES)
def test_no_field_is_found_in_fewer(tallies: dict[str, Tally], name: str) -> None:
    found = {field: tallies[name].found[field] for field in FIELDS}
    assert {f: n for f, n in found.items() if n < LINE[name]["found"][f]} == {}


@pytest.mark.parametrize("name", RATES)
def test_no_more_is_left_unread(tallies: dict[str, Tally], name: str) -> None:
    assert tallies[name].share_unclaimed <= LINE[name]["unclaimed_at_most"]


@pytest.mark.parametrize("name", RATES)
def test_no_problem_is_new(tallies: dict[str, Tally], name: str) -> None:
    """Nor is one more frequent: a clean cable has none."""
    allowed = LINE[name]["problems_at_most"]
    assert {c: n for c, n in tallies[name].problems.items() if n > allowed.get(c, 0)} == {}


def test_the_line_speaks_of_every_field() -> None:
    for name in RATES:
        assert list(LINE[name]["found"]) == list(FIELDS)
