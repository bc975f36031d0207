"""The grammar of queries: tokens in, a tree out, by recursive descent.

OR binds weakest, then AND (or nothing), then NOT, then NEAR/n and /p.  Every list of tokens gives a tree.
"""

from dataclasses import dataclass, field, replace
from typing import Final, TypeGuard

from cableroom.public.search.analysis import FARTHEST, words
from cableroom.public.search.base import Notice
from cableroom.public.search.meaning import meaning
from cableroom.public.search.scanning import Token
from cableroom.public.search.tree import (
    TEXT,
    And,
    Field,
    Forms,
    Like,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Place,
    Quorum,
    Together,
    Word,
    inside,
)

MOST_TERMS: Final = 16
"""Words, phrases and fields of a query; further ones are left out."""
DEEPEST: Final = 8
"""Parentheses within parentheses."""
_ENDS: Final = ("or", "close", "end")
_JOINS: Final = ("near", "paragraph")
_WITHIN: Final = (Word, Phrase, Like, Forms, Near, And, Or, Not, Quorum)
"""What can be told of a paragraph, beside its mark."""


@dataclass(slots=True)
class Reader:
    """Reads tokens from left to right; what it has to say gathers in ``notices``."""

    tokens: list[Token]
    notices: list[Notice] = field(default_factory=list)
    _at: int = 0
    _terms: int = 0
    _depth: int = 0
    _fields: list[str | None] = field(default_factory=lambda: [None])
    """Of the groups that are open."""

    def whole(self) -> Node:
        """Read all tokens."""
        nodes = []
        while self._peek() != "end":
            nodes += self._some(self._alternatives())
            if self._peek() == "close":
                self._say("A parenthesis that closes nothing was left out.")
                self._at += 1
        return all_of(nodes)

    def _peek(self) -> str:
        return self.tokens[self._at].kind if self._at < len(self.tokens) else "end"

    def _say(self, words: str, at: Place | None = None) -> None:
        """Note something of the token that is read, or of the last."""
        token = self.tokens[min(self._at, len(self.tokens) - 1)]
        self.notices.append(Notice(words, at or (token.start, token.end)))

    @staticmethod
    def _some(node: Node | None) -> list[Node]:
        return [] if node is None else [node]

    def _alternatives(self) -> Node | None:
        nodes = [self._sequence()]
        while self._peek() == "or":
            self._at += 1
            nodes.append(self._sequence())
        found = [node for node in nodes if node is not None]
        if len(found) < len(nodes) and len(nodes) > 1:
            self._say("OR was left out where there is nothing on one side of it.")
        if not found:
            return None
        return found[0] if len(found) == 1 else Or(tuple(found))

    def _sequence(self) -> Node | None:
        nodes: list[Node] = []
        while self._peek() not in _ENDS:
            if self._peek() == "and":
                self._at += 1
                if not nodes or self._peek() in _ENDS:
                    self._say("AND was left out where there is nothing on one side of it.")
                continue
            nodes += self._some(self._negated())
        return all_of(nodes) if nodes else None

    def _negated(self) -> Node | None:
        negative = self._nots()
        if self._peek() in (*_ENDS, "and"):
            self._say("NOT was left out where nothing follows it.")
            return None
        node = self._joined()
        return Not(node) if negative and node is not None else node

    def _nots(self) -> bool:
        """Read the signs of exclusion that stand here; two of them undo each other."""
        negative = False
        while self._peek() == "not":
            negative = not negative
            self._at += 1
        return negative

    def _joined(self) -> Node | None:
        """Words near each other or in one paragraph."""
        node = None if self._peek() in _JOINS else self._single()
        while self._peek() in _JOINS:
            sign = self.tokens[self._at]
            self._at += 1
            # Of one paragraph something may be excluded; near a word that is not there is nothing.
            negative = sign.kind == "paragraph" and self._nots()
            second = None if self._peek() in (*_ENDS, *_JOINS, "and", "not") else self._single()
            second = Not(second) if negative and second is not None else second
            if node is None or second is None:
                name = "/p" if sign.kind == "paragraph" else "NEAR"
                self._say(
                    f"{name} was left out where there is nothing on one side of it.", (sign.start, sign.end)
                )
                node = node or second
            elif sign.kind == "paragraph":
                node = self._together(node, second, sign)
            else:
                node = self._near(node, second, sign)
        return node

    def _near(self, first: Node, second: Node, sign: Token) -> Node:
        # "a NEAR/2 b NEAR/2 c" is a near b, and b near c.
        last = first.nodes[-1] if isinstance(first, And) and isinstance(first.nodes[-1], Near) else first
        last = last.second if isinstance(last, Near) else last
        place = (sign.start, sign.end)
        if not (_is_single(last) and _is_single(second) and last.where == second.where):
            self._say("NEAR stands between two single words; here both are looked for anywhere.", place)
            return all_of([first, second])
        if last.exact != second.exact:
            self._say("NEAR compares both words by their stems or both as written; = was left out.", place)
            last, second = replace(last, exact=False), replace(second, exact=False)
        if words(last.text, exact=last.exact) == words(second.text, exact=last.exact):
            self._say("NEAR stands between two different words; here there is one.", place)
            return first
        distance = min(sign.distance or 0, FARTHEST)
        if distance < (sign.distance or 0):
            self._say(f"At most {FARTHEST} words may stand between; so many were allowed.", place)
        near = Near(last, second, distance)
        if isinstance(first, Word):
            return near
        return And((*(first.nodes if isinstance(first, And) else (first,)), near))

    def _together(self, first: Node, second: Node, sign: Token) -> Node:
        inner = first.node if isinstance(first, Together) else first
        if isinstance(second, Together):
            second = second.node
        if not (of_paragraph(inner) and of_paragraph(second)):
            self._say(
                "/p stands between words, phrases and para:; here all are looked for anywhere.",
                (sign.start, sign.end),
            )
            return all_of([first, second])
        if any(map(_is_exact, (inner, second))):
            self._say("Within a paragraph words are compared by their stems; = was left out.")
        both = inner.nodes if isinstance(first, Together) and isinstance(inner, And) else (inner,)
        return Together(And((*both, second)))

    def _single(self) -> Node | None:
        token = self.tokens[self._at]
        self._at += 1
        if token.kind == "open":
            return self._group(token)
        meant = meaning(token, field=self._fields[-1])
        self.notices += meant.notices
        if meant.node is None:
            return None
        self._terms += 1
        if self._terms > MOST_TERMS:
            self._say(f"Only the first {MOST_TERMS} words, phrases and fields are used.")
            return None
        return meant.node

    def _group(self, opening: Token) -> Node | None:
        if self._depth == DEEPEST:
            self._say(f"Parentheses deeper than {DEEPEST} were left out.")
            return None
        self._depth += 1
        self._fields.append(opening.field or self._fields[-1])
        node = self._quorum(opening) if opening.count else self._alternatives()
        self._fields.pop()
        self._depth -= 1
        if self._peek() == "close":
            self._at += 1
        else:
            self._say("A parenthesis was not closed; it is taken to close at the end.")
        return node

    def _quorum(self, opening: Token) -> Node | None:
        """``2OF(a b c)``: each part between blanks is one that may be missing."""
        nodes: list[Node] = []
        while self._peek() not in ("close", "end"):
            if self._peek() in ("or", "and"):
                self._at += 1
            else:
                nodes += self._some(self._negated())
        if not nodes:
            return None
        if opening.count > len(nodes):
            self._say(
                f"There are only {len(nodes)} in the parentheses; all of them are wanted.",
                (opening.start, opening.end),
            )
        return Quorum(min(opening.count, len(nodes)), tuple(nodes)) if len(nodes) > 1 else nodes[0]


def all_of(nodes: list[Node]) -> Node:
    """One node for all of them."""
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def of_paragraph(node: Node) -> bool:
    """Whether ``node`` can be told of one paragraph."""
    if isinstance(node, Field):
        return node.name == "para"
    if getattr(node, "where", TEXT) != TEXT:
        # A subject is no paragraph.
        return False
    return isinstance(node, _WITHIN) and all(map(of_paragraph, inside(node)))


def _is_single(node: Node) -> TypeGuard[Word]:
    """Whether ``node`` is one word of the index, so that its place can be told."""
    return isinstance(node, Word) and len(words(node.text)) == 1


def _is_exact(node: Node) -> bool:
    exact = isinstance(node, Word | Phrase) and node.exact
    return exact or any(map(_is_exact, inside(node)))
