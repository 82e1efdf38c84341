"""Figures that no municipality has, for previews by those who set reminders up without seeing cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from storage.facts.children.transitions import Transition, Transitions
from storage.facts.money.budget import AccountStanding, BudgetPart, Forecast
from storage.facts.money.budget_alert import BudgetAlert, TeamOver
from storage.facts.money.budget_status import BudgetStatus, ForecastChange, SpentWithoutCase
from storage.facts.recovery.milestones import MilestoneAdvance
from storage.facts.recovery.recovery_week import (
    CaseChangingHands,
    CaseToRestore,
    ComingOfAge,
    LateActions,
    RecoveryWeek,
    RepeatedChanges,
    ToRestore,
    UrgentCases,
)
from storage.facts.sending.access_log import LogLine
from storage.facts.sending.log_control import LogControl
from storage.queries.recovery.milestones import standing_of
from storage.queries.sending.log_control import listed_by_name
from storage.queries.teams import TeamRow
from storage.rules.calendar import ONE_DAY, add_months
from storage.rules.money.budget import MONTHS, BudgetStanding, BudgetSums, standing
from storage.rules.recovery.milestones import Course, progress
from storage.rules.rounding import percent, rounded
from storage.rules.sending.log_control import Month, month_before, standing_out

WEEK = dt.timedelta(weeks=1)


def made_up_milestone(today: dt.date) -> MilestoneAdvance:
    """One that is behind: ten weeks on, ten weeks to go."""
    course = Course(starts=today - 10 * WEEK, due=today + 10 * WEEK, total=250)
    stands = progress(course, today, reached=110, reached_before=74)
    return MilestoneAdvance.of(standing_of("EKS", "Eksempel", course, stands), reached_since=11)


def made_up_transitions(today: dt.date) -> Transitions:
    """Two young people."""
    soon, later = add_months(today, 2), add_months(today, 7)
    items = (
        Transition("EKS-006", 16, soon, "transition_start", "later"),
        Transition("EKS-007", 17.5, later, "youth_support_decision", "later"),
    )
    return Transitions(today, add_months(today, 12), len(items), items)


def made_up_recovery(today: dt.date) -> RecoveryWeek:
    """A recovery half-way, the same for every team."""
    restoring = (
        CaseToRestore("EKS-001", "red", ("børnesamtale", "partshøring")),
        CaseToRestore("EKS-002", "yellow", ("journal ajourført",)),
    )
    return RecoveryWeek(
        milestones=(made_up_milestone(today),),
        restoring=ToRestore(len(restoring), restoring),
        plan=LateActions(0, 0, ()),
        transitions=ComingOfAge(today, add_months(today, 12), total=2, young=2),
        changes=RepeatedChanges(1, (CaseChangingHands("EKS-003", 2),)),
        urgent=UrgentCases(2, 3),
        bottleneck=None,
    )


def made_up_alert(team: TeamRow, today: dt.date, limit_pct: Decimal) -> BudgetAlert:
    """A team just over the limit, by two accounts."""
    budget = Decimal(1_000_000)
    over = rounded(budget * limit_pct / 100)
    stands = _stands(budget, budget + over, today)
    one = TeamOver(
        team=team.name,
        step=1,
        over_pct=percent(stands.deviation, stands.budget),
        **stands.figures(),
        lines=(_account("EKS-1", 600_000, over * 3 / 4, today), _account("EKS-2", 400_000, over / 4, today)),
    )
    return BudgetAlert((team.name,), today, limit_pct, (one,))


def made_up_status(team: TeamRow, today: dt.date) -> BudgetStatus:
    """A team a little over its budget, and a little more than a month ago."""
    budget, over = Decimal(1_000_000), Decimal(15_000)
    loose = BudgetPart("without_case", rounded(50_000), count=12, pct=5.6)
    return BudgetStatus(
        teams=(team.name,),
        day=today,
        **_stands(budget, budget + over, today).figures(),
        known=True,
        last_year=Forecast(add_months(today, -12), rounded(970_000), rounded(1_000_000), -3.0),
        parts=(loose,),
        lines=(_account("EKS-1", 600_000, Decimal(20_000), today),),
        without_case=SpentWithoutCase(loose.count, loose.amount, loose.pct),
        since=ForecastChange(add_months(today, -1), rounded(budget + 4_000), rounded(over - 4_000)),
        by_team=(),
    )


def made_up_log(team: TeamRow, today: dt.date) -> LogControl:
    """A month in which one person looked up far more than their colleagues, partly at night."""
    start, after = month_before(today)
    month = Month("EKS-1", team.id, look_ups=64, cases=31, off_hours=5, outside=2, refused=0)
    noon = dt.datetime.combine(start, dt.time(12), dt.UTC)
    look_ups = tuple(
        LogLine(
            noon + number * 3 * WEEK / 2, f"EKS-{number + 1}", "case", f"EKS-00{number + 1}", "personal", "answered"
        )
        for number in range(3)
    )
    standouts = standing_out((month, *(_usual_month(number, team) for number in range(2, 6))))
    return LogControl(
        since=start,
        until=after - ONE_DAY,
        teams=(team.name,),
        look_ups=212,
        case_look_ups=140,
        cases=96,
        askers=9,
        refused=4,
        unknown=1,
        off_hours=6,
        outside=2,
        acts=0,
        standing_out=len(standouts),
        items=listed_by_name(standouts),
        sample=look_ups,
    )


def _usual_month(number: int, team: TeamRow) -> Month:
    return Month(f"EKS-{number}", team.id, look_ups=16, cases=9, off_hours=0, outside=0, refused=1)


def _account(number: str, budget: int, over: Decimal, today: dt.date) -> AccountStanding:
    stands = _stands(Decimal(budget), budget + over, today)
    return AccountStanding(account=number, name="Eksempelkonto", in_budget=True, **stands.figures())


def _stands(budget: Decimal, forecast: Decimal, today: dt.date) -> BudgetStanding:
    """Nine tenths of the forecast are spent."""
    months = (Fraction(budget) / MONTHS,) * MONTHS
    return standing(BudgetSums(months, Fraction(forecast) * 9 / 10, Fraction(forecast) / 10), today)
