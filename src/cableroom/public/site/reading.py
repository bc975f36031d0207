"""A published cable as the reading page shows it.

In: an Edition and the addresses of the cables that it may link to.  Out: passages for
the template.  Pure: nothing is read here, so the same edition always gives the same page.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cableroom.public.editions.held import named_in
from cableroom.public.editions.queries import Edition
from cableroom.public.site.reflow import Overlay, Part, Passage, Piece, Setting, overlays, shows
from cableroom.visible import visible

# Fewer headings are seen at a glance.
_CONTENTS_FROM: Final = 5
_LABEL: Final = re.compile(r"[0-9A-Za-z]{1,3}")
Make = Callable[[str, list[Overlay], str | None], Setting]
"""(text, special spans, signer) -> how they are set."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a cable, set for reading."""

    header: list[Piece]
    """Routing, sender and addressees, as transmitted; empty where the text has none."""
    passages: list[Passage]
    contents: list[tuple[str, str]]
    """(anchor, heading); empty where there are too few headings for a list of them."""

    @property
    def found_in_header(self) -> bool:
        """Whether there are hits in the header."""
        return any(piece.hits for piece in self.header)


def body(edition: Edition, links: Mapping[str, str], make: Make = Setting) -> Body:
    """Return the cable set for reading.

    links: reference id -> address, published targets only.  make: gives the setting, perhaps one with hits.
    """
    text, telegram = edition.text, edition.telegram
    setting = make(text, overlays(text, telegram, edition.marks, links), telegram["signed_by"])
    start = telegram["body_start"]
    passages = [passage for passage in _passages(edition, setting) if passage.parts]
    _name(passages, edition)
    header = setting.pieces(0, start, running=False) if text[:start].strip() else []
    contents = [
        (passage.anchor, "".join(piece.text for piece in passage.parts[0].pieces))
        for passage in passages
        if passage.kind == "heading"
    ]
    return Body(header, passages, contents if len(contents) >= _CONTENTS_FROM else [])


def as_transmitted(edition: Edition, links: Mapping[str, str], make: Make = Setting) -> list[Piece]:
    """Return the whole public text with its own line breaks, and an anchor at each frozen address.

    links, make: as for ``body``.
    """
    spans = overlays(edition.text, edition.telegram, edition.marks, links)
    shown = [span for span in spans if span.kind in ("redacted", "link")]
    return make(edition.text, shown, None).raw(edition.anchors)


def reference_ids(edition: Edition) -> set[str]:
    """Every cable that this one names, published or not."""
    return set(named_in(edition.telegram))


def _passages(edition: Edition, setting: Setting) -> list[Passage]:
    """The body, cut where a paragraph, a heading or a table begins or ends."""
    telegram, start, end = edition.telegram, edition.telegram["body_start"], len(edition.text)
    paragraphs = {item["start"]: item for item in telegram["paragraphs"]}
    headings = {item["start"]: item for item in telegram["headings"]}
    tables = {item["start"]: item for item in telegram["blocks"] if item["kind"] == "table"}
    enclosures = [(item["start"], item["end"]) for item in telegram["blocks"] if item["kind"] == "enclosure"]
    cuts = {start, end, *paragraphs, *headings, *tables}
    cuts |= {item["end"] for item in (*headings.values(), *tables.values())}
    places = sorted(cut for cut in cuts if start <= cut <= end)
    made = [Passage("front", start)]
    for number, (first, last) in enumerate(pairwise(places)):
        enclosed = bool(enclosures) and any(opens <= first < closes for opens, closes in enclosures)
        if item := paragraphs.get(first):
            kind = "front" if number == 0 and item["number"] == 0 else "paragraph"
            made.append(Passage(kind, first, item["anchor"], item["number"], enclosed))
        if first in headings:
            pieces = setting.pieces(first, last, running=True)
            made.append(Passage("heading", first, enclosed=enclosed, parts=[Part("prose", pieces)]))
            continue
        if made[-1].kind == "heading":
            made.append(Passage("text", first, enclosed=enclosed))
        made[-1].parts += _parts(setting, first, last, made[-1].kind, is_table=first in tables)
    return made


def _parts(setting: Setting, first: int, last: int, kind: str, *, is_table: bool) -> list[Part]:
    if not is_table and kind != "front":
        return setting.parts(first, last)
    first, last = setting.trimmed(first, last)
    pieces = setting.pieces(first, last, running=False)
    return [Part("table" if is_table else "front", pieces)] if shows(pieces) else []


def _name(passages: list[Passage], edition: Edition) -> None:
    """Give headings an address, and every passage the older addresses that must lead to it."""
    starts = [passage.start for passage in passages]
    taken = {passage.anchor for passage in passages if passage.anchor}
    for number, passage in enumerate(item for item in passages if item.kind == "heading"):
        passage.anchor = f"heading-{number + 1}"
    for name, start in (*edition.anchors, *_older_names(edition)):
        if name not in taken and passages:
            taken.add(name)
            passages[max(bisect_right(starts, start) - 1, 0)].aliases.append(visible(name))


def _older_names(edition: Edition) -> list[tuple[str, int]]:
    """``par3`` and ``parB``: what the first publisher of these cables called paragraphs and references."""
    names = [
        (f"par{item['number']}", item["start"]) for item in edition.telegram["paragraphs"] if item["number"]
    ]
    labels = [(item["label"] or "", item["start"]) for item in edition.telegram["references"]]
    return names + [(f"par{label.upper()}", start) for label, start in labels if _LABEL.fullmatch(label)]
