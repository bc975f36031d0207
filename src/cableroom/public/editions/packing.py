"""How values lie in a generation's columns: zstd of UTF-8 text, zstd of JSON, canonical JSON.

The same value always gives the same bytes.
"""

import json
import threading
from functools import lru_cache
from typing import Any, Final

import orjson
import zstandard

# 3 of 22: measured, level 9 costs five times the time for 6 % less space.
_LEVEL: Final = 3


class _Packer(threading.local):
    """One for each thread, which none may share; making one takes longer than using it."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress
        self.decompress = zstandard.ZstdDecompressor().decompress


_packer: Final = _Packer()


def pack_text(text: str) -> bytes:
    """Return ``text`` as zstd of UTF-8 with a checksum. Raises UnicodeEncodeError on a lone surrogate."""
    return _packer.compress(text.encode())


def unpack_text(packed: bytes | memoryview) -> str:
    """Return the text that ``pack_text`` packed. Raises zstandard.ZstdError: it was altered since."""
    return _packer.decompress(packed).decode()


def pack_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Return a JSON value as zstd; the order of its keys is kept, for readers."""
    return _packer.compress(_json(value))


def unpack_json(packed: bytes | memoryview) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value that ``pack_json`` packed."""
    return orjson.loads(_packer.decompress(packed))


@lru_cache(maxsize=4_096)
def strings_of(column: str) -> tuple[str, ...]:
    """Return the strings of a JSON list; the same few lists stand in most rows."""
    return tuple(orjson.loads(column))


def places_of(column: str) -> tuple[tuple[str, int], ...]:
    """Return the (name, place) pairs of a JSON list, as the column ``anchors`` has them."""
    return tuple((name, start) for name, start in orjson.loads(column))


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Return the one UTF-8 form of a JSON value: sorted keys, no spaces, one final line feed.

    Raises UnicodeEncodeError on a lone surrogate.
    """
    return _json(value, in_order=True) + b"\n"


def _json(value: Any, *, in_order: bool = False) -> bytes:  # noqa: ANN401 - any JSON value
    """Return a JSON value without spaces, as UTF-8. in_order: sort the keys."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS if in_order else None)
    except orjson.JSONEncodeError:
        # The same bytes, ten times slower: it takes what orjson does not, or says what is wrong with it.
        text = json.dumps(
            value, ensure_ascii=False, sort_keys=in_order, separators=(",", ":"), allow_nan=False
        )
        return text.encode()
