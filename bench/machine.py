"""On what the figures were measured: facts that explain them, and nothing that names anybody."""

import os
import platform
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def machine() -> dict[str, Any]:
    """Cores, memory, versions, commit, date, and how busy the machine was with other things."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "commit": _commit(),
        "cores": len(os.sched_getaffinity(0)),
        "processor": _line("/proc/cpuinfo", "model name"),
        "memory_gb": round(int(_line("/proc/meminfo", "MemTotal").split()[0]) / 1e6),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("tantivy", "granian", "django")},
    }


def _commit() -> str:
    """The short hash, with + where the source was changed since; "" outside of a checkout."""
    git = shutil.which("git")
    if git is None:
        return ""

    def said(*arguments: str) -> str:
        done = subprocess.run([git, *arguments], cwd=_HERE, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = said("status", "--porcelain", "--", "../src", "../bench")
    return said("rev-parse", "--short=10", "HEAD") + ("+" if changed else "")


def _line(file: str, name: str) -> str:
    """The value of the first line that begins with ``name``."""
    lines = Path(file).read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "0")
