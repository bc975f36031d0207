"""REF field: region in, references out, in the order they were written.

The field is cut at its labels (``A.``, ``(B)``), each entry at its separators,
and each piece is read as a cable, or as what its words say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cableroom.telegram.cited_cables import CitedCable, read_cited
from cableroom.telegram.model import Reference
from cableroom.telegram.portions import PORTION

# "A." "(A)" "A)" "A:" "1." "(1)"; a second one behind it says the same ("A. A) ...", "A. REF A ...").
_LABEL = re.compile(
    r"(?<![A-Za-z0-9.'/&-])(?:"
    r"\(\s{0,2}([A-Za-z]|[0-9]{1,2})\s{0,2}[).:]{1,2}"
    r"|([A-Z])\s{0,1}[.):](?![A-Z]\.)|([a-z])[.)]|([0-9]{1,2})[.)](?=\s{0,3}(?:[0-9]{2} )?[A-Z(])"
    r")"
)
_AGAIN = re.compile(
    r"\s{0,4}(?:REF(?:TEL)?S?[.:]?\s{1,3}(?:\(?[A-Z]\)?[.:)]{0,2}\s{1,3})?|\(?[A-Z][).]{1,2}(?=\s))",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s{0,4}(?:[,;]|\b(?:AND|And|and|OR)\b|&)\s{0,4}(?:\b(?:AND|And|and)\b\s{0,4})?|/(?=\s{0,2}[0-9])"
)
# What may stand behind a reference without being one.
_REMARK = re.compile(
    r"[\s(]{0,3}(?:NOTALS?|ALL NOTAL|PREVIOUS|AND PREVIOUS|PREVIOUS(?:ES)?|SERIES|ET ?AL|OTHERS?|EXDIS|NODIS|SBU|"
    r"AND|SEPTEL)[\s).,;]{0,4}$",
    re.IGNORECASE,
)
_NO_FURTHER = re.compile(
    r"(?:SUMMARY|Summary|COMMENT|INTRODUCTION|ACTION REQUEST|REASONS?:|Reasons?:|Sensitive [Bb]ut|SENSITIVE BUT|"
    r"SIPDIS$|This (?:is|cable|message)|THIS (?:IS|CABLE|MESSAGE)|DERIVED|-{5}|={5}|_{5}|\*{5})"
)
_PARAGRAPH = re.compile(r"(?<!\S)[0-9]{1,2}\. {0,3}(?=\()")
_STARTS_ENTRY = re.compile(r"\(?(?:[A-Za-z]|[0-9]{1,2})[.):]")
_UNFINISHED = re.compile(
    r"(?:[,;&/(]|\b(?:AND|and|REF|RIO|SAN|ADDIS|TEL|NEW|ABU|PORT|LA|THE|KUALA|BUENOS|PHNOM|DAR ES|HO CHI)|[A-Z]\.|\([A-Z]\))$"
)
# Words that say what an entry is, if it is no cable. The first that fits wins.
_KINDS = (
    ("email", re.compile(r"\bE-? ?MAILS?\b", re.IGNORECASE)),
    (
        "telcon",
        re.compile(
            r"\b(?:TELE?-?CONS?|PHONE-?CONS?|(?:TELE)?PHONE|CALL|CONVERSATIONS?|CONVOS?|DVC)\b", re.IGNORECASE
        ),
    ),
    ("fax", re.compile(r"\b(?:FAX(?:ES)?|TELEFAX|FACSIMILE)\b", re.IGNORECASE)),
    ("letter", re.compile(r"\b(?:LETTERS?|LTR)\b", re.IGNORECASE)),
    ("memo", re.compile(r"\b(?:MEMOS?|MEMORAND(?:UM|A)|MEMCONS?|AIDE)\b", re.IGNORECASE)),
    ("book", re.compile(r"\b(?:BOOKS?|FAM|FAH|HANDBOOK|MANUAL)\b", re.IGNORECASE)),
    (
        "report",
        re.compile(
            r"\b(?:REPORTS?|IIR|TD[ X/-]|TDX?|OSC|FBIS|CIR|EUP[0-9]|GMP[0-9]|CRS|SPOT|DAILY|BRIEF)\b|\b(?:TD|IIR)[- /]?[0-9]",
            re.IGNORECASE,
        ),
    ),
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of the telegram that cites; it fills what a citation leaves out."""

    year: int | None
    post: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    label: str | None
    start: int
    end: int


def read_references(clean: str, start: int, end: int, own: Own) -> tuple[Reference, ...]:
    """Return the references of a REF field; spans are code points of ``clean``.

    start, end: the region behind the label, up to ``end_of_references``.
    """
    references: list[Reference] = []
    for entry in _entries(clean, start, end):
        references.extend(_read_entry(clean, entry, own))
    return tuple(references)


def end_of_references(clean: str, start: int, end: int) -> int:
    """Where the REF field ends that begins at ``start``; ``end`` is the next field or paragraph."""
    return start + _length(clean[start:end])


def _length(region: str) -> int:
    """How far the field reaches: not over a paragraph, rule or heading, nor beyond a blank line without cause."""
    kept = 0
    position = 0
    last = ""
    blank = False
    for raw in region.splitlines(keepends=True):
        text = raw.strip(" \t\r\n\\")
        if not text:
            blank = bool(last)
        else:
            if _NO_FURTHER.match(text) or PORTION.match(text):
                break
            if blank and not (
                _STARTS_ENTRY.match(text) or _UNFINISHED.search(last[-16:]) or read_cited(text)
            ):
                break
            if (paragraph := _PARAGRAPH.search(text)) and PORTION.match(text, paragraph.end()):
                kept = position + raw.index(text) + paragraph.start()
                break
            last, blank = text, False
            kept = position + len(raw)
        position += len(raw)
    return kept


