"""Archives made for the tests, honest and hostile."""

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from typing import Final

import py7zr

Files = Iterable[tuple[str, bytes]]


def made_zip(files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def made_tar(files: Files, *, format: int = tarfile.PAX_FORMAT) -> bytes:  # noqa: A002 - tarfile's word
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def made_7z(files: Files, *, password: str | None = None) -> bytes:
    out = io.BytesIO()
    filters = None if password else [{"id": py7zr.FILTER_LZMA2, "preset": 0}]  # quick
    with py7zr.SevenZipFile(out, "w", password=password, filters=filters) as archive:
        for name, data in files:
            archive.writestr(data, name)
    return out.getvalue()


def tar_of(*infos: tarfile.TarInfo) -> bytes:
    """Return a tar of members without bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for info in infos:
            archive.addfile(info)
    return out.getvalue()


def special(name: str, kind: bytes, *, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def zipped_link(name: str, target: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    info.comment = target.encode()
    return info


def patched(data: bytes, *, local: int, central: int, form: str, value: int) -> bytes:
    """Return a zip with a number written over in its first member's two headers."""
    changed = bytearray(data)
    struct.pack_into(form, changed, local, value)
    struct.pack_into(form, changed, data.index(b"PK\x01\x02") + central, value)
    return bytes(changed)


MAKERS: Final[dict[str, Callable[[Files], bytes]]] = {
    "zip": made_zip,
    "zip, stored": lambda files: made_zip(files, method=zipfile.ZIP_STORED),
    "tar": made_tar,
    "tar, GNU": lambda files: made_tar(files, format=tarfile.GNU_FORMAT),
    "tar, old": lambda files: made_tar(files, format=tarfile.USTAR_FORMAT),
    "tar.gz": lambda files: gzip.compress(made_tar(files)),
    "7z": made_7z,
}
