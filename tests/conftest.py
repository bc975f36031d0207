"""What every test of the private side starts from: a fresh archive, and the real command.

Django is set up here, once, with the private settings; ``open_archive`` then
only changes which file its connection opens.  A test gets a vault of its own
by asking for ``home``, and commits to it for real.  Without ``home``
pytest-django refuses every query, so no test works on the vault of another.
The public side has other settings, and is tested in processes of its own.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from cableroom.private.vault.archive import create, open_archive
from running import Run, run

os.environ["DJANGO_SETTINGS_MODULE"] = "cableroom.settings.private"
django.setup()


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """Return an archive that nobody opens: ``home`` copies it, which is quicker than making one."""
    folder = tmp_path_factory.mktemp("template") / "archive"
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("CABLEROOM_HOME", str(folder))
        create(folder)
        connections.close_all()
    return folder


@pytest.fixture
def home(
    empty_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """Return a fresh archive, open in this process; CABLEROOM_HOME names it, too."""
    folder = tmp_path / "archive"
    shutil.copytree(empty_archive, folder)
    monkeypatch.setenv("CABLEROOM_HOME", str(folder))
    with django_db_blocker.unblock():
        open_archive(folder)
        yield folder
        connections.close_all()


@pytest.fixture
def run_cableroom() -> Run:
    """Return ``running.run``: ``run_cableroom("--home", home, "list")``."""
    return run
