"""Publishing, withdrawing, rolling back: what readers get, what the vault says, what is kept."""

import errno
import shutil
import stat
from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from cableroom import durable
from cableroom.gate.clearing import clear_cables
from cableroom.gate.errors import (
    NothingReleased,
    NotReleased,
    NowhereToRollBack,
    ReasonUnknown,
    TwoNamesNeeded,
)
from cableroom.gate.preparing import fetch_what_few_have
from cableroom.gate.publication import publish_release, rebuild, rollback, withdraw
from cableroom.private.vault.archive import open_archive
from cableroom.private.vault.backing_up import back_up
from cableroom.private.vault.errors import (
    CableUnknown,
    ReleaseChanged,
    ReleaseEmpty,
    ReleaseNotSigned,
    ReleasePublished,
    ReleaseUnknown,
)
from cableroom.private.vault.models import Anchors, Cable, Edition, Redaction
from cableroom.private.vault.queries import cable, newest_edition
from cableroom.private.vault.redacting import strike_words, unstrike
from cableroom.private.vault.releasing import add_editions, new_release, sign
from cableroom.private.vault.restoring import restore
from cableroom.public.editions import queries, verifying
from cableroom.public.editions.errors import GenerationOfOtherVersion
from cableroom.public.editions.queries import Grave
from cableroom.public.search.handle import Published
from editions.rows import of_other_version
from gate.archives import DAY, EDITORS, Archive


def states(*reference_ids: str) -> list[str]:
    return [Cable.objects.get(reference_id=ref).state for ref in reference_ids]


def whole(archive: Archive) -> bool:
    return not any(checked.damages for checked in verifying.verify_published(archive.published))


def test_a_release_becomes_public(archive: Archive) -> None:
    archive.hold(881, 882, 883)

    published = archive.release(881, 882)

    assert (published.generation, published.release, published.editions, published.new) == (1, 1, 2, 2)
    assert archive.folders() == ["000001", "current -> 000001"]
    assert archive.public_ids() == ["07BERN881", "07BERN882"]
    assert states("07BERN881", "07BERN882", "07BERN883") == ["released", "released", "received"]
    assert whole(archive)


def test_every_stage_says_how_far_it_is(archive: Archive) -> None:
    archive.hold(881, 882, 883)
    told: dict[str, tuple[int, int]] = {}
    release = archive.sign(881, 882)

    publish_release(release.pk, progress=lambda step, done, total: told.update({step: (done, total)}))

    assert set(told) == {
        "Publishing",
        "Copying the database",
        "Indexing",
        "Closing the indexes",
        "Sealing",
        "Checking",
        "Reading what is not released",
        "Reading all again",
        "Releasing",
        "Keeping addresses",
    }
    assert all(done == total for done, total in told.values()), told


def test_a_second_release_stands_beside_the_first(archive: Archive) -> None:
    archive.hold(881, 882, 883)
    archive.release(883, day=date(2010, 11, 28))

    archive.release(881, title="Second", day=date(2010, 12, 1))

    assert archive.folders() == ["000001", "000002", "current -> 000002"]
    summaries = list(queries.all_summaries(archive.current()))
    assert [(s.reference_id, s.release, s.released) for s in summaries] == [
        ("07BERN881", 2, "2010-12-01"),
        ("07BERN883", 1, "2010-11-28"),
    ]
    assert [(r.number, r.title, r.count) for r in queries.releases(archive.current())] == [
        (2, "Second", 1),
        (1, "A release", 1),
    ]
    assert whole(archive)


def test_a_release_needs_two_signatures_of_what_it_is_now(archive: Archive) -> None:
    archive.hold(881, 882)
    release = new_release("Unsigned", DAY)
    with pytest.raises(ReleaseEmpty):
        publish_release(release.pk)
    clear_cables([cable("07BERN881"), cable("07BERN882")])
    add_editions(release, [cable("07BERN881")])
    with pytest.raises(ReleaseNotSigned):
        publish_release(release.pk)
    for name in EDITORS:
        sign(release, name)
    add_editions(release, [cable("07BERN882")])
    with pytest.raises(ReleaseChanged):
        publish_release(release.pk)
    assert archive.folders() == []


def test_a_release_is_published_once(archive: Archive) -> None:
    archive.hold(881)
    release = archive.sign(881)
    publish_release(release.pk)
    with pytest.raises(ReleasePublished):
        publish_release(release.pk)
    with pytest.raises(ReleaseUnknown):
        publish_release(999)


