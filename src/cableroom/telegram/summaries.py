"""Summary and comment: paragraphs in, the text between the words out."""

import re
from bisect import bisect_right
from dataclasses import replace

from cableroom.telegram.headings import FoundHeading
from cableroom.telegram.model import Paragraph

# How officers spell the words. Spaced letters are an ornament.
_SUMMARY_WORD = r"(?:SUM{1,3}A?R{0,2}Y|S U M M A R Y)"
_COMMENT_WORD = r"(?:COM{1,3}E?N?TS?|C O M M E N T)"
# What is joined to them: "Introduction and Summary", "SUMMARY, COMMENT AND ACTION REQUEST", "Post Comment".
_OTHERS = (
    r"(?:EXECUTIVE|INTRODUCTION|OVERVIEW|KEY POINTS|BACKGROUND|ANALYSIS|CONCLUSIONS?|RECOMMENDATIONS?"
    r"|ACTION(?:\s{1,2}REQUEST(?:ED)?)?|ASSESSMENT|INTRO|CONTINUED|AMBASSADOR'S|AMBASSADOR|CHARGE'S|POST|EMBASSY"
    r"|MISSION|(?:THE\s{1,2})?CONSULATE(?:\s{1,2}GENERAL)?|CONGEN|EMBOFF|POLOFF|ECONOFF|USUN|BIO)"
)
_SEPARATOR = r"(?:,?\s{1,2}(?:AND|&)\s{1,2}|\s?/\s?|,\s{1,2}|\s{1,2})"
_MARK = r"(?:\([A-Z/]{1,9}\)\s{0,2})?"


def _label(word: str, other: str) -> str:
    """A pattern for the words of a label, whatever they are joined to."""
    beside = rf"(?:{_OTHERS}|{other})"
    return rf"(?:{beside}{_SEPARATOR}){{0,3}}{word}\b(?:{_SEPARATOR}{beside}\b){{0,3}}"


# A label is set off by a stop, by dashes, or by the blanks behind it.
_SET_OFF = (
    r"(?:\s{1,2}BY\s[A-Z]{3,12})?[\"'*)\]]{0,4}(?:\s?\([A-Z]{1,3}\))?"
    r"(?:\s{0,2}[:.;](?: {0,2}[-=]{3,80})?|\s{0,2}[-=*]{1,80}|(?=\s{0,2}(?:\n|\Z))|(?=\s{2}))\s{0,4}"
)
_SUMMARY_LABEL = _label(_SUMMARY_WORD, _COMMENT_WORD)
_COMMENT_LABEL = _label(_COMMENT_WORD, "(?!)")
_SUMMARY = re.compile(
    rf"[\"'*(=\[ -]{{0,9}}{_MARK}(?:BEGIN\s{{1,2}})?{_SUMMARY_LABEL}{_SET_OFF}"
    rf"|[(\[]{_SUMMARY_LABEL}[)\]]\s{{0,4}}",
    re.IGNORECASE,
)
_COMMENT = re.compile(rf"[\"'*= -]{{0,9}}{_MARK}(?:BEGIN\s{{1,2}})?{_COMMENT_LABEL}{_SET_OFF}", re.IGNORECASE)
# Without anything behind it the word is a label only where its END follows.
_BARE_SUMMARY = re.compile(rf"{_SUMMARY_WORD}\s{{1,2}}(?!OF\b)(?=[A-Z])")
# Both begin with a letter, not with an anchor, which makes the search quick; what opens them is in _OPENED.
_END = r"[Ee](?<!\w[Ee])(?i:ND\s{0,3}(?:OF\s{1,2})?(?:THE\s{1,2})?"
_END_SUMMARY = re.compile(rf"{_END}{_SUMMARY_LABEL})")
_END_COMMENT = re.compile(rf"{_END}{_COMMENT_LABEL})")
# "SUMMARY ENDS" says the same; a plain search for its second word comes first, which is quicker.
_ENDS = {
    _END_SUMMARY: re.compile(rf"\b{_SUMMARY_LABEL}\s{{1,2}}ENDS\b", re.IGNORECASE),
    _END_COMMENT: re.compile(rf"\b{_COMMENT_LABEL}\s{{1,2}}ENDS\b", re.IGNORECASE),
}
# How the words begin in every spelling, in capitals.
_BEGINNINGS = {_END_SUMMARY: ("SUM", "S U M"), _END_COMMENT: ("COM", "C O M")}
_OPENED = re.compile(r"[\s(*=\[-]{1,12}\Z")
_SUMMARY_TITLE = re.compile(rf"{_MARK}{_SUMMARY_LABEL}(?! OF\b)", re.IGNORECASE)
_COMMENT_TITLE = re.compile(rf"{_MARK}{_COMMENT_LABEL}", re.IGNORECASE)
# A part may begin in the midst of a paragraph whose number was lost.
_COMMENT_BELOW = re.compile(rf"\n\n\s{{0,8}}(?={_MARK}{_COMMENT_LABEL}\s{{0,2}}[:.])", re.IGNORECASE)
# How the word begins, in most spellings; a plain search is quicker than a pattern.
_COMMENT_BEGINS = ("COM", "Com", "com", "C O M")
_HAS_COMMENT = re.compile(r"\bCOM{1,3}E?N?T", re.IGNORECASE)
# No summary is spread over more paragraphs.
_MOST_PARAGRAPHS = 12
_FIRST_FEW = 4
_LONGEST_OPENING = 12


