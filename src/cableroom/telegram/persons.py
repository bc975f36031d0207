"""Titles in front of names: ``EAP DAS THOMAS J. CHRISTENSEN`` -> ``THOMAS J. CHRISTENSEN``."""

import re
from itertools import takewhile

from cableroom.telegram.posts import find_post

# Words of titles, offices and bureaus; in capitals, as they are looked up.
_TITLE_WORDS = """
A A.I A/DCM AC ACDM ACTING ADCM ADM ADMIRAL ADVISER ADVISOR AF AFFAIRES AFFAIRS AFRICAN AGRICULTURAL
AGRICULTURE AI AIT AITDIR AMB AMBASSADOR AMBASSADOR-AT-LARGE AMERICAN AND APAO ARMS ASIA ASIAN
ASSISTANT ASSOCIATE ASST AT ATTACHE BRANCH BUREAU BY CA CAPTAIN CDA CENTRAL CG CHAIRMAN CHARG CHARGE
CHARGÉ CHIEF CHIEF-OF-MISSION CLASSIFIED CMDR COL COLONEL COM COMMANDER COMMERCIAL COMMISSIONER
CONGEN CONGENOFF CONS CONSUL CONSULAR CONSULATE CONTROL COORDINATOR COUNSEL COUNSELLOR COUNSELOR
COUNTRY D D'AFFAIRES D/PO DAFFAIRES DAO DAS DATT DCM DEFENSE DEP DEPARTMENT DEPT DEPTY DEPUTY DESK
DHS DIR DIRECTOR DIRECTORATE DIV DIVISION DPO DPTY DR DRL D’AFFAIRES E EAP EAST EASTERN EB ECA ECON
ECONCOUNS ECONCOUNSELOR ECONOFF ECONOMIC ECONOMICS ECONOMY EEB EMBASSY EMBOFF ENERGY ENVIRONMENT EUR
EUROPEAN EXECUTIVE FIRST FOR FOREIGN FSO G GEN GENERAL GOVERNOR H HEAD HEMISPHERE HUMAN IN INL INR
INTERIM INTERNATIONAL IO ISN L LABOR LEGAL LT M MAJ MAJOR MANAGEMENT MAYOR MGT MILITARY MINISTER
MINISTER-COUNSELOR MINISTERCOUNSELOR MISSION MR MRS MS NAME NEA NEAR NP NSC OES OF OFFICE OFFICE-
DIRECTOR OFFICER OIC OSD P PA PACIFIC PAO PDAS PERMANENT PERMREP PERSON PM PO POL POLAD POLCHIEF
POLCOUNS POLCOUNSELOR POLECON POLECONCHIEF POLITICAL POLITICO- POLMIL POLOFF POST PRESIDENT PRIME
PRINCIPAL PRM PROF PROFESSOR PRT PUBLIC REGIONAL REP REPRESENTATIVE RIGHTS RSO S SA SCA SCIENCE
SECOND SECRETARY SECRETARY-GENERAL SECTION SECURITY SENIOR SES SHEIKH SIR SOUTH SPECIAL STAFF STATE
T TEAM TECHNOLOGY THE THIRD TO TRADE TRANSNATIONAL U.S UNDER UNDERSECRETARY UNIT US USA USG VC VCI
VICE WESTERN WHA
"""
_TITLES = frozenset(_TITLE_WORDS.split())
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
_INITIAL = re.compile(r"[A-Z]\.")
_MOST_WORDS = 5


def is_suffix(words: str) -> bool:
    """Tell whether ``words`` is what follows a name: Jr., III."""
    return _SUFFIX.match(words) is not None


def is_title(word: str) -> bool:
    """Tell whether a word belongs to a title or an office, not to a name."""
    if "/" in word or "&" in word:
        return True
    if _INITIAL.fullmatch(word):
        return False
    bare = word.strip(".,:;()").upper()
    return not bare or bare in _TITLES


def person_in(words: list[str]) -> list[str]:
    """The words of ``words`` that are a name: titles and offices are taken off both ends."""
    while words and is_title(words[-1]):
        words = words[:-1]
    start = next((i + 1 for i in range(len(words) - 1, -1, -1) if is_title(words[i])), 0)
    name = list(takewhile(_in_name, words[start : start + _MOST_WORDS]))
    while name and name[-1].lower() in _PARTICLES:
        name.pop()
    # "Embassy Abu Dhabi" leaves a post, not a person.
    return [] if len(name) > 1 and find_post(" ".join(name)) is not None else name


def _in_name(word: str) -> bool:
    if _NAME_WORD.fullmatch(word) is None:
        return False
    return not word[0].islower() or word.lower() in _PARTICLES or "-" in word
