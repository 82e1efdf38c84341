"""Complaints received in a period, and what became of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.complaint_source import ComplaintSource
from storage.facts.fact import Facts, Optional
from storage.facts.group import GroupTotal


@dataclass(frozen=True, slots=True)
class Complaints(Facts):
    """Complaints within reach received in [since, until], which never goes beyond D; as they stood on D.

    `by_outcome` counts the decided ones whose outcome is recorded, `by_type` all whose type is, in the exports' words.
    """

    since: Annotated[dt.date | None, Field(alias="from")]
    """None: from the beginning."""
    until: Annotated[dt.date, Field(alias="to")]
    received: int
    open: int | None
    """None where only events tell of them."""
    by_outcome: dict[str, int]
    by_type: dict[str, int]
    groups: Optional[tuple[GroupTotal, ...]] = None
    source: ComplaintSource = ComplaintSource.FILE
