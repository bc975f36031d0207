"""A struck string stands in nothing new, whenever it was struck, and in nothing that editors state."""

from datetime import date
from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.gate.clearing import Acceptor, clear_cables
from cableroom.gate.errors import GenerationRefused
from cableroom.gate.publication import publish_release, withdraw
from cableroom.private.vault.facts import set_fact
from cableroom.private.vault.models import Record
from cableroom.private.vault.queries import cable
from cableroom.private.vault.redacting import strike_span
from cableroom.private.vault.releasing import add_editions, new_release, sign, signatures
from cableroom.private.vault.texts import record_text
from cableroom.public.editions import queries
from gate.archives import DAY, EDITORS, Archive

NAME = "Zebulon Quarrington"
CUT = "Zebulon\n \nBERN 00000881  002 OF 002\n \n \nQuarrington"
"""The name where a page ends within it."""
ILSE = Acceptor("Ilse Brandt", "a public figure")


@pytest.fixture
def archive(home: Path) -> Archive:
    archive = Archive(home)
    archive.hold(881, 882, words=f"met {NAME} at home")
    return archive


def refusal(release: int) -> str:
    with pytest.raises(GenerationRefused) as caught:
        publish_release(release)
    assert "zebulon" not in str(caught.value).casefold()
    return str(caught.value)


def test_what_is_struck_after_another_cable_was_signed_bars_it(archive: Archive) -> None:
    signed = archive.sign(882)
    archive.strike(881, NAME)
    assert "07BERN882 holds a string that was struck from 07BERN881" in refusal(signed.pk)

    assert clear_cables([cable("07BERN881")], acceptor=ILSE).cleared == ["07BERN881"]
    publish_release(signed.pk)
    assert archive.public_ids() == ["07BERN882"]


@pytest.fixture
def cut(archive: Archive) -> Archive:
    """Return the archive with a cable in which a page cuts the name in two."""
    archive.hold(885, words=f"met {CUT} at home")
    return archive


def strike_cut() -> None:
    held = cable("07BERN885")
    text = record_text(Record.objects.get(cable=held))
    start = text.index(CUT)
    strike_span(held, start, start + len(CUT), "source")


def test_a_name_struck_where_a_page_cuts_it_bars_others_that_were_signed(cut: Archive) -> None:
    signed = cut.sign(882)
    strike_cut()
    assert "07BERN882 holds a string that was struck from 07BERN885" in refusal(signed.pk)


def test_a_name_struck_where_a_page_cuts_it_is_listed_whoever_is_cleared_first(cut: Archive) -> None:
    cut.sign(882)
    strike_cut()
    outcome = clear_cables([cable("07BERN885")])
    assert [(hit.struck_in, hit.stands_in) for hit in outcome.hits] == [(("07BERN885",), "07BERN882")]


def test_a_name_struck_where_a_page_cuts_it_bars_a_fact(cut: Archive) -> None:
    strike_cut()
    set_fact("notice", f"We thank {NAME}", by=EDITORS[0])
    cut.hold(886)
    assert "fact notice holds a string" in refusal(cut.sign(886).pk)


def test_a_name_that_a_page_cuts_in_a_cable_without_a_strike_is_found(cut: Archive) -> None:
    cut.strike(881, NAME)
    (refused,) = clear_cables([cable("07BERN885")]).refused
    assert refused.error.code == "leftovers-not-accepted"


def test_a_name_that_a_page_cuts_is_found_in_what_was_signed(cut: Archive) -> None:
    signed = cut.sign(885)
    cut.strike(881, NAME)
    assert "07BERN885 holds a string that was struck from 07BERN881" in refusal(signed.pk)


LONG = (
    "asked the Ambassador to keep his name out of all that is written, since his brother in the ministry"
    " would lose his post, and told him over lunch where the pump had been bought"
)


def test_a_long_passage_in_a_copy_that_differs_in_words_is_listed(archive: Archive) -> None:
    """A corrected copy, or the same telegram to another post, has it with a slip mended."""
    archive.hold(885, words=LONG)
    archive.hold(886, words=LONG.replace("Ambassador", "Ambasador").replace("post, and", "post; and"))
    archive.strike(885, LONG)
    archive.release(885)
    outcome = clear_cables([cable("07BERN886")])
    (hit,) = outcome.hits
    assert (hit.struck_in, hit.stands_in, bool(hit.places)) == (("07BERN885",), "07BERN886", True)
    assert clear_cables([cable("07BERN886")], acceptor=ILSE).cleared == ["07BERN886"]
    release = new_release("A release", DAY)
    add_editions(release, [cable("07BERN886")])
    for name in EDITORS:
        sign(release, name)
    publish_release(release.pk)
    assert archive.public_ids() == ["07BERN885", "07BERN886"]


def test_what_a_withdrawn_cable_struck_is_sought_for_ever(archive: Archive) -> None:
    archive.strike(881, NAME)
    archive.release(881)
    withdraw("07BERN881", reason="harm", names=EDITORS, on=DAY)
    (refused,) = clear_cables([cable("07BERN882")]).refused
    assert refused.error.code == "leftovers-not-accepted"


def test_what_an_earlier_edition_struck_alone_is_free_again(archive: Archive) -> None:
    archive.strike(881, NAME)
    archive.release(881)
    archive.strike(881, "minister")
    archive.release(881)
    (refused,) = clear_cables([cable("07BERN882")]).refused
    assert refused.error.code == "leftovers-not-accepted", "the later edition strikes it still"


@pytest.mark.parametrize("fact", ["title", "notice"])
def test_a_struck_string_in_a_fact_bars_a_release(archive: Archive, fact: str) -> None:
    archive.strike(881, NAME)
    set_fact(fact, f"We thank {NAME}", by=EDITORS[0])
    release = archive.sign(881)
    assert f"fact {fact} holds a string that was struck from 07BERN881" in refusal(release.pk)


def test_a_struck_string_in_a_title_bars_its_release_and_no_later_one(archive: Archive) -> None:
    archive.hold(883)
    archive.release(883, title=f"The {NAME} affair")
    archive.strike(881, NAME)
    done = archive.release(881)
    assert [(told.place, told.bars) for told in done.told] == [("title of release 1", False)]
    archive.hold(884)
    release = archive.sign(884, title=f"More of {NAME}")
    assert "title of release 3" in refusal(release.pk)


def test_a_fact_never_bars_a_withdrawal(archive: Archive) -> None:
    archive.strike(881, NAME)
    archive.release(881)
    set_fact("title", NAME, by=EDITORS[0])
    withdraw("07BERN881", reason="harm", names=EDITORS, on=DAY)
    assert archive.public_ids() == []


def test_a_fact_that_changes_after_the_signing_voids_it(archive: Archive) -> None:
    archive.hold(883)
    set_fact("title", "First", by=EDITORS[0], on=date(2010, 11, 28))
    release = archive.sign(883)
    set_fact("title", "Second", by=EDITORS[0], on=date(2010, 11, 28))
    with pytest.raises(CableroomError) as caught:
        publish_release(release.pk)
    assert caught.value.code == "release-changed"
    for name in EDITORS:
        sign(release, name)
    publish_release(release.pk)
    assert queries.facts(archive.current())["title"].value == "Second"
    set_fact("title", "Third", by=EDITORS[0])
    release.refresh_from_db()
    assert [one.valid for one in signatures(release)] == [True, True]
