"""docs/performance.md from docs/performance.json: its table, and the plot beside it.

python bench/document.py [--docs FOLDER] [--check]; --check writes nothing and ends with 1 where they differ.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from plot import Panel, svg

DOCS = Path(__file__).resolve().parents[1] / "docs"
_JSON, _PAGE, _PLOT = "performance.json", "performance.md", "images/performance.svg"
_BEGIN, _END = "<!-- figures: written by bench/document.py -->", "<!-- end of figures -->"
# Of the tree, and of pages that only one person has.
_LEFT_OUT = ("size", "pages")
# What was meant to be reached, where something was.
_AIMS = {
    ("specimen", "rate of a core"): "1,000",
    ("import", "time"): "360 at 251,287",
    ("import", "peak memory"): "under 1,000",
    ("publish", "time"): "600 at 251,287",
    ("publish", "generation: indexes and texts"): "1.9×",
    ("whole way", "store and index"): "0.6×",
    ("search", "all kinds p50"): "1.3×",
    ("search", "all kinds p95"): "1.3×",
    ("page", "cable page"): "0.35×",
}
_PARTS_OF_PLOT: Mapping[str, Mapping[str, tuple[str, str, float]]] = {
    "Cables a second and core": {
        "import": ("import", "rate of a core", 1),
        "indexes": ("index", "rate of a core", 1),
        "publish": ("publish", "rate of a core", 1),
        "specimen": ("specimen", "rate of a core", 1),
    },
    "Publication, milliseconds a cable": {"publish": ("publish", "time a cable", 1)},
    "A result of a search, milliseconds": {
        "p95": ("search", "all kinds p95", 1),
        "p50": ("search", "all kinds p50", 1),
    },
    "Bytes a cable": {
        "text": ("import", "text", 1e6),
        "vault": ("import", "vault", 1e6),
        "generation": ("publish", "generation", 1e6),
        "its indexes": ("publish", "generation: indexes", 1e6),
    },
    "Peak memory, MB": {
        **{
            part: (part, "peak memory", 1)
            for part in ("specimen", "import", "clear", "release", "publish", "verify")
        },
        **{job: (job, "peak memory, encrypted", 1) for job in ("backup", "restore")},
    },
}
"""Panel -> label -> part, name and factor; what is not a rate or a peak there is divided by the count."""
_A_CABLE = "Bytes a cable"


def record(found: Mapping[str, Any], docs: Path = DOCS) -> None:
    """Put the results of a run into docs/performance.json, instead of an earlier one of its count."""
    figures = [
        {
            **{key: one[key] for key in ("part", "name", "unit", "against") if one[key] is not None},
            **{key: _short(one[key]) for key in ("value", "baseline") if one[key] is not None},
        }
        for one in found["figures"]
        if one["part"] not in _LEFT_OUT
    ]
    entry = {key: found[key] for key in ("count", "machine", "failed")} | {"figures": figures}
    runs = [run for run in recorded(docs) if run["count"] != found["count"]]
    runs = sorted([*runs, entry], key=lambda run: int(run["count"]))
    head = ",\n".join(_written(run) for run in runs)
    (docs / _JSON).write_text(f"[\n{head}\n]\n")


def recorded(docs: Path = DOCS) -> list[dict[str, Any]]:
    """The runs of docs/performance.json, the smallest first."""
    runs: list[dict[str, Any]] = json.loads((docs / _JSON).read_text())
    return runs


def _written(run: Mapping[str, Any]) -> str:
    """One run as JSON, a figure a line."""
    head = json.dumps({key: run[key] for key in ("count", "machine", "failed")})[:-1]
    lines = ",\n".join(f"  {json.dumps(one)}" for one in run["figures"])
    return f'{head}, "figures": [\n{lines}\n]}}'


def _short(number: float) -> float:
    return float(f"{number:.4g}")


def rounded(number: float) -> str:
    """With three significant figures, and all before the point."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{float(f'{number:.3g}'):,.10f}".rstrip("0").rstrip(".")


