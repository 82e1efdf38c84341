"""The contents of the data file of one example municipality."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

EXAMPLES = ("f19", "fb", "kbh", "fx", "f20")
"""The names they are loaded by, as the team's documents have them; each has its two files in this folder."""

FigureSpec = Sequence[Any]
"""A day and a number."""


@dataclass(frozen=True, slots=True)
class TeamSpec:
    """A team: how many caseworkers it has, and what sort of team it is (see TeamPlan)."""

    name: str
    portfolios: int
    band: tuple[int, int] = (20, 25)
    newly_qualified: bool = False
    """Whether one of its caseworkers is newly qualified."""
    assessing: bool = False
    restless: float = 0.015


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many cases a review gave each colour, between two days; it has not reached the others yet."""

    since: dt.date
    until: dt.date
    green: int
    yellow: int
    red: int


@dataclass(frozen=True, slots=True)
class CaseSpec:
    """A number of cases that have much in common, dealt out evenly to the caseworkers of some teams."""

    type: str
    teams: Sequence[str]
    count: int
    opened: tuple[dt.date, dt.date]
    closed: tuple[dt.date, dt.date] | None = None
    reviewed: Reviewed | None = None
    urgent: int = 0
    """Red ones first."""
    reported_done: int = 0
    """How many of the red and yellow ones, urgent ones first."""
    restored: int = 0
    """How many besides those reported done."""
    lacking: Mapping[str, int] = field(default_factory=dict)
    """Event → in exactly how many of the cases it never happened."""
    never: Sequence[str] = ()
    """Events that happened in none of them."""
    flawed: bool = False
    """Whether each of them lacks some paperwork too."""


@dataclass(frozen=True, slots=True)
class MilestoneSpec:
    """A row of `milepæle` with its dated targets and figures; no types = all, no total = the open cases covered."""

    name: str
    title: str
    indicator: str
    start: dt.date
    due: dt.date
    types: Sequence[str] = ()
    total: int | None = None
    targets: Sequence[FigureSpec] = ()
    figures: Sequence[FigureSpec] = ()


@dataclass(frozen=True, slots=True)
class Audited:
    """How many of the urgent cases reported done were audited, and in how many of them there was more to do."""

    cases: int
    more_action: int
    by: dt.date


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """A question of a form, and how often it was answered no; all others are yes."""

    text: str
    no: int
    not_relevant: int = 0


@dataclass(frozen=True, slots=True)
class AuditRound:
    """One management audit of so many cases, or of the `audited` ones, or of those where there was `more_action`."""

    name: str
    day: dt.date
    cases: int | str
    questions: Sequence[AuditQuestion]


@dataclass(frozen=True, slots=True)
class ComplaintsSpec:
    """Complaints over substance and over form, received between two days; the earliest ones decided."""

    received: tuple[dt.date, dt.date]
    substance: int
    form: int
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One municipality on the day of its plan."""

    name: str
    about: str
    day: dt.date
    try_: Sequence[str]
    """Questions worth asking it."""
    teams: Sequence[TeamSpec]
    cases: Sequence[CaseSpec]
    milestones: Sequence[MilestoneSpec]
    years: Sequence[int]
    """The years for which each action has a status; none = one status for all time."""
    audited: Audited | None
    audit_rounds: Sequence[AuditRound]
    complaints: ComplaintsSpec | None

    @property
    def action_file(self) -> Path:
        """The action plan."""
        return FOLDER / f"{self.name}.csv"


def load_example(name: str) -> Example:
    """The example of that name. Raises KeyError when there is none."""
    if name not in EXAMPLES:
        raise KeyError(name)
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Example(
        name=name,
        about=data["about"],
        day=data["day"],
        try_=data["try"],
        teams=[TeamSpec(**one) for one in data["team"]],
        cases=[_cases(one) for one in data["cases"]],
        milestones=[MilestoneSpec(**one) for one in data.get("milestone", ())],
        years=data.get("years", ()),
        audited=Audited(**data["audited"]) if "audited" in data else None,
        audit_rounds=[_audit_round(one) for one in data.get("audit_round", ())],
        complaints=ComplaintsSpec(**data["complaints"]) if "complaints" in data else None,
    )


def _cases(record: dict[str, Any]) -> CaseSpec:
    review = record.pop("reviewed", None)
    if review is not None:
        review = Reviewed(since=review.pop("from"), until=review.pop("to"), **review)
    return CaseSpec(**record, reviewed=review)


def _audit_round(record: dict[str, Any]) -> AuditRound:
    questions = [AuditQuestion(**one) for one in record.pop("questions")]
    return AuditRound(**record, questions=questions)
