"""What an import stores, counts and refuses."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError

from cableroom.errors import CableroomError
from cableroom.private.vault import importing, incoming, rows
from cableroom.private.vault.account import Account, Candidate, Joined, RefusedFile
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Cable, Entry, ImportRun, Original, Record, Reject
from cableroom.private.vault.texts import original_bytes, record_text
from cableroom.sources import plain_text
from cableroom.sources.base import RawRecord, StatedFields
from cableroom.sources.decoding import Decoded
from invented import reference_id, row, telegram, write_csv


class Recorder:
    """A watcher that remembers."""

    def __init__(self) -> None:
        self.size = 0
        self.resumed = False
        self.accounts: list[Account] = []
        self.positions: list[int] = []
        self.candidates: list[Candidate] = []
        self.joins: list[Joined] = []
        self.empty: list[str] = []
        self.refusals: list[RefusedFile] = []

    def started(self, *, files: int, size: int, resumed: bool) -> None:
        """The import begins."""
        del files
        self.size, self.resumed = size, resumed

    def committed(self, account: Account, *, position: int, candidates: list[Candidate]) -> None:
        """A batch is on the disk."""
        assert ImportRun.objects.get(pk=account.run).read == account.read  # told after it is true
        self.accounts.append(account)
        self.positions.append(position)
        self.candidates += candidates

    def joined(self, one: Joined) -> None:
        """A telegram is whole."""
        self.joins.append(one)

    def nothing_in(self, file: str) -> None:
        """A file was empty."""
        self.empty.append(file)

    def refused(self, file: RefusedFile) -> None:
        """A file could not be read."""
        self.refusals.append(file)


def test_a_record_is_kept_as_stated(home: Path) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(2))

    account = import_paths([source])

    assert (account.read, account.stored, account.duplicates, account.rejected) == (2, 2, 0, 0)
    record = Record.objects.get(cable__reference_id=reference_id(2))
    assert record.created == datetime(2007, 11, 3, 5, 3, tzinfo=UTC)
    assert record.origin == "Embassy Bern"
    assert record.classification == "CONFIDENTIAL"
    assert (record.file, record.offset, record.part) == (str(source), len(row(1)), 0)
    assert record_text(record) == telegram(2)
    assert original_bytes(record) == row(2).rstrip(b"\n")
    assert record.cable.state == "received"


def test_a_text_stays_as_an_older_version_read_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spans point into the stored text, so a ladder that reads better must not move it."""
    source = home.parent / "07BERN1.txt"
    source.write_bytes(telegram(1, words="said “yes” in Zürich").encode().replace("“".encode(), b"\x93"))
    with monkeypatch.context() as older:
        older.setattr(plain_text, "decode_file", lambda raw: Decoded(raw.decode("latin-1"), "cp1252", ()))
        import_paths([source])
    stored = record_text(Record.objects.get())
    assert "ZÃ¼rich" in stored

    account = import_paths([source])

    assert (account.stored, account.duplicates) == (0, 1)
    assert record_text(Record.objects.get()) == stored
    assert original_bytes(Record.objects.get()) == source.read_bytes()


def test_a_row_has_every_column_of_its_table() -> None:
    """The rows are written past the models, which say what a row is."""
    for model, columns in ((Original, rows.ORIGINAL), (Record, rows.RECORD)):
        fields = [field.column for field in model._meta.concrete_fields if field.column != "id"]  # noqa: SLF001
        assert list(columns) == fields


