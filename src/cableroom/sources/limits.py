"""How much is read, mostly in bytes.  One more than a limit is refused, the limit itself is not."""

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB

LINE: Final = 64 * KIB
"""A line of a telegram; a longer one is kept and flagged ``line-long``."""
FIELD: Final = 8 * MIB
"""One column of a row, as it stands in the file, without its quotes."""
PAGE: Final = 8 * MIB
"""A file that is one page or one telegram."""
CABLE: Final = 4 * MIB
"""The text of one record, as UTF-8."""
FILE: Final = 64 * GIB
"""A file offered to the import: a table of a million telegrams has six."""
MEMBERS: Final = 300_000
"""Files and folders in one archive."""
MEMBER_NAME: Final = 4 * KIB
"""The name of one of them, in characters."""
UNPACKED: Final = 16 * GIB
"""All that comes out of one archive."""
RATIO: Final = 200
"""The same, in sizes of the archive itself; cables are packed five to twenty to one."""
UNPACKED_ALWAYS: Final = MIB
"""So much may come out of the smallest archive: a short page packs well."""
REFERENCE_ID: Final = 64
"""A reference id as the source writes it."""
STATED: Final = KIB
"""An origin or a classification; a longer one is no such thing, and is left out."""
ADDRESS: Final = 2 * KIB
"""The address of an article."""
