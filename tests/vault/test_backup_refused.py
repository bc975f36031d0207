"""What is wrong with a backup is found before anything is put in place; what is wrong with a place, too."""

import errno
import io
import os
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from cableroom.cli.lazy import run
from cableroom.cli.private import cableroom
from cableroom.errors import CableroomError
from cableroom.private.vault import age, journal
from cableroom.private.vault.archive import SCHEMA
from cableroom.private.vault.backing_up import back_up
from cableroom.private.vault.backup_format import MANIFEST, Manifest, Unpacking, measured, packed
from cableroom.private.vault.restoring import restore
from gate.archives import Archive
from running import Run
from vault.backups import Key


@pytest.fixture
def plain(home: Path, tmp_path: Path) -> Path:
    """A backup that is not encrypted."""
    Archive(home).hold(881)
    back_up(tmp_path / "plain", keys=[])
    return tmp_path / "plain"


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return Key(tmp_path)


@pytest.fixture
def encrypted(home: Path, tmp_path: Path, key: Key) -> Path:
    Archive(home).hold(881)
    back_up(tmp_path / "encrypted", keys=age.recipients([key.recipient], []))
    return tmp_path / "encrypted"


def refused(source: Path, identity: Path | None = None) -> str:
    """Return the code with which a restore is refused, having seen that it left nothing."""
    beside = sorted(source.parent.iterdir())
    with pytest.raises(CableroomError) as caught:
        restore(source, source.parent / "back", identity=identity)
    assert sorted(source.parent.iterdir()) == beside
    assert caught.value.hint
    return caught.value.code


def opened(path: Path) -> bytes:
    """Return the tar stream of a plain backup."""
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(path.read_bytes())) as stream:
        return stream.read()


def packed_again(path: Path, tar: bytes) -> Path:
    path.write_bytes(zstandard.ZstdCompressor().compress(tar))
    return path


