"""What grouping adds to an answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """One group and its number; `key` is a staff id, a team's name, a case type or a rule id, None = none."""

    key: str | None
    total: int
