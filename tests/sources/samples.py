"""One small file of every source format, and files of none; the tests of all formats run over them."""

import csv
import io
import json
from pathlib import Path
from typing import Final

from invented import row, telegram
from sources.volumes_made import document, volume

_NARA: Final = Path(__file__).parent / "nara"
_TABLE: Final = (
    "<table class='cable'>\n"
    "<tr><th>Reference ID</th><th>Created</th><th>Classification</th><th>Origin</th></tr>\n"
    "<tr><td>07BERN1</td><td>2007-11-03 05:03</td><td>SECRET</td><td>Embassy Bern</td></tr></table>"
)
_PARTS: Final = telegram(1).split("\n\n", 1)
_CATALOGUE: Final = {
    "Date": "1975 January 14, 09:15 (Tuesday)",
    "Canonical ID": "1975BERN00292_b",
    "Original Classification": "SECRET",
    "From": "Switzerland Bern",
    "TAGS": "PREL - x",
}
_BOXES: Final = "</pre></code>\n<code><pre>".join(_PARTS)


def _lab_table() -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["doc_id", "corpus", "classification", "authored", "title", "body"])
    writer.writerow(["1977STATE017976", "cfpf", "secret", "1977-01-26", "A CALL", telegram(1)])
    writer.writerow(["1977STATE017977", "cfpf", "secret", "1977-01-27", "A CALL", ""])
    return out.getvalue().encode()


def _line(**said: object) -> bytes:
    return json.dumps(said).encode() + b"\n"


SAMPLES: Final[dict[str, tuple[bytes, ...]]] = {
    "cables_csv": (row(1) + row(2),),
    "cables_tsv": (
        "\t".join(
            field.replace("\n", "\\\n")
            for field in ("1", "2007-11-03 05:03:00", "07BERN1", "Embassy Bern", "secret", "", *_PARTS)
        ).encode()
        + b"\n",
    ),
    "ndjson": (
        _line(reference_id="07BERN1", created="2007-11-03T05:03:00Z", origin="Embassy Bern", text=telegram(1))
        + _line(reference_id="07BERN2", text=telegram(2)),
    ),
    "history_lab": (
        _lab_table(),
        _line(doc_id="1977STATE017976", corpus="cfpf", authored="1977-01-26", title="x", body=telegram(1)),
    ),
    "nara_text": (
        *(path.read_bytes() for path in sorted(_NARA.glob("*.txt"))),
        b"".join(path.read_bytes() for path in sorted(_NARA.glob("*.txt"))),
    ),
    "cablegate_html": (
        f"<html><head><title>Cable Viewer</title></head><body><div class='pane big'>{_TABLE}\n"
        f"<code><pre>{_BOXES}</pre></code></div></body></html>\n".encode(),
    ),
    "plusd_html": (
        (
            "<html><head><title>Cable: 1975BERN00292_b</title></head><body><table id='synopsis'><tr>"
            "<td colspan='3'>A CALL</td></tr><tr>"
            + "".join(
                f"<td><div class='s_key'>{key}:</div><div class='s_val'>{value}</div></td>\n"
                for key, value in _CATALOGUE.items()
            )
            + f"</tr></table>\n<div id='tagged-text'><pre>{telegram(292)}</pre></div></body></html>\n"
        ).encode(),
    ),
    "frus_tei": (volume(document()),),
    "cablegate_page_text": (
        "Currently released so far... 220 / 251,287\nViewing cable 07BERN1, A CALL\n"
        "Reference ID | Date | Classification | Origin |\n---|---|---|---|\n"
        f"07BERN1 | 2007-11-03 05:03 | SECRET | Embassy Bern |\n{telegram(1)}".encode(),
    ),
    "plain_text": (
        telegram(1).encode(),
        f"07BERN1\nA call\n2007-11-03 05:03\nSECRET\nEmbassy Bern\n\n{telegram(1)}".encode(),
        f"\ufeff{telegram(1)}".encode("utf-16-le"),
    ),
}
"""By format: whole, good files."""

OTHERS: Final = (
    (b'{"name": "x", "version": "1.0"}', "JSON"),
    (json.dumps([{"reference_id": "07BERN1", "text": telegram(1)}]).encode(), "JSON, a list"),
    (json.dumps({"reference_id": "07BERN1", "text": telegram(1)}, indent=1).encode(), "JSON on many lines"),
    (f"<html><body><pre>{telegram(1)}</pre></body></html>".encode(), "HTML"),
    (f"<?xml version='1.0'?><cable>{telegram(1)}</cable>".encode(), "XML"),
    (f"From: a@b.example\nTo: c@d.example\nSubject: x\n\n{telegram(1)}".encode(), "mail"),
    (b"name,city,country\nRoe,Bern,Switzerland\n", "a table"),
    (b"%PDF-1.4\n" + telegram(1).encode(), "PDF"),
    (b"\xd0\xcf\x11\xe0" + bytes(60) + telegram(1).encode(), "a word processor's file"),
    (telegram(1).encode("utf-16-le"), "UTF-16 without its mark"),
    (b"# Readme\n\nHow to build it.\n", "other writing"),
    (b"", "nothing"),
)
"""Files that no format takes, and what they are."""
