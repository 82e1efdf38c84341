"""How many cases, against the band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from messages import danish
from messages.cards import Cell, Column, Element, card, heading, paged, plain, table
from messages.charts import BLUE, GREEN, GREY, RED, Bar, bars
from messages.labels import about, band_status, case_type, person, subject
from messages.setting import Setting
from messages.view import View
from messages.views.groups import most, page_of_groups
from messages.words import words
from storage.facts.deadlines.caseload import Caseload, CaseworkerLoad

BAND_COLOURS = {"under": BLUE, "within": GREEN, "over": RED}


@dataclass(frozen=True, slots=True)
class WithoutCaseworker:
    """A last row for the cases that nobody has."""

    cases: int


def caseload(facts: Caseload, setting: Setting) -> View:
    """Cases by caseworker against the band, and by type."""
    rows = facts.by_caseworker
    slots = setting.slots
    context = {
        **subject(setting),
        "alone": rows[0] if len(rows) == 1 and slots.staff else None,
        "people": len(rows),
        "person": bool(slots.staff),
        "most": most(facts.groups, setting),
        "above": sum(row.status == "over" for row in rows),
        "threshold": slots.over,
    }
    return View("deadlines/caseload", context, _card(facts, setting))


def _card(facts: Caseload, setting: Setting) -> Element:
    say, slots = words(setting.language).gettext, setting.slots
    if facts.groups:
        body, actions = page_of_groups(facts.groups, setting)
    else:
        rows: list[CaseworkerLoad | WithoutCaseworker] = [*facts.by_caseworker, *_without_caseworker(facts, setting)]
        page = paged(rows, setting)
        people = [_people(page.items, setting), *page.note] if page.items else []
        body, actions = [*people, *_types(facts.by_type, setting, below=bool(people))], page.actions
    whose = person(slots.staff, setting) if slots.staff else slots.team or ""
    day = danish.day(setting.today, setting.language)
    under = [plain(part) for part in (whose, *about(setting), day) if part]
    return card(say("Caseload"), under, body, setting, actions=actions, wide=bool(facts.by_caseworker))


def _without_caseworker(facts: Caseload, setting: Setting) -> list[WithoutCaseworker]:
    """The last row, if there are such cases: with it a column that lists everybody adds up to the total."""
    rows, slots = facts.by_caseworker, setting.slots
    left = facts.total - sum(row.cases for row in rows)
    if left <= 0 or not rows or slots.staff or slots.over is not None:
        return []
    return [WithoutCaseworker(left)]


def _people(rows: Sequence[CaseworkerLoad | WithoutCaseworker], setting: Setting) -> Element:
    """Two or more caseworkers as bars, with a colour and a note for their place in the band; without bands a table.

    Weighted cases need a column of their own, so then it is always a table.
    """
    listed = _people_table(rows, setting)
    if len(rows) < 2 or _are_weighted(rows):
        return listed
    say, banded = words(setting.language).gettext, not about(setting)
    shown = [_bar(row, setting, banded=banded) for row in rows]
    drawn = bars(say("Caseload"), shown, setting, x_title=say("Caseworker"), y_title=say("Cases"))
    return {**drawn, "fallback": listed} if drawn else listed


def _are_weighted(rows: Sequence[CaseworkerLoad | WithoutCaseworker]) -> bool:
    return any(isinstance(row, CaseworkerLoad) and row.weighted != row.cases for row in rows)


def _bar(row: CaseworkerLoad | WithoutCaseworker, setting: Setting, *, banded: bool) -> Bar:
    name = _name(row, setting)
    if isinstance(row, WithoutCaseworker):
        return Bar(name, row.cases, colour=GREY)
    if not banded:
        return Bar(name, row.cases, colour=BLUE)
    note = danish.in_sentence(band_status(row.status, setting.language))
    return Bar(name, row.cases, f"{note} {_band(row)}", BAND_COLOURS[row.status])


def _band(row: CaseworkerLoad) -> str:
    return f"{row.low}-{row.high}"


def _people_table(rows: Sequence[CaseworkerLoad | WithoutCaseworker], setting: Setting) -> Element:
    """Caseworker, cases, band and status in the band; also weighted cases if any weight differs from one.

    The band is for all of a caseworker's cases, so it is left out if only some are counted, such as the red ones.
    """
    say, language = words(setting.language).gettext, setting.language
    weighted = _are_weighted(rows)
    columns = [Column(say("Caseworker"), 3), Column(say("Cases"), 1, right=True)]
    columns += [Column(say("Weighted"), 1, right=True)] if weighted else []
    banded = not about(setting)
    columns += [Column(say("Band"), 1, right=True), Column(say("Status"), 1, right=True)] if banded else []
    return table(columns, [_person_row(row, setting, language, weighted, banded) for row in rows])


def _person_row(
    row: CaseworkerLoad | WithoutCaseworker, setting: Setting, language: str, weighted: bool, banded: bool
) -> list[str | Cell]:
    weight, against = float(row.cases), list[str | Cell](("", ""))
    if isinstance(row, CaseworkerLoad):
        weight, against = row.weighted, [_band(row), _status_cell(row.status, language)]
    own = [plain(_name(row, setting)), danish.number(row.cases, language)]
    return [*own, *([danish.number(weight, language, 1)] if weighted else []), *(against if banded else [])]


def _name(row: CaseworkerLoad | WithoutCaseworker, setting: Setting) -> str:
    if isinstance(row, WithoutCaseworker):
        return person(None, setting)
    return person(row.caseworker, setting, left=row.left)


def _status_cell(status: str, language: str) -> Cell:
    """Over the band stands out; within and under do not."""
    return Cell(band_status(status, language), "Attention" if status == "over" else None, bold=status == "over")


def _types(totals: Mapping[str, int], setting: Setting, *, below: bool) -> list[Element]:
    if not totals:
        return []
    say, language = words(setting.language).gettext, setting.language
    ordered = sorted(totals.items(), key=lambda entry: (-entry[1], entry[0]))[:10]
    rows = [[plain(case_type(word, language)), danish.number(n, language)] for word, n in ordered]
    columns = [Column(say("Case type"), 3), Column(say("Cases"), 1, right=True)]
    return [*([heading(say("By case type"))] if below else []), table(columns, rows)]
