"""A volume of Foreign Relations of the United States in TEI: a RawRecord for each telegram in it.

``raw`` is the telegram's own ``<div>``, so a volume of 400 is not stored 400 times; what only the rest of
the volume says, its name in the address of the document, is not known when a ``<div>`` is read again.
Memoranda, letters, minutes and editorial notes are no telegrams: each is passed over and counted.
No entity is expanded, no DTD read, nothing loaded: a document is parsed alone, behind no prologue.
Source: https://github.com/HistoryAtState/frus, its schema and its volumes.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.decoding import BYTE_ORDER_MARK, decode
from cableroom.sources.frus_heads import (
    is_telegram,
    read_level,
    read_post,
    read_sender,
    read_serial,
    read_source_note,
    read_time,
)
from cableroom.sources.recording import make_record
from cableroom.sources.stated import OLDEST_YEAR, read_reference_id
from cableroom.sources.tei_documents import BrokenDocument, Document, read_documents
from cableroom.sources.tei_text import document_text, words

NAME = "frus_tei"
_ROOT: Final = re.compile(rb"<TEI[ \t\r\n][^<>]*>")
_OURS: Final = re.compile(rb"history\.state\.gov/frus|xml:id=[\"']frus|type=[\"']document[\"']")
_DOCUMENT: Final = re.compile(rb"<div[ \t\r\n][^<>]*\btype=[\"']document[\"']")
_ENTITY_DECLARED: Final = re.compile(rb"<!ENTITY|<!DOCTYPE[^<>\[]*\[", re.IGNORECASE)
# Names of namespaces that a document uses and its volume declares; one of its own would hide its names.
_PREFIX: Final = re.compile(r"[< \t\r\n/]([A-Za-z_][A-Za-z0-9_.-]{0,30}):[A-Za-z]")
_OWN_NAMESPACE: Final = re.compile(r"[ \t\r\n]xmlns=(?:\"[^\"<>]*\"|'[^'<>]*')")
_ADDRESS: Final = "https://history.state.gov/historicaldocuments/{}/{}"
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_PLAIN_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def sniff(head: bytes) -> bool:
    """Say whether ``head`` begins a volume, or is a document of one; what declares entities is none."""
    head = head.removeprefix(BYTE_ORDER_MARK).lstrip()
    if _DOCUMENT.match(head):
        return True
    root = _ROOT.search(head)
    if not head.startswith(b"<") or root is None or _ENTITY_DECLARED.search(head, 0, root.start()):
        return False
    return bool(_OURS.search(head))


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give one record for each telegram; of a volume without documents, that it has none."""
    empty = True
    for found in read_documents(stream):
        empty = empty and isinstance(found, BrokenDocument) and found.code == "volume-truncated"
        if isinstance(found, BrokenDocument):
            yield RejectedRecord(file=file, offset=found.offset, code=found.code)
        else:
            yield _record(found, file=file)
    if empty:
        yield RejectedRecord(file=file, offset=0, code="volume-empty")


def _record(found: Document, *, file: str) -> RawRecord | RejectedRecord:
    decoded = decode(found.raw)
    document = _parse(decoded.text)
    if document is None:
        return RejectedRecord(file=file, offset=found.offset, code="document-broken")
    top = document.find("head")
    head = words(top) if top is not None else ""
    if "note" in document.get("subtype", "") or not is_telegram(head):
        return RejectedRecord(file=file, offset=found.offset, code="document-no-telegram")
    created, problems = read_time(document)
    if created is not None and created.year < OLDEST_YEAR:
        return RejectedRecord(file=file, offset=found.offset, code="document-too-old")
    note = read_source_note(document)
    place = next((words(name) for name in document.iter("placeName")), "")
    if top is not None:
        document.text = (document.text or "") + (top.tail or "")
        document.remove(top)
    text = document_text(document)
    post, serial = read_post(head, place), read_serial(head, text)
    reference_id = read_reference_id(f"{created.year}{post}{serial}") if created and post and serial else None
    return make_record(
        format=NAME,
        file=file,
        offset=found.offset,
        raw=found.raw,
        text=text,
        encoding=decoded.encoding,
        stated=StatedFields(
            reference_id=reference_id,
            created=created,
            origin=read_sender(head, post),
            classification=read_level(note),
            coverage=_address(found.volume, document.get(_XML_ID, "")),
        ),
        problems=(*decoded.problems, *problems),
    )


def _parse(source: str) -> etree._Element | None:
    """Return the document's element, names without namespaces; None where it is no XML."""
    tag_end = source.find(">") + 1
    source = _OWN_NAMESPACE.sub("", source[:tag_end]) + source[tag_end:]
    prefixes = sorted(set(_PREFIX.findall(source)) - {"xml", "xmlns"})
    declared = "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in prefixes)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        wrapper = etree.fromstring(f"<volume{declared}>{source}</volume>", parser)
    except (etree.XMLSyntaxError, ValueError):  # ValueError: a character that no XML may hold
        return None
    return wrapper[0] if len(wrapper) == 1 and wrapper[0].tag == "div" else None


def _address(volume: str | None, document: str) -> tuple[str, ...]:
    if volume is None or not _PLAIN_ID.fullmatch(document):
        return ()
    return (_ADDRESS.format(volume, document),)
