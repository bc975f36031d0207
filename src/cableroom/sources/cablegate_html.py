"""A saved Cablegate page (``.html``): identity table, header box, body box.

page source -> one RawRecord, or several where the body holds database rows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.database_rows import DatabaseRow, split_rows
from cableroom.sources.decoding import BYTE_ORDER_MARK, Decoded, decode_file
from cableroom.sources.identity_table import IdentityTable, read_table
from cableroom.sources.page_boxes import Boxes, clean, find_boxes
from cableroom.sources.recording import join_boxes, make_record, read_whole
from cableroom.sources.stated import (
    read_classification,
    read_coverage,
    read_created,
    read_origin,
    read_reference_id,
    settle_created,
    why_refused,
)

NAME = "cablegate_html"
_PAGE_SIGNS: Final = re.compile(
    rb"<title>[ \t\r\n]*Cable Viewer|class=['\"]pane big"
    rb"|>[ \t\r\n]*Viewing cable |<table class=['\"]cable['\"]"
)
_PROLOGUE_END: Final = re.compile(rb"<html|<body|<div", re.IGNORECASE)
_ENTITY_DECLARED: Final = re.compile(rb"<!ENTITY|<!DOCTYPE[^<>\[]*\[", re.IGNORECASE)
_TAG_LINK: Final = re.compile(r"<a href=['\"][^<>'\"]*/tag/[^<>]*>([^<>]*)</a>")
_CABLE_LINK: Final = re.compile(r"/cable/[0-9]{4}/[0-9]{2}/([0-9A-Za-z.%-]{4,64}\.html)")


@dataclass(frozen=True, slots=True)
class _Page:
    """What the records of one page have in common."""

    file: str
    raw: bytes
    decoded: Decoded
    boxes: Boxes
    table: IdentityTable
    reference_id: str


def sniff(head: bytes) -> bool:
    """Say whether ``head`` is a Cablegate page; one that declares entities is none."""
    head = head.removeprefix(BYTE_ORDER_MARK).lstrip()
    if not head.startswith(b"<"):
        return False
    start = _PROLOGUE_END.search(head)
    prologue = head[: start.start()] if start else head
    return bool(_PAGE_SIGNS.search(head)) and not _ENTITY_DECLARED.search(prologue)


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give the page's cables; two of them share ``raw`` and differ in ``part``."""
    raw = read_whole(stream)
    if raw is None:
        yield RejectedRecord(file=file, offset=0, code="page-over-limit")
        return
    decoded = decode_file(raw)
    boxes = find_boxes(decoded.text)
    if boxes is None:
        code = "page-of-a-list" if _lists_cables(decoded.text) else "page-without-body"
        yield RejectedRecord(file=file, offset=0, code=code)
        return
    table = read_table(decoded.text[: boxes.start])
    reference_id = read_reference_id(table.reference_id)
    if reference_id is None:
        yield RejectedRecord(file=file, offset=0, code=why_refused(table.reference_id))
        return
    page = _Page(file, raw, decoded, boxes, table, reference_id)
    if rows := split_rows(boxes.body):
        yield from _row_records(page, rows)
    else:
        yield _page_record(page)


def _lists_cables(page: str) -> bool:
    """Say whether a page without a telegram is one of the site's lists, such as that of a day or a tag."""
    return "Viewing cable " not in page and len(set(_CABLE_LINK.findall(page))) > 1


def _page_record(page: _Page) -> RawRecord | RejectedRecord:
    """Return the record of an ordinary page."""
    text = join_boxes(clean(page.boxes.header), clean(page.boxes.body))
    created, problems = settle_created(page.table.created, text)
    stated = StatedFields(
        reference_id=page.reference_id,
        created=created,
        origin=read_origin(page.table.origin),
        classification=read_classification(page.table.classification),
        coverage=read_coverage(page.table.articles),
    )
    return _record(page, text, stated, problems, part=0)


def _row_records(page: _Page, rows: list[DatabaseRow]) -> Iterator[RawRecord | RejectedRecord]:
    """Give a record for each row; a row's fields are truer than the page's, its minutes are real."""
    ids = [read_reference_id(row.reference_id) for row in rows]
    common = ("page-rows",) if page.reference_id in ids else ("page-rows", "page-rows-strange")
    first_links = _TAG_LINK.findall(rows[0].body)
    for part, (row, reference_id) in enumerate(zip(rows, ids, strict=True)):
        if reference_id is None:
            yield RejectedRecord(file=page.file, offset=0, code=why_refused(row.reference_id))
            continue
        body, problems = row.body, common
        # The page made links of its own cable's TAGS, and wrote them over every TAGS line it met.
        if part > 0 and first_links and _TAG_LINK.findall(body) == first_links:
            body, problems = _TAG_LINK.sub("", body), (*common, "tags-of-other-cable")
        created = read_created(row.created)
        stated = StatedFields(
            reference_id=reference_id,
            created=created,
            origin=read_origin(clean(row.origin)),
            classification=read_classification(clean(row.classification)),
            coverage=read_coverage(page.table.articles) if reference_id == page.reference_id else (),
        )
        unreadable = () if created else ("created-unreadable",)
        text = join_boxes(clean(row.header), clean(body))
        yield _record(page, text, stated, (*problems, *unreadable), part=part)


def _record(
    page: _Page, text: str, stated: StatedFields, problems: tuple[str, ...], *, part: int
) -> RawRecord | RejectedRecord:
    return make_record(
        format=NAME,
        file=page.file,
        offset=0,
        raw=page.raw,
        text=text,
        encoding=page.decoded.encoding,
        stated=stated,
        problems=(*page.decoded.problems, *page.boxes.problems, *problems),
        part=part,
    )
