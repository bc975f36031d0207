"""The walls of the process: what the public side cannot import, write or load."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from processes import SOURCE, World

PRIVATE_NAMES = [
    "cableroom.private",
    "cableroom.private.vault.models",
    "cableroom.gate",
    "cableroom.gate.publish",
    "cableroom.settings.private",
]


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a process of its own, without settings of ours but ``environment``."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("CABLEROOM_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        env=clean | {"PYTHONPATH": str(SOURCE)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], sentence: str) -> bool:
    """Say whether the process ended in an error whose last line holds ``sentence``."""
    return done.returncode != 0 and sentence in done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("name", PRIVATE_NAMES)
def test_the_public_process_cannot_import_the_private_side(name: str) -> None:
    by_name = python(f"import cableroom.settings.public\nimport {name}")
    assert refused(by_name, "is on the private side")
    by_string = python(f"import cableroom.settings.public, importlib\nimportlib.import_module('{name}')")
    assert refused(by_string, "is on the private side")


def test_the_wall_stands_before_anything_else_is_read() -> None:
    """A private module that is already there cannot be taken back, so the settings refuse to load."""
    done = python("import cableroom.gate\nimport cableroom.settings.public")
    assert refused(done, "private modules already loaded: cableroom.gate")


def test_a_private_app_among_the_public_ones_does_not_start() -> None:
    done = python(
        "import django\nfrom django.conf import settings\n"
        "settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, 'cableroom.private.vault']\ndjango.setup()",
        DJANGO_SETTINGS_MODULE="cableroom.settings.public",
    )
    assert refused(done, "is on the private side")


def test_a_name_that_only_looks_private_is_no_concern_of_the_wall() -> None:
    done = python("import cableroom.settings.public\nimport cableroom.privateer")
    assert refused(done, "No module named 'cableroom.privateer'")


def test_all_public_modules_together_load_nothing_private() -> None:
    done = python(
        "import importlib, pkgutil, sys\n"
        "import django\ndjango.setup()\n"
        "import cableroom.public, cableroom.cli.public\n"
        "for package in (cableroom.public, cableroom.cli.public):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "print(len([name for name in sys.modules if name.startswith('cableroom.public.')]))\n"
        "print([name for name in sys.modules if name.startswith(('cableroom.private', 'cableroom.gate'))])\n",
        DJANGO_SETTINGS_MODULE="cableroom.settings.public",
    )
    assert done.returncode == 0, done.stderr
    loaded, private = done.stdout.splitlines()
    assert int(loaded) > 20
    assert private == "[]"


def test_the_two_sides_have_different_databases_and_apps() -> None:
    done = python(
        "from django.conf import settings\n"
        "print(settings.INSTALLED_APPS, [d.get('NAME') for d in settings.DATABASES.values()])",
        DJANGO_SETTINGS_MODULE="cableroom.settings.public",
    )
    assert done.returncode == 0, done.stderr
    assert "private" not in done.stdout
    assert "vault" not in done.stdout


def test_a_generation_cannot_be_written_by_its_reader(north: World) -> None:
    done = python(
        "import os, sqlite3\nfrom pathlib import Path\n"
        "from cableroom.public.editions.generation import Generation\n"
        "generation = Generation.open(Path(os.environ['FOLDER']))\n"
        "for sentence in ('CREATE TABLE t (x)', 'DELETE FROM edition', 'DROP TABLE edition'):\n"
        "    try:\n"
        "        generation.connection().execute(sentence)\n"
        "    except sqlite3.OperationalError as refused:\n"
        "        print(refused)\n",
        DJANGO_SETTINGS_MODULE="cableroom.settings.public",
        FOLDER=str(north.published / "current"),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["attempt to write a readonly database"] * 3


def test_no_vault_table_is_in_a_generation(north: World) -> None:
    folder: Path = north.published / "current"
    with sqlite3.connect(f"file:{folder / 'generation.sqlite3'}?mode=ro&immutable=1", uri=True) as connection:
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    connection.close()
    assert tables
    assert not [name for name in tables if name.startswith(("vault_", "auth_", "django_"))]
