"""Rows 20 to 22, and 2, 4, 11, 14, 17, 18 and 19 where they speak of the page: the whole way, once.

One archive and one reading room for all tests here: import, clear, release, then the pages as a
reader gets them.
"""

import json
from collections.abc import Iterator
from typing import Final

import lxml.html
import pytest

from bad_input.offering import BODY, HEADER, TELEGRAM, page, table, table_row
from processes import Reader, World, new_world

CONTROLS: Final = "\x01\x07\x08\x0b\x0c\x1b[2J\x7f\x80\x9b"
PICTURES: Final = "␁␇␈␋␌␛[2J␡⟨U+0080⟩⟨U+009B⟩"
MARKUP: Final = (
    "</pre></section></article><script>alert(1)</script><img src=x onerror=alert(2)>",
    "<svg/onload=alert(3)><iframe srcdoc='x'></iframe><style>*{top:0}</style><base href=//evil.example>",
    "<a href='javascript:alert(4)'>x</a> javascript:alert(5) data:text/html,x <!-- <![CDATA[ ]]> -->",
    "{{7*7}} {% raw %} {{ site.origin }} ${7*7} #{7*7} <%= 7*7 %> &lt;b&gt; &#60;i&#62; &amp;",
    "\"onmouseover=\"alert(6)\" 'onfocus='alert(7)' `x` </title></textarea></noscript><plaintext>",
)
MOVING: Final = (
    "\u202egnp.exe\u202c \u2066a\u2069 \u200bzero\u200d \u061c \U000e0041\U000e007f x"
    + "\u0301" * 10_000
    + "y"
)
IMITATIONS: Final = (
    "He met [REDACTED] there.",
    "He met [ REDACTED ] and [redacted] and [REDACTED ] and \uff3bREDACTED\uff3d there.",
    "Public edition 9, from release 99 of 1 January 1999, in generation 99. This cable was withdrawn.",
)


def telegram(
    serial: int, paragraphs: str, *, subject: str = "AN INVENTED CALL", tags: str = "PREL, SZ"
) -> str:
    """A telegram of Bern with these paragraphs."""
    return (
        f"{HEADER}\n\nC O N F I D E N T I A L BERN {serial:06}\n\nTAGS: {tags}\nSUBJECT: {subject}\n\n"
        f"{paragraphs}\nSMITH\n"
    )


def numbered(*lines: str) -> str:
    return "\n".join(f"{number}. (C) {line}\n" for number, line in enumerate(lines, 1))


CITED: Final = "07BERN20"
FILES: Final = {
    "plain.txt": TELEGRAM,
    "lines.txt": telegram(2, numbered("One line\u2028two lines\u0085three lines.")).replace("\n", "\r\n"),
    "controls.txt": telegram(4, numbered(f"He said {CONTROLS} so.")),
    "many.txt": telegram(14, numbered("All quiet."), subject="THE WORDS GO ON\n" * 10_000),
    "cited.txt": telegram(
        20, numbered("See BERN 20 itself."), subject="CITED\n\nREF: A. BERN 20\n     B. BERN 21"
    ),
    "tags.txt": telegram(
        18, numbered("Tagged."), tags=", ".join(["PREL", "=1+1", *(f"Q{n:04}X" for n in range(300))])
    ),
    "signs.txt": telegram(
        19, "".join(f"¶{n}. (C) Sign{n} in¶side.\n\n" for n in (1, 2, 2, 7, 3)) + "¶" * 100_000
    ),
    "markup.txt": telegram(200, numbered(*MARKUP), subject="</title><script>alert(8)</script> {{7*7}}"),
    "moving.txt": telegram(210, numbered(f"He wrote {MOVING} here."), subject=f"A {MOVING[:9]} CALL"),
    "marks.txt": telegram(220, numbered(*IMITATIONS, "A Lindqvist was there.")),
    "stub.txt": (
        "  Message Text\n\nERROR READING TEXT INDEX FILE; TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE\n\n"
        "  Message Attributes\n\nDocument Number: 1975BERN00140\nDraft Date: 25 MAR 1975\nFrom: BERN\n"
        "Subject: A LAKE SMITH\nOriginal Classification: SECRET\nLocator: ON MICROFILM\n"
    ),
    "citing.csv": "",
}
CITING: Final = 230
PAGES: Final = {
    name: f"/cable/07BERN{serial}"
    for name, serial in (
        ("plain", 1), ("lines", 2), ("controls", 4), ("many", 14), ("cited", 20), ("tags", 18),
        ("signs", 19), ("markup", 200), ("moving", 210), ("marks", 220), ("boxed", 201),
    )
}  # fmt: skip
PAGES["stub"] = "/cable/75BERN140"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """An archive that has published all of them, and then was offered other bytes under each id."""
    folder = tmp_path_factory.mktemp("bad")
    offered, later = folder / "in", folder / "later"
    offered.mkdir()
    later.mkdir()
    for name, text in FILES.items():
        (offered / name).write_bytes(text.encode())
        (later / name).write_bytes(text.replace("SMITH", "SMYTHE").encode())
    rows = [
        table_row(reference_id=f"07OSLO{n}", body=BODY.replace("CALL\n", "CALL\n\nREF: BERN 20\n"))
        for n in range(1, CITING + 1)
    ]
    (offered / "citing.csv").write_bytes(table(rows))
    # On a saved page the markup stands as a browser would have to read it: escaped, and not.
    quoted = "".join(f"{n}. (C) {line}\n\n" for n, line in enumerate(MARKUP, 1))
    (offered / "boxed.html").write_bytes(
        page(reference_id="07BERN201", body=BODY.replace("1. (C)", quoted + "9. (C)"))
    )
    world = new_world(folder / "home")
    world.run_all(
        ["import", str(offered)],
        ["redact", "07BERN220", "--text", "Lindqvist", "--reason", "source"],
        ["clear", "--all"],
        ["clear", "07BERN14"],
        ["release", "new", "--title", "Bad input", "--date", "2010-11-28"],
        ["release", "add", "1", "--all-cleared"],
        ["release", "sign", "1", "--as", "Ilse Brandt"],
        ["release", "sign", "1", "--as", "Tomas Okello"],
        ["release", "publish", "1"],
        ["import", str(later)],
    )
    return world


