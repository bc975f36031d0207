"""Cables put straight into the open vault, for tests of what is done with them there."""

from datetime import UTC, datetime
from typing import Final

from cableroom.private.vault.models import Cable, Original, Record
from cableroom.private.vault.texts import compress, digest, pack_text

CREATED: Final = datetime(2007, 11, 3, 5, 3, tzinfo=UTC)


def body(*paragraphs: str, subject: str = "CALL ON THE INVENTED MINISTER") -> str:
    """Return a telegram with numbered ``paragraphs``."""
    numbered = "\n\n".join(f"{n}. (C) {text}" for n, text in enumerate(paragraphs, start=1))
    return (
        "P 030503Z NOV 07\nFM AMEMBASSY BERN\nTO RUEHC/SECSTATE WASHDC PRIORITY 4460\n\n"
        f"C O N F I D E N T I A L BERN 000901\n\nTAGS: PREL, SZ\nSUBJECT: {subject}\n\n{numbered}\nSMITHERS\n"
    )


def hold(
    reference_id: str,
    text: str,
    *,
    created: datetime | None = CREATED,
    origin: str | None = "Embassy Bern",
    coverage: tuple[str, ...] = (),
    problems: tuple[str, ...] = (),
) -> Cable:
    """Return a received cable with one record."""
    cable = Cable.objects.create(reference_id=reference_id)
    raw = f"{reference_id} {text}".encode("utf-8", "surrogatepass")
    original = Original.objects.create(digest=digest(raw), size=len(raw), content=compress(raw))
    Record.objects.create(
        cable=cable,
        original=original,
        part=0,
        format="plain_text",
        file="invented.txt",
        offset=0,
        encoding="utf-8",
        text=pack_text(text),
        created=created,
        origin=origin,
        classification="CONFIDENTIAL",
        coverage=list(coverage),
        problems=list(problems),
    )
    return cable