def test_a_struck_word_is_nowhere_in_the_public_files(archive: Archive) -> None:
    archive.hold(881, words="met Zebulon Quarrington at home")
    archive.strike(881, "Zebulon Quarrington")

    archive.release(881)

    edition = queries.edition(archive.current(), "07BERN881")
    assert edition is not None
    assert "met [REDACTED] at home" in edition.text
    assert [edition.text[start:end] for start, end in edition.marks] == ["[REDACTED]"]
    for row in (edition.text, str(edition.telegram), str(edition.subject)):
        assert "quarrington" not in row.casefold()
    for path in archive.current().path.rglob("*"):
        assert not path.is_file() or b"quarrington" not in path.read_bytes().lower(), path.name


def test_three_generations_are_kept(archive: Archive) -> None:
    archive.hold(*range(881, 886))
    for serial in range(881, 886):
        archive.release(serial)
    assert archive.folders() == ["000003", "000004", "000005", "current -> 000005"]
    assert whole(archive)


def test_a_looser_redaction_is_the_next_edition_and_the_old_one_is_kept(archive: Archive) -> None:
    archive.hold(881, words="met Zebulon Quarrington at home")
    archive.strike(881, "Zebulon Quarrington")
    archive.release(881)
    held = Edition.objects.get().redactions.get()

    unstrike_in_a_new_edition(held)
    archive.release(881)

    edition = queries.edition(archive.current(), "07BERN881")
    assert edition is not None
    assert (edition.number, edition.release) == (2, 2)
    assert "[REDACTED]" not in edition.text.partition("1. (C)")[2].partition(" at home")[0]
    assert [e.state for e in Edition.objects.order_by("number")] == ["superseded", "released"]
    assert archive.folders() == ["000001", "000002", "current -> 000002"]


def unstrike_in_a_new_edition(redaction: Redaction) -> None:
    """Begin a new edition by striking a harmless word, and take the old redaction back in it."""
    known = redaction.edition.cable
    strike_words(known, "SIPDIS", "other")
    newest = newest_edition(known)
    assert newest is not None
    for held in newest.redactions.all():
        unstrike(known, held.start, held.end)


def test_a_tighter_redaction_deletes_every_older_generation(archive: Archive) -> None:
    archive.hold(881, 882, words="met Zebulon Quarrington at home")
    archive.release(882)
    archive.release(881)

    archive.strike(881, "Quarrington")
    strike_words(cable("07BERN882"), "Quarrington", "person")
    archive.release(881, 882)

    assert archive.folders() == ["000003", "current -> 000003"]
    for path in archive.published.rglob("*"):
        assert not path.is_file() or b"quarrington" not in path.read_bytes().lower(), path
    with pytest.raises(NowhereToRollBack):
        rollback()
    assert whole(archive)


def test_a_withdrawn_cable_leaves_a_tombstone_and_nothing_else(archive: Archive) -> None:
    archive.hold(881, 882)
    archive.release(881)
    archive.release(882)

    withdraw("07 Bern 882", reason="harm", names=EDITORS, on=date(2010, 12, 24))

    assert archive.public_ids() == ["07BERN881"]
    assert queries.tombstones(archive.current()) == [Grave("07BERN882", "2010-12-24", "harm")]
    assert archive.folders() == ["000003", "current -> 000003"]
    assert states("07BERN881", "07BERN882") == ["released", "withdrawn"]
    with pytest.raises(NowhereToRollBack):
        rollback()
    assert whole(archive)


def test_the_only_cable_can_be_withdrawn(archive: Archive) -> None:
    archive.hold(881, 882)
    archive.release(881)

    withdraw("07BERN881", reason="mistake", names=EDITORS, on=DAY)

    assert archive.public_ids() == []
    assert [grave.reference_id for grave in queries.tombstones(archive.current())] == ["07BERN881"]
    assert whole(archive)
    assert archive.release(882).editions == 1


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ((), "nobody"),
        (("Ilse Brandt",), "one person"),
        (("Ilse Brandt", "ilse  BRANDT "), "the same person, written otherwise"),
        (("Ilse Brandt", "Ｉｌｓｅ Brandt"), "the same person in wide letters"),
        (("Ilse Brandt", ""), "a person and nobody"),
    ],
)
def test_one_person_cannot_withdraw(archive: Archive, names: tuple[str, ...], why: str) -> None:
    archive.hold(881)
    archive.release(881)
    with pytest.raises(TwoNamesNeeded):
        withdraw("07BERN881", reason="harm", names=names, on=DAY)
    assert archive.public_ids() == ["07BERN881"], why


