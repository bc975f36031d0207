"""Rows 1 to 4: nothing, strange line ends, broken encodings, control characters."""

import json

import pytest

from bad_input.offering import BODY, HEADER, TELEGRAM, Desk, page, table, table_row

NOTHING = [(b"", "no bytes"), (b"\xef\xbb\xbf", "only a byte order mark"), (b"\r\n \t\n", "only blanks")]


@pytest.mark.parametrize(("data", "why"), NOTHING, ids=[each[1] for each in NOTHING])
def test_row_01_nothing_is_no_cable_and_no_error(desk: Desk, data: bytes, why: str) -> None:
    told = desk.offer(data)
    assert (told.status, told.account) == (0, "0 cables read = 0 stored + 0 duplicates + 0 rejected"), why
    assert "warning: " in told.err
    assert "holds no cable" in told.err


LINE_ENDS = [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "lone CR")]


@pytest.mark.parametrize(("end", "why"), LINE_ENDS, ids=[each[1] for each in LINE_ENDS])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "marked"])
def test_row_02_line_ends_and_a_byte_order_mark_come_back(
    desk: Desk, mark: bytes, end: str, why: str
) -> None:
    body = BODY.replace("at home", "at\u2028home and\u0085away")
    text = f"{HEADER}\n\n{body}".replace("\n", end)
    rows = [table_row(header=HEADER.replace("\n", end), body=body.replace("\n", end))]
    rows += [table_row(reference_id="07BERN2")]
    table_bytes = mark + end.encode().join(rows) + end.encode()
    for data, raw in ((mark + text.encode(), mark + text.encode()), (table_bytes, rows[0])):
        told = desk.offer(data)
        assert (told.status, told.rejects) == (0, []), why
        number = 1 if raw is not rows[0] else 2
        assert desk.original("07BERN1", number) == raw
    shown = json.loads(desk.run("show", "07BERN1", "--json").out)
    assert shown["text"] == text
    assert [one["problems"] for one in shown["records"]] == [[], []]


ENCODINGS = [
    (b"\xff", "ÿ", ["encoding-guessed"], "no UTF-8 at all"),
    (b"\xc0\xaf", "À¯", ["encoding-guessed"], "an overlong slash"),
    (b"\xed\xa0\x80", "í\xa0€", ["encoding-guessed"], "half a surrogate pair"),
    (b"\x93quoted\x94", "“quoted”", ["encoding-guessed"], "quotes of Windows-1252"),
    ("é".encode() + b"\x92", "é’", ["encoding-mixed"], "two encodings in one text"),
    (b"\x81", "\x81", ["encoding-guessed", "encoding-undefined"], "a byte that Windows-1252 lacks"),
    ("\ufffd".encode(), "\ufffd", ["replacement-character"], "a character lost before us"),
]


@pytest.mark.parametrize(("raw", "text", "problems", "why"), ENCODINGS, ids=[each[3] for each in ENCODINGS])
@pytest.mark.parametrize("shape", ["text", "page", "table"])
def test_row_03_bytes_that_are_no_utf_8_are_kept_and_flagged(
    desk: Desk, shape: str, raw: bytes, text: str, problems: list[str], why: str
) -> None:
    body = BODY.replace("at home", "at @")
    made = {"text": f"{HEADER}\n\n{body}".encode(), "page": page(body=body), "table": table_row(body=body)}
    data = made[shape].replace(b"@", raw)

    told = desk.offer(data)

    assert told.status == 0, why
    assert desk.original("07BERN1") == data
    shown = json.loads(desk.run("show", "07BERN1", "--json").out)
    assert f"at {text}." in shown["text"]
    assert [code for code in shown["records"][0]["problems"] if "minutes" not in code] == problems
    assert ("\ufffd" in shown["text"]) == ("\ufffd" in text)  # never put there by us
    held_back = "encoding-undefined" in problems
    assert ("skipped: 07BERN1" in desk.run("clear", "--all").err) is held_back


def test_row_03_rows_of_one_file_are_each_read_in_their_own_encoding(desk: Desk) -> None:
    rows = [table_row(reference_id=f"07BERN{n}", body=BODY.replace("at home", "in @")) for n in (1, 2)]
    data = table([rows[0].replace(b"@", "Zürich".encode()), rows[1].replace(b"@", b"Z\xfcrich")])
    assert desk.offer(data).status == 0
    for name, encoding in (("07BERN1", "utf-8"), ("07BERN2", "cp1252")):
        shown = json.loads(desk.run("show", name, "--json").out)
        assert "in Zürich." in shown["text"]
        assert shown["records"][0]["encoding"] == encoding


CONTROLS = "\x00\x01\x07\x08\x0b\x0c\x1b[2J\x1b]0;x\x07\x7f\x80\x9b31m"


def test_row_04_controls_are_kept_and_never_reach_a_terminal(desk: Desk) -> None:
    data = TELEGRAM.replace("at home", f"at {CONTROLS} home").encode()
    told = desk.offer(data, name="a\x1b[2J\u202eb")
    assert told.status == 0
    assert desk.original("07BERN1") == data
    shown = desk.run("show", "07BERN1")
    for said in (told.out, told.err, shown.out, shown.err):
        assert not set(said) & (set(CONTROLS) - set("[2J]0;x31m")), "a control reached the terminal"
    assert "at ␀␁␇␈␋␌␛[2J" in shown.out
    assert CONTROLS in json.loads(desk.run("show", "07BERN1", "--json").out)["text"]
