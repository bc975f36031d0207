"""A fresh archive and a folder of files to offer it."""

from pathlib import Path

import pytest

from bad_input.offering import Desk


@pytest.fixture
def desk(home: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Desk:
    """Return a desk with an empty folder."""
    folder = home.parent / "in"
    folder.mkdir()
    return Desk(home, folder, capsysbinary)
