"""``make demo``, whole: what a visitor of the project sees first."""

import json
import re
from pathlib import Path

from cableroom.cli.private.demo import to_strike
from processes import World
from running import Run


def test_the_demo_publishes_220_of_2000(tmp_path: Path) -> None:
    world = World(tmp_path / "demo")

    world.run("demo", "--no-serve")

    with world.reader() as reader:
        home = " ".join(re.sub(r"<[^<>]*>", " ", reader.get("/").body.decode()).split())
        assert "Currently released so far… 220 / 2,000" in home
        assert "Every cable here is invented" in home
        assert len(json.loads(reader.get("/released.json").body)["values"]) == 5
        page = reader.get(
            f"/cable/{json.loads(reader.get('/search.json?q=').body)['hits'][0]['reference_id']}"
        )
        assert "Every cable here is invented" in page.body.decode()
    world.read("verify")
    # A finished demo is not made again.
    assert world.run("demo", "--no-serve") == f"The demo archive is in {world.home.resolve()}\n"


def test_a_file_of_others_is_not_written_over(tmp_path: Path, run_cableroom: Run) -> None:
    (tmp_path / "demo-cables.csv").write_text("mine")

    ended = run_cableroom("--home", tmp_path / "demo", "demo", "--no-serve")

    assert ended.returncode == 1
    assert b"demo-folder-taken" in ended.stderr
    assert (tmp_path / "demo-cables.csv").read_text() == "mine"
    assert not (tmp_path / "demo").exists()


def test_what_one_cable_asks_to_protect_is_struck_in_all() -> None:
    paged = "1. (C) We met Itai\n\nBERN 00000901  002 OF 002\n\n\nNavon (strictly protect) at home.\n"
    texts = {
        "07BERN901": paged,
        "07BERN902": "1. (C) ITAI\nNAVON went to Quachville; a colleague, Tom Quach (protect), did not.\n",
        "07BERN903": "1. (C) Nobody met anybody.\n",
    }

    assert list(to_strike(texts)) == [
        ("07BERN901", "Itai Navon"),
        ("07BERN902", "Itai Navon"),
        ("07BERN902", "Tom Quach"),
    ]
