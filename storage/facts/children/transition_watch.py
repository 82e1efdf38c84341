"""The young people who come of age, as leaders and coordinators get them each month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.children.transitions import Transition
from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class TransitionWatch(Facts):
    """Ages turned in the coming year in these teams, the next first."""

    teams: tuple[str, ...]
    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    total: int
    items: tuple[Transition, ...]
