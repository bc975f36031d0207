"""Posts as operators wrote them: ``COTON0U``, ``PORT A``, ``TBLISI`` -> short name.

``posts.find_post`` knows the right names and the usual others; here slips are forgiven.
"""

from functools import lru_cache

from cableroom.telegram.posts import POSTS, find_post

# Words in front of a post that are no part of its name.
_IN_FRONT = frozenset(
    {"REF", "REFTEL", "REFS", "SEE", "ALSO", "CABLE", "TELEGRAM", "TEL", "FROM", "US", "AND"}
)
# In shorter names a letter more or less makes another post.
_LONG_ENOUGH = 5


def known_post(words: str) -> str | None:
    """The short name of the post that ``words`` mean, or None where they mean none.

    Forgiven: a zero for an O, a word in front, in names of five letters and
    more a cut end (of a name that only one post has) and one wrong letter.
    """
    found = find_post(words)
    if found is not None:
        return found.short
    return _misspelt(words.upper())


@lru_cache(maxsize=4_096)
def _misspelt(words: str) -> str | None:
    found = find_post(words.replace("0", "O"))
    if found is not None:
        return found.short
    first, _, rest = words.partition(" ")
    if rest and first in _IN_FRONT:
        return known_post(rest)
    letters = "".join(filter(str.isalpha, words))
    if len(letters) < _LONG_ENOUGH:
        return None
    longer = [short for short in POSTS if short.startswith(letters)]
    near = longer or [short for short in POSTS if len(short) >= _LONG_ENOUGH and _one_apart(letters, short)]
    return near[0] if len(near) == 1 else None


def _one_apart(one: str, other: str) -> bool:
    """Tell whether one letter was changed, added or left out."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    return other[start + 1 :] in (one[start + 1 :], one[start:]) or one[start + 1 :] == other[start:]
