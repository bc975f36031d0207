"""``cableroom parse``: what the parser reads from files, as JSON lines. Needs no archive."""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

import click

from cableroom.errors import EXIT_REJECTS
from cableroom.sources import FORMATS, RawRecord, RejectedRecord, StatedFields, detect, limits, read_stream
from cableroom.sources.base import SNIFF_BYTES
from cableroom.sources.decoding import BYTE_ORDER_MARK, decode_file
from cableroom.sources.opening import open_regular
from cableroom.telegram import parse
from cableroom.telegram.reference_id import canonical
from cableroom.visible import one_line

_AUTO: Final = "auto"
_BARE: Final = "telegram"
# A file that begins so is no bare text, whatever else it may be.
_NO_TEXT: Final = (b"<", b"{", b"%PDF", b"PK\x03\x04", b"SQLite format 3\0")


@click.command("parse")
@click.argument("files", metavar="FILE... | -", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "as_format",
    metavar="FORMAT",
    type=click.Choice([_AUTO, _BARE, *FORMATS]),
    default=_AUTO,
    help="auto (the default) looks at the content; telegram is a bare telegram or a piece of one.",
)
@click.option("--reference-id", metavar="ID", help="For a text that does not say it: 07STATE900001.")
@click.pass_context
def parse_command(
    ctx: click.Context, files: tuple[Path, ...], as_format: str, reference_id: str | None
) -> None:
    """Print what the parser reads from each FILE, one JSON object per cable and line; - is standard input.

    The fields are those of docs/telegram.md. Nothing is stored, and no archive is needed.

    Exit status: 0 done, 1 a file cannot be read, 2 some records were rejected.

    Example: cableroom parse --as telegram --reference-id 07BERN900001 telegram.txt
    """
    own_id = _checked(reference_id)
    rejected = 0
    for file in files:
        with _opened(file) as stream:
            for record in _records(stream, str(file), as_format):
                if isinstance(record, RejectedRecord):
                    rejected += 1
                    click.echo(
                        f"rejected: {one_line(record.file)} at byte {record.offset}: {record.code}", err=True
                    )
                else:
                    _print(record, own_id)
    if rejected:
        ctx.exit(EXIT_REJECTS)


def _checked(reference_id: str | None) -> str | None:
    if reference_id is None:
        return None
    own_id = canonical(reference_id)
    if own_id is None:
        raise click.BadParameter("it is no reference id, such as 07STATE900001", param_hint="--reference-id")
    return own_id


def _opened(file: Path) -> BinaryIO:
    if str(file) == "-":
        return BytesIO(sys.stdin.buffer.read())
    return open_regular(file)


def _records(stream: BinaryIO, file: str, as_format: str) -> Iterator[RawRecord | RejectedRecord]:
    """The records of a file; text of no known format is taken for a bare telegram."""
    if as_format == _AUTO:
        head = stream.read(SNIFF_BYTES)
        stream.seek(0)
        bare = detect(head) is None and _is_text(head)
        as_format = _BARE if bare else _AUTO
    if as_format == _BARE:
        yield from _bare(stream, file)
    else:
        yield from read_stream(stream, file=file, as_format=None if as_format == _AUTO else as_format)


def _is_text(head: bytes) -> bool:
    beginning = head.removeprefix(BYTE_ORDER_MARK).lstrip()
    return bool(beginning) and b"\0" not in head and not beginning.startswith(_NO_TEXT)


def _bare(stream: BinaryIO, file: str) -> Iterator[RawRecord | RejectedRecord]:
    raw = stream.read(limits.CABLE + 1)
    if len(raw) > limits.CABLE:
        yield RejectedRecord(file=file, offset=0, code="cable-over-limit")
        return
    decoded = decode_file(raw)
    yield RawRecord(
        format=_BARE,
        file=file,
        offset=0,
        raw=raw,
        part=0,
        text=decoded.text,
        encoding=decoded.encoding,
        stated=StatedFields(),
    )


def _print(record: RawRecord, own_id: str | None) -> None:
    telegram = parse(
        record.text, reference_id=record.stated.reference_id or own_id, sent_at=record.stated.created
    )
    # In ASCII: what a telegram holds must not steer the terminal.
    sys.stdout.write(json.dumps(telegram.as_dict()) + "\n")
    sys.stdout.flush()
