"""Pieces of a text as HTML: the innermost loop of a cable's page, so no template.

HTML is written here and in the templates, and nowhere else.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from cableroom.public.editions.marks import MARK
from cableroom.public.site.reflow import Piece
from cableroom.visible import visible

_REDACTED = f'<span class="redacted" role="note">{MARK}</span>'


def words(pieces: Iterable[Piece]) -> Markup:
    """Return ``pieces``, whose text is visible already, each escaped and in the element of its kind."""
    return Markup("".join(map(_element, pieces)))  # noqa: S704 - each is escaped below


def marked(text: str) -> Markup:
    """Return a subject or heading with its redaction marks; all are true ones, see ``editions.marks``."""
    parts = visible(text).split(MARK)
    return Markup(_REDACTED.join(str(escape(part)) for part in parts))  # noqa: S704 - each is escaped


def _element(piece: Piece) -> str:
    kind, text, href = piece
    safe = escape(text)
    if kind == "text":
        return safe
    if kind == "redacted":
        return f'<span class="redacted" role="note">{safe}</span>'
    if kind == "link":
        return f'<a href="{escape(href)}">{safe}</a>'
    if kind == "anchor":
        return f'<a id="{safe}"></a>'
    return f'<span class="{kind}">{safe}</span>'
