"""The reading room's log names no reader and no query."""

from boundary.canaries import canary
from processes import Reader


def test_no_query_address_or_text_in_the_log(reader: Reader) -> None:
    word = canary("log", "query")
    for path in (
        f"/search?q={word}",
        f"/{word}",
        f"/cable/{word}",
        f"/search?page={word}",
        f"/search?sort={word}",
    ):
        reader.get(path, headers={"User-Agent": word, "X-Forwarded-For": "203.0.113.77", "Referer": word})
    reader.get("/", method="POST")
    log = reader.log.read_text()
    assert "http://127.0.0.1" in log  # it is the log: it names the address it serves on
    assert word not in log
    assert "203.0.113.77" not in log
    assert "Traceback" not in log
