"""Two vaults with the same released set and different secrets cannot be told apart from outside."""

import json

from boundary.canaries import canary
from processes import World

# Asked in both worlds, beside every page that links lead to.
QUESTIONS = (
    "/search?q=",
    "/search?q=glacier",
    "/search?q=%22second+round%22",
    "/search?q=-glacier",
    "/search?q=glacier&tag=PREL&origin=embassy-lima&not-classification=secret&sort=cited",
    "/search.json?created=2006&has=references&not-caption=nodis&not-country=peru",
    "/search?q=glacer+pas*+=toll+(lima+NEAR/9+round)",
    "/search?q=minister+/p+para:C&sort=released&after=1.0",
    "/search.csv?q=citedby:06LIMA501+OR+ref:06LIMA507+OR+to:state",
    f"/batch?lines={canary('north', 'subject')}%0A{canary('south', 'body')}%0Aglacier*",
    "/search?q=tag:PREL",
    "/search?q=origin:bern",
    "/search?q=redacted",
    "/search.json?q=cantons",
    "/cable/07BERN902",
    "/cable/07BERN904",
    "/cable/06LIMA501.json",
    "/cable/06LIMA507.txt",
    "/cable/08OSLO15",
    "/origin/embassy-lima",
    "/tag/PINR",
    "/created/2006-02",
    "/released/2011-03-03",
    "/nothing-here",
    *(
        f"/search?q={canary(world, place)}"
        for world in ("north", "south")
        for place in ("struck-last", "body", "subject")
    ),
)


def test_the_generations_are_the_same_bytes(north: World, south: World) -> None:
    first, second = north.files(), south.files()
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 10  # and they are not simply empty


def test_the_answers_are_the_same_bytes(north: World, south: World) -> None:
    with north.reader() as one, south.reader() as other:
        first, second = one.crawl(QUESTIONS), other.crawl(QUESTIONS)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    assert sum(answer.status == 200 for answer in first.values()) > 30


def test_of_copies_only_the_released_ones_are_named(north: World) -> None:
    with north.reader() as one:
        twin = json.loads(one.get("/cable/08OSLO12.json").body)
    assert [copy["reference_id"] for copy in twin["copies"]] == ["08OSLO14"]
    assert "08OSLO15" in north.run("copies", "list")


def test_importing_one_more_cable_changes_no_public_byte(south: World) -> None:
    before = south.files()
    extra = south.home / "extra.txt"
    extra.write_text(
        "R 110944Z SEP 07\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n\nC O N F I D E N T I A L LIMA 000999\n\n"
        "SUBJECT: ANOTHER ONE\n\n1. (C) Held.\n",
        encoding="utf-8",
    )
    south.run("import", str(extra))
    assert south.files() == before
