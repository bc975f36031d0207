"""The specimen in the formats that ``cableroom specimen`` does not write: cables -> files in a folder."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from cableroom.specimen.cables import SpecimenCable

_PLUSD = """\
<!DOCTYPE html>
<html><head><title>Cable: {id}_a</title></head><body>
<table id="synopsis"><tr><td colspan="3">A TITLE</td></tr>
<tr><td><div class="s_key">Date:</div><div class="s_val">{date}</div></td>
<td><div class="s_key">Canonical ID:</div><div class="s_val">{id}_a</div></td>
<td><div class="s_key">Original Classification:</div><div class="s_val">{classification}</div></td>
<td><div class="s_key">From:</div><div class="s_val">{origin}</div></td></tr></table>
<div id="tagged-text"><pre>{text}</pre></div>
<pre>-----BEGIN PGP PUBLIC KEY BLOCK-----</pre></body></html>
"""
_VOLUME = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1969-76v99">
<text><body>
{documents}</body></text></TEI>
"""
_DOCUMENT = """\
<div type="document" n="{number}" xml:id="d{number}">
<head>{number}. Telegram {serial} From the Embassy in Nowhere to the Department of State\
<note n="1" type="source">Source: National Archives. Secret; Immediate.</note></head>
<opener><dateline><placeName>Bern</placeName>, <date when="{created}">a day</date>.</dateline></opener>
{paragraphs}
</div>
"""


def tabbed_rows(cables: list[SpecimenCable], folder: Path) -> None:
    """Write the table as a database does, a backslash before what is meant."""
    lines = []
    for cable in cables:
        fields = (
            str(cable.number),
            f"{cable.created:%Y-%m-%d %H:%M:%S}",
            cable.reference_id,
            cable.origin,
            cable.classification,
            "|".join(cable.references),
            cable.header,
            cable.body,
        )
        lines.append("\t".join(re.sub(r"([\\\t\n])", r"\\\1", field) for field in fields))
    (folder / "cables.tsv").write_text("\n".join(lines), "utf-8")


def plusd_pages(cables: list[SpecimenCable], folder: Path) -> None:
    """Write a PlusD page for each cable."""
    for cable in cables:
        page = _PLUSD.format(
            id=cable.reference_id,
            date=f"{cable.created:%Y %B %d, %H:%M (%A)}",
            classification=cable.classification.replace("//", ","),
            origin=cable.origin,
            text=escape(cable.text, quote=False),
        )
        (folder / f"{cable.number}.html").write_text(page, "utf-8")


def frus_volume(cables: list[SpecimenCable], folder: Path) -> None:
    """Write one volume of all cables, each line of a telegram a paragraph."""
    documents = "".join(
        _DOCUMENT.format(
            number=cable.number,
            serial=cable.number,
            created=cable.created.isoformat(),
            paragraphs="\n".join(f"<p>{escape(line)}</p>" for line in cable.text.split("\n") if line.strip()),
        )
        for cable in cables
    )
    (folder / "frus1969-76v99.xml").write_text(_VOLUME.format(documents=documents), "utf-8")


WRITERS: dict[str, Callable[[list[SpecimenCable], Path], None]] = {
    "tabs": tabbed_rows,
    "plusd": plusd_pages,
    "tei": frus_volume,
}
"""By the names that ``parsing.SHAPES`` uses."""
