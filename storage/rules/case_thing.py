"""The things of one case that can be asked for alone."""

from __future__ import annotations

from enum import Enum


class CaseThing(Enum):
    """One thing of one case."""

    READY = "ready"
    COST = "cost"
    CASEWORKER = "caseworker"
    CASEWORKER_BEFORE = "caseworker_before"
    LAST_FOLLOW_UP = "last_follow_up"
    MEASURE = "measure"