@pytest.fixture(scope="module")
def reader(world: World) -> Iterator[Reader]:
    """The reading room over it."""
    with world.reader() as running:
        yield running


def body(reader: Reader, name: str, suffix: str = "") -> str:
    answer = reader.get(PAGES[name] + suffix)
    assert answer.status == 200, name
    return answer.body.decode()


def tree(reader: Reader, name: str, suffix: str = "") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(body(reader, name, suffix))


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_row_02_public_lines_end_in_line_feeds(reader: Reader) -> None:
    for suffix in (".txt", ".json"):
        public = body(reader, "lines", suffix)
        text = public if suffix == ".txt" else json.loads(public)["text"]
        assert not set(text) & set("\r\u2028\u2029\u0085")
        assert "1. (C) One line\ntwo lines\nthree lines.\n" in text


def test_row_14_a_cable_without_text_is_a_page_that_says_so(reader: Reader, world: World) -> None:
    for suffix in ("", "?view=raw"):
        shown = text_of(tree(reader, "stub", suffix))
        assert "The source of this cable has no text of it, only what is stated above." in shown
        assert "25 March 1975" in shown
        assert "Embassy Bern" in shown
        assert "Secret" in shown or "SECRET" in shown
        assert "LAKE" not in shown  # an attribute: for editors alone
    assert body(reader, "stub", ".txt").strip() == ""
    data = json.loads(body(reader, "stub", ".json"))
    assert (data["text"], data["subject"], data["created"]) == ("", None, "1975-03-25T00:00:00Z")
    assert json.loads(world.run("show", "75BERN140", "--json"))["attributes"]["Subject"] == "A LAKE SMITH"


def test_row_04_controls_are_shown_as_pictures(reader: Reader) -> None:
    for suffix in ("", "?view=raw"):
        shown = body(reader, "controls", suffix)
        assert PICTURES in shown
        assert not set(shown) & (set(CONTROLS) - set("[2J"))


def test_row_11_other_bytes_leave_what_is_released_untouched(world: World, reader: Reader) -> None:
    described = json.loads(world.run("show", "07BERN1", "--json"))
    assert [one["candidate"] for one in described["records"]] == [False, True]
    assert described["state"] == "released"
    for name in PAGES:
        assert "SMYTHE" not in body(reader, name)
    assert "SMITH" in body(reader, "plain")


def test_row_14_what_is_shown_of_an_endless_subject_is_bounded(reader: Reader) -> None:
    page = tree(reader, "many")
    assert text_of(page.xpath("//h1")[0]) == "07BERN14"
    assert len(page.xpath("//title")[0].text or "") < 200
    assert body(reader, "many", ".txt").count("THE WORDS GO ON") == 10_000
    listed = reader.get("/search?q=id:07BERN14").body
    assert len(listed) < 100_000


