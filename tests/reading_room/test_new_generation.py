"""A publication is seen without a restart; a folder without one has a page too."""

import json
import re
import shutil
import threading
from pathlib import Path

import pytest

from editions.rows import of_other_version
from processes import Answer, Reader, World
from reading_room.cables import CABLES
from reading_room.rooms import publish

_GENERATION = re.compile(r"/published/([0-9]{6})/")
PATHS = ("/", "/cable/07BERN901", "/search?q=toll", "/origin", "/releases.atom", "/nowhere", "/index.json")


def test_nothing_published_is_said_and_ends_with_the_first_release(shelf: World) -> None:
    with shelf.reader() as reader:
        for path in PATHS:
            answer = reader.get(path)
            assert answer.status == 503
            assert b"Nothing is published yet" in answer.body
            assert dict(answer.headers)["cache-control"] == "no-store"
            assert "cableroom-generation" not in dict(answer.headers)
        sheet = reader.get("/").body.decode().partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert reader.get(sheet).status == 200
        publish(shelf.published, CABLES[:1])
        assert reader.get("/cable/07BERN901").status == 200
    assert "nothing is published" in reader.log.read_text()
    assert "Traceback" not in reader.log.read_text()


def test_a_new_generation_is_served_and_the_old_one_forgotten(shelf: World) -> None:
    first = publish(shelf.published, CABLES[:3])
    with shelf.reader() as reader:
        assert reader.get("/cable/07BERN902").status == 200
        publish(shelf.published, (CABLES[0], CABLES[2]), number=2, graves=["07BERN902"])
        shutil.rmtree(first)
        assert reader.get("/cable/07BERN902").status == 410
        assert json.loads(reader.get("/search.json?q=rang").body)["total"] == 0
        assert b"Generation 2." in reader.get("/").body


def test_no_answer_mixes_two_generations(shelf: World) -> None:
    """Each address has one body a generation, and it is that of the generation named in the header."""
    folders = [
        publish(shelf.published, CABLES[:2], facts={"title": "Small"}),
        publish(shelf.published, CABLES, number=2, facts={"title": "Large"}),
    ]
    asked = (*PATHS, "/search?q=toll+OR+herring+OR+rang", "/search.json?q=", "/created.json")
    done = threading.Event()
    link, aside = shelf.published / "current", shelf.published / "aside"

    def point_to(folder: Path) -> None:
        aside.symlink_to(folder.name)
        aside.replace(link)

    def swap() -> None:
        while not done.is_set():
            for folder in folders:
                point_to(folder)

    swapping = threading.Thread(target=swap)
    with shelf.reader() as reader:
        alone: dict[tuple[str, str], Answer] = {}
        for number, folder in enumerate(folders, start=1):
            point_to(folder)
            alone |= {(path, str(number)): reader.get(path) for path in asked}
        assert all(
            dict(answer.headers)["cableroom-generation"] == number for (_, number), answer in alone.items()
        )
        assert all(alone[path, "1"].body != alone[path, "2"].body for path in asked)
        swapping.start()
        seen = set()
        try:
            for _ in range(30):
                for path in asked:
                    answer = reader.get(path)
                    named = dict(answer.headers)["cableroom-generation"]
                    assert answer == alone[path, named]
                    seen.add(named)
        finally:
            done.set()
            swapping.join()
    assert seen == {"1", "2"}


def still_open(reader: Reader) -> set[str]:
    """Generations of which a worker has a file open or mapped."""
    found = set()
    for worker in Path(f"/proc/{reader.pid}/task/{reader.pid}/children").read_text().split():
        process = Path("/proc") / worker
        files = [str(file.readlink()) for file in (process / "fd").iterdir() if file.is_symlink()]
        found |= set(_GENERATION.findall("\n".join([*files, (process / "maps").read_text()])))
    return found


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="files of a process are looked up in /proc")
def test_files_come_back_after_ten_swaps(shelf: World) -> None:
    """Nothing of a generation is left open when the next one is served."""
    publish(shelf.published, CABLES[:2])
    with shelf.reader() as reader:
        opened = []
        for number in range(2, 12):
            folder = publish(shelf.published, CABLES[:2], number=number)
            for path in PATHS:
                assert dict(reader.get(path).headers)["cableroom-generation"] == str(number)
            shutil.rmtree(folder.parent / f"{number - 1:06}")
            opened.append(still_open(reader))
        assert opened == [{f"{number:06}"} for number in range(2, 12)]


def test_a_generation_of_another_version_is_said_and_ends_with_the_rebuild(shelf: World) -> None:
    of_other_version(publish(shelf.published, CABLES[:1]))
    with shelf.reader() as reader:
        for path in PATHS:
            answer = reader.get(path)
            assert (answer.status, dict(answer.headers)["retry-after"]) == (503, "600")
            assert b"The archive is being renewed" in answer.body
        publish(shelf.published, CABLES[:1], number=2)
        assert reader.get("/cable/07BERN901").status == 200
        log = reader.log.read_text()
    assert "000001 was built by another version of cableroom; the pages will say so until you run" in log
    assert "GenerationOfOtherVersion at manifest.py" in log


def test_a_damaged_generation_is_a_plain_500_and_a_quiet_line(shelf: World) -> None:
    folder = publish(shelf.published, CABLES[:1])
    (folder / "generation.sqlite3").write_bytes(b"no database")
    with shelf.reader() as reader:
        answer = reader.get("/cable/07BERN901")
        log = reader.log.read_text()
    assert answer.status == 500
    assert b"Something went wrong here" in answer.body
    assert dict(answer.headers)["x-content-type-options"] == "nosniff"
    assert "GenerationDamaged at generation.py" in log
    assert "07BERN901" not in log
    assert "Traceback" not in log
