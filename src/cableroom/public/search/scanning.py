"""The signs of a query: text in, tokens out, in one pass from left to right."""

from dataclasses import dataclass
from typing import Final

# Straight, curly, low, angular and full-width; whichever closes ends the phrase.
_QUOTES: Final = frozenset(
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{FULLWIDTH QUOTATION MARK}"
)
_MINUSES: Final = frozenset("-\N{MINUS SIGN}")
_OPERATORS: Final = {"AND": "and", "&&": "and", "OR": "or", "||": "or", "|": "or", "NOT": "not"}
_LATER: Final = "Wildcards and distances are not searched here; the words are looked for as they are."


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of a query."""

    kind: str
    """word, phrase, and, or, not, open, close, or notice (its text is a warning)."""
    text: str = ""
    field: str | None = None
    """What stands before the colon."""
    unclosed: bool = False
    """A phrase without its second quotation mark."""


def scan(text: str) -> list[Token]:
    """Return the signs of ``text``, a single line without unseen characters."""
    tokens: list[Token] = []
    place, depth = 0, 0
    while place < len(text):
        char = text[place]
        if char == " ":
            place += 1
        elif char in _QUOTES:
            token, place = _phrase(text, place, None)
            tokens.append(token)
        elif char == "(":
            tokens.append(Token("open"))
            place, depth = place + 1, depth + 1
        elif char == ")":
            tokens.append(Token("close"))
            place, depth = place + 1, max(0, depth - 1)
        elif char in _MINUSES:
            after = text[place + 1 : place + 2]
            # A dash between words, as in "Korea - Iran", excludes nothing.
            if after and after != " " and after not in _MINUSES and text[place - 1 : place] not in _MINUSES:
                tokens.append(Token("not"))
            place += 1
        elif char == "+":
            place += 1
        else:
            found, place = _word(text, place, nested=depth > 0)
            tokens.extend(found)
    return tokens


def _phrase(text: str, place: int, field: str | None) -> tuple[Token, int]:
    """The phrase whose first quotation mark is at ``place``, and where the text goes on."""
    end = place + 1
    while end < len(text) and text[end] not in _QUOTES:
        end += 1
    return Token("phrase", text[place + 1 : end], field, unclosed=end == len(text)), end + 1


def _word(text: str, place: int, *, nested: bool) -> tuple[list[Token], int]:
    """The word, operator or field at ``place``, and where the text goes on."""
    end, opened = place, 0
    while end < len(text) and text[end] != " " and text[end] not in _QUOTES:
        if text[end] == "(":
            opened += 1
        elif text[end] == ")" and nested and not opened:
            # It closes a group; within a word, as in 1.4(b), it does not.
            break
        elif text[end] == ")":
            opened -= 1
        end += 1
    word = text[place:end]
    if word in _OPERATORS:
        return [Token(_OPERATORS[word])], end
    name, colon, value = word.partition(":")
    if not colon or not _is_name(name):
        return _without_signs(word), end
    if not value and end < len(text) and text[end] in _QUOTES:
        token, end = _phrase(text, end, name)
        return [token], end
    return [Token("word", value.rstrip(".,;"), name)], end


def _is_name(name: str) -> bool:
    """Letters and hyphens; so a time such as 05:03 is a word."""
    return name.replace("-", "").isalpha()


def _without_signs(word: str) -> list[Token]:
    """A word without the signs of other search languages, and a notice where it had some."""
    near = word.partition("/")
    if (near[0] == "NEAR" and near[2].isdigit()) or word in ("/p", "/s"):
        return [Token("notice", _LATER)]
    bare, _sign, power = word.rpartition("~") if "~" in word else word.rpartition("^")
    if not bare or (power and not power.isdigit()):
        bare = word
    bare = bare.replace("*", "")
    if bare == word:
        return [Token("word", word)]
    return [Token("notice", _LATER), *([Token("word", bare)] if bare else [])]
