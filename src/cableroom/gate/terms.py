"""The words of texts as they must stand in the index, each different word analysed once."""

from collections.abc import Callable
from functools import lru_cache
from itertools import filterfalse
from typing import Final, NamedTuple

# Every analyzer parts words at what is no letter and no digit, and makes capitals small; bytes of
# what is not ASCII are left to ours.
_PARTED: Final = bytes(
    byte if byte > 127 else ord(chr(byte).lower()) if chr(byte).isalnum() else ord(" ")  # noqa: PLR2004 - the last of ASCII
    for byte in range(256)
)
_ASCII: Final = bytes(range(128))
_FEW: Final = 1_000
_SHORT: Final = 100
"""Code points: odd words of so few texts are remembered, where they are so short together."""
_MOST_KNOWN: Final = 200_000
"""So many words are remembered; then it begins anew, to hold no more memory for more cables."""


class Found(NamedTuple):
    """The different terms of a text."""

    forms: set[str]
    """As they are written, folded."""
    stems: set[str]


class Terms:
    """Finds the terms of texts, and remembers those of the words that it has met."""

    def __init__(self, forms: Callable[[str], list[str]], stems: Callable[[str], list[str]]) -> None:
        """forms, stems: each gives those of any text, in order; one, for one of ASCII letters and digits."""
        self._forms: Final = forms
        self._stems: Final = stems
        self._stem: Final[dict[str, str]] = {}
        self._parts: Final[dict[str, bool]] = {}
        # Mostly it is the letter alone that keeps the codes behind a text out of reach.
        self._remembered: Final = lru_cache(maxsize=_FEW)(self._terms_of_odd)

    def of(self, text: str) -> Found:
        """Return the different terms of ``text``: what ``forms`` and ``stems`` give for the whole of it."""
        if not text.isascii():
            text = self._without_signs(text)
        words = set(text.encode().translate(_PARTED).decode().split())
        if text.isascii():
            # A word of ASCII that is small is its own form.
            return Found(words, self._stems_of(words))
        odd = set(filterfalse(str.isascii, words))
        words -= odd
        run = " ".join(sorted(odd))
        forms, stems = self._remembered(run) if len(run) <= _SHORT else self._terms_of_odd(run)
        found = Found(words, self._stems_of(words))
        found.forms.update(forms)
        found.stems.update(stems)
        return found

    def _stems_of(self, words: set[str]) -> set[str]:
        """Return the stems of words of ASCII letters and digits, which have one each."""
        known = self._stem
        if len(known) > _MOST_KNOWN:
            known.clear()
        try:
            return set(map(known.__getitem__, words))
        except KeyError:
            fresh = [*words.difference(known)]
            known.update(zip(fresh, self._stems(" ".join(fresh)), strict=True))
            return set(map(known.__getitem__, words))

    def _terms_of_odd(self, words: str) -> tuple[list[str], list[str]]:
        return self._forms(words), self._stems(words)

    def _without_signs(self, text: str) -> str:
        """Return ``text`` with a blank for every sign beyond ASCII, such as the mark of a paragraph."""
        # Half a character parts words, as a question mark does.
        data = text.encode(errors="replace")
        text = data.decode()
        for sign in set(data.translate(None, _ASCII).decode()):
            if sign not in self._parts:
                self._parts[sign] = self._forms(f"a{sign}b") == ["a", "b"]
            if self._parts[sign]:
                text = text.replace(sign, " ")
        return text