def section(runs: Sequence[Mapping[str, Any]]) -> str:
    """What stands between the two marks of the page."""
    if not runs:
        return "No run has been recorded yet.\n"
    lines = ["![Growth with the number of cables](images/performance.svg)\n"]
    lines += [f"- {_machine(run)}" for run in runs]
    heads = " | ".join(f"{run['count']:,}" for run in runs)
    lines += [
        "",
        f"| | | {heads} | unit | aim | ratio to |",
        f"| --- | --- |{' --- |' * len(runs)} --- | --- | --- |",
    ]
    cells = [{(one["part"], one["name"]): one for one in run["figures"]} for run in runs]
    rows = {key: one for run in cells for key, one in run.items()}
    for part, of_part in groupby(
        sorted(rows.items(), key=lambda row: _place(row[0], runs)), lambda row: row[0][0]
    ):
        first = part
        for key, one in of_part:
            values = " | ".join(_cell(run.get(key)) for run in cells)
            of = (values, one["unit"], _AIMS.get(key, ""), one.get("against", ""))
            lines.append(f"| {first} | {key[1]} | {' | '.join(of)} |")
            first = ""
    return "\n".join(lines) + "\n"


def _place(key: tuple[str, str], runs: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Where a figure stands among those of the run that has most of them."""
    order = [(one["part"], one["name"]) for one in max(runs, key=lambda run: len(run["figures"]))["figures"]]
    parts = list(dict.fromkeys(part for part, _name in order))
    part = parts.index(key[0]) if key[0] in parts else len(parts)
    return part, order.index(key) if key in order else len(order)


def _machine(run: Mapping[str, Any]) -> str:
    facts = run["machine"]
    text = (
        f"{run['count']:,} cables: {facts['date']}, commit {facts['commit']}, {facts['cores']} cores of "
        f"{facts['processor']}, {facts['memory_gb']} GB, Python {facts['python']}, SQLite {facts['sqlite']}, "
        f"tantivy {facts['tantivy']}; load before it {facts['load_before']}"
    )
    return text + (f". Not measured: {', '.join(run['failed'])}." if run["failed"] else ".")


def _cell(one: Mapping[str, Any] | None) -> str:
    if one is None:
        return ""
    ratio = f" ({rounded(one['value'] / one['baseline'])}×)" if one.get("baseline") else ""
    return rounded(one["value"]) + ratio


def picture(runs: Sequence[Mapping[str, Any]]) -> str:
    """The plot of the runs as SVG."""
    panels = []
    for title, wanted in _PARTS_OF_PLOT.items():
        lines = {}
        for label, (part, name, factor) in wanted.items():
            points = [
                (run["count"], one["value"] * factor / (run["count"] if title == _A_CABLE else 1))
                for run in runs
                for one in run["figures"]
                if (one["part"], one["name"]) == (part, name)
            ]
            if points:
                lines[label] = points
        if lines:
            panels.append(Panel(title, lines))
    return svg(panels, title="Rates, times, sizes and memory by the number of cables")


def made(docs: Path) -> dict[Path, str]:
    """The files as they should be."""
    runs = recorded(docs)
    page = (docs / _PAGE).read_text()
    head, _, rest = page.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    files = {docs / _PAGE: f"{head}{_BEGIN}\n\n{section(runs)}\n{_END}{tail}"}
    return files | ({docs / _PLOT: picture(runs)} if runs else {})


def main() -> None:
    """Write or compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--docs", type=Path, default=DOCS)
    options.add_argument("--check", action="store_true")
    chosen = options.parse_args()
    files = made(chosen.docs)
    if chosen.check:
        other = [file.name for file, text in files.items() if not file.exists() or file.read_text() != text]
        sys.exit(f"run `python bench/document.py` for {', '.join(other)}" if other else 0)
    for file, text in files.items():
        file.write_text(text)


if __name__ == "__main__":
    main()
