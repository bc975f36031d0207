"""A cable's page over HTTP, against raw WSGI under the same server: its template with all at hand, its bytes.

python bench/pages.py page FOLDER COUNT

One process asks, over connections that stay open; the rates are of a CPU second of the server, so that it
does not matter how fast the asking is.  Latency is that of one connection.
"""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from figures import Figure, measure, percentile
from measuring import cpu_of
from questions import QUESTIONS

BIN = Path(sys.executable).parent
CABLES = 50
REQUESTS = 4_000
"""Of each kind; fewer for a small archive, which is measured only to see that measuring works."""
AT_ONCE = 8
A_TURN = 200
"""Requests to one server before the next is asked."""


@dataclass(frozen=True)
class Load:
    """How a server answered."""

    a_second: float
    a_cpu_second: float
    """Of the server's processes."""
    times: list[float]
    """Seconds of each request over one connection."""


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server until the block ends."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=quiet, stderr=quiet)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait()


def get(port: int, path: str) -> bytes:
    """The body of one page."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    return connection.getresponse().read()


class Line:
    """A connection that stays open; http.client would take longer than the server."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)

    def ask(self, path: str) -> None:
        """Send one request."""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def answer(self) -> bytes:
        """The body of the answer to it. Raises RuntimeError where it is no page."""
        head, end, body = b"", b"", b""
        while not end:
            head += self._more()
            head, end, body = head.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *([0-9]+)", head)
        if not head.startswith(b"HTTP/1.1 200") or length is None:
            raise RuntimeError(f"no page but {head[:40]!r}")
        while len(body) < int(length[1]):
            body += self._more()
        return body

    def close(self) -> None:
        """End it."""
        self._socket.close()

    def _more(self) -> bytes:
        if not (received := self._socket.recv(1 << 17)):
            raise RuntimeError("the server closed the connection")
        return received


class Served:
    """A running server that is asked for some pages, over connections that stay open for a turn."""

    def __init__(self, port: int, server: int, paths: list[str]) -> None:
        """Let it warm up. server: its process."""
        self._port, self._server, self._paths = port, server, paths
        self._asked, self._wall, self._cpu = 0, 0.0, 0.0
        self._times: list[float] = []
        with self._open() as lines:
            _rounds(lines, paths)

    def turn(self, requests: int) -> None:
        """Ask for the next pages, several at once, and then for the same one by one."""
        asked = [
            self._paths[number % len(self._paths)] for number in range(self._asked, self._asked + requests)
        ]
        with self._open() as lines:
            cpu, start = cpu_of(self._server), time.perf_counter()
            _rounds(lines, asked)
            self._wall += time.perf_counter() - start
            self._cpu += cpu_of(self._server) - cpu
            self._asked += requests
            for path in asked:
                start = time.perf_counter()
                lines[0].ask(path)
                lines[0].answer()
                self._times.append(time.perf_counter() - start)

    @contextlib.contextmanager
    def _open(self) -> Iterator[list[Line]]:
        """Give new connections: a server closes what is idle while others have their turn."""
        lines = [Line(self._port) for _ in range(AT_ONCE)]
        try:
            yield lines
        finally:
            for line in lines:
                line.close()

    @property
    def load(self) -> Load:
        """How it answered in all its turns."""
        return Load(self._asked / self._wall, self._asked / max(self._cpu, 1e-6), self._times)


def in_turns(servers: list[Served], requests: int) -> list[Load]:
    """Ask each for so many pages, a few of one after a few of the other: what disturbs one disturbs all."""
    for first in range(0, requests, A_TURN):
        for server in servers:
            server.turn(min(A_TURN, requests - first))
    return [server.load for server in servers]


def _rounds(lines: list[Line], paths: list[str]) -> None:
    for first in range(0, len(paths), len(lines)):
        busy = list(zip(lines, paths[first : first + len(lines)], strict=False))
        for line, path in busy:
            line.ask(path)
        for line, _path in busy:
            line.answer()


@contextlib.contextmanager
def reading_room(published: Path) -> Iterator[tuple[int, int]]:
    """Run it; give port and process."""
    port = free_port()
    command = [str(BIN / "cableroom-reader"), "--published", str(published), "serve", "--port", str(port)]
    with running(command, port) as process:
        yield port, process.pid


@contextlib.contextmanager
def raw(application: str, published: Path, names: list[str]) -> Iterator[tuple[int, int]]:
    """Run one of raw_page.py under granian, with the reading room's own number of threads."""
    port = free_port()
    command = [str(BIN / "granian"), "--interface", "wsgi", "--http", "1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", f"raw_page:{application}"]
    variables: Mapping[str, str] = {
        "PYTHONPATH": str(Path(__file__).parent),
        "BENCH_PUBLISHED": str(published),
        "BENCH_CABLES": ",".join(names),
    }
    with running(command, port, **variables) as process:
        yield port, process.pid


def figures(folder: Path, count: int) -> Iterator[Figure]:
    """Serve pages of cables by the reading room and by raw WSGI, in turns; then pages of results."""
    published = (folder / "home" / "published").resolve()
    from viewing import Room, set_up  # noqa: PLC0415 - its settings are this process's from here on

    set_up(published)
    names = Room(published).some(min(count, CABLES))
    paths, requests = [f"/cable/{name}" for name in names], min(REQUESTS, 4 * count)
    results = [f"/search?{urlencode({'q': question.text})}" for question in QUESTIONS]
    with (
        reading_room(published) as ours_at,
        raw("rendered", published, names) as bare_at,
        raw("stored", published, names) as stored_at,
    ):
        page = get(ours_at[0], paths[0])
        ours, bare, stored = in_turns(
            [Served(*place, paths) for place in (ours_at, bare_at, stored_at)], requests
        )
        (searched,) = in_turns([Served(*ours_at, results)], min(2 * len(results), requests))
    rate, unit, against = ours.a_cpu_second, "requests/CPU s", "raw WSGI, same template, context ready"
    yield Figure("page", "cable page", rate, unit, bare.a_cpu_second, against)
    yield Figure(
        "page", "cable page, against its bytes", rate, unit, stored.a_cpu_second, "raw WSGI, stored bytes"
    )
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        late, other = (percentile(times, share) * 1000 for times in (ours.times, bare.times))
        yield Figure("page", f"cable page {name}", late, "ms", other, against)
    yield Figure("page", "cable page, 8 at once", ours.a_second, "requests/s", bare.a_second, against)
    for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
        yield Figure("page", f"result page {name}", percentile(searched.times, share) * 1000, "ms")
    yield Figure("page", "a cable page, deflated", len(zlib.compress(page, 6)), "bytes")
    assets = set(re.findall(r'(?:src|rel="stylesheet" href|rel="icon" href)="([^"]+)"', page.decode()))
    yield Figure("page", "requests a first view", 1 + len(assets), "requests")


if __name__ == "__main__":
    measure({"page": figures})
