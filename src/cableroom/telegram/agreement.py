"""Where the source and the telegram say different things: telegram and stated fields in, problems out.

``parse()`` reads the text; what a page or a row states beside it is compared here.
"""

import dataclasses
import re

from cableroom.telegram.classification import read_classification_line
from cableroom.telegram.classification_words import guess_level, read_level
from cableroom.telegram.model import Problem, Span, Telegram

_LINE = re.compile(r"[^\r\n]*[^\s\\]")
_MOST_LINES = 12


def compare_stated(telegram: Telegram, *, classification: str | None) -> Telegram:
    """Return the telegram, with the problem "classification-disagrees" where its source states another.

    classification: as the source writes it, ``CONFIDENTIAL//NOFORN``; None where it does not say.
    Neither of the two is chosen: the source's stays stated, the telegram's stays read.
    """
    read = telegram.classification
    if classification is None or read is None or _plain(classification) == read:
        return telegram
    line = _classification_line(telegram)
    found = Problem("classification-disagrees", line.start, line.end)
    problems = sorted((*telegram.problems, found), key=lambda problem: (problem.start, problem.code))
    return dataclasses.replace(telegram, problems=tuple(problems))


def _plain(stated: str) -> str:
    """The source's words in the telegram's terms: ``UNCLASSIFIED//FOUO`` is for official use only."""
    words = " ".join(stated.upper().split())
    if read_level(words) is None:
        return words
    return read_classification_line(words).classification or words


def _classification_line(telegram: Telegram) -> Span:
    """The line that was read; captions may stand above it."""
    position = telegram.body_start
    for _ in range(_MOST_LINES):
        if (found := _LINE.search(telegram.text, position)) is None:
            break
        words = found[0].strip(" \t\\¶")
        if read_level(words) or guess_level(words):
            return Span(*found.span())
        position = found.end()
    return Span(telegram.body_start, telegram.body_start)
