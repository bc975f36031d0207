"""Rows 10 to 13: the same id again, ids in other spellings, and what is no id."""

import json

from bad_input.offering import BODY, TELEGRAM, Desk, page, table, table_row


def test_row_10_the_same_bytes_again_are_a_duplicate(desk: Desk) -> None:
    data = table([table_row(), table_row()])
    assert desk.offer(data).account == "2 cables read = 1 stored + 1 duplicates + 0 rejected"
    before = desk.run("show", "07BERN1", "--json").out
    again = desk.offer(data)
    assert (again.status, again.account) == (0, "2 cables read = 0 stored + 2 duplicates + 0 rejected")
    assert desk.run("show", "07BERN1", "--json").out == before


def test_row_11_other_bytes_are_a_candidate_and_what_is_cleared_stays(desk: Desk) -> None:
    """That a released edition is untouched is shown by the whole way in test_20_to_22_on_the_page.py."""
    desk.offer(table([table_row()]))
    desk.run("clear", "07BERN1")
    told = desk.offer(table([table_row(body=BODY.replace("at home", "away"))]))
    assert (told.status, told.account.split(" = ")[1]) == (
        0,
        "1 stored (1 as candidates) + 0 duplicates + 0 rejected",
    )
    assert "alert: 07BERN1 has other bytes in" in told.err
    shown = json.loads(desk.run("show", "07BERN1", "--json").out)
    assert shown["state"] == "cleared"
    assert "at home" in shown["text"]
    assert [one["candidate"] for one in shown["records"]] == [False, True]
    assert desk.original("07BERN1", 2) != desk.original("07BERN1", 1)


SPELLINGS = ["07bern1", "07 BERN 1", "07BERN00001", " 07BERN1 ", "07Bern001"]


def test_row_12_spellings_of_one_id_are_one_cable_and_each_is_reported(desk: Desk) -> None:
    rows = [table_row(reference_id=name, body=f"{BODY}{name}") for name in SPELLINGS]
    told = desk.offer(table([table_row(), *rows]))
    assert (told.status, desk.held()) == (0, ["07BERN1"])
    assert told.err.count("alert: 07BERN1 has other bytes") == len(SPELLINGS)
    records = json.loads(desk.run("show", "07BERN1", "--json").out)["records"]
    assert [one["candidate"] for one in records] == [False, *[True] * len(SPELLINGS)]
    assert desk.original("07BERN1") == table_row()  # nothing is written over


LOOKALIKES = [
    "07B\u0415RN1",
    "07\uff22ERN1",
    "07BERN\u0661",
    "07BERN1\u200b",
    "\u202e07BERN1",
    "07BER\u02741",
]
NO_IDS = ["../../etc/passwd", "CON", "a/b", "07BERN1/../2", "x" * 10_240, "", " ", "<script>", "%00", ";rm"]
NO_IDS += [
    "07BERN",
    "BERN1",
    "7BERN1",
    "07BERN12345678",
    "07BERN1\x00",
    "07BERN1\n07BERN2",
    "'; DROP TABLE x",
]


def test_row_12_and_13_what_is_no_id_is_rejected_by_place_and_never_a_name(desk: Desk) -> None:
    names = LOOKALIKES + NO_IDS
    rows = [table_row(reference_id=name) for name in names]
    told = desk.offer(table([*rows, table_row(reference_id="07BERN9")]))

    places = [sum(len(row) + 1 for row in rows[:n]) for n in range(len(rows))]
    codes = ["reference-id-serial-missing" if name == "07BERN" else "reference-id-refused" for name in names]
    assert told.rejects == [("file", place, code) for place, code in zip(places, codes, strict=True)]
    assert (told.status, desk.held()) == (2, ["07BERN9"])
    for name in names:
        assert len(name.strip()) < 3 or name not in told.out + told.err, "the words are not repeated"
    # No file is named by an id.
    written = {path.name for path in (desk.home / "vault").rglob("*")}
    assert written <= {"vault.sqlite3", "vault.sqlite3-wal", "vault.sqlite3-shm", "secret", "lock", "staging"}


def test_row_13_the_same_of_pages_and_of_telegrams(desk: Desk) -> None:
    for number, name in enumerate(("../../etc/passwd", "&lt;script&gt;", "07B\u0415RN1", "")):
        desk.put(f"{number}.html", page(reference_id=name))
    desk.put("4.txt", TELEGRAM.replace("BERN 000001", "../../ETC 000001").encode())
    told = desk.offer()
    codes = {name: code for name, _byte, code in told.rejects}
    assert codes == {f"{n}.html": "reference-id-refused" for n in range(4)} | {
        "4.txt": "reference-id-missing"
    }
    assert (told.status, desk.held()) == (2, [])
