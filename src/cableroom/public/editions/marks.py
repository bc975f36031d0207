"""The redaction mark: one constant form, whatever was struck."""

from typing import Final

from cableroom.telegram import struck

MARK: Final = struck.MARK


def mark_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where marks stand in a public text, as half-open code points.

    An imitation in an original is published as ``[ REDACTED ]``, so all of them are true ones.
    """
    spans = []
    start = text.find(MARK)
    while start >= 0:
        end = start + len(MARK)
        spans.append((start, end))
        start = text.find(MARK, end)
    return tuple(spans)
