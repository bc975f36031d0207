"""Cables related to one: those that share most of what is rare with it, and what that is.

    a cable -> its rare words, tags and citations -> the cables that have each -> weights -> the best of them

What many cables have says little and costs much, so it is not sought.  Few cables have each of the rest:
an engine is asked for sets alone, the same in every engine, and they are weighed here by how rare they are.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from cableroom.public.editions import copies, queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.held import named_in
from cableroom.public.editions.queries import Edition, Summary
from cableroom.public.search.analysis import spans
from cableroom.public.search.base import Query, Request, SearchIndex
from cableroom.public.search.facets import FACETS
from cableroom.public.search.handle import Handle
from cableroom.public.search.tree import Field, Node, Word

MOST: Final = 5
"""Related cables of one."""
RARE: Final = 300
"""Cables that may have a word, tag or citation that counts as rare; of a small archive a quarter."""
_PART: Final = 4
_WORDS: Final = 12
"""Words that are sought, the rarest."""
_SHORTEST: Final = 5
"""Letters of a word: shorter ones begin too many others."""
_TRIED: Final = 100
"""Words whose rarity is looked up, those that come most often in the cable."""
_LOOKED_AT: Final = 50_000
"""Code points of the paragraphs."""
_CANDIDATES: Final = 20
_FEWEST: Final = 2
"""Things in common: one alone may be chance."""
_IN_SUBJECT: Final = 2.0


@dataclass(slots=True)
class Shared:
    """What a cable has in common with the one that was asked for."""

    weight: float = 0.0
    words: list[str] = field(default_factory=list)
    """As the index has them, without accents and capitals."""
    tags: list[str] = field(default_factory=list)
    """Labels: ``PREL: External Political Relations``."""
    cited: list[str] = field(default_factory=list)
    """Reference ids of published cables that both cite."""

    def __len__(self) -> int:
        return len(self.words) + len(self.tags) + len(self.cited)


@dataclass(frozen=True, slots=True)
class Related:
    """A related cable."""

    summary: Summary
    shared: Shared


def related(handle: Handle, edition: Edition) -> tuple[Related, ...]:
    """Return up to MOST cables that share most with ``edition``, the best first, equal ones by reference id.

    Neither copies of it nor cables that it cites or is cited by, which its page names anyway.
    """
    generation = handle.generation
    total = queries.count(generation)
    cites = _cited(generation, edition)
    shared: dict[int, Shared] = defaultdict(Shared)
    for target, ordinals in _citing(generation, cites, most=_rare(total)):
        for ordinal in ordinals:
            shared[ordinal].cited.append(target)
            shared[ordinal].weight += _weight(total, len(ordinals))
    for word, weight in _rare_words(handle.index, edition, total):
        for ordinal in _having(handle.index, Word(word, exact=True)):
            shared[ordinal].words.append(word)
            shared[ordinal].weight += weight
    tags = _tags(generation, edition)
    for value in tags.values():
        if value.count <= _rare(total):
            for ordinal in _having(handle.index, Field("tag", value.value)):
                shared[ordinal].weight += _weight(total, value.count)
    named = {edition.reference_id, *cites}
    named |= {cable.reference_id for cable in queries.cited_by(generation, edition.reference_id)}
    return tuple(_best(generation, shared, tags, named, total))


def _best(
    generation: Generation,
    shared: dict[int, Shared],
    tags: dict[str, queries.FacetValue],
    named: set[str],
    total: int,
) -> Iterator[Related]:
    """Give the best of those that share something; their common tags count as well."""
    heaviest = sorted(shared, key=lambda ordinal: (-round(shared[ordinal].weight, 6), ordinal))
    found: list[Related] = []
    for summary in queries.summaries(generation, heaviest[: _CANDIDATES + len(named)]):
        one = shared[summary.ordinal]
        for value, _label in FACETS["tag"].value(summary):
            if value in tags:
                one.tags.append(tags[value].label)
                # That of a rare tag was counted when it was sought.
                one.weight += _weight(total, tags[value].count) if tags[value].count > _rare(total) else 0.0
        if len(one) >= _FEWEST and summary.reference_id not in named:
            found.append(Related(summary, one))
    left = MOST
    gone = {copy.reference_id for name in named for copy in copies.copies_of(generation, name)}
    for cable in sorted(found, key=lambda cable: (-round(cable.shared.weight, 6), cable.summary.ordinal)):
        name = cable.summary.reference_id
        if left and name not in gone:
            gone |= {copy.reference_id for copy in copies.copies_of(generation, name)}
            left -= 1
            yield cable


def _rare(total: int) -> int:
    return min(RARE, total // _PART)


def _weight(total: int, count: int) -> float:
    """How much it says that two cables share what ``count`` have."""
    return math.log(total / count)


def _having(index: SearchIndex, node: Node) -> list[int]:
    return list(index.every(Request(Query("", node), sort="created", with_facets=False)))


def _rare_words(index: SearchIndex, edition: Edition, total: int) -> list[tuple[str, float]]:
    """The rarest words of subject and paragraphs that other cables have too, each with its weight."""
    in_subject = set(_letters(edition.subject or ""))
    text = "\n".join(edition.text[item["start"] : item["end"]] for item in edition.telegram["paragraphs"])
    # A signature says who wrote, not of what.
    signer = set(_letters(edition.telegram["signed_by"] or ""))
    often = Counter(word for word in _letters(text[:_LOOKED_AT]) if word not in signer)
    weighed = []
    # What a cable says more than once is what it is about.
    for word in dict.fromkeys([*sorted(in_subject), *(word for word, _count in often.most_common(_TRIED))]):
        count = next((count for form, count in index.forms(word) if form == word), 0)
        if 1 < count <= _rare(total):
            weighed.append((word, _weight(total, count) * (_IN_SUBJECT if word in in_subject else 1.0)))
    return sorted(weighed, key=lambda one: (-one[1], one[0]))[:_WORDS]


def _letters(text: str) -> Iterable[str]:
    return (form for form, _start, _end in spans(text) if len(form) >= _SHORTEST and form.isalpha())


def _tags(generation: Generation, edition: Edition) -> dict[str, queries.FacetValue]:
    found = (queries.facet_value(generation, "tag", value) for value, _label in FACETS["tag"].value(edition))
    return {one.value: one for one in found if one is not None}


def _cited(generation: Generation, edition: Edition) -> list[str]:
    """The published cables that a cable cites."""
    return sorted(queries.published_ids(generation, named_in(edition.telegram)) - {edition.reference_id})


def _citing(generation: Generation, targets: list[str], *, most: int) -> Iterator[tuple[str, list[int]]]:
    """Give each target that few cables cite, and the rows of those."""
    query = (
        "SELECT edition.ordinal FROM citation JOIN edition ON edition.reference_id = citation.source"
        " WHERE citation.target = ? ORDER BY edition.ordinal LIMIT ?"
    )
    for target in targets:
        found = [row[0] for row in generation.connection().execute(query, (target, most + 1))]
        if 1 < len(found) <= most:
            yield target, found
