"""Ends a process at every step that touches the disk, and looks at what is left.

    python killing.py TEMPLATE FOLDER ACTION kill|fail STRIDE

TEMPLATE is an archive; a fresh copy of it goes through ACTION in a process that
kills itself (SIGKILL), or with ``fail`` meets a full disk, at step n, for n = 0,
STRIDE, 2 STRIDE ... until the action is let finish.  After each of them another
process looks: readers must have a whole generation, before or after; and once
what was left is settled, everything must be whole and the action must succeed
where it had not.  Prints a line for each n.
"""

import contextlib
import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path

from cableroom import durable
from cableroom.private.vault.archive import open_archive, set_up_django

set_up_django()

from cableroom.gate import publication, settling  # noqa: E402 - needs Django
from cableroom.gate.diagnosis import diagnose  # noqa: E402 - needs Django
from cableroom.gate.errors import NotReleased, NowhereToRollBack  # noqa: E402 - needs Django
from cableroom.private.vault import journal  # noqa: E402 - needs Django
from cableroom.private.vault.errors import ReleasePublished  # noqa: E402 - needs Django
from cableroom.private.vault.models import Release  # noqa: E402 - needs Django
from cableroom.public.editions.verifying import verify_published  # noqa: E402 - needs no Django


def publish() -> None:
    with contextlib.suppress(ReleasePublished):
        publication.publish_release(Release.objects.order_by("pk").reverse()[0].pk)


def withdraw() -> None:
    with contextlib.suppress(NotReleased):
        publication.withdraw("07BERN881", reason="harm", names=("A", "B"), on=date(2010, 12, 24))


def rollback() -> None:
    # One generation before the current one is kept, so a second rollback is refused.
    with contextlib.suppress(NowhereToRollBack):
        publication.rollback()


ACTIONS: dict[str, Callable[[], None]] = {"publish": publish, "withdraw": withdraw, "rollback": rollback}
FAILED = 28
"""Exit status of a process that met the full disk, and said so."""
STEPS = (
    (durable, "write_file"),
    (durable, "make_directory"),
    (durable, "settle_tree"),
    (durable, "sync_tree"),
    (durable, "move_directory"),
    (durable, "point_link"),
    (durable, "remove_tree"),
    (settling, "carry_out"),
    (journal, "note"),
)


def arm(fatal: int, how: str) -> None:
    """Let the process end at the step of that number; each function has one before and one after it."""
    steps = count()

    def step() -> None:
        if next(steps) != fatal:
            return
        if how == "fail":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.kill(os.getpid(), signal.SIGKILL)

    def deadly(function: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*arguments: object, **named: object) -> object:
            step()
            result = function(*arguments, **named)
            step()
            return result

        return wrapped

    for module, name in STEPS:
        setattr(module, name, deadly(getattr(module, name)))


def in_a_process(work: Callable[[], None]) -> int:
    """Run ``work`` in a process of its own; return its exit status, negative for a signal."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        except OSError as exc:
            status = FAILED if exc.errno == errno.ENOSPC else 1
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def faults(home: Path) -> Iterator[str]:
    """Give all that is wrong with what readers get."""
    for checked in verify_published(home / "published"):
        for damage in checked.damages:
            # What the swap was about to clear away may stand beside the generations for a moment.
            if not damage.place.startswith("."):
                yield f"{damage.place} {damage.what}"


def look(home: Path, act: Callable[[], None]) -> None:
    open_archive(home)
    if found := list(faults(home)):
        sys.exit(f"after the kill: {found}")
    settling.recover()
    act()
    if found := [f"{f.place} {f.what}" for c in diagnose() for f in c.findings if f.bars]:
        sys.exit(f"after the recovery: {found}")


def main(template: str, folder: str, action: str, how: str, stride: str) -> None:
    home, act = Path(folder), ACTIONS[action]
    for fatal in count(step=int(stride)):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(template, home, symlinks=True)

        def doomed(fatal: int = fatal) -> None:
            open_archive(home)
            arm(fatal, how)
            act()

        status = in_a_process(doomed)
        if status not in (0, FAILED, -signal.SIGKILL):
            sys.exit(f"step {fatal}: exit status {status}")
        if in_a_process(lambda: look(home, act)) != 0:
            sys.exit(f"step {fatal}: see above")
        print(fatal, status, flush=True)  # noqa: T201 - read by the test
        if status == 0:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
