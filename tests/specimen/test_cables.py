"""The invented corpus: the same each time, no cable like the other, all shaped like the real one."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from itertools import combinations, islice
from statistics import mean

import pytest

from cableroom.specimen import SpecimenCable, cables
from cableroom.specimen.plan import plan
from cableroom.specimen.topics import topics
from cableroom.telegram.posts import POSTS, find_post
from cableroom.telegram.tag_table import TAGS

COUNT = 1200
NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}")


@pytest.fixture(scope="module")
def corpus() -> list[SpecimenCable]:
    return list(cables(COUNT, seed=5))


def squeezed(text: str) -> str:
    return " ".join(text.split())


# -- the same each time --


def test_the_same_seed_gives_the_same_cables() -> None:
    assert list(cables(30, seed=9)) == list(cables(30, seed=9))


def test_the_bytes_are_those_of_the_last_release() -> None:
    """A change here changes every demo and every figure: mean it, and say so in the changelog."""
    whole = "".join(cable.text + json.dumps(cable.truth) for cable in cables(200, seed=2010))
    assert sha256(whole.encode()).hexdigest().startswith("9a27c8269604c527")


def test_another_seed_gives_others() -> None:
    assert not {cable.text for cable in cables(30, seed=9)} & {cable.text for cable in cables(30, seed=10)}


def test_a_longer_corpus_begins_with_the_shorter_one(corpus: list[SpecimenCable]) -> None:
    assert list(cables(40, seed=5)) == corpus[:40]


def test_nothing_is_computed_before_it_is_asked_for() -> None:
    assert next(cables(10**9, seed=1)).number == 1


# -- shaped like the real one --


def test_lengths_are_near_the_real_mean(corpus: list[SpecimenCable]) -> None:
    lengths = sorted(len(cable.text.split()) for cable in corpus)
    assert mean(lengths) == pytest.approx(1040, rel=0.1)
    assert lengths[COUNT // 10] < 450, "many are short"
    assert lengths[-COUNT // 20] > 2200, "some are long"


def test_tags_are_near_the_real_mean(corpus: list[SpecimenCable]) -> None:
    numbers = [len(cable.truth["tags"]) for cable in corpus]
    assert mean(numbers) == pytest.approx(5, abs=0.5)
    assert numbers.count(0) / COUNT == pytest.approx(0.05, abs=0.02)


SHARES = [
    # what it is, share in the real set, how far ours may be off
    ("PREL", 0.58, 0.08),
    ("PGOV", 0.49, 0.08),
    ("PHUM", 0.22, 0.08),
    ("ECON", 0.195, 0.06),
    ("PTER", 0.115, 0.04),
]


@pytest.mark.parametrize(("code", "share", "off"), SHARES, ids=[row[0] for row in SHARES])
def test_tags_are_as_frequent(corpus: list[SpecimenCable], code: str, share: float, off: float) -> None:
    bearing = sum(code in {tag["code"] for tag in cable.truth["tags"]} for cable in corpus)
    assert bearing / COUNT == pytest.approx(share, abs=off)


def test_classifications_are_as_frequent(corpus: list[SpecimenCable]) -> None:
    levels = Counter(cable.classification.partition("//")[0] for cable in corpus)
    assert levels["UNCLASSIFIED"] / COUNT == pytest.approx(0.533, abs=0.05)
    assert levels["CONFIDENTIAL"] / COUNT == pytest.approx(0.405, abs=0.05)
    assert levels["SECRET"] / COUNT == pytest.approx(0.062, abs=0.03)


def test_years_and_origins_are_as_frequent() -> None:
    planned = list(islice(plan(3), 20_000))
    years = Counter(one.sent_at.year for one in planned)
    assert years[2009] / 20_000 == pytest.approx(0.226, abs=0.02)
    assert years[2010] / 20_000 == pytest.approx(0.036, abs=0.01)
    assert all(one.sent_at < datetime(2010, 3, 1, tzinfo=UTC) for one in planned)
    origins = Counter(one.post for one in planned)
    assert {"STATE", "ANKARA", "BAGHDAD"} <= {post for post, _count in origins.most_common(5)}
    assert len(origins) > 200


# -- numbers and references --


def test_ids_are_unique_and_numbers_rise_with_time() -> None:
    planned = list(islice(plan(4), 20_000))
    assert len({one.reference_id for one in planned}) == len(planned)
    by_post_and_year: dict[tuple[str, int], list[tuple[int, datetime]]] = {}
    for one in planned:
        by_post_and_year.setdefault((one.post, one.sent_at.year), []).append((one.serial, one.sent_at))
    for numbered in by_post_and_year.values():
        times = [sent_at for _serial, sent_at in sorted(numbered)]
        assert times == sorted(times)


def test_references_mostly_lead_to_earlier_cables_of_the_corpus() -> None:
    planned = list(islice(plan(4), 5000))
    times = {one.reference_id: one.sent_at for one in planned}
    cited = [(reference.reference_id, one.sent_at) for one in planned for reference in one.cited]
    found = [(times[target], sent_at) for target, sent_at in cited if target in times]
    assert len(found) > 0.75 * len(cited)
    assert all(target < sent_at for target, sent_at in found)


def test_stories_go_on(corpus: list[SpecimenCable]) -> None:
    """A cable that answers another speaks of the same matter, and names some of the same people."""
    planned = list(islice(plan(5), COUNT))
    chapters = [one for one in planned if one.chapter]
    assert len(chapters) > COUNT / 10
    for one in chapters:
        first = planned[one.story]
        assert (first.country, first.chapter) == (one.country, 0)
        assert first.sent_at < one.sent_at
    named = [
        {name for name in NAME.findall(squeezed(corpus[place].body)) if corpus[place].body.count(name) > 1}
        for place in range(COUNT)
    ]
    assert mean(len(named[one.index] & named[one.story]) for one in chapters) > 3


# -- the texts --


def test_no_two_cables_read_alike(corpus: list[SpecimenCable]) -> None:
    """Of the runs of eight words of a cable, no other cable has more than a quarter."""
    holders: dict[tuple[str, ...], list[int]] = {}
    sizes = []
    for place, cable in enumerate(corpus[:400]):
        words = cable.body.split()
        runs = {tuple(words[at : at + 8]) for at in range(len(words) - 8)}
        sizes.append(len(runs))
        for run in runs:
            holders.setdefault(run, []).append(place)
    shared = Counter(pair for places in holders.values() for pair in combinations(places, 2))
    assert max(count / min(sizes[one], sizes[other]) for (one, other), count in shared.items()) < 0.25


def test_no_sentence_stands_twice_in_a_cable(corpus: list[SpecimenCable]) -> None:
    for cable in corpus[:300]:
        sentences = [s for s in re.split(r"(?<=[a-z])[.] ", squeezed(cable.body)) if s.count(" ") > 8]
        assert len(sentences) == len(set(sentences)), cable.reference_id


def test_no_gap_is_left_open(corpus: list[SpecimenCable]) -> None:
    for cable in corpus:
        assert not set("{}<>%") & set(cable.text), cable.reference_id
        assert ",," not in cable.text, cable.reference_id


def test_lines_are_short_and_ascii(corpus: list[SpecimenCable]) -> None:
    for cable in corpus:
        assert cable.text.isascii()
        assert max(map(len, cable.body.splitlines())) <= 80, cable.reference_id


def test_no_line_looks_like_a_paragraph_that_is_none(corpus: list[SpecimenCable]) -> None:
    for cable in corpus:
        numbers = [int(found) for found in re.findall(r"^([0-9]{1,3})\.(?=[ (])", cable.body, re.MULTILINE)]
        assert numbers == [paragraph["number"] for paragraph in cable.truth["paragraphs"]]


def test_the_truth_stands_in_the_text(corpus: list[SpecimenCable]) -> None:
    for cable in corpus:
        text, truth = squeezed(cable.text), cable.truth
        assert truth["reference_id"] == cable.reference_id
        assert f"SUBJECT: {truth['subject']}" in text
        assert text.endswith(truth["signed_by"])
        assert (truth["classified_by"] or "") in text
        for reference in truth["references"]:
            assert reference["text"] in text
        for addressee in (*truth["to"], *truth["info"]):
            assert addressee["name"] in text
        assert truth["sections"] == 1 or f"SECTION 01 OF {truth['sections']:02}" in cable.body
        json.dumps(truth)


def test_names_that_are_protected_once_stand_elsewhere_too(corpus: list[SpecimenCable]) -> None:
    protected = {
        mark["name"]: cable.reference_id
        for cable in corpus
        for mark in cable.truth["marks"]
        if mark["kind"] == "protect"
    }
    texts = {cable.reference_id: squeezed(cable.text) for cable in corpus}
    elsewhere = [
        name
        for name, reference_id in protected.items()
        if any(name in text for other, text in texts.items() if other != reference_id)
    ]
    assert len(protected) > 50
    assert len(elsewhere) > 10, "an editor must find them in the other cables"


def test_the_posts_exist_and_are_addressed_as_usual(corpus: list[SpecimenCable]) -> None:
    names = {post.name for post in POSTS.values()}
    for cable in corpus:
        assert cable.origin in names
        sender = find_post(cable.truth["from"]["name"])
        assert sender is not None
        assert sender.name == cable.origin


def test_topics_use_known_tags() -> None:
    assert len(topics()) >= 20
    for topic in topics():
        assert {*topic.tags, *topic.more} <= set(TAGS), topic.key
