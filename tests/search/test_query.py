"""Queries: what is understood, what is repaired, and that nothing is an error."""

import pytest
from hypothesis import example, given, strategies

from cableroom.public.search.describing import describe
from cableroom.public.search.query import LONGEST, MOST_TERMS, parse_query
from cableroom.public.search.tree import (
    And,
    Between,
    Field,
    Like,
    Near,
    Not,
    Or,
    Phrase,
    Quorum,
    Reference,
    Together,
    Word,
)
from growth import check_linear

A, B, C = Word("a"), Word("b"), Word("c")
UNDERSTOOD = [
    # text, node, why
    ("", And(()), "nothing is everything"),
    ("a", A, "a word"),
    ("a b", And((A, B)), "a blank is AND"),
    ("a AND b", And((A, B)), "so is AND"),
    ("a OR b", Or((A, B)), "either"),
    ("a || b", Or((A, B)), "as programmers write it"),
    ("a b OR c", Or((And((A, B)), C)), "AND binds closer"),
    ("a (b OR c)", And((A, Or((B, C)))), "a group"),
    ("-a b", And((Not(A), B)), "a minus"),
    ("a -(b OR c)", And((A, Not(Or((B, C))))), "a group excluded"),
    ('-"a b" c', And((Not(Phrase("a b")), C)), "a phrase excluded"),
    ("a NOT b", And((A, Not(B))), "NOT"),
    ("a-b", Word("a-b"), "a hyphen within a word"),
    ('"a b"', Phrase("a b"), "a phrase"),
    ('a"b c"', And((A, Phrase("b c"))), "a quotation mark ends a word"),
    ("tag:PREL", Field("tag", "PREL"), "a field"),
    ('tag:"a, b"', Field("tag", "A_B"), "its value in quotes"),
    ("tag:“a, b”", Field("tag", "A_B"), "in curly ones"),
    ("created:2007-1", Field("created", "2007-01"), "a month of one digit"),
    ("class:SECRET//NOFORN", Field("classification", "secret-noforn"), "signs in a value"),
    ("a)b c) d", And((Word("a)b"), Word("c)"), Word("d"))), "parentheses that are none"),
    ("1.4(b)", Word("1.4(b)"), "parentheses in a word"),
    ("iran's", Word("iran"), "the possessive goes"),
    ("'s", Word("'s"), "but not the whole word"),
    ("and or not", And((Word("and"), Word("or"), Word("not"))), "small letters are words"),
    ("07BERN881", Or((Reference("07BERN881"), Word("07BERN881"))), "a reference id"),
    ("BERN 881", Or((Reference("BERN881"), And((Word("BERN"), Word("881"))))), "without its year"),
    ("resolution 1718", And((Word("resolution"), Word("1718"))), "a word and a number are no id"),
    ("body:07BERN881", Together(Word("07BERN881")), "in the body an id is a word"),
    ("=a", Word("a", exact=True), "an exact word"),
    ('="a b"', Phrase("a b", exact=True), "an exact phrase"),
    ("abc*", Like("abc*"), "a beginning"),
    ("Kazák?stan", Like("kazak?stan"), "one letter, folded"),
    ("abc~", Like("abc", 1), "a letter apart"),
    ("a NEAR/5 b", Near(A, B, 5), "near"),
    ("a NEAR/5 b NEAR/2 c", And((Near(A, B, 5), Near(B, C, 2))), "a chain"),
    ('"a b c"~2', And((Near(A, B, 2), Near(B, C, 2))), "a phrase with a distance"),
    ("a /p b", Together(And((A, B))), "one paragraph"),
    ("a /p b /p c", Together(And((A, B, C))), "three in one"),
    ("a /p (b OR c)", Together(And((A, Or((B, C))))), "a group in one"),
    ("-a /p b c", And((Not(Together(And((A, B)))), C)), "NOT binds less than /p"),
    ("a /p -b", Together(And((A, Not(B)))), "one paragraph without a word"),
    ("a /p NOT (b c)", Together(And((A, Not(And((B, C)))))), "without some of them together"),
    ("a /P b", Together(And((A, B))), "in a capital"),
    ("subject:a", Word("a", "subject"), "in the subject"),
    ("subject:(a OR b)", Or((Word("a", "subject"), Word("b", "subject"))), "a group in the subject"),
    ("subject:(a tag:PREL)", And((Word("a", "subject"), Field("tag", "PREL"))), "with a field of its own"),
    ("body:a", Together(A), "in the body"),
    ("tag:(a OR b)", Or((Field("tag", "A"), Field("tag", "B"))), "a group of values"),
    ("2OF(a b c)", Quorum(2, (A, B, C)), "two of three"),
    ("2OF(a (b OR c))", Quorum(2, (A, Or((B, C)))), "one of them a group"),
    ("created:2007..2008-02", Between("created", "2007-01-01", "2008-02-29"), "a range of days"),
    ("created:>2007", Between("created", "2008-01-01", None), "after a year"),
    ("created:<2007-03", Between("created", None, "2007-02-28"), "before a month"),
    ("released:[2010 TO *]", Between("released", "2010-01-01", None), "in brackets"),
    ("id:BERN881", Reference("BERN881"), "an id by its field"),
    ("to:beijing", Field("to", "embassy-beijing"), "a keyword"),
    ("a 07BERN881", And((A, Or((Reference("07BERN881"), Word("07BERN881"))))), "an id among words"),
    (
        "-07BERN881",
        Not(Or((Reference("07BERN881"), Word("07BERN881")))),
        "an id excluded is not found as well",
    ),
    ("=07BERN881", Word("07BERN881", exact=True), "as it is written an id names no cable"),
    ('"07BERN881"', Phrase("07BERN881"), "nor does it in quotes"),
    ("a 07BERN881,", And((A, Or((Reference("07BERN881"), Word("07BERN881"))))), "in a list of them"),
    (
        "(a [07BERN881].)",
        And((A, Or((Reference("07BERN881"), Word("07BERN881"))))),
        "in brackets, in a sentence",
    ),
    ("#07BERN881", Or((Reference("07BERN881"), Word("07BERN881"))), "as the cable page says to post it"),
    ("BERN 881.", Or((Reference("BERN881"), And((Word("BERN"), Word("881."))))), "at the end of a sentence"),
    ("https://a.example/cable/07BERN881?hl=b+c#p3", Reference("07BERN881"), "a hit's address, pasted"),
    ("https://a.example/cable/07BERN881.json", Reference("07BERN881"), "a twin's"),
    ("https://a.example/cable/07BERN881/related", Reference("07BERN881"), "that of related cables"),
    ("http://a.example/cable.php?id=07BERN881&q=b", Reference("07BERN881"), "one of cablegatesearch"),
    ("http://a.example/cables/1975BERN00881_b.html", Reference("75BERN881"), "one of PlusD"),
    ("a https://a.example/cable/07BERN881#p3", And((A, Reference("07BERN881"))), "an address among words"),
    ('"a.example/cable/07BERN881"', Phrase("a.example/cable/07BERN881"), "an address in quotes is words"),
    ("-a.example/cable/07BERN881", Not(Reference("07BERN881")), "an address excluded"),
    ("ref:https://a.example/cable/07BERN881", Field("ref", "07BERN881"), "as the value of a field"),
    ('"a b"^2 c', And((Phrase("a b"), C)), "a weight behind a phrase"),
    ("(a OR b)^0.5 c", And((Or((A, B)), C)), "behind a group, and with a point"),
    ("a^2.5 b", And((A, B)), "and behind a word"),
    ("=a NEAR/5 =b", Near(Word("a", exact=True), Word("b", exact=True), 5), "near, both as written"),
    (
        "=vane NEAR/5 =vanes",
        Near(Word("vane", exact=True), Word("vanes", exact=True), 5),
        "as they are written these are two words",
    ),
    ("København*", Like("kobenhavn*"), "letters that are no letter with an accent"),
    ("Łód?", Word("Łód?"), "a question mark at the end"),
    ("Łód*", Like("lod*"), "another"),
    ("tag:CLINTON_HILLARY", Field("tag", "CLINTON_HILLARY"), "a tag as addresses and JSON have it"),
    ("tag:AL~2dA_B", Field("tag", "AL~2dA_B"), "with an escaped sign"),
    ("tag:clinton,hillary", Field("tag", "CLINTON_HILLARY"), "without a blank"),
    (
        "tag:terrorism",
        Or((Field("tag", "TERRORISM"), Field("tag", "PTER"), Field("tag", "KTFN"))),
        "by its meaning",
    ),
    ("tag:=terrorism", Field("tag", "TERRORISM"), "and not by it"),
    ("tag:PTER", Field("tag", "PTER"), "a code has no other"),
    (
        "from:peking",
        Or((Field("origin", "liaison-office-peking"), Field("origin", "embassy-beijing"))),
        "a post and the one that went on under another name",
    ),
    ("from:=peking", Field("origin", "liaison-office-peking"), "that alone"),
    ("from:liaison-office-peking", Field("origin", "liaison-office-peking"), "named in full"),
    ("from:beijing", Field("origin", "embassy-beijing"), "not the one before it"),
]


