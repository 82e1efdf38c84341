"""The actions of a plan: a list with their deadlines, or Fredensborg's matrix if their status is given by year."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, heading, paged, plain, quiet, table, text
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.fact import WITHHELD
from storage.facts.group import GroupTotal
from storage.facts.recovery.plan import ActionPlan, PlannedAction, PlannedActionOfYear
from storage.rules.naming import natural
from storage.rules.recovery.plans import OVERDUE, ActionStatus, Colour, colour_of

MATRIX_ROWS = 8
"""Actions of a matrix on one page: ten would not fit a message, with all their years."""
STYLES = {Colour.RED: "attention", Colour.YELLOW: "warning", Colour.GREEN: "good"}
MATRIX_YEARS = 7
"""The latest years a matrix shows."""
NAMED = 3
"""Plans named where an unknown one was asked for."""
_STATUSES = (OVERDUE, *(status.value for status in ActionStatus))
_CODE = re.compile(r"[A-Za-z0-9]{1,3}(?:\.[A-Za-z0-9]{1,3})?")
"""A theme's letter or number may be repeated; other words of a question are not."""


def plan(facts: ActionPlan, setting: Setting) -> View:
    """The actions asked for, the late ones first."""
    items, slots = facts.items, setting.slots
    late = items[: facts.overdue]
    coming = [item for item in items[len(late) :] if item.ends and item.ends >= setting.today]
    context = {
        "nothing": facts.known == (),
        "unknown": bool(facts.known),
        "known": [plan[:60] for plan in (facts.known or ())[:NAMED]],
        "actions": len({(item.plan, item.no) for item in _now(items, setting)}),
        "you": bool(slots.staff) and slots.staff == setting.asker,
        "who": setting.names.get(slots.staff or ""),
        "wanted": _status_inside(slots.status, setting.language),
        "only_late": slots.status == OVERDUE,
        "when": danish.in_period(*slots.span, setting.language),
        "areas": len({item.area for item in _by_year(items)}),
        "of_year": _year_shown(items, setting) if len(_by_year(items)) == len(items) else None,
        "standings": _standings(_now(items, setting), setting.language),
        "worst": _in_words(late[0], setting) if late else None,
        "next": _in_words(min(coming, key=_end), setting) if coming else None,
    }
    return View("recovery/plan", context, _card(facts, setting))


def action_status(word: str | None, language: str) -> str:
    """The status of an action."""
    say = words(language).gettext
    titles = {
        OVERDUE: say("Late"),
        "afventer": say("Waiting"),
        "igangsat": say("Started"),
        "implementeret": say("Implemented"),
        "ikke relevant": say("Not relevant"),
    }
    return titles.get(word or "", say("No status"))


def deadline_cell(item: PlannedAction, setting: Setting) -> Cell:
    """The deadline as it is written, and under it as it is read."""
    read, written = _read(item, setting), item.deadline or ""
    return Cell(plain(written), under=read) if written.casefold() not in ("", read) else Cell(read)


def _read(item: PlannedAction, setting: Setting) -> str:
    """The deadline as we read it: 31. dec. 2026, marts 2027, 1. april - 30. juni 2027, løbende, or "ingen dato"."""
    say, language = words(setting.language).gettext, setting.language
    start, end = item.starts, item.ends
    if item.precision == "recurring":
        return say("continuous until %(day)s", day=danish.day(end, language)) if end else say("continuous")
    if start and end and start != end:
        return _whole(start, end, language) or danish.period(start, end, language)
    if end:
        return danish.day(end, language)
    return danish.period(start, None, language) if start else say("no date")


def _whole(start: dt.date, end: dt.date, language: str) -> str | None:
    """marts 2027, 2026 or 2025-2027 for whole months and years; None for other periods."""
    if start.day != 1 or (end + dt.timedelta(days=1)).day != 1:
        return None
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
    return danish.whole_month(start, language) if (start.year, start.month) == (end.year, end.month) else None