def test_only_what_is_public_can_be_withdrawn(archive: Archive) -> None:
    archive.hold(881, 882)
    archive.release(881)
    with pytest.raises(NotReleased):
        withdraw("07BERN882", reason="harm", names=EDITORS, on=DAY)
    with pytest.raises(CableUnknown):
        withdraw("07BERN9", reason="harm", names=EDITORS, on=DAY)
    with pytest.raises(ReasonUnknown):
        withdraw("07BERN881", reason="whim", names=EDITORS, on=DAY)


def test_a_rollback_serves_the_generation_before_and_the_vault_agrees(archive: Archive) -> None:
    archive.hold(881, 882)
    archive.release(881)
    before = archive.public_bytes()
    second = archive.sign(882)
    publish_release(second.pk)

    rollback()

    assert archive.public_bytes() == before
    assert archive.folders() == ["000001", "current -> 000001"]
    assert states("07BERN881", "07BERN882") == ["released", "in-release"]
    with pytest.raises(NowhereToRollBack):
        rollback()
    # It can be published again, under numbers that were never given.
    again = publish_release(second.pk)
    edition = queries.edition(archive.current(), "07BERN882")
    assert edition is not None
    assert (again.generation, again.release, edition.number) == (3, 2 + 1, 2)
    assert archive.folders() == ["000001", "000003", "current -> 000003"]
    assert whole(archive)


def test_a_rollback_brings_the_edition_back_that_was_superseded(archive: Archive) -> None:
    archive.hold(881, words="met Zebulon Quarrington at home")
    archive.strike(881, "Zebulon Quarrington")
    archive.release(881)
    unstrike_in_a_new_edition(Edition.objects.get().redactions.get())
    archive.release(881)

    rollback()

    edition = queries.edition(archive.current(), "07BERN881")
    assert edition is not None
    assert edition.number == 1
    assert [e.state for e in Edition.objects.order_by("number")] == ["released", "in-release"]
    assert states("07BERN881") == ["in-release"]


def test_no_way_back_to_a_generation_of_another_version(archive: Archive) -> None:
    archive.hold(881, 882)
    archive.release(881)
    archive.release(882)
    for folder in ("000001", "000002"):
        of_other_version(archive.published / folder)

    with pytest.raises(GenerationOfOtherVersion):
        rollback()

    assert archive.folders() == ["000001", "000002", "current -> 000002"]


def test_a_rebuild_makes_a_generation_of_another_version_anew(archive: Archive) -> None:
    archive.hold(881, 882)
    archive.release(881)
    archive.release(882)
    for folder in ("000001", "000002"):
        of_other_version(archive.published / folder)
    assert not whole(archive)

    rebuild(names=EDITORS)

    assert archive.folders() == ["000003", "current -> 000003"]
    assert whole(archive)


