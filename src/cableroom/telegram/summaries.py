"""Summary and comment: paragraphs in, the text between the words out."""

import re
from bisect import bisect_right

from cableroom.telegram.headings import FoundHeading
from cableroom.telegram.model import Paragraph

# "SUMMARY:", "Summary and Comment.", "SUMMARY AND ACTION REQUEST --", "Summay:" at the head of a paragraph.
_AND = r"(?:\s{1,2}(?:AND|&)\s{1,2}|\s?/\s?)"
_SUMMARY = re.compile(
    rf"(?:BEGIN\s{{1,2}}|EXECUTIVE\s{{1,2}}|INTRODUCTION{_AND}|COMMENT{_AND})?SUMM?AR?Y"
    rf"(?:{_AND}(?:COMMENTS?|ACTION\s{{1,2}}REQUEST(?:ED)?|INTRODUCTION|RECOMMENDATIONS?|BACKGROUND|ANALYSIS))?"
    r"(?:\s{0,2}[:.;]|\s{0,2}-{1,20}|(?=\s{0,2}\n)|(?=\s{2}))\s{0,4}",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    rf"(?:BEGIN\s{{1,2}})?(?:POST\s{{1,2}}|EMBASSY\s{{1,2}}|MISSION\s{{1,2}}|CONCLUSION{_AND}|AMBASSADOR'S\s{{1,2}})?COMMENTS?"
    rf"(?:{_AND}(?:ACTION\s{{1,2}}REQUEST|CONCLUSIONS?|RECOMMENDATIONS?|ANALYSIS))?"
    r"(?:\s{0,2}[:.;]|\s{0,2}-{1,20}|(?=\s{0,2}\n)|(?=\s{2}))\s{0,4}",
    re.IGNORECASE,
)
# Both begin with a letter, not with an anchor, which makes the search quick; what opens them is in _OPENED.
_END_SUMMARY = re.compile(
    r"[Ee](?<!\w[Ee])(?i:ND\s{1,3}(?:OF\s{1,2})?(?:THE\s{1,2})?(?:EXECUTIVE\s{1,2})?SUMM?AR?Y\b)"
)
_END_COMMENT = re.compile(r"[Ee](?<!\w[Ee])(?i:ND\s{1,3}(?:OF\s{1,2})?(?:POST\s{1,2})?COMMENTS?\b)")
_OPENED = re.compile(r"[\s(]{1,3}\Z")
_SUMMARY_TITLE = re.compile(
    r"(?!END )[^a-z]{0,3}(?:[A-Za-z]+ (?:AND|&) |EXECUTIVE )?SUMM?AR?Y\b", re.IGNORECASE
)
_COMMENT_TITLE = re.compile(
    r"(?!END )[^a-z]{0,3}(?:[A-Za-z]+ (?:AND|&) |POST |EMBASSY )?COMMENTS?\b", re.IGNORECASE
)
# No summary is spread over more paragraphs.
_MOST_PARAGRAPHS = 12
_FIRST_FEW = 4


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
        if _COMMENT.match(paragraphs[place].text):
            return _between(paragraphs[place:], _COMMENT, _END_COMMENT, to_end=False)
    return None


def _marked(paragraphs: list[Paragraph], begin: re.Pattern[str], end: re.Pattern[str]) -> str | None:
    for place, paragraph in enumerate(paragraphs):
        if begin.match(paragraph.text):
            return _between(paragraphs[place:], begin, end, to_end=False)
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
        if not title.match(headings[place].text):
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
        if (stop := end.search(text)) is not None:
            texts.append(_before(text, stop.start()))
            return _joined(texts)
        texts.append(text)
    return _joined(texts if to_end else texts[:1])


def _before(text: str, end: int) -> str:
    """The text before the words that end it, without the parenthesis that they stand in."""
    opened = _OPENED.search(text, max(0, end - 3), end)
    return text[: opened.start() if opened else end].rstrip()


def _only_ended(paragraphs: list[Paragraph]) -> str | None:
    """END SUMMARY without a beginning: all from the first paragraph on."""
    for place, paragraph in enumerate(paragraphs):
        if _END_SUMMARY.search(paragraph.text):
            return _between(paragraphs[: place + 1], _SUMMARY, _END_SUMMARY, to_end=True)
    return None


def _joined(texts: list[str]) -> str | None:
    return "\n\n".join(text.strip() for text in texts if text.strip()) or None
