"""Encrypting to age keys, and decrypting: streams in, streams out, in the format of age-encryption.org/v1.

A recipient is the public half of a key (``age1...``), an identity the secret
half.  No message here repeats what it was given: it may be a secret half.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import pyrage

from cableroom.private.vault.backup_errors import (
    BackupDamaged,
    IdentityInvalid,
    IdentityWrong,
    RecipientInvalid,
)

MAGIC: Final = b"age-encryption.org/v1\n"
"""How every encrypted file begins."""
_LARGEST_KEY_FILE: Final = 1024 * 1024
"""Characters; a key has less than a hundred."""

T = TypeVar("T")


class Readable(Protocol):
    """What is read."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most ``size`` bytes; none at the end."""


class Writable(Protocol):
    """What is written."""

    def write(self, data: bytes, /) -> int:
        """Take all of ``data``."""


def recipients(stated: Iterable[str], files: Iterable[Path]) -> list[Any]:
    """Return the keys to encrypt to.

    stated: public halves; files: of such, one a line, with ``#`` before a comment.
    Raises RecipientInvalid, naming which: something else, or a file without any.
    """
    found = [
        _key(pyrage.x25519.Recipient.from_str, one, RecipientInvalid, f"recipient {number}")
        for number, one in enumerate(stated, 1)
    ]
    for path in files:
        found += _keys(path, pyrage.x25519.Recipient.from_str, RecipientInvalid)
    return found


def identities(path: Path) -> list[Any]:
    """Return the secret keys of a file such as ``age-keygen`` writes. Raises IdentityInvalid."""
    return _keys(path, pyrage.x25519.Identity.from_str, IdentityInvalid)


def encrypt(source: Readable, sink: Writable, keys: Sequence[Any]) -> None:
    """Read ``source`` to its end and write it to ``sink`` so that each of ``keys`` alone opens it.

    Memory: a few blocks of 64 kB.  What ``source`` and ``sink`` raise is raised here.
    """
    ends = _Source(source), _Sink(sink)
    try:
        pyrage.encrypt_io(*ends, keys)
    finally:
        _raise_first(ends)


def decrypt(source: Readable, sink: Writable, keys: Sequence[Any]) -> None:
    """Read an encrypted ``source`` to its end and write what it holds to ``sink``.

    Until this returns, what is in ``sink`` may be the beginning of something that was cut.
    Raises IdentityWrong, BackupDamaged, and what ``source`` and ``sink`` raise.
    """
    ends = _Source(source), _Sink(sink)
    try:
        pyrage.decrypt_io(*ends, keys)
    except (pyrage.DecryptError, OSError) as exc:
        _raise_first(ends)
        # The library has one class for everything that is wrong with a head.
        if isinstance(exc, pyrage.DecryptError) and str(exc) == "No matching keys found":
            raise IdentityWrong("none of the keys opens the backup") from exc
        raise BackupDamaged("the encrypted file was cut or changed") from exc
    _raise_first(ends)


class _End:
    """One end of a stream; remembers what it raised.

    The library passes on only its words; and of the last bytes written, which it
    may hold back until it lets the stream go, not even those.
    """

    def __init__(self) -> None:
        self.raised: BaseException | None = None

    def _call(self, function: Callable[[], T]) -> T:
        try:
            return function()
        except BaseException as exc:
            self.raised = exc
            raise


class _Source(_End):
    def __init__(self, source: Readable) -> None:
        super().__init__()
        self._source = source

    def read(self, size: int = -1) -> bytes:
        return self._call(lambda: self._source.read(size))


class _Sink(_End):
    def __init__(self, sink: Writable) -> None:
        super().__init__()
        self._sink = sink

    def write(self, data: bytes) -> int:
        return self._call(lambda: self._sink.write(data))

    def flush(self) -> None:
        """Do nothing: whoever opened the file flushes it."""


def _raise_first(ends: Iterable[_End]) -> None:
    for end in ends:
        if end.raised is not None:
            raise end.raised


def _keys(
    path: Path, read: Callable[[str], Any], invalid: type[RecipientInvalid | IdentityInvalid]
) -> list[Any]:
    try:
        with path.open(encoding="ascii") as file:
            text = file.read(_LARGEST_KEY_FILE)
    except UnicodeDecodeError as exc:
        raise invalid(f"{path} is no file of keys") from exc
    found = [
        _key(read, line, invalid, f"line {number} of {path}")
        for number, line in enumerate(map(str.strip, text.splitlines()), 1)
        if line and not line.startswith("#")
    ]
    if not found:
        raise invalid(f"{path} holds no key")
    return found


def _key(
    read: Callable[[str], Any], stated: str, invalid: type[RecipientInvalid | IdentityInvalid], place: str
) -> Any:  # noqa: ANN401 - the library's keys have no types
    try:
        return read(stated)
    # Without ``from``: the library's words may repeat what it was given.
    except (pyrage.RecipientError, pyrage.IdentityError):
        raise invalid(f"{place} is no age key of that kind") from None
