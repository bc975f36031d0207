"""docs/telegram.md is complete: each field and each problem code has its row, and no row is idle."""

import dataclasses
import re
from pathlib import Path

from cableroom.telegram import Telegram
from cableroom.telegram.reference_id import REASONS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "telegram.md").read_text("utf-8")
SOURCES = ROOT / "src" / "cableroom" / "telegram"
# What is named in words, not in the table: the text itself, and where its body begins.
NOT_IN_JSON = {"text", "body_start"}


def rows(heading: str) -> dict[str, list[str]]:
    """The rows of the table under a heading: name -> the other cells."""
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(heading)]
    found = re.findall(r"^\| `([^`]+)` \|(.*)\|$", text, re.MULTILINE)
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in found}


def test_each_field_has_its_row_in_the_order_of_the_json() -> None:
    empty = Telegram(text="", body_start=0)
    assert list(rows("What is read")) == list(empty.as_dict())
    assert {field.name for field in dataclasses.fields(Telegram)} - set(empty.as_dict()) == NOT_IN_JSON | {
        "sender"
    }


def test_each_row_says_where_what_whence_and_an_example() -> None:
    for name, cells in rows("What is read").items():
        assert len(cells) == 4, name
        if name != "problems":
            assert all(cells), name


def test_each_problem_has_its_row() -> None:
    code = re.compile(r'(?:note|Problem|FieldError|_missing)\(\s*"([a-z-]+)"')
    raised = {found for path in SOURCES.glob("*.py") for found in code.findall(path.read_text("utf-8"))}
    assert set(rows("Problems")) == raised


def test_each_reason_has_its_row() -> None:
    assert {name: cells[0] for name, cells in rows("What is no reference id").items()} == REASONS


def test_each_table_has_its_row() -> None:
    assert set(rows("Tables")) == {path.name for path in (SOURCES / "data").glob("*.toml")}
