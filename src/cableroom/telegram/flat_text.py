"""A region of a telegram as one run of words: sheet text in; words with one blank between them out."""

import re
from array import array
from dataclasses import dataclass

# A lone backslash is an escaped line end, as database dumps write it.
_WORD = re.compile(r"[^\s\\]+")


@dataclass(frozen=True, slots=True)
class FlatText:
    """Words with one character between them: a line break where one stood, else a blank."""

    text: str
    places: "array[int]"
    """For each character of ``text`` its code point in the telegram."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of ``text[start:end]``, which is not empty and has no blank at its ends."""
        return self.places[start], self.places[end - 1] + 1


def flatten(clean: str, start: int, end: int) -> FlatText:
    """Return the words of ``clean`` between two offsets."""
    parts: list[str] = []
    places = array("Q")
    last = start
    for word in _WORD.finditer(clean, start, end):
        if parts:
            gap = clean[last : word.start()]
            parts.append(" " if gap.isspace() and "\n" not in gap and "\r" not in gap else "\n")
            places.append(last)
        parts.append(word[0])
        places.extend(range(word.start(), word.end()))
        last = word.end()
    return FlatText("".join(parts), places)
