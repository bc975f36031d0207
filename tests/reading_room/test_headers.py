"""What every answer carries, and what none does."""

import http.client

import pytest

from processes import Answer, Reader, World

PAGES = [
    "/",
    "/cable/07BERN901",
    "/cable/07BERN901?view=raw",
    "/cable/07BERN901.json",
    "/cable/07BERN901.txt",
    "/search?q=herring",
    "/search.json?q=herring",
    "/search.atom?q=herring",
    "/batch?lines=herring",
    "/batch.csv?lines=herring",
    "/origin",
    "/origin.json",
    "/origin/embassy-oslo",
    "/origin/embassy-oslo.json",
    "/releases.atom",
    "/robots.txt",
]
REFUSALS = ["/nowhere", "/cable/05LIMA7", "/search?page=0", "/cable/07bern901"]
SECURITY = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def headers(answer: Answer) -> dict[str, str]:
    found = dict(answer.headers)
    assert len(found) == len(answer.headers), "a header comes twice"
    return found


def asset(reader: Reader, page: str = "/") -> str:
    """The style sheet of a page."""
    return reader.get(page).body.decode().partition('rel="stylesheet" href="')[2].partition('"')[0]


@pytest.mark.parametrize("path", [*PAGES, *REFUSALS])
def test_every_answer_is_guarded_and_none_knows_the_reader(reader: Reader, path: str) -> None:
    answer = reader.get(path, headers={"Cookie": "a=b; a=c; " + "x" * 4000, "Origin": "https://evil.example"})
    found = headers(answer)
    assert {name: found.get(name) for name in SECURITY} == SECURITY
    for name in ("set-cookie", "access-control-allow-origin", "x-powered-by", "vary", "last-modified"):
        assert name not in found
    assert found["server"] == "cableroom"
    assert found["content-length"] == str(len(answer.body))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_kept_for_five_minutes_and_not_sent_twice(reader: Reader, path: str) -> None:
    first = reader.get(path)
    found = headers(first)
    assert found["cache-control"] == "public, max-age=300, must-revalidate, no-transform"
    for known in (found["etag"], f'"other", W/{found["etag"]}', "*"):
        again = reader.get(path, headers={"If-None-Match": known})
        assert (again.status, again.body) == (304, b"")
        assert headers(again)["etag"] == found["etag"]
    for unknown in ('"other"', "x" * 4000, ", ".join(['"a"'] * 900), '"'):
        assert reader.get(path, headers={"If-None-Match": unknown}).status == 200


@pytest.mark.parametrize("path", [*PAGES, *REFUSALS, "/cable/2007/11/07BERN901.html"])
def test_every_answer_made_from_a_generation_names_it(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": "*"})
    assert headers(answer)["cableroom-generation"] == headers(again)["cableroom-generation"] == "1"


def test_an_answer_made_from_none_names_none(reader: Reader) -> None:
    for answer in (reader.get(asset(reader)), reader.get("/", method="POST")):
        assert "cableroom-generation" not in headers(answer)


@pytest.mark.parametrize("path", [*PAGES, *REFUSALS])
def test_head_is_get_without_the_body(reader: Reader, path: str) -> None:
    get, head = reader.get(path), reader.get(path, method="HEAD")
    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO", "get", "head"]
)
@pytest.mark.parametrize("path", ["/", "/search", "/nowhere"])
def test_nothing_can_be_sent(reader: Reader, method: str, path: str) -> None:
    answer = reader.get(path, method=method, headers={"X-HTTP-Method-Override": "GET"})
    assert answer.status == 405
    assert b"Nothing can be sent here" in answer.body
    assert headers(answer)["allow"] == "GET, HEAD"


