"""``make demo``, whole: what a visitor of the project sees first."""

import json
import re
from pathlib import Path

from processes import World


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
