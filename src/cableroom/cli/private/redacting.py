"""``cableroom redact`` and ``unredact``: strike what must not become public."""

import re
import sys
from typing import Any, Final

import click

from cableroom.cli.private.archive import opened
from cableroom.private.vault.queries import cable
from cableroom.private.vault.reasons import REASONS
from cableroom.private.vault.redacting import (
    FIELDS,
    TEXT,
    Change,
    field_value,
    strike_span,
    strike_words,
    unstrike,
)

_INPUT: Final = "-"
_SPAN: Final = re.compile(r"(?:([a-z]{1,20}):)?([0-9]{1,9}):([0-9]{1,9})")


class _Span(click.ParamType[tuple[str, int, int]]):
    """START:END, or FIELD:START:END, as (field, start, end)."""

    name = "span"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, int, int]:
        if isinstance(value, tuple):
            return value
        match = _SPAN.fullmatch(value)
        if match is None or (match[1] or TEXT) not in FIELDS:
            self.fail(f"give START:END, or FIELD:START:END with one of {', '.join(FIELDS)}", param, ctx)
        return match[1] or TEXT, int(match[2]), int(match[3])


_SPAN_HELP: Final = (
    "Half-open code points of the text as received (see `cableroom show`), or of a stated field with "
    "its name in front: origin:8:12."
)

_TEXT_HELP: Final = (
    "Every place where these words stand; - reads them from the standard input, a line each. What a "
    "command line holds, every account of the machine can read."
)


@click.command("redact")
@click.argument("reference_id", metavar="REF")
@click.option("--span", "spans", metavar="START:END", type=_Span(), multiple=True, help=_SPAN_HELP)
@click.option("--text", "words", metavar="WORDS", multiple=True, help=_TEXT_HELP)
@click.option("--reason", required=True, type=click.Choice(list(REASONS)), help="Private; never published.")
@click.pass_context
def redact_command(
    ctx: click.Context,
    reference_id: str,
    spans: tuple[tuple[str, int, int], ...],
    words: tuple[str, ...],
    reason: str,
) -> None:
    """Strike words of cable REF; calls add up.

    --text strikes whole words wherever they stand in the text and in the stated fields; capitals,
    accents, hyphens and line ends make no difference. Where it takes a date-time group, a stated time
    that says the same is struck too, and what machines stamped within a day of it (DE RUEHSW #0881
    3070503); a time that is struck anywhere (created:0:20) is not public at all. A paragraph always
    keeps its number. In public there is one mark of constant form; the lines around it are filled
    anew, so that no length shows.

    A cable that was cleared or signed must be cleared and signed again. Of a released cable a new
    edition is begun. Exit status: 0 struck, 1 nothing was struck.

    Example: cableroom redact 07STATE900001 --text "Anselm Brandt" --reason source
    """
    if bool(spans) == bool(words):
        raise click.UsageError("give either --span or --text")
    given = [one for word in words for one in (_lines() if word == _INPUT else [word])]
    with opened(ctx):
        found = cable(reference_id)
        for field, start, end in spans:
            _report(strike_span(found, start, end, reason, field), "struck")
        for one in given:
            _report(strike_words(found, one, reason), "struck")


@click.command("unredact")
@click.argument("reference_id", metavar="REF")
@click.option("--span", metavar="START:END", type=_Span(), required=True, help=_SPAN_HELP)
@click.pass_context
def unredact_command(ctx: click.Context, reference_id: str, span: tuple[str, int, int]) -> None:
    """Take back what was struck at exactly this span of cable REF, while its edition is not released.

    Example: cableroom unredact 07STATE900001 --span 1204:1217
    """
    field, start, end = span
    with opened(ctx):
        _report(unstrike(cable(reference_id), start, end, field), "taken back")


def _lines() -> list[str]:
    """Return what stands on the lines of the standard input. Raises UsageError."""
    try:
        text = sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        # From None: the error holds the words.
        raise click.UsageError("the standard input is no text in UTF-8") from None
    if not (lines := [line.strip() for line in text.splitlines() if line.strip()]):
        raise click.UsageError("the standard input holds no words")
    return lines


def _report(change: Change, done: str) -> None:
    """Say what was done and where, without a word of the text."""
    edition = change.edition
    count = len(change.spans)
    click.echo(
        f"{edition.cable.reference_id} edition {edition.number}: "
        f"{count} {'place' if count == 1 else 'places'} {done}"
    )
    for field, start, end in change.spans:
        click.echo(f"  {field} {start}:{end} of {len(field_value(edition.record, field))}")
    if change.voided:
        click.echo("  it had been cleared: that is void now, clear it again", err=True)
    if change.release is not None:
        click.echo(
            f"  it stays in release {change.release}, whose signatures are void, and which is not"
            " published until it is cleared and signed again",
            err=True,
        )
