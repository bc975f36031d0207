"""Lines of source and tests, longest module and function."""

import ast
from collections.abc import Iterator
from pathlib import Path

from figures import Figure, report

ROOT = Path(__file__).resolve().parents[1]


def lines(paths: list[Path]) -> int:
    """Lines of all files together."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def longest_function(paths: list[Path]) -> tuple[int, str]:
    """Its lines and its name."""
    best = (0, "")
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                best = max(best, (length, f"{path.name}: {node.name}"))
    return best


def figures() -> Iterator[Figure]:
    """Of this tree."""
    source = [p for p in sorted((ROOT / "src").rglob("*.py")) if "migrations" not in p.parts]
    tests = sorted((ROOT / "tests").rglob("*.py"))
    module = max((lines([path]), path.name) for path in source)
    function = longest_function(source)
    yield Figure("size", "source", lines(source), f"lines in {len(source)} modules")
    yield Figure("size", "tests", lines(tests), f"lines in {len(tests)} files")
    yield Figure("size", "longest module", module[0], f"lines ({module[1]})", 300, "budget")
    yield Figure("size", "longest function", function[0], f"lines ({function[1]})", 50, "budget")


if __name__ == "__main__":
    report(figures())
