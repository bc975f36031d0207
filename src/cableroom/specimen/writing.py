"""Invented cables in the shapes in which real ones come.

``SpecimenCable`` -> the text of a row or a file. Nothing is written here; the command line does that.
"""

import re
from collections.abc import Callable
from html import escape
from pathlib import PurePosixPath
from typing import Final

from cableroom.specimen.cables import SpecimenCable

# The site put its paragraph sign before whatever began like a number or a letter with a full stop.
_ANCHOR: Final = re.compile(r"^( {0,8})([0-9]{1,3}|[A-Z])\.(?=[ (])", re.MULTILINE)
_ANCHOR_FALSE: Final = re.compile(r"^( {0,8})([0-9]{1,4}|[A-Z])\.(?=[ (])", re.MULTILINE)
_TAGS: Final = re.compile(r"^TAGS: ((?:[^\n]+,\n)*[^\n]+)$", re.MULTILINE)
_FIRST_LINE_OF_SUBJECT: Final = re.compile(r"^SUBJECT: ([^\r\n]*)", re.MULTILINE)
_COPIES: Final = frozenset(("retransmission", "corrected-copy"))
_RELEASED: Final = ("2011-01-31 21:09", "2011-03-14 06:06", "2011-08-24 01:00", "2011-08-30 01:44")
_PAGE: Final = """\
<?xml version='1.0' encoding='utf-8' ?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang='en' xml:lang='en' xmlns='http://www.w3.org/1999/xhtml'>
<head>
<title>Cable Viewer</title>
</head>
<body>
<div class='main'>
<div class='pane small'>
<p>Currently released so far... {number:,} / 251,287</p>
<div id='browse'>
<h3>Browse latest releases</h3>
<div class='sort' id='rdate_{released_id}'>
<a href='/reldate/{released_day}_0.html'>{released_slashes}</a>
</div>
<h3>Browse by origin</h3>
<div class='sort' id='by_{letter}'>
<a href='/origin/{origin_number}_0.html'>{origin}</a>
</div>
</div>
</div>
<div class='pane big'>
<h3>Viewing cable {id}, {title}</h3>
<table class='cable'>
<tr>
<th>Reference ID</th>
<th>Created</th>
<th>Released</th>
<th>Classification</th>
<th>Origin</th>
</tr>
<tr>
<td>
<a href='/{path}'>{id}</a>
</td>
<td>
<a href='/date/{created_month}_0.html'>{created}</a>
</td>
<td>
<a href='/reldate/{released_day}_0.html'>{released}</a>
</td>
<td>
<a href='/classification/1_0.html' title='unclassified'>{classification}</a>
</td>
<td>
<a href='/origin/{origin_number}_0.html'>{origin}</a>
</td>
</tr>
</table>
<code><pre>{header}</pre></code>
<code><pre>{body}</pre></code>
</div>
</div>
</body>
</html>
"""
_CAPTURE: Final = """\
Currently released so far... {number:,} / 251,287
Browse by release date
Browse by creation date
Browse by origin
{origin}
Browse by tag
{tags}
Browse by classification
Community resources
Viewing cable {id}, {title}
Reference ID | Created | Released | Classification | Origin |
---|---|---|---|---|
{id} | {created} | {released} | {classification} | {origin} |
{telegram}
"""


def csv_row(cable: SpecimenCable) -> str:
    """A row of the table of all cables: eight quoted columns, quotes escaped by a backslash.

    Of a cable whose sections lie apart, a row for each.
    """
    return "".join(map(_csv_row, cable.rows))


def _csv_row(cable: SpecimenCable) -> str:
    created = cable.created
    columns = (
        str(cable.number),
        f"{created.month}/{created.day}/{created.year} {created.hour}:{created.minute:02}",
        cable.stated_id,
        cable.origin,
        cable.classification,
        "|".join(cable.references),
        cable.header,
        cable.body,
    )
    return ",".join(f'"{_escaped(column)}"' for column in columns) + "\n"


def html_page(cable: SpecimenCable) -> str:
    """A saved page of the site, in its later form of five columns, with its links and paragraph signs."""
    released = _RELEASED[cable.number % len(_RELEASED)]
    body = escape(cable.body, quote=False) if cable.companion is None else _rows(cable, cable.companion)
    body = _anchors(cable).sub(_anchored, _TAGS.sub(_linked, body))
    return _PAGE.format(
        number=cable.number,
        released=released,
        released_day=released[:10],
        released_id=released[:7].replace("-", ""),
        released_slashes=released[:10].replace("-", "/"),
        letter=cable.origin.rsplit(" ", 1)[-1][0],
        origin_number=sum(cable.origin.encode()) % 274,
        origin=escape(cable.origin),
        id=cable.stated_id,
        title=escape(_title(cable), quote=False),
        path=html_path(cable),
        created_month=f"{cable.created:%Y-%m}",
        created=_created(cable),
        classification=cable.classification,
        header=_entities(escape(cable.header, quote=False)),
        body=_entities(body),
    )


