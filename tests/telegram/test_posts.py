"""Posts and their many writings. Add yours at the end."""

import pytest

from cableroom.telegram.posts import POSTS, find_post, post_named
from cableroom.telegram.tag_table import TAGS

WRITINGS = [
    # words, short name, why this line is here
    ("AMEMBASSY BERN", "BERN", "the usual addressee"),
    ("bern", "BERN", "case does not matter"),
    ("AMCONSUL HAMBURG", "HAMBURG", "a consulate"),
    ("SECSTATE WASHDC", "STATE", "the Department"),
    ("STATE", "STATE", "the Department in a reference"),
    ("TEL AVIV", "TELAVIV", "with a blank"),
    ("TELAVIV", "TELAVIV", "without a blank"),
    ("AMEMBASSYHANOI", "HANOI", "the blank is lost"),
    ("AMEMBASSY THE HAGUE", "THEHAGUE", "with its article"),
    ("HAGUE", "THEHAGUE", "without its article"),
    ("AMEMBASSY PORT-AU-PRINCE", "PORTAUPRINCE", "with hyphens"),
    ("RIO DE JANEIRO", "RIODEJANEIRO", "three words"),
    ("USUN", "USUNNEWYORK", "the mission in New York"),
    ("USMISSION USUN NEW YORK", "USUNNEWYORK", "the mission in full"),
    ("USMISSION GENEVA", "GENEVA", "a mission that is a city"),
    ("USMISSION UNVIE VIENNA", "UNVIEVIENNA", "not the embassy in Vienna"),
    ("VIENNA", "VIENNA", "not the mission in Vienna"),
    ("USEU", "USEUBRUSSELS", "not the embassy in Brussels"),
    ("AMEMBASSY BRUSSELS", "BRUSSELS", "not the mission to the Union"),
    ("USNATO", "USNATO", "not a city"),
    ("TAIPEI", "AITTAIPEI", "an institute, not an embassy"),
    ("AIT TAIPEI", "AITTAIPEI", "the institute in full"),
    ("HO CHI MINH CITY", "HOCHIMINHCITY", "four words"),
    ("HCMC", "HOCHIMINHCITY", "an abbreviation"),
    ("0TTAWA", "OTTAWA", "zero for O"),
    ("Embassy Buenos Aires", "BUENOSAIRES", "as the site writes it"),
]
NO_POSTS = ["", "AMEMBASSY", "NSC WASHINGTON DC", "AMEMBASSY ATLANTIS", "EU INTEREST COLLECTIVE"]


@pytest.mark.parametrize(("words", "short", "why"), WRITINGS, ids=[row[0] for row in WRITINGS])
def test_finds(words: str, short: str, why: str) -> None:
    post = find_post(words)
    assert post is not None, why
    assert post.short == short, why


@pytest.mark.parametrize("words", NO_POSTS)
def test_does_not_guess(words: str) -> None:
    assert find_post(words) is None


@pytest.mark.parametrize("short", POSTS)
def test_every_post_is_found_under_its_usual_writings(short: str) -> None:
    post = POSTS[short]
    assert short.isalpha()
    assert short == short.upper()
    assert post_named(post.name) == post
    for words in (short, short.lower(), f"AMEMBASSY {short}", f"AMCONSUL {short}", f"USMISSION {short}"):
        assert find_post(words) == post
    for alias in post.aliases:
        assert find_post(alias) == post


def test_every_host_country_is_a_geographic_tag() -> None:
    for post in POSTS.values():
        assert post.country is None or TAGS[post.country].kind == "geographic", post.short


def test_a_name_that_no_post_has() -> None:
    assert post_named("Embassy Atlantis") is None
