"""One address for each thing; every other spelling leads there or is not found.  Bad input, row by row."""

import pytest

from processes import Reader

SPELLINGS = [
    # asked for, sent to, why
    ("/cable/07bern901", "/cable/07BERN901", "lower case"),
    ("/cable/07%20BERN%20901", "/cable/07BERN901", "blanks"),
    ("/cable/07BERN000901", "/cable/07BERN901", "zeros before the serial"),
    ("/cable/2007BERN901", "/cable/07BERN901", "a year of four digits"),
    ("/cable/07BERN901/", "/cable/07BERN901", "a slash behind"),
    ("/cable/07BERN901.html", "/cable/07BERN901", "the suffix of the first publisher"),
    ("/cable/2007/09/07BERN901.html", "/cable/07BERN901", "the whole address of the first publisher"),
    ("/cable/07BERN901+par2", "/cable/07BERN901#par2", "a paragraph after a plus"),
    ("/cable/07BERN901%23p2", "/cable/07BERN901#p2", "a paragraph after an escaped #"),
    ("/cable/07bern901.json", "/cable/07BERN901.json", "a twin in lower case"),
    ("/cable/07bern901.txt", "/cable/07BERN901.txt", "a twin in lower case"),
    ("/cable/07bern901?view=raw", "/cable/07BERN901?view=raw", "the view is kept"),
    ("/cable/05lima7", "/cable/05LIMA7", "a withdrawn cable has an address too"),
]
NOT_FOUND = [
    "/cable/07BERN904",
    "/cable/07BERN904.json",
    "/cable/07BERN904.txt",
    "/cable/07BERN904/",
    "/cable/07BERN901.pdf",
    "/cable/07BERN901%00",
    "/cable/07BERN901%00.html",
    "/cable/07BERN901;a=b",
    "/cable/",
    "/cable",
    "/cable/../../vault/vault.sqlite3",
    "/cable/..%2f..%2fvault",
    "/cable/%2e%2e/%2e%2e/vault",
    "/cable/..\\..\\vault",
    "/cable/%3Cimg%20src=x%3E",
    "/cable/" + "0" * 2000,
    "/cable/%C0%AF",
    "/cable/%zz",
    "/cable/7%0d%0aSet-Cookie:%20a=b",
    "//evil.example",
    "//evil.example/cable/07BERN901",
    "/%5cevil.example",
    "/origin/embassy-lima",
    "/origin/%3Cimg%20src=x%3E",
    "/origin/" + "a" * 2000,
    "/origin/EMBASSY-BERN",
    "/origin/embassy-bern/",
    "/tag/PREL/x",
    "/created/2006",
    "/created/2007-13",
    "/created/2007-02-30",
    "/released/NaN",
    "/classification/top-secret",
    "/origin/embassy-bern?page=9",
    "/admin",
    "/metrics",
    "/.git/HEAD",
    "/.env",
    "/openapi.json",
    "/server-status",
    "/favicon.ico",
    "/index.html~",
    "/static/",
    "/static/style.css",
    "/static/../../settings/public.py",
    "/static/style.000000000000.css",
    "/search/",
    "/search.xls",
]
MALFORMED = [
    # query string of a list or of the search, what is said
    *(
        (f"page={page}", "A page is a number from 1 to 500.")
        for page in (
            "0",
            "-1",
            "1e9",
            "NaN",
            "0x10",
            "%D9%A3",
            "99999999999999999999",
            "1;2",
            "",
            "01",
            "1%0a",
            "501",
        )
    ),
    ("page=2&page=3", "There is more than one page in the address."),
]
MALFORMED_SEARCH = [
    ("sort=body", "The order is one of relevance, created, released, cited."),
    ("sort=", "The order is one of relevance, created, released, cited."),
    ("sort=created&sort=created", "There is more than one sort in the address."),
    ("created=NaN", "A date is a year, a month or a day"),
    ("created=2007-02-30", "The calendar has no such date."),
    ("released=1000000-01-01", "A date is a year, a month or a day"),
    ("created=2007&created=%3Cimg%3E", "A date is a year, a month or a day"),
]
ANSWERED = [
    # always 200, whatever is asked
    "",
    "q=",
    "q=%",
    "q=%zz",
    "q=%C0%AF",
    "q=a+b",
    "q=a&q=b",
    "q[]=a",
    "q=%22",
    "q=*",
    "q=AND",
    "q=NEAR(",
    "q=col:x",
    "q=(((",
    "q=%00",
    "q=%0d%0aSet-Cookie:%20a=b",
    "q=' OR 1=1--",
    "q=(a+)%2B%24",
    "q=%F0%9F%90%9F",
    "q=%D9%A3",
    "q=<img src=x onerror=alert(1)>",
    "origin=<img src=x>",
    "origin=" + "a" * 2000,
    "origin=embassy-oslo&origin=embassy-bern",
    "tag=" + "&tag=".join(["PREL"] * 500),
    "utm_source=x&page=1",
    "page=500",
    "q=" + "x" * 8_000,
    "q=" + "+OR+".join(["x"] * 1_600),
]


def encoded(query: str) -> str:
    return query.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E").replace("'", "%27")


@pytest.mark.parametrize(("path", "target", "why"), SPELLINGS, ids=[row[2] for row in SPELLINGS])
def test_another_spelling_leads_to_the_one_address(reader: Reader, path: str, target: str, why: str) -> None:
    answer = reader.get(path)
    assert (answer.status, dict(answer.headers).get("location")) == (308, target), why
    assert reader.get(target.partition("#")[0]).status in (200, 410)


@pytest.mark.parametrize("path", NOT_FOUND)
def test_all_else_is_the_same_404(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert answer.status == 404
    assert answer.everything() == reader.get("/cable/07BERN904").everything()


@pytest.mark.parametrize(
    "path", ["/origin/embassy-oslo", "/origin/embassy-oslo.json", "/search", "/search.json"]
)
@pytest.mark.parametrize(("query", "said"), MALFORMED)
def test_a_malformed_page_is_said_plainly(reader: Reader, path: str, query: str, said: str) -> None:
    answer = reader.get(f"{path}?{query}")
    assert answer.status == 400
    assert said in answer.body.decode()


@pytest.mark.parametrize(("query", "said"), MALFORMED_SEARCH)
def test_a_malformed_order_or_date_is_said_plainly(reader: Reader, query: str, said: str) -> None:
    answer = reader.get(f"/search?{query}")
    assert answer.status == 400
    assert said in answer.body.decode()
    assert b"img" not in answer.body


@pytest.mark.parametrize("query", ANSWERED, ids=lambda query: query[:30])
def test_a_search_is_always_answered(reader: Reader, query: str) -> None:
    for path in ("/search", "/search.json"):
        answer = reader.get(f"{path}?{encoded(query)}")
        assert answer.status == 200
        assert b"<img" not in answer.body or path.endswith(".json")
        assert "set-cookie" not in dict(answer.headers)


@pytest.mark.parametrize("view", ["text", "", "raw&view=raw"])
def test_there_is_one_other_view(reader: Reader, view: str) -> None:
    assert reader.get(f"/cable/07BERN901?view={view}").status == 400


@pytest.mark.parametrize("suffix", ["", ".json", ".txt", "?view=raw"])
def test_a_withdrawn_cable_says_when_and_why(reader: Reader, suffix: str) -> None:
    answer = reader.get(f"/cable/05LIMA7{suffix}")
    assert answer.status == 410
    for words in ("05LIMA7", "5 January 2011", "harm"):
        assert words in answer.body.decode()
