"""Cables with nearly the same text under two reference ids: found, and judged by a person."""

from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.private.vault.copying import CONFIRMED, REFUSED, copies_of, find_copies, judge, pair_lines
from cableroom.private.vault.describing import describe
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Entry, Pair
from cableroom.private.vault.queries import cable
from cableroom.specimen import cables
from cableroom.specimen.writing import csv_row
from invented import row

TEXT = " ".join(f"word{number} of the invented minister stood in line{number}" for number in range(40))


def hold(home: Path, *rows: bytes) -> None:
    path = home.parent / f"{len(list(home.parent.glob('*.csv')))}.csv"
    path.write_bytes(b"".join(rows))
    import_paths([path])


def test_pairs_are_found_stored_and_shown(home: Path) -> None:
    hold(home, row(1, words=TEXT), row(2, words=TEXT.replace("word7 ", "worQ7 ")), row(3, words="was away"))

    found = find_copies()

    assert (found.cables, found.alike, found.fresh) == (3, 1, 1)
    (line,) = pair_lines()
    assert (line.first, line.second, line.verdict) == ("07BERN1", "07BERN2", "")
    assert 0.8 <= line.likeness < 1
    assert describe(cable("07BERN2"))["copies"] == [
        {"reference_id": "07BERN1", "likeness": line.likeness, "verdict": ""}
    ]
    assert copies_of(cable("07BERN3")) == []


def test_a_verdict_stays_when_copies_are_sought_again(home: Path) -> None:
    hold(home, *(row(number, words=TEXT) for number in (1, 2, 3)))
    find_copies()
    judge(cable("07BERN2"), cable("07BERN1"), REFUSED, "Ilse Brandt")
    judge(cable("07BERN1"), cable("07BERN3"), CONFIRMED, "Tomas Okello")
    hold(home, row(4, words=TEXT))

    again = find_copies()

    assert (again.alike, again.fresh) == (6, 3)
    assert [(line.first, line.second, line.verdict, line.name) for line in pair_lines(judged=True)] == [
        ("07BERN1", "07BERN2", "refused", "Ilse Brandt"),
        ("07BERN1", "07BERN3", "confirmed", "Tomas Okello"),
    ]
    assert len(list(pair_lines(judged=False))) == 4
    assert Entry.objects.filter(action="copies", place="07BERN1 07BERN2").count() == 1


def test_a_pair_that_nobody_found_cannot_be_judged(home: Path) -> None:
    hold(home, row(1), row(2, words="was away"))
    with pytest.raises(CableroomError) as caught:
        judge(cable("07BERN1"), cable("07BERN2"), CONFIRMED, "Ilse Brandt")
    assert caught.value.code == "pair-unknown"


def test_it_may_be_done_twice(home: Path) -> None:
    hold(home, row(1, words=TEXT), row(2, words=TEXT))
    find_copies()
    before = list(Pair.objects.values_list())

    assert find_copies().fresh == 0
    assert list(Pair.objects.values_list()) == before


def test_the_specimen_s_copies_are_found_and_nothing_else(home: Path) -> None:
    odd = list(cables(900, seed=12, oddities=12))
    hold(home, *(csv_row(one).encode(one.encoding) for one in odd))
    # One that came without its body is no longer like its copy.
    held = {one.reference_id for one in odd if one.oddities != ("body-empty",)}
    expected = {
        tuple(sorted((one.reference_id, one.truth["copy_of"])))
        for one in odd
        if one.truth.get("copy_of") in held
    }

    find_copies()

    assert len(expected) > 3
    assert {(line.first, line.second) for line in pair_lines()} == expected


def test_records_of_one_cable_say_how_alike_they_are(home: Path) -> None:
    hold(home, row(1, words=TEXT), row(1, words=f" {TEXT}"), row(1, words="was away"))

    first, same, other = (one["likeness"] for one in describe(cable("07BERN1"))["records"])
    assert (first, same) == (None, 1)
    assert other < 0.5
