"""The import contracts of pyproject.toml hold, and each of them can break."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
# A module, an import that must not be there, and the contract that it breaks.
PLANTED = [
    (
        "public/site/views_home.py",
        "cableroom.private.vault.models",
        "The public side cannot reach the private side",
    ),
    (
        "sources/stated.py",
        "cableroom.private.vault.models",
        "Only the gate and the private command line open the vault",
    ),
    (
        "private/vault/queries.py",
        "cableroom.gate.publish",
        "The vault does not know the gate nor the public side",
    ),
    ("telegram/posts.py", "lxml", "Telegrams are pure"),
    ("sources/limits.py", "django.conf", "Sources are pure"),
    ("specimen/__init__.py", "click", "The specimen is pure"),
    ("public/editions/queries.py", "cableroom.public.site.addresses", "Layers of the public side"),
    ("sources/decoding.py", "cableroom.cli.private", "Layers of the private side"),
]


def lint(folder: Path) -> dict[str, str]:
    """What import-linter says of each contract of the tree in ``folder``: KEPT or BROKEN."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = dict(re.findall(r"^(\S.*) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    assert verdicts, done.stdout + done.stderr
    assert (done.returncode == 0) == (set(verdicts.values()) == {"KEPT"})
    return verdicts


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to plant imports in."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold() -> None:
    assert lint(ROOT) == dict.fromkeys((contract["name"] for contract in CONTRACTS), "KEPT")


def test_every_contract_breaks_when_it_should(tree: Path) -> None:
    for module, forbidden, _contract in PLANTED:
        path = tree / "src" / "cableroom" / module
        path.write_text(f"{path.read_text('utf-8')}\nimport {forbidden}\n", "utf-8")
    verdicts = lint(tree)
    assert {contract["name"] for contract in CONTRACTS} == {contract for *_planted, contract in PLANTED}
    assert {name for name, verdict in verdicts.items() if verdict == "KEPT"} == set()


def test_a_private_import_in_a_public_page_breaks_the_wall(tree: Path) -> None:
    path = tree / "src" / "cableroom" / "public" / "site" / "views_cable.py"
    hidden = "\ndef late() -> None:\n    from cableroom.private.vault import models\n"
    path.write_text(path.read_text("utf-8") + hidden, "utf-8")
    assert lint(tree)["The public side cannot reach the private side"] == "BROKEN"