@pytest.mark.parametrize(("text", "node", "why"), UNDERSTOOD, ids=[row[2] for row in UNDERSTOOD])
def test_understands(text: str, node: object, why: str) -> None:
    assert parse_query(text).node == node, why


QUIET = [
    "",
    "a",
    "a b",
    '"a b"',
    "-a b",
    "a OR b",
    "tag:PREL",
    "05:03",
    "a - b",
    "it's",
    "+a",
    "1.4(b)",
    "C++",
    "jet NEAR/5 vane",
    "jet /p vane",
    "vane*",
    "2OF(a b c)",
    "created:2007..2009",
    "subject:(a OR b)",
    '"what is it?"',
    '"a b"^2',
    "https://a.example/cable/07BERN881?hl=b#p3",
]


@pytest.mark.parametrize("text", QUIET)
def test_says_nothing_where_nothing_was_repaired(text: str) -> None:
    assert parse_query(text).warnings == ()


REPAIRED = [
    # text, a word of the note, what is left of the query
    ('"a b', "not closed", Phrase("a b")),
    ("(a", "not closed", A),
    (") a", "closes nothing", A),
    ("a OR", "OR was left out", A),
    ("OR a", "OR was left out", A),
    ("a AND", "AND was left out", A),
    ("AND a", "AND was left out", A),
    ("a NOT", "NOT was left out", A),
    ("AND OR NOT", "left out", And(())),
    ("-a", "only excludes", Not(A)),
    ("-a -b", "only excludes", And((Not(A), Not(B)))),
    ("a:", "no field", A),
    ("x:y", "no field", And((Word("x"), Word("y")))),
    ('x:"y z"', "no field", And((Word("x"), Phrase("y z")))),
    ("created:soon", "no value of that field", And((Word("created"), Word("soon")))),
    ("created:2007-02-30", "no value of that field", And((Word("created"), Word("2007-02-30")))),
    ("tag: a", "no value follows", And((Word("tag"), A))),
    ("***", "letter or digit", And(())),
    ("a*", "at least 3 letters", A),
    ("a?c*", "at least 3 letters", Word("ac")),
    ("a~2 b^3", "Letters may differ", And((A, B))),
    ("abc~3", "At most 2 letters", Like("abc", 2)),
    ("a NEAR/99 b", "At most 30 words", Near(A, B, 30)),
    ("a NEAR/5 a", "two different words", A),
    ('a NEAR/5 "b c"', "two single words", And((A, Phrase("b c")))),
    ("a NEAR/5", "NEAR was left out", A),
    ("/p a", "/p was left out", A),
    ("a /p tag:PREL", "/p stands between", And((A, Field("tag", "PREL")))),
    ("=a /p b", "by their stems", Together(And((Word("a", exact=True), B)))),
    ('"a b"~40', "At most 30 words", Near(A, B, 30)),
    ("3OF(a b)", "only 2", Quorum(2, (A, B))),
    ("created:2007..soon", "no value of that field", And((Word("created"), Word("2007..soon")))),
    ("has:zebra", "no value of that field", And((Word("has"), Word("zebra")))),
    ("a \N{SNOWMAN}", "letter or digit", A),
    ("a\x00b", "cannot be seen", Word("ab")),
    ("a\ud800", "cannot be seen", A),
    ("(" * 20 + "a", "deeper than", A),
    ("=a NEAR/5 b", "= was left out", Near(A, B, 5)),
    ("a NEAR/5 =b", "= was left out", Near(A, B, 5)),
    ("(a b) NEAR/5 c", "two single words", And((And((A, B)), C))),
    ("subject:a /p b", "/p stands between", And((Word("a", "subject"), B))),
    ("(a OR subject:b) /p c", "/p stands between", And((Or((A, Word("b", "subject"))), C))),
    ('"a bcd*"', "stand for no letters", Phrase("a bcd*")),
    ('"a bcd*"~3', "stand for no letters", Near(A, Word("bcd"), 3)),
    ("from:bern*", "stand for no letters", Field("origin", "embassy-bern")),
    ("para:S*", "stand for no letters", Field("para", "s")),
    ("created:07-11", "no value of that field", And((Word("created"), Word("07-11")))),
    ("created:2007-11..12", "no value of that field", And((Word("created"), Word("2007-11..12")))),
    ("created:2009..2007", "ends before it begins", Between("created", "2009-01-01", "2007-12-31")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "note", "node"), REPAIRED, ids=[ascii(row[0]) for row in REPAIRED])
