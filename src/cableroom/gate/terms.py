"""The words of texts as they must stand in the index, each different word analysed once."""

from collections.abc import Callable
from typing import Final

# Every analyzer parts words there; bytes of what is not ASCII are left to ours.
_SPLIT: Final = bytes(byte if byte > 127 or chr(byte).isalnum() else ord(" ") for byte in range(256))  # noqa: PLR2004 - the last of ASCII
_MOST_KNOWN: Final = 200_000
"""So many words are remembered; then it begins anew, to hold no more memory for more cables."""


class Terms:
    """Finds the terms of texts, and remembers those of the words that it has met."""

    def __init__(self, words: Callable[[str], list[str]]) -> None:
        """words: gives those of any text, in order; one, for one of ASCII letters and digits."""
        self._words: Final = words
        self._known: Final = _Known(words)

    def of(self, text: str) -> set[str]:
        """Return the different terms of ``text``: what ``words`` gives for the whole of it."""
        # Half a character parts words, as a question mark does.
        data = text.encode(errors="replace")
        pieces = set(data.translate(_SPLIT).split())
        if data.isascii():
            return set(map(self._known.__getitem__, pieces))
        odd = {piece for piece in pieces if not piece.isascii()}
        return set(map(self._known.__getitem__, pieces - odd)).union(self._words(b" ".join(odd).decode()))


class _Known(dict[bytes, str]):
    """The term of each word of ASCII letters and digits, which is just one."""

    def __init__(self, words: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._words: Final = words

    def __missing__(self, piece: bytes) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        (term,) = self._words(piece.decode())
        self[piece] = term
        return term
