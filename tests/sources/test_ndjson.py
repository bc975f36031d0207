"""Our own lines of JSON: what is read of them, and what becomes of hostile ones."""

import json
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources import RawRecord, RejectedRecord, StatedFields, detect, limits, ndjson, reread
from cableroom.sources.json_objects import DEEPEST
from invented import telegram
from sources.streams import Repeated

CABLE: Final = {
    "reference_id": "07BERN1",
    "created": "2007-11-03T05:03:00Z",
    "origin": "Embassy Bern",
    "classification": "confidential//noforn",
    "coverage": ["https://paper.example/1"],
    "text": telegram(1),
}
LINE: Final = json.dumps(CABLE).encode()


def found(data: bytes) -> list[RawRecord | RejectedRecord]:
    return list(ndjson.read(BytesIO(data), file="a.ndjson"))


def record(**changes: object) -> RawRecord:
    (only,) = found(json.dumps(CABLE | changes).encode())
    assert isinstance(only, RawRecord)
    assert [each.text for each in reread(only.raw, format=only.format)] == [only.text]
    return only


def test_a_line_states_what_it_says() -> None:
    only = record()
    assert only.stated == StatedFields(
        reference_id="07BERN1",
        created=datetime(2007, 11, 3, 5, 3, tzinfo=UTC),
        origin="Embassy Bern",
        classification="CONFIDENTIAL//NOFORN",
        coverage=("https://paper.example/1",),
    )
    assert (only.text, only.problems, only.encoding) == (telegram(1), (), "utf-8")


def test_only_the_text_must_be_there() -> None:
    (bare,) = found(json.dumps({"text": telegram(1), "origin": None}).encode())
    assert isinstance(bare, RawRecord)
    assert (bare.stated, bare.problems) == (StatedFields(), ())


def test_lines_are_told_apart_with_their_offsets() -> None:
    data = b"\xef\xbb\xbf" + LINE + b"\r\n\n \t\r\n" + LINE + b"\n{}\n" + LINE[:-9]
    offsets = [3, 3 + len(LINE) + 2 + 1 + 4]
    offsets += [offsets[1] + len(LINE) + 1, offsets[1] + len(LINE) + 4]
    told = [(one.offset, getattr(one, "code", "")) for one in found(data)]
    assert told == list(zip(offsets, ["", "", "json-fields", "json-broken"], strict=True))
    for one in found(data)[:2]:
        assert isinstance(one, RawRecord)
        assert data[one.offset :].startswith(one.raw)
        assert one.raw == LINE


WORDS = json.dumps(CABLE)
REFUSED = [
    ("[" * 100_000 + "]" * 100_000, "json-deep", "100,000 lists"),
    ('{"a":' * 100_000, "json-deep", "100,000 objects, none of them closed"),
    (WORDS.replace("{", '{"a": ' + "[" * DEEPEST + "]" * DEEPEST + ", "), "json-deep", "one too deep"),
    (WORDS.replace('"07BERN1"', "NaN"), "json-broken", "NaN"),
    (WORDS.replace('"07BERN1"', "-Infinity"), "json-broken", "Infinity"),
    (WORDS.replace('"07BERN1"', "1e400"), "json-broken", "10 to the 400"),
    (WORDS.replace('"07BERN1"', "1" + "0" * 400), "json-broken", "the same, written out"),
    (WORDS.replace("{", '{"a": ' + "7" * 5_000 + ", "), "json-broken", "5,000 digits under an unknown key"),
    (WORDS.replace("{", '{"text": "", '), "json-broken", "a key twice"),
    (WORDS.replace("{", '{"a": {"b": 1, "b": 2}, '), "json-broken", "a key twice, further in"),
    (WORDS.replace("{", '{"te\\u0078t": "", '), "json-broken", "a key twice, once in escapes"),
    (f"[{WORDS}]", "json-broken", "a list"),
    ('"text"', "json-broken", "a string"),
    ("null", "json-broken", "null"),
    (f"{WORDS} {WORDS}", "json-broken", "two on one line"),
    (WORDS[:-1], "json-broken", "cut off"),
    (WORDS.replace("\\n", "\t", 1), "json-broken", "a control character in a string"),
    (WORDS.replace('"07BERN1"', "7"), "json-fields", "a number for an id"),
    (WORDS.replace('"Embassy Bern"', "[]"), "json-fields", "a list for a string"),
    (WORDS.replace('["https', '[1, "https'), "json-fields", "a number among addresses"),
    (WORDS.replace('"text"', '"texts"'), "json-fields", "no text"),
    (WORDS.replace("{", '{"stated": "x", '), "json-fields", "stated, and no object"),
    (WORDS.replace("{", '{"derived": [{}], '), "json-fields", "derived, and no names"),
    (WORDS.replace("07BERN1", "../../etc/passwd"), "reference-id-refused", "a path for an id"),
    (WORDS.replace("07BERN1", "\\ud800"), "reference-id-refused", "half a pair for an id"),
    (WORDS.replace("07BERN1", ""), "reference-id-refused", "nothing for an id"),
]


@pytest.mark.parametrize(("line", "code", "why"), REFUSED, ids=[each[2] for each in REFUSED])
def test_a_bad_line_costs_itself(line: str, code: str, why: str) -> None:
    told = found(LINE + b"\n" + line.encode() + b"\n" + LINE)
    assert [getattr(one, "code", "") for one in told] == ["", code, ""], why
    assert told[1].offset == len(LINE) + 1


