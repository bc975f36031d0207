"""What the index sees of a published cable: its public row goes in, a Document comes out.

Nothing else is ever indexed, so nothing that was struck can be found.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.search.base import Document
from cableroom.public.search.facets import values


def documents(generation: Generation) -> Iterator[Document]:
    """Give the Document of every published cable, in reference-id order, one at a time."""
    cited: dict[str, list[str]] = {}
    for citation in queries.citations(generation):
        cited.setdefault(citation.source, []).append(citation.target)
    for edition in queries.all_editions(generation):
        yield document(edition, cites=cited.get(edition.reference_id, ()))


def document(edition: queries.Edition, *, cites: Sequence[str]) -> Document:
    """Return the Document of ``edition``.

    cites: canonical ids of the published cables that it cites; an unpublished
        one is found by the words of the text only, as any other words are.
    """
    return Document(
        ordinal=edition.ordinal,
        reference_id=edition.reference_id,
        created=edition.created,
        released=edition.released,
        subject=edition.subject or "",
        text=without_furniture(edition.text, edition.telegram.get("furniture", ())),
        facets=values(edition),
        paragraphs=paragraphs(edition.telegram),
        cites=tuple(cites),
    )


def paragraphs(telegram: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (anchor, text) of each paragraph of a public telegram."""
    return [(paragraph["anchor"], paragraph["text"]) for paragraph in telegram.get("paragraphs", ())]


def without_furniture(text: str, furniture: Sequence[Mapping[str, Any]]) -> str:
    """``text`` without page and section lines, rules and stamps, so that a phrase may cross a page."""
    pieces = []
    place = 0
    for span in sorted(furniture, key=lambda span: int(span["start"])):
        pieces.append(text[place : span["start"]])
        place = max(place, int(span["end"]))
    pieces.append(text[place:])
    return "\n".join(pieces)
