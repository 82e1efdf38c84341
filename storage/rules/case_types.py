"""The types of case, by the exports' words: the one list of them (formats.md)."""

from __future__ import annotations

from enum import StrEnum


class CaseType(StrEnum):
    PLACEMENT = "anbringelse"
    PREVENTIVE = "forebyggende"
    SCHOOL = "skoledagbehandling"
    DISABILITY = "handicap"
    YOUTH = "ungestøtte"


CASE_TYPES = tuple(kind.value for kind in CaseType)
"""In the order in which people read them."""
