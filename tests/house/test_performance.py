"""The benchmark still measures every part, keeps what it has, and the page of figures is what it recorded."""

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from running import environment

ROOT = Path(__file__).resolve().parents[2]
PARTS = [
    *"source parse specimen import clear release publish index".split(),  # noqa: SIM905 - shorter so
    *"verify backup search render page archives".split(),  # noqa: SIM905 - shorter so
]
ASKED = ["peers", "opensearch"]
"""Parts that run where they are named only."""
# Figures that docs/performance.md promises to compare with bare work.
COMPARED = (
    ("parse", "telegrams"),
    ("specimen", "rate"),
    ("import", "rate"),
    ("import", "rate of a core"),
    ("publish", "rate"),
    ("publish", "rate of a core"),
    ("publish", "generation"),
    ("index", "rate of a core"),
    ("archives", "folders: rate of a core"),
    ("archives", "7z: rate of a core"),
    ("whole way", "parse, store and index"),
    ("verify", "rate"),
    ("backup", "time, plain"),
    ("search", "all kinds p50"),
    ("search", "dated p95"),
    ("render", "cable page"),
    ("page", "cable page"),
    ("page", "cable page, against its bytes"),
    ("search", "prefix p50"),
    ("search", "same paragraph p50"),
    ("index", "size"),
    ("peers", "SQLite FTS5: size"),
    ("peers", "SQLite FTS5: 20 best with total p50"),
)
# Parts asked for, done before, failed before; parts to run, and why.
PLANS: tuple[tuple[list[str], list[str], list[str], str, str], ...] = (
    ([], PARTS, [], "", "nothing is missing"),
    (["search"], PARTS, [], "search", "it changes nothing"),
    (["peers"], PARTS, [], "peers", "what runs only where it is named"),
    (["render"], ["source"], [], "specimen import clear release publish render", "first what it needs"),
    (["release"], PARTS, [], "import clear release", "a cable is gathered once"),
    (["publish"], PARTS[:6], ["publish"], "publish", "what was broken off changed nothing"),
    ([], PARTS[:4], ["clear"], " ".join(PARTS[3:]), "some are cleared already"),
)


def bench(script: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run a script of the benchmark."""
    command = [sys.executable, ROOT / "bench" / script, *arguments]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of 60 cables: too few to mean anything, enough to go the whole way."""
    folder = tmp_path_factory.mktemp("bench")
    for only in ([], ["--only", *ASKED]):
        done = bench("run.py", "--count", "60", "--folder", folder, *only)
        assert done.returncode == 0, done.stderr
    return folder


def results(folder: Path) -> dict[str, Any]:
    """What was measured in ``folder``."""
    found: dict[str, Any] = json.loads((folder / "figures.json").read_text("utf-8"))
    return found


def called(code: str, *arguments: str | Path) -> str:
    """What some code says that imports the benchmark's modules; they are scripts, and no package."""
    code = f"import json, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); {code}"
    command = [sys.executable, "-c", code, ROOT / "bench", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def docs(tmp_path: Path, measured: Path) -> Path:
    """The pages of figures with that run in them."""
    (tmp_path / "images").mkdir()
    shutil.copy(ROOT / "docs" / "performance.md", tmp_path)
    (tmp_path / "performance.json").write_text("[]\n", "utf-8")
    code = "import document; document.record(json.loads(Path(sys.argv[2]).read_text()), Path(sys.argv[3]))"
    for _twice in range(2):
        called(code, measured / "figures.json", tmp_path)
    assert bench("document.py", "--docs", tmp_path).returncode == 0
    return tmp_path


def test_every_part_is_measured(measured: Path) -> None:
    found = results(measured)
    assert (found["count"], found["failed"], found["done"]) == (60, {}, [*PARTS, *ASKED])
    assert all(math.isfinite(one["value"]) and one["value"] >= 0 for one in found["figures"])
    names = [(one["part"], one["name"]) for one in found["figures"]]
    assert len(names) == len(set(names))
    ratios = {(one["part"], one["name"]): one["ratio"] for one in found["figures"]}
    assert [name for name in COMPARED if not ratios.get(name)] == []


def test_what_was_measured_is_kept_where_a_part_fails(measured: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    before = results(measured)
    (folder / "figures.json").write_text(json.dumps(before), "utf-8")
    out = tmp_path / "out.json"
    # There is no archive in this folder any more.
    failing = bench("run.py", "--count", "60", "--folder", folder, "--only", "verify", "--json", out)
    assert failing.returncode == 1
    assert "verify FAILED" in failing.stderr
    found = results(folder)
    assert json.loads(out.read_text("utf-8")) == found
    assert list(found["failed"]) == ["verify"]
    assert found["figures"] == [one for one in before["figures"] if one["part"] != "verify"]


def test_a_run_goes_on_with_what_is_missing(measured: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    before = results(measured)
    (folder / "figures.json").write_text(json.dumps({**before, "done": PARTS[1:]}), "utf-8")
    done = bench("run.py", "--count", "60", "--folder", folder)
    assert (done.returncode, results(folder)["failed"]) == (0, {}), done.stderr
    assert sorted(results(folder)["done"]) == sorted(PARTS)
    assert "specimen ..." not in done.stderr
    assert bench("run.py", "--count", "61", "--folder", folder).returncode != 0


def test_each_part_finds_what_it_needs() -> None:
    code = "import run; print(json.dumps([run.plan(*case)[0] for case in json.loads(sys.argv[2])]))"
    planned = json.loads(called(code, json.dumps([case[:3] for case in PLANS])))
    for plan, (*_asked, parts, reason) in zip(planned, PLANS, strict=True):
        assert plan == parts.split(), reason


def test_the_page_says_what_was_recorded() -> None:
    done = bench("document.py", "--check")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["performance.md", "images/performance.svg"])
def test_a_changed_figure_is_noticed(docs: Path, name: str) -> None:
    assert bench("document.py", "--docs", docs, "--check").returncode == 0
    text = (docs / name).read_text("utf-8")
    assert "60" in text
    (docs / name).write_text(text.replace("60", "61"), "utf-8")
    assert bench("document.py", "--docs", docs, "--check").returncode == 1


def test_a_count_is_recorded_once(docs: Path) -> None:
    assert [run["count"] for run in json.loads((docs / "performance.json").read_text("utf-8"))] == [60]