def test_row_17_a_cable_cited_by_many_or_by_itself_has_a_page(reader: Reader) -> None:
    page = tree(reader, "cited")
    assert "See BERN 20 itself." in text_of(page)
    citing = page.xpath("//a[starts-with(@href, '/cable/07OSLO')]/@href")
    assert len(set(citing)) == 200
    assert f"And {CITING - 200} more" in text_of(page)
    assert len(json.loads(body(reader, "cited", ".json"))["cited_by"]) == CITING
    assert json.loads(body(reader, "cited", ".json"))["telegram"]["references"][0]["reference_id"] == CITED


def test_row_18_surplus_tags_stay_in_the_text_only(reader: Reader) -> None:
    twin = json.loads(body(reader, "tags", ".json"))
    assert len(twin["telegram"]["tags"]) == 64
    assert "tags-over-limit" in {one["code"] for one in twin["telegram"]["problems"]}
    assert "Q0299X" in twin["text"]
    assert "=1+1" in text_of(tree(reader, "tags"))


def test_row_19_anchors_are_unique(reader: Reader) -> None:
    page = tree(reader, "signs")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for number in (1, 2, 7, 3):
        assert f"Sign{number} in" in text_of(page)
    assert body(reader, "signs", ".txt").count("¶") > 100_000


@pytest.mark.parametrize("name", ["markup", "boxed"])
@pytest.mark.parametrize("view", ["", "?view=raw"])
def test_row_20_markup_is_shown_and_is_none(reader: Reader, name: str, view: str) -> None:
    page, plain = tree(reader, name, view), tree(reader, "plain", view)
    shown = text_of(page)
    said = MARKUP if name == "markup" else [line for line in MARKUP if "<a " not in line and "&" not in line]
    for line in said:
        words = " ".join(line.split())
        assert words in shown or words.replace("<style>*", "<style> *") in shown, line
    assert "49" not in text_of(page.xpath("//h1")[0])
    for element in page.iter():
        assert isinstance(element.tag, str), "a comment that the text made"
        assert not [key for key in element.attrib if key.startswith("on")], element.attrib
    known = {element.tag for element in plain.iter()} | {
        "sup",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h2",
        "h3",
        "pre",
        "nav",
    }
    assert {element.tag for element in page.iter()} <= known
    for unsafe in ("script", "img", "iframe", "svg", "style", "base", "plaintext"):
        assert len(page.xpath(f"//{unsafe}")) == len(plain.xpath(f"//{unsafe}")), unsafe
    addresses = {str(each) for each in page.xpath("//@href | //@src | //@action")}
    assert [each for each in addresses if not each.startswith(("/", "#", "?"))] == []
    assert not [each for each in addresses if each.startswith("//")]


def test_row_21_what_moves_or_hides_is_shown_as_a_mark(reader: Reader) -> None:
    for suffix in ("", "?view=raw"):
        shown = body(reader, "moving", suffix)
        for hidden in "\u202e\u202c\u2066\u2069\u200b\u200d\u061c\U000e0041\U000e007f":
            assert hidden not in shown, f"U+{ord(hidden):04X}"
        assert "⟨U+202E⟩gnp.exe⟨U+202C⟩" in shown
        assert "\u0301" * 3 not in shown
    # A search that does not know of them finds the words.
    found = json.loads(reader.get("/search.json?q=gnp.exe").body)
    assert [hit["reference_id"] for hit in found["hits"]] == ["07BERN210"]


def test_row_22_an_imitation_is_no_mark(reader: Reader) -> None:
    page, twin = tree(reader, "marks"), json.loads(body(reader, "marks", ".json"))
    assert [text_of(mark) for mark in page.xpath("//*[contains(@class, 'redacted')]")] == ["[REDACTED]"]
    mark = page.xpath("//*[contains(@class, 'redacted')]")[0]
    assert mark.attrib, "a true mark says to those who do not see it what it is"
    assert twin["text"].count("[REDACTED]") == 1
    assert twin["text"].count("[ REDACTED ]") == 2
    (span,) = twin["redactions"]
    assert twin["text"][span["start"] : span["end"]] == "[REDACTED]"
    assert twin["text"][: span["start"]].endswith("A ")
    # The banner is words of the telegram; the ledger says what is true.
    provenance = text_of(page.xpath("//section[@aria-labelledby='provenance']")[0])
    assert provenance.startswith("Provenance Public edition 1, from release 1 of ")
    assert "Public edition 9" not in provenance
    assert reader.get(PAGES["marks"]).status == 200
    assert "release 99" not in reader.get("/releases.atom").body.decode()
