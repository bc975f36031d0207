"""Every limit of sources/limits.py, one below it, at it, and one above it.

The large ones are lowered for the test, by the name that the readers look them up by.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import pytest

from bad_input.offering import BODY, TELEGRAM, page, table_row
from cableroom.errors import CableroomError
from cableroom.sources import RawRecord, limits, read_path
from cableroom.sources.archives.base import Allowance, Names
from cableroom.sources.errors import ArchiveOverLimit
from cableroom.sources.opening import open_regular
from cableroom.sources.stated import read_coverage, read_reference_id
from sources.archives_made import MAKERS, made_tar, made_zip


def codes(data: bytes, *, as_format: str | None = None) -> list[str]:
    """What reading gives: ``ok``, or the codes of problems, of a reject, of a refusal."""
    found: list[str] = []
    with NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            for each in read_path(Path(file.name), as_format=as_format):
                found += (each.problems or ["ok"]) if isinstance(each, RawRecord) else [each.code]
        except CableroomError as exc:
            found.append(exc.code)
    return found


def line(size: int) -> str:
    """The code for a line of so many bytes, two of which are one letter."""
    (code,) = codes(TELEGRAM.replace("1. (C)", "é" + "x" * (size - 2) + "\n1. (C)").encode())
    return code


def column(size: int) -> str:
    (code,) = codes(table_row(body=BODY.ljust(size)))
    return code


def one_page(size: int) -> str:
    (text,) = codes(TELEGRAM.ljust(size).encode())
    (saved,) = codes(page().ljust(size))
    captured = (
        "Viewing cable 07BERN1, X\nReference ID | Date |\n07BERN1 | 2007-11-03 05:03 |\n" + TELEGRAM
    ).ljust(size)
    (third,) = codes(captured.encode(), as_format="cablegate_page_text")
    assert text == saved.replace("created-minutes-unsure", "ok") == third
    return text


def cable(size: int) -> str:
    """Of a text of so many bytes, two of which are one letter."""
    (code,) = codes((TELEGRAM + "é\n").ljust(size - 1).encode())
    return code


def file_of(size: int, folder: Path) -> str:
    path = folder / "large"
    with path.open("wb") as file:
        file.truncate(size)  # takes no room on the disk
    try:
        open_regular(path).close()
        list(read_path(path))
    except CableroomError as exc:
        return exc.code
    return "ok"


def members(count: int) -> str:
    """The last code of an archive of so many; of every kind the same."""
    files = [(f"{n}.txt", TELEGRAM.encode()) for n in range(count)]
    said = {kind: codes(make(files))[-1] for kind, make in MAKERS.items()}
    assert len(set(said.values())) == 1, said
    return said["zip"]


def unpacked(size: int) -> str:
    """Of members of so many bytes together; a tar has its own headers among them where it is packed."""
    data = TELEGRAM.encode()
    files = [("1.txt", data), ("2.txt", data.ljust(size - len(data)))]
    said = {kind: codes(make(files))[-1] for kind, make in MAKERS.items() if kind != "tar.gz"}
    said["gz"] = codes(gzip.compress(data.ljust(size)))[-1]
    assert len(set(said.values())) == 1, said
    return said["zip"]


def packed_tar(size: int) -> str:
    """Of a packed tar of so many bytes, its headers and its padding included."""
    tar = made_tar([("1.txt", TELEGRAM.encode())])
    return codes(gzip.compress(tar.ljust(size, b"\0")))[-1]


def member_name(size: int) -> str:
    return Names().fault("x" * size) or "ok"


def reference(size: int) -> str:
    return "ok" if read_reference_id("07BERN" + " " * (size - 7) + "1") else "refused"


def stated(size: int) -> str:
    return codes(table_row(origin="é" + "x" * (size - 2)))[0]


def address(size: int) -> str:
    return "ok" if read_coverage(["http://a.example/".ljust(size, "x")]) else "left out"


@dataclass(frozen=True)
class Limit:
    """How a limit is tried."""

    told: Callable[..., str]
    """Takes a size or a number, gives a code."""
    over: str
    """The code of one too many."""
    lowered: int | None = None
    """To what, for the test; None: it is tried as it is."""


LIMITS: Final[dict[str, Limit]] = {
    "LINE": Limit(line, "line-long"),
    "FIELD": Limit(column, "field-over-limit", 5_000),
    "PAGE": Limit(one_page, "page-over-limit", 5_000),
    "CABLE": Limit(cable, "cable-over-limit"),
    "FILE": Limit(file_of, "file-over-limit"),
    "MEMBERS": Limit(members, "archive-over-limit", 4),
    "MEMBER_NAME": Limit(member_name, "member-name-unsafe"),
    "UNPACKED": Limit(unpacked, "archive-over-limit", 5_000),
    "REFERENCE_ID": Limit(reference, "refused"),
    "STATED": Limit(stated, "stated-over-limit"),
    "ADDRESS": Limit(address, "left out"),
}
OF_THEIR_OWN: Final = {"RATIO", "UNPACKED_ALWAYS"}
"""They make one allowance together with UNPACKED, see below."""


def test_no_limit_is_forgotten() -> None:
    names = {name for name, value in vars(limits).items() if name.isupper() and isinstance(value, int)}
    assert names - {"KIB", "MIB", "GIB"} == set(LIMITS) | OF_THEIR_OWN


@pytest.mark.parametrize("name", LIMITS)
def test_one_below_at_and_above(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    each = LIMITS[name]
    if each.lowered is not None:
        monkeypatch.setattr(limits, name, each.lowered)
    if name == "FILE":
        monkeypatch.setattr(limits, "PAGE", 1)  # what is read of it
    limit = getattr(limits, name)
    more = (tmp_path,) if name == "FILE" else ()
    said = [each.told(limit + step, *more) for step in (-1, 0, 1)]
    assert said[2] == each.over
    assert each.over not in said[:2]


def test_the_limit_of_a_packed_tar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 20_480)
    assert [packed_tar(20_480 + step) for step in (-1, 0, 1)] == ["ok", "ok", "archive-over-limit"]


@pytest.mark.parametrize(
    ("packed", "allowed"),
    [(10, limits.UNPACKED_ALWAYS), (limits.MIB, limits.RATIO * limits.MIB), (limits.GIB, limits.UNPACKED)],
    ids=["what is always let through", "the ratio", "all that is unpacked"],
)
def test_what_an_archive_of_a_size_may_give(packed: int, allowed: int) -> None:
    for step, kept in ((-1, True), (0, True), (1, False)):
        allowance = Allowance("x", packed=packed)
        allowance.spend(allowed // 2)
        allowance.spend(allowed - allowed // 2 - 1)
        if kept:
            allowance.spend(step + 1)
        else:
            with pytest.raises(ArchiveOverLimit):
                allowance.spend(step + 1)


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "7z"])
def test_the_ratio_is_that_of_the_archive(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_ALWAYS", 1)
    archive = MAKERS[kind]([("1.txt", (TELEGRAM + "At home.\n" * 10_000).encode())])
    size = 92_160 if kind == "tar.gz" else 90_000  # with its header, and what fills its blocks
    for ratio, kept in ((size // len(archive), False), (size // len(archive) + 2, True)):
        monkeypatch.setattr(limits, "RATIO", ratio)
        assert (codes(archive)[-1] == "ok") is kept, ratio


def test_nesting() -> None:
    """An archive is read, one in it is not; a tar and its compression are one."""
    inner = made_zip([("1.txt", TELEGRAM.encode())])
    assert codes(TELEGRAM.encode()) == codes(inner) == ["ok"]
    assert codes(gzip.compress(made_tar([("1.txt", TELEGRAM.encode())]))) == ["ok"]
    assert codes(made_zip([("a.zip", inner)])) == ["archive-nested"]
    assert codes(gzip.compress(inner)) == ["archive-nested"]
