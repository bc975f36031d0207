"""Titles in front of names: ``EAP DAS THOMAS J. CHRISTENSEN`` -> ``THOMAS J. CHRISTENSEN``."""

import re

from cableroom.telegram.posts import find_post

_TITLES = frozenset(
    """
    A A.I ACTING ADM ADMIRAL ADVISER ADVISOR AFFAIRES AFFAIRS AFRICAN AGRICULTURAL AGRICULTURE AI AMB AMBASSADOR
    AMBASSADOR-AT-LARGE AMERICAN AND APAO ARMS ASIA ASIAN ASSISTANT ASST ASSOCIATE AT ATTACHE BRANCH BUREAU BY CAPTAIN
    CDA CG CHARGE CHARG CHARGÉ CHIEF CHIEF-OF-MISSION COL COLONEL COM COMMERCIAL CONGEN CONS CONSUL CONSULAR CONSULATE CONTROL
    COORDINATOR COUNSEL COUNSELOR COUNSELLOR COUNTRY D DAFFAIRES D'AFFAIRES D’AFFAIRES DAO DAS DATT DCM DEFENSE DEP DEPARTMENT DEPT
    DEPTY DEPUTY DESK DHS DIR DIRECTOR DIRECTORATE DIV DIVISION DPO DPTY DR E EAST EASTERN ECON ECONOFF ECONOMIC ECONOMICS ECONOMY EMBASSY ENERGY
    ENVIRONMENT EUROPEAN EXECUTIVE FIRST FOR FOREIGN FSO GEN GENERAL HEAD HEMISPHERE HUMAN IN INTERIM INTERNATIONAL
    LABOR LEGAL LT M MAJ MAJOR MANAGEMENT MGT MINISTER MINISTER-COUNSELOR MINISTERCOUNSELOR MISSION MR MRS MS NEAR OF OFFICE OFFICER OIC P PA PACIFIC PAO
    PDAS PERMANENT PERMREP PO POL POLAD POLCHIEF POLCOUNS POLCOUNSELOR POLECON POLITICAL POLITICO-MILITARY POLMIL POLOFF
    POST PRINCIPAL PRT PUBLIC REGIONAL REP REPRESENTATIVE RIGHTS RSO S SCIENCE SECOND SECRETARY SECTION SECURITY SENIOR
    SOUTH SPECIAL STAFF STATE TEAM TECHNOLOGY THE THIRD TO TRADE TRANSNATIONAL U.S UNDER UNDERSECRETARY UNIT US USA USG VICE WESTERN
    AF AC CA CENTRAL DRL EAP EB ECA EEB EUR G H INL INR IO ISN L NEA NP NSC OES OSD PM PRM SA SCA SES T VC VCI WHA AITDIR AIT
    ECONCOUNS ECONCOUNSELOR POLECONCHIEF CONGENOFF ACDM ADCM A/DCM D/PO EMBOFF OFFICE-DIRECTOR CLASSIFIED PERSON NAME
    SECRETARY-GENERAL COMMISSIONER PRESIDENT PRIME CHAIRMAN PROFESSOR PROF SIR SHEIKH COMMANDER CMDR GOVERNOR MAYOR
    """.split()
)  # fmt: skip
_PARTICLES = frozenset(
    (
        "de",
        "del",
        "der",
        "den",
        "van",
        "von",
        "la",
        "le",
        "di",
        "da",
        "dos",
        "al",
        "el",
        "bin",
        "ibn",
        "ter",
        "y",
        "du",
    )
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’`-]*|0\.")
_SUFFIX = re.compile(r"(?:JR|SR|II|III|IV)\.?$", re.IGNORECASE)
_MOST_WORDS = 5


def is_suffix(words: str) -> bool:
    """Tell whether ``words`` is what follows a name: Jr., III."""
    return _SUFFIX.match(words) is not None


def is_title(word: str) -> bool:
    """Tell whether a word belongs to a title or an office, not to a name."""
    bare = word.strip(".,:;()").upper()
    return bare in _TITLES and not _is_initial(word) or "/" in word or "&" in word or not bare


def person_in(words: list[str]) -> list[str]:
    """The words of ``words`` that are a name: titles and offices are taken off both ends."""
    start = 0
    for index, word in enumerate(words):
        if is_title(word):
            start = index + 1
    # A title behind the name: "JOHN SMITH, ..." never comes here; "SMITH JOHN CDA" does.
    if start == len(words):
        end = len(words)
        while end and is_title(words[end - 1]):
            end -= 1
        start = next((i + 1 for i in range(end - 1, -1, -1) if is_title(words[i])), 0)
        words = words[:end]
    name = words[start : start + _MOST_WORDS]
    kept: list[str] = []
    for word in name:
        if not _NAME_WORD.fullmatch(word) or (
            word[0].islower() and word.lower() not in _PARTICLES and "-" not in word
        ):
            break
        kept.append(word)
    while kept and kept[-1].lower() in _PARTICLES:
        kept.pop()
    return [] if kept and find_post(" ".join(kept)) is not None and len(kept) > 1 else kept


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "." and word[0].isupper()  # noqa: PLR2004 - letter and dot
