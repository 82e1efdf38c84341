"""A month of the access log for those who control it: how much was looked up, who stands out, and a random sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts
from storage.facts.sending.access_log import LogLine
from storage.rules.sending.log_control import Why


@dataclass(frozen=True, slots=True)
class StandingOut:
    """One person who stands out, and why; `usual` is the colleagues' median, None where none looked anything up."""

    staff: str
    look_ups: int
    cases: int
    usual: float | None
    off_hours: int
    outside: int
    refused: int
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class LogControl(Facts):
    """One calendar month of the log; `teams` are those whose people it covers.

    `look_ups`, `case_look_ups` (those that name a case), `cases` (how many different ones), `askers` (how many people
    looked anything up), `refused`, `unknown` (refused since nobody knows the person), `off_hours`, `outside` and `acts`
    (what commands did) count the whole month. `sample` is drawn by chance from the look-ups of a case, the same each
    time.
    """

    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    """The month's last day."""
    teams: tuple[str, ...]
    look_ups: int
    case_look_ups: int
    cases: int
    askers: Annotated[int, Field(alias="people")]
    refused: int
    unknown: int
    off_hours: int
    outside: int
    acts: int
    standing_out: int
    items: tuple[StandingOut, ...]
    """The people who stand out, at most as many as are listed by name."""
    sample: tuple[LogLine, ...]

    @property
    def worth_telling(self) -> bool:
        """Whether anything was asked or done at all."""
        return bool(self.look_ups or self.refused or self.acts)

    def people(self) -> Iterable[str | None]:
        return [*(one.staff for one in self.items), *(line.staff for line in self.sample)]