def test_what_few_have_is_fetched_for_all_at_once(
    archive: Archive, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    archive.hold(881, words="met Zebulon Quarrington at home")
    archive.hold(882, 883)
    archive.strike(881, "Zebulon Quarrington")
    archive.release(881, 882, 883)
    withdraw("07BERN882", reason="harm", names=EDITORS, on=DAY)
    editions = list(Edition.objects.select_related("cable").order_by("cable__reference_id"))

    with django_assert_num_queries(4):
        fetch_what_few_have(editions)

    with django_assert_num_queries(0):
        assert [len(edition.redactions.all()) for edition in editions] == [1, 0, 0]
        assert [len(edition.cable.withdrawals.all()) for edition in editions] == [0, 1, 0]


def test_nothing_to_roll_back(archive: Archive) -> None:
    with pytest.raises(NowhereToRollBack):
        rollback()
    assert archive.folders() == []


def test_a_rebuild_gives_the_lost_public_side_back(archive: Archive) -> None:
    archive.hold(881, words="met Lindqvist")
    archive.hold(882, 883)
    archive.strike(881, "Lindqvist")
    archive.release(881)
    archive.release(882, 883)
    withdraw("07BERN883", reason="harm", names=EDITORS, on=DAY)
    before = archive.public_bytes()
    shutil.rmtree(archive.published)
    archive.published.mkdir()

    rebuilt = rebuild(names=EDITORS)

    after = archive.public_bytes()
    assert (rebuilt.generation, rebuilt.release, rebuilt.editions, rebuilt.new) == (4, None, 2, 0)
    assert before.pop("manifest.json") != after.pop("manifest.json")
    assert after == before
    assert whole(archive)
    assert states("07BERN881", "07BERN882", "07BERN883") == ["released", "released", "withdrawn"]


def test_a_rebuild_makes_the_folder_that_is_lost(archive: Archive) -> None:
    archive.hold(881)
    archive.release(881)
    shutil.rmtree(archive.published)

    rebuild(names=EDITORS)

    assert archive.folders() == ["000002", "current -> 000002"]
    assert stat.S_IMODE(archive.published.stat().st_mode) == 0o755
    assert whole(archive)


def test_a_vault_older_than_what_is_served_gives_no_number_again(archive: Archive, tmp_path: Path) -> None:
    """The vault was restored from a backup; what is published was not lost, and is newer."""
    archive.hold(881, 882)
    archive.release(881)
    back_up(tmp_path / "saved", keys=[])
    archive.release(882)
    restore(tmp_path / "saved", tmp_path / "back")
    durable.remove_tree(tmp_path / "back" / "published")
    archive.published.rename(tmp_path / "back" / "published")
    open_archive(tmp_path / "back")
    restored = Archive(tmp_path / "back")
    reading_room = Published(restored.published)
    assert queries.edition(reading_room.current().generation, "07BERN881")

    withdraw("07BERN881", reason="harm", names=EDITORS, on=DAY)

    assert restored.folders() == ["000003", "current -> 000003"]
    assert not queries.edition(reading_room.current().generation, "07BERN881")


def test_of_a_first_publication_that_fails_nothing_stays(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.hold(881)
    release = archive.sign(881)
    with monkeypatch.context() as fault:
        fault.setattr(durable, "point_link", failing)
        with pytest.raises(OSError, match="no such luck"):
            publish_release(release.pk)

    assert archive.folders() == []
    assert publish_release(release.pk).generation == 1
    assert whole(archive)


def test_of_what_lies_beside_the_generations_only_our_own_leavings_are_removed(archive: Archive) -> None:
    for name in (".htaccess", ".well-known/x", ".x.tmp", ".current.77.tmp", ".000007.77.doomed/x"):
        (archive.published / name).parent.mkdir(exist_ok=True)
        (archive.published / name).write_text("x")
    archive.hold(881)

    archive.release(881)

    assert archive.folders() == [".htaccess", ".well-known", ".x.tmp", "000001", "current -> 000001"]


def failing(link: Path, _target: str) -> None:
    raise OSError(errno.EIO, "no such luck", str(link))


def test_a_rollback_that_fails_leaves_both_generations(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.hold(881, 882)
    archive.release(881)
    archive.release(882)
    with monkeypatch.context() as fault:
        fault.setattr(durable, "point_link", failing)
        with pytest.raises(OSError, match="no such luck"):
            rollback()

    assert archive.folders() == ["000001", "000002", "current -> 000002"]


def test_a_rollback_from_a_rebuilt_generation_takes_nothing_back(archive: Archive) -> None:
    archive.hold(881)
    archive.release(881)
    rebuild(names=EDITORS)
    rollback()
    assert archive.folders() == ["000001", "current -> 000001"]
    assert archive.public_ids() == ["07BERN881"]
    assert states("07BERN881") == ["released"]


def test_nothing_to_rebuild(archive: Archive) -> None:
    archive.hold(881)
    with pytest.raises(NothingReleased):
        rebuild(names=EDITORS)
    assert archive.folders() == []


def test_one_person_cannot_rebuild(archive: Archive) -> None:
    archive.hold(881)
    archive.release(881)
    with pytest.raises(TwoNamesNeeded):
        rebuild(names=["Ilse Brandt", "ilse  brandt"])
    assert archive.current().number == 1


def test_anchors_once_public_never_move(archive: Archive) -> None:
    archive.hold(881)
    archive.release(881)
    edition = queries.edition(archive.current(), "07BERN881")
    assert edition is not None
    assert [name for name, _start in edition.anchors] == ["p1"]
    # As an earlier parser might have seen it: another place, and a name that today's does not find.
    Anchors.objects.filter(cable=cable("07BERN881")).update(places=[["p1", 7], ["p9", 20]])

    archive.hold(882)
    archive.release(882)

    again = queries.edition(archive.current(), "07BERN881")
    assert again is not None
    assert again.anchors == (("p1", 7), ("p9", 20))
    assert whole(archive)