def test_repairs_and_says_so(text: str, note: str, node: object) -> None:
    query = parse_query(text)
    assert query.node == node
    assert any(note in warning for warning in query.warnings), query.warnings


def test_limits_at_the_edge() -> None:
    assert parse_query("x" * LONGEST).warnings == ()
    assert parse_query("x" * (LONGEST + 1)).text == "x" * LONGEST
    assert "first 256" in parse_query("x" * (LONGEST + 1)).warnings[0]
    many = [f"w{number}" for number in range(MOST_TERMS + 1)]
    assert parse_query(" ".join(many[:-1])).warnings == ()
    cut = parse_query(" ".join(many))
    assert cut.node == And(tuple(map(Word, many[:-1])))
    assert "first 16" in cut.warnings[0]


def test_each_note_is_said_once() -> None:
    assert len(parse_query("a* b* c* x:1 x:2").warnings) == 2


def test_places_point_into_the_query() -> None:
    query = parse_query('  tag:PREL   "air koryo"  =vane bad:x ')
    assert isinstance(query.node, And)
    shown = [query.text[node.at[0] : node.at[1]] for node in query.node.nodes[:3]]  # type: ignore[union-attr]  # leaves
    assert shown == ["tag:PREL", '"air koryo"', "=vane"]
    assert [query.text[notice.at[0] : notice.at[1]] for notice in query.notices] == ["bad:x"]


