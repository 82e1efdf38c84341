"""Who got what, when, and what failed or is uncertain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, Moment, NotInJson
from storage.rules.sending.delivery_states import DeliveryState


@dataclass(frozen=True, slots=True)
class DeliveryRow(Facts):
    """One message to one target: a team's name, or a staff id, which `staff` tells apart (None: a team's channel).

    `at` is when it was settled or else planned; `needs_somebody` whether a person has to look at it; `written` whether
    there is a content that could be sent again; `resent_as` the latest delivery that sent it again.
    """

    id: int
    schedule: int | None
    kind: str
    period: str
    target: str
    staff: str | None
    state: DeliveryState
    attempts: int
    last_error: str | None
    activity_id: str | None
    at: Moment
    needs_somebody: bool
    written: bool
    resend_of: int | None
    resent_as: int | None
    name: NotInJson[str] = ""
    """What people call the target."""


@dataclass(frozen=True, slots=True)
class Deliveries(Facts):
    """The deliveries of [since, until], those first that a person has to look at, then the latest first.

    `by_state` counts each state that occurs; `may_act`: whether the viewer may send again and give up; `done`: how a
    request to do so ended: resend, give_up, still_failed or not_possible.
    """

    total: int
    by_state: dict[DeliveryState, int]
    items: tuple[DeliveryRow, ...]
    since: Annotated[dt.date | None, Field(alias="from")]
    until: Annotated[dt.date | None, Field(alias="to")]
    may_act: bool
    done: str | None

    def people(self) -> Iterable[str | None]:
        return (item.staff for item in self.items)
