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
from cableroom.public.editions import row_checks
from cableroom.public.search import building
from gate.archives import Archive
from killing import killed


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


def test_a_doctor_says_which_check_was_not_done(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A killed process says nothing about what is published, so nobody is told to build it anew."""
    archive.hold(881)
    archive.release(881)
    monkeypatch.setattr(row_checks, "_WORTH_IT", 1)
    monkeypatch.setattr(row_checks, "_part", killed)

    with pytest.raises(SystemExit) as ended:
        run(cableroom, "cableroom", ["--home", str(archive.home), "doctor"])

    said = capsys.readouterr()
    assert ended.value.code == 1
    assert "NOT DONE published" in said.out
    assert "The check came to no end: a process that shares in the work was ended from outside" in said.out
    assert "FAULT" not in said.out
    assert "rebuild" not in said.out
    assert "ok       agreement" in said.out
    assert said.err == "1 check not done\n"
