"""All of what a search finds as files, the feed of a search, and many searches at once."""

import csv
import io
import json
import re
from html import escape
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from cableroom.public.exports.spreadsheet import harmless
from processes import Reader, World
from reading_room.cables import HERRINGS

ATOM = "{http://www.w3.org/2005/Atom}"


def table(reader: Reader, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(reader.get(path).body.decode())))


def test_a_table_has_a_row_for_each_cable(reader: Reader) -> None:
    rows = table(reader, "/search.csv?q=herring&sort=created")

    twin = json.loads(reader.get("/search.json?q=herring&sort=created").body)
    assert len(rows) == HERRINGS
    assert [row["reference_id"] for row in rows[:20]] == [hit["reference_id"] for hit in twin["hits"]]
    assert {row["query"] for row in rows} == {"/search?q=herring&sort=created"}
    assert {row["generation"] for row in rows} == {str(twin["generation"])}


def test_filters_and_exclusions_hold_for_files_too(reader: Reader) -> None:
    narrowed = "q=herring&not-created=2008-01&sort=created"
    total = json.loads(reader.get(f"/search.json?{narrowed}").body)["total"]
    assert 0 < total == len(table(reader, f"/search.csv?{narrowed}"))


def test_lines_of_json_begin_with_what_they_are(reader: Reader) -> None:
    first, *rows = map(json.loads, reader.get("/search.ndjson?q=herring").body.decode().splitlines())
    assert first["query"] == "/search?q=herring"
    assert first["words"] == "cables containing “herring”"
    assert len(rows) == HERRINGS
    assert set(rows[0]) >= {"reference_id", "created", "subject", "tags", "address"}


def test_a_file_and_a_feed_say_their_filters_too(reader: Reader) -> None:
    narrowed = "q=herring&origin=embassy-oslo&not-created=2008-01&released=2010..2011"
    said = (
        "cables containing “herring” and released from 2010-01-01 to 2011-12-31 and of origin embassy-oslo "
        "and not created in 2008-01"
    )
    first = json.loads(reader.get(f"/search.ndjson?{narrowed}").body.decode().splitlines()[0])
    feed = ET.fromstring(reader.get(f"/search.atom?{narrowed}").body)  # noqa: S314 - our own
    assert first["words"] == said
    assert feed.findtext(f"{ATOM}title") == f"The Glacier Papers: {said}"


def test_ids_alone(reader: Reader) -> None:
    lines = reader.get("/search.ids?q=herring").body.decode().splitlines()
    assert lines[0] == "# query: /search?q=herring"
    assert re.fullmatch("# generation: [0-9]+", lines[1])
    assert len(lines) == HERRINGS + 2


def test_citations_for_reference_managers(reader: Reader) -> None:
    records = reader.get("/search.ris?q=cantons").body.decode().split("\r\n\r\n")
    fields = [line.partition("  - ")[::2] for line in records[0].split("\r\n")]
    assert fields[0] == ("TY", "GOVDOC")
    assert fields[-1] == ("ER", "")
    assert dict(fields)["CN"] == "07BERN901"
    assert all(re.fullmatch("[A-Z][A-Z0-9]", tag) for tag, _value in fields)


def test_nothing_found_is_a_file_without_rows(reader: Reader) -> None:
    assert table(reader, "/search.csv?q=zeppelin") == []
    assert len(reader.get("/search.ndjson?q=zeppelin").body.splitlines()) == 1
    assert reader.get("/search.ris?q=zeppelin").body == b""


