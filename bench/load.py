"""The reading room under load, while the archive grows and a release is published each minute.

python bench/load.py --minutes 20

Four readers at 50 requests a second each.  No answer may be a 5xx or mix two
generations: every page names its generation, and the same address in the same
generation must always give the same bytes.  Memory and open files of the
server are read from /proc.  Ends with 1 where a request failed.
"""

import argparse
import hashlib
import http.client
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from archive import run
from figures import Figure, percentile
from pages import BIN, free_port, get, running
from run import show

READERS = 4
RATE = 50
"""Requests a second, a reader."""
A_MINUTE = 200
"""Cables that come in, and are released."""
_GENERATION = re.compile(rb"Generation ([0-9]+)\.")


@dataclass
class Tally:
    """What the readers met."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    generations: Counter[int] = field(default_factory=Counter)
    bodies: dict[tuple[str, int], bytes] = field(default_factory=dict)
    """(address, generation) -> digest of the page."""
    mixed: int = 0
    lost: int = 0
    """Requests without any answer."""
    late: int = 0
    """Requests that could not be sent in their second."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, path: str, status: int, body: bytes, seconds: float) -> None:
        """Take one answer down."""
        found = _GENERATION.search(body)
        with self.lock:
            self.times.append(seconds)
            self.statuses[status] += 1
            if found is None:
                return
            number = int(found[1])
            self.generations[number] += 1
            digest = hashlib.sha256(body).digest()
            self.mixed += self.bodies.setdefault((path, number), digest) != digest


def read(port: int, paths: list[str], until: float, seed: int, tally: Tally) -> None:
    """Ask for pages at RATE until that time; one connection, kept open."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice of pages
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    due = time.monotonic()
    while due < until:
        due += 1 / RATE
        time.sleep(max(0.0, due - time.monotonic()))
        path, start = chance.choice(paths), time.perf_counter()
        tally.late += time.monotonic() > due + 1
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            tally.note(path, answer.status, answer.read(), time.perf_counter() - start)
        except (OSError, http.client.HTTPException):
            tally.lost += 1
            connection.close()


def grow(folder: Path, number: int) -> float:
    """Bring more cables in and publish a release of them; give the seconds of the publication."""
    file = folder / "cables.csv"
    run(folder, "specimen", "--count", str(A_MINUTE * (number + 1)), "--seed", "1", "--as", "csv", str(file))
    run(folder, "import", str(file))
    run(folder, "clear", "--all")
    run(folder, "release", "new", "--title", f"Release {number}", "--date", "2010-11-28")
    run(folder, "release", "add", str(number), "--all-cleared", "--limit", str(A_MINUTE))
    for name in ("One", "Two"):
        run(folder, "release", "sign", str(number), "--as", name)
    file.unlink()
    return run(folder, "release", "publish", str(number))


def server_size(parent: int) -> tuple[float, int]:
    """Megabytes and open files of the server's processes."""
    children = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False)  # noqa: S607
    memory, files = 0, 0
    for pid in (str(parent), *children.stdout.split()):
        status = Path(f"/proc/{pid}/status").read_text()
        memory += int(re.search(r"VmRSS:\s+([0-9]+)", status)[1])  # type: ignore[index]
        files += len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return memory / 1024, files


def figures(folder: Path, minutes: float) -> tuple[list[Figure], bool]:
    """Let the readers read and the archive grow; say whether every answer was right."""
    subprocess.run([BIN / "cableroom", "init", folder / "home"], check=True, stdout=subprocess.DEVNULL)
    grow(folder, 1)
    port, tally = free_port(), Tally()
    published = str(folder / "home" / "published")
    command = [str(BIN / "cableroom-reader"), "--published", published, "serve", "--port", str(port)]
    sizes, builds, number = [], [], 1
    with running(command, port) as process:
        cables = sorted(set(re.findall(r'href="(/cable/[0-9A-Z]+)', get(port, "/search?q=").decode())))
        paths = ["/", "/search?q=", "/search?q=minister", "/search?q=%22the+government%22+trade", *cables]
        until = time.monotonic() + minutes * 60
        readers = [
            threading.Thread(target=read, args=(port, paths, until, seed, tally)) for seed in range(READERS)
        ]
        for reader in readers:
            reader.start()
        due = time.monotonic()
        while time.monotonic() < until:
            sizes.append(server_size(process.pid))
            if time.monotonic() >= due and until - due > 20:
                number, due = number + 1, due + 60
                builds.append(grow(folder, number))
            time.sleep(2)
        for reader in readers:
            reader.join()
    asked = sum(tally.statuses.values())
    wrong = asked - tally.statuses[200]
    first, last = sizes[len(sizes) // 4], sizes[-1]
    against = "after a quarter of the time"
    return [
        Figure("load", "answers", asked, "", READERS * RATE * minutes * 60, "asked for"),
        Figure("load", "other than 200, or none", wrong + tally.lost, ""),
        Figure("load", "mixed of two generations", tally.mixed, ""),
        Figure("load", "generations seen", len(tally.generations), "", number, "published"),
        Figure("load", "answer p50", percentile(tally.times, 0.5) * 1000, "ms"),
        Figure("load", "answer p99", percentile(tally.times, 0.99) * 1000, "ms"),
        Figure("load", "slowest answer", max(tally.times) * 1000, "ms"),
        Figure("load", "publication, slowest", max(builds, default=0), "s"),
        Figure("load", "memory of the server", last[0], "MB", first[0], against),
        Figure("load", "open files of the server", last[1], "", first[1], against),
    ], not (wrong or tally.lost or tally.mixed)


def main() -> None:
    """Run the load and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=1.0)
    with tempfile.TemporaryDirectory(prefix="cableroom-load-") as folder:
        found, right = figures(Path(folder), options.parse_args().minutes)
    show([{**asdict(figure), "ratio": figure.ratio} for figure in found])
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
