"""The signs of a query: text in, tokens out, in one pass from left to right."""

from dataclasses import dataclass
from typing import Final

# Straight, curly, low, angular and full-width; whichever closes ends the phrase.
QUOTES: Final = frozenset(
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{FULLWIDTH QUOTATION MARK}"
)
_MINUSES: Final = frozenset("-\N{MINUS SIGN}")
_OPERATORS: Final = {"AND": "and", "&&": "and", "OR": "or", "||": "or", "|": "or", "NOT": "not"}
_MOST_DIGITS: Final = 3
"""Of a distance or a number of words; a longer run of digits is no such number."""


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of a query."""

    kind: str
    """word, phrase, and, or, not, near, paragraph, open, close."""
    start: int
    """Half-open code points of the query."""
    end: int
    text: str = ""
    field: str | None = None
    """What stands before the colon of a word, a phrase or an opening parenthesis."""
    exact: bool = False
    """Whether ``=`` stands before it."""
    distance: int | None = None
    """Behind ``~`` or ``NEAR/``; 1 for a bare ``~``."""
    count: int = 0
    """Of an opening parenthesis: behind it stand alternatives, so many of which are wanted (``2OF(``)."""
    unclosed: bool = False
    """A phrase without its second quotation mark."""


def scan(text: str) -> list[Token]:
    """Return the signs of ``text``, a single line without unseen characters."""
    tokens: list[Token] = []
    place, depth = 0, 0
    while place < len(text):
        char = text[place]
        if char in " +":
            place += 1
            continue
        if char in _MINUSES:
            after = text[place + 1 : place + 2]
            # A dash between words, as in "Korea - Iran", excludes nothing.
            if after and after != " " and after not in _MINUSES and text[place - 1 : place] not in _MINUSES:
                tokens.append(Token("not", place, place + 1))
            place += 1
            continue
        token = _next(text, place, nested=depth > 0)
        depth = max(0, depth + {"open": 1, "close": -1}.get(token.kind, 0))
        tokens.append(token)
        place = token.end
        if token.kind in ("phrase", "close"):
            place += len(_weight(text, place))
    return tokens


def _next(text: str, place: int, *, nested: bool) -> Token:
    """The sign at ``place``, which is neither blank nor minus."""
    char = text[place]
    if char in QUOTES:
        return _phrase(text, place, place)
    if char == "=" and text[place + 1 :] and text[place + 1] in QUOTES:
        return _phrase(text, place, place + 1, exact=True)
    if char == "(":
        return Token("open", place, place + 1)
    if char == ")":
        return Token("close", place, place + 1)
    return _word(text, place, nested=nested)


def _phrase(text: str, start: int, place: int, *, field: str | None = None, exact: bool = False) -> Token:
    """The phrase whose first quotation mark is at ``place``, with the distance behind it."""
    end = place + 1
    while end < len(text) and text[end] not in QUOTES:
        end += 1
    words, unclosed = text[place + 1 : end], end == len(text)
    distance = None
    end = min(end + 1, len(text))
    if text[end : end + 1] == "~":
        digits = _digits(text, end + 1)
        distance = int(digits or 1)
        end += 1 + len(digits)
    return Token("phrase", start, end, words, field, exact, distance, unclosed=unclosed)


def _word(text: str, start: int, *, nested: bool) -> Token:
    """The word, operator or field at ``start``."""
    end = _word_end(text, start, nested=nested)
    word = text[start:end]
    name, colon, _value = word.partition(":")
    if (operator := _operator(word, start, end)) is not None:
        return operator
    return _field(text, start, end, name) if colon and _is_name(name) else _signed(word, start, end, None)


def _operator(word: str, start: int, end: int) -> Token | None:
    quorum, sign, _rest = word.partition("OF(")
    if word in _OPERATORS:
        return Token(_OPERATORS[word], start, end)
    if word.casefold() == "/p":
        return Token("paragraph", start, end)
    if word.startswith("NEAR/") and word[5:] and word[5:] == _digits(word, 5):
        return Token("near", start, end, distance=int(word[5:]))
    if sign and quorum and quorum == _digits(quorum, 0):
        return Token("open", start, start + len(quorum) + len(sign), count=int(quorum))
    return None


def _field(text: str, start: int, end: int, name: str) -> Token:
    """``name:`` and what follows: a word, a phrase, a range or a group."""
    place = start + len(name) + 1
    value = text[place:end]
    exact = value.startswith("=")
    if value in ("", "=") and text[end : end + 1] and text[end] in QUOTES:
        return _phrase(text, start, end, field=name, exact=exact)
    if value.startswith("("):
        return Token("open", start, place + 1, field=name)
    if value[:1] in ("[", "{") and (closed := _closed(text, place)):
        return Token("word", start, closed, text[place + 1 : closed - 1].replace(" TO ", ".."), name)
    # A stop behind a value ends a sentence; two of them leave a range open.
    return _signed(value if value.endswith("..") else value.rstrip(".,;"), start, end, name)


def _word_end(text: str, start: int, *, nested: bool) -> int:
    end, opened = start, 0
    while end < len(text) and text[end] != " " and text[end] not in QUOTES:
        if text[end] == "(":
            opened += 1
        elif text[end] == ")" and nested and not opened:
            # It closes a group; within a word, as in 1.4(b), it does not.
            break
        elif text[end] == ")":
            opened -= 1
        end += 1
    return end


def _signed(word: str, start: int, end: int, field: str | None) -> Token:
    """A word with the signs before and behind it taken off: ``=secret``, ``zartman~1``, ``vane^2``."""
    exact = len(word) > 1 and word.startswith("=")
    word = word[exact:]
    bare, sign, power = word.rpartition("^")
    if bare and sign and _weight(word, len(bare)) == sign + power:
        word = bare
    bare, sign, power = word.rpartition("~")
    distance = None
    if sign and bare and power == _digits(power, 0):
        word, distance = bare, int(power or 1)
    return Token("word", start, end, word, field, exact, distance)


def _closed(text: str, place: int) -> int:
    """Behind the bracket that closes the one at ``place``; 0 where none does."""
    ends = [end for sign in "]}" if (end := text.find(sign, place)) > 0]
    return min(ends, default=-1) + 1


def _digits(text: str, place: int) -> str:
    """The few digits at ``place``; "" where there are none."""
    end = place
    while end < len(text) and end - place < _MOST_DIGITS and text[end] in "0123456789":
        end += 1
    return text[place:end]


def _weight(text: str, place: int) -> str:
    """The weight at ``place``, ``^2``, ``^0.5`` or a bare ``^``; "" where there is none."""
    if text[place : place + 1] != "^":
        return ""
    end = place + 1 + len(_digits(text, place + 1))
    if text[end : end + 1] == ".":
        end += 1 + len(_digits(text, end + 1))
    return text[place:end]


def _is_name(name: str) -> bool:
    """Letters and hyphens; so a time such as 05:03 is a word."""
    return name.replace("-", "").isalpha()
