"""Settings of the private side: the table, its two sources, and what is refused."""

from pathlib import Path

import pytest
from django.db import router

from cableroom.errors import CableroomError
from cableroom.private.vault.models import Cable
from cableroom.public.editions.models import PublicEdition
from cableroom.settings.common import PRIVATE_VARIABLES
from cableroom.settings.private import PrivateSettings, read_settings
from running import Run


def test_the_defaults_need_no_archive(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)

    assert settings.home == tmp_path
    assert settings.published == tmp_path / "published"
    assert settings.production is False
    assert settings.keep_generations == 3


def test_every_setting_has_its_sentence_its_unit_and_its_variable() -> None:
    for name, field in PrivateSettings.model_fields.items():
        assert (field.description or "").endswith("."), name
        assert isinstance(field.json_schema_extra, dict), name
        assert field.json_schema_extra["unit"], name
    assert {f"CABLEROOM_{name.upper()}" for name in PrivateSettings.model_fields} == PRIVATE_VARIABLES


def test_a_variable_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cableroom.toml").write_text(
        'keep_generations = 5\nproduction = true\npublished = "../out"\n'
    )
    monkeypatch.setenv("CABLEROOM_KEEP_GENERATIONS", "7")

    settings = read_settings(tmp_path)

    assert settings.keep_generations == 7
    assert settings.production is True
    assert settings.published == tmp_path.parent / "out"


REFUSED = [
    # cableroom.toml, code, why this line is here
    ("keep_generation = 3", "setting-unknown", "a misspelling"),
    ('home = "/elsewhere"', "setting-unknown", "the file cannot move the archive it lies in"),
    ("[vault]\nkeep_generations = 3", "setting-unknown", "there are no sections"),
    ("keep_generations = 0", "setting-invalid", "the current one is always kept"),
    ("keep_generations = 'many'", "setting-invalid", "no number"),
    ("production = 'perhaps'", "setting-invalid", "no truth value"),
    ("production = yes", "setting-invalid", "no TOML"),
    ("# \xff", "setting-invalid", "no UTF-8"),
    ('published = "vault/published"', "setting-invalid", "published inside the vault"),
    ('published = "."', "setting-invalid", "the vault inside published"),
    ('published = "vault"', "setting-invalid", "one folder for both"),
    ("published = 3", "setting-invalid", "no path"),
]


@pytest.mark.parametrize(("toml", "code", "why"), REFUSED, ids=[line[2] for line in REFUSED])
def test_refuses(tmp_path: Path, toml: str, code: str, why: str) -> None:
    (tmp_path / "cableroom.toml").write_bytes(toml.encode("latin-1"))

    with pytest.raises(CableroomError) as caught:
        read_settings(tmp_path)

    assert caught.value.code == code, why


def test_a_link_does_not_hide_that_published_lies_in_the_vault(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "published").symlink_to("vault")

    with pytest.raises(CableroomError, match="one inside the other"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"CABLEROOM_HOEM": "x"}, b"setting-unknown: CABLEROOM_HOEM"),
        ({"CABLEROOM_KEEP_GENERATIONS": "-1"}, b"setting-invalid: keep_generations"),
    ],
)
def test_a_bad_variable_stops_the_command_with_a_sentence(
    home: Path, run_cableroom: Run, variables: dict[str, str], code: bytes
) -> None:
    ended = run_cableroom("--home", home, "list", variables=variables)

    assert ended.returncode == 1
    assert code in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_each_side_has_its_database() -> None:
    assert router.db_for_read(Cable) == router.db_for_write(Cable) == "default"
    assert router.db_for_read(PublicEdition) == router.db_for_write(PublicEdition) == "generation"
    assert not router.allow_relation(Cable(), PublicEdition())
    assert router.allow_migrate("default", "vault")
    assert not router.allow_migrate("default", "editions")
    assert not router.allow_migrate("generation", "vault")
