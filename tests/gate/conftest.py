"""A fresh archive, opened in this process."""

from pathlib import Path

import pytest

from gate.archives import Archive


@pytest.fixture
def archive(home: Path) -> Archive:
    return Archive(home)
