"""``make bench``: run every part in a process of its own and print a table.

python bench/run.py --count 25000 [--json FILE] [--pages PAGE ...]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent


def part(script: str, *arguments: str) -> list[dict[str, object]]:
    """Run one part; its figures."""
    sys.stderr.write(f"bench: {script}\n")
    done = subprocess.run(
        [sys.executable, HERE / script, *arguments], stdout=subprocess.PIPE, check=True, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def show(figures: list[dict[str, object]]) -> None:
    """Print the table."""
    table = Table("part", "what", "value", "unit", "bare", "ratio", "against")
    for figure in figures:
        numbers = [figure["value"], figure["baseline"], figure["ratio"]]
        value, bare, ratio = ("" if n is None else f"{n:,.2f}".rstrip("0").rstrip(".") for n in numbers)
        table.add_row(
            str(figure["part"]),
            str(figure["name"]),
            value,
            str(figure["unit"]),
            bare,
            ratio,
            figure["against"] or "",
        )
    Console(width=150).print(table)


def main() -> None:
    """Measure everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=25_000)
    options.add_argument("--json", type=Path)
    options.add_argument("--pages", nargs="*", default=[], help="saved pages to parse as well")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="cableroom-bench-") as folder:
        figures = part("sizing.py") + part("parsing.py", *chosen.pages)
        figures += part("archive.py", folder, str(chosen.count))
        published = str(Path(folder) / "home" / "published")
        figures += part("searching.py", published) + part("pages.py", published)
    if chosen.json:
        chosen.json.write_text(json.dumps({"count": chosen.count, "figures": figures}, indent=1) + "\n")
    show(figures)


if __name__ == "__main__":
    main()