def read_summary(paragraphs: list[Paragraph], headings: list[FoundHeading]) -> str | None:
    """Return the text between SUMMARY and END SUMMARY, or the paragraphs under that heading."""
    marked = _marked(paragraphs[:_MOST_PARAGRAPHS], _SUMMARY, _END_SUMMARY)
    if marked is not None:
        return marked
    titled = _titled(paragraphs, headings, _SUMMARY_TITLE, _SUMMARY, _END_SUMMARY)
    if titled is not None:
        return titled
    return _only_ended(paragraphs[:_FIRST_FEW])


def read_comment(paragraphs: list[Paragraph], headings: list[FoundHeading]) -> str | None:
    """Return the last comment that has a paragraph or a heading of its own."""
    titled = _titled(paragraphs, headings, _COMMENT_TITLE, _COMMENT, _END_COMMENT)
    if titled is not None:
        return titled
    for place in range(len(paragraphs) - 1, -1, -1):
        text = paragraphs[place].text
        if not any(map(text.__contains__, _COMMENT_BEGINS)):
            continue
        if _COMMENT.match(text):
            return _between(paragraphs[place:], _COMMENT, _END_COMMENT, to_end=False)
        below = [found.end() for found in _COMMENT_BELOW.finditer(text)]
        if below:
            part = replace(paragraphs[place], text=text[below[-1] :])
            return _between([part, *paragraphs[place + 1 :]], _COMMENT, _END_COMMENT, to_end=False)
    return _comment_only_ended(paragraphs)


def _comment_only_ended(paragraphs: list[Paragraph]) -> str | None:
    """END COMMENT without a beginning, in the last paragraph: all of it."""
    if not paragraphs or (end := _find_end(_END_COMMENT, paragraphs[-1].text)) is None:
        return None
    before = _before(paragraphs[-1].text, end.start())
    return None if _HAS_COMMENT.search(before) else before.strip() or None


def _marked(paragraphs: list[Paragraph], begin: re.Pattern[str], end: re.Pattern[str]) -> str | None:
    for place, paragraph in enumerate(paragraphs):
        if begin.match(paragraph.text):
            return _between(paragraphs[place:], begin, end, to_end=False)
        if _BARE_SUMMARY.match(paragraph.text) and any(
            _find_end(end, one.text) for one in paragraphs[place:]
        ):
            return _between(paragraphs[place:], _BARE_SUMMARY, end, to_end=False)
    return None


def _titled(
    paragraphs: list[Paragraph],
    headings: list[FoundHeading],
    title: re.Pattern[str],
    begin: re.Pattern[str],
    end: re.Pattern[str],
) -> str | None:
    """The paragraphs under the last heading that ``title`` fits, up to the next heading."""
    starts = [paragraph.start for paragraph in paragraphs]
    for place in range(len(headings) - 1, -1, -1):
        if not (_names(headings[place].text, _BEGINNINGS[end]) and title.match(headings[place].text)):
            continue
        following = headings[place + 1].start if place + 1 < len(headings) else None
        first = bisect_right(starts, headings[place].start)
        last = len(paragraphs) if following is None else bisect_right(starts, following)
        if first < last:
            return _between(paragraphs[first:last], begin, end, to_end=True)
    return None


def _between(
    paragraphs: list[Paragraph], begin: re.Pattern[str], end: re.Pattern[str], *, to_end: bool
) -> str | None:
    """The texts from the first paragraph to the words that end them.

    to_end: where those words are missing, all paragraphs; else only the first.
    """
    texts: list[str] = []
    for paragraph in paragraphs[:_MOST_PARAGRAPHS]:
        text = paragraph.text
        if not texts and (label := begin.match(text)) is not None:
            text = text[label.end() :]
        if (stop := _find_end(end, text)) is not None:
            texts.append(_before(text, stop.start()))
            return _joined(texts)
        texts.append(text)
    said = [text for text in texts if text.strip()]
    return _joined(said if to_end else said[:1])


def _find_end(end: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Where the words stand that end a summary or a comment, in either order."""
    if not _names(text, _BEGINNINGS[end]):
        return None
    found = end.search(text)
    if found is None and ("ENDS" in text or "ends" in text or "Ends" in text):
        found = _ENDS[end].search(text)
    return found


def _names(text: str, beginnings: tuple[str, ...]) -> bool:
    """Tell whether a word may stand in a text; a plain search is much quicker than its pattern."""
    capitals = text.upper()
    return any(beginning in capitals for beginning in beginnings)


def _before(text: str, end: int) -> str:
    """The text before the words that end it, without the parenthesis that they stand in."""
    opened = _OPENED.search(text, max(0, end - _LONGEST_OPENING), end)
    return text[: opened.start() if opened else end].rstrip()


def _only_ended(paragraphs: list[Paragraph]) -> str | None:
    """END SUMMARY without a beginning: all from the first paragraph on."""
    for place, paragraph in enumerate(paragraphs):
        if _find_end(_END_SUMMARY, paragraph.text):
            return _between(paragraphs[: place + 1], _SUMMARY, _END_SUMMARY, to_end=True)
    return None


def _joined(texts: list[str]) -> str | None:
    return "\n\n".join(text.strip() for text in texts if text.strip()) or None
