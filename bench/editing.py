"""Somebody who brings cables in and publishes a release of them each minute, by the real commands."""

import contextlib
import subprocess
import sys
import threading
import time
from pathlib import Path

BIN = Path(sys.executable).parent
A_MINUTE = 200
"""Cables that come in, and are released."""


class Editors:
    """Bring cables in and publish them, a release a minute, until told to stop."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._stopped = threading.Event()
        self._running: subprocess.Popen[str] | None = None
        self.published: list[float] = []
        """Seconds of each publication."""
        self.failed: list[str] = []
        """Commands."""

    def work(self) -> None:
        """A release a minute; the seed makes other cables each time."""
        seed = 1
        with contextlib.suppress(subprocess.CalledProcessError):
            while not self._stopped.is_set():
                due = time.monotonic() + 60
                seed += 1
                self.release(seed, A_MINUTE)
                self._stopped.wait(max(0.0, due - time.monotonic()))

    def stop(self) -> None:
        """Break off what runs: a publication that is killed is undone by the next command."""
        self._stopped.set()
        if (process := self._running) is not None:
            process.terminate()

    def release(self, seed: int, count: int) -> None:
        """Bring invented cables in and publish a release of them."""
        file = self._home.with_name(f"{seed}.csv")
        self._run("specimen", "--count", str(count), "--seed", str(seed), "--as", "csv", str(file))
        self._run("import", str(file))
        file.unlink()
        self._run("clear", "--all")
        number = self._run("release", "new", "--title", f"Release {seed}", "--date", "2010-11-28").split()[-1]
        self._run("release", "add", number, "--all-cleared", "--limit", str(count))
        for name in ("One", "Two"):
            self._run("release", "sign", number, "--as", name)
        start = time.monotonic()
        self._run("release", "publish", number)
        self.published.append(time.monotonic() - start)

    def _run(self, *arguments: str) -> str:
        command = [str(BIN / "cableroom"), "--home", str(self._home), *arguments]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
            self._running = process
            if self._stopped.is_set():
                process.terminate()
            said, errors = process.communicate()
        self._running = None
        if process.returncode:
            if not self._stopped.is_set():
                self.failed.append(f"{' '.join(arguments)}: {errors.strip()}")
            raise subprocess.CalledProcessError(process.returncode, command)
        return said
