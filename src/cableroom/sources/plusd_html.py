"""A saved PlusD page (``1975DACCA00292_b.html``): the table of what is known, and the text.

page source -> one RawRecord.  Many pages of the 1970s have no text: their telegram was
lost or is withheld, and the table is all that is left; they become cables without one.
The table's title, TAGS and concepts are a catalogue's words on the telegram and are not
put into its text.
Source: pages of all four collections (``_a`` 2003-2010, ``_b`` 1973-1976, ``_c`` 1977, ``_d`` 1978-1979).
"""

import re
from collections.abc import Iterator
from typing import Final

from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.decoding import BYTE_ORDER_MARK, decode_file
from cableroom.sources.page_elements import element_by_id, element_text
from cableroom.sources.page_trees import parse_page, words_of
from cableroom.sources.recording import make_record, read_whole
from cableroom.sources.stated import (
    read_catalogue_date,
    read_classification,
    read_place,
    read_reference_id,
    why_refused,
)

NAME = "plusd_html"
_SYNOPSIS: Final = re.compile(rb"id[ \t]*=[ \t]*['\"]?synopsis\b", re.IGNORECASE)
_COMPANIONS: Final = re.compile(rb"\bs_(?:key|val)\b|\btagged-text\b", re.IGNORECASE)
_LIST: Final = re.compile(rb"id[ \t]*=[ \t]*['\"]?doc_list\b", re.IGNORECASE)
_LIST_ROW: Final = re.compile(rb"\bsclick\b|/plusd/cables/", re.IGNORECASE)
# The collection, behind the id: 10SHANGHAI60_a.
_COLLECTION: Final = re.compile(r"_[A-Za-z]\Z")
_IN_TITLE: Final = re.compile(r"<title>[^<>]{0,200}?\b([0-9]{2,4}[A-Za-z]{2,24}[0-9]{1,7}_[a-z])\b")
# How the site writes that it knows nothing.
_NOTHING: Final = re.compile(r"-{0,2} ?(?:Not Assigned|N/A or Blank|N/A|Blank)? ?-{0,2}", re.IGNORECASE)
_TEXT_ID: Final = "tagged-text"


def sniff(head: bytes) -> bool:
    """Say whether ``head`` is a PlusD page of a cable, or of a list of them."""
    if not head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"<"):
        return False
    page = _SYNOPSIS.search(head) and _COMPANIONS.search(head)
    return bool(page or (_LIST.search(head) and _LIST_ROW.search(head)))


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give the page's cable."""
    raw = read_whole(stream)
    if raw is None:
        yield RejectedRecord(file=file, offset=0, code="page-over-limit")
        return
    decoded = decode_file(raw)
    page = decoded.text
    synopsis = element_by_id(page, "synopsis")
    if synopsis is None:
        code = "page-of-a-list" if _LIST.search(raw) else "page-without-body"
        yield RejectedRecord(file=file, offset=0, code=code)
        return
    known = _known(synopsis)
    reference_id = read_reference_id(_COLLECTION.sub("", known.get("canonical id") or _title_id(page)))
    if reference_id is None:
        yield RejectedRecord(file=file, offset=0, code=why_refused(known.get("canonical id", "")))
        return
    created, problems = read_catalogue_date(known.get("date", ""))
    text = _text(page)
    if not text and "</html>" in page.lower():
        problems = (*problems, "text-unavailable")
    yield make_record(
        format=NAME,
        file=file,
        offset=0,
        raw=raw,
        text=text,
        encoding=decoded.encoding,
        stated=StatedFields(
            reference_id=reference_id,
            created=created,
            origin=read_place(known.get("from", ""), reference_id=reference_id),
            classification=read_classification(known.get("original classification", "")),
        ),
        problems=(*decoded.problems, *problems),
    )


def _text(page: str) -> str:
    """Return the telegram, or nothing where the page says that there is none."""
    text = element_text(element_by_id(page, _TEXT_ID) or "")
    return "" if _NOTHING.fullmatch(text.strip()) else text


def _known(synopsis: str) -> dict[str, str]:
    """Return the table's values by their keys, small and without colons; what it leaves open is not there."""
    known: dict[str, str] = {}
    for cell in parse_page(f"<table>{synopsis}</table>").iter("td", "th"):
        key = value = None
        for part in cell.iter("div", "span"):
            kinds = part.get("class", "").split()
            if "s_key" in kinds:
                key = words_of(part).rstrip(" :").lower()
            elif "s_val" in kinds:
                value = words_of(part)
        if key and value and not _NOTHING.fullmatch(value):
            known.setdefault(key, value)
    return known


def _title_id(page: str) -> str:
    found = _IN_TITLE.search(page)
    return found[1] if found else ""
