"""A request that could not be carried out."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class NotDone(Facts):
    """Nothing is changed; `problem` names why: period_past or no_schedule."""

    problem: str
