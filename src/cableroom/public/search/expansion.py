"""Words of a form, spelt out before any engine is asked: ``proliferat*`` -> the words of the index that fit.

The words come from the index of what is published, so nothing else can be guessed from them.  Every engine
is asked for the same words, and finds the same cables.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fnmatch import translate
from typing import Final

from cableroom.public.search.base import Notice, Query
from cableroom.public.search.tree import And, Forms, Like, Node, Not, Or, Quorum, Together

MOST_FORMS: Final = 1_000
"""Words for one form; of more, the most frequent."""
_Vocabulary = Callable[[str], Sequence[tuple[str, int]]]


def expand(node: Node, vocabulary: _Vocabulary) -> tuple[Node, tuple[Notice, ...]]:
    """Return ``node`` with Forms for each Like, and what is to be said of it.

    vocabulary: ``SearchIndex.forms``.
    """
    notices: list[Notice] = []
    return _expanded(node, vocabulary, notices), tuple(notices)


def spelt_out(query: Query, vocabulary: _Vocabulary) -> Query:
    """Return ``query`` as engines take it: without any Like, and with what is to be said of that."""
    node, notices = expand(query.node, vocabulary)
    return replace(query, node=node, notices=(*query.notices, *notices))


def _expanded(node: Node, vocabulary: _Vocabulary, notices: list[Notice]) -> Node:
    def all_expanded(nodes: Sequence[Node]) -> tuple[Node, ...]:
        return tuple(_expanded(inner, vocabulary, notices) for inner in nodes)

    expanded = node
    match node:
        case Like():
            expanded = _forms(node, vocabulary, notices)
        case And(nodes) | Or(nodes) | Quorum(_, nodes):
            expanded = replace(node, nodes=all_expanded(nodes))
        case Not(inner) | Together(inner):
            expanded = replace(node, node=_expanded(inner, vocabulary, notices))
    return expanded


def _forms(like: Like, vocabulary: _Vocabulary, notices: list[Notice]) -> Forms:
    found = near(like.text, like.distance, vocabulary) if like.distance else _matching(like.text, vocabulary)
    if len(found) > MOST_FORMS:
        said = f"“{like.text}” stands for {len(found)} words; the {MOST_FORMS} most frequent are looked for."
        notices.append(Notice(said, like.at))
    elif like.distance and found:
        notices.append(Notice(f"“{like.text}~{like.distance}” stands for {_listed(found)}.", like.at))
    return Forms(tuple(form for form, _count in found[:MOST_FORMS]), like.where, like.at)


def _listed(found: Sequence[tuple[str, int]]) -> str:
    shown = ", ".join(form for form, _count in found[:10])
    return f"{shown} and {len(found) - 10} more" if len(found) > 10 else shown  # noqa: PLR2004 - as many are read at a glance


def _matching(pattern: str, vocabulary: _Vocabulary) -> list[tuple[str, int]]:
    start = pattern.partition("*")[0].partition("?")[0]
    found = vocabulary(start)
    if pattern == f"{start}*":
        return list(found)
    # Its stars are atomic, so that it stays linear.
    matches = re.compile(translate(pattern)).match
    return [one for one in found if matches(one[0])]


def near(word: str, distance: int, vocabulary: _Vocabulary) -> list[tuple[str, int]]:
    """The words at most ``distance`` letters apart that begin as ``word`` does, the most frequent first."""
    return [
        one
        for one in vocabulary(word[0])
        if abs(len(one[0]) - len(word)) <= distance and apart(word, one[0]) <= distance
    ]


def apart(one: str, other: str) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour, each once."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:
        return max(len(one), len(other))
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, last, row = row, before, [place]
        for there, letter_there in enumerate(other, 1):
            cost = min(before[there] + 1, row[there - 1] + 1, before[there - 1] + (letter != letter_there))
            if place > 1 < there and letter == other[there - 2] and one[place - 2] == letter_there:
                cost = min(cost, last[there - 2] + 1)
            row.append(cost)
    return row[-1]