def _in_words(item: PlannedAction, setting: Setting) -> dict[str, Any]:
    """An action as a sentence names it."""
    title = item.title if len(item.title) <= 60 else item.title[:59].rstrip() + "…"
    return {"no": item.no[:12], "title": title, "on": danish.day(_end(item), setting.language)}


def _end(item: PlannedAction) -> dt.date:
    """An action's end; without one the last day of the calendar, so that it is neither late nor coming."""
    return item.ends or dt.date.max


def _status_inside(word: str | None, language: str) -> str | None:
    return danish.in_sentence(action_status(word, language)) if word in _STATUSES else None


def _standings(items: Sequence[PlannedAction], language: str) -> list[str]:
    """2 afventer, 4 er igangsat."""
    count = Counter(item.status for item in items)
    say_many = words(language).ngettext
    words_of = {
        "afventer": say_many("%(n)s is waiting", "%(n)s are waiting", count["afventer"]),
        "igangsat": say_many("%(n)s is started", "%(n)s are started", count["igangsat"]),
        "implementeret": say_many("%(n)s is implemented", "%(n)s are implemented", count["implementeret"]),
        "ikke relevant": say_many("%(n)s is not relevant", "%(n)s are not relevant", count["ikke relevant"]),
    }
    return [words_of[status.value] for status in ActionStatus if count[status.value]]


def _now(items: Sequence[PlannedAction], setting: Setting) -> list[PlannedAction]:
    """Every action once: from a plan with a status for each year, only the year that is shown."""
    year = _year_shown(items, setting)
    return [item for item in items if not isinstance(item, PlannedActionOfYear) or item.year == year]


def _by_year(items: Sequence[PlannedAction]) -> list[PlannedActionOfYear]:
    """The actions of plans with a status for each year."""
    return [item for item in items if isinstance(item, PlannedActionOfYear)]


def _year_shown(items: Sequence[PlannedAction], setting: Setting) -> int | None:
    """The year whose status is shown: this one, else the latest before it in the plan, else the plan's first."""
    years = sorted({item.year for item in _by_year(items)})
    past = [year for year in years if year <= setting.today.year]
    return past[-1] if past else (years[0] if years else None)


def _card(facts: ActionPlan, setting: Setting) -> Element | None:
    items = facts.items
    if facts.known is not None:
        return None  # no plan at all, or none of that name: there is nothing to date
    say = words(setting.language).gettext
    slots = setting.slots
    plans = {item.plan for item in items}
    title = plain(plans.pop()) if len(plans) == 1 else say("Action plan")
    status = slots.status
    under = [
        say("Theme %(theme)s", theme=slots.theme) if _CODE.fullmatch(slots.theme or "") else "",
        plain(setting.names.get(slots.staff or "", "")),
        action_status(status, setting.language) if status in _STATUSES else "",
        danish.period(*slots.span, setting.language),
        danish.day(setting.today, setting.language),
    ]
    if not items:
        return card(title, under, [], setting)
    body, actions = _body(facts, setting)
    return card(title, under, body, setting, actions=actions, wide=True)


def _body(facts: ActionPlan, setting: Setting) -> tuple[list[Element], list[Element]]:
    """The body of the card, and the buttons under it."""
    if facts.groups:
        groups = paged(facts.groups, setting)
        return [_groups(groups.items, setting), *groups.note], groups.actions
    of_years = _by_year(facts.items)
    if len(of_years) == len(facts.items):
        titles = {(item.plan, item.no): item.title for item in of_years}
        actions = sorted(titles.items(), key=lambda action: (action[0][0], natural(action[0][1])))
        matrix = paged(actions, setting, MATRIX_ROWS)
        return [*_matrices(matrix.items, of_years, setting), *matrix.note], matrix.actions
    shown = _now(facts.items, setting)
    late = [item for item in facts.items[: facts.overdue] if item in shown]
    page = paged(shown, setting)
    return [*_summary(shown, len(late), setting), _list(page.items, late, setting), *page.note], page.actions


