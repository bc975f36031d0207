"""Streams that are longer than what is ever in memory of them."""


class Repeated:
    """``piece``, ``times`` over, behind ``start``."""

    def __init__(self, piece: bytes, times: int, *, start: bytes = b"") -> None:
        self._piece, self._left = piece, times
        self._rest = start

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes."""
        while len(self._rest) < size and self._left:
            self._rest += self._piece
            self._left -= 1
        given, self._rest = self._rest[:size], self._rest[size:]
        return given
