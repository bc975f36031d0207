"""A publication is seen without a restart; a folder without one has a page too."""

import json
import shutil
import threading

from processes import World
from reading_room.cables import CABLES, HERRINGS
from reading_room.rooms import publish

PATHS = ("/", "/cable/07BERN901", "/search?q=toll", "/origin", "/releases.atom", "/nowhere", "/index.json")


def test_nothing_published_is_said_and_ends_with_the_first_release(shelf: World) -> None:
    with shelf.reader() as reader:
        for path in PATHS:
            answer = reader.get(path)
            assert answer.status == 503
            assert b"Nothing is published yet" in answer.body
            assert dict(answer.headers)["cache-control"] == "no-store"
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
    small, large = CABLES[:2], CABLES
    folders = [
        publish(shelf.published, small, facts={"title": "Small"}),
        publish(shelf.published, large, number=2, facts={"title": "Large"}),
    ]
    counts = {"Small": len(small), "Large": len(large)}
    done = threading.Event()

    def swap() -> None:
        link, aside = shelf.published / "current", shelf.published / "aside"
        while not done.is_set():
            for folder in folders:
                aside.symlink_to(folder.name)
                aside.replace(link)

    swapping = threading.Thread(target=swap)
    with shelf.reader() as reader:
        swapping.start()
        try:
            seen = set()
            for _ in range(150):
                twin = json.loads(reader.get("/index.json").body)
                assert twin["released"] == counts[twin["title"]]
                page = reader.get("/search?q=toll+OR+herring+OR+rang").body.decode()
                total = len(small) if "Small" in page else HERRINGS + len(small)
                assert f"<b>{total}</b> found" in page
                seen.add(twin["title"])
        finally:
            done.set()
            swapping.join()
    assert seen == set(counts)


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
