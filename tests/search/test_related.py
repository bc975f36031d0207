"""Related cables: what is rare and shared brings them, and the same ones with every engine."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.search.document import documents
from cableroom.public.search.handle import Handle
from cableroom.public.search.memory_index import MemoryIndex
from cableroom.public.search.related import MOST, Related, related
from cableroom.public.search.tantivy_index import TantivyIndex
from reading_room.rooms import Cable, publish

ENGINES = ("tantivy", "memory")
OFTEN = "The delegation discussed fisheries with officials of the ministry on Tuesday."
COPIED = " ".join(f"glacier tollgate number {number} was seen by lorries" for number in range(40))


def cable(reference_id: str, subject: str, text: str, *, tags: str = "PREL", refs: str = "") -> Cable:
    """An invented cable of one paragraph."""
    ref = f"REF: {refs}\n\n" if refs else ""
    post, serial = (
        reference_id[2:].rstrip("0123456789"),
        reference_id[2:].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    )
    head = f"UNCLAS {post} {int(serial):06}\n\nTAGS: {tags}\nSUBJECT: {subject}\n\n{ref}"
    return Cable(reference_id, f"{head}1. (U) {OFTEN} {text}\nZIMMERMANN\n")


CABLES = (
    cable("07BERN1", "GLACIER TOLLGATE", f"{COPIED} Anselmian.", tags="PREL, KGLB", refs="BERN 9"),
    cable("07BERN2", "SOMETHING ELSE", "The glacier and its tollgate."),
    cable("07BERN3", "A RETRANSMISSION", f"{COPIED} Anselmian.", tags="PREL, KGLB", refs="BERN 9"),
    cable("07BERN4", "GLACIERS AND SO ON", "One glacier alone.", tags="ECON"),
    cable("07BERN5", "CITES THE SAME", "Nothing further.", refs="BERN 9"),
    cable("07BERN6", "CITES IT", "The glacier, the tollgate, and lorries.", refs="BERN 1"),
    cable("07BERN7", "ONE RARE TAG", "Nothing.", tags="PREL, KGLB"),
    cable("07BERN9", "GLACIER TOLLGATE", "It is cited: glacier, tollgate."),
    *(cable(f"08OSLO{number}", "HERRING", "Herring.", tags="EFIS, PREL") for number in range(10, 40)),
)


@pytest.fixture(scope="module")
def handles(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Mapping[str, Handle]:
    """The same generation with each engine that needs no cluster."""
    with django_db_blocker.unblock():
        folder = publish(tmp_path_factory.mktemp("related") / "published", CABLES)
    generation = Generation.open(folder)
    return {
        "tantivy": Handle(generation, TantivyIndex.open(folder)),
        "memory": Handle(generation, MemoryIndex(documents(generation))),
    }


def of(handle: Handle, reference_id: str) -> tuple[Related, ...]:
    edition = queries.edition(handle.generation, reference_id)
    assert edition is not None
    return related(handle, edition)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cables_that_share_most_come_with_what_they_share(
    handles: Mapping[str, Handle], engine: str
) -> None:
    found = {one.summary.reference_id: one.shared for one in of(handles[engine], "07BERN1")}
    assert set(found) == {"07BERN2", "07BERN5", "07BERN7"}
    assert set(found["07BERN2"].words) == {"glacier", "tollgate"}
    assert found["07BERN5"].cited == ["07BERN9"]
    assert found["07BERN7"].tags[0].startswith("PREL")
    assert any(tag.startswith("KGLB") for tag in found["07BERN7"].tags)


@pytest.mark.parametrize("engine", ENGINES)
def test_neither_copies_nor_cited_nor_citing_cables_are_among_them(
    handles: Mapping[str, Handle], engine: str
) -> None:
    found = {one.summary.reference_id for one in of(handles[engine], "07BERN1")}
    assert not found & {"07BERN1", "07BERN3", "07BERN6", "07BERN9"}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_many_cables_have_relates_none(handles: Mapping[str, Handle], engine: str) -> None:
    assert of(handles[engine], "08OSLO12") == ()


def test_every_engine_gives_the_same(handles: Mapping[str, Handle]) -> None:
    for one in CABLES:
        tantivy, memory = (of(handles[engine], one.reference_id) for engine in ENGINES)
        assert tantivy == memory
        assert len(tantivy) <= MOST


def test_a_signature_relates_nothing(handles: Mapping[str, Handle]) -> None:
    shared = [one.shared.words for cable in CABLES[:8] for one in of(handles["tantivy"], cable.reference_id)]
    assert shared
    assert not any("zimmermann" in words for words in shared)


def test_a_cable_without_text_has_none(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        folder = publish(tmp_path / "published", [Cable("07BERN1", ""), Cable("07BERN2", "")])
    assert of(Handle.open(folder), "07BERN1") == ()
