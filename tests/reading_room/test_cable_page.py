"""The page of a cable: three boxes, paragraphs with addresses, marks, links, and every word of the text."""

import json
import re

import pytest
from lxml import html

from processes import Reader
from reading_room.cables import BARE, CABLES, GLACIER, HOSTILE
from reading_room.rooms import NONCE, Cable

GLACIER_PAGE = "/cable/07BERN901"


def tree(reader: Reader, path: str) -> html.HtmlElement:
    answer = reader.get(path)
    assert answer.status == 200
    return html.document_fromstring(answer.body.decode())


def text_of(element: html.HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def every(element: html.HtmlElement, query: str) -> list[html.HtmlElement]:
    found = element.xpath(query)
    assert isinstance(found, list)
    return [item for item in found if isinstance(item, html.HtmlElement)]


def one(element: html.HtmlElement, query: str) -> html.HtmlElement:
    found = every(element, query)
    assert len(found) == 1, f"{query}: {len(found)}"
    return found[0]


def attributes(element: html.HtmlElement, query: str) -> list[str]:
    found = element.xpath(query)
    assert isinstance(found, list)
    return [str(value) for value in found]


def test_the_identity_box(reader: Reader) -> None:
    page = tree(reader, GLACIER_PAGE)
    box = one(page, "//dl[@class='identity']")
    said = text_of(box)
    for words in (
        "Reference id 07BERN901",
        "Created 11 September 2007, 10:12 UTC",
        "Released 28 November 2010",
        "Classification CONFIDENTIAL",
        "Origin Embassy Bern",
        "AMEMBASSY BERN → SECSTATE WASHDC",
    ):
        assert words.replace(" ", "") in said.replace(" ", ""), words
    links = attributes(box, ".//a/@href")
    assert {
        "/created/2007-09-11",
        "/released/2010-11-28",
        "/origin/embassy-bern",
        "/tag/PREL",
        "/classification/confidential",
    } <= set(links)


def test_the_subject_is_whole_and_its_mark_is_a_mark(reader: Reader) -> None:
    head = one(tree(reader, GLACIER_PAGE), "//h1")
    assert text_of(head) == "THE GLACIER TOLL: WHAT [REDACTED] TOLD THE AMBASSADOR ABOUT THE PASS"
    assert text_of(one(head, ".//span[@class='redacted' and @role='note']")) == "[REDACTED]"


def test_articles_are_linked_only_on_the_web(reader: Reader) -> None:
    page = tree(reader, GLACIER_PAGE)
    links = attributes(page, "//div[contains(@class, 'coverage')]//a/@href")
    assert links == [
        "https://www.example.org/2010/11/28/the-glacier-toll?a=1&b=2",
        'https://evil.example/"onmouseover="alert(1)',  # one value, not an attribute of its own
    ]
    assert set(attributes(page, "//div[contains(@class, 'coverage')]//a/@rel")) == {"nofollow noreferrer"}
    assert attributes(page, "//@onmouseover") == []


def test_every_paragraph_has_an_address_and_a_sign(reader: Reader) -> None:
    page = tree(reader, GLACIER_PAGE)
    for number in range(1, 7):
        section = one(page, f"//section[@id='p{number}']")
        sign = one(section, "./a[@class='permalink']")
        assert sign.get("href") == f"#p{number}"
        assert sign.get("aria-label") == f"Link to paragraph {number}"
        assert text_of(one(section, ".//span[@class='number']")) == f"{number}."


def test_old_and_frozen_addresses_lead_somewhere_and_none_comes_twice(reader: Reader) -> None:
    names = attributes(tree(reader, GLACIER_PAGE), "//@id")
    assert {"par1", "par6", "parA", "parB", "p99"} <= set(names)
    assert len(names) == len(set(names))
    raw = attributes(tree(reader, f"{GLACIER_PAGE}?view=raw"), "//pre//@id")
    assert {"p1", "p6", "p99"} <= set(raw)


def test_running_text_is_joined_and_points_stand_apart(reader: Reader) -> None:
    page = tree(reader, GLACIER_PAGE)
    assert "asked for time-sensitive advice" in text_of(one(page, "//section[@id='p1']"))
    points = [text_of(point) for point in every(page, "//section[@id='p2']/p[@class='point']")]
    assert points == [
        "-- The toll is too low and has been so since the road was opened to lorries.",
        "-- The cantons will agree if the assembly does.",
    ]


def test_a_table_is_kept_as_typed_in_a_box_of_its_own(reader: Reader) -> None:
    table = one(tree(reader, GLACIER_PAGE), "//section[@id='p3']//div[@class='scroll' and @tabindex='0']/pre")
    assert "Lorry              40           55\n" in "".join(map(str, table.itertext()))


def test_headings_are_headings_and_five_of_them_get_a_list(reader: Reader) -> None:
    page = tree(reader, GLACIER_PAGE)
    headings = [text_of(heading) for heading in every(page, "//div[@class='text']/h3")]
    assert headings == ["THE PASS", "THE TARIFF", "WHAT COMES NEXT", "A WORD ON THE WEATHER", "COMMENT"]
    contents = attributes(page, "//nav[@class='contents']//a/@href")
    assert contents == [f"#heading-{number}" for number in range(1, 6)]
    assert set(contents) <= {f"#{name}" for name in attributes(page, "//h3/@id")}


def test_a_published_reference_is_a_link_and_another_is_plain(reader: Reader) -> None:
    page = tree(reader, GLACIER_PAGE)
    listed = one(page, "//h2[@id='references']/following-sibling::ul")
    assert text_of(listed) == "A. BERN 881 B. STATE 777777"
    assert attributes(listed, ".//a/@href") == ["/cable/07BERN881"]
    assert "/cable/07BERN881" in attributes(page, "//section[@id='p1']//a/@href")  # ref A in the text
    assert b"07STATE777777" not in reader.get(GLACIER_PAGE).body


def test_who_cites_it_is_listed(reader: Reader) -> None:
    page = tree(reader, "/cable/07BERN881")
    cited = one(page, "//section[@aria-labelledby='cited-by']")
    assert attributes(cited, ".//a/@href") == ["/cable/07BERN901"]


@pytest.mark.parametrize("cable", CABLES[:6], ids=lambda cable: cable.reference_id)
@pytest.mark.parametrize("view", ["", "?view=raw"])
def test_every_word_of_the_text_is_on_the_page(reader: Reader, cable: Cable, view: str) -> None:
    page = one(tree(reader, f"/cable/{cable.reference_id}{view}"), "//article")
    shown = "".join(re.findall(r"[^\W_]+", "".join(map(str, page.itertext()))))
    there = 0
    # In order: a word that comes twice in the text comes twice on the page.
    for word in re.findall(r"[^\W_]+", cable.text):
        place = shown.find(word, there)
        assert place >= 0, word
        there = place + len(word)


def test_hostile_text_is_shown_and_does_nothing(reader: Reader) -> None:
    body = reader.get("/cable/07BERN902").body.decode()
    page = tree(reader, "/cable/07BERN902")
    assert every(page, "//script | //img | //b[text()='no']") == []
    assert "<script>alert(2)</script>" in text_of(one(page, "//section[@id='p1']"))
    assert text_of(one(page, "//h1")) == HOSTILE.split("SUBJECT: ")[1].split("\n")[0]
    assert "{% raw %}" in text_of(page)
    for hidden in "\x07\x0c\x1b\u202e\u202c\u200b":
        assert hidden not in body, f"U+{ord(hidden):04X}"
    for picture in ("␇", "␌", "␛", "⟨U+202E⟩", "⟨U+200B⟩"):
        assert picture in body
    assert not re.search("\u0301{3}", body)  # no tower of accents over the lines above


def test_an_imitation_is_no_mark(reader: Reader) -> None:
    page = tree(reader, "/cable/07BERN902")
    assert every(page, "//*[@class='redacted']") == []
    assert "[ REDACTED ]" in text_of(page)


def test_a_fragment_has_a_page(reader: Reader) -> None:
    page = tree(reader, "/cable/66BERN1")
    assert text_of(one(page, "//h1")) == "66BERN1"
    assert BARE.strip() in text_of(page)
    assert "not stated" in text_of(one(page, "//dl[@class='identity']"))


def test_the_text_twin_is_the_text(reader: Reader) -> None:
    answer = reader.get("/cable/07BERN902.txt")
    assert answer.body == HOSTILE.encode()
    assert ("content-type", "text/plain; charset=utf-8") in answer.headers


def test_the_json_twin_has_all_and_its_offsets_hold(reader: Reader) -> None:
    twin = json.loads(reader.get(f"{GLACIER_PAGE}.json").body)
    assert twin["text"] == GLACIER
    assert [GLACIER[span["start"] : span["end"]] for span in twin["redactions"]] == ["[REDACTED]"] * 2
    assert twin["telegram"]["subject"] == twin["subject"]
    assert twin["nonce"] == NONCE
    assert {"name": "p99", "start": 0} in twin["anchors"]
    assert json.loads(reader.get("/cable/07BERN881.json").body)["cited_by"] == ["07BERN901"]
    assert twin["copies"] == []


def test_what_a_catalogue_reads(reader: Reader) -> None:
    page = tree(reader, GLACIER_PAGE)
    assert attributes(page, "//link[@rel='canonical']/@href") == [GLACIER_PAGE]
    assert set(attributes(page, "//link[@rel='alternate']/@href")) == {
        f"{GLACIER_PAGE}.json",
        f"{GLACIER_PAGE}.txt",
        "/releases.atom",
    }
    assert attributes(page, "//meta[@name='citation_technical_report_number']/@content") == ["07BERN901"]
    assert attributes(page, "//meta[@name='citation_publication_date']/@content") == ["2007/09/11"]
    cite = text_of(one(page, "//p[contains(@class, 'cite')]"))
    assert cite.startswith("Embassy Bern, “THE GLACIER TOLL: WHAT [REDACTED] TOLD")
    assert cite.endswith("The Glacier Papers, edition 1, released 28 November 2010, /cable/07BERN901")


def test_how_to_read_and_how_to_discuss(reader: Reader) -> None:
    page = tree(reader, GLACIER_PAGE)
    helps = one(page, "//div[@class='help']")
    assert "Understanding cables" in text_of(helps)
    assert "#cableroom #07BERN901" in text_of(helps)
    assert "/cable/07BERN901#p1" in text_of(helps)


def test_the_notice_and_the_name_are_on_every_page(reader: Reader) -> None:
    for path in ("/", GLACIER_PAGE, "/origin", "/origin/embassy-bern", "/search?q=toll", "/nowhere"):
        body = reader.get(path).body.decode()
        assert "Every cable here is &lt;invented&gt;." in body, path
        assert "The Glacier Papers" in body, path
