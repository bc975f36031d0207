"""The part of a stream that is in memory: what is being read of it, and what was fetched beyond."""

from typing import Final

from cableroom.sources.base import Readable
from cableroom.sources.decoding import BYTE_ORDER_MARK

_CHUNK: Final = 1 << 20


class Window:
    """A stream's bytes from some offset on; a byte order mark at its front is passed over."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._ended = False
        self.bytes = bytearray()
        self.offset = 0
        """Of the first byte in memory."""
        if self.reach(len(BYTE_ORDER_MARK) - 1) and self.bytes.startswith(BYTE_ORDER_MARK):
            self.drop(len(BYTE_ORDER_MARK))

    def reach(self, position: int) -> bool:
        """Read on until ``position`` is in memory; False where the stream ends before it."""
        while position >= len(self.bytes):
            if self._ended or not (chunk := self._stream.read(_CHUNK)):
                self._ended = True
                return False
            self.bytes += chunk
        return True

    def drop(self, count: int) -> None:
        """Forget the first ``count`` bytes."""
        del self.bytes[:count]
        self.offset += count
