"""What a person does with a file that may be bad: offers it to the import, and looks at what came of it.

The commands are the real ones, from their arguments to their exit status; they run in this
process, because starting one takes longer than all that it does here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from cableroom.cli.lazy import run
from cableroom.cli.private import cableroom

HEADER: Final = "O 030503Z NOV 07\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC"
OPENING: Final = "C O N F I D E N T I A L BERN 000001\n\nTAGS: PREL, SZ\nSUBJECT: AN INVENTED CALL\n\n"
BODY: Final = f"{OPENING}1. (C) The minister was at home.\nSMITH\n"
TELEGRAM: Final = f"{HEADER}\n\n{BODY}"


@dataclass(frozen=True)
class Told:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def account(self) -> str:
        """The first line of an import."""
        return self.out.partition("\n")[0]

    @property
    def rejects(self) -> list[tuple[str, int, str]]:
        """The others: name of the file without its folder, byte, code."""
        found = []
        for line in self.out.splitlines()[1:]:
            place, _, code = line.removeprefix("rejected: ").rpartition(": ")
            name, _, byte = place.rpartition(" at byte ")
            found.append((name.rpartition("/in/")[2], int(byte), code))
        return found


@dataclass(frozen=True)
class Desk:
    """An archive, a folder ``in`` for what comes in, and the commands."""

    home: Path
    folder: Path
    printed: pytest.CaptureFixture[bytes]

    def run(self, *arguments: str | Path) -> Told:
        """``cableroom ARGUMENTS``."""
        self.printed.readouterr()
        with pytest.raises(SystemExit) as ended:
            run(cableroom, "cableroom", ["--home", str(self.home), *map(str, arguments)])
        out, err = self.printed.readouterr()
        assert isinstance(ended.value.code, int)
        return Told(ended.value.code, out.decode(), err.decode())

    def put(self, name: str, data: bytes) -> Path:
        """Write a file that is to be offered."""
        path = self.folder / name
        path.write_bytes(data)
        return path

    def offer(self, data: bytes | None = None, *, name: str = "file", as_format: str | None = None) -> Told:
        """``cableroom import`` of one file with these bytes, or of the folder as it is."""
        path = self.folder if data is None else self.put(name, data)
        return self.run("import", path, *(["--as", as_format] if as_format else []))

    def held(self) -> list[str]:
        """The reference ids of all that is in the vault."""
        return [line.split()[0] for line in self.run("list").out.splitlines()[1:]]

    def original(self, reference_id: str, record: int = 1) -> bytes:
        """The bytes that come back."""
        out = self.folder.parent / f"{reference_id}.{record}.original"
        assert self.run("export-original", reference_id, out, "--record", str(record)).status == 0
        return out.read_bytes()


def table_row(
    *,
    reference_id: str = "07BERN1",
    created: str = "11/3/2007 5:03",
    origin: str = "Embassy Bern",
    classification: str = "confidential",
    header: str = HEADER,
    body: str = BODY,
) -> bytes:
    """Return a row of the eight columns, without its line end."""
    fields = ("1", created, reference_id, origin, classification, "", header, body)
    quoted = (field.replace("\\", "\\\\").replace('"', '\\"') for field in fields)
    return ",".join(f'"{field}"' for field in quoted).encode()


def table(rows: Iterable[bytes]) -> bytes:
    """Return the rows as a file."""
    return b"".join(row + b"\n" for row in rows)


def page(*, reference_id: str = "07BERN1", body: str = BODY, header: str = HEADER) -> bytes:
    """Return a saved page; ``body`` is HTML."""
    return (
        "<html><head><title>Cable Viewer</title></head><body><div class='pane big'>\n"
        "<table class='cable'>\n<tr><th>Reference ID</th><th>Created</th><th>Classification</th>"
        f"<th>Origin</th></tr>\n<tr><td>{reference_id}</td><td>2007-11-03 05:05</td><td>CONFIDENTIAL</td>"
        f"<td>Embassy Bern</td></tr>\n</table>\n<code><pre>{header}</pre></code>\n"
        f"<code><pre>{body}</pre></code>\n</div></body></html>\n"
    ).encode()
