"""Documentation is a contract: what a user can meet has its row, and no row is of a thing that is gone."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cableroom.private.vault import problems
from cableroom.private.vault.account import REFERENCE_ID_MISSING
from cableroom.public.search.facets import FACETS
from cableroom.settings.private import PrivateSettings
from cableroom.sources import FORMATS, PROBLEMS, REJECTIONS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "cableroom"
DOCS = ROOT / "docs"
# Where errors.md lists what: the heading above each table.
REFUSALS, REJECTS, RECORD_PROBLEMS, TELEGRAM_PROBLEMS = (
    "Refusals",
    "Rejected records",
    "Problems of a record",
    "Problems of a telegram",
)


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def error_classes() -> list[tuple[str, str]]:
    """Code and class of every error that sets a code of its own."""
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if isinstance(line, ast.Assign | ast.AnnAssign) and isinstance(line.value, ast.Constant):
                        target = line.targets[0] if isinstance(line, ast.Assign) else line.target
                        if isinstance(target, ast.Name) and target.id == "code":
                            found.append((str(line.value.value), f"{path.stem}.{node.name}"))
    return found


def telegram_codes() -> set[str]:
    """Every problem code that the readers of a telegram can give: all they write as words-with-hyphens.

    marking.py writes kinds of marks that way, and reference_id.py reasons, which are no problems.
    """
    return {
        node.value
        for path, tree in trees()
        if path.parent.name == "telegram" and path.stem not in ("marking", "reference_id")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"[a-z]+(-[a-z]+)+", node.value)
    }


def rows(page: str, heading: str | None = None) -> list[str]:
    """First cells of a page's tables, without their back-quotes; below one heading, or all."""
    text = (DOCS / page).read_text("utf-8")
    if heading is not None:
        text = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`|]+)`", text, re.MULTILINE)


def test_one_code_is_one_fault() -> None:
    """A fault that is met on both sides has one name too: neither side can import the other's class."""
    names: dict[str, set[str]] = {}
    for code, name in error_classes():
        names.setdefault(code, set()).add(name.partition(".")[2])
    assert {code: classes for code, classes in names.items() if len(classes) > 1} == {}


def test_codes_are_written_alike() -> None:
    codes = (
        {code for code, _ in error_classes()}
        | set(PROBLEMS)
        | set(problems.OF_JOINS)
        | set(REJECTIONS)
        | telegram_codes()
    )
    assert [code for code in sorted(codes) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []


def test_every_refusal_is_documented() -> None:
    assert sorted(rows("errors.md", REFUSALS)) == sorted({code for code, _ in error_classes()} - {"error"})


def test_every_problem_is_documented() -> None:
    assert rows("errors.md", REJECTS) == sorted({*REJECTIONS, REFERENCE_ID_MISSING})
    assert rows("errors.md", RECORD_PROBLEMS) == sorted(PROBLEMS | problems.OF_JOINS)
    assert rows("errors.md", TELEGRAM_PROBLEMS) == sorted(telegram_codes())


def test_what_is_held_back_says_so() -> None:
    text = (DOCS / "errors.md").read_text("utf-8")
    held = set(re.findall(r"^\| `([^`]+)` \| yes \|", text, re.MULTILINE))
    assert held == problems.HELD_BACK


def test_every_command_is_documented() -> None:
    """docs/cli.md is the commands' own help; in a process of its own, as `make docs` runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "cableroom.cli.document"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert (DOCS / "cli.md").read_text("utf-8") == done.stdout, "run `make docs`"


def test_every_setting_is_documented() -> None:
    """With its sentence, as the table of settings has it; the public one is read behind its wall."""
    code = (
        "import json\nfrom cableroom.settings.public import PublicSettings as P\n"
        "print(json.dumps({name: field.description for name, field in P.model_fields.items()}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    public: dict[str, str] = json.loads(done.stdout)
    private = {name: field.description or "" for name, field in PrivateSettings.model_fields.items()}
    text = (DOCS / "settings.md").read_text("utf-8").replace("`", "")
    for name, sentence in [*private.items(), *public.items()]:
        row = rf"^\| CABLEROOM_{name.upper()} \|.*\| {re.escape(sentence.replace('`', ''))}"
        assert re.search(row, text, re.MULTILINE), name
    names = {f"CABLEROOM_{name.upper()}" for name in [*private, *public]}
    assert set(rows("settings.md")) == names


@pytest.mark.parametrize("name", FORMATS)
def test_every_source_format_is_documented(name: str) -> None:
    assert name in rows("telegram.md")


@pytest.mark.parametrize("facet", FACETS, ids=str)
def test_every_facet_is_documented(facet: object) -> None:
    name = facet if isinstance(facet, str) else getattr(facet, "name", None)
    assert name in rows("search.md")
