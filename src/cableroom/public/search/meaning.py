"""One token of a query and what it means: a word, a phrase, words of a form, a field."""

from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from cableroom.public.search.analysis import FARTHEST, fold, words
from cableroom.public.search.base import Notice
from cableroom.public.search.dates import read_days
from cableroom.public.search.facets import FACETS, facet_named
from cableroom.public.search.keywords import KEYWORDS, keyword_named, parsed_id, read_id
from cableroom.public.search.scanning import Token
from cableroom.public.search.tree import (
    SUBJECT,
    TEXT,
    And,
    Between,
    Field,
    Like,
    Near,
    Node,
    Or,
    Phrase,
    Reference,
    Together,
    Word,
)
from cableroom.telegram.posts import POSTS

FEWEST_LETTERS: Final = 3
"""Before the first ``*`` or ``?``: with fewer, half the dictionary would be meant."""
MOST_CHANGES: Final = 2
_POSSESSIVES: Final = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")
_TEXTS: Final = {"subject": SUBJECT, "text": TEXT, "body": TEXT}


class Meant(NamedTuple):
    """What a token means, and what is to be said of it."""

    node: Node | None
    """None where it means nothing."""
    notices: tuple[Notice, ...] = ()


def reference_key(text: str) -> str | None:
    """The key for Reference if ``text`` is a reference id, in any spelling, with or without its year.

    Also an address that ends in one: of ours, of the archetype, of PlusD.  Of a post that we know, unless
    it is one word: "resolution 1718" is no cable.
    """
    if "/cable" in text:
        text = text.rstrip("/").rpartition("/")[2].partition("#")[0].removesuffix(".html")
        text = text[:-2] if text[-2:-1] == "_" else text
    if not text[-1:].isdigit() or ":" in text:
        # The ids' own reader is more patient with what was glued behind a serial.
        return None
    found = parsed_id(text)
    is_known = found is not None and (found.post in POSTS or (found.has_year and " " not in text))
    return found.key if found is not None and is_known else None


def meaning(token: Token, *, field: str | None = None) -> Meant:
    """What a word or phrase means. field: of the group that it stands in, where it has none of its own."""
    notices = (_notice("A quotation mark was not closed; the phrase is taken to end with the query.", token),)
    named = token.field or field
    meant = _in_text(token, TEXT) if named is None else _in_field(token, named)
    return Meant(meant.node, (*(notices if token.unclosed else ()), *meant.notices))


def _in_field(token: Token, name: str) -> Meant:
    folded = name.casefold()
    if folded == "id" and (key := read_id(token.text)):
        return Meant(Reference(key, _at(token)))
    if folded in _TEXTS and words(token.text):
        meant = _in_text(token, _TEXTS[folded])
        return _in_body(meant) if folded == "body" else meant
    facet, keyword = facet_named(name), keyword_named(name)
    if facet is not None and (node := _of_facet(facet.name, token)):
        return Meant(node)
    if keyword is not None and (value := keyword.read(token.text)):
        return Meant(Field(keyword.name, value, _at(token)))
    known = facet is not None or keyword is not None or folded in _TEXTS or folded == "id"
    return _as_words(token, name, known=known)


def _in_body(meant: Meant) -> Meant:
    """The same within the numbered paragraphs, where an id is a word and names no cable."""
    node = meant.node.nodes[-1] if isinstance(meant.node, Or) else meant.node
    return meant if node is None else Meant(Together(node), meant.notices)


def _of_facet(name: str, token: Token) -> Node | None:
    """The value of a facet; of a dated one also a range of days."""
    facet = FACETS[name]
    if value := facet.read(token.text):
        return Field(name, value, _at(token))
    days = read_days(token.text) if facet.levels else None
    return None if days is None else Between(name, *days, _at(token))


