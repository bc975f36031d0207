"""Export formats: published cables in, files out, streamed.

A format is a module of this folder and one line in EXPORTS. It gets summaries of published cables, so that it
cannot export anything else.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cableroom.public.exports.base import About, Export
from cableroom.public.exports.identifiers import IDENTIFIERS
from cableroom.public.exports.json_lines import JSON_LINES
from cableroom.public.exports.ris import RIS
from cableroom.public.exports.spreadsheet import SPREADSHEET

__all__ = ["EXPORTS", "About", "Export"]

EXPORTS: Final[Mapping[str, Export]] = MappingProxyType(
    {export.name: export for export in (SPREADSHEET, JSON_LINES, RIS, IDENTIFIERS)}
)
"""By the ending of an address."""
