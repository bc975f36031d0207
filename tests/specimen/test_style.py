"""The sentences of invented cables have no slips that a proof-reader would mark."""

import re
from itertools import product

import pytest

from cableroom.specimen import cables
from cableroom.specimen.shape import read

COUNT = 500
FURNITURE = re.compile(r"\n\n[A-Z ]+ [0-9]{8}  [0-9.]+ OF [0-9]{3}\n\n")
# Told by sound: "a union", "an hour".
CONSONANT = r"(?:u\b|uni|us|eu|one\b|once\b|u[kt])"
VOWEL = r"(?:[aeiou]|hour|honest|honor|heir)"
A_FOR_AN = rf"\ba +(?!{CONSONANT}){VOWEL}"
AN_FOR_A = rf"\ban +(?:(?!{VOWEL})[a-z]|{CONSONANT})"
SLIPS = [
    # what it looks like, why this line is here
    (r"\b([a-z]+) +\1\b", "a word twice"),
    (r"\b(?:the|a|an|his|her) +(?:the|a|an) ", "two articles"),
    (r" [,;:.?!)]", "a blank before a mark"),
    (r"[,;:]{2}|,\.|\.,|\.\.|\( ", "two marks, or a blank behind a bracket"),
    (r"(?-i:[a-z0-9]\.\"? +[a-z])", "a sentence that begins in lower case"),
    (A_FOR_AN, "'a' before a vowel"),
    (AN_FOR_A, "'an' before a consonant"),
]


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    """The paragraphs of the cables, each on one line."""
    bodies = [FURNITURE.sub("\n", cable.body) for cable in cables(COUNT, seed=77)]
    numbered = [re.sub(r"^.*?(?=\n\n1\. )", "", body, flags=re.DOTALL) for body in bodies]
    return [" ".join(block.split("\n")) for body in numbered for block in body.split("\n\n")]


@pytest.mark.parametrize(("pattern", "slip"), SLIPS, ids=[row[1] for row in SLIPS])
def test_no_slip(blocks: list[str], pattern: str, slip: str) -> None:
    found = re.compile(pattern, re.IGNORECASE)
    near = {
        block[max(0, at.start() - 20) : at.end() + 20] for block in blocks for at in found.finditer(block)
    }
    assert near == set(), slip


ARTICLE = re.compile(r"(?<![A-Za-z])(?:an?|<[^<>]*\ban?>) (?:<[^<>]*>|\{\w+\}|\w+)", re.IGNORECASE)
TEMPLATES = [
    (template, topic.get("pick", {}))
    for topic in (
        *({"frames": read("frames")[name]} for name in read("frames")),
        *(
            topic
            for file in ("economy", "politics", "society", "security")
            for topic in read(f"topics/{file}")["topic"]
        ),
    )
    for rows in topic.values()
    if isinstance(rows, list)
    for template in rows
]


def test_articles_fit_every_choice_of_the_tables() -> None:
    wrong = [
        said
        for template, picks in TEMPLATES
        for found in ARTICLE.finditer(_picked(template, picks))
        for said in _expansions(found[0])
        if re.search(A_FOR_AN, said, re.IGNORECASE) or re.search(AN_FOR_A, said, re.IGNORECASE)
    ]
    assert wrong == []


def _picked(template: str, picks: dict[str, str]) -> str:
    """The template with the words of its topic to choose from in place of their slots."""
    for slot, words in picks.items():
        template = template.replace(f"{{{slot}}}", f"<{words}>")
    return template


def _expansions(template: str) -> list[str]:
    parts = re.split(r"<([^<>]*)>", template)
    return [
        "".join(said)
        for said in product(*(part.split("|") if at % 2 else [part] for at, part in enumerate(parts)))
    ]


def test_no_topic_takes_a_word_that_all_sentences_use() -> None:
    """A topic with a ``house`` of its own once gave "71 of the chapel seats"."""
    used = {
        slot for rows in read("frames").values() for row in rows for slot in re.findall(r"\{(\w+)\}", row)
    }
    assert {slot for _template, picks in TEMPLATES for slot in picks} & used == set()
