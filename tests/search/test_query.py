"""Queries: what is understood, what is repaired, and that nothing is an error."""

import pytest
from hypothesis import example, given, strategies

from cableroom.public.search.base import And, Field, Not, Or, Phrase, Reference, Word
from cableroom.public.search.query import LONGEST, MOST_TERMS, describe, parse_query
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
    ("a 07BERN881", And((A, Or((Reference("07BERN881"), Word("07BERN881"))))), "an id among words"),
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
    ("created:2007..2009", "no value of that field", And((Word("created"), Word("2007..2009")))),
    ("tag: a", "no value follows", And((Word("tag"), A))),
    ("***", "Wildcards", And(())),
    ("a*", "Wildcards", A),
    ("a~2 b^3", "distances", And((A, B))),
    ("a NEAR/5 b", "distances", And((A, B))),
    ("a /p b", "distances", And((A, B))),
    ("a \N{SNOWMAN}", "letter or digit", A),
    ("a\x00b", "cannot be seen", Word("ab")),
    ("a\ud800", "cannot be seen", A),
    ("(" * 20 + "a", "deeper than", A),
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


SAID = [
    ("", "all cables"),
    ("a b", "cables containing “a” and containing “b”"),
    ('"a b" -c', "cables containing the phrase “a b” and not containing “c”"),
    ("a (b OR c)", "cables containing “a” and (containing “b” or containing “c”)"),
    ("created:2007", "cables of creation date 2007"),
    ("07BERN881", "cables named 07BERN881 or citing it or containing “07BERN881”"),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_says_a_query_in_words(text: str, said: str) -> None:
    assert describe(parse_query(text)) == said


SIGNS = "\"“”«()-+:*~^/ \n\x00aABNDORT'1.,é\ud800\u200b"


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