KEPT = [
    ({"created": "yesterday"}, ("created-unreadable",), "no date"),
    ({"created": "2007-11-31T05:03:00Z"}, ("created-unreadable",), "no day of any calendar"),
    ({"created": "11/3/2007 5:03"}, (), "a date as tables have it"),
    ({"created": None}, (), "null is no date, and no fault"),
    ({"created": ""}, (), "nor is nothing"),
    ({"__proto__": {"text": "x"}}, ("keys-unknown",), "a key that other languages fear"),
    ({"remark": [[1]], "number": 1}, ("keys-unknown",), "an unknown key beside one of an export"),
    ({"text": telegram(1) + "\ud800"}, ("surrogate-lone",), "half a character: the gate refuses it"),
    ({"text": telegram(1) + "\U0001f600"}, (), "a whole one in two escapes"),
    ({"text": telegram(1, words="didnâ€™t")}, ("encoding-doubled",), "UTF-8 twice, in escapes"),
    ({"text": ""}, ("text-empty",), "no words"),
    ({"coverage": ["javascript:x", "https://a.example/"]}, (), "junk among addresses is left out"),
]


@pytest.mark.parametrize(("changes", "problems", "why"), KEPT, ids=[each[2] for each in KEPT])
def test_an_odd_line_is_kept_and_noted(
    changes: dict[str, object], problems: tuple[str, ...], why: str
) -> None:
    assert record(**changes).problems == problems, why


def test_nesting_is_counted_outside_strings_and_at_its_limit() -> None:
    brackets = "[{" * 1_000
    assert record(text=telegram(1) + brackets).problems == ()
    deep: object = 1
    for _ in range(DEEPEST - 1):
        deep = [deep]
    assert record(remark=deep).problems == ("keys-unknown",)


def test_what_an_export_read_from_the_text_is_not_stated() -> None:
    only = record(derived=["created", "classification"])
    assert (only.stated.created, only.stated.classification) == (None, None)
    assert only.stated.origin == "Embassy Bern"
    assert only.problems == ()


def test_of_a_public_edition_the_stated_fields_count() -> None:
    stated: dict[str, object] = {"created": None, "origin": None, "classification": "SECRET", "coverage": []}
    only = record(stated=stated, number=1, redactions=[{"start": 0, "end": 1}], telegram={})
    assert only.stated == StatedFields(reference_id="07BERN1", classification="SECRET")
    assert only.problems == ()


def test_lines_of_other_encodings_are_read_as_what_they_are() -> None:
    plain = json.dumps(CABLE | {"text": telegram(1, words="was in Zürich")}, ensure_ascii=False)
    told = found(b"\n".join([plain.encode(), plain.encode("latin-1")]))
    assert [(one.encoding, "Zürich" in one.text) for one in told if isinstance(one, RawRecord)] == [
        ("utf-8", True),
        ("cp1252", True),
    ]


RECOGNISED = [
    (LINE, "a line"),
    (b"\xef\xbb\xbf\r\n " + LINE, "behind a byte order mark and blanks"),
    (b'{"text": "' + b"x" * 70_000, "text first, and longer than what is looked at"),
    (b'{"broken\n' + LINE, "a first line that is broken"),
    (b'{"a": {"b": "}"}, "reference_id" : null, "text": ""}', "other keys in front"),
]
NOT_RECOGNISED = [
    (b"[" + LINE + b"]", "a list"),
    (b'{"a": {"text": "", "origin": ""}}', "the keys deeper than the first level"),
    (b'{"text": "x"}', "a text alone may be anything"),
    (b'{"reference_id": "07BERN1", "sent_at": null}', "what parse prints"),
    (b'["text": "", "origin": ""', "no object"),
    (json.dumps(CABLE, indent=1).encode(), "one object on many lines"),
]


@pytest.mark.parametrize(("head", "why"), RECOGNISED, ids=[each[1] for each in RECOGNISED])
def test_recognised(head: bytes, why: str) -> None:
    if why.startswith("text first"):
        head = head.replace(b"{", b'{"origin": "Embassy Bern", ')
    assert detect(head) is ndjson, why


@pytest.mark.parametrize(("head", "why"), NOT_RECOGNISED, ids=[each[1] for each in NOT_RECOGNISED])
def test_not_recognised(head: bytes, why: str) -> None:
    assert detect(head) is None, why


def test_the_limit_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for more, code in ((-1, ""), (0, ""), (1, "line-over-limit")):
        monkeypatch.setattr(limits, "FIELD", len(LINE) - more)
        told = found(LINE + b"\n" + LINE)
        assert [getattr(one, "code", "") for one in told] == [code] * 2
        assert told[1].offset == len(LINE) + 1


def test_memory_does_not_grow_with_the_file() -> None:
    """200 MB of lines, of which one is longer than all that may be held."""
    stream = Repeated(LINE[:-1] + b', "remark": "' + b"x" * 500_000 + b'"}\n', 300)
    endless = Repeated(b"x" * 1_000_000, 50)
    tracemalloc.start()
    read = sum(isinstance(one, RawRecord) for one in ndjson.read(stream, file="x"))
    (rejected,) = ndjson.read(endless, file="x")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == 300
    assert isinstance(rejected, RejectedRecord)
    assert peak < 5 * limits.FIELD


_WORDS = st.sampled_from(
    ["", "created", "07BERN2", "2007-11-03T05:03:00Z", "\ud800", "[{", "é", "https://a.b/"]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=9,
)


@given(st.dictionaries(st.sampled_from([*CABLE, "derived", "stated", "x"]), _VALUES), st.binary(max_size=3))
def test_no_object_breaks_it(said: dict[str, object], behind: bytes) -> None:
    data = json.dumps(CABLE | said).encode() + behind
    for one in found(data):
        if isinstance(one, RawRecord):
            assert data[one.offset :].startswith(one.raw)
