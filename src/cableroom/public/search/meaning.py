"""One token of a query and what it means: a word, a phrase, words of a form, a field."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from cableroom.public.search.analysis import FARTHEST, words
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
from cableroom.public.search.typed import later_posts, tags_by_meaning
from cableroom.telegram.posts import POSTS

FEWEST_LETTERS: Final = 3
"""Before the first ``*`` or ``?``: with fewer, half the dictionary would be meant."""
MOST_CHANGES: Final = 2
_POSSESSIVES: Final = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")
# Of a sentence, a list, or a hashtag.
_BEFORE_AN_ID: Final = "#(["
_BEHIND_AN_ID: Final = ".,;:!?)]"
# ``/cable/2007/11/07BERN881.html``, ``/plusd/cables/07BERN881_a.html``, ``/cable/07BERN881?hl=harbor#p3``,
# ``/cable.php?id=07BERN881``.
_ADDRESS: Final = re.compile(
    r"/cables?(?:\.php\?(?:[^#]{0,200}&)?id=([0-9A-Za-z-]{1,90})(?:[&#].*)?"
    r"|/(?:[0-9]{4}/(?:[0-9]{2}/)?)?([0-9A-Za-z-]{1,90})(?:_[A-Za-z])?(?:\.[A-Za-z]{3,4}|/related|/)?(?:[?#].*)?)$"
)
# A question mark that ends a word ends a sentence.
_FORM: Final = re.compile(r"\w\*|\*\w|\w\?\w")
_SCHEMES: Final = ("http", "https")
_OTHERS: Final = {"origin": later_posts, "to": later_posts, "tag": tags_by_meaning}
"""Field -> what gives further values that are meant by some words."""
_TEXTS: Final = {"subject": SUBJECT, "text": TEXT, "body": TEXT}


class Meant(NamedTuple):
    """What a token means, and what is to be said of it."""

    node: Node | None
    """None where it means nothing."""
    notices: tuple[Notice, ...] = ()


def reference_key(text: str) -> str | None:
    """The key for Reference if ``text`` is a reference id, in any spelling, with or without its year.

    Also an address of one: of ours, of the archetype, of PlusD, of cablegatesearch.  Of a post that we know,
    unless it is one word: "resolution 1718" is no cable.  Signs of a sentence around it do not count.
    """
    text = (addressed(text) or text).lstrip(_BEFORE_AN_ID).rstrip(_BEHIND_AN_ID)
    if not (text[:1].isalnum() and text[-1:].isdigit()) or ":" in text:
        # The ids' own reader is more patient with what was glued behind a serial.
        return None
    found = parsed_id(text)
    is_known = found is not None and (found.post in POSTS or (found.has_year and " " not in text))
    return found.key if found is not None and is_known else None


def addressed(text: str) -> str | None:
    """The name of the cable whose address ``text`` is; None where it is no address of one."""
    found = None if " " in text else _ADDRESS.search(text)
    return None if found is None else found[1] or found[2]


def meaning(token: Token, *, field: str | None = None) -> Meant:
    """What a word or phrase means. field: of the group that it stands in, where it has none of its own."""
    notices = (_notice("A quotation mark was not closed; the phrase is taken to end with the query.", token),)
    named = token.field or field
    may_be_address = named in (None, *_SCHEMES) and token.kind == "word" and not token.exact
    if may_be_address and addressed(token.text) and (key := reference_key(token.text)):
        return Meant(Reference(key, _at(token)))
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
    said = _whole_values(f"Behind “{name}:”", token)
    if facet is not None and (found := _of_facet(facet.name, token)):
        return Meant(found.node, (*found.notices, *said))
    if keyword is not None and (value := keyword.read(token.text)):
        return Meant(_any_value(keyword.name, value, token), said)
    known = facet is not None or keyword is not None or folded in _TEXTS or folded == "id"
    return _as_words(token, name, known=known)


def _in_body(meant: Meant) -> Meant:
    """The same within the numbered paragraphs, where an id is a word and names no cable."""
    node = meant.node.nodes[-1] if isinstance(meant.node, Or) else meant.node
    return meant if node is None else Meant(Together(node), meant.notices)


def _of_facet(name: str, token: Token) -> Meant | None:
    """The value of a facet; of a dated one also a range of days."""
    facet = FACETS[name]
    if value := facet.read(token.text):
        return Meant(_any_value(name, value, token))
    days = read_days(token.text) if facet.levels else None
    if days is None:
        return None
    first, last = days
    said = "The range of dates ends before it begins, so no day is in it."
    notices = (_notice(said, token),) if first and last and last < first else ()
    return Meant(Between(name, first, last, _at(token)), notices)


def _any_value(name: str, value: str, token: Token) -> Node:
    """What has this value, or another one that is meant by the same words; with ``=`` that alone."""
    others = _OTHERS[name](token.text) if name in _OTHERS and not token.exact else ()
    fields = tuple(Field(name, one, _at(token)) for one in dict.fromkeys((value, *others)))
    return fields[0] if len(fields) == 1 else Or(fields)


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
    bare = text.lstrip(_BEFORE_AN_ID).rstrip(_BEHIND_AN_ID)
    if where == TEXT and not token.exact and bare[:1].isdigit() and (key := reference_key(bare)):
        return Or((Reference(key, _at(token)), Word(bare, at=_at(token))))
    return Word(text, where, token.exact, _at(token))


def _phrase(token: Token, where: str) -> Meant:
    """A phrase; with a distance, each two of its words near each other (``"jet vane"~5``)."""
    notices = _whole_values("Within quotation marks", token)
    if not token.distance:
        return Meant(Phrase(token.text, where, token.exact, _at(token)), notices)
    found = [Word(form, where, token.exact, _at(token)) for form in words(token.text, exact=True)]
    distance = min(token.distance, FARTHEST)
    if distance < token.distance:
        said = f"At most {FARTHEST} words may stand between; so many were allowed."
        notices = (*notices, _notice(said, token))
    # Each two once, in whichever order.
    pairs = {
        frozenset((one.text, other.text)): (one, other)
        for one, other in pairwise(found)
        if words(one.text, exact=token.exact) != words(other.text, exact=token.exact)
    }
    nears = tuple(Near(one, other, distance) for one, other in pairs.values())
    node: Node = And(nears) if len(nears) > 1 else nears[0] if nears else found[0]
    return Meant(node, notices)


def _whole_values(where: str, token: Token) -> tuple[Notice, ...]:
    """What is to be said where somebody takes ``*`` or ``?`` for letters and they are none."""
    said = f"{where} * and ? stand for no letters."
    return (_notice(said, token),) if _FORM.search(token.text) else ()


def _pattern(token: Token, where: str) -> Meant:
    """``proliferat*``, ``kazak?stan``; folded letter by letter, with its signs."""
    pattern = "".join(
        piece if piece in ("*", "?") else "".join(words(piece, exact=True))
        for piece in re.split(r"([*?])", token.text)
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
