"""A cable page over HTTP, against raw WSGI that sends the same bytes.

python bench/pages.py PUBLISHED; uses wrk where it is installed, else http.client.
"""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from figures import Figure, percentile, report

BIN = Path(sys.executable).parent
RAW = """
PAGE = open({page!r}, "rb").read()
def application(environ, start_response):
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]
    start_response("200 OK", headers)
    return [PAGE]
"""


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


def load(port: int, path: str) -> tuple[float, float]:
    """Requests a second and the 99th percentile in milliseconds, 16 connections for 5 seconds."""
    wrk = shutil.which("wrk")
    if wrk is None:
        times = []
        for _ in range(500):
            start = time.perf_counter()
            get(port, path)
            times.append(time.perf_counter() - start)
        return len(times) / sum(times), percentile(times, 0.99) * 1000
    command = [wrk, "-t1", "-c16", "-d5s", "--latency", f"http://127.0.0.1:{port}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec: +([0-9.]+)", said)[1])  # type: ignore[index]
    late, unit = re.search(r"99% +([0-9.]+)(us|ms|s)", said).groups()  # type: ignore[union-attr]
    return rate, float(late) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def figures(published: Path) -> list[Figure]:
    """Serve one cable page, then the same bytes by raw WSGI under the same server."""
    port = free_port()
    reader = [str(BIN / "cableroom-reader"), "--published", str(published), "serve", "--port", str(port)]
    with running(reader, port):
        listing = get(port, "/search?q=").decode()
        paths = sorted(set(re.findall(r'href="(/cable/[0-9A-Z]+)[#"]', listing)))
        sizes = sorted((len(get(port, path)), path) for path in paths)
        path = sizes[len(sizes) // 2][1]
        page = get(port, path)
        load(port, path)
        rate, late = load(port, path)
        assets = set(re.findall(r'(?:src|rel="stylesheet" href|rel="icon" href)="([^"]+)"', page.decode()))
    folder = published.parent
    (folder / "page.html").write_bytes(page)
    (folder / "rawpage.py").write_text(RAW.format(page=str(folder / "page.html")))
    port = free_port()
    raw = [str(BIN / "granian"), "--interface", "wsgi", "--port", str(port), "--workers", "1"]
    raw += ["--blocking-threads", "4", "--no-ws", "rawpage:application"]
    with running(raw, port, PYTHONPATH=str(folder)):
        load(port, "/")
        raw_rate, raw_late = load(port, "/")
    return [
        Figure("page", "cable page", rate, "requests/s", raw_rate, "raw WSGI, stored bytes"),
        Figure("page", "cable page p99", late, "ms", raw_late, "raw WSGI, stored bytes"),
        Figure("page", "HTML of the median page", len(page), "bytes"),
        Figure("page", "the same, deflated", len(zlib.compress(page, 6)), "bytes"),
        Figure("page", "requests a first view", 1 + len(assets), "requests"),
    ]


if __name__ == "__main__":
    report(figures(Path(sys.argv[1])))
