"""The reading room under load, while the archive grows and a release is published each minute.

python bench/load.py --minutes 20 [--archive HOME] [--json]

Four readers at 50 requests a second each.  No answer may be a 5xx or mix two generations: each names its
generation in a header, pages say it again, and the same address in the same generation must always give
the same bytes.  Every request has a time at which it is due, and its answer is timed from then on, so that
a server which halts is not spared the requests that could not be sent meanwhile.  Memory and open files of
the server are read from /proc; neither may grow by more than 5 % between the second and the last quarter.
Ends with 1 where any of this failed.

--archive loads a copy of an archive that is there already.  Where a publication takes longer than a minute,
the next one follows when it is done, and the last one is broken off at the end.
"""

import argparse
import hashlib
import http.client
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from editing import Editors
from figures import Figure, percentile
from pages import BIN, free_port, get, running
from run import show

READERS = 4
RATE = 50
"""Requests a second, a reader."""
FIRST = 2_000
"""Cables released before the readers come."""
GROWTH = 1.05
"""What memory and open files may become of what they were."""
SAMPLES_A_SECOND = 1
HEADER = "Cableroom-Generation"
_FOOT = re.compile(rb"Generation ([0-9]+)\.")
SEARCHES = (
    "",
    "minister",
    "%22the+government%22+trade",
    "visa+fraud",
    "tag:PREL+quota",
    "grain&sort=created",
)
KINDS = {"cable": 60, "twin": 5, "search": 15, "browse": 8, "list": 8, "home": 4}
"""Kind of page -> its share of the requests, in hundredths."""
Pages = dict[str, list[str]]


@dataclass
class Tally:
    """What the readers met."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Kind of page -> seconds from when the request was due to its whole answer."""
    late: list[float] = field(default_factory=list)
    """Seconds by which a reader that was free sent a request too late: the fault of this program."""
    statuses: Counter[int] = field(default_factory=Counter)
    generations: Counter[str] = field(default_factory=Counter)
    bodies: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """(address, generation) -> digest of the answer."""
    mixed: list[str] = field(default_factory=list)
    """Addresses."""
    lost: int = 0
    """Requests without any answer."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, path: str, answer: http.client.HTTPResponse, body: bytes) -> None:
        """Take one answer down."""
        named, foot = answer.getheader(HEADER, ""), _FOOT.search(body)
        digest = hashlib.sha256(body).digest()
        with self.lock:
            self.statuses[answer.status] += 1
            self.generations[named] += 1
            known = self.bodies.setdefault((path, named), digest)
            if not named or known != digest or (foot is not None and foot[1].decode() != named):
                self.mixed.append(path)


def read(port: int, pages: Pages, until: float, seed: int, tally: Tally) -> None:
    """Ask for pages at RATE until that time; one connection, kept open."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice of pages
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    kinds, shares = list(KINDS), list(KINDS.values())
    # Not all four in the same instant.
    due = free = time.monotonic() + seed / RATE / READERS
    while due < until:
        time.sleep(max(0.0, due - time.monotonic()))
        kind = chance.choices(kinds, shares)[0]
        path = chance.choice(pages[kind])
        tally.late.append(time.monotonic() - max(due, free))
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            tally.note(path, answer, answer.read())
            tally.times[kind].append(time.monotonic() - due)
        except (OSError, http.client.HTTPException):
            tally.lost += 1
            connection.close()
        free = time.monotonic()
        due += 1 / RATE


def pages_of(port: int) -> Pages:
    """Addresses of each kind: some hundred cables, and the lists that lead to them."""
    facets = ("released", "created", "origin", "tag", "classification")
    lists, cables = [], []
    for facet in facets:
        values = json.loads(get(port, f"/{facet}.json"))["values"]
        values.sort(key=lambda one: -one["count"])
        for one in values[:8]:
            lists.append(f"/{facet}/{one['value']}")
            found = json.loads(get(port, f"{lists[-1]}.json"))
            cables += [cable["reference_id"] for cable in found["cables"]]
            if found["pages"] > 1:
                lists.append(f"{lists[-1]}?page={found['pages']}")
    names = sorted(set(cables))
    return {
        "cable": [f"/cable/{name}" for name in names],
        "twin": [f"/cable/{name}{suffix}" for name in names for suffix in (".json", ".txt")],
        "search": [f"/search?q={words}" for words in SEARCHES] + ["/search.json?q=minister"],
        "browse": [f"/{facet}{suffix}" for facet in facets for suffix in ("", ".json")],
        "list": lists,
        "home": ["/", "/index.json", "/releases.atom"],
    }


