"""A query in words: ``cables containing “jet” within 5 words of “vane”, and created in 2007``."""

from typing import Final

from cableroom.public.search.base import Query
from cableroom.public.search.facets import FACETS
from cableroom.public.search.keywords import KEYWORDS
from cableroom.public.search.tree import (
    SUBJECT,
    And,
    Between,
    Field,
    Forms,
    Like,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Quorum,
    Reference,
    Together,
    Word,
)

_DATED: Final = {"created": "created", "released": "released"}


def describe(query: Query) -> str:
    """Return the query in words."""
    return "all cables" if query.node == And(()) else f"cables {_said(query.node)}"


def _said(node: Node) -> str:
    match node:
        case And(nodes):
            said = " and ".join(map(_grouped, nodes)) or "of any kind"
        case Or(nodes):
            said = " or ".join(_said(one) if isinstance(one, Reference) else _grouped(one) for one in nodes)
        case Not(inner):
            said = f"not {_grouped(inner)}"
        case Quorum(count, nodes):
            said = f"with at least {count} of these: {'; '.join(map(_said, nodes))}"
        case Together(inner):
            said = f"with one paragraph {_said(inner)}"
        case Reference(key):
            said = f"named {key} or citing it"
        case Field(name, value):
            said = _said_of_field(name, value)
        case Between(name, first, last):
            said = _said_of_days(_DATED[name], first, last)
        case _:
            said = _said_of_words(node)
    return said


def _said_of_words(node: Word | Phrase | Like | Forms | Near) -> str:
    match node:
        case Word(text, where, exact):
            return f"{_holding(where)} {_form(text, exact=exact)}"
        case Phrase(text, where, exact):
            return f"{_holding(where)} the {'exact ' if exact else ''}phrase {_quoted(text)}"
        case Like(text, distance, where) if distance:
            letters = "one letter" if distance == 1 else "two letters"
            return f"{_holding(where)} {_quoted(text)} or a word {letters} apart"
        case Like(text, _, where):
            return f"{_holding(where)} a word like {_quoted(text)}"
        case Forms(forms, where):
            return f"{_holding(where)} one of {', '.join(map(_quoted, forms))}"
        case Near(first, second, distance):
            words = f"{distance} word{'' if distance == 1 else 's'}"
            said = f"{_holding(first.where)} {_form(first.text, exact=first.exact)}"
            return f"{said} with at most {words} between it and {_form(second.text, exact=second.exact)}"


def _said_of_field(name: str, value: str) -> str:
    if name in _DATED:
        return f"{_DATED[name]} {'on' if len(value) == len('2007-11-03') else 'in'} {value}"
    if name in KEYWORDS:
        return f"{KEYWORDS[name].label} {value}"
    return f"of {FACETS[name].label.lower()} {value}"


def _said_of_days(done: str, first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return f"{done} from {first} on" if first else f"{done} until {last}"
    return f"{done} from {first} to {last}"


def _holding(where: str) -> str:
    return "with a subject containing" if where == SUBJECT else "containing"


def _form(text: str, *, exact: bool) -> str:
    return f"{'exactly ' if exact else ''}{_quoted(text)}"


def _grouped(node: Node) -> str:
    """As a part of something longer: in parentheses where it is not plain what belongs to it."""
    is_long = isinstance(node, And | Or | Quorum | Reference | Together)
    return f"({_said(node)})" if is_long else _said(node)


def _quoted(text: str) -> str:
    return f"“{text}”"
