"""The query language: what somebody typed becomes a Query, and a Query becomes words again.

No input is an error.  What cannot be meant is repaired or left out, the rest
runs, and ``warnings`` say what was done.  Linear in the length of the text.
docs/search.md describes the language.
"""

import unicodedata
from dataclasses import dataclass
from typing import Final

from cableroom.public.search.analysis import words
from cableroom.public.search.base import (
    And,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Reference,
    Word,
    reference_keys,
)
from cableroom.public.search.facets import FACETS, facet_named
from cableroom.public.search.scanning import Token, scan
from cableroom.telegram.posts import POSTS
from cableroom.telegram.reference_id import parse_reference_id

LONGEST: Final = 256
"""Code points of a query; the rest is cut off."""
MOST_TERMS: Final = 16
"""Words, phrases and fields of a query; further ones are left out."""
DEEPEST: Final = 8
"""Parentheses within parentheses."""
# To read an id that was written without its year; the year is taken off again.
_SOME_YEAR: Final = 2000
_ENDS: Final = ("or", "close", "end")
_POSSESSIVES: Final = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})


def parse_query(text: str) -> Query:
    """Return the query that ``text`` means; every text means one."""
    warnings: list[str] = []
    plain = _plain(text, warnings)
    node = _Reader(scan(plain), warnings).whole()
    if _only_excludes(node):
        warnings.append("The query only excludes words, so all cables without them are listed.")
    if isinstance(node, And) and not node.nodes and plain:
        warnings.append("The query holds no word to look for, so all cables are listed.")
    key = _reference_key(plain)
    if key is not None and not (isinstance(node, Or) and Reference(key) in node.nodes):
        node = Or((Reference(key), node))
    return Query(plain, node, tuple(dict.fromkeys(warnings)))


def describe(query: Query) -> str:
    """Return the query in words: ``cables containing “jet” and of origin embassy-bern``."""
    if query.node == And(()):
        return "all cables"
    return f"cables {_said(query.node)}"


def _plain(text: str, warnings: list[str]) -> str:
    """``text`` on one line, without unseen characters, cut to the limit."""
    if len(text) > LONGEST:
        text = text[:LONGEST]
        warnings.append(f"Only the first {LONGEST} characters of the query are used.")
    blank = "".join(" " if char.isspace() else char for char in text)
    seen = "".join(char for char in blank if unicodedata.category(char) not in _INVISIBLE)
    if seen != blank:
        warnings.append("Characters that cannot be seen were left out of the query.")
    return " ".join(seen.split())


def _reference_key(text: str) -> str | None:
    """The key for Reference if ``text`` is a reference id, in any spelling, with or without its year.

    Of a post that we know, unless it is one word: "resolution 1718" is no cable.
    """
    if not text[-1:].isdigit():
        # The ids' own reader is more patient with what was glued behind a serial.
        return None
    stated = parse_reference_id(text)
    parsed = stated or parse_reference_id(text, year=_SOME_YEAR)
    if parsed is None or not (parsed.post in POSTS or (stated is not None and " " not in text)):
        return None
    return reference_keys(str(parsed))[0 if stated else -1]


