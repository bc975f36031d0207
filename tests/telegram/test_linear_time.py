"""The time that parsing takes grows with the length of the text and no faster.

Each shape is the worst one for some reader.  CPU time, best of five, from 64 kB
on; twice the text may take 2.3 times as long.
"""

import gc
import time
from collections.abc import Callable

import pytest

from cableroom.telegram import marks, parse

SIZE = 65_536
RATIO = 2.3
TRIES = 3
# Seconds: 128 kB in so short a time is linear whatever the clock says of the half.
ENOUGH = 0.06

HEAD = "S E C R E T BERN 000001\nTAGS: PREL\nSUBJECT: "
PARSED = [
    # what is repeated, what stands before it, why this line is here
    (" ", HEAD, "blanks without end"),
    ("A ", HEAD, "many short words as subject"),
    ("TAGS:\n", "", "labels only"),
    ("REF A REF A ", "", "labels in mid-line"),
    ("A. B. ", "REF: ", "reference labels only"),
    ("(A) STATE 1, ", "REF: ", "references on one line"),
    ("A, ", "REF: ", "separators only"),
    ("PREL, ", "TAGS: ", "tags on one line"),
    ("RIO ", "TAGS: ", "unknown tags"),
    ("\n", HEAD, "empty lines"),
    ("1. (C)\n", "", "the same paragraph again"),
    ("9. (C) [REDACTED]\n7.\n", "", "numbers that lead nowhere"),
    ("ABC\n---\n", HEAD, "headings over rules"),
    ("a   b   c\n", "1. (C) x\n", "a table"),
    ("BEGIN TEXT\n-----\n", "1. (C) x\n", "headed enclosures that do not end"),
    ("END TEXT\n", "BEGIN TEXT\n", "enclosures that never began"),
    ("BERN 00000881  002 OF 002\n", HEAD, "section breaks only"),
    (" 00000881  002 OF 002", HEAD, "section breaks on one line"),
    ("PAGE 02 ROME 03067\n", HEAD, "page breaks only"),
    ("S E C R E T ", "", "classifications only"),
    ("RUEHC/A\n", "FM A\nTO ", "addressees"),
    ("ref A, B and ", "1. (C) ", "mentions"),
    ("ABC DEF ", "1. (C) ", "capitals that may be posts"),
    ("CLASSIFIED BY ", "", "classified by, again and again"),
    ("END SUMMARY ", "1. (C) SUMMARY ", "summaries"),
    ("\\", HEAD, "backslashes"),
    ("(", "1. (C) ", "open parentheses"),
]
MARKED = [
    ("X", "", "a long redaction"),
    ("(protect ", "", "protections that do not close"),
    ("Roe(protect)", "", "protections"),
    ("0 ", "+", "telephone digits"),
    ("tel ", "", "telephones without a number"),
    ("a@b.", "", "addresses"),
    ("a.", "@", "a long host"),
    ("passport no ", "", "passports without a number"),
    ("[", "", "open brackets"),
]
CASES = [(parse, *shape) for shape in PARSED] + [(marks, *shape) for shape in MARKED]


def seconds(call: Callable[[str], object], text: str) -> float:
    best = float("inf")
    gc.collect()
    gc.disable()
    for _ in range(5):
        start = time.process_time()
        call(text)
        best = min(best, time.process_time() - start)
        if best < ENOUGH:
            break
    gc.enable()
    return best


@pytest.mark.parametrize(("call", "piece", "before", "why"), CASES, ids=[case[3] for case in CASES])
def test_doubled_text_takes_twice_the_time(
    call: Callable[[str], object], piece: str, before: str, why: str
) -> None:
    text, longer = (before + piece * (size // len(piece)) for size in (SIZE, 2 * SIZE))
    once = twice = float("inf")
    # Another process on the machine can spoil one measurement, but not all.
    for _ in range(TRIES):
        twice = min(twice, seconds(call, longer))
        if twice < ENOUGH:
            return
        once = min(once, seconds(call, text))
        if twice <= RATIO * once:
            return

    pytest.fail(f"{why}: {once:.3f} s, then {twice:.3f} s")
