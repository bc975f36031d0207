"""Posts as operators wrote them, and words that only look like one. Add yours at the end."""

import pytest

from cableroom.telegram.post_spelling import known_post, post_of_station
from cableroom.telegram.posts import POSTS, find_post
from cableroom.telegram.quirks import quirks
from growth import check_linear

MEANT = [
    # written, short name, why this line is here
    ("TEL AVIV", "TELAVIV", "right"),
    ("COTON0U", "COTONOU", "a zero for an O"),
    ("SANTIAG0", "SANTIAGO", "a zero at the end"),
    ("0TTAWA", "OTTAWA", "a zero in front"),
    ("1STANBUL", "ISTANBUL", "a one for an I"),
    ("TBLISI", "TBILISI", "a letter left out"),
    ("DAMASCCUS", "DAMASCUS", "a letter doubled"),
    ("TEGUCIGALAPA", "TEGUCIGALPA", "a letter too many"),
    ("BEIJNIG", "BEIJING", "two letters changed places"),
    ("CARIO", "CAIRO", "changed places, in a short name"),
    ("ACCCRA", "ACCRA", "a letter doubled, in a short name"),
    ("IHARTOUM", "KHARTOUM", "struck over by a faulty line: I"),
    ("BISHQEK", "BISHKEK", "struck over: Q"),
    ("GABUL", "KABUL", "struck over: G, in a short name"),
    ("PORT A", "PORTAUPRINCE", "cut, and but one post begins so"),
    ("KATHM", "KATHMANDU", "cut"),
    ("REF BERN", "BERN", "a word in front"),
    ("SEE ALSO STATE", "STATE", "two words in front"),
    ("AMMBASSY BERN", "BERN", "a slip in the kind of post"),
    ("AMEMBASY TEL AVIV", "TELAVIV", "another"),
    ("SECSTAE WASHDC", "STATE", "a slip in the Department"),
    ("MARSEILLES", "MARSEILLE", "the English way"),
    ("CRAKOW", "KRAKOW", "an older way"),
]
NOT_MEANT = [
    # word, why this line is here
    ("GRENADE", "one letter from Grenada"),
    ("PLAGUE", "one letter from Prague"),
    ("RECIPE", "one letter from Recife"),
    ("URBAN", "one letter from Durban"),
    ("TURBAN", "one letter from Durban"),
    ("GENERA", "one letter from Geneva"),
    ("STAGE", "one letter from the Department"),
    ("STATES", "one letter more"),
    ("QUITE", "one letter from Quito, which has but five"),
    ("PARTS", "one letter from Paris, and from PARTO"),
    ("BRIDGE", "the beginning of Bridgetown"),
    ("STOCK", "the beginning of Stockholm"),
    ("GEORGE", "the beginning of Georgetown"),
    ("FRANK", "the beginning of Frankfurt"),
    ("CHARLES", "the beginning of Charleston"),
    ("WHITE", "the beginning of the White House"),
    ("LAOS", "a country, one letter from Lagos"),
    ("SAMARA", "a town, one slip from Asmara"),
    ("MADURO", "a president, one letter from Majuro"),
    ("MERLIN", "a name, one letter from Berlin"),
    ("", "nothing"),
    ("A", "too short"),
    ("BARN", "short names are looked up exactly"),
    ("DOHO", "short names are looked up exactly"),
    ("BARCELONAH\u0410", "a letter of another script"),
    ("ATLANTIS", "near to none"),
]


@pytest.mark.parametrize(("written", "short", "why"), MEANT, ids=[row[0] for row in MEANT])
def test_forgives(written: str, short: str, why: str) -> None:
    assert known_post(written) == short, why
    assert known_post(written.lower()) == short


@pytest.mark.parametrize(("word", "why"), NOT_MEANT, ids=[row[0] or "empty" for row in NOT_MEANT])
def test_does_not_guess(word: str, why: str) -> None:
    assert known_post(word) is None, why


def slips(name: str) -> set[str]:
    """``name`` with each slip that is forgiven anywhere."""
    places = range(len(name))
    return {
        *(name[:at] + name[at + 1 :] for at in places),
        *(name[:at] + name[at] + name[at:] for at in places),
        *(name[:at] + name[at : at + 2][::-1] + name[at + 2 :] for at in places),
        *(name[:at] + letter + name[at + 1 :] for at in places for letter in "QGIE"),
    }


def test_no_slip_makes_one_post_of_another() -> None:
    wrong = {
        (short, slip, read)
        for short in POSTS
        for slip in slips(short)
        if (read := known_post(slip)) not in (short, None) and find_post(slip) is None
    }
    assert wrong == {
        (
            "GENOA",
            "GENEA",
            "GENEVA",
        ),  # a missing letter, in a name of six, is likelier than E for O in one of five
        ("JIDDA", "JEDDA", "JEDDAH"),  # the same city
        ("OPORTO", "PORTO", "PORTOFSPAIN"),  # a station that quirks.toml decides
    }


def test_a_slip_is_mostly_forgiven() -> None:
    long = [short for short in POSTS if len(short) >= 6]
    tried = [(short, slip) for short in long for slip in slips(short)]
    forgiven = sum(known_post(slip) == short for short, slip in tried)
    assert forgiven / len(tried) > 0.97


def test_every_word_that_is_no_post_would_be_taken_for_one() -> None:
    assert len(quirks().no_posts) > 150
    assert not [word for word in quirks().no_posts if known_post(word) is not None]
    assert not [word for word in quirks().no_posts if find_post(word) is not None]


STATIONS = [
    # station, short name, why this line is here
    ("THEHA", "THEHAGUE", "THE HA"),
    ("NEWDE", "NEWDELHI", "NEW DE"),
    ("BUENOS", "BUENOSAIRES", "six letters before the blank"),
    ("KUALA", "KUALALUMPUR", "KUALA and a blank"),
    ("PORTA", "PORTAUPRINCE", "PORT A"),
    ("PORTO", "PORTOFSPAIN", "PORT O, decided by table"),
    ("PORTL", "PORTLOUIS", "PORT L"),
    ("SANJO", "SANJOSE", "SAN JO"),
    ("SANSA", "SANSALVADOR", "SAN SA"),
    ("TELAV", "TELAVIV", "TEL AV"),
    ("HONGK", "HONGKONG", "HONG K"),
    ("ABIDJA", "ABIDJAN", "no blank"),
    ("BRIDGE", "BRIDGETOWN", "a word, but here a station"),
    ("USUNN", "USUNNEWYORK", "USUN N"),
    ("ECBRU", "ECBRUSSELS", "EC BRU"),
    ("OECDP", "USOECDPARIS", "OECD P"),
    ("NATO", "USNATO", "decided by table"),
    ("USBERL", "USBERLIN", "the mission in Berlin"),
    ("CIUDAD", "CIUDADJUAREZ", "decided by table"),
    ("LOUREN", "LOURENCOMARQUES", "a name that is gone"),
    ("TANANA", "TANANARIVE", "the old name"),
    ("ANTANA", "ANTANANARIVO", "the new one"),
    ("QQQQQQ", None, "none"),
    ("USMISS", None, "a dozen missions"),
]


@pytest.mark.parametrize(("station", "short", "why"), STATIONS, ids=[row[0] for row in STATIONS])
def test_stations_of_the_1970s(station: str, short: str | None, why: str) -> None:
    assert post_of_station(station) == short, why


@pytest.mark.parametrize("piece", ["REF ", "US ", "Q", "BERN ", "0"])
def test_time_grows_with_the_length(piece: str) -> None:
    check_linear(lambda size: known_post(piece * (size // len(piece))))
