"""Related cables: a page beside the cable's own, and its twin."""

import json

from processes import Reader, World
from reading_room.cables import SWISS
from reading_room.rooms import Cable, publish
from reading_room.test_cable_page import attributes, one, text_of, tree


def test_the_cable_leads_to_it_and_it_leads_back(reader: Reader) -> None:
    assert "/cable/07BERN901/related" in attributes(tree(reader, "/cable/07BERN901"), "//a/@href")
    page = tree(reader, "/cable/07BERN901/related")
    assert attributes(page, "//p[@class='lead']/a/@href") == ["/cable/07BERN901"]
    assert text_of(one(page, "//p[@class='lead']//span[@class='redacted']")) == "[REDACTED]"


def test_each_says_why(shelf: World) -> None:
    text = "UNCLAS BERN 00000{}\n\nTAGS: ECON, SZ\nSUBJECT: {}\n\n1. (U) {}\n"
    cables = [
        Cable("07BERN1", text.format(1, "GLACIER TOLLGATE", "Lorries pass."), SWISS),
        Cable("07BERN2", text.format(2, "TOLLGATE", "The <b>glacier</b>."), SWISS),
        *(Cable(f"07BERN{n}", text.format(n, "HERRING", "Herring."), SWISS) for n in range(3, 10)),
    ]
    publish(shelf.home / "published", cables)
    with shelf.reader() as running:
        page = tree(running, "/cable/07BERN1/related")
        twin = json.loads(running.get("/cable/07BERN1/related.json").body)
    assert attributes(page, "//ol[@class='cables']//a/@href") == ["/cable/07BERN2"]
    said = "both say “glacier” and “tollgate”; both are filed under ECON and SZ"
    assert f"{said[0].upper()}{said[1:]}." in text_of(one(page, "//ol[@class='cables']"))
    (cable,) = twin["related"]
    assert (twin["reference_id"], cable["reference_id"], cable["why"]) == ("07BERN1", "07BERN2", said)
    assert cable["shared"]["words"] == ["glacier", "tollgate"]


def test_one_without_related_cables_says_so(reader: Reader) -> None:
    page = tree(reader, "/cable/66BERN1/related")
    assert "No other published cable" in text_of(one(page, "//main"))
    assert json.loads(reader.get("/cable/66BERN1/related.json").body)["related"] == []


def test_other_spellings_and_unpublished_cables_are_as_for_the_cable(reader: Reader) -> None:
    moved = reader.get("/cable/07bern901/related")
    assert (moved.status, dict(moved.headers)["location"]) == (308, "/cable/07BERN901/related")
    assert reader.get("/cable/05LIMA7/related").status == 410
    assert reader.get("/cable/07STATE777777/related").status == 404
    assert reader.get("/cable/07STATE777777/related.json").status == 404