@pytest.mark.parametrize("name", ["csv", "ndjson", "ids", "ris"])
def test_a_file_is_saved_under_a_name_that_says_its_generation(reader: Reader, name: str) -> None:
    answer = reader.get(f"/search.{name}?q=cantons")
    headers = dict(answer.headers)
    assert answer.status == 200
    assert re.fullmatch(
        rf'attachment; filename="cables-of-generation-[0-9]+\.{name}"', headers["content-disposition"]
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cableroom-generation"]


@pytest.mark.parametrize(
    "query", ["sort=body", "page=0", "created=2007-13", "after=x", "after=1.2&after=1.3"]
)
def test_a_malformed_parameter_is_refused(reader: Reader, query: str) -> None:
    assert reader.get(f"/search.csv?{query}").status == 400


def test_a_search_has_a_feed(reader: Reader) -> None:
    feed = ET.fromstring(reader.get("/search.atom?q=cantons").body)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == ["urn:cableroom:/cable/07BERN901"]
    assert "cantons" in (entries[0].findtext(f"{ATOM}summary") or "")
    assert (
        b'type="application/atom+xml" href="/search.atom?q=cantons"' in reader.get("/search?q=cantons").body
    )


def test_results_go_on_behind_any_hit(reader: Reader) -> None:
    found: list[str] = []
    path: str | None = "/search.json?q=herring&sort=created"
    while path:
        answer = json.loads(reader.get(path).body)
        found += [hit["reference_id"] for hit in answer["hits"]]
        path = answer["next"]
    assert len(found) == len(set(found)) == HERRINGS
    assert HERRINGS % 20 == 0
    assert json.loads(reader.get("/search.json?q=herring&page=6").body)["next"] is None


def test_the_last_page_without_a_number_leads_back(reader: Reader) -> None:
    page = reader.get("/search?q=herring&after=1.99").body.decode()
    assert '<a href="/search?q=herring" rel="nofollow">Back to the first page</a>' in page
    assert "Page 1 of" not in page


def test_results_by_relevance_go_on_too(reader: Reader) -> None:
    answer = json.loads(reader.get("/search.json?q=herring").body)
    second = json.loads(reader.get(answer["next"]).body)
    assert second["hits"] == json.loads(reader.get("/search.json?q=herring&page=2").body)["hits"]


def test_a_place_of_another_generation_is_said(reader: Reader) -> None:
    page = reader.get("/search?q=herring&sort=created&after=999999.3").body.decode()
    assert "The archive has changed since" in page
    twin = json.loads(reader.get("/search.json?q=herring&sort=created&after=999999.3").body)
    assert any("The archive has changed since" in warning for warning in twin["warnings"])


def test_values_of_a_filter_that_are_left_out_are_said(reader: Reader) -> None:
    values = "&".join(f"not-tag=X{number}" for number in range(17))
    said = "Only the first 16 values of a filter are used."
    assert said in reader.get(f"/search?{values}").body.decode()
    assert json.loads(reader.get(f"/search.json?{values}").body)["warnings"] == [said]
    assert json.loads(reader.get(f"/search.json?{values[:-4]}&not-tag=X1").body)["warnings"] == []


def test_a_value_can_be_excluded_and_taken_back(reader: Reader) -> None:
    page = reader.get("/search?q=the&not-origin=embassy-oslo").body.decode()
    assert "not Origin: Embassy Oslo" in page
    assert 'name="not-origin" value="embassy-oslo"' in page
    without = json.loads(reader.get("/search.json?q=the&not-origin=embassy-oslo").body)
    every = json.loads(reader.get("/search.json?q=the").body)
    assert 0 < without["total"] < every["total"]
    assert "embassy-oslo" not in {one["value"] for one in without["facets"]["origin"]}


def test_where_nothing_is_found_the_words_are_tried_alone(reader: Reader) -> None:
    page = reader.get("/search?q=herrimg+zeppelin").body.decode()
    assert "“herrimg”" in page
    assert '<a href="/search?q=herring" rel="nofollow">herring</a>' in page
    assert "“zeppelin”</bdi> alone: no cable" in page


@pytest.mark.parametrize(
    ("query", "alone"),
    [
        ('"the quota stood" zeppelin', '"the quota stood"'),
        ("=lorries zeppelin", "=lorries"),
        ("subject:quota zeppelin", "subject:quota"),
        ('subject:="glacier toll" zeppelin', 'subject:="glacier toll"'),
        ("subject:(herring zeppelin)", "subject:herring"),
        ("jet NEAR/3 herring", "herring"),
    ],
)
def test_a_word_that_is_tried_alone_leads_to_as_many_as_it_says(
    reader: Reader, query: str, alone: str
) -> None:
    page = reader.get(f"/search?{urlencode({'q': query})}").body.decode()
    address = f"/search?{urlencode({'q': alone})}"
    said = re.search(rf'alone: <a href="{re.escape(escape(address))}" rel="nofollow">([0-9]+) cable', page)
    assert said is not None
    twin = json.loads(reader.get(f"/search.json?{urlencode({'q': alone})}").body)
    assert twin["total"] == int(said[1]) > 0


def test_a_word_is_not_offered_for_itself_nor_an_id_for_another(reader: Reader) -> None:
    assert "did you mean" not in reader.get("/search?q=subject:cantons").body.decode()
    assert "did you mean" not in reader.get("/search?q=07BERN902").body.decode()


def test_many_searches_at_once(reader: Reader) -> None:
    lines = "lines=cantons%0A%0A%22air+koryo%22%0Aherring"
    page = reader.get(f"/batch?{lines}").body.decode()
    assert (
        '<a href="/search?q=cantons" rel="nofollow"><bdi>cantons</bdi></a></td><td class="count">1</td>'
        in page
    )
    rows = table(reader, f"/batch.csv?{lines}")
    assert [(row["query"], row["total"]) for row in rows] == [
        ("cantons", "1"),
        ('"air koryo"', "0"),
        ("herring", str(HERRINGS)),
    ]
    twin = json.loads(reader.get(f"/batch.json?{lines}").body)
    assert [row["total"] for row in twin["rows"]] == [1, 0, HERRINGS]


def test_a_formula_in_a_list_stays_words(reader: Reader) -> None:
    (row,) = table(reader, "/batch.csv?lines=%3D1%2B1")
    assert row["query"].startswith("'=")


def test_too_many_lines_are_said(reader: Reader) -> None:
    many = "lines=" + "a%0A" * 200 + "herring"
    page = reader.get(f"/batch?{many}").body.decode()
    assert "Only the first 200 lines" in page
    assert '<a href="/batch?lines=herring" rel="nofollow">count the other 1</a>' in page
    twin = json.loads(reader.get(f"/batch.json?{many}").body)
    assert (len(twin["rows"]), twin["cut"], twin["left"]) == (200, True, ["herring"])
    totals = [row["total"] for row in table(reader, f"/batch.csv?{many}")]
    assert (len(totals), all(totals[:200]), totals[200]) == (201, True, "")


def test_the_command_counts_a_list(room: World) -> None:
    printed = room.read("search", "--batch", "-", feed="cantons\n\nherring\n")
    assert printed.splitlines() == ["query,total", "cantons,1", f"herring,{HERRINGS}"]


FORMULAS = [
    # cell, whether a spreadsheet would calculate, why
    ("=1+1", True, "a formula"),
    (" '\"@SUM(1)", True, "behind blanks and quotes"),
    ("\n=1+1", True, "behind a line end"),
    ("\N{FULLWIDTH COMMERCIAL AT}SUM(1)", True, "full width"),
    ("SUBJECT = X", False, "a sign within"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("cell", "calculates", "why"), FORMULAS, ids=[row[2] for row in FORMULAS])
def test_a_cell_that_would_be_calculated_has_an_apostrophe(cell: str, calculates: bool, why: str) -> None:  # noqa: FBT001 - a column of the table
    assert harmless(cell) == (f"'{cell}" if calculates else cell), why
