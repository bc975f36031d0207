"""A server of PostgreSQL for one run: a cluster of its own in a folder, on a socket only.

Debian's packages suffice: ``apt-get install postgresql``.  It refuses to run as root, so it then runs as the
account ``postgres`` that they make.
"""

import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_ACCOUNT = "postgres"
# For one large load and then reading: memory, and no care for a power cut.
_SETTINGS = (
    "listen_addresses=''",
    "shared_buffers=512MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=4GB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "fsync=off",
)


def binaries() -> Path | None:
    """The folder with ``initdb`` of the newest PostgreSQL here; None without one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


class Server:
    """One that runs."""

    def __init__(self, programs: Path, socket: Path) -> None:
        options = f"-X -q -A -t -v ON_ERROR_STOP=1 -U {_ACCOUNT} -d postgres -h".split()
        self._psql = [programs / "psql", *options, socket]

    def say(self, script: str) -> str:
        """What ``psql`` answers to a script."""
        done = subprocess.run(self._psql, input=script, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"psql ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def seconds(self, statements: Sequence[str]) -> list[float]:
        """How long each takes, whose rows are not kept."""
        said = self.say("\\o /dev/null\n\\timing on\n" + "\n".join(statements))
        times = [float(one) / 1000 for one in re.findall(r"^Time: ([0-9.]+) ms", said, re.MULTILINE)]
        if len(times) != len(statements):
            raise RuntimeError(f"psql timed {len(times)} of {len(statements)} statements")
        return times


@contextmanager
def serving(programs: Path, folder: Path) -> Iterator[Server]:
    """Make a cluster in ``folder``, run it, and remove it; elsewhere if its account does not get there."""
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = {"user": _ACCOUNT, "group": _ACCOUNT, "extra_groups": ()}
        if not all(parent.stat().st_mode & stat.S_IXOTH for parent in (folder, *folder.parents)):
            folder = Path(tempfile.gettempdir())
    # The path of a socket may have some hundred letters only, so it is not in the folder.
    with (
        tempfile.TemporaryDirectory(prefix="cableroom-pg-", dir=folder) as data,
        tempfile.TemporaryDirectory(prefix="cableroom-pg-") as socket,
    ):
        if account:
            shutil.chown(data, _ACCOUNT, _ACCOUNT)
            shutil.chown(socket, _ACCOUNT, _ACCOUNT)

        def run(name: str, *arguments: str) -> None:
            quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run(
                [programs / name, "-D", data, *arguments], cwd=data, check=True, **quiet, **account
            )

        run("initdb", "--no-sync", "--auth=trust", f"--username={_ACCOUNT}", "--encoding=UTF8", "--no-locale")
        with (Path(data) / "postgresql.conf").open("a") as stream:
            stream.write("\n".join([*_SETTINGS, f"unix_socket_directories='{socket}'"]) + "\n")
        run("pg_ctl", "--wait", "-l", f"{data}/log", "start")
        try:
            yield Server(programs, Path(socket))
        finally:
            run("pg_ctl", "--wait", "--mode=immediate", "stop")
