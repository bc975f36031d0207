"""Making and opening an archive: wholly or not at all, and never over another."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from cableroom import durable
from cableroom.errors import CableroomError
from cableroom.private.vault import archive, seals
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.journal import note
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Anchors, Entry
from cableroom.private.vault.seals import broken
from invented import row, section_row
from running import Run


def test_a_new_archive_is_private(tmp_path: Path, run_cableroom: Run) -> None:
    home = tmp_path / "archive"

    ended = run_cableroom("init", home)

    assert ended.returncode == 0, ended.stderr
    assert stat.S_IMODE((home / "vault").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "vault" / "secret").stat().st_mode) == 0o600
    assert len((home / "vault" / "secret").read_bytes()) == archive.SECRET_BYTES
    assert (home / "published").is_dir()
    assert b"keep_generations = 3" in (home / "cableroom.toml").read_bytes()
    assert sorted(entry.name for entry in home.iterdir()) == ["cableroom.toml", "published", "vault"]


def test_an_archive_is_not_made_twice(home: Path, run_cableroom: Run) -> None:
    before = (home / "vault" / "secret").read_bytes()

    ended = run_cableroom("init", home)

    assert ended.returncode == 1
    assert b"archive-exists" in ended.stderr
    assert (home / "vault" / "secret").read_bytes() == before


def test_settings_that_cannot_be_stop_it_before_anything_is_made(tmp_path: Path, run_cableroom: Run) -> None:
    home = tmp_path / "archive"

    ended = run_cableroom("init", home, variables={"CABLEROOM_PUBLISHED": str(home / "vault" / "published")})

    assert ended.returncode == 1
    assert b"one inside the other" in ended.stderr
    assert not home.exists()


def test_the_migrations_are_what_the_models_say(home: Path) -> None:
    del home
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_folder_name_that_is_no_text_will_do(tmp_path: Path, run_cableroom: Run) -> None:
    home = tmp_path / "archive\udcff"

    ended = run_cableroom("init", home)

    assert ended.returncode == 0, ended.stderr
    assert (home / "vault" / "vault.sqlite3").is_file()


def test_a_folder_with_other_things_is_refused(tmp_path: Path, run_cableroom: Run) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    ended = run_cableroom("init", tmp_path)

    assert ended.returncode == 1
    assert b"folder-not-empty" in ended.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_killed_init_is_taken_up_again(tmp_path: Path, run_cableroom: Run) -> None:
    half = tmp_path / ".vault.unfinished"
    half.mkdir()
    (half / "vault.sqlite3").write_bytes(b"half a database")
    (tmp_path / "published").mkdir()

    assert run_cableroom("init", tmp_path).returncode == 0
    assert run_cableroom("--home", tmp_path, "list").returncode == 0
    assert not half.exists()


@pytest.mark.usefixtures("home")
def test_an_init_that_was_killed_twice_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_cableroom: Run
) -> None:
    """The first time as its last step was to come, the second time as it cleared away what the first left."""
    home = tmp_path / "new"
    for name in ("move_directory", "remove_tree"):
        with monkeypatch.context() as kill:
            kill.setattr(durable, name, killed)
            with pytest.raises(KeyboardInterrupt):
                archive.create(home)
        assert (home / "cableroom.toml").exists()

    ended = run_cableroom("init", home)

    assert ended.returncode == 0, ended.stderr
    assert sorted(entry.name for entry in home.iterdir()) == ["cableroom.toml", "published", "vault"]
    assert sorted(entry.name for entry in (home / "vault").iterdir()) == ["secret", "vault.sqlite3"]


def killed(path: Path, target: Path | None = None) -> None:
    if target is None and path.is_dir():
        os.rename(path, path.with_name(f".{path.name}.1.doomed"))  # noqa: PTH104 - what ``durable`` was at
    raise KeyboardInterrupt


@pytest.mark.usefixtures("home")
def test_two_do_not_make_one_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_cableroom: Run
) -> None:
    """Else the first would put in place what the second had only begun."""
    home = tmp_path / "new"
    ended: list[tuple[int, bytes]] = []

    def meanwhile(folder: Path) -> None:
        other = run_cableroom("init", home)
        ended.append((other.returncode, other.stderr))
        sync_tree(folder)

    sync_tree = durable.sync_tree
    monkeypatch.setattr(durable, "sync_tree", meanwhile)

    archive.create(home)

    assert [status for status, _ in ended] == [75], ended
    assert b"vault-locked" in ended[0][1]
    assert run_cableroom("--home", home, "doctor").returncode == 0


def test_the_vault_is_durable_and_strict(home: Path) -> None:
    del home
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "cell_size_check": 1,
        "trusted_schema": 0,
    }
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
    assert found == expected


def test_opening_changes_all_that_names_the_archive(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"

    archive.create(other)

    assert other == settings.CABLEROOM_HOME
    assert other / "vault" == settings.CABLEROOM_VAULT
    assert other / "published" == settings.CABLEROOM_PUBLISHED
    assert len(archive.secret()) == archive.SECRET_BYTES
    assert Entry.objects.get().place == str(other)
    archive.open_archive(home)
    assert home == settings.CABLEROOM_HOME


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("list",), b"archive-missing"), (("show", "07STATE900001"), b"archive-missing")],
)
def test_no_archive_is_a_sentence(
    tmp_path: Path, run_cableroom: Run, arguments: tuple[str, ...], code: bytes
) -> None:
    ended = run_cableroom("--home", tmp_path, *arguments)

    assert ended.returncode == 1
    assert code in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_an_older_cableroom_leaves_a_newer_vault_alone(home: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA user_version = {archive.SCHEMA + 1}")

    with pytest.raises(CableroomError) as caught:
        archive.open_archive(home)

    assert caught.value.code == "vault-newer"


def test_a_vault_from_before_the_seals_gets_them(home: Path) -> None:
    _take_the_seals_away()

    archive.open_archive(home)
    note("Ann", "look", "the first line that is sealed when it is written")

    assert list(broken(connection, archive.secret())) == []
    Entry.objects.all().delete()
    assert list(broken(connection, archive.secret())) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE seal_vault_entry SET sum = 1 WHERE row = 2")
    assert [one.place for one in broken(connection, archive.secret())] == ["vault_entry 2"]


def test_two_may_open_a_vault_from_before_the_seals(
    home: Path, run_cableroom: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take_the_seals_away()

    @contextmanager
    def after_another() -> Iterator[None]:
        assert run_cableroom("--home", home, "list").returncode == 0
        with writer_lock():
            yield

    monkeypatch.setattr(archive, "writer_lock", after_another)
    archive.open_archive(home)
    note("Ann", "look", "a line of the one who came second")

    assert list(broken(connection, archive.secret())) == []


def test_who_connects_while_another_makes_the_seals_keeps_them(
    home: Path, run_cableroom: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take_the_seals_away()
    really = seals.keep

    def before_another(opened: BaseDatabaseWrapper) -> None:
        really(opened)
        monkeypatch.undo()
        assert run_cableroom("--home", home, "list").returncode == 0

    monkeypatch.setattr(seals, "keep", before_another)
    archive.open_archive(home)
    note("Ann", "look", "a line of the one who connected first")

    assert list(broken(connection, archive.secret())) == []


def test_an_older_vault_gets_the_new_tables_and_loses_nothing(home: Path) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(2))
    import_paths([source])
    before = _rows()
    _take_the_newest_tables_away()

    archive.open_archive(home)

    assert list(broken(connection, archive.secret())) == []
    assert _rows() == before
    source.write_bytes(section_row(3, 1, 2) + section_row(3, 2, 2))
    assert import_paths([source]).joined == 1
    assert list(broken(connection, archive.secret())) == []


def test_paragraph_addresses_of_an_older_vault_are_kept(home: Path) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(2))
    import_paths([source])
    _take_the_newest_tables_away()
    old = [(1, "p2", 90), (1, "p1", 7), (2, "p1", 12), (1, "p3", 90)]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO vault_anchor (cable_id, name, start) VALUES (%s, %s, %s)", old)
    connection.close()

    archive.open_archive(home)

    places = dict(Anchors.objects.values_list("cable", "places"))
    assert places == {1: [["p1", 7], ["p2", 90], ["p3", 90]], 2: [["p1", 12]]}
    assert list(broken(connection, archive.secret())) == []


def test_a_kill_while_the_new_tables_are_made_leaves_the_older_vault(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take_the_newest_tables_away()

    def stopped(_connection: BaseDatabaseWrapper) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seals, "seal_new", stopped)
    with pytest.raises(KeyboardInterrupt):
        archive.open_archive(home)
    connection.close()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        assert cursor.execute("PRAGMA user_version").fetchone() == (2,)
    assert "vault_section" not in tables
    monkeypatch.undo()

    archive.open_archive(home)

    assert list(broken(connection, archive.secret())) == []


def test_a_cut_secret_is_refused(home: Path) -> None:
    (home / "vault" / "secret").write_bytes(b"short")

    with pytest.raises(CableroomError) as caught:
        archive.secret()

    assert caught.value.code == "setting-invalid"


def test_a_damaged_database_is_a_sentence(home: Path, run_cableroom: Run) -> None:
    (home / "vault" / "vault.sqlite3").write_bytes(b"no database at all" * 1000)

    ended = run_cableroom("--home", home, "list")

    assert ended.returncode == 1
    assert b"vault-failed" in ended.stderr
    assert b"Traceback" not in ended.stderr


def _take_the_seals_away() -> None:
    """Make the vault one of before there were seals."""
    with connection.cursor() as cursor:
        for name in [name for name in connection.introspection.table_names(cursor) if name[:5] == "seal_"]:
            cursor.execute(f"DROP TABLE {name}")
        cursor.execute("PRAGMA user_version = 1")
    connection.close()


def _take_the_newest_tables_away() -> None:
    """Make the vault one of schema 2, as its own seals describe it."""
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        call_command("migrate", "vault", "0001", verbosity=0, interactive=False)
        for name in ("vault_section", "vault_piece", "vault_pair", "vault_anchors"):
            cursor.execute(f"DROP TABLE seal_{name}")
        # All addresses of a cable had one seal.
        cursor.execute("CREATE TABLE seal_vault_anchor (row INTEGER PRIMARY KEY, sum INTEGER NOT NULL)")
        layout = seals._layout(connection.connection)  # noqa: SLF001 - what that cableroom would have sealed
        cursor.execute("UPDATE seal_archive SET sum = %s WHERE row = 'tables'", [layout])
        cursor.execute("PRAGMA user_version = 2")
    connection.close()


def _rows() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, but those that say which migrations there were."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - {"django_migrations", "seal_archive"}
        return {
            name: cursor.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - names of our own
            for name in sorted(names - {"seal_django_migrations"})
        }
