"""Words as parts of addresses: ``Embassy Port-au-Prince`` -> ``embassy-port-au-prince``."""

import hashlib
import unicodedata
from functools import lru_cache
from typing import Final

# An address of 2 kB is refused by proxies; a longer value ends in a digest of the whole.
_LONGEST_SLUG: Final = 100


def slug(words: str) -> str:
    """``words`` for an address: ``Embassy Port-au-Prince`` -> ``embassy-port-au-prince``.

    Case, accents and punctuation are dropped; a letter that is not Latin becomes
    ``~`` and hex.  Words without any letter or digit give "".
    """
    return _slug_of_few(words) if len(words) <= _LONGEST_SLUG else _slug(words)


def _slug(words: str) -> str:
    folded = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    pieces = "".join(char if char.isalnum() else " " for char in plain).split()
    return _shortened("-".join(_escaped(piece) for piece in pieces), words)


def tag_slug(code: str) -> str:
    """``code`` for an address; different codes give different slugs.

    Letters and digits stay, a blank becomes ``-``, comma and blank ``_``, anything
    else ``~`` and hex: ``CLINTON, HILLARY`` -> ``CLINTON_HILLARY``.
    """
    return _tag_slug_of_few(code) if len(code) <= _LONGEST_SLUG else _tag_slug(code)


def _tag_slug(code: str) -> str:
    return _shortened("_".join("-".join(map(_escaped, part.split(" "))) for part in code.split(", ")), code)


# Posts, classifications, portion marks and tags come again and again.
_slug_of_few: Final = lru_cache(maxsize=4_096)(_slug)
_tag_slug_of_few: Final = lru_cache(maxsize=4_096)(_tag_slug)


def _escaped(text: str) -> str:
    return "".join(
        char
        if char.isascii() and char.isalnum()
        else "".join(f"~{byte:02x}" for byte in char.encode("utf-8", "surrogatepass"))
        for char in text
    )


def _shortened(value: str, words: str) -> str:
    if len(value) <= _LONGEST_SLUG:
        return value
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{value[:_LONGEST_SLUG]}-{digest[:16]}"