@pytest.mark.parametrize("page", ["/", "/search", "/cable/07BERN901"])
def test_the_style_sheets_are_small_and_kept_for_ever(reader: Reader, page: str) -> None:
    answer = reader.get(asset(reader, page))
    assert answer.status == 200
    assert headers(answer)["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in headers(answer)["cache-control"]
    assert len(answer.body) <= 12 * 1024


def test_a_page_asks_for_two_more_files_and_nothing_else(reader: Reader) -> None:
    body = reader.get("/cable/07BERN901").body.decode()
    assert body.count('rel="stylesheet"') == body.count('rel="icon"') == 1
    for other in ("<script", "<img", "<iframe", "@import", "style=", "onclick", "<!--"):
        assert other not in body


@pytest.mark.parametrize(
    "name",
    ["Range", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL", "Forwarded"],
)
def test_headers_from_outside_change_nothing(reader: Reader, name: str) -> None:
    values = {"Range": "bytes=0-,0-," + "1-2," * 500}
    answer = reader.get("/", headers={name: values.get(name, "evil.example")})
    assert answer == reader.get("/")


def test_the_accepted_languages_and_codings_change_nothing(reader: Reader) -> None:
    odd = {
        "Accept-Encoding": "gzip;q=NaN",
        "Accept": ", ".join(["*/*"] * 500),
        "Accept-Language": "x" * 10_000,
    }
    assert reader.get("/", headers=odd) == reader.get("/")


def raw_request(port: int, lines: str) -> int:
    """The status that these bytes are answered with."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.connect()
        connection.sock.sendall(lines.encode())
        answer = http.client.HTTPResponse(connection.sock)
        answer.begin()
        return answer.status
    finally:
        connection.close()


def asked_as(port: int, host: str) -> tuple[int, str]:
    """The status and body of a page asked for under this name of ours."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/cable/07BERN901", headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("lines", "statuses"),
    [
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\nHost: <evil>\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\nHost: evil.example:99999999\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\nHost: evil.example:65536\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\nHost: éxample\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\n\r\n", {400}),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n", {400}),
        ("GET / HTTP/1.0\r\n\r\n", {200}),
        (f"GET /search?q={'a' * 9000} HTTP/1.1\r\nHost: a\r\n\r\n", {414}),
        (f"GET /{'a' * 9000} HTTP/1.1\r\nHost: a\r\n\r\n", {414}),
        (f"GET /search?q={'a' * 7000} HTTP/1.1\r\nHost: a\r\n\r\n", {200}),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y" * 40_000 + "\r\n\r\n", {431}),
        ("GET http://evil.example/nowhere HTTP/1.1\r\nHost: evil.example\r\n\r\n", {404, 421}),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y" * 200_000 + "\r\n\r\n", {400, 431}),
        ("GET / HTTP/1.1\r\nHost: a\r\n" + "".join(f"X{n}: y\r\n" for n in range(2000)) + "\r\n", {400, 431}),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", {400}),
        ("NONSENSE\r\n\r\n", {400}),
    ],
    ids=[
        "two hosts",
        "no name",
        "no number",
        "no port",
        "not ASCII",
        "no host",
        "empty host",
        "no host in 1.0",
        "long query",
        "long path",
        "not too long",
        "large header",
        "absolute",
        "long header",
        "many headers",
        "both lengths",
        "nonsense",
    ],
)
def test_a_broken_request_is_refused_and_the_next_is_served(
    reader: Reader, lines: str, statuses: set[int]
) -> None:
    assert raw_request(reader.port, lines) in statuses
    assert reader.get("/").status == 200


def test_with_a_stated_origin_only_its_name_and_the_loopback_are_answered(room: World) -> None:
    with room.reader(CABLEROOM_ORIGIN="https://cables.example") as reader:
        status, page = asked_as(reader.port, "cables.example")
        assert status == 200
        assert 'rel="canonical" href="https://cables.example/cable/07BERN901"' in page
        assert asked_as(reader.port, f"localhost:{reader.port}") == (200, page)
        for ours in ("localhost", "127.0.0.1", "[::1]", "cables.example:443", "CABLES.example"):
            assert asked_as(reader.port, ours) == (200, page), ours
        for other in ("evil.example", "cables.example.evil.example", "cables.example:99"):
            status, page = asked_as(reader.port, other)
            assert status == 421
            assert "evil" not in page
