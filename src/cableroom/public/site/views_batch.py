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
from cableroom.public.search.batch import Counted, count_each
from cableroom.public.site.answering import ReaderRequest, data, page

MOST_LINES: Final = 200
"""Further ones are left out, and the page says so."""


def batch_page(request: ReaderRequest) -> HttpResponse:
    """GET /batch?lines= : how many published cables each line finds."""
    text, rows, cut = _counted(request)
    context = {
        "text": text,
        "rows": [(row, _address(row)) for row in rows],
        "cut": MOST_LINES if cut else 0,
        "table": f"/batch.csv?{urlencode({'lines': text})}",
        "twin": f"/batch.json?{urlencode({'lines': text})}",
    }
    return page(request, "batch.html", context)


def batch_json(request: ReaderRequest) -> HttpResponse:
    """GET /batch.json?lines= : the same, as data."""
    _text, rows, cut = _counted(request)
    return data(
        {
            "generation": request.handle.generation.number,
            "rows": [
                {"query": row.text, "words": row.words, "total": row.total, "address": _address(row)}
                | {"warnings": list(row.warnings)}
                for row in rows
            ],
            "cut": cut,
        }
    )


def batch_csv(request: ReaderRequest) -> HttpResponse:
    """GET /batch.csv?lines= : the same, for a spreadsheet."""
    _text, rows, _cut = _counted(request)
    buffer = StringIO()
    table = csv.writer(buffer)
    table.writerow(("query", "total", "address", "generation"))
    for row in rows:
        table.writerow((harmless(row.text), row.total, _address(row), request.handle.generation.number))
    return HttpResponse(buffer.getvalue(), content_type="text/csv; charset=utf-8")


def _counted(request: ReaderRequest) -> tuple[str, list[Counted], bool]:
    """The text of the list, its lines counted, and whether there were too many."""
    text = next(iter(request.GET.getlist("lines")), "")
    lines = [line for line in text.splitlines() if line.strip()]
    rows = list(count_each(request.handle, islice(lines, MOST_LINES)))
    return text, rows, len(lines) > MOST_LINES


def _address(row: Counted) -> str:
    return f"/search?{urlencode({'q': row.text})}"
