"""A small published folder of invented cables, written with the real projection and the real index."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from cableroom.public.editions.generation import DATABASE
from cableroom.public.editions.marks import mark_spans

NONCE = "0f" * 32


@dataclass(frozen=True)
class Cable:
    """An invented cable as the gate would hand it over."""

    reference_id: str
    text: str
    created: datetime | None = datetime(2007, 11, 3, 5, 3, tzinfo=UTC)
    origin: str | None = "Embassy Bern"
    classification: str | None = "CONFIDENTIAL"
    coverage: Sequence[str] = ()
    released: date = date(2010, 11, 28)
    release: int = 1
    anchors: Sequence[tuple[str, int]] = ()
    """Addresses frozen at an earlier publication."""


def publish(
    published: Path,
    cables: Iterable[Cable],
    *,
    number: int = 1,
    facts: Mapping[str, str] | None = None,
    graves: Iterable[str] = (),
    notes: Mapping[int, str] | None = None,
) -> Path:
    """Build generation ``number`` of ``cables``, point ``current`` at it, and return its folder."""
    # Not before Django is set up.
    from cableroom.public.editions.models import (  # noqa: PLC0415
        FacetCount,
        PublicFact,
        PublicRelease,
        Tombstone,
    )
    from cableroom.public.editions.projection import Content, Stamp, project  # noqa: PLC0415
    from cableroom.public.editions.writing import write_database  # noqa: PLC0415
    from cableroom.public.search.building import build_index  # noqa: PLC0415
    from cableroom.public.search.facets import FACETS  # noqa: PLC0415

    cables = sorted(cables, key=lambda cable: cable.reference_id)
    rows = [
        project(
            Content(
                reference_id=cable.reference_id,
                text=cable.text,
                marks=mark_spans(cable.text),
                created=cable.created,
                origin=cable.origin,
                classification=cable.classification,
                coverage=cable.coverage,
            ),
            Stamp(
                number=1,
                release=cable.release,
                released=cable.released,
                nonce=NONCE,
                anchors=cable.anchors,
            ),
        )
        for cable in cables
    ]
    counted = {
        name: Counter(pair for row in rows for pair in facet.value(row)) for name, facet in FACETS.items()
    }
    values = [
        (name, value, label, counted[name][value, label])
        for name, facet in FACETS.items()
        for value, label in sorted(counted[name], key=lambda pair: facet.order(*pair))
    ]
    releases = Counter((cable.release, cable.released) for cable in cables)
    folder = published / f"{number:06}"
    folder.mkdir(parents=True)
    write_database(
        folder / DATABASE,
        editions=rows,
        facet_counts=[
            FacetCount(ordinal=ordinal, facet=name, value=value, label=label, count=count)
            for ordinal, (name, value, label, count) in enumerate(values)
        ],
        releases=[
            PublicRelease(
                number=release,
                date=day.isoformat(),
                title=f"Batch {release}",
                note=(notes or {}).get(release, ""),
                count=count,
            )
            for (release, day), count in sorted(releases.items())
        ],
        tombstones=[Tombstone(reference_id=name, date="2011-01-05", reason="harm") for name in graves],
        facts=[
            PublicFact(name=name, value=value, date="2010-11-28") for name, value in (facts or {}).items()
        ],
    )
    build_index(folder)
    link = published / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.name)
    return folder
