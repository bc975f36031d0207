"""The house stays small: modules, functions, files, and no room for what nobody could name."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "cableroom"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
NAMELESS = {"utils", "util", "helpers", "helper", "services", "service", "managers", "manager", "misc"}
MODULE_LINES = 300
FUNCTION_LINES = 50
FILE_BYTES = 300_000


def test_modules_are_short() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length >= MODULE_LINES} == {}


def test_functions_are_short() -> None:
    too_long = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                length = node.end_lineno - node.lineno + 1
                if length >= FUNCTION_LINES:
                    too_long[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = length
    assert too_long == {}


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert [str(path.relative_to(ROOT)) for path in silent] == []


def test_no_module_is_nameless() -> None:
    named = [*SOURCE.rglob("*.py"), *(path for path in SOURCE.rglob("*") if path.is_dir())]
    assert [str(path.relative_to(ROOT)) for path in named if path.stem in NAMELESS] == []


def test_no_large_file_is_kept() -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git here")
    listed = subprocess.run([git, "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size for path in files if path.is_file()}
    assert {name: size for name, size in sizes.items() if size > FILE_BYTES} == {}
