"""Rows 26 and 27: lines of JSON, each taken or rejected for itself; XML, mail and HTML that is no saved page.

Whatever stands in them, and whatever they are called: no crash, no hang, and nobody on the network
is asked for anything.
"""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

from bad_input.offering import BODY, HEADER, TELEGRAM, Desk, page
from cableroom.sources import FORMATS

CABLE: Final = {"reference_id": "07BERN2", "created": "2007-11-03T05:03:00Z", "text": TELEGRAM}
LINE: Final = json.dumps(CABLE)
# A line of JSON, the code of its reject (none: it is kept), and why.
JSON: Final = [
    (LINE, "", "a cable"),
    ("[" * 100_000 + "]" * 100_000, "json-deep", "100,000 deep, lists"),
    ('{"a":' * 100_000 + "1" + "}" * 100_000, "json-deep", "100,000 deep, objects"),
    (LINE.replace('"07BERN2"', "NaN"), "json-broken", "NaN"),
    (LINE.replace('"07BERN2"', "Infinity"), "json-broken", "Infinity"),
    (LINE.replace('"07BERN2"', "1" + "0" * 400), "json-broken", "10 to the 400"),
    (LINE.replace('"07BERN2"', "7" * 5_000), "json-broken", "an integer of 5,000 digits"),
    ('{"text": 1, "text": ' + json.dumps(TELEGRAM) + "}", "json-broken", "a key twice"),
    (LINE.replace("text", "__proto__"), "json-fields", "__proto__ for a key"),
    (LINE.replace("07BERN2", "\\ud800"), "reference-id-refused", "half a surrogate pair"),
    (json.dumps([CABLE]), "json-broken", "a list"),
    ("null", "json-broken", "no object"),
    (LINE[:-30], "json-broken", "cut off"),
]
OTHER_JSON: Final = [
    (json.dumps([CABLE] * 3), "a list of cables"),
    (json.dumps(CABLE, indent=1), "a cable on many lines"),
    ("[" * 100_000 + "]" * 100_000, "100,000 deep"),
    (json.dumps({"name": "x", "dependencies": {"text": "1.0"}}), "JSON of others"),
]


def refused(desk: Desk, data: bytes, why: str) -> None:
    """Offer it under every name and as itself; nothing comes of it."""
    for name in ("cables.csv", "07BERN1.html"):
        told = desk.offer(data, name=name)
        assert (told.status, told.rejects) == (2, [(name, 0, "unsupported-type")]), why
        assert f"refused: unsupported-type: {desk.folder / name} is of no known format" in told.err
        assert "hint: see docs/telegram.md" in told.err
    assert desk.held() == []


@pytest.mark.parametrize(("line", "code", "why"), JSON, ids=[each[2] for each in JSON])
def test_row_26_a_bad_line_of_json_costs_itself(desk: Desk, line: str, code: str, why: str) -> None:
    first, last = (json.dumps(CABLE | {"reference_id": f"07BERN{n}"}) for n in (1, 3))
    told = desk.offer(f"{first}\n{line}\n{last}\n".encode())
    assert told.rejects == ([("file", len(first) + 1, code)] if code else []), why
    assert told.status == (2 if code else 0)
    assert desk.held() == (["07BERN1", "07BERN3"] if code else ["07BERN1", "07BERN2", "07BERN3"])
    assert desk.original("07BERN3") == last.encode()


@pytest.mark.parametrize(("text", "why"), OTHER_JSON, ids=[each[1] for each in OTHER_JSON])
def test_row_26_other_json_is_of_no_known_type(desk: Desk, text: str, why: str) -> None:
    refused(desk, text.encode(), why)


def test_row_26_what_parse_prints_is_no_cable(desk: Desk) -> None:
    printed = desk.run("parse", desk.put("telegram", TELEGRAM.encode())).out
    (desk.folder / "telegram").unlink()
    told = desk.offer(printed.encode())
    assert (told.status, told.rejects, desk.held()) == (2, [("file", 0, "own-archive")], [])
    assert "a list of what a parser reads from cables" in told.err


