"""What every source format must do: be told from all others, and come whole out of archives and the vault."""

import json
from pathlib import Path

import pytest

from cableroom.cli.lazy import run
from cableroom.cli.private import cableroom
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Record
from cableroom.private.vault.texts import original_bytes, record_text
from cableroom.sources import FORMATS, RawRecord, detect, read_path, reread
from sources.archives_made import MAKERS
from sources.samples import OTHERS, SAMPLES

EACH = [(name, data) for name, files in SAMPLES.items() for data in files]
IDS = [f"{name} {number}" for name, files in SAMPLES.items() for number in range(len(files))]


def kept(path: Path) -> list[RawRecord]:
    found = list(read_path(path))
    records = [record for record in found if isinstance(record, RawRecord)]
    assert len(records) == len(found) > 0
    return records


def test_every_format_has_a_sample() -> None:
    assert set(SAMPLES) == set(FORMATS)


@pytest.mark.parametrize(("name", "data"), EACH, ids=IDS)
def test_a_file_is_told_by_its_format_and_by_no_other(name: str, data: bytes) -> None:
    for shown in (data, b"\xef\xbb\xbf" + data, data.replace(b"\n", b"\r\n")):
        if not data.startswith(b"\xff\xfe"):
            assert {other for other, source in FORMATS.items() if source.sniff(shown[:65_536])} == {name}
    assert detect(data) is FORMATS[name]


@pytest.mark.parametrize(("data", "what"), OTHERS, ids=[each[1] for each in OTHERS])
def test_a_file_of_another_kind_is_taken_by_none(data: bytes, what: str) -> None:
    assert detect(data) is None, what


@pytest.mark.parametrize("name", SAMPLES)
def test_what_an_archive_holds_is_read_as_the_file(tmp_path: Path, name: str) -> None:
    for number, data in enumerate(SAMPLES[name]):
        bare = tmp_path / f"{number}"
        bare.write_bytes(data)
        expected = [(one.format, one.offset, one.raw, one.text, one.stated) for one in kept(bare)]
        for kind, make in MAKERS.items():
            packed = tmp_path / f"{number}.archive"
            packed.write_bytes(make([("a/b", data)]))
            found = [(one.format, one.offset, one.raw, one.text, one.stated) for one in kept(packed)]
            assert found == expected, kind


@pytest.mark.parametrize(("name", "data"), EACH, ids=IDS)
def test_the_vault_gives_back_the_very_bytes(home: Path, name: str, data: bytes) -> None:
    source = home.parent / "file"
    source.write_bytes(data)
    records = kept(source)

    account = import_paths([source])

    assert (account.read, account.stored) == (len(records), len(records))
    stored = list(Record.objects.order_by("pk"))
    for record, held in zip(records, stored, strict=True):
        assert (held.format, held.encoding) == (name, record.encoding)
        assert original_bytes(held) == record.raw
        assert record_text(held) == record.text
        again = [one for one in reread(original_bytes(held), format=name) if one.part == held.part]
        # Not all that is stated: a document does not say of which volume it is.
        assert [(one.text, one.stated.reference_id) for one in again] == [
            (record.text, record.stated.reference_id)
        ]
    again_account = import_paths([source])
    assert (again_account.stored, again_account.duplicates) == (0, len(records))


@pytest.mark.parametrize(("name", "data"), EACH, ids=IDS)
def test_parse_takes_its_name(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    source = tmp_path / "file"
    source.write_bytes(data)
    with pytest.raises(SystemExit) as ended:
        run(cableroom, "cableroom", ["parse", "--as", name, str(source)])
    assert ended.value.code == 0
    printed = [json.loads(line)["reference_id"] for line in capfd.readouterr().out.splitlines()]
    assert printed == [one.stated.reference_id or "07BERN1" for one in kept(source)]
