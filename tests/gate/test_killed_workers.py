"""A process that works for a publication is killed, as for lack of memory: one error, nothing changed."""

import signal
from collections.abc import Callable
from subprocess import Popen
from typing import Any

import pytest

from cableroom.cli.lazy import run
from cableroom.cli.private import cableroom
from cableroom.gate import reading, standing, subjects, workers
from cableroom.private.vault.models import Publication
from cableroom.public.search import building
from gate.archives import Archive


def killed(*_arguments: object) -> None:
    """Stand for the work of a process; nothing can be caught of it."""
    signal.raise_signal(signal.SIGKILL)


class Killed(Popen[str]):
    """A process that is killed as soon as it runs."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - those of Popen
        super().__init__(*arguments, **options)
        self.send_signal(signal.SIGKILL)


def replaced(module: object, name: str, by: object) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda monkeypatch: monkeypatch.setattr(module, name, by)


KILLED = [
    # what is replaced, the error, what the killed process was doing
    (replaced(standing, "_published", killed), "worker-killed", "parsing"),
    (replaced(building, "Popen", Killed), "index-not-built", "indexing"),
    (replaced(subjects, "_subjects", killed), "worker-killed", "reading what is not released"),
    (replaced(reading, "_part", killed), "worker-killed", "reading all again"),
]


@pytest.mark.parametrize(("kill", "code", "doing"), KILLED, ids=[row[-1] for row in KILLED])
def test_one_clear_error_and_the_old_generation_is_served(
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kill: Callable[[pytest.MonkeyPatch], None],
    code: str,
    doing: str,
) -> None:
    archive.hold(881, 882, 883)
    archive.release(881)
    before = archive.public_bytes()
    release = archive.sign(882)
    arguments = ["--home", str(archive.home), "release", "publish", str(release.pk)]

    with monkeypatch.context() as patched:
        patched.setattr(workers, "_WORTH_IT", 1)
        patched.setattr(building, "_TWO_PROCESSES_FROM", 1)
        kill(patched)
        with pytest.raises(SystemExit) as ended:
            run(cableroom, "cableroom", arguments)

    said = capsys.readouterr().err
    assert ended.value.code == 1, doing
    assert f"cableroom: {code}: " in said
    assert "hint: " in said
    assert "Traceback" not in said
    assert archive.public_bytes() == before
    assert archive.folders() == ["000001", "current -> 000001"]
    assert not list((archive.home / "vault").glob("staging/*"))
    assert not Publication.objects.filter(done=False).exists()

    with pytest.raises(SystemExit) as again:
        run(cableroom, "cableroom", arguments)
    assert again.value.code == 0
    assert archive.folders() == ["000001", "000002", "current -> 000002"]