def test_all_that_is_stated_comes_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each column gets its own value, in the form in which Django reads it."""
    stated = StatedFields(
        reference_id=reference_id(1),
        created=datetime(2007, 11, 3, 5, 3, tzinfo=UTC),
        origin="Embassy Z\udcffrich",
        classification="SECRET",
        coverage=("https://a.example/1", "https://b.example/2"),
    )
    given = RawRecord(
        format="page",
        file="a\udcff.html",
        offset=17,
        raw=b"one page",
        part=3,
        text="a telegram",
        encoding="cp1252",
        stated=stated,
        problems=("encoding-guessed", "line-long"),
    )
    monkeypatch.setattr(
        incoming, "follow_path", lambda _path, *, as_format: iter([(given, 0 if as_format else 8)])
    )

    import_paths([write_csv(home.parent / "page.html", range(1))])

    record = Record.objects.get()
    assert (record.format, record.file, record.offset, record.part) == ("page", "a\\udcff.html", 17, 3)
    assert (record.encoding, record.created, record.classification) == ("cp1252", stated.created, "SECRET")
    assert (record.origin, record.coverage) == ("Embassy Z\\udcffrich", list(stated.coverage))
    assert (record.derived, record.problems) == ([], list(given.problems))
    assert (record_text(record), original_bytes(record)) == ("a telegram", b"one page")


def test_a_second_run_changes_nothing(home: Path) -> None:
    source = write_csv(home.parent / "cables.csv", range(1, 31))
    import_paths([source])
    before = list(Record.objects.order_by("pk").values())

    account = import_paths([source])

    assert (account.read, account.stored, account.duplicates) == (30, 0, 30)
    assert list(Record.objects.order_by("pk").values()) == before
    assert Entry.objects.filter(action="import").count() == 2


def test_the_same_bytes_in_one_file_count_once(home: Path) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(1))

    account = import_paths([source])

    assert (account.read, account.stored, account.duplicates, account.candidates) == (2, 1, 1, 0)


@pytest.mark.parametrize("in_one_file", [True, False], ids=["in one batch", "in two runs"])
def test_other_bytes_become_a_candidate(home: Path, *, in_one_file: bool) -> None:
    source = home.parent / "cables.csv"
    watcher = Recorder()
    if in_one_file:
        source.write_bytes(row(1) + row(1, words="was away"))
    else:
        source.write_bytes(row(1))
        import_paths([source])
        source.write_bytes(row(1, words="was away"))

    account = import_paths([source], watcher=watcher)

    assert account.candidates == 1
    offset = len(row(1)) if in_one_file else 0
    assert watcher.candidates == [Candidate(reference_id(1), str(source), offset)]
    texts = [record_text(record) for record in Cable.objects.get().records.order_by("pk")]
    assert texts == [telegram(1), telegram(1, words="was away")]
    assert Entry.objects.get(action="candidate").place == reference_id(1)


def test_spellings_of_one_id_are_one_cable(home: Path) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(2, name="07bern0001"))

    account = import_paths([source])

    assert account.candidates == 1
    assert Cable.objects.get().reference_id == reference_id(1)


def test_a_plain_telegram_states_itself(home: Path) -> None:
    source = home.parent / "one.txt"
    source.write_text(telegram(881))

    account = import_paths([source])

    assert account.stored == 1
    record = Record.objects.select_related("cable").get()
    assert record.cable.reference_id == "07BERN881"
    assert record.created == datetime(2007, 11, 3, 5, 3, tzinfo=UTC)
    assert record.origin == "Embassy Bern"
    assert record.classification == "CONFIDENTIAL"


def test_a_telegram_without_an_id_is_rejected(home: Path) -> None:
    source = home.parent / "one.txt"
    source.write_text("FM AMEMBASSY BERN\nTO SECSTATE WASHDC\n\nSUBJECT: NOTHING\n\n1. Nothing.\n")

    account = import_paths([source], as_format="plain_text")

    assert (account.read, account.stored, account.rejected) == (1, 0, 1)
    assert Reject.objects.get().code == "reference-id-missing"
    assert not Cable.objects.exists()


def test_bad_records_do_not_stop_good_ones(home: Path) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(2, name="../../etc/passwd") + row(3))

    account = import_paths([source])

    assert (account.read, account.stored, account.rejected) == (3, 2, 1)
    reject = Reject.objects.get()
    assert (reject.file, reject.offset) == (str(source), len(row(1)))
    assert reject.code


def test_an_unreadable_file_is_a_reject_and_the_others_go_on(home: Path) -> None:
    folder = home.parent / "in"
    folder.mkdir()
    (folder / "a.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "b.csv").write_bytes(row(1))
    (folder / "c.csv").symlink_to(folder / "b.csv")

    watcher = Recorder()

    account = import_paths([folder], watcher=watcher)

    assert (account.stored, account.rejected) == (1, 2)
    assert [one.sentence.partition(":")[0] for one in watcher.refusals] == [
        "unsupported-type",
        "not-a-regular-file",
    ]
    assert all(one.hint for one in watcher.refusals)
    codes = dict(Reject.objects.values_list("file", "code"))
    assert codes[str(folder / "c.csv")] == "not-a-regular-file"
    assert str(folder / "a.bin") in codes


def test_an_empty_file_is_no_cable_and_no_error(home: Path) -> None:
    source = home.parent / "empty.csv"
    source.touch()
    watcher = Recorder()

    account = import_paths([source], watcher=watcher)

    assert (account.read, account.rejected) == (0, 0)
    assert watcher.empty == [str(source)]


def test_a_missing_path_is_refused_before_anything_is_stored(home: Path) -> None:
    source = write_csv(home.parent / "cables.csv", range(1, 3))

    with pytest.raises(CableroomError) as caught:
        import_paths([source, home.parent / "nowhere"])

    assert caught.value.code == "file-missing"
    assert not Record.objects.exists()


def test_progress_is_told_in_bytes_to_the_end(home: Path) -> None:
    files = [write_csv(home.parent / f"{n}.csv", range(n, n + 600)) for n in (1, 1001, 2001)]
    watcher = Recorder()

    account = import_paths(files, watcher=watcher)

    assert [one.read for one in watcher.accounts] == [1000, 1800]
    assert watcher.positions[-1] == watcher.size == sum(file.stat().st_size for file in files)
    assert account == watcher.accounts[-1]


def test_a_batch_ends_at_its_bytes_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "BATCH_BYTES", len(row(1)) - 1)
    watcher = Recorder()

    import_paths([write_csv(home.parent / "cables.csv", range(1, 4))], watcher=watcher)

    assert [one.stored for one in watcher.accounts][:3] == [1, 2, 3]


def test_a_page_of_two_cables_may_lie_across_two_batches(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = home.parent / "page.html"
    page.write_bytes(b"one page")

    def read_page(path: Path, *, as_format: str | None) -> Iterator[tuple[RawRecord, int]]:
        del as_format
        for part in (0, 1):
            record = RawRecord(
                format="page",
                file=str(path),
                offset=0,
                raw=b"one page",
                part=part,
                text=f"cable {part}",
                encoding="utf-8",
                stated=StatedFields(reference_id=reference_id(part), origin="Embassy Bern"),
            )
            yield record, len(record.raw)

    monkeypatch.setattr(incoming, "follow_path", read_page)
    monkeypatch.setattr(incoming, "BATCH_RECORDS", 1)

    first, second = import_paths([page]), import_paths([page])

    assert (first.stored, second.duplicates) == (2, 2)
    assert Original.objects.get().records.count() == 2


def test_a_failing_batch_leaves_the_earlier_ones(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "BATCH_RECORDS", 10)
    source = write_csv(home.parent / "cables.csv", range(1, 31))
    real = rows.insert_records
    calls = []

    def full_disk(records: Iterable[tuple[incoming.Incoming, incoming.Packed, int]]) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise DatabaseError("database or disk is full")
        real(records)

    with monkeypatch.context() as patch:
        patch.setattr(importing, "insert_records", full_disk)
        with pytest.raises(DatabaseError):
            import_paths([source])

    assert Record.objects.count() == Original.objects.count() == Cable.objects.count() == 20
    run = ImportRun.objects.get()
    assert (run.stored, run.finished) == (20, False)
    watcher = Recorder()
    account = import_paths([source], watcher=watcher)
    assert watcher.resumed
    assert (account.stored, account.duplicates) == (10, 20)


def test_a_file_name_of_strange_bytes_is_kept_readable(home: Path) -> None:
    source = home.parent / "b\udcff\x1b[31m.csv"
    source.write_bytes(row(1))

    import_paths([source])

    assert Record.objects.get().file.endswith("b\\udcff\x1b[31m.csv")


def test_the_journal_holds_no_text(home: Path) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1, words="met QZXCANARY") + row(1, words="met QZXOTHER") + row(2, name="QZXNAME"))

    import_paths([source])

    for entry in Entry.objects.values("action", "place", "detail"):
        assert "QZX" not in str(entry)
    assert "QZX" not in str(list(Reject.objects.values()))
