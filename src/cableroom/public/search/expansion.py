"""Words of a form, spelt out before any engine is asked: ``proliferat*`` -> the words of the index that fit.

The words come from the index of what is published, so nothing else can be guessed from them.  Every engine
is asked for the same words, and finds the same cables.
"""

import re
from bisect import bisect_left
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
    found = [one for one in vocabulary(word[0]) if abs(len(one[0]) - len(word)) <= distance]
    close = _close(word, distance, sorted(form for form, _count in found))
    return [one for one in found if one[0] in close]


def _close(word: str, distance: int, forms: Sequence[str]) -> set[str]:
    """Those of the sorted ``forms`` so near to ``word``.

    Words with the same beginning share its rows, and where a beginning is too far away already, all words
    with it are passed over: of a hundred thousand words some thousand letters are compared.
    """
    close: set[str] = set()
    rows = [list(range(len(word) + 1))]
    before, place = "", 0
    while place < len(forms):
        form = forms[place]
        known = 0
        while known < len(rows) - 1 and before[known] == form[known : known + 1]:
            known += 1
        del rows[known + 1 :]
        before = form
        while len(rows) <= len(form) and min(rows[-1]) <= distance:
            rows.append(_row(word, form, rows))
        if min(rows[-1]) > distance:
            place = bisect_left(forms, f"{form[: len(rows) - 1]}\U0010ffff", place)
        else:
            close.update([form] if rows[-1][-1] <= distance else ())
            place += 1
    return close


def _row(word: str, form: str, rows: Sequence[Sequence[int]]) -> list[int]:
    """How far each beginning of ``word`` is from one letter more of ``form`` than ``rows`` tell of.

    A letter may be changed, added, left out or swapped with its neighbour.
    """
    last, depth = rows[-1], len(rows)
    letter = form[depth - 1]
    row = [depth]
    for there, letter_there in enumerate(word, 1):
        cost = min(last[there] + 1, row[-1] + 1, last[there - 1] + (letter != letter_there))
        if depth > 1 < there and letter == word[there - 2] and form[depth - 2] == letter_there:
            cost = min(cost, rows[-2][there - 2] + 1)
        row.append(cost)
    return row