def _summary(items: Sequence[PlannedAction], late: int, setting: Setting) -> list[Element]:
    """Forsinket 3 · Afventer 5 · Igangsat 12, where there is more than one action."""
    count = Counter({OVERDUE: late}) + Counter(item.status for item in items)
    parts = [
        f"{action_status(word, setting.language)} {danish.number(count[word], setting.language)}"
        for word in _STATUSES
        if count[word]
    ]
    return [text(" · ".join(parts), spacing="Small")] if parts and len(items) > 1 else []


def _list(items: Sequence[PlannedAction], late: Sequence[PlannedAction], setting: Setting) -> Element:
    say = words(setting.language).gettext
    columns = [Column(say("No."), 4), Column(say("Action"), 10), Column(say("Deadline"), 8), Column(say("Status"), 10)]
    several = len({item.plan for item in items}) > 1
    return table(columns, [_row(item, setting, late=item in late, several=several) for item in items])


def _row(item: PlannedAction, setting: Setting, *, late: bool, several: bool) -> list[str | Cell]:
    responsible = None if item.responsible is WITHHELD else item.responsible
    of_year = f"{item.area or ''} {item.year}" if isinstance(item, PlannedActionOfYear) else None
    below = [plain(part) for part in (responsible, item.plan if several else None, of_year) if part]
    status = action_status(item.status, setting.language)
    if late:
        known = status if item.status else None
        standing = Cell(action_status(OVERDUE, setting.language), "Attention", bold=True, under=known)
    else:
        standing = Cell(status, "Good" if colour_of(item.status) is Colour.GREEN else None)
    title = Cell(plain(item.title), under=" · ".join(below) or None)
    return [plain(item.no), title, deadline_cell(item, setting), standing]


def _groups(groups: Sequence[GroupTotal], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("Responsible"), 3), Column(say("Actions"), 1, right=True)]
    nobody = say("Nobody named")
    return table(columns, [[plain(group.key or nobody), danish.number(group.total, language)] for group in groups])


def _matrices(
    actions: Sequence[tuple[tuple[str, str], str]], items: Sequence[PlannedActionOfYear], setting: Setting
) -> list[Element]:
    """One table an area, a row for each action and a column for each year."""
    say, language = words(setting.language).gettext, setting.language
    areas = sorted({item.area or "" for item in items})
    years = sorted({item.year for item in items})[-MATRIX_YEARS:]
    status_of = {(item.plan, item.no, item.area or "", item.year): item.status for item in items}
    drawn: list[Element] = []
    for area in areas:
        rows = [
            [plain(f"{no} {title}"), *(status_of.get((name, no, area, year)) for year in years)]
            for (name, no), title in actions
        ]
        columns = [Column(say("Action"), 5), *(Column(str(year), 2) for year in years)]
        drawn += [heading(plain(area[:1].upper() + area[1:]))] if area else []
        drawn.append(_coloured(columns, rows, language))
    return [*drawn, quiet(_legend(language), spacing="Small")]


def _coloured(columns: Sequence[Column], rows: Sequence[Sequence[str | None]], language: str) -> Element:
    """A table whose cells name their status and have its colour."""
    shown = [[row[0] or "", *(_short(status, language) for status in row[1:])] for row in rows]
    drawn = table(columns, shown)
    for cells, row in zip(drawn["rows"][1:], rows, strict=True):
        for cell, status in zip(cells["cells"][1:], row[1:], strict=True):
            colour = colour_of(status)
            cell["items"][0]["size"] = "Small"
            if colour is not None:
                cell["style"] = STYLES[colour]
    return drawn


def _short(status: str | None, language: str) -> str:
    """A status in a narrow cell; an implemented action is "in operation", as Fredensborg says."""
    say = words(language).gettext
    shown = {
        "afventer": say("Waits"),
        "igangsat": say("Under way"),
        "implementeret": say("Running"),
        "ikke relevant": say("Not rel."),
    }
    return "–" if status is None else shown.get(status, status)


def _legend(language: str) -> str:
    say = words(language).gettext
    return say("Red: waits (waiting). Yellow: under way (started). Green: running (implemented).")
