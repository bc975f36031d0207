"""Files that this program itself wrote, and that hold no cables as received: told by their beginning."""

import re
from collections.abc import Callable
from typing import BinaryIO, Final

import zstandard

from cableroom.sources import limits
from cableroom.sources.archives import tars
from cableroom.sources.decoding import BYTE_ORDER_MARK

_DATABASE: Final = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_AGE: Final = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_WINDOW: Final = 16 * limits.MIB
"""What zstd may ask for; a backup of ours needs an eighth."""
_BACKUP_BEGINS: Final = b"backup.json\0"
_TAR_HEADER: Final = 512
# Written by json.dumps with these keys in front.
_MANIFEST: Final = (b'{"files":{', b'"generation.sqlite3"')
# Written by `parse`, and for the truth about the specimen: what was read from a text, without the text.
_FIELDS: Final = re.compile(rb'\{"reference_id": (?:null|"[0-9A-Z]{1,64}"), "sent_at":')


def _is_backup(head: bytes) -> bool:
    return head.startswith(_BACKUP_BEGINS) and tars.sniff(head)


def _has(words: tuple[bytes, bytes]) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(words[0]) and words[1] in head


_KINDS: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (lambda head: head.startswith(_DATABASE), "a database, as a vault or a generation is"),
    (lambda head: head.startswith(_AGE), "encrypted with age, as a backup is"),
    (_is_backup, "a backup of an archive"),
    (_has(_MANIFEST), "the manifest of a generation"),
    (lambda head: _FIELDS.match(head) is not None, "a list of what a parser reads from cables"),
)


def own_kind(head: bytes) -> str | None:
    """Return what the file is that begins with ``head``, if it is none of cables but one of ours."""
    head = head.removeprefix(BYTE_ORDER_MARK)
    return next((what for is_it, what in _KINDS if is_it(head)), None)


def own_kind_of(stream: BinaryIO, head: bytes) -> str | None:
    """Return the same of an open file, and see also through the compression of a backup.

    The stream is then where it was: at its beginning.
    """
    if not head.startswith(_ZSTD):
        return own_kind(head)
    unpacked = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(stream, closefd=False)
    try:
        return own_kind(unpacked.read(_TAR_HEADER))
    except zstandard.ZstdError:
        return None
    finally:
        stream.seek(0)
