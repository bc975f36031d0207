"""Invented rows and small generations, without a vault and without a parser."""

from pathlib import Path
from typing import Any

from cableroom.public.editions import manifest
from cableroom.public.editions.commitment import commitment_of
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.editions.marks import mark_spans
from cableroom.public.editions.models import PublicEdition, PublicFact, PublicRelease, Tombstone
from cableroom.public.editions.packing import canonical_json, pack_json, pack_text
from cableroom.public.editions.writing import write_database

NONCE = "0f" * 32


def row(
    reference_id: str,
    text: str = "1. Nothing happened.\n",
    **columns: Any,  # noqa: ANN401 - columns are of any type
) -> PublicEdition:
    """Return a row with a text and columns that agree with it; ``cites`` names reference ids."""
    stated: dict[str, Any] = {
        "created": None,
        "origin": "Embassy Bern",
        "classification": "SECRET",
        "coverage": [],
    }
    cites = [{"reference_id": target} for target in columns.pop("cites", ())]
    commitment = commitment_of(nonce=NONCE, reference_id=reference_id, number=1, text=text, stated=stated)
    values = {
        "number": 1,
        "created": "2007-11-03T05:03:00Z",
        "released": "2010-11-28",
        "release": 1,
        "origin": "Embassy Bern",
        "classification": "SECRET",
        "subject": f"SUBJECT OF {reference_id}",
        "tags": ["PREL", "SZ"],
        "captions": ["SIPDIS"],
        "precedence": "PRIORITY",
        "has": ["references"] if cites else [],
        "languages": ["en"],
        "coverage": [],
        "stated": stated,
        "text": pack_text(text),
        "marks": [list(span) for span in mark_spans(text)],
        "telegram": pack_json({"references": cites, "body_references": [], "body_start": 0}),
        "anchors": [["p1", 0]],
        "nonce": NONCE,
        "commitment": commitment,
    }
    return PublicEdition(reference_id=reference_id, **(values | columns))


def rows(first: int, last: int) -> list[PublicEdition]:
    """Return rows for 07BERN<first> to <last>, in order; give numbers of one length."""
    return [row(f"07BERN{serial}") for serial in range(first, last + 1)]


class Publisher:
    """Makes finished generations in a folder of its own and points ``current`` at the last."""

    def __init__(self, published: Path) -> None:
        published.mkdir()
        self.published = published

    def __call__(self, *editions: PublicEdition, number: int = 1, graves: tuple[str, ...] = ()) -> Generation:
        """Return a generation of these rows (by default three of Bern), opened."""
        folder = self.published / f"{number:06}"
        folder.mkdir()
        editions = editions or tuple(rows(881, 883))
        write_database(
            folder / DATABASE,
            editions=editions,
            releases=[
                PublicRelease(number=1, date="2010-11-28", title="First", note="", count=len(editions)),
                PublicRelease(number=2, date="2010-12-01", title="Second", note="Empty", count=0),
            ],
            tombstones=[Tombstone(reference_id=ref, date="2010-12-02", reason="error") for ref in graves],
            facts=[PublicFact(name="total", value="251287", date="2010-11-28")],
        )
        manifest.write(folder, number)
        link = self.published / "current"
        link.unlink(missing_ok=True)
        link.symlink_to(folder.name)
        return Generation.open(folder)


def of_other_version(folder: Path) -> None:
    """Let the generation in ``folder`` say that it was built before the manifest's format was raised."""
    said = {"format": manifest.FORMAT - 1, "generation": int(folder.name), "files": {}}
    (folder / manifest.MANIFEST).write_bytes(canonical_json(said))