@dataclass(slots=True)
class _Reader:
    """Reads tokens by recursive descent: OR binds weakest, then AND (or nothing), then NOT."""

    tokens: list[Token]
    warnings: list[str]
    place: int = 0
    terms: int = 0
    depth: int = 0

    def whole(self) -> Node:
        nodes = []
        while self.peek() != "end":
            node = self.alternatives()
            nodes.extend([] if node is None else [node])
            if self.peek() == "close":
                self.place += 1
                self.warnings.append("A parenthesis that closes nothing was left out.")
        return _all(nodes)

    def peek(self) -> str:
        return self.tokens[self.place].kind if self.place < len(self.tokens) else "end"

    def alternatives(self) -> Node | None:
        nodes = [self.sequence()]
        while self.peek() == "or":
            self.place += 1
            nodes.append(self.sequence())
        found = [node for node in nodes if node is not None]
        if len(nodes) > 1 and len(found) < len(nodes):
            self.warnings.append("OR was left out where there is nothing on one side of it.")
        if not found:
            return None
        return found[0] if len(found) == 1 else Or(tuple(found))

    def sequence(self) -> Node | None:
        nodes: list[Node] = []
        while self.peek() not in _ENDS:
            if self.peek() == "and":
                self.place += 1
                if not nodes or self.peek() in _ENDS:
                    self.warnings.append("AND was left out where there is nothing on one side of it.")
                continue
            node = self.negated()
            nodes.extend([] if node is None else [node])
        return _all(nodes) if nodes else None

    def negated(self) -> Node | None:
        negative = False
        while self.peek() == "not":
            negative = not negative
            self.place += 1
        if self.peek() in (*_ENDS, "and"):
            self.warnings.append("NOT was left out where nothing follows it.")
            return None
        node = self.single()
        return Not(node) if negative and node is not None else node

    def single(self) -> Node | None:
        token = self.tokens[self.place]
        self.place += 1
        if token.kind == "open":
            return self.group()
        if token.kind == "notice":
            self.warnings.append(token.text)
            return None
        node = self.leaf(token)
        if node is None:
            return None
        self.terms += 1
        if self.terms > MOST_TERMS:
            self.warnings.append(f"Only the first {MOST_TERMS} words, phrases and fields are used.")
            return None
        return node

    def group(self) -> Node | None:
        if self.depth == DEEPEST:
            self.warnings.append(f"Parentheses deeper than {DEEPEST} were left out.")
            return None
        self.depth += 1
        node = self.alternatives()
        self.depth -= 1
        if self.peek() == "close":
            self.place += 1
        else:
            self.warnings.append("A parenthesis was not closed; it is taken to close at the end.")
        return node

    def leaf(self, token: Token) -> Node | None:
        if token.unclosed:
            self.warnings.append(
                "A quotation mark was not closed; the phrase is taken to end with the query."
            )
        if token.field is not None:
            return self.in_field(token, token.field)
        if not words(token.text):
            self.warnings.append("Signs without a letter or digit cannot be searched and were left out.")
            return None
        return Phrase(token.text) if token.kind == "phrase" else _word(token.text)

    def in_field(self, token: Token, name: str) -> Node | None:
        facet = facet_named(name)
        value = facet.read(token.text) if facet is not None else ""
        if facet is not None and value:
            return Field(facet.name, value)
        if facet is None:
            known = ", ".join(FACETS)
            self.warnings.append(
                f"{_quoted(name + ':')} is no field and was read as a word; the fields are {known}."
            )
        elif token.text:
            self.warnings.append(
                f"What follows {_quoted(name + ':')} is no value of that field and was read as words."
            )
        else:
            self.warnings.append(f"{_quoted(name + ':')} was read as a word, because no value follows it.")
        rest = Token(token.kind, token.text)
        nodes = [node for node in (_word(name), self.leaf(rest) if token.text else None) if node is not None]
        return _all(nodes)


def _word(text: str) -> Node:
    """A word; one that looks like a reference id finds that cable too."""
    for ending in _POSSESSIVES:
        # "Iran's" is to find Iran; the index holds the two as two words.
        if len(text) > len(ending):
            text = text.removesuffix(ending)
    key = _reference_key(text) if text[:1].isdigit() else None
    return Word(text) if key is None else Or((Reference(key), Word(text)))


def _all(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def _only_excludes(node: Node) -> bool:
    if isinstance(node, And):
        return bool(node.nodes) and all(map(_only_excludes, node.nodes))
    return isinstance(node, Not)


def _said(node: Node) -> str:
    match node:
        case Word(text):
            said = f"containing {_quoted(text)}"
        case Phrase(text):
            said = f"containing the phrase {_quoted(text)}"
        case Field(name, value):
            said = f"of {FACETS[name].label.lower()} {value}"
        case Reference(key):
            said = f"named {key} or citing it"
        case Not(inner):
            said = f"not {_grouped(inner)}"
        case And(nodes):
            said = " and ".join(map(_grouped, nodes)) or "of any kind"
        case Or(nodes):
            said = " or ".join(map(_grouped, nodes))
    return said


def _grouped(node: Node) -> str:
    return f"({_said(node)})" if isinstance(node, And | Or) else _said(node)


def _quoted(text: str) -> str:
    return f"“{text}”"