BYTES: list[tuple[str, Callable[[bytes], bytes], str]] = [
    # what is done to the file, why this line is here
    ("half is missing", lambda data: data[: len(data) // 2], "a copy that was broken off"),
    ("the last byte is missing", lambda data: data[:-1], "the checksum at the very end"),
    ("a byte more", lambda data: data + b"\0", "nothing may follow"),
    ("twice", lambda data: data + data, "a second backup behind the first"),
    ("a bit in the middle", lambda data: _flipped(data, len(data) // 2), "a failing disk"),
    ("a bit near the end", lambda data: _flipped(data, len(data) - 3), "the last block, too"),
    ("a bit in the head", lambda data: _flipped(data, 40), "a failing disk"),
    ("only the head", lambda data: data[:30], "a full disk"),
]


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :]


@pytest.mark.parametrize(("what", "change", "why"), BYTES, ids=[line[0] for line in BYTES])
def test_changed_bytes(
    plain: Path, encrypted: Path, key: Key, what: str, change: Callable[[bytes], bytes], why: str
) -> None:
    del what
    for source, identity in ((plain, None), (encrypted, key.identity)):
        source.write_bytes(change(source.read_bytes()))
        # Who cannot open the head cannot tell another key from damage.
        assert refused(source, identity) in {"backup-damaged", "identity-wrong"}, (source.name, why)


def test_every_tenth_byte_of_the_stream_counts(plain: Path) -> None:
    """Whatever bit of the tar stream is changed (by somebody who compresses it again): refused."""
    tar = opened(plain)
    for place in [*range(0, 3000, 97), *range(3000, len(tar), len(tar) // 40), len(tar) - 1]:
        packed_again(plain, _flipped(tar, place))
        assert refused(plain) in {"backup-damaged", "backup-unknown"}, place


def _with_member(name: str, kind: bytes = tarfile.REGTYPE) -> Callable[[bytes], bytes]:
    def change(tar: bytes) -> bytes:
        info = tarfile.TarInfo(name)
        info.type, info.linkname, info.size = kind, "/etc/passwd", 0
        return tar[:-1024] + info.tobuf(tarfile.GNU_FORMAT) + tar[-1024:]

    return change


STREAMS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a member more", _with_member("vault/more")),
    ("a member outside", _with_member("../outside")),
    ("a link more", _with_member("published/link", tarfile.SYMTYPE)),
    ("its manifest twice", lambda tar: tar[:-1024] + tar[:2048] + tar[-1024:]),
    ("no end", lambda tar: tar[:-1024]),
    ("half an end", lambda tar: tar[:-512]),
    ("a longer end", lambda tar: tar + bytes(512)),
]


@pytest.mark.parametrize(("what", "change"), STREAMS, ids=[line[0] for line in STREAMS])
def test_a_stream_with_something_else_in_it(plain: Path, what: str, change: Callable[[bytes], bytes]) -> None:
    packed_again(plain, change(opened(plain)))
    assert refused(plain) == "backup-damaged", what


def members(plain: Path) -> tuple[Manifest, dict[str, bytes]]:
    unpacking = Unpacking(io.BytesIO(opened(plain)))
    held = {one.name: b"".join(unpacking.member(one)) for one in unpacking.manifest.files}
    return unpacking.manifest, held


def forge(plain: Path, held: dict[str, bytes], **stated: object) -> Path:
    """Write a backup of those files as if ``cableroom backup`` had."""
    manifest, _ = members(plain)
    files = [io.BytesIO(data) for data in held.values()]
    entries = tuple(measured(name, file) for name, file in zip(held, files, strict=True))
    forged = replace(manifest, files=entries, **stated)  # type: ignore[arg-type]
    return packed_again(plain, b"".join(packed(forged, files)))


def test_a_forged_backup_that_is_right_is_restored(plain: Path) -> None:
    forge(plain, members(plain)[1])
    assert restore(plain, plain.parent / "back").generation is None


NAMES = [
    "../outside",
    "/outside",
    "vault/lock",
    "vault/../../outside",
    "published/current",
    "published/000001/../../vault/secret",
    "published/000001/search/../../../vault/x",
    "published/000002/manifest.json",
    "published/000001/",
    "published/000001/a\nb",
    "cableroom.toml/x",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_manifest_with_another_file(plain: Path, name: str) -> None:
    forge(plain, {**members(plain)[1], name: b""}, generation=1)
    assert refused(plain) == "backup-damaged"


@pytest.mark.parametrize("name", ["vault/secret", "vault/vault.sqlite3"])
@pytest.mark.parametrize("data", [None, b"x"], ids=["missing", "one byte"])
def test_a_manifest_that_is_no_vault(plain: Path, name: str, data: bytes | None) -> None:
    held = {one: stored for one, stored in members(plain)[1].items() if one != name}
    forge(plain, held if data is None else held | {name: data})
    assert refused(plain) == "backup-damaged"


STATEMENTS = [
    # what the manifest says, and why this line is here
    (b'"modified":0', b'"modified":Infinity', "a number to Python's JSON, and to no clock"),
    (b'"modified":0', b'"modified":1e999', "the same, spelt otherwise"),
    (b'"modified":0', b'"modified":10000000000000000000000', "no system has such a time"),
    (b'"made":"', b'"made":"\\u001b]0;', "it would be shown in a terminal"),
    (b'"made":"2', b'"made":"9999-2', "no time"),
    (b'+00:00"', b'Z"', "the same moment, in another form"),
]


@pytest.mark.parametrize(("said", "forged", "why"), STATEMENTS, ids=[line[2] for line in STATEMENTS])
def test_a_manifest_that_says_what_cannot_be(plain: Path, said: bytes, forged: bytes, why: str) -> None:
    tar = opened(plain)
    begins, size = 512, int(tar[124:135], 8)
    manifest = tar[begins : begins + size]
    assert said in manifest, why
    changed = manifest.replace(said, forged, 1)
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mode = len(changed), 0o600
    rest = tar[begins + size + -size % 512 :]
    packed_again(plain, info.tobuf(tarfile.GNU_FORMAT) + changed + bytes(-len(changed) % 512) + rest)
    assert refused(plain) == "backup-damaged", why


def test_a_manifest_in_another_form(plain: Path) -> None:
    tar = opened(plain)
    assert tar.startswith(MANIFEST.encode())
    packed_again(plain, tar.replace(b'"format":1', b'"format":2', 1))
    assert refused(plain) == "backup-unknown"
    packed_again(plain, tar.replace(b'"format":1', b'"format": ', 1))
    assert refused(plain) == "backup-damaged"


def test_a_backup_of_a_newer_cableroom(plain: Path) -> None:
    held = members(plain)[1]
    newer = plain.with_name("newer")
    newer.write_bytes(held["vault/vault.sqlite3"])
    with closing(sqlite3.connect(newer)) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA + 1}")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    forge(plain, held | {"vault/vault.sqlite3": newer.read_bytes()})
    assert refused(plain) == "vault-newer"


def test_settings_that_cannot_be(plain: Path) -> None:
    forge(plain, members(plain)[1] | {"cableroom.toml": b"nonsense = 1\n"})
    assert refused(plain) == "setting-unknown"


def test_keys(plain: Path, encrypted: Path, key: Key, tmp_path: Path) -> None:
    other = Key(tmp_path, "other")
    nothing = tmp_path / "nothing"
    nothing.write_bytes(b"# no key\n")
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")

    assert refused(encrypted) == "identity-missing"
    assert refused(encrypted, other.identity) == "identity-wrong"
    for path in (key.public, nothing, binary, plain):
        assert refused(encrypted, path) == "identity-invalid"
    assert refused(plain, key.identity) == "backup-plain"
    assert refused(key.public) == "backup-unknown"
    assert refused(nothing) == "backup-unknown"
    # A file of the two keys opens it: people keep several.
    both = tmp_path / "both"
    both.write_text(other.identity.read_text() + key.identity.read_text())
    restore(encrypted, tmp_path / "back", identity=both)


def test_a_secret_half_given_as_recipient_is_not_repeated(
    home: Path, tmp_path: Path, key: Key, run_cableroom: Run
) -> None:
    secret = key.identity.read_text().splitlines()[-1]
    for arguments in (("--to", secret), ("--to-file", key.identity)):
        done = run_cableroom("--home", home, "backup", tmp_path / "out", *arguments)
        assert done.returncode == 1
        assert b"recipient-invalid" in done.stderr
        assert secret[20:].lower().encode() not in (done.stdout + done.stderr).lower()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [(), ("--plain", "--to", "age1x")])
def test_it_is_said_whether_it_is_encrypted(
    home: Path, tmp_path: Path, run_cableroom: Run, arguments: tuple[str, ...]
) -> None:
    done = run_cableroom("--home", home, "backup", tmp_path / "out", *arguments)
    assert done.returncode == 64
    assert not (tmp_path / "out").exists()


def test_a_plain_one_is_warned_of(home: Path, tmp_path: Path, run_cableroom: Run) -> None:
    done = run_cableroom("--home", home, "backup", tmp_path / "out", "--plain")
    assert done.returncode == 0
    assert b"not encrypted" in done.stderr


def _places(home: Path) -> Iterator[tuple[Path, str]]:
    (home.parent / "alias").symlink_to(home / "published")
    (home.parent / "taken").write_bytes(b"mine")
    (home.parent / "link").symlink_to(home.parent / "nowhere")
    yield home / "published" / "out", "backup-place"
    yield home / "published" / ".." / "published" / "out", "backup-place"
    yield home.parent / "alias" / "out", "backup-place"
    yield home / "vault" / "out", "backup-place"
    yield home.parent / "taken", "backup-exists"
    yield home.parent / "link", "backup-exists"


def test_places_for_a_backup(home: Path) -> None:
    for out, code in _places(home):
        with pytest.raises(CableroomError) as caught:
            back_up(out, keys=[])
        assert caught.value.code == code, out
    assert (home.parent / "taken").read_bytes() == b"mine"
    assert sorted(path.name for path in (home / "published").iterdir()) == []


@pytest.mark.usefixtures("home")
def test_a_place_that_is_taken_meanwhile(tmp_path: Path) -> None:
    def told(step: str, done: int, total: int) -> None:
        del done, total
        if step == "Writing":
            (tmp_path / "out").write_bytes(b"mine")

    with pytest.raises(CableroomError) as caught:
        back_up(tmp_path / "out", keys=[], told=told)
    assert caught.value.code == "backup-exists"
    assert (tmp_path / "out").read_bytes() == b"mine"
    assert not list(tmp_path.glob(".out*"))


def test_places_for_an_archive(
    plain: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    for folder, code in (
        (home, "archive-exists"),
        (tmp_path / "full", "folder-not-empty"),
        (plain, "folder-not-empty"),
        (tmp_path / "link", "folder-not-empty"),
    ):
        with pytest.raises(CableroomError) as caught:
            restore(plain, folder)
        assert caught.value.code == code, folder
    with monkeypatch.context() as patched:
        patched.setattr(Path, "is_mount", lambda _path: True)
        with pytest.raises(CableroomError, match="disk of its own"):
            restore(plain, tmp_path / "empty")
    restore(plain, tmp_path / "empty")
    assert (tmp_path / "empty" / "vault" / "secret").exists()


def test_what_fails_behind_the_last_step_is_told_apart(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Or its owner removes what was restored, and begins again."""

    def full(*_words: object, **_detail: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "vault.sqlite3")

    monkeypatch.setattr(journal, "note", full)
    with pytest.raises(SystemExit) as ended:
        run(cableroom, "cableroom", ["restore", str(plain), str(tmp_path / "back")])

    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert f"warning: {tmp_path / 'back'} holds all of it; only opening it failed" in said
    assert "cableroom: io-error: vault.sqlite3: No space left on device" in said
    assert (tmp_path / "back" / "vault" / "secret").exists()


def test_the_folder_that_one_is_in(plain: Path, tmp_path: Path, run_cableroom: Run) -> None:
    (tmp_path / "empty").mkdir()
    done = run_cableroom("restore", "../plain", ".", folder=tmp_path / "empty")
    assert done.returncode == 0, done.stderr
    assert f"{tmp_path / 'empty'} doctor".encode() in done.stdout
    assert (tmp_path / "empty" / "vault" / "secret").exists()
    assert plain.exists()


def _a_blank(folder: Path) -> None:
    (folder / "a b").write_bytes(b"")


def _a_long_name(folder: Path) -> None:
    (folder / ("a" * 100)).write_bytes(b"")


def _no_text(folder: Path) -> None:
    Path(os.fsdecode(bytes(folder) + b"/\xff")).write_bytes(b"")


def _a_link(folder: Path) -> None:
    (folder / "link").symlink_to("/etc/passwd")


def _a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


@pytest.mark.parametrize("put", [_a_blank, _a_long_name, _no_text, _a_link, _a_pipe])
def test_what_no_restore_would_take_is_not_saved(home: Path, put: Callable[[Path], None]) -> None:
    """Or the backup is refused on the day that it is needed."""
    archive = Archive(home)
    archive.hold(881)
    archive.release(881)
    put(archive.published / "000001")

    with pytest.raises(CableroomError) as caught:
        back_up(home.parent / "out", keys=[])

    assert caught.value.code == "published-unsettled"
    assert not list(home.parent.glob("*out*"))
    back_up(home.parent / "out", keys=[], vault_only=True)
    restore(home.parent / "out", home.parent / "back")


def test_two_at_once(plain: Path, tmp_path: Path) -> None:
    codes: list[tuple[str, int]] = []

    def told(step: str, done: int, total: int) -> None:
        del step, done, total
        if not codes:
            with pytest.raises(CableroomError) as caught:
                restore(plain, tmp_path / "back")
            codes.append((caught.value.code, caught.value.exit_status))

    restore(plain, tmp_path / "back", told=told)
    assert codes == [("vault-locked", 75)]
    assert not (tmp_path / ".back.restoring").exists()
