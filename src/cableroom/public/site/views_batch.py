"""Many questions at once: names or queries in, a table of counts with links out, as page, JSON and CSV.

The list is in the address (``lines``), so that a table can be cited; a longer list is for
``cableroom-reader search --batch``.
"""

import csv
from io import StringIO
from itertools import islice
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse

from cableroom.public.exports.spreadsheet import harmless
from cableroom.public.search.batch import Counted, count_each, in_time
from cableroom.public.site.answering import ReaderRequest, data, page

MOST_LINES: Final = 200
"""Of one table; further ones are left, and it says so."""
MOST_SECONDS: Final = 10.0
"""After so long no further line is begun; most lists take some milliseconds a line."""


def batch_page(request: ReaderRequest) -> HttpResponse:
    """GET /batch?lines= : how many published cables each line finds."""
    text, rows, left = _counted(request)
    rest = "\n".join(left)
    context = {
        "text": text,
        "rows": [(row, _address(row.text)) for row in rows],
        "left": len(left),
        "rest": f"/batch?{urlencode({'lines': rest})}",
        "table": f"/batch.csv?{urlencode({'lines': text})}",
        "twin": f"/batch.json?{urlencode({'lines': text})}",
    }
    return page(request, "batch.html", context)


def batch_json(request: ReaderRequest) -> HttpResponse:
    """GET /batch.json?lines= : the same, as data."""
    _text, rows, left = _counted(request)
    return data(
        {
            "generation": request.handle.generation.number,
            "rows": [
                {"query": row.text, "words": row.words, "total": row.total, "address": _address(row.text)}
                | {"warnings": list(row.warnings)}
                for row in rows
            ],
            "cut": bool(left),
            "left": left,
        }
    )


def batch_csv(request: ReaderRequest) -> HttpResponse:
    """GET /batch.csv?lines= : the same, for a spreadsheet."""
    _text, rows, left = _counted(request)
    buffer = StringIO()
    table = csv.writer(buffer)
    table.writerow(("query", "total", "address", "generation"))
    for row in rows:
        table.writerow((harmless(row.text), row.total, _address(row.text), request.handle.generation.number))
    for line in left:
        # Not counted, and not nothing.
        table.writerow((harmless(line), "", _address(line), request.handle.generation.number))
    return HttpResponse(buffer.getvalue(), content_type="text/csv; charset=utf-8")


def _counted(request: ReaderRequest) -> tuple[str, list[Counted], list[str]]:
    """The text of the list, its lines counted, and those that are left: too many, or too costly together."""
    text = next(iter(request.GET.getlist("lines")), "")
    lines = [line for line in text.splitlines() if line.strip()]
    rows = list(in_time(count_each(request.handle, islice(lines, MOST_LINES)), MOST_SECONDS))
    return text, rows, lines[len(rows) :]


def _address(query: str) -> str:
    return f"/search?{urlencode({'q': query})}"