@contextmanager
def listening() -> Iterator[tuple[str, socket.socket]]:
    """Give an address that would notice to be asked, and its socket."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)  # noqa: FBT003 - the standard library's own
        host, port = listener.getsockname()
        yield f"http://{host}:{port}", listener


def nobody_came(listener: socket.socket) -> bool:
    try:
        guest, _address = listener.accept()
    except BlockingIOError:
        return True
    guest.close()
    return False


LAUGHS: Final = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
MARKUP: Final = [
    (f'<?xml version="1.0"?>\n<cable>{TELEGRAM}</cable>', "XML"),
    (f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><x>&l11;\n{TELEGRAM}</x>', "a billion laughs"),
    (f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;\n{TELEGRAM}</x>', "an external entity"),
    (f'<!DOCTYPE x [<!ENTITY e SYSTEM "@/e">]><x>&e;\n{TELEGRAM}</x>', "one on the network"),
    (f'<!DOCTYPE x [<!ENTITY % p SYSTEM "@/p"> %p;]><x>{TELEGRAM}</x>', "a parameter entity"),
    (f'<!DOCTYPE x SYSTEM "@/x.dtd"><x>{TELEGRAM}</x>', "a DTD on the network"),
    (f'<?xml-stylesheet href="@/s.xsl"?><x xmlns:i="@/i"><i:include href="@/i"/>{TELEGRAM}</x>', "includes"),
    (f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p>{TELEGRAM}</p></text></TEI>', "TEI"),
    (f"From: a@b.example\nSubject: 07BERN1\nMIME-Version: 1.0\n\n{TELEGRAM}", "mail"),
    (
        f"<html><body><img src='@/i'><link href='@/l'><iframe src='@/f'></iframe>{TELEGRAM}</body></html>",
        "HTML",
    ),
    (f"<svg xmlns='http://www.w3.org/2000/svg'><script href='@/s'/>{TELEGRAM}</svg>", "SVG"),
    (f"\ufeff\n  <x>{TELEGRAM}</x>", "XML behind a byte order mark and blanks"),
]


@pytest.mark.parametrize(("text", "why"), MARKUP, ids=[each[1] for each in MARKUP])
def test_row_27_markup_that_is_no_saved_page_is_of_no_known_type(desk: Desk, text: str, why: str) -> None:
    with listening() as (address, listener):
        refused(desk, text.replace("@", address).encode(), why)
        assert nobody_came(listener)


def test_row_27_a_page_saved_as_mail_is_refused_with_what_to_do(desk: Desk) -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    told = desk.offer(head.encode() + page(), name="07BERN1.mhtml")
    assert (told.status, told.rejects) == (2, [("07BERN1.mhtml", 0, "unsupported-type")])
    assert "hint: open it in a browser and save it as HTML" in told.err
    assert desk.held() == []


def test_row_27_a_saved_page_that_declares_entities_is_none(desk: Desk) -> None:
    start = f'<!DOCTYPE html [<!ENTITY l0 "lol">{LAUGHS}]>'.encode()
    refused(desk, start + page(body=BODY + "&l11;"), "a page's own entities")


def test_row_27_a_saved_page_loads_nothing_and_keeps_what_it_quotes(desk: Desk) -> None:
    """Named as a page or not: it is read by a tolerant parser, which asks nobody for anything."""
    with listening() as (address, listener):
        body = BODY.replace("at home", "at &e; &lt;!ENTITY e&gt; <img src='@/i'> home").replace("@", address)
        head = f"<link rel='stylesheet' href='{address}/s'><script src='{address}/j'></script>"
        data = page(body=body).replace(b"<head>", b"<head>" + head.encode())
        data = data.replace(b"<td>Embassy", f"<td><img src='{address}/o'>Embassy".encode())
        data = f'<!DOCTYPE html PUBLIC "-//X" "{address}/x.dtd">'.encode() + data

        assert desk.offer(data, name="07BERN1").status == 0

        assert nobody_came(listener)
    shown = json.loads(desk.run("show", "07BERN1", "--json").out)
    assert f"at &e; <!ENTITY e> <img src='{address}/i'> home" in shown["text"]
    assert shown["stated"]["origin"] == "Embassy Bern"
    assert desk.original("07BERN1") == data


@pytest.mark.parametrize("as_format", FORMATS)
def test_row_26_and_27_naming_a_format_does_not_crash_either(desk: Desk, as_format: str) -> None:
    """Who insists gets a reject, or the words as plain text: never an expanded entity."""
    with listening() as (address, listener):
        for number, (text, why) in enumerate(
            [*((line, why) for line, _code, why in JSON), *OTHER_JSON, *MARKUP]
        ):
            desk.put(f"{number}", text.replace("@", address).replace(HEADER, "").encode())
            assert why
        told = desk.run("import", desk.folder, "--as", as_format)
        assert told.status == 2
        assert nobody_came(listener)
    for name in desk.held():
        assert "root:" not in desk.run("show", name).out


def test_the_socket_notices(desk: Desk) -> None:
    """What nobody_came says is worth something."""
    del desk
    with listening() as (address, listener):
        with socket.create_connection((address[7:].split(":")[0], int(address.split(":")[2]))):
            pass
        assert not nobody_came(listener)


VOLUME: Final = (
    "<TEI xml:id='frus1969-76v99'><text><body><div type='document' xml:id='d1'>"
    "<head>1. Telegram From the Embassy in Switzerland to the Department of State</head>"
    "<dateline><placeName>Bern</placeName>, <date when='1974-03-11T11:53:00+00:00'/></dateline>"
    "<p>77. Subject: An Invented Call.</p><p>1. At home: @.</p></div></body></text></TEI>"
)
DECLARED: Final = (
    f'<!DOCTYPE TEI SYSTEM "@/x.dtd" [<!ENTITY l0 "lol">{LAUGHS}<!ENTITY e SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("entity", ["&l11;", "&e;", "&nbsp;"])
@pytest.mark.parametrize("as_format", [None, "frus_tei"])
def test_row_27_a_volume_knows_no_entities(desk: Desk, entity: str, as_format: str | None) -> None:
    """Declared or not: a document that uses one costs itself, and nobody is asked for anything."""
    with listening() as (address, listener):
        data = (DECLARED.replace("@", address) + VOLUME.replace("@", entity)).encode()
        told = desk.offer(data, name="v.xml", as_format=as_format)
        assert nobody_came(listener)
    code = "document-broken" if as_format else "unsupported-type"
    assert (told.status, [code for _name, _byte, code in told.rejects]) == (2, [code])
    assert desk.held() == []


def test_row_27_a_volume_is_read_and_comes_back(desk: Desk) -> None:
    data = VOLUME.replace("@", "&lt;x&gt;").encode()
    assert desk.offer(data, name="v.xml").status == 0
    assert desk.held() == ["74BERN77"]
    assert desk.original("74BERN77") in data
