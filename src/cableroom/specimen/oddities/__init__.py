"""The oddities of real telegrams and pages, for invented ones: one table.

In: a clean ``SpecimenCable``. Out: the same with one oddity, its truth still what a right parser reads;
or None where the oddity does not fit the cable, which then stays clean.

A cable has at most one. The rate of a row is the share of all cables to which the oddity falls; where
it does not fit each of them (a cable without TAGS cannot run them together) fewer bear it, and the
truth of each cable names the one it bears.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final

from cableroom.specimen.cables import SpecimenCable
from cableroom.specimen.oddities import boxes, copies, fields, front_matter, identity, running_text, sections

ALL: Final = ("csv", "html", "page", "text")
PAGES: Final = ("html", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """One way in which a cable is unlike the rules."""

    name: str
    """As the truth names it."""
    rate: float
    """Share of all cables, 0 to 1."""
    does: str
    """What it does, in a few words."""
    change: Callable[[SpecimenCable, Random], SpecimenCable | None] | None = None
    change_with: Callable[[SpecimenCable, SpecimenCable, Random], SpecimenCable | None] | None = None
    """In place of ``change``, where an earlier cable takes part."""
    shapes: tuple[str, ...] = ALL
    """Files in which it can stand."""


def _odd(
    name: str,
    rate: float,
    does: str,
    change: Callable[[SpecimenCable, Random], SpecimenCable | None],
    shapes: tuple[str, ...] = ALL,
) -> Oddity:
    return Oddity(name=name, rate=rate, does=does, change=change, shapes=shapes)


def _odd_with(
    name: str,
    rate: float,
    does: str,
    change: Callable[[SpecimenCable, SpecimenCable, Random], SpecimenCable | None],
    shapes: tuple[str, ...] = ALL,
) -> Oddity:
    return Oddity(name=name, rate=rate, does=does, change_with=change, shapes=shapes)


ODDITIES: Final = (
    # The opening.
    _odd("tags-run-together", 0.003, "TAGS: PRELPGOVTU", front_matter.run_tags_together),
    _odd("tags-label-misspelt", 0.003, "TAGES:, TGS:, TAGS;", front_matter.misspell_tags),
    _odd("subject-label-misspelt", 0.003, "SUBJ:, UBJECT:, or no colon", front_matter.misspell_subject),
    _odd("reference-label-misspelt", 0.003, "Ref(s):, REFTELS:", front_matter.misspell_references),
    _odd("reference-zero-for-o", 0.002, "a 0 for an O: LAG0S 1512", front_matter.write_zero_for_o),
    _odd("subject-cut", 0.002, "cut behind its first line, a backslash at the end", front_matter.cut_subject),
    _odd("subject-missing", 0.001, "no SUBJECT line", front_matter.drop_subject),
    _odd("subject-entity", 0.001, "&#8217; for an apostrophe, &amp; for AND", front_matter.leave_entity),
    _odd(
        "opening-on-one-line", 0.002, "from classification to SUBJECT on one line", front_matter.join_opening
    ),
    _odd("page-line-in-subject", 0.001, "a section's head within SUBJECT", front_matter.part_subject),
    _odd("order-otherwise", 0.002, "EO 12958 DECL: 2020/02/23", fields.reorder_date),
    _odd("declassify-event", 0.001, "DECL: AFTER KOREAN UNIFICATION", fields.name_event),
    _odd("tags-on-order-line", 0.001, "TAGS behind the executive order", fields.join_tags_to_order),
    _odd("tags-label-missing", 0.001, "EFIN, PREL, CH without a label", fields.lose_tags_label),
    _odd("tags-caption", 0.001, "SIPDIS among the TAGS", fields.leak_caption),
    _odd("reference-otherwise", 0.004, "STATE (01) 201265, QUITO 4525-91", fields.write_reference_otherwise),
    _odd("classified-by-doubled", 0.001, "Classified By: Classified by", fields.double_classified_by),
    # The header.
    _odd("addressees-missing", 0.001, "no TO line", fields.lose_addressees),
    _odd("precedence-misspelt", 0.001, "PRIOITY", fields.misspell_precedence),
    # The running text.
    _odd("paragraph-false", 0.003, "a line begins with 1737. and is no paragraph", running_text.break_badly),
    _odd("paragraph-blank-missing", 0.003, "1.(U) for 1. (U)", running_text.drop_blank),
    _odd(
        "control-characters", 0.002, "BEL, ESC, SUB, form feed, NUL in a paragraph", running_text.add_controls
    ),
    _odd("capitals-substituted", 0.003, "Q, I or G for another capital, 2006 to 2010", running_text.garble),
    _odd("quotes-cp1252", 0.002, "quotation marks as Windows-1252 has them", running_text.curl_quotes),
    _odd("apostrophes-mistaken", 0.002, "GeorgiaQs, Georgia?s, Georgia,s", running_text.mistake_apostrophes),
    _odd("summary-misspelt", 0.001, "SUMMAY:", running_text.misspell_summary),
    _odd("page-lines-old", 0.002, "PAGE 02        ROME  03067  211833Z", running_text.age_page_lines),
    _odd("page-lines-glued", 0.003, "no blank lines around the heads of pages", running_text.glue_page_lines),
    _odd("signer-missing", 0.001, "nobody signs", running_text.lose_signer),
    _odd("text-after-signer", 0.002, "NNNN or a stamp below the signer", running_text.write_after_signer),
    _odd("signer-decorated", 0.002, "END OF TEXT. BAKER, BAKER##", running_text.decorate_signer),
    # Whole boxes.
    _odd("header-missing", 0.002, "no header", boxes.drop_header),
    _odd("header-partial", 0.001, "the header says that this is a partial extract", boxes.say_partial),
    _odd("body-empty", 0.001, "no body", boxes.empty_body),
    _odd("body-very-long", 0.0002, "a register of 200 kB before the signer", boxes.lengthen_body),
    _odd("body-duplicated", 0.001, "the body stands twice", boxes.double_body),
    _odd("line-ends-crlf", 0.004, "carriage return and line feed", boxes.end_lines_with_crlf),
    _odd("line-ends-blank", 0.01, "a blank at the end of each line", boxes.end_lines_with_blanks),
    # The id and the time that the source states.
    _odd("id-glued", 0.001, "08SECTION01OF03CAIRO1416, 07EFTORABAT521", identity.glue_id),
    _odd("id-zero-for-o", 0.0005, "09T0KYO1416", identity.write_zero_in_id),
    _odd("minutes-wrong", 0.01, "the page has the hour for the minute", identity.mistake_minutes, PAGES),
    # Copies.
    _odd_with("retransmission", 0.003, "an earlier cable again, in other bytes", copies.retransmit),
    _odd_with("corrected-copy", 0.001, "an earlier cable again, corrected", copies.correct),
    _odd_with(
        "two-cables-in-page", 0.0005, "the page holds an earlier cable too", copies.share_page, ("html",)
    ),
    _odd("sections-apart", 0.003, "each section a record of its own", sections.part, ("csv",)),
    _odd_with("resent", 0.001, "an earlier cable under another serial", copies.resend),
)
"""Every oddity that the corpus can have; telegrams in several sections are part of the clean one."""

_SUMS: Final = tuple(accumulate(oddity.rate for oddity in ODDITIES))


def share(oddity: Oddity, times: float) -> float:
    """The share of all cables, 0 to 1, to which an oddity falls at so many ``times`` the usual rates."""
    return oddity.rate / _whole(times)


def _whole(times: float) -> float:
    return max(1 / times, _SUMS[-1])


def draw(times: float, random: Random) -> Oddity | None:
    """The oddity that falls to a cable, or None.

    times: of the rates of the table; where the rates would come to more than 1, every cable gets one.
    """
    drawn = random.random() * _whole(times)
    return next((oddity for oddity, most in zip(ODDITIES, _SUMS, strict=True) if drawn < most), None)
