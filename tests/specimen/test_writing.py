"""The shapes of files: what our own readers take from them is what was invented."""

import csv
import sys
from io import StringIO
from pathlib import Path

import pytest

from cableroom.sources import FORMATS, RawRecord, detect, read_path
from cableroom.specimen import SpecimenCable, cables
from cableroom.specimen.writing import FOLDERS, csv_row

NAMES = {"csv": "cables_csv", "html": "cablegate_html", "page": "cablegate_page_text", "text": "plain_text"}


def read_back(path: Path) -> RawRecord:
    (record,) = read_path(path, as_format=None)
    assert isinstance(record, RawRecord)
    return record


def agrees(record: RawRecord, cable: SpecimenCable) -> bool:
    stated = record.stated
    return (stated.reference_id, stated.created, stated.origin, stated.classification) == (
        cable.reference_id,
        cable.created,
        cable.origin,
        cable.classification,
    )


@pytest.mark.parametrize("shape", FOLDERS)
def test_files_are_read_back(tmp_path: Path, shape: str) -> None:
    path_of, text_of = FOLDERS[shape]
    for cable in cables(60, seed=4):
        path = tmp_path / path_of(cable).name
        path.write_text(text_of(cable), encoding="utf-8")
        assert detect(path.read_bytes()) is FORMATS[NAMES[shape]]
        record = read_back(path)
        assert agrees(record, cable)
        assert not record.problems
        if shape == "text":
            assert record.text.rstrip() == cable.text


def test_the_table_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "cables.csv"
    invented = list(cables(200, seed=4))
    path.write_text("".join(map(csv_row, invented)), encoding="utf-8")
    assert detect(path.read_bytes()[:65_536]) is FORMATS["cables_csv"]
    records = list(read_path(path, as_format=None))
    assert len(records) == len(invented)
    for record, cable in zip(records, invented, strict=True):
        assert isinstance(record, RawRecord)
        assert agrees(record, cable)
        assert record.text.split() == cable.text.split()


def test_the_table_has_the_dialect_of_the_real_one() -> None:
    """Python's own reader, told of the dialect, agrees: eight columns, backslash escapes, no header."""
    csv.field_size_limit(sys.maxsize)
    invented = list(cables(300, seed=4))
    text = "".join(map(csv_row, invented))
    rows = list(csv.reader(StringIO(text), quotechar='"', escapechar="\\", doublequote=False))
    assert [row[2] for row in rows] == [cable.reference_id for cable in invented]
    assert {len(row) for row in rows} == {8}
    assert [row[0] for row in rows] == [str(number) for number in range(1, 301)]
    assert [row[7] for row in rows] == [cable.body for cable in invented]
    assert any("|" in row[5] for row in rows)
    first = invented[0].created
    assert rows[0][1] == f"{first.month}/{first.day}/{first.year} {first.hour}:{first.minute:02}"


def test_quotes_and_backslashes_are_escaped() -> None:
    (cable,) = cables(1, seed=1)
    odd = SpecimenCable(
        number=1,
        reference_id=cable.reference_id,
        created=cable.created,
        origin=cable.origin,
        classification=cable.classification,
        references=(),
        header='a "b" \\ c',
        body="",
        truth={},
    )
    assert r'"a \"b\" \\ c"' in csv_row(odd)


def test_pages_look_as_the_site_had_them() -> None:
    cable = next(cable for cable in cables(50, seed=4) if len(cable.truth["tags"]) > 1)
    html = FOLDERS["html"][1](cable)
    path = FOLDERS["html"][0](cable)
    first = cable.truth["tags"][0]["code"]
    assert str(path) == f"cable/{cable.created:%Y/%m}/{cable.reference_id}.html"
    assert f"<a href='/tag/{first}_0.html'>{first}</a>" in html
    assert "<a id='par1' href='#par1'>¶</a>1." in html
    assert f"<h3>Viewing cable {cable.reference_id}, " in html
    assert "&#x000A;" in html
    capture = FOLDERS["page"][1](cable)
    assert "\n\n" not in capture
    assert "\n¶1." in capture
