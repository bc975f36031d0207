"""The real commands in real processes: an archive, and the reading room over what it published."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

SOURCE = Path(__file__).resolve().parents[1] / "src"


@dataclass(frozen=True)
class Answer:
    """What the reading room sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """Without ``Date``, which is the clock's."""
    body: bytes

    def everything(self) -> bytes:
        """Status, headers and body as one string of bytes."""
        head = "\n".join(f"{name}: {value}" for name, value in self.headers)
        return f"{self.status}\n{head}\n\n".encode() + self.body


def _narrowed(link: str) -> int:
    """How many values of facets an address of a search chooses or excludes."""
    path, _, query = link.partition("?")
    names = [name for name, _value in parse_qsl(query)]
    return sum(name not in ("q", "sort", "page", "lines") for name in names) if "search" in path else 0


def _sight(link: str) -> str:
    """What an address shows in many ways, of which one is enough.

    The same cable, marked for any search; a page of results as another search has it.
    """
    path, _, query = link.partition("?")
    names = {name for name, _value in parse_qsl(query)} & {"hl", "more", "list", "of", "copies"}
    return f"{path} {names}" if names else ""


@dataclass(frozen=True)
class Reader:
    """A running reading room."""

    port: int
    log: Path
    pid: int
    """Of the command; its workers are its children."""

    def get(self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
        """Ask for ``path`` exactly as written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            kept = tuple(sorted((n.lower(), v) for n, v in answer.getheaders() if n.lower() != "date"))
            return Answer(answer.status, kept, answer.read())
        finally:
            connection.close()

    def crawl(self, more: tuple[str, ...] = ()) -> dict[str, Answer]:
        """Every page that can be reached by links from the home page, and ``more``."""
        waiting, seen = ["/", "/robots.txt", *more], dict[str, Answer]()
        marked = set[str]()
        while waiting:
            path = waiting.pop()
            if path in seen or _sight(path) in marked:
                continue
            marked |= {_sight(path)} - {""}
            seen[path] = self.get(path)
            text = seen[path].body.decode("utf-8", "replace")
            links = re.findall(r'(?:href|src|action)="(/[^"#]*)', text)
            # Filters can be laid on filters without end; one on each search shows what each does.
            waiting += [link for link in map(unescape, links) if _narrowed(link) <= 1]
            assert len(seen) < 4000, "the crawl does not end"
        return seen


@dataclass(frozen=True)
class World:
    """An archive and the commands that work in it."""

    home: Path
    source: Path = SOURCE

    def environment(self) -> dict[str, str]:
        """The environment of a command: this source tree first, no setting of ours."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("CABLEROOM_", "DJANGO_"))}
        return {**clean, "PYTHONPATH": str(self.source), "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}

    def command(self, *arguments: str) -> list[str]:
        """``cableroom`` of this world's source tree."""
        start = "from cableroom.cli.private import main; main()"
        return [sys.executable, "-c", start, "--home", str(self.home), *arguments]

    def reader_command(self, *arguments: str) -> list[str]:
        """``cableroom-reader`` of this world's source tree."""
        start = "from cableroom.cli.public import main; main()"
        return [sys.executable, "-c", start, "--published", str(self.published), *arguments]

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run ``cableroom`` and give what it printed; any other exit status fails the test."""
        done = subprocess.run(
            self.command(*arguments), env=self.environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def run_all(self, *commands: Sequence[str]) -> None:
        """Run several ``cableroom`` commands in one process: starting takes longer than the work."""
        script = (
            "import json, sys\n"
            "from cableroom.cli.lazy import run\n"
            "from cableroom.cli.private import cableroom\n"
            "for arguments in json.loads(sys.stdin.read()):\n"
            "    try:\n        run(cableroom, 'cableroom', arguments)\n"
            "    except SystemExit as done:\n        if done.code:\n            raise\n"
        )
        lines = [["--home", str(self.home), *command] for command in commands]
        done = subprocess.run(
            [sys.executable, "-c", script],
            input=json.dumps(lines),
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.returncode}\n{done.stdout}\n{done.stderr}"

    def read(self, *arguments: str, status: int = 0, feed: str = "") -> str:
        """Run ``cableroom-reader`` likewise; feed: its standard input."""
        done = subprocess.run(
            self.reader_command(*arguments),
            env=self.environment(),
            input=feed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @property
    def published(self) -> Path:
        """What the reading room sees."""
        return self.home / "published"

    def files(self) -> dict[str, bytes]:
        """Every public file, by name, with its bytes (a link: where it points)."""
        found = {}
        for path in sorted(self.published.rglob("*")):
            name = str(path.relative_to(self.published))
            if path.is_symlink():
                found[name] = str(path.readlink()).encode()
            elif path.is_file():
                found[name] = path.read_bytes()
        return found

    @contextmanager
    def reader(self, **variables: str) -> Iterator[Reader]:
        """The reading room in a process of its own, on a free port; variables: its settings."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        log = self.home / "reader.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                self.reader_command("serve", "--port", str(port)),
                env={**self.environment(), **variables},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait_for(port, process, log)
                yield Reader(port, log, process.pid)
            finally:
                process.terminate()
                process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the reading room did not start:\n{log.read_text()}")


def new_world(home: Path, *, source: Path = SOURCE) -> World:
    """``cableroom init`` in an empty folder."""
    world = World(home, source)
    start = "from cableroom.cli.private import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, "init", str(home)],
        env=world.environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return world
