"""How many cases, against the band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, heading, paged, plain, table
from messages.charts import BLUE, GREEN, GREY, RED, Bar, bars
from messages.labels import about, band_status, case_type, person, subject
from messages.setting import Setting
from messages.view import View
from messages.views.groups import groups_of, most, page_of_groups
from messages.words import words

BAND_COLOURS = {"under": BLUE, "within": GREEN, "over": RED}


def caseload(facts: Mapping[str, Any], setting: Setting) -> View:
    """Cases by caseworker against the band, and by type."""
    rows = facts["by_caseworker"]
    slots = setting.slots
    context = {
        **subject(setting),
        "alone": rows[0] if len(rows) == 1 and slots.staff else None,
        "people": len(rows),
        "person": bool(slots.staff),
        "most": most(groups_of(facts), setting),
        "above": sum(row["status"] == "over" for row in rows),
        "threshold": slots.over,
    }
    return View("deadlines/caseload", context, _card(facts, setting))


def _card(facts: Mapping[str, Any], setting: Setting) -> Element:
    say, slots = words(setting.language).gettext, setting.slots
    if facts.get("groups"):
        body, actions = page_of_groups(groups_of(facts), setting)
    else:
        page = paged([*facts["by_caseworker"], *_unassigned(facts, setting)], setting)
        people = [_people(page.items, setting), *page.note] if page.items else []
        body, actions = [*people, *_types(facts["by_type"], setting, below=bool(people))], page.actions
    whose = person(slots.staff, setting) if slots.staff else slots.team or ""
    day = danish.day(setting.today, setting.language)
    under = [plain(part) for part in (whose, *about(setting), day) if part]
    return card(say("Caseload"), under, body, setting, actions=actions, wide=bool(facts["by_caseworker"]))


def _unassigned(facts: Mapping[str, Any], setting: Setting) -> list[dict[str, Any]]:
    """A last row for cases without caseworker, so that the column adds up to the total where it holds everyone."""
    rows, slots = facts["by_caseworker"], setting.slots
    left = facts["total"] - sum(row["cases"] for row in rows)
    if left <= 0 or not rows or slots.staff or slots.over is not None:
        return []
    return [{"caseworker": None, "cases": left, "weighted": left, "low": None, "high": None, "status": None}]


def _people(rows: Sequence[Mapping[str, Any]], setting: Setting) -> Element:
    """Two or more caseworkers as bars whose colour and note say how they lie to the band, and as a table without.

    Weighted cases need a column of their own: then it is a table everywhere.
    """
    listed = people_table(rows, setting)
    if len(rows) < 2 or _are_weighted(rows):
        return listed
    say, banded = words(setting.language).gettext, not about(setting)
    shown = [_bar(row, setting, banded=banded) for row in rows]
    drawn = bars(say("Caseload"), shown, setting, x_title=say("Caseworker"), y_title=say("Cases"))
    return {**drawn, "fallback": listed} if drawn else listed


def _are_weighted(rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(float(row["weighted"]) != row["cases"] for row in rows)


def _bar(row: Mapping[str, Any], setting: Setting, *, banded: bool) -> Bar:
    name = _name(row, setting)
    if row["low"] is None or not banded:
        return Bar(name, row["cases"], colour=GREY if row["low"] is None else BLUE)
    band = f"{row['low']}-{row['high']}"
    note = danish.in_sentence(band_status(row["status"], setting.language))
    return Bar(name, row["cases"], f"{note} {band}", BAND_COLOURS[row["status"]])


def people_table(rows: Sequence[Mapping[str, Any]], setting: Setting) -> Element:
    """Caseworker, cases, band and where the number stands in it; weighted cases where the weights differ from one.

    The band is for all of a caseworker's cases: it is left out where only the red ones, say, are counted.
    """
    say, language = words(setting.language).gettext, setting.language
    weighted = _are_weighted(rows)
    columns = [Column(say("Caseworker"), 3), Column(say("Cases"), 1, right=True)]
    columns += [Column(say("Weighted"), 1, right=True)] if weighted else []
    banded = not about(setting)
    columns += [Column(say("Band"), 1, right=True), Column(say("Status"), 1, right=True)] if banded else []
    return table(columns, [_person_row(row, setting, language, weighted, banded) for row in rows])


def _person_row(
    row: Mapping[str, Any], setting: Setting, language: str, weighted: bool, banded: bool
) -> list[str | Cell]:
    extra = [danish.number(float(row["weighted"]), language, 1)] if weighted else []
    band = f"{row['low']}-{row['high']}" if row["low"] is not None else ""
    against: list[str | Cell] = [band, status_cell(row["status"], language)] if banded else []
    return [plain(_name(row, setting)), danish.number(row["cases"], language), *extra, *against]


def _name(row: Mapping[str, Any], setting: Setting) -> str:
    name = person(row["caseworker"], setting)
    return words(setting.language).gettext("%(name)s (has left)", name=name) if row.get("left") else name


def status_cell(status: str | None, language: str) -> Cell:
    """Over the band stands out; within and under do not."""
    return Cell(band_status(status or "", language), "Attention" if status == "over" else None, bold=status == "over")


def _types(totals: Mapping[str, int], setting: Setting, *, below: bool) -> list[Element]:
    if not totals:
        return []
    say, language = words(setting.language).gettext, setting.language
    ordered = sorted(totals.items(), key=lambda entry: (-entry[1], entry[0]))[:10]
    rows = [[plain(case_type(word, language)), danish.number(n, language)] for word, n in ordered]
    columns = [Column(say("Case type"), 3), Column(say("Cases"), 1, right=True)]
    return [*([heading(say("By case type"))] if below else []), table(columns, rows)]
