"""Everything that a request calls works from several threads at once."""

import threading
from collections.abc import Callable
from pathlib import Path

from cableroom.public.search.analysis import spans, words
from cableroom.public.search.handle import Published
from cableroom.public.search.searching import Question, search
from search.cases import CASES

LONG = "Proliferating harbors of Bogotá, AK-47. " * 500


def at_once(*tasks: Callable[[], object]) -> list[BaseException]:
    failures: list[BaseException] = []

    def run(task: Callable[[], object]) -> None:
        try:
            task()
        except BaseException as exc:  # noqa: BLE001 - whatever it was, the test shall tell
            failures.append(exc)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_the_analyzer() -> None:
    expected, as_written = words(LONG), words(LONG, exact=True)

    def analyse() -> None:
        for _time in range(10):
            assert words(LONG) == expected
            assert [word for word, _start, _end in spans(LONG)] == as_written

    assert at_once(*[analyse] * 6) == []


def test_a_handle(published: Path) -> None:
    folder = Published(published)
    texts = [case[0] for case in CASES]
    expected = [search(folder.current(), Question(text)).total for text in texts]

    def ask() -> None:
        assert [search(folder.current(), Question(text)).total for text in texts] == expected

    assert at_once(*[ask] * 4) == []


def test_one_generation_is_opened_once(published: Path) -> None:
    folder = Published(published)
    handles: list[int] = []

    assert at_once(*[lambda: handles.append(id(folder.current()))] * 8) == []

    assert len(set(handles)) == 1
