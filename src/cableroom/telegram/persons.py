"""Titles in front of names: ``EAP DAS THOMAS J. CHRISTENSEN`` -> ``THOMAS J. CHRISTENSEN``."""

import re
from itertools import takewhile

from cableroom.telegram.posts import find_post

# Words of titles, offices and bureaus; in capitals, as they are looked up.
_TITLE_WORDS = """
A A.I A/DCM AC ACDM ACTG ACTING ACTING/DCM AD ADCM ADM ADMINISTRATOR ADMIRAL ADVISER ADVISOR AF AFFAIRES
AFFAIRS AFRICAN AGATT AGRICULTURAL AGRICULTURE AI AIT AITDIR AMABASSADOR AMB AMBASADOR AMBASSADO
AMBASSADOR AMBASSADOR-AT-LARGE AMBASSDOR AMCONGEN AMCONSUL AMEMBASSY AMERICAN ANALYST AND APAO APHIS ARMA
ARMS ASEAN ASIA ASIAN ASSISTANT ASSOCIATE ASST AT ATTACHE ATTACHÉ ATTORNEY BASED BG BRANCH BUREAU BY CA
CAPT CAPTAIN CDA CENTRAL CG CHAIRMAN CHARG CHARGE CHARGEE CHARGQ CHARGÉ CHIEF CHIEF-OF-MISSION
CHIEF-OF-STAFF CHIEF/POL CIVILIAN CLASSIFIED CMDR COL COLONEL COM COMMANDANT COMMANDER COMMATT COMMERCE
COMMERCIAL COMMISSIONER CONGEN CONGENOFF CONOFF CONS CONSELOR CONSUL CONSUL-GENERAL CONSULAR
CONSULATE CONTROL COORDINATOR COUNCELOR COUNCIL COUNCILOR COUNSEL COUNSELLOR COUNSELOR COUNSLOR
COUNTERTERRORISM COUNTRY D D'AFFAIRES D'AFFAIRS D/PO DAFFAIRES DAFFAIRS DAO DAS DATT DCM DEA DEFENSE DEP
DEPARTMENT DEPT DEPTY DEPUTY DEPUY DERIVED DESK DHS DIR DIRECTOR DIRECTOR-GENERAL DIRECTORATE DIV
DIVISION DPO DPTY DQAFFAIRES DR DRAFTED DRAFTER DRL D`AFFAIRES D´AFFAIRES D’AFFAIRES E EAP EAST EASTERN
EB ECA ECOFF ECON ECONCOUNS ECONCOUNSELOR ECONOFF ECONOMIC ECONOMIC-COMMERCIAL ECONOMICS ECONOMY EEB
EMABASSY EMBASSY EMBOFF ENERGY ENFORCEMENT ENVIRONMENT ENVOY EUR EUROPEAN EXECUTIVE EXTERNAL FAS FBI FCS
FIRST FOR FOREIGN FROM FSO G GEN GENERAL GLOBAL GOVERNOR H HEAD HEMISPHERE HONORABLE HUMAN IN INL INR
INS INSPECTOR INTERIM INTERNAL INTERNATIONAL IO ISN ISSUES L LABOR LEADER LEGAL LEGAT
LEGATION LEGATT LIAISON LT LTC M MAJ MAJGEN MAJOR MANAGEMENT MANAGER MAYOR MGT MIGRATION MILITARY
MINISTER MINISTER-COUNSELLOR MINISTER-COUNSELOR MINISTERCOUNSELOR MINSTER MISSION MR MRS MS MULTIPLE NAME
NARCOTICS NATIONAL NAVATT NEA NEAR NP NSC ODC OES OF OFFICE OFFICE- OFFICER OIC ON OPERATIONS OPS OSD P
PA PACIFIC PAO PDAS PERM PERMANENT PERMREP PERSON PM PO POL POLAD POLCHIEF POLCOUNS POLCOUNSELOR POLECON
POLECONCHIEF POLITICAL POLITICAL-ECONOMIC POLITICAL-MILITARY POLITICO- POLMIL POLMILOFF POLOFF POPULATION
POST PRESIDENT PRIME PRINCIPAL PRINOFF PRM PROF PROFESSOR PROGRAM PROVINCIAL PRT PUBLIC RADM
RECONSTRUCTION REFUGEE REFUGEES REGIONAL REP REPRESENTATIVE RESIDENT RIGHTS RSO S SA SCA SCIENCE SECOND
SECRETARY SECRETARY-GENERAL SECTION SECURITY SENIOR SES SEVERAL SHEIKH SIR SOURCE SOURCES SOUTH SPECIAL
SPOKESMAN STAFF STATE SUPERVISOR SUPERVISORY T TEAM TECHNOLOGY THE THIRD TO TRADE TRANSNATIONAL TREASURY
U.S UNDER UNDERSECRETARY UNIT US USA USAID USG VADM VARIOUS VC VCI VICE WESTERN WHA
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_SMALL_WORDS = """
DE DEL DELLA DER DEN VAN VON ZU LA LE LAS LOS DI DA DO DOS DAS AL EL BIN BEN IBN ABU TER TEN TE Y E DU ST
"""
_PARTICLES = frozenset(word.lower() for word in _SMALL_WORDS.split())
# Behind these stands a place: "Ambassador to Bern Jane Roe".
_BEFORE_PLACES = frozenset(
    {"TO", "IN", "AT", "OF", "EMBASSY", "CONSULATE", "AMEMBASSY", "AMCONSUL", "MISSION"}
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’`-]*|0\.|[\"“”'‘’\x01]{1,2}[^\W\d_][\w.]*[\"“”'‘’\x02]{1,2}")
_SUFFIX = re.compile(r"(?:JR|SR|II|III|IV)\.?$", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Z]\.")
_NUMERAL = re.compile(r"(?:II|III|IV)\.")
_MOST_WORDS = 7
_LONGEST_PLACE = 3
_LONG_TITLE = 6


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
    words = _rejoined(words)
    while words and is_title(words[-1]):
        words = words[:-1]
    start = next((i + 1 for i in range(len(words) - 1, -1, -1) if is_title(words[i])), 0)
    if start and words[start - 1].upper() in _BEFORE_PLACES:
        start = _behind_place(words, start)
    name = list(takewhile(_in_name, words[start : start + _MOST_WORDS]))
    while name and name[-1] in _PARTICLES:
        name.pop()
    if name and _NUMERAL.fullmatch(name[-1]):
        name[-1] = name[-1].rstrip(".")
    # "Embassy Abu Dhabi" leaves a post, not a person.
    return [] if name and find_post(" ".join(name)) is not None else name


def _rejoined(words: list[str]) -> list[str]:
    """Titles that a line end took apart are put together: ``AMBASS ADOR``."""
    joined: list[str] = []
    for word in words:
        if joined and (joined[-1] + word).upper() in _TITLES and len(joined[-1]) + len(word) >= _LONG_TITLE:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _behind_place(words: list[str], start: int) -> int:
    """Where the words go on behind the post that is named from ``start`` on, if a name is left."""
    for end in range(min(len(words) - 1, start + _LONGEST_PLACE), start, -1):
        if find_post(" ".join(words[start:end])) is not None:
            return end
    return start


def _in_name(word: str) -> bool:
    if _NAME_WORD.fullmatch(word) is None:
        return False
    return not word[0].islower() or word.lower() in _PARTICLES or "-" in word
