"""A whole invented telegram that has nearly every field."""

from typing import Final

WHOLE: Final = """\
VZCZCXRO9549
PP RUEHRG
DE RUEHSW #0981/01 2540944
ZNY SSSSS ZZH
P R 110944Z SEP 07
FM AMEMBASSY BERN
TO RUEHC/SECSTATE WASHDC PRIORITY 9460
INFO RUEHRO/AMEMBASSY ROME 0118

S E C R E T SECTION 01 OF 02 BERN 000981

SIPDIS

NOFORN

DEPT FOR EUR/AGS AND OES

E.O. 12958: DECL: 09/10/2017
TAGS: PREL, SENV, OVIP (ROE, JANE), SZ
SUBJECT: LAKE LEVELS: MINISTER SEES NO NEED
FOR HASTE

REF: A. ROME 9012
     B. 06 BERN 917
     C. DOE-ROE E-MAIL (07SEP07)

Classified By: DCM Jon van Roe; reasons 1.4 (b)
and (d).

1. (S/NF) SUMMARY: The minister saw no need for haste (ref A)
and spoke of next year.  END SUMMARY.

-------------
NO HASTE NOW
-------------

2. (C) The minister's adviser, Ada Doe (strictly protect), said
that three
BERN 00000981  002 OF 002
lakes were too high (refs A and B, STATE 90117):

Lake        Metres    Inches
Upper           12         3
Lower            4        11
Third            9         8

-- Post would welcome guidance.

COMMENT
-------

3. (C) We have heard this before.

ROE
NNNN
"""