SAID = [
    ("", "all cables"),
    ("a b", "cables containing “a” and containing “b”"),
    ('"a b" -c', "cables containing the phrase “a b” and not containing “c”"),
    ("a (b OR c)", "cables containing “a” and (containing “b” or containing “c”)"),
    ("created:2007", "cables created in 2007"),
    ("created:2007-11-03", "cables created on 2007-11-03"),
    ("created:2007..2008", "cables created from 2007-01-01 to 2008-12-31"),
    ("released:>2010", "cables released from 2011-01-01 on"),
    ("jet NEAR/5 vane", "cables containing “jet” with at most 5 words between it and “vane”"),
    ("jet /p iran", "cables with one paragraph containing “jet” and containing “iran”"),
    ("=jet", "cables containing exactly “jet”"),
    ("jet*", "cables containing a word like “jet*”"),
    ("jet~2", "cables containing “jet” or a word two letters apart"),
    ("subject:jet", "cables with a subject containing “jet”"),
    ("2OF(a b c)", "cables with at least 2 of these: containing “a”; containing “b”; containing “c”"),
    ("to:beijing", "cables addressed to embassy-beijing"),
    ("07BERN881", "cables named 07BERN881 or citing it or containing “07BERN881”"),
    ("id:07BERN881 a", "cables (named 07BERN881 or citing it) and containing “a”"),
    ("(a /p b) c", "cables (with one paragraph containing “a” and containing “b”) and containing “c”"),
    ("-(a /p b) c", "cables not (with one paragraph containing “a” and containing “b”) and containing “c”"),
    ("body:a b", "cables (with one paragraph containing “a”) and containing “b”"),
    ("2OF(a b) c", "cables (with at least 2 of these: containing “a”; containing “b”) and containing “c”"),
    ("=a NEAR/5 =b", "cables containing exactly “a” with at most 5 words between it and exactly “b”"),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_says_a_query_in_words(text: str, said: str) -> None:
    assert describe(parse_query(text)) == said


SIGNS = "\"“”«()-+:*?=~^/.<>2OF \n\x00aABNDORT'1.,é\ud800\u200b"


@given(strategies.one_of(strategies.text(max_size=400), strategies.text(SIGNS, max_size=300)))
@example("(" * 300)
@example("NOT " * 100)
@example("a:" * 128)
@example('"' * 256)
def test_no_text_is_an_error(text: str) -> None:
    query = parse_query(text)
    assert len(query.text) <= LONGEST
    assert describe(query).startswith(("cables", "all cables"))
    query.text.encode()


@pytest.mark.parametrize(
    "unit", ["(", ")", '"', "a:", "-", "NOT ", "x:y ", "a*", "a OR ", "\x00", "a ", "(a "]
)
def test_time_grows_with_the_length_of_a_query(unit: str) -> None:
    check_linear(lambda size: parse_query(unit * (size // len(unit))))
