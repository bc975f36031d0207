"""What every test of the private side starts from: a fresh archive, and the real command.

Django is set up here, once, with the private settings; ``open_archive`` then
only changes which file its connection opens.  A test gets a vault of its own
by asking for ``home``, and commits to it for real.  Without ``home``
pytest-django refuses every query, so no test works on the vault of another.
The public side has other settings, and is tested in processes of its own.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from cableroom.private.vault.archive import create, open_archive, set_up_django
from running import Run, run

set_up_django()


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """Return an archive that nobody opens: ``home`` copies it, which is quicker than making one."""
    folder = tmp_path_factory.mktemp("template") / "archive"
    with django_db_blocker.unblock():
        create(folder)
        connections.close_all()
    return folder


@pytest.fixture
def home(empty_archive: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """Return a fresh archive, open in this process."""
    folder = tmp_path / "archive"
    shutil.copytree(empty_archive, folder)
    with django_db_blocker.unblock():
        open_archive(folder)
        yield folder
        connections.close_all()


@pytest.fixture
def run_cableroom() -> Run:
    """Return ``running.run``: ``run_cableroom("--home", home, "list")``."""
    return run
