"""``cableroom parse --explain``: the telegram for people, in a process of its own and drawn."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color
from rich.console import Console

from cableroom.cli.private import explaining
from cableroom.cli.private.explaining import explain
from cableroom.telegram import parse
from cableroom.telegram.quality import FIELDS
from invented_telegrams import WHOLE
from running import run

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
ODD = WHOLE.replace("09/10/2017", "09/41/2017").replace("SIPDIS", "SIPDIS\n\nodd words here")


def drawn(text: str, *, width: int, color: bool = True) -> str:
    out = io.StringIO()
    system = "truecolor" if color else None
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system=system,  # type: ignore[arg-type]  # a literal, or None
        highlight=False,
        markup=False,
        emoji=False,
    )
    explain(console, parse(text), name="the name")
    return out.getvalue()


def colored(hexadecimal: str) -> str:
    """How a terminal is told the colour."""
    red, green, blue = Color.parse(hexadecimal).get_truecolor()
    return f"38;2;{red};{green};{blue}m"


def test_values_stand_beside_the_text_where_there_is_room() -> None:
    lines = ESCAPE.sub("", drawn(WHOLE, width=120)).splitlines()
    assert "FM AMEMBASSY BERN".ljust(72) + "  | from  AMEMBASSY BERN, RUEHSW" in lines
    assert max(map(len, lines)) <= 120


def test_values_stand_below_the_line_in_a_narrow_window() -> None:
    lines = ESCAPE.sub("", drawn(WHOLE, width=80)).splitlines()
    place = lines.index("FM AMEMBASSY BERN")
    assert lines[place + 1] == "    = from  AMEMBASSY BERN, RUEHSW"
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("width", [80, 109, 110, 200])
def test_the_whole_text_is_there(width: int) -> None:
    shown = ESCAPE.sub("", drawn(WHOLE.replace("     ", ""), width=width))
    letters = "".join(re.sub(r"^    [= ].*|  \| .*", "", shown, flags=re.MULTILINE).split())
    assert "".join(WHOLE.split()) in letters


def test_each_field_has_its_colour_where_it_was_found() -> None:
    shown = drawn(WHOLE, width=80)
    assert f"\x1b[1;{colored(explaining.TITLE)}SUBJECT: LAKE LEVELS: MINISTER SEES NO NEED" in shown
    assert f"\x1b[{colored(explaining.HEADER)}TO RUEHC/SECSTATE WASHDC PRIORITY 9460" in shown
    assert f"\x1b[{colored(explaining.CITED)}ref A" in shown


def test_problems_and_what_nobody_read_stand_below() -> None:
    shown = ESCAPE.sub("", drawn(ODD, width=80))
    assert "problem declassify-impossible in line 20: E.O. 12958:" in shown
    assert "Not found: exempt, declassify_on, declassify_note." in shown
    assert re.search(r"Taken for nothing: 12 of [0-9]+ characters\. They are marked so\.", shown)


def test_every_field_has_a_colour() -> None:
    assert set(explaining.STYLES) == set(FIELDS)


def test_a_telegram_without_faults_says_so() -> None:
    shown = ESCAPE.sub("", drawn(WHOLE, width=80))
    assert "No problems." in shown
    assert "marked" not in shown


@pytest.mark.parametrize("name", ["HEADER", "LEVEL", "HANDLING", "TITLE", "CITED", "PEOPLE", "QUIET"])
def test_colours_can_be_read_on_white_and_on_black(name: str) -> None:
    """Source: WCAG 2.2, relative luminance; 3 is asked of large letters, and no colour has 4.6 on both."""
    channels = [part / 255 for part in Color.parse(getattr(explaining, name)).get_truecolor()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert (luminance + 0.05) / 0.05 >= 4
    assert 1.05 / (luminance + 0.05) >= 4


def test_in_a_pipe_there_is_no_colour_and_nothing_that_steers(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(f"{WHOLE}\x1b[31m\x07\x7f\x9b\u202e\ufeff\r\x0b\x0c\u2028[red]x[/red]\n".encode())

    done = run("parse", "--explain", path)

    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    assert not set(shown) & set("\x1b\x07\x7f\x9b\u202e\ufeff\r\x0b\x0c\u2028")
    assert "␛[31m␇" in shown
    assert "[red]x[/red]" in shown, "no markup of ours"


def test_every_record_of_every_file_is_explained(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(WHOLE)
    two.write_text("REF: ROME 1")

    shown = run("parse", "--explain", "--reference-id", "07BERN900", one, two).stdout.decode()

    assert [line.split()[0] for line in shown.splitlines() if str(tmp_path) in line] == ["07BERN900"] * 2
    assert "references  07ROME1, year inferred" in shown


@settings(deadline=None, max_examples=60)
@given(st.text(), st.integers(1, 150))
def test_any_text_can_be_explained(text: str, width: int) -> None:
    shown = drawn(text.join(("FM A\nTO ", "\nUNCLAS A 1\nSUBJECT: ")), width=width, color=False)
    assert not set(shown) & set("\x1b\x07\x7f\x9b\u202e\ufeff\r\x0b\x0c\u2028\ud800")
