"""The query language: what somebody typed becomes a Query.

No input is an error.  What cannot be meant is repaired or left out, the rest
runs, and ``notices`` say what was done.  Linear in the length of the text.
docs/search.md describes the language.

    text -> tokens (scanning) -> tree (grammar, meaning) -> words again (describing)
"""

import unicodedata
from typing import Final

from cableroom.public.search.base import Notice, Query
from cableroom.public.search.bounds import bounded
from cableroom.public.search.grammar import DEEPEST, MOST_TERMS, Reader
from cableroom.public.search.meaning import addressed, reference_key
from cableroom.public.search.scanning import scan
from cableroom.public.search.tree import And, Node, Not, Or, Reference

__all__ = ["DEEPEST", "LONGEST", "MOST_TERMS", "parse_query"]

LONGEST: Final = 256
"""Code points of a query; the rest is cut off."""
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})


def parse_query(text: str) -> Query:
    """Return the query that ``text`` means; every text means one."""
    plain, notices = _plain(text)
    whole = (0, len(plain))
    reader = Reader(scan(plain), notices)
    node, loosened = bounded(reader.whole())
    notices += loosened
    if _only_excludes(node):
        notices.append(Notice("The query only excludes words, so all cables without them are listed.", whole))
    if isinstance(node, And) and not node.nodes and plain:
        notices.append(Notice("The query holds no word to look for, so all cables are listed.", whole))
    # An address is one word, and was read as that.
    key = None if addressed(plain) else reference_key(plain)
    if key is not None and not (isinstance(node, Or) and Reference(key) in node.nodes):
        node = Or((Reference(key, whole), node))
    return Query(plain, node, tuple(dict.fromkeys(notices)))


def _plain(text: str) -> tuple[str, list[Notice]]:
    """``text`` on one line, without unseen characters, cut to the limit; and what is to be said of it."""
    notices = []
    if len(text) > LONGEST:
        text = text[:LONGEST]
        notices.append(Notice(f"Only the first {LONGEST} characters of the query are used.", (0, LONGEST)))
    blank = "".join(" " if char.isspace() else char for char in text)
    seen = "".join(char for char in blank if unicodedata.category(char) not in _INVISIBLE)
    if seen != blank:
        notices.append(Notice("Characters that cannot be seen were left out of the query.", (0, len(seen))))
    return " ".join(seen.split()), notices


def _only_excludes(node: Node) -> bool:
    if isinstance(node, And):
        return bool(node.nodes) and all(map(_only_excludes, node.nodes))
    return isinstance(node, Not)
