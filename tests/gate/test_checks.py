"""Each check of a staged generation refuses its failing example: none can pass by constant."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cableroom.gate import derived, workers
from cableroom.gate.checks import CHECKS, run
from cableroom.gate.errors import GenerationRefused
from cableroom.gate.finding import Finding
from cableroom.gate.generation import build
from cableroom.gate.publication import publish_release
from cableroom.gate.staged import Staged
from cableroom.gate.standing import contents, graves, released
from cableroom.private.vault.models import Fact, Publication, Release
from cableroom.public.editions import manifest, projection, queries
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.editions.packing import pack_json, pack_text, unpack_json
from cableroom.public.editions.projection import Content
from gate.archives import Archive

CHECK = {check.name: check for check in CHECKS}


@pytest.fixture
def staged(archive: Archive) -> Staged:
    """Return a generation of two cables, staged anew after it was published; a third is not released."""
    archive.hold(881, words="met Zebulon Quarrington at home")
    archive.hold(882, 883)
    archive.strike(881, "Zebulon Quarrington")
    archive.release(881, 882)
    return stage(archive)


def stage(archive: Archive) -> Staged:
    places = released()
    made = contents(2, places.values(), graves=graves().values())
    return Staged(build(archive.home / "vault", made), places, made.readings)


def found(name: str, staged: Staged) -> list[str]:
    return [f"{finding.place} {finding.what}" for finding in CHECK[name].find(staged) if finding.bars]


def change(staged: Staged, statement: str, *values: Any) -> Staged:  # noqa: ANN401 - any SQL value
    """Change the staged database as a faulty builder would have written it; the manifest agrees."""
    folder = staged.generation.path
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute(statement, values)
        connection.commit()
        connection.execute("VACUUM")
    return seal(folder, staged)


def seal(folder: Path, staged: Staged) -> Staged:
    (folder / manifest.MANIFEST).unlink()
    manifest.write(folder, int(folder.name))
    return replace(staged, generation=Generation.open(folder))


def test_a_sound_generation_passes(staged: Staged) -> None:
    assert run(staged) == []


def forgotten_file(staged: Staged) -> Staged:
    (staged.generation.path / "notes.txt").write_text("forgotten")
    return staged


def journal_left(staged: Staged) -> Staged:
    (staged.generation.path / f"{DATABASE}-journal").write_bytes(b"")
    return staged


def flipped_bit(staged: Staged) -> Staged:
    path = staged.generation.path / DATABASE
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    return staged


def free_pages(staged: Staged) -> Staged:
    folder = staged.generation.path
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("CREATE TABLE secret (words TEXT)")
        connection.execute("INSERT INTO secret VALUES (?)", ("x" * 100_000,))
        connection.execute("DROP TABLE secret")
        connection.commit()
    return seal(folder, staged)


def unreleased_cable(staged: Staged) -> Staged:
    places = dict(staged.places)
    del places["07BERN882"]
    return replace(staged, places=places)


def missing_cable(staged: Staged) -> Staged:
    place = replace(staged.places["07BERN882"], reference_id="07BERN883")
    return replace(staged, places={**staged.places, "07BERN883": place})


def wrong_number(staged: Staged) -> Staged:
    return replace(
        staged, places={**staged.places, "07BERN882": replace(staged.places["07BERN882"], number=2)}
    )


def wrong_date(staged: Staged) -> Staged:
    other = replace(staged.places["07BERN882"], released=date(2010, 11, 29))
    return replace(staged, places={**staged.places, "07BERN882": other})


def other_text_than_before(staged: Staged) -> Staged:
    publication = Publication.objects.get()
    publication.plan["issues"][0]["commitment"] = "00" * 32
    publication.save()
    return staged


def column(name: str, value: Any) -> Callable[[Staged], Staged]:  # noqa: ANN401 - any SQL value
    def make(staged: Staged) -> Staged:
        return change(staged, f"UPDATE edition SET {name} = ? WHERE ordinal = 1", value)  # noqa: S608 - ours

    make.__name__ = f"column_{name}"
    return make


def copied_paragraph(staged: Staged) -> Staged:
    row = staged.generation.connection().execute("SELECT telegram FROM edition WHERE ordinal = 1").fetchone()
    telegram = unpack_json(row[0])
    telegram["paragraphs"][0]["text"] = "The vault's own parse."
    return change(staged, "UPDATE edition SET telegram = ? WHERE ordinal = 1", pack_json(telegram))


def vault_counted(staged: Staged) -> Staged:
    return change(staged, "UPDATE facet_count SET count = count + 1 WHERE facet = 'origin'")


def facet_of_the_vault(staged: Staged) -> Staged:
    return change(staged, "INSERT INTO facet_count VALUES (999, 'origin', 'embassy-rome', 'Embassy Rome', 0)")


def citation_of_the_vault(staged: Staged) -> Staged:
    return change(staged, "INSERT INTO citation VALUES (0, '07BERN881', '07BERN883')")


def copy_of_the_vault(staged: Staged) -> Staged:
    return change(staged, "INSERT INTO copy VALUES (0, '07BERN881', '07BERN883', 100, 0, 0)")


def published_cables_that_are_none(staged: Staged) -> Staged:
    return change(staged, "INSERT INTO copy VALUES (0, '07BERN881', '07BERN882', 100, 0, 0)")


def index_of_the_vault(staged: Staged) -> Staged:
    """Put the index of a generation with another cable beside the database of this one."""
    archive = Archive(staged.generation.path.parents[2])
    kept = archive.home / "kept"
    shutil.copytree(staged.generation.path, kept)
    archive.release(883)
    folder = staged.generation.path
    folder.parent.mkdir(exist_ok=True)
    shutil.copytree(kept, folder)
    shutil.rmtree(folder / "search")
    shutil.copytree(archive.current().path / "search", folder / "search")
    return seal(folder, staged)


def struck_in_the_text(staged: Staged) -> Staged:
    text = "1. (C) The minister met Zebulon\nQuarrington at home."
    return change(staged, "UPDATE edition SET text = ? WHERE ordinal = 0", pack_text(text))


def struck_in_the_subject(staged: Staged) -> Staged:
    return change(staged, "UPDATE edition SET subject = ? WHERE ordinal = 0", "CALL ON ZEBULON QUARRINGTON")


def struck_in_the_telegram(staged: Staged) -> Staged:
    telegram = {"signed_by": "Zebulon Quarrington"}
    return change(staged, "UPDATE edition SET telegram = ? WHERE ordinal = 0", pack_json(telegram))


def struck_in_the_tags(staged: Staged) -> Staged:
    tags = json.dumps(["PREL", "QUARRINGTON, ZEBULON", "ZEBULON QUARRINGTON"])
    return change(staged, "UPDATE edition SET tags = ? WHERE ordinal = 0", tags)


def subject_in_a_title(staged: Staged) -> Staged:
    return change(staged, "UPDATE release SET title = 'On call number 883 on the invented minister'")


def subject_in_a_note(staged: Staged) -> Staged:
    return change(staged, "UPDATE release SET note = 'CALL NUMBER 883 ON THE\nINVENTED MINISTER'")


def subject_in_a_fact(staged: Staged) -> Staged:
    words = "Call number 883 on the invented minister"
    return change(staged, "INSERT INTO fact VALUES ('notice', ?, '2010-11-28')", words)


def subject_in_a_text_that_never_said_it(staged: Staged) -> Staged:
    text = "1. (C) See: Call number 883 on the invented minister."
    return change(staged, "UPDATE edition SET text = ? WHERE ordinal = 1", pack_text(text))


def all_new(staged: Staged) -> Staged:
    """Take the cables for those that this publication makes public."""
    return replace(staged, places={name: replace(at, is_new=True) for name, at in staged.places.items()})


def struck_in_another_cable(staged: Staged) -> Staged:
    text = "1. (C) The minister met Zebulon\nQuarrington at home."
    return change(all_new(staged), "UPDATE edition SET text = ? WHERE ordinal = 1", pack_text(text))


def struck_in_a_title(staged: Staged) -> Staged:
    return change(all_new(staged), "UPDATE release SET title = 'On Zebulon Quarrington'")


def struck_in_a_note(staged: Staged) -> Staged:
    return change(all_new(staged), "UPDATE release SET note = 'On zebulon\nquarrington'")


def struck_in_a_fact(staged: Staged) -> Staged:
    return change(all_new(staged), "INSERT INTO fact VALUES ('title', 'Zebulon Quarrington', '2010-11-28')")


FAILING = [
    ("whole", forgotten_file, "000002/notes.txt is not in the manifest"),
    ("whole", journal_left, "000002/generation.sqlite3-journal is not in the manifest"),
    ("whole", flipped_bit, "000002/generation.sqlite3 does not have the bytes that were published"),
    ("whole", free_pages, "free pages, which may hold what was deleted"),
    ("whole", column("commitment", "00" * 32), "07BERN882 does not agree with its commitment"),
    ("whole", column("marks", "[[0, 10]]"), "07BERN882 does not have its marks where it says"),
    ("whole", column("release", 3), "release 3 does not have as many cables as it says"),
    ("released", unreleased_cable, "07BERN882 is not released"),
    ("released", missing_cable, "07BERN883 is missing"),
    ("released", wrong_number, "07BERN882 does not stand under its numbers"),
    ("released", wrong_date, "07BERN882 does not stand under its numbers"),
    ("unchanged", other_text_than_before, "edition 1 is not as it was released"),
    ("columns", column("subject", "A COPIED SUBJECT"), "07BERN882 has another subject than its text gives"),
    ("columns", column("tags", '["PARM"]'), "07BERN882 has another tags than its text gives"),
    ("columns", column("languages", '["es"]'), "07BERN882 has another languages than its text gives"),
    ("columns", column("created", "2007-11-03T05:04:00Z"), "07BERN882 has another created"),
    ("columns", column("origin", "Embassy Rome"), "07BERN882 has another origin"),
    ("columns", column("classification", "SECRET"), "07BERN882 has another classification"),
    ("columns", column("coverage", '["https://example.org"]'), "07BERN882 has another coverage"),
    ("columns", column("commitment", "00" * 32), "07BERN882 has another commitment"),
    ("columns", column("anchors", "[]"), "07BERN882 has another anchors"),
    ("columns", column("anchors", '[["p1", 99999]]'), "07BERN882 has an anchor outside its text"),
    ("columns", copied_paragraph, "07BERN882 has another telegram"),
    ("facets", vault_counted, "facet origin does not count the published cables"),
    ("facets", facet_of_the_vault, "facet origin does not count the published cables"),
    ("facets", citation_of_the_vault, "citations are not those between the published cables"),
    ("copies", copy_of_the_vault, "copies are not those among the public texts"),
    ("copies", published_cables_that_are_none, "copies are not those among the public texts"),
    ("index", index_of_the_vault, "index of cables has 3 entries instead of 2"),
    ("index", index_of_the_vault, "index of cables has other terms in text than the texts"),
    ("index", index_of_the_vault, "index of cables has other terms in subject than the texts"),
    ("index", index_of_the_vault, "index of cables has other terms in reference than the texts"),
    ("index", index_of_the_vault, "index of paragraphs has other terms in text than the texts"),
    ("struck", struck_in_the_text, "07BERN881 holds a string that was struck from it"),
    ("struck", struck_in_the_subject, "07BERN881 holds a string that was struck from it"),
    ("struck", struck_in_the_telegram, "07BERN881 holds a string that was struck from it"),
    ("struck", struck_in_the_tags, "07BERN881 holds a string that was struck from it"),
    ("elsewhere", struck_in_another_cable, "07BERN882 holds a string that was struck from 07BERN881"),
    ("elsewhere", struck_in_a_title, "title of release 1 holds a string that was struck from 07BERN881"),
    ("elsewhere", struck_in_a_note, "note of release 1 holds a string that was struck from 07BERN881"),
    ("elsewhere", struck_in_a_fact, "fact title holds a string that was struck from 07BERN881"),
    ("unreleased", subject_in_a_title, "title of release 1 holds the subject of 07BERN883"),
    ("unreleased", subject_in_a_note, "note of release 1 holds the subject of 07BERN883"),
    ("unreleased", subject_in_a_fact, "fact notice holds the subject of 07BERN883"),
    ("unreleased", subject_in_a_text_that_never_said_it, "07BERN882 holds the subject of 07BERN883"),
]


@pytest.mark.parametrize(
    ("name", "make", "expected"), FAILING, ids=[f"{row[0]}-{row[1].__name__}" for row in FAILING]
)
def test_a_failing_example_is_refused(
    staged: Staged, name: str, make: Callable[[Staged], Staged], expected: str
) -> None:
    bad = make(staged)
    assert any(expected in finding for finding in found(name, bad)), found(name, bad)
    with pytest.raises(GenerationRefused):
        run(bad)


def test_a_text_is_parsed_again_only_where_the_parser_did_not_give_what_stands_there(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def read(content: Content) -> dict[str, Any]:
        parsed.append(content.reference_id)
        return projection.read(content)

    monkeypatch.setattr(derived, "read", read)
    assert run(replace(staged)) == []
    assert parsed == []
    assert run(replace(staged, readings=())) == []
    assert parsed == ["07BERN881", "07BERN882"]
    with pytest.raises(GenerationRefused, match="another telegram"):
        run(copied_paragraph(staged))
    assert parsed[2:] == ["07BERN882"]


def test_other_processes_find_what_was_struck(staged: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_WORTH_IT", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    assert found("struck", staged) == []
    assert found("struck", struck_in_the_text(staged)) == ["07BERN881 holds a string that was struck from it"]


def test_every_check_has_a_failing_example() -> None:
    assert {row[0] for row in FAILING} == set(CHECK)


def test_a_refusal_names_places_and_no_text(staged: Staged) -> None:
    with pytest.raises(GenerationRefused) as caught:
        run(struck_in_the_subject(staged))
    assert "07BERN881" in str(caught.value)
    assert "zebulon" not in str(caught.value).casefold()


def test_what_one_released_cable_says_itself_is_told_and_bars_nothing(archive: Archive) -> None:
    archive.hold(881, words="answered our call number 883 on the invented minister")
    archive.hold(883)
    told = archive.release(881).told
    assert told == (
        Finding("07BERN881", "holds the subject of 07BERN883, which is not released", bars=False),
    )


def test_what_two_released_cables_say_is_common_speech(archive: Archive) -> None:
    archive.hold(881, 882, words="answered our call number 883 on the invented minister")
    archive.hold(883)
    assert archive.release(881, 882).told == ()


def test_a_refused_publication_changes_nothing(archive: Archive) -> None:
    archive.hold(881, 882, 883)
    archive.release(881)
    before = archive.public_bytes()
    release = archive.sign(882, title="Call number 883 on the invented minister")

    with pytest.raises(GenerationRefused, match="title of release 2"):
        publish_release(release.pk)

    assert archive.public_bytes() == before
    assert archive.folders() == ["000001", "current -> 000001"]
    assert not list((archive.home / "vault").glob("staging/*"))
    assert Release.objects.get(pk=release.pk).public_number is None
    assert not Publication.objects.filter(done=False).exists()


def test_a_stated_fact_is_published_with_its_date(archive: Archive) -> None:
    archive.hold(881)
    Fact.objects.create(name="total", value="251287", by="Ilse Brandt", date=date(2010, 11, 28))
    archive.release(881)
    assert queries.facts(archive.current()) == {"total": queries.Fact("251287", "2010-11-28")}
