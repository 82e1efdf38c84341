"""A greeting, a thank you."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts, NotInJson


@dataclass(frozen=True, slots=True)
class Courtesy(Facts):
    """What somebody says who asks nothing."""

    thanks: NotInJson[bool] = False
    fine: NotInJson[bool] = False
    """That all is well, and no more."""
