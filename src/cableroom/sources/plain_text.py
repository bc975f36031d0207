"""One telegram as plain text: bare, or below five lines that state what it is.

The five lines are id, title, date, classification, origin.  The title is not
kept: it is a cut of the subject, which the text has whole.
"""

import re
from collections.abc import Iterator
from typing import Final

from cableroom.sources.base import SNIFF_BYTES, RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.decoding import decode_file
from cableroom.sources.recording import make_record, read_whole
from cableroom.sources.stated import (
    read_classification,
    read_origin,
    read_reference_id,
    settle_created,
)

NAME = "plain_text"
_STATED_LINES: Final = 5
_CLASSIFICATIONS: Final = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET", "TOP SECRET")
_LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n)")
# One of these at a line start makes a telegram ...
_SURE_SIGNS: Final = re.compile(
    r"(?:\A|(?<=[\r\n]))[ \t]{0,40}(?:"
    r"VZCZ[A-Z]|ZN[RY] [A-Z]{5}|[ZOPR] (?:[ZOPR] )?[0-9]{6}Z [A-Z]{3} [0-9]{2}\b"
    r"|FM (?:AMEMBASSY|AMCONSUL|SECSTATE|USMISSION|USDEL|AIT )"
    r"|E\.O\. ?1[0-9]{3,4}|UNCLAS |C O N F I D E N T I A L|S E C R E T|LIMITED OFFICIAL USE)"
)
# ... or two of these: a fragment, that other writing hardly resembles.
_LIKELY_SIGNS: Final = re.compile(
    r"(?:\A|(?<=[\r\n]))[ \t]{0,40}"
    r"(FM [A-Z]|TO [A-Z]|TAGS:|SUBJECT:|SUBJ:|REFS?:|SIPDIS|SUMMARY|Classified By:|CLASSIFIED BY:"
    r"|[0-9]{1,2}\. ?\((?:U|SBU|FOUO|LOU|C|S|TS)\b)"
)
_ENOUGH_LIKELY: Final = 2
# What is certainly another kind of file, whatever words it holds: markup, JSON, mail, tables, and what is
# below the archives' own words.
_OTHER_KIND: Final = re.compile(
    r"[ \t\r\n]{0,1024}(?:[<{\[]|%PDF|MIME-Version:|From:|Received:|Return-Path:|Message Text[ \t]*[\r\n]"
    r"|\"?[0-9]{1,9}\"?(?:,\"|\t[0-9])|\"?[a-z_]{1,32}\"?,\"?[a-z_]{1,32}\"?,\"?[a-z_]{1,32}\"?[,\r\n])"
)
# A captured page holds both, and a telegram neither.
_OF_A_PAGE: Final = ("Viewing cable ", "Reference ID")


def sniff(head: bytes) -> bool:
    """Say whether ``head`` reads like a telegram, or states five times what it is."""
    text = decode_file(head).text
    if _OTHER_KIND.match(text) or all(words in text for words in _OF_A_PAGE):
        return False
    if _SURE_SIGNS.search(text) or _split_stated(text):
        return True
    return len({found[1] for found in _LIKELY_SIGNS.finditer(text)}) >= _ENOUGH_LIKELY


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give the one record of the file; none where there is nothing but blanks."""
    raw = read_whole(stream)
    if raw is None:
        yield RejectedRecord(file=file, offset=0, code="page-over-limit")
        return
    decoded = decode_file(raw)
    if not decoded.text.strip():
        return
    text, stated, problems = _split_stated(decoded.text) or (decoded.text, StatedFields(), ())
    yield make_record(
        format=NAME,
        file=file,
        offset=0,
        raw=raw,
        text=text,
        encoding=decoded.encoding,
        stated=stated,
        problems=(*decoded.problems, *problems),
    )


def _split_stated(text: str) -> tuple[str, StatedFields, tuple[str, ...]] | None:
    """Return telegram, stated fields and problems of the five-line form; None for bare text."""
    lines: list[str] = []
    position = 0
    while len(lines) < _STATED_LINES and (line := _LINE.match(text, position, SNIFF_BYTES)):
        lines.append(line[1])
        position = line.end()
    if len(lines) < _STATED_LINES:
        return None
    reference_id = read_reference_id(lines[0])
    classification = read_classification(lines[3])
    if reference_id is None or not (classification or "").startswith(_CLASSIFICATIONS):
        return None
    text = text[position:].lstrip("\r\n")
    created, problems = settle_created(lines[2], text)
    stated = StatedFields(
        reference_id=reference_id,
        created=created,
        origin=read_origin(lines[4]),
        classification=classification,
    )
    return text, stated, problems
