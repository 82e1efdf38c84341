"""The rows of a list, whatever they are of, as a table of few columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, plain, table
from messages.deadline_words import event
from messages.labels import case_type, category, person, rule_title, state
from messages.setting import Setting
from messages.views.deadlines.deadline_list import standing
from messages.views.money.grants import stop_cell
from messages.views.recovery.plan import action_status
from messages.words import words
from storage.facts.fact import WITHHELD, Withheld
from storage.facts.selected import (
    SelectedAction,
    SelectedCase,
    SelectedComplaint,
    SelectedDeadline,
    SelectedEvent,
    SelectedGrant,
    SelectedRow,
)

RowCells = list[str | Cell]


def row_table(rows: Sequence[SelectedRow], setting: Setting) -> Element:
    """A table of rows of one kind."""
    if isinstance(rows[0], SelectedCase):
        return _cases([row for row in rows if isinstance(row, SelectedCase)], setting)
    columns, line = _KINDS[type(rows[0])]
    return table(columns(words(setting.language).gettext), [line(row, setting) for row in rows])


def _cases(rows: Sequence[SelectedCase], setting: Setting) -> Element:
    """The case and whose it is; what is next, or what it costs where the list is of that."""
    say = words(setting.language).gettext
    costly = any(row.cost is not None for row in rows)
    last = Column(say("Cost"), 5, right=True) if costly else Column(say("Next deadline"), 8)
    return table([Column(say("Case"), 9), last], [_case(row, setting, costly=costly) for row in rows])


def _case(row: SelectedCase, setting: Setting, *, costly: bool) -> RowCells:
    last: str | Cell = danish.kroner(row.cost or Decimal(0), setting.language) if costly else _next(row, setting)
    return [Cell(plain(row.case), under=" · ".join(_of_case(row, setting)) or None), last]


def _of_case(row: SelectedCase, setting: Setting) -> list[str]:
    language = setting.language
    told = [] if isinstance(row.type, Withheld) else [case_type(row.type, language)]
    told += [] if isinstance(row.category, Withheld) or row.category is None else [category(row.category, language)]
    told += [] if isinstance(row.state, Withheld) or row.state == "reviewed" else [state(row.state, language)]
    told += [] if isinstance(row.team, Withheld) else [plain(row.team)]
    return told + ([] if isinstance(row.caseworker, Withheld) else [plain(person(row.caseworker, setting))])


def _next(row: SelectedCase, setting: Setting) -> str | Cell:
    if row.next_deadline is None or isinstance(row.next_deadline, Withheld):
        return "–"
    due = row.next_deadline.due
    late = due < setting.today
    day = danish.short_day(due, setting.language, setting.today)
    return Cell(
        day, "Attention" if late else None, bold=late, under=rule_title(row.next_deadline.rule, setting.language)
    )


def _deadline(row: SelectedDeadline, setting: Setting) -> RowCells:
    who = [] if row.caseworker is WITHHELD else [plain(person(row.caseworker, setting))]
    under = " · ".join([rule_title(row.rule, setting.language), *who])
    left = standing(row.days_left, setting.language)
    day = danish.short_day(row.due, setting.language, setting.today)
    return [Cell(plain(row.case), under=under), Cell(left.text, left.colour, left.bold, under=day)]


def _grant(row: SelectedGrant, setting: Setting) -> RowCells:
    step = [] if row.step is None else [words(setting.language).gettext("step %(step)s", step=row.step)]
    parts = [row.measure.capitalize(), row.performer or "", row.supplier or "", *step, row.grant]
    stop = stop_cell(row.stop, setting)
    told = stop if isinstance(stop, Cell) else Cell(stop)
    cost = None if isinstance(row.yearly_cost, Withheld) else danish.kroner(row.yearly_cost, setting.language)
    under = " · ".join(plain(part) for part in parts if part)
    return [Cell(plain(row.case), under=under), Cell(told.text, told.colour, under=cost)]


def _event(row: SelectedEvent, setting: Setting) -> RowCells:
    named = event(row.event, setting.language)
    day = danish.short_day(row.day, setting.language, setting.today)
    return [Cell(plain(row.case), under=plain(named[:1].upper() + named[1:])), day]


def _complaint(row: SelectedComplaint, setting: Setting) -> RowCells:
    say, language = words(setting.language).gettext, setting.language
    about = plain(row.case) if row.case is not None else say("About no case")
    if row.decided is None:
        came = danish.short_day(row.received, language, setting.today)
        return [
            Cell(plain(row.complaint), under=about),
            Cell(say("Not decided"), under=say("received %(day)s", day=came)),
        ]
    ended = danish.short_day(row.decided, language, setting.today)
    outcome = (row.outcome or "").capitalize() or say("Decided")
    return [Cell(plain(row.complaint), under=about), Cell(plain(outcome), under=ended)]


def _action(row: SelectedAction, setting: Setting) -> RowCells:
    who = None if isinstance(row.responsible, Withheld) else row.responsible
    under = " · ".join(plain(part) for part in (row.plan, who) if part)
    status = action_status(row.status, setting.language)
    return [Cell(plain(f"{row.no} {row.title}"), under=under), Cell(status, under=plain(row.deadline or "") or None)]


_KINDS: Mapping[type, tuple[Callable[[Callable[..., str]], list[Column]], Callable[[Any, Setting], RowCells]]] = {
    SelectedDeadline: (lambda say: [Column(say("Case"), 9), Column(say("Due"), 6)], _deadline),
    SelectedGrant: (lambda say: [Column(say("Case"), 9), Column(say("Stops"), 6)], _grant),
    SelectedEvent: (lambda say: [Column(say("Case"), 9), Column(say("Day"), 6)], _event),
    SelectedComplaint: (lambda say: [Column(say("Complaint"), 9), Column(say("Outcome"), 6)], _complaint),
    SelectedAction: (lambda say: [Column(say("Action"), 9), Column(say("Status"), 6)], _action),
}
