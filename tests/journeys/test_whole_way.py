"""A cable's whole way: file -> import -> redact -> clear -> release -> sign -> page, search, JSON, feed."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from processes import World, new_world

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SHAPES = {"csv": "cables.csv", "html": "pages", "page": "captures", "text": "telegrams"}


def release(world: World, title: str, date: str, *references: str) -> None:
    """Put cleared cables through a release."""
    number = world.run("release", "new", "--title", title, "--date", date).split()[-1]
    world.run("release", "add", number, *references)
    world.run("release", "sign", number, "--as", "Ilse Brandt")
    world.run("release", "sign", number, "--as", "Tomas Okello")
    world.run("release", "publish", number)


def words(html: bytes) -> str:
    """The text of a page, blanks collapsed."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html.decode())).split())


@pytest.mark.parametrize("shape", SHAPES)
def test_an_invented_cable_reaches_its_page(tmp_path: Path, shape: str) -> None:
    world = new_world(tmp_path / "home")
    truth_file, out = tmp_path / "truth.ndjson", tmp_path / SHAPES[shape]
    world.run("specimen", "--count", "12", "--seed", "7", "--as", shape, "--truth", str(truth_file), str(out))
    truths = [json.loads(line) for line in truth_file.read_text().splitlines()]

    world.run("import", str(out))
    world.run("clear", "--all")
    release(world, "First batch", "2010-11-28", "--all-cleared")

    with world.reader() as reader:
        assert "12" in words(reader.get("/").body)
        for truth in truths:
            page = reader.get(f"/cable/{truth['reference_id']}")
            assert page.status == 200
            assert truth["subject"] in words(page.body)
            assert truth["signed_by"] in words(page.body)
            anchors = set(re.findall(r'id="(p[0-9]+)"', page.body.decode()))
            assert {f"p{paragraph['number']}" for paragraph in truth["paragraphs"]} <= anchors
            twin = json.loads(reader.get(f"/cable/{truth['reference_id']}.json").body)
            assert twin["telegram"]["sent_at"] == truth["sent_at"]
            assert [tag["code"] for tag in twin["telegram"]["tags"]] == [tag["code"] for tag in truth["tags"]]
        first = truths[0]
        found = json.loads(reader.get(f"/search.json?q={first['reference_id']}").body)
        assert found["hits"][0]["reference_id"] == first["reference_id"]
        assert "First batch" in reader.get("/releases.atom").body.decode()
    world.read("verify")
    world.run("doctor")


def test_a_struck_name_leaves_only_its_mark(tmp_path: Path) -> None:
    world = new_world(tmp_path / "home")
    file = tmp_path / "07BERN901.txt"
    file.write_text(
        "R 110944Z SEP 07\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC\n\nC O N F I D E N T I A L BERN 000901\n\n"
        "TAGS: ECON, PREL\nSUBJECT: LUNCH WITH ANSELM BRANDT\n\n"
        "1. (C) Over lunch Anselm\nBrandt spoke of the pass.\n\n2. (C) Brandt paid.\nKELLER\n",
        encoding="utf-8",
    )
    world.run("import", str(file))
    world.run("redact", "07BERN901", "--text", "Anselm Brandt", "--reason", "source")
    world.run("clear", "07BERN901")
    release(world, "First batch", "2010-11-28", "07BERN901")

    with world.reader() as reader:
        page, text = reader.get("/cable/07BERN901"), reader.get("/cable/07BERN901.txt").body.decode()
        assert "LUNCH WITH [REDACTED]" in words(page.body)
        assert "Anselm" not in page.body.decode()
        assert "anselm" not in text.lower()
        assert "Brandt paid." in text  # only what was named is struck
        assert json.loads(reader.get("/search.json?q=anselm").body)["total"] == 0


def test_a_withdrawn_cable_leaves_a_tombstone(tmp_path: Path) -> None:
    world = new_world(tmp_path / "home")
    out = tmp_path / "cables.csv"
    world.run("specimen", "--count", "4", "--seed", "3", "--as", "csv", str(out))
    world.run("import", str(out))
    world.run("clear", "--all")
    release(world, "First batch", "2010-11-28", "--all-cleared")
    one = json.loads(world.run("list", "--json").splitlines()[0])["reference_id"]

    with world.reader() as reader:
        assert reader.get(f"/cable/{one}").status == 200
        world.run("withdraw", one, "--reason", "harm", "--as", "Ilse Brandt", "--as", "Tomas Okello")
        # The reading room goes on and sees the new generation by itself.
        assert reader.get(f"/cable/{one}").status == 410
        assert reader.get(f"/cable/{one}.json").status == 410
        assert json.loads(reader.get("/search.json?q=").body)["total"] == 3
    generations = [p.name for p in world.published.iterdir() if p.is_dir() and not p.is_symlink()]
    assert len(generations) == 1, "an older generation still holds the withdrawn text"
    world.run("rollback", status=1)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real sample pages are not beside this checkout")
def test_the_real_pages_reach_the_reading_room(tmp_path: Path) -> None:
    world = new_world(tmp_path / "home")
    world.run("import", str(REAL / "07BERN881.html"), str(REAL / "07STATE152317.page.txt"))
    world.run("import", str(REAL / "08TRIPOLI220.html"))
    references = ("07BERN881", "07STATE152317", "07TBILISI2290", "08TRIPOLI220")
    for reference in references:
        world.run("export-original", reference, str(tmp_path / reference))
    assert (tmp_path / "07BERN881").read_bytes() == (REAL / "07BERN881.html").read_bytes()
    world.run("clear", *references)
    release(world, "Four real cables", "2010-11-28", *references)

    with world.reader() as reader:
        page = words(reader.get("/cable/07STATE152317").body)
        assert "MATTERS OF PROLIFERATION CONCERN RAISED AT APEC BY PRESIDENT BUSH" in page
        html = reader.get("/cable/07STATE152317").body.decode()
        assert re.findall(r'id="p([0-9]+)"', html) == [str(n) for n in range(1, 12)]
        for reference in references:
            assert reader.get(f"/cable/{reference}").status == 200
        twin = json.loads(reader.get("/cable/08TRIPOLI220.json").body)
        assert twin["telegram"]["signed_by"] == "STEVENS"
        found = json.loads(reader.get("/search.json?q=%22jet+vanes%22").body)
        assert [hit["reference_id"] for hit in found["hits"]] == ["07STATE152317"]
