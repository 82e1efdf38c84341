"""Concern for a child here and now."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class Worry(Facts):
    """Whom to call."""

    emergency_line: str | None
    """The number of the municipality's social emergency line; None where none is set."""
