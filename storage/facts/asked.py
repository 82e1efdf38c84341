"""The result of a question in one shape, whatever it is of: `asked` of questions.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, NotInJson, Optional, Withheld

Figure = int | Decimal | float | None
"""A count, kroner, or a percentage or average with one decimal; None where there is nothing to make it of."""
GroupKey = str | None | tuple[str | None, ...]
"""A staff id, a team's name, a case type, …; None = none. With two groupings both."""


@dataclass(frozen=True, slots=True)
class AskedComparison:
    """The same figure of another period, or of another team."""

    value: Figure
    since: Annotated[dt.date | None, Field(alias="from", exclude_if=lambda day: day is None)] = None
    until: Annotated[dt.date | None, Field(alias="to", exclude_if=lambda day: day is None)] = None
    team: Optional[str] = None


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """One group and its figure."""

    key: GroupKey
    value: Figure
    compared: Optional[AskedComparison] = None


@dataclass(frozen=True, slots=True)
class AskedStretch:
    """One point of a development: what happened in these days, or how things stood on the last of them."""

    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    value: Figure


@dataclass(frozen=True, slots=True)
class AskedFigures(Facts):
    """What was asked for: its figure and unit, all items in order (numbers of cases, grants, …), groups and series.

    Items, groups and series are None where they are not asked for or this viewer is given none.
    """

    value: Figure
    unit: str
    items: Optional[tuple[str, ...]] = None
    groups: Optional[tuple[AskedGroup, ...]] = None
    series: Optional[tuple[AskedStretch, ...]] = None
    compared: Optional[AskedComparison] = None
    grouped_by: NotInJson[tuple[str, ...]] = ()

    def people(self) -> Iterable[str | Withheld | None]:
        """The caseworkers that groups are of."""
        if "caseworker" not in self.grouped_by:
            return ()
        at = self.grouped_by.index("caseworker")
        keys = (group.key for group in self.groups or ())
        return tuple(key[at] if isinstance(key, tuple) else key for key in keys)
