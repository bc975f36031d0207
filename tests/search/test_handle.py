"""One handle for one generation: what a server holds between and during publications."""

import gc
import shutil
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from cableroom.errors import CableroomError
from cableroom.public.editions import queries
from cableroom.public.editions.errors import GenerationMissing
from cableroom.public.search import handle as handle_module
from cableroom.public.search.building import build_index
from cableroom.public.search.errors import NothingPublished
from cableroom.public.search.handle import Handle, Published
from cableroom.public.search.opensearch.cluster import Cluster
from cableroom.public.search.searching import Question, search
from search.invented import Invented, point, write_generation

Publish = Callable[[int], Path]


@pytest.fixture
def publish(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Publish:
    """A function: publish generation N, whose cables all say ``mark N``."""

    def make(number: int) -> Path:
        cables = [
            Invented(f"07BERN{serial}", f"MARK {number}", (f"The mark is mark{number}.",))
            for serial in range(1, number + 2)
        ]
        with django_db_blocker.unblock():
            folder = write_generation(tmp_path, cables, number=number)
        build_index(folder)
        point(tmp_path, folder)
        return folder

    return make


def test_nothing_published_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="leads to no generation") as caught:
        Published(tmp_path / "missing").current()
    assert caught.value.code == "nothing-published"
    assert caught.value.hint


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("000009")
    with pytest.raises(GenerationMissing):
        Published(tmp_path).current()


def test_one_handle_as_long_as_the_link_stays(publish: Publish, tmp_path: Path) -> None:
    publish(1)
    published = Published(tmp_path)
    assert published.current() is published.current()


def test_a_new_generation_is_picked_up(publish: Publish, tmp_path: Path) -> None:
    publish(1)
    published = Published(tmp_path)
    before = published.current()
    publish(2)

    after = published.current()

    assert (before.generation.number, after.generation.number) == (1, 2)
    assert search(before, Question("mark1")).total == 2
    assert search(after, Question("mark2")).total == 3


def test_the_first_publication_is_picked_up(publish: Publish, tmp_path: Path) -> None:
    published = Published(tmp_path)
    with pytest.raises(NothingPublished):
        published.current()
    publish(1)
    assert published.current().generation.number == 1


def test_an_old_handle_goes_with_its_last_user(publish: Publish, tmp_path: Path) -> None:
    publish(1)
    published = Published(tmp_path)
    in_use = published.current()
    search(in_use, Question("mark1"))
    search(in_use, Question())  # what it remembers goes with it
    gone = [weakref.ref(one) for one in (in_use, in_use.generation, in_use.index)]
    shutil.rmtree(publish(2).parent / "000001")
    published.current()

    assert search(in_use, Question("mark1")).total == 2  # a request that began before still ends
    del in_use
    gc.collect()

    assert [one() for one in gone] == [None, None, None]


def test_an_opened_handle_does_not_need_its_files(publish: Publish, tmp_path: Path) -> None:
    folder = publish(1)
    handle = Published(tmp_path).current()
    shutil.rmtree(folder)
    assert search(handle, Question("mark1")).hits[0].summary.subject == "MARK 1"


def test_the_link_may_move_while_a_generation_is_opened(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(1)
    really = Handle.open
    opened: list[str] = []

    def slow_open(folder: Path, cluster: Cluster | None) -> Handle:
        opened.append(folder.name)
        if len(opened) == 1:
            # A withdrawal: the next generation is published and this one deleted under our hands.
            publish(2)
            shutil.rmtree(folder)
        return really(folder, cluster)

    monkeypatch.setattr(handle_module.Handle, "open", slow_open)

    assert Published(tmp_path).current().generation.number == 2
    assert opened == ["000001", "000002"]


def test_only_the_first_request_after_a_swap_waits_unless_the_one_before_is_deleted(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(1)
    published = Published(tmp_path)
    before = published.current()
    publish(2)
    really, opening, may_open = Handle.open, threading.Event(), threading.Event()

    def slow_open(folder: Path, cluster: Cluster | None) -> Handle:
        opening.set()
        assert may_open.wait(timeout=20)
        return really(folder, cluster)

    monkeypatch.setattr(handle_module.Handle, "open", slow_open)
    numbers: list[int] = []
    first, other = (
        threading.Thread(target=lambda: numbers.append(published.current().generation.number)) for _ in "12"
    )
    first.start()
    assert opening.wait(timeout=20)

    assert published.current() is before
    shutil.rmtree(before.generation.path)
    other.start()
    other.join(timeout=0.2)
    assert other.is_alive(), "answered from a generation that was deleted"

    may_open.set()
    first.join()
    other.join()
    assert numbers == [2, 2]


def test_nobody_is_answered_from_the_one_before_where_the_new_one_cannot_be_opened(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(1)
    published = Published(tmp_path)
    published.current()
    shutil.rmtree(publish(2) / "search")
    told: list[str] = []

    def ask() -> None:
        try:
            told.append(str(published.current().generation.number))
        except CableroomError as exc:
            told.append(exc.code)

    ask()
    really, opening, may_open = Handle.open, threading.Event(), threading.Event()

    def slow_open(folder: Path, cluster: Cluster | None) -> Handle:
        opening.set()
        assert may_open.wait(timeout=20)
        return really(folder, cluster)

    monkeypatch.setattr(handle_module.Handle, "open", slow_open)
    first, other = (threading.Thread(target=ask) for _ in "12")
    first.start()
    assert opening.wait(timeout=20)
    other.start()
    other.join(timeout=0.2)
    may_open.set()
    first.join()
    other.join()

    assert told == ["index-damaged"] * 3


def test_a_handle_is_opened_with_all_that_is_read_once(publish: Publish, tmp_path: Path) -> None:
    publish(1)
    assert {"everything", "facet_counts", "values"} <= vars(Published(tmp_path).current()).keys()


def test_no_answer_mixes_two_generations(publish: Publish, tmp_path: Path) -> None:
    publish(1)
    published = Published(tmp_path)
    mixed: list[str] = []
    answered = threading.Semaphore(0)
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            handle = published.current()
            number = handle.generation.number
            found = search(handle, Question(f"mark{number}"))
            words = {f"The mark is mark{number}." in "".join(t for t, _ in hit.snippet) for hit in found.hits}
            if (found.total, words, queries.count(handle.generation)) != (number + 1, {True}, number + 1):
                mixed.append(f"{number}: {found.total}")
            answered.release()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 8):
        publish(number)
        for _ in range(8):
            assert answered.acquire(timeout=20)
    over.set()
    for thread in threads:
        thread.join()

    assert mixed == []
    assert published.current().generation.number == 7