def page_capture(cable: SpecimenCable) -> str:
    """A page of the site captured as text: no blank lines, and nothing between header and body."""
    body = _anchors(cable).sub(r"\1¶\2.", cable.body)
    lines = [line for line in f"{cable.header}\n{body}".split("\n") if line.strip()]
    return _CAPTURE.format(
        number=cable.number,
        origin=cable.origin,
        tags="\n".join(tag["code"] for tag in cable.truth["tags"]),
        id=cable.stated_id,
        title=_title(cable),
        created=_created(cable),
        released=_RELEASED[cable.number % len(_RELEASED)],
        classification=cable.classification,
        telegram="\n".join(lines),
    )


def plain_text(cable: SpecimenCable) -> str:
    """The telegram below five lines that state what it is."""
    created = f"{cable.created:%Y-%m-%d %H:%M}"
    stated = (cable.stated_id, _title(cable), created, cable.classification, cable.origin)
    return "\n".join((*stated, cable.text, ""))


def html_path(cable: SpecimenCable) -> PurePosixPath:
    """Where the site had the page: ``cable/2007/11/07STATE152317.html``."""
    return PurePosixPath("cable", f"{cable.created:%Y}", f"{cable.created:%m}", f"{_name(cable)}.html")


def page_path(cable: SpecimenCable) -> PurePosixPath:
    """Name of a captured page."""
    return PurePosixPath(f"{_name(cable)}.page.txt")


def text_path(cable: SpecimenCable) -> PurePosixPath:
    """Name of a plain telegram."""
    return PurePosixPath(f"{_name(cable)}.txt")


FOLDERS: Final[dict[str, tuple[Callable[[SpecimenCable], PurePosixPath], Callable[[SpecimenCable], str]]]] = {
    "html": (html_path, html_page),
    "page": (page_path, page_capture),
    "text": (text_path, plain_text),
}
"""Shapes of one file per cable: its path in the folder, and its text."""


def _escaped(column: str) -> str:
    return column.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "\\0")


def _title(cable: SpecimenCable) -> str:
    """What the site shows of a subject: its first line."""
    found = _FIRST_LINE_OF_SUBJECT.search(cable.body)
    return found[1].strip() if found else ""


def _name(cable: SpecimenCable) -> str:
    """Of the file, without its ending; a copy does not take the place of the first."""
    return f"{cable.stated_id}-{cable.number}" if _COPIES.intersection(cable.oddities) else cable.stated_id


def _created(cable: SpecimenCable) -> str:
    """The time as pages show it; where they mistook the minutes, the hour of the dial stands for them."""
    wrong = "minutes-wrong" in cable.oddities
    return f"{cable.created:%Y-%m-%d %H:%I}" if wrong else f"{cable.created:%Y-%m-%d %H:%M}"


def _anchors(cable: SpecimenCable) -> re.Pattern[str]:
    """Before what the page puts a paragraph sign."""
    return _ANCHOR_FALSE if "paragraph-false" in cable.oddities else _ANCHOR


def _rows(cable: SpecimenCable, companion: SpecimenCable) -> str:
    """Both as rows of a database, as a page holds them that nobody took apart."""
    row = escape("\t".join(_columns(cable)), quote=False)
    return f"{row}\n{companion.number}\t{escape(chr(9).join(_columns(companion)), quote=False)}\n"


def _columns(cable: SpecimenCable) -> list[str]:
    columns = (
        f"{cable.created:%Y-%m-%d %H:%M:%S}",
        cable.stated_id,
        cable.origin,
        cable.classification,
        "|".join(cable.references),
        cable.header,
        cable.body,
    )
    return [re.sub(r"([\\\t\n])", r"\\\1", column) for column in columns]


def _linked(found: re.Match[str]) -> str:
    """The TAGS as links, their commas lost."""
    codes = found[1].replace(",", " ").split()
    return "TAGS: " + " ".join(f"<a href='/tag/{code}_0.html'>{code}</a>" for code in codes)


def _anchored(found: re.Match[str]) -> str:
    blanks, label = found.groups()
    return f"{blanks}<a id='par{label}' href='#par{label}'>¶</a>{label}."


def _entities(text: str) -> str:
    return text.replace("\n", "&#x000A;")
