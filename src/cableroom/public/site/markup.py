"""The text of a cable as HTML: the innermost loops of its page, so no template.

HTML is written here and in the templates, and nowhere else.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from cableroom.public.editions.marks import MARK
from cableroom.public.site.reflow import Found, Part, Passage, Piece
from cableroom.visible import visible

_REDACTED = f'<span class="redacted" role="note">{MARK}</span>'


def words(pieces: Iterable[Piece]) -> Markup:
    """Return ``pieces``, whose text is visible already, each escaped and in the element of its kind."""
    return Markup(_joined(pieces))  # noqa: S704 - each is escaped below


def set_text(passages: Iterable[Passage]) -> Markup:
    """Return the body of a cable: its headings, and a section for each paragraph with a link to itself."""
    return Markup("".join(map(_passage, passages)))  # noqa: S704 - each is escaped below


def set_found_text(passages: Iterable[Passage]) -> Markup:
    """As ``set_text``, with a way from each passage to its first hit."""
    return Markup("".join(_passage(one, one.hits[:1]) for one in passages))  # noqa: S704 - each is escaped


def marked(text: str) -> Markup:
    """Return a subject or heading with its redaction marks; all are true ones, see ``editions.marks``."""
    parts = visible(text).split(MARK)
    return Markup(_REDACTED.join(str(escape(part)) for part in parts))  # noqa: S704 - each is escaped


def _passage(passage: Passage, hits: Sequence[Found] = ()) -> str:
    anchor = escape(passage.anchor)
    aliases = "".join([f'<span class="alias" id="{escape(alias)}"></span>' for alias in passage.aliases])
    if passage.kind == "heading":
        return f'<h3 id="{anchor}">{aliases}{_joined(passage.parts[0].pieces)}</h3>\n'
    address = f' id="{anchor}"' if anchor else ""
    enclosed = ' class="enclosed"' if passage.enclosed else ""
    link = ""
    if anchor:
        leads_to = f"paragraph {passage.number}" if passage.number else "the opening"
        link = f'<a class="permalink" href="#{anchor}" aria-label="Link to {leads_to}">¶</a>\n'
    if hits:
        link = f'<span class="turn">{_way(hits[0].number, "First hit here")}</span>\n{link}'
    parts = "".join(map(_part, passage.parts))
    return f"<section{address}{enclosed}>\n{aliases}{link}{parts}</section>\n"


def _part(part: Part) -> str:
    kind, pieces = part
    if kind == "table":
        opening = '<div class="scroll" tabindex="0" role="region" aria-label="Table, as typed"><pre>'
        return f"{opening}{_joined(pieces)}</pre></div>\n"
    kind_of_line = "" if kind == "prose" else f' class="{kind}"'
    return f'<p dir="auto"{kind_of_line}>{_joined(pieces)}</p>\n'


def _joined(pieces: Iterable[Piece]) -> str:
    return "".join(map(_element, pieces))


def _element(piece: Piece) -> str:
    kind, text, href, hits = piece
    if hits:
        return _found(piece)
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


def _found(piece: Piece) -> str:
    """A piece with its hits marked; behind each stand the ways to the next and the one before."""
    if piece.kind != "text":
        return _mark(piece.hits[0], _element(piece._replace(hits=())))
    made = []
    here = 0
    for hit in piece.hits:
        made += [escape(piece.text[here : hit.start]), _mark(hit, escape(piece.text[hit.start : hit.end]))]
        here = hit.end
    return "".join([*made, escape(piece.text[here:])])


def _mark(hit: Found, inner: str) -> str:
    if not hit.number:
        return f"<mark>{inner}</mark>"
    ways = [_way(hit.number + 1, "Next hit")] if hit.number < hit.total else []
    ways += [_way(hit.number - 1, "Previous hit")] if hit.number > 1 else []
    place = f"{hit.number} of {hit.total}"
    # Seen, and reached by Tab, only where the hit is what the address points to.
    return (
        f'<mark id="hit-{hit.number}">{inner}</mark><span class="turn" title="{place}">{"".join(ways)}</span>'
    )


def _way(number: int, words: str) -> str:
    # Its words are set by the style sheet: they are no text of the cable, whoever takes that from the page.
    return f'<a href="#hit-{number}" aria-label="{words}"></a>'
