"""A preview where nothing would be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class NothingToSend(Facts):
    """There is nothing to tell now; `team` None: of several teams."""

    team: str | None
    nothing_to_tell: Literal[True]
    kind: str
    made_up: Literal[False]
