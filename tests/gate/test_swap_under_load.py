"""Readers ask while three generations are published: every answer is good, and wholly of one of them."""

import re
import threading
from collections.abc import Callable

from gate.archives import Archive
from processes import Answer, Reader, World

COUNTS = {1: 3, 2: 5, 3: 6, 4: 10}
"""Generation -> cables that stand in it."""
FIRST = 881


def number_of(answer: Answer) -> int:
    """Return the generation that a page says it is of."""
    found = re.search(rb"Generation ([0-9]+)\.", answer.body)
    assert found is not None, answer.body
    return int(found[1])


def search(reader: Reader) -> int:
    """Return the generation of a page that is made from the index, the database and the folder's name."""
    answer = reader.get("/search?q=minister")
    assert answer.status == 200
    number = number_of(answer)
    assert f"<b>{COUNTS[number]}</b> found".encode() in answer.body
    assert answer.body.count(b'href="/cable/') >= COUNTS[number]
    return number


def newest(reader: Reader) -> int:
    """Return the generation of the page of a cable that only the later ones have."""
    answer = reader.get(f"/cable/07BERN{FIRST + COUNTS[2]}")
    number = number_of(answer)
    assert answer.status == (200 if COUNTS[number] > COUNTS[2] else 404)
    return number


def test_the_swap_loses_no_request(archive: Archive) -> None:
    archive.hold(*range(FIRST, FIRST + COUNTS[4]))
    archive.release(*range(FIRST, FIRST + COUNTS[1]))
    done, faults = threading.Event(), list[BaseException]()
    seen: list[list[int]] = [[], [], [], []]

    def ask(look: Callable[[Reader], int], numbers: list[int]) -> None:
        try:
            while not done.is_set():
                numbers.append(look(reader))
        except BaseException as fault:  # noqa: BLE001 - whatever it is, the test must hear of it
            faults.append(fault)

    with World(archive.home).reader() as reader:
        asking = [
            threading.Thread(target=ask, args=(look, numbers))
            for look, numbers in zip((search, newest, search, newest), seen, strict=True)
        ]
        for thread in asking:
            thread.start()
        try:
            for number in (2, 3, 4):
                archive.release(*range(FIRST + COUNTS[number - 1], FIRST + COUNTS[number]))
        finally:
            # One look each at the last generation.
            had = [len(numbers) for numbers in seen]
            wait_for(lambda: bool(faults) or all(len(n) > h + 1 for n, h in zip(seen, had, strict=True)))
            done.set()
            for thread in asking:
                thread.join()
        log = reader.log.read_text()

    assert faults == []
    assert "Traceback" not in log
    for numbers in seen:
        assert numbers == sorted(numbers), "a reader was sent back to an older generation"
        assert numbers[-1] == 4
    assert {number for numbers in seen for number in numbers} == set(COUNTS)


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until ``is_so``, ten seconds at most."""
    pause = threading.Event()
    for _ in range(1000):
        if is_so():
            return
        pause.wait(0.01)
    raise AssertionError("it never came")
