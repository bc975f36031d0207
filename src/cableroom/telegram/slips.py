"""Slips of a hand or of the wire: one wrong letter in a word that is known.

Capitals only, where the letters matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

# Shorter words are too near to each other: there only the likeliest slips count.
_SHORTEST_FOR_ANY_SLIP: Final = 6
# What a faulty line of 2006 to 2010 struck in place of any other letter.
_STRUCK: Final = frozenset("QGI")


def one_slip(word: str, right: str) -> bool:
    """Tell whether one letter was changed, lost or added, or two neighbors changed places."""
    if abs(len(word) - len(right)) > 1:
        return False
    same = 0
    while same < min(len(word), len(right)) and word[same] == right[same]:
        same += 1
    rest, wanted = word[same:], right[same:]
    turned = rest[1:2] + rest[:1] + rest[2:]
    return wanted in (rest[1:], turned) or rest in (wanted, wanted[1:]) or rest[1:] == wanted[1:]


def likely_slip(word: str, right: str) -> bool:
    """Tell whether ``word`` is likely ``right`` with a slip, and no word of its own.

    In words of five letters and fewer only a letter doubled, struck over (Q, G, I) or changed places counts.
    """
    if not one_slip(word, right) or word == right:
        return False
    if len(right) >= _SHORTEST_FOR_ANY_SLIP:
        return True
    if len(word) < len(right):
        return False
    at = next((at for at, letter in enumerate(right) if word[at] != letter), len(right))
    if len(word) > len(right):
        return word[at] == word[at - 1 : at]
    return word[at] in _STRUCK or sorted(word) == sorted(right)


class Slips:
    """Finds the right words for a word with a slip in it, however many right words there are."""

    def __init__(self, right_words: Iterable[str]) -> None:
        self._by_variant: dict[str, list[str]] = defaultdict(list)
        for right in right_words:
            for variant in set(_with_one_left_out(right)):
                self._by_variant[variant].append(right)

    def near(self, word: str) -> set[str]:
        """The right words that ``word`` likely is, with a slip in it."""
        return {
            right
            for variant in _with_one_left_out(word)
            for right in self._by_variant.get(variant, ())
            if likely_slip(word, right)
        }


def _with_one_left_out(word: str) -> Iterator[str]:
    """``word``, and each word that leaves out one of its letters: words one slip apart have one in common."""
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]
