"""Settings of the public side, read in a process of their own: this one has the private side loaded."""

import json
import subprocess
import sys

import pytest

from cableroom.settings.common import PUBLIC_VARIABLES
from running import environment


def python(program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment(variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def said(program: str, **variables: str) -> str:
    done = python(program, **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_setting_has_its_unit_and_its_variable() -> None:
    program = """
import json
from cableroom.settings.public import PublicSettings
fields = PublicSettings.model_fields
print(json.dumps({name: field.json_schema_extra["unit"] for name, field in fields.items()}))
"""
    units = json.loads(said(program))
    assert all(units.values())
    assert {f"CABLEROOM_{name.upper()}" for name in units} == PUBLIC_VARIABLES


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("https://cables.example", "https://cables.example"),
        ("https://Cables.Example/", "https://cables.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("", ""),
    ],
)
def test_an_origin_is_scheme_and_host(stated: str, read: str) -> None:
    program = "from cableroom.settings.public import CABLEROOM_ORIGIN; print(CABLEROOM_ORIGIN)"
    assert said(program, CABLEROOM_ORIGIN=stated) == f"{read}\n"


def test_nothing_django_brings_is_left_open() -> None:
    program = """
import django, json
from django.conf import settings
django.setup()
print(json.dumps([settings.DEBUG, settings.ALLOWED_HOSTS, settings.MIDDLEWARE, settings.INSTALLED_APPS]))
"""
    debug, hosts, middleware, apps = json.loads(
        said(program, DJANGO_SETTINGS_MODULE="cableroom.settings.public")
    )
    assert (debug, hosts) == (False, [])
    assert middleware == ["cableroom.public.site.middleware.ReadingRoom"]
    assert apps == ["cableroom.public.editions", "cableroom.public.site"]


@pytest.mark.parametrize(
    "name", ["cableroom.private.vault.models", "cableroom.gate", "cableroom.settings.private"]
)
def test_the_wall_stands_first(name: str) -> None:
    done = python(f"import cableroom.settings.public, importlib; importlib.import_module({name!r})")
    assert done.returncode == 1
    assert "is on the private side" in done.stderr


def test_the_running_application_has_loaded_nothing_private() -> None:
    program = """
import sys
import cableroom.public.site.wsgi
print([name for name in sys.modules if name.startswith(("cableroom.private", "cableroom.gate"))])
"""
    assert said(program) == "[]\n"