def _as_words(token: Token, name: str, *, known: bool) -> Meant:
    """A field that is none, or whose value is none, is words."""
    if not known:
        fields = ", ".join((*_TEXTS, "id", *FACETS, *KEYWORDS))
        said = f"“{name}:” is no field and was read as a word; the fields are {fields}."
    elif token.text:
        said = f"What follows “{name}:” is no value of that field and was read as words."
    else:
        said = f"“{name}:” was read as a word, because no value follows it."
    rest = _in_text(token, TEXT) if token.text else Meant(None)
    nodes = [node for node in (Word(name, at=_at(token)), rest.node) if node is not None]
    node = nodes[0] if len(nodes) == 1 else And(tuple(nodes))
    return Meant(node, (_notice(said, token), *rest.notices))


def _in_text(token: Token, where: str) -> Meant:
    if not words(token.text):
        said = "Signs without a letter or digit cannot be searched and were left out."
        return Meant(None, (_notice(said, token),))
    if token.kind == "phrase":
        return _phrase(token, where)
    if "*" in token.text or "?" in token.text.rstrip("?"):
        return _pattern(token, where)
    if token.distance is not None:
        return _fuzzy(token, where)
    return Meant(_word(token, where))


def _word(token: Token, where: str) -> Node:
    """A word; one that looks like a reference id finds that cable too."""
    text = token.text
    for ending in _POSSESSIVES:
        # "Iran's" is to find Iran; the index holds the two as two words.
        if len(text) > len(ending):
            text = text.removesuffix(ending)
    word = Word(text, where, token.exact, _at(token))
    key = reference_key(text) if text[:1].isdigit() and where == TEXT and not token.exact else None
    return word if key is None else Or((Reference(key, _at(token)), word))


def _phrase(token: Token, where: str) -> Meant:
    """A phrase; with a distance, each two of its words near each other (``"jet vane"~5``)."""
    if not token.distance:
        return Meant(Phrase(token.text, where, token.exact, _at(token)))
    found = [Word(form, where, token.exact, _at(token)) for form in words(token.text, exact=True)]
    distance = min(token.distance, FARTHEST)
    said = f"At most {FARTHEST} words may stand between; so many were allowed."
    notices = (_notice(said, token),) if distance < token.distance else ()
    # Each two once, in whichever order.
    pairs = {
        frozenset((one.text, other.text)): (one, other)
        for one, other in pairwise(found)
        if words(one.text) != words(other.text)
    }
    nears = tuple(Near(one, other, distance) for one, other in pairs.values())
    node: Node = And(nears) if len(nears) > 1 else nears[0] if nears else found[0]
    return Meant(node, notices)


def _pattern(token: Token, where: str) -> Meant:
    """``proliferat*``, ``kazak?stan``; folded letter by letter, with its signs."""
    pattern = "".join(
        char if char in "*?" else "".join(filter(str.isalnum, fold(char))).casefold() for char in token.text
    )
    start = pattern.partition("*")[0].partition("?")[0]
    if len(start) >= FEWEST_LETTERS:
        return Meant(Like(pattern, where=where, at=_at(token)))
    said = f"Before the first * or ? stand at least {FEWEST_LETTERS} letters; it was left out."
    plain = replace(token, text=token.text.replace("*", "").replace("?", ""))
    return Meant(_word(plain, where), (_notice(said, token),))


def _fuzzy(token: Token, where: str) -> Meant:
    forms = words(token.text, exact=True)
    if len(forms) == 1 and len(forms[0]) >= FEWEST_LETTERS and token.distance:
        changes = min(token.distance, MOST_CHANGES)
        said = f"At most {MOST_CHANGES} letters may differ; so many were allowed."
        notices = (_notice(said, token),) if changes < token.distance else ()
        return Meant(Like(forms[0], changes, where, _at(token)), notices)
    said = f"Letters may differ only in one word of at least {FEWEST_LETTERS}; ~ was left out."
    return Meant(_word(token, where), (_notice(said, token),) if token.distance else ())


def _notice(said: str, token: Token) -> Notice:
    return Notice(said, _at(token))


def _at(token: Token) -> tuple[int, int]:
    return token.start, token.end
