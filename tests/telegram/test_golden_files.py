"""Golden files: each telegram of tests/telegram/golden is read as the JSON beside it says.

Invented telegrams of all eras, one for each way in which telegrams were written. Places are ``line:column``,
and fields that are empty are left out, so that a difference can be read. ``make golden`` writes the files
again: read what changed, and let only what is right into a commit.
"""

import json
import os
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from cableroom.telegram import parse

GOLDEN = Path(__file__).with_name("golden")
TELEGRAMS = sorted(GOLDEN.glob("*.txt"))


def golden(text: str) -> str:
    """The JSON form of what is read from ``text``, as a golden file has it."""
    starts = [0, *accumulate(len(line) for line in text.split("\n"))]
    starts = [start + place for place, start in enumerate(starts)]

    def at(offset: int) -> str:
        line = bisect_right(starts, offset) - 1
        return f"{line + 1}:{offset - starts[line] + 1}"

    def placed(value: Any) -> Any:  # noqa: ANN401 - any JSON value in, any JSON value out
        if isinstance(value, list):
            return [placed(item) for item in value]
        if not isinstance(value, dict):
            return value
        shown = {name: placed(item) for name, item in value.items() if item not in (None, [])}
        if "start" in shown:
            shown["at"] = f"{at(shown.pop('start'))}-{at(shown.pop('end'))}"
        return shown

    read = placed(parse(text).as_dict())
    return (
        json.dumps({k: v for k, v in read.items() if v not in ({}, 1)}, ensure_ascii=False, indent=1) + "\n"
    )


@pytest.mark.parametrize("path", TELEGRAMS, ids=[path.stem for path in TELEGRAMS])
def test_the_telegram_is_read_as_its_golden_file_says(path: Path) -> None:
    expected = path.with_suffix(".json")
    read = golden(path.read_bytes().decode())
    if os.environ.get("GOLDEN") == "write":
        expected.write_text(read, "utf-8")
    assert read == expected.read_text("utf-8")


def test_every_golden_file_has_its_telegram() -> None:
    assert len(TELEGRAMS) >= 25
    assert {path.stem for path in GOLDEN.glob("*.json")} == {path.stem for path in TELEGRAMS}
