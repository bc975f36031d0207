"""Posts and their many writings. Add yours at the end."""

import json
from pathlib import Path

import pytest

from cableroom.telegram.posts import POSTS, find_post, writings
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
    assert find_post(post.name) == post
    for words in (short, short.lower(), f"AMEMBASSY {short}", f"AMCONSUL {short}"):
        assert find_post(words) == post
    # The mission in Berlin was one beside the embassy there.
    assert find_post(f"USMISSION {short}") == (post if short != "BERLIN" else POSTS["USBERLIN"])
    for alias in post.aliases:
        assert find_post(alias) == post


def test_every_host_country_is_a_geographic_tag() -> None:
    for post in POSTS.values():
        assert post.country is None or TAGS[post.country].kind == "geographic", post.short


def test_no_alias_hides_a_short_name_and_none_is_on_two_posts() -> None:
    squeezed = [
        ("".join(filter(str.isalnum, alias.upper())), post.short)
        for post in POSTS.values()
        for alias in post.aliases
    ]
    assert all(alias == short or alias not in POSTS for alias, short in squeezed)
    assert len({alias for alias, _short in squeezed}) == len(squeezed)
    names = [post.name.casefold() for post in POSTS.values()]
    assert len(set(names)) == len(names)
    assert {writing for writing in writings() if not writing.isalnum()} == set()


def test_the_table_is_in_order_and_large_enough() -> None:
    assert list(POSTS) == sorted(POSTS)
    assert len(POSTS) >= 400
    assert {post.kind for post in POSTS.values()} == {
        *("embassy", "consulate", "branch-office", "regional-office", "liaison-office", "interests-section"),
        *("institute", "mission", "delegation", "department", "command", "office", "team", "series"),
    }


# Hosts so large that two of their towns may lie far apart, in degrees.
LARGE_HOSTS = {"US": 95, "CA": 75, "RS": 105, "BR": 40, "AS": 40, "MX": 32, "CH": 25, "ID": 20, "PO": 20}


@pytest.mark.parametrize("short", POSTS)
def test_places_are_on_the_globe_and_near_others_of_the_country(short: str) -> None:
    post = POSTS[short]
    if post.latitude is None or post.longitude is None:
        assert post.longitude is None
        assert post.kind in ("series", "delegation", "team")
        return
    assert -90 <= post.latitude <= 90
    assert -180 <= post.longitude <= 180
    for other in POSTS.values():
        if other.country == post.country and other.country and other.latitude and other.longitude:
            limit = LARGE_HOSTS.get(post.country or "", 17)
            assert abs(post.latitude - other.latitude) < limit, (short, other.short)
            assert abs(post.longitude - other.longitude) < limit, (short, other.short)


SUCCESSIONS = [
    # old, new, why this line is here
    ("DACCA", "DHAKA", "spelt anew in 1982; the files of 1973 to 1979 have DACCA"),
    ("JIDDA", "JEDDAH", "the embassy went to Riyadh, a consulate stayed"),
    ("PEKING", "BEIJING", "a liaison office that became an embassy"),
    ("SAIGON", "HOCHIMINHCITY", "an embassy, and much later a consulate"),
    ("LENINGRAD", "STPETERSBURG", "a city with another name"),
    ("KIEV", "KYIV", "spelt anew in 2006; the set holds both"),
    ("CALCUTTA", "KOLKATA", "the set holds both"),
    ("MADRAS", "CHENNAI", "the set holds both"),
    ("BELIZE", "BELMOPAN", "the embassy moved"),
    ("SALISBURY", "HARARE", "another country's name, too"),
    ("LOURENCOMARQUES", "MAPUTO", "a consulate, and then an embassy"),
    ("TANANARIVE", "ANTANANARIVO", "a station of its own in the files: TANANA"),
    ("FORTLAMY", "NDJAMENA", "renamed in 1973"),
    ("BATHURST", "BANJUL", "renamed in 1973"),
    ("USCINCPAC", "USPACOM", "a command, addressed by its commander"),
]


@pytest.mark.parametrize(("old", "new", "why"), SUCCESSIONS, ids=[row[0] for row in SUCCESSIONS])
def test_a_renamed_post_has_both_names(old: str, new: str, why: str) -> None:
    post = find_post(old)
    assert post is not None, why
    assert post.successor == new, why
    assert find_post(new) == POSTS[new]


def test_successions_lead_somewhere_and_time_runs_forward() -> None:
    for post in POSTS.values():
        assert post.successor is None or post.successor in POSTS
        assert post.since is None or post.until is None or post.since <= post.until
        seen = {post.short}
        while post.successor is not None:
            later = POSTS[post.successor]
            assert later.short not in seen
            if post.until is not None and later.since is not None:
                assert later.since - 1 <= post.until or later.short == "HOCHIMINHCITY"
            seen.add(later.short)
            post = later  # noqa: PLW2901 - down the line


FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "corpus-facts.json"


@pytest.mark.skipif(not FACTS.is_file(), reason="the counts of the set are not there")
def test_every_origin_of_the_set_is_known() -> None:
    facts = json.loads(FACTS.read_text("utf-8"))
    counted = facts["cables_per_origin (measured, canonical short name)"]
    unknown = [short for short in counted if find_post(short) is None]
    assert unknown == []
    assert [
        name for name in facts["origin_names (measured, as the site wrote them)"] if not find_post(name)
    ] == []