def server_size(parent: int) -> tuple[float, float, int]:
    """Megabytes of the workers' own memory, megabytes with the files that they map, and open files."""
    own, mapped, files = 0, 0, 0
    for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        status = Path(f"/proc/{pid}/status").read_text()
        kilobytes = dict(re.findall(r"(Rss[A-Za-z]+|VmRSS):\s+([0-9]+)", status))
        own, mapped = own + int(kilobytes["RssAnon"]), mapped + int(kilobytes["VmRSS"])
        files += len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return own / 1024, mapped / 1024, files


def growths(sizes: list[tuple[float, float, int]]) -> Iterator[tuple[str, str, float, float]]:
    """(name, unit, before, after) of memory and files: medians of the second and of the last quarter."""
    quarter = max(len(sizes) // 4, 1)
    early, late = sizes[quarter : 2 * quarter] or sizes, sizes[-quarter:]
    for place, (name, unit) in enumerate(
        (("memory", "MB"), ("memory with mapped files", "MB"), ("open files", ""))
    ):
        before, after = (statistics.median(size[place] for size in part) for part in (early, late))
        yield name, unit, before, after


def loaded(home: Path, minutes: float, editors: Editors, tally: Tally) -> list[tuple[float, float, int]]:
    """Let the readers read and the editors publish; give the sizes of the server meanwhile."""
    port, sizes = free_port(), []
    command = [str(BIN / "cableroom-reader"), "--published", str(home / "published"), "serve"]
    with running([*command, "--port", str(port)], port) as server:
        pages = pages_of(port)
        until = time.monotonic() + minutes * 60
        work = [
            threading.Thread(target=read, args=(port, pages, until, seed, tally)) for seed in range(READERS)
        ]
        work.append(threading.Thread(target=editors.work))
        for thread in work:
            thread.start()
        while time.monotonic() < until:
            sizes.append(server_size(server.pid))
            time.sleep(1 / SAMPLES_A_SECOND)
        editors.stop()
        for thread in work:
            thread.join()
    return sizes


def figures(home: Path, minutes: float, editors: Editors) -> tuple[list[Figure], list[str]]:
    """The figures of one load, and a sentence for whatever was not right."""
    tally = Tally()
    sizes = loaded(home, minutes, editors, tally)
    asked, wanted = sum(tally.statuses.values()), READERS * RATE * minutes * 60
    other = asked - tally.statuses[200]
    found = [
        Figure("load", "answers", asked, "", wanted, "asked for"),
        Figure("load", "other than 200", other, ""),
        Figure("load", "lost", tally.lost, ""),
        Figure("load", "mixed of two generations", len(tally.mixed), ""),
        Figure(
            "load", "generations seen", len(tally.generations), "", 1 + len(editors.published), "published"
        ),
        Figure("load", "publication, slowest", max(editors.published, default=0), "s"),
        *(
            Figure("load", f"{kind} {name}", percentile(times, share) * 1000, "ms")
            for kind, times in sorted(tally.times.items())
            for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("slowest", 1.0))
        ),
        Figure("load", "readers late p99", percentile(tally.late, 0.99) * 1000, "ms"),
        Figure("load", "readers late, most", max(tally.late) * 1000, "ms"),
    ]
    wrong = [f"{count} answers of {status}" for status, count in tally.statuses.items() if status != 200]
    wrong += [f"{tally.lost} requests without an answer"] if tally.lost else []
    wrong += [f"mixed of two generations: {path}" for path in sorted(set(tally.mixed))]
    wrong += [f"failed: {command}" for command in editors.failed]
    for name, unit, before, after in growths(sizes):
        found.append(
            Figure("load", f"{name} of the server", after, unit, before, "the second quarter of the time")
        )
        # What is mapped belongs to the archive, which grows, and leaves when others need the room.
        if name != "memory with mapped files" and after > before * GROWTH:
            wrong.append(f"{name} grew from {before:.1f} to {after:.1f} {unit}".rstrip())
    return found, wrong


def main() -> None:
    """Run the load and print a table, or JSON."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--minutes", type=float, default=1.0)
    options.add_argument("--archive", type=Path, help="load a copy of this archive")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="cableroom-load-") as folder:
        home = Path(folder) / "home"
        editors = Editors(home)
        if chosen.archive:
            shutil.copytree(chosen.archive, home, symlinks=True)
        else:
            subprocess.run([BIN / "cableroom", "init", home], check=True, stdout=subprocess.DEVNULL)
            editors.release(1, FIRST)
            editors.published.clear()
        found, wrong = figures(home, chosen.minutes, editors)
    table = [{**asdict(figure), "ratio": figure.ratio} for figure in found]
    if chosen.json:
        sys.stdout.write(json.dumps({"figures": table, "wrong": wrong}, indent=1) + "\n")
    else:
        show(table)
    for sentence in wrong:
        sys.stderr.write(f"load: {sentence}\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
