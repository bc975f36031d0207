"""What the index sees of a published cable: its public row goes in, a Document comes out.

Nothing else is ever indexed, so nothing that was struck can be found.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.search import facets, keywords
from cableroom.public.search.base import Document, Paragraph
from cableroom.telegram.furniture import without


def documents(generation: Generation) -> Iterator[Document]:
    """Give the Document of every published cable, in reference-id order, one at a time."""
    cites: dict[str, list[str]] = {}
    cited_by: dict[str, list[str]] = {}
    for citation in queries.citations(generation):
        cites.setdefault(citation.source, []).append(citation.target)
        cited_by.setdefault(citation.target, []).append(citation.source)
    for edition in queries.all_editions(generation):
        name = edition.reference_id
        yield document(edition, cites=cites.get(name, ()), cited_by=cited_by.get(name, ()))


def document(edition: queries.Edition, *, cites: Sequence[str], cited_by: Sequence[str] = ()) -> Document:
    """Return the Document of ``edition``.

    cites, cited_by: canonical ids of the published cables that it cites, and that cite it; an
        unpublished one is found by ``ref:`` and by the words of the text only, as any other words are.
    """
    return Document(
        ordinal=edition.ordinal,
        reference_id=edition.reference_id,
        created=edition.created,
        released=edition.released,
        subject=edition.subject or "",
        text=without(edition.text, _furniture(edition.telegram)),
        facets=facets.values(edition),
        keywords=keywords.values(edition, cited_by=cited_by),
        paragraphs=paragraphs(edition.telegram),
        cites=tuple(cites),
        cited=len(cited_by),
    )


def paragraphs(telegram: Mapping[str, Any]) -> list[Paragraph]:
    """Return the paragraphs of a public telegram."""
    return [
        Paragraph(item["anchor"], item["text"], keywords.marks(item.get("marking")))
        for item in telegram.get("paragraphs", ())
    ]


def _furniture(telegram: Mapping[str, Any]) -> list[tuple[int, int]]:
    return [(piece["start"], piece["end"]) for piece in telegram.get("furniture", ())]
