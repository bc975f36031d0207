"""A generation: the same decisions give the same bytes; other decisions, others."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from cableroom.gate import workers
from cableroom.gate.generation import STAGING, build
from cableroom.gate.publication import withdraw
from cableroom.gate.standing import contents, graves, released
from cableroom.private.vault.copying import find_copies, judge
from cableroom.private.vault.queries import cable
from cableroom.public.editions import copies, queries
from cableroom.public.search.facets import FACETS
from gate.archives import DAY, Archive


def test_the_same_decisions_give_the_same_bytes_whatever_else_the_vault_holds(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.hold(881, 883)
    archive.hold(882, words="met Zebulon Quarrington at home")
    archive.strike(882, "Zebulon Quarrington")
    archive.release(881, 882)
    first = archive.public_bytes()

    # Another order of import, other cables held, another secret word, another zone, locale and umask.
    other = archive.twin(tmp_path / "twin")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    before = os.umask(0o077)
    try:
        other.hold(*range(990, 999), words="knew of nothing")
        other.hold(882, words="met Jo at home")
        other.hold(881)
        other.strike(882, "Jo")
        other.release(881, 882)
    finally:
        os.umask(before)

    assert other.public_bytes() == first
    modes = {stat.S_IMODE(path.stat().st_mode) for path in other.published.rglob("*")}
    assert modes == {0o755, 0o644}, "whatever the umask, readers can read it"


def test_a_withdrawn_cable_leaves_the_bytes_of_a_world_that_never_had_it(
    archive: Archive, tmp_path: Path
) -> None:
    archive.hold(881, 882)
    archive.release(881)
    archive.release(882, day=date(2010, 12, 1))
    withdraw("07BERN882", reason="harm", names=("Ada", "Ben"), on=DAY)

    other = archive.twin(tmp_path / "twin")
    other.hold(881)
    other.release(881)

    ours, theirs = archive.public_bytes(), other.public_bytes()
    # The database has the tombstone and the emptied release; the index knows nothing of either.
    assert {name for name in ours if ours[name] != theirs.get(name)} == {
        "generation.sqlite3",
        "manifest.json",
    }


WORDS = "said of the invented glacier above the pass that " + " ".join(
    f"canton{chr(97 + place)} would hardly agree before autumn" for place in range(26)
)
"""Long enough that two telegrams with it are copies, whatever their serials."""


def copies_named(archive: Archive) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in copies.pairs(archive.current())]


def test_copies_are_those_among_the_published_and_no_work_of_the_vault_has_a_part_in_it(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.hold(881, 882, 883, words=WORDS)
    archive.hold(884)
    archive.release(881, 883, 884)
    assert copies_named(archive) == [("07BERN881", "07BERN883")]
    first = archive.public_bytes()

    # Other copies are held, all were found and judged; and the work is spread over processes.
    other = archive.twin(tmp_path / "twin")
    monkeypatch.setattr(workers, "_WORTH_IT", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    other.hold(884, 885)
    other.hold(883, 886, 887, 881, words=WORDS)
    assert find_copies().alike > 5
    judge(cable("07BERN881"), cable("07BERN883"), "refused", "Ada")
    judge(cable("07BERN881"), cable("07BERN886"), "confirmed", "Ada")
    other.release(881, 883, 884)

    assert other.public_bytes() == first


def test_a_withdrawn_cable_is_no_copy_of_any_other(archive: Archive) -> None:
    archive.hold(881, 882, 883, words=WORDS)
    archive.release(881, 882, 883)
    assert len(copies_named(archive)) == 3

    withdraw("07BERN882", reason="harm", names=("Ada", "Ben"), on=DAY)

    assert copies_named(archive) == [("07BERN881", "07BERN883")]
    assert [copy.reference_id for copy in copies.copies_of(archive.current(), "07BERN881")] == ["07BERN883"]
    assert copies.copies_of(archive.current(), "07BERN882") == []


def test_every_file_has_the_date_of_the_newest_release(archive: Archive) -> None:
    archive.hold(881, 882)
    archive.release(882, day=date(2010, 12, 1))
    archive.release(881, day=date(2010, 11, 28))
    folder = archive.current().path
    times = {path.stat().st_mtime for path in (folder, *folder.rglob("*"))}
    assert times == {1291161600}  # 2010-12-01T00:00:00Z


def test_source_date_epoch_is_the_latest_time(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    archive.hold(881)
    archive.release(881)
    assert {path.stat().st_mtime for path in archive.current().path.rglob("*")} == {86400}


def test_facets_count_what_is_published(archive: Archive) -> None:
    archive.hold(881, 882, 883)
    archive.release(881, 882)
    counted = {name: queries.facet_counts(archive.current(), name) for name in FACETS}
    assert [(v.value, v.count) for v in counted["origin"]] == [("embassy-bern", 2)]
    assert [(v.value, v.count) for v in counted["released"]][-1] == ("2010-11-28", 2)
    assert [(v.value, v.count) for v in counted["created"]] == [
        ("2007", 2),
        ("2007-11", 2),
        ("2007-11-03", 2),
    ]


def test_staging_is_inside_the_vault_and_closed_to_others(archive: Archive) -> None:
    archive.hold(881)
    archive.release(881)
    build(archive.home / "vault", contents(9, released().values(), graves=graves().values()))
    assert stat.S_IMODE((archive.home / "vault" / STAGING).stat().st_mode) == 0o700


def test_a_build_never_begins_with_what_an_earlier_one_left(archive: Archive) -> None:
    archive.hold(881)
    left = archive.home / "vault" / STAGING / "000001"
    left.mkdir(parents=True)
    (left / "forgotten.txt").write_text("left by a build that was killed")
    archive.release(881)
    assert "forgotten.txt" not in archive.public_bytes()
    assert not (archive.home / "vault" / STAGING).exists() or not list(
        (archive.home / "vault" / STAGING).iterdir()
    )
