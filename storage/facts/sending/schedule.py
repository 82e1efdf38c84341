"""The form of a schedule: what may be chosen, and what it starts with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, Optional


@dataclass(frozen=True, slots=True)
class FormValues:
    """What each field starts with, as forms write it; None: nothing, and a kind without a limit asks for none."""

    kind: Optional[str] = None
    team: Optional[str] = None
    monthly: Optional[str] = None
    """usual, week, day, first, last, a day of the month, or `before` one."""
    weekday: Optional[str] = None
    time: Optional[str] = None
    limit: Optional[str] = None
    """Per cent."""


@dataclass(frozen=True, slots=True)
class ScheduleForm(Facts):
    """The form of a new schedule, or of the one that `schedule` numbers.

    `problem` names the field of a form sent before that will not do: kind, team, monthly, weekday, time or limit.
    """

    kinds: tuple[str, ...]
    teams: tuple[str, ...]
    starts_with: Annotated[FormValues, Field(alias="values")]
    schedule: int | None
    problem: str | None