def _entries(clean: str, start: int, end: int) -> Iterator[_Entry]:
    """Cut the field at its labels, in their order of letters or numbers."""
    label: str | None = None
    begin = start
    previous = ""
    position = start
    while (found := _LABEL.search(clean, position, end)) is not None:
        name = (found[1] or found[2] or found[3] or found[4]).upper()
        position = found.end()
        if not _follows(name, previous, at_start=not clean[begin : found.start()].strip(" \r\n\\,;")):
            continue
        if _post_awaits_serial(clean, begin, found, end):
            # "KUWAIT (C)02293": the letter slipped between post and serial.
            yield from _if_any(clean, label, begin, _word_start(clean, begin, found.start()))
            label, begin, previous = name, _word_start(clean, begin, found.start()), name
            continue
        yield from _if_any(clean, label, begin, found.start())
        if (again := _AGAIN.match(clean, position, end)) is not None:
            position = again.end()
        label, begin, previous = name, position, name
    yield from _if_any(clean, label, begin, end)


def _if_any(clean: str, label: str | None, begin: int, end: int) -> Iterator[_Entry]:
    if clean[begin:end].strip(" \r\n\\,;.()"):
        yield _Entry(label, begin, end)


def _follows(name: str, previous: str, *, at_start: bool) -> bool:
    """Tell whether a letter is the next label, and no initial of a name."""
    if not previous:
        return at_start or name in ("A", "B", "1")
    if name.isdigit() != previous.isdigit():
        return False
    if name.isdigit():
        return 0 <= int(name) - int(previous) <= _WIDEST_STEP
    return 0 <= ord(name) - ord(previous) <= _WIDEST_STEP


_WIDEST_STEP = 2


def _post_awaits_serial(clean: str, begin: int, label: re.Match[str], end: int) -> bool:
    before = clean[begin : label.start()].rstrip()
    return (
        clean[label.end() : min(end, label.end() + 1)].isdigit()
        and before[-1:].isalpha()
        and read_cited(f"{before[-40:].split(',')[-1]} {clean[label.end() : label.end() + 7]}") is not None
    )


def _word_start(clean: str, begin: int, end: int) -> int:
    before = clean[begin:end].rstrip()
    return begin + max(before.rfind(","), before.rfind(";"), before.rfind(")")) + 1


def _read_entry(clean: str, entry: _Entry, own: Own) -> Iterator[Reference]:
    """The references of one label; pieces that say nothing alone are put together again."""
    cited: CitedCable | None = None
    words: tuple[int, int] | None = None
    label = entry.label
    for start, end in _pieces(clean, entry):
        found = read_cited(clean[start:end], default=cited)
        if found is None and cited is None:
            found = _own_serial(clean[start:end], entry, own)
        if found is None:
            words = (words[0] if words else start, end)
            continue
        if words:
            yield from _in_words(clean, words, label)
            words = None
        cited = found
        yield _cable(clean, start, found, label, own)
    if words:
        yield from _in_words(clean, words, label)


def _pieces(clean: str, entry: _Entry) -> Iterator[tuple[int, int]]:
    begin = entry.start
    for found in _SEPARATOR.finditer(clean, entry.start, entry.end):
        if clean[begin : found.start()].strip():
            piece = clean[begin : found.start()]
            # "PRAGUE, 1228": the comma stands between post and serial.
            if (
                found[0].strip() == ","
                and piece.strip(" (").isalpha()
                and read_cited(piece + " " + clean[found.end() : found.end() + 7])
            ):
                continue
            yield _trim(clean, begin, found.start())
        begin = found.end()
    if clean[begin : entry.end].strip():
        yield _trim(clean, begin, entry.end)


def _trim(clean: str, start: int, end: int) -> tuple[int, int]:
    piece = clean[start:end]
    body = piece.lstrip(" \r\n\\.,;:")
    start += len(piece) - len(body)
    return start, start + len(body.rstrip(" \r\n\\,;"))


def _own_serial(piece: str, entry: _Entry, own: Own) -> CitedCable | None:
    """``A) 6307``: a serial alone is one of the own post."""
    digits = piece.strip(" .,#")
    if entry.label is None or own.post is None or not digits.isdigit() or len(digits) > 6:  # noqa: PLR2004
        return None
    return CitedCable(None, own.post, int(digits), len(piece.rstrip()), post_written=False)


def _cable(clean: str, start: int, cited: CitedCable, label: str | None, own: Own) -> Reference:
    inferred = []
    year = cited.year
    if year is None:
        year = own.year
        inferred.append("year")
    if not cited.post_written:
        inferred.append("post")
    known = cited.post is not None and year is not None
    end = start + cited.length
    return Reference(
        label=label,
        kind="cable",
        reference_id=f"{year % 100:02}{cited.post}{cited.serial}" if known and year is not None else None,
        inferred=tuple(inferred) if known else (),
        text=_SPACES.sub(" ", clean[start:end]).replace(" \\ ", " ").strip(),
        start=start,
        end=end,
    )


def _in_words(clean: str, span: tuple[int, int], label: str | None) -> Iterator[Reference]:
    start, end = span
    written = clean[start:end]
    if _REMARK.match(written):
        return
    text = " ".join(word for word in written.split() if word != "\\").strip(" ,;.")
    if not text or not any(c.isalnum() for c in text):
        return
    kind = next((name for name, pattern in _KINDS if pattern.search(text)), "other")
    reference = Reference(label, kind, None, (), text, start, end)
    yield replace(reference, kind="cable") if kind == "other" and _DTG_REFERENCE.search(text) else reference


# A telegram named by its sender and time: "USCINCRED 311345Z MAY 73".
_DTG_REFERENCE = re.compile(r"\b[0-9]{6}Z [A-Z]{3}")
