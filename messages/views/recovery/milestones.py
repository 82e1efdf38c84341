"""Milestones: how far, how fast, and whether in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, button, card, figures, heading, paged, plain, table, text
from messages.charts import BLUE, ROSE, TEAL, Series, line_chart
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.recovery.milestones import CountOnDay, Milestones, MilestoneStanding
from storage.rules.recovery.milestones import MilestoneStatus

WORST_FIRST = (MilestoneStatus.LATE, MilestoneStatus.BEHIND, MilestoneStatus.ON_TRACK, MilestoneStatus.DONE)
OFFERED, NAMED = 3, 6
"""The most open milestones that a card offers, and the most it names if an unknown one was asked for."""
IN_DAYS, IN_WEEKS = 14, 26
"""A distance below so many days is given in days, up to so many weeks in weeks, else in months."""
DAYS_A_MONTH = 30.44
SMALLEST = 0.1
"""The smallest pace that is shown, with one decimal; a smaller one is shown as "under" it."""
HORIZON = dt.timedelta(days=365)
"""How far past the due date the forecast is drawn."""


def milestones(facts: Milestones, setting: Setting) -> View:
    """One milestone with its curve, or all of them, the worst with its curve."""
    items = facts.items
    one = items[0] if len(items) == 1 else None
    worst = _worst(facts)
    context = {
        "nothing": not items and not facts.known,
        "unknown": not items,
        "known": (facts.known or ())[:NAMED],
        "one": _in_words(one, setting) if one else None,
        "worst": _in_words(worst, setting) if worst else None,
        "standings": standings(items, setting.language),
        **_by(facts, one, setting),
    }
    return View("recovery/milestones", context, _card(facts, setting))


def advice(item: MilestoneStanding, setting: Setting) -> str:
    """What a leader needs to know of a milestone: Kræver 14 om ugen; I når 9. Færdig 9. marts 2027, 6 uger for sent."""
    say, language = words(setting.language).gettext, setting.language
    if item.status is MilestoneStatus.DONE:
        return say("The goal is reached.") if item.total else say("It covers no cases.")
    left = danish.number(item.left, language)
    if item.status is MilestoneStatus.LATE:
        was = say("It was due %(due)s, and %(left)s are left.", due=danish.day(item.due, language), left=left)
        return f"{was} {_after_all(item, language)}"
    today = say("It is due today, and %(left)s are left.", left=left)
    return " ".join([today if item.due == setting.today else _pace(item, language), *_forecast(item, language)])


def status_cell(item: MilestoneStanding, setting: Setting) -> Cell:
    """The status in a word, and under it the advice."""
    colour = {MilestoneStatus.LATE: "Attention", MilestoneStatus.BEHIND: "Attention", MilestoneStatus.DONE: "Good"}.get(
        item.status
    )
    if item.status is MilestoneStatus.ON_TRACK and item.expected_on is not None and item.expected_on <= item.due:
        colour = "Good"
    return Cell(status(item.status, setting.language), colour, bold=True, under=advice(item, setting))


def status(word: MilestoneStatus, language: str) -> str:
    """How a milestone stands."""
    say = words(language).gettext
    return {
        MilestoneStatus.DONE: say("Reached"),
        MilestoneStatus.LATE: say("Past its due date"),
        MilestoneStatus.BEHIND: say("Behind"),
        MilestoneStatus.ON_TRACK: say("On schedule"),
    }[word]


def _in_words(item: MilestoneStanding, setting: Setting) -> dict[str, Any]:
    """A milestone as a sentence names it."""
    name = milestone_name(item.milestone, setting.language)
    return {
        "name": name,
        "inside": danish.in_sentence(name),
        "reached": item.reached,
        "total": item.total,
        "status": item.status,
        "advice": advice(item, setting),
    }


def milestone_name(name: str, language: str) -> str:
    """Milepæl 1B; the name alone if it says "milepæl" itself."""
    if name.casefold().startswith(("mile", "delm")):
        return name
    return words(language).gettext("Milestone %(name)s", name=name)


def _pace(item: MilestoneStanding, language: str) -> str:
    say = words(language).gettext
    needed = _written(item.pace_needed, language)
    if not item.reached and not item.expected:
        return say("Not begun yet: it takes %(needed)s a week.", needed=needed)
    if item.pace_now <= 0:
        return say("It takes %(needed)s a week; none were done in the last four weeks.", needed=needed)
    return say("It takes %(needed)s a week; you do %(now)s.", needed=needed, now=_written(item.pace_now, language))


def _after_all(item: MilestoneStanding, language: str) -> str:
    """When a late one is reached at the present pace."""
    say = words(language).gettext
    if item.expected_on is None:
        return say("None were done in the last four weeks.")
    on, now = item.expected_on, _written(item.pace_now, language)
    away = _distance((on - item.due).days, language)
    return say(
        "At %(now)s a week it is done %(on)s, %(away)s too late.", now=now, on=danish.day(on, language), away=away
    )


def _forecast(item: MilestoneStanding, language: str) -> list[str]:
    if item.expected_on is None:
        return []
    say = words(language).gettext
    written, days = danish.day(item.expected_on, language), (item.expected_on - item.due).days
    if days == 0:
        return [say("Done %(on)s, on its very due date.", on=written)]
    away = _distance(abs(days), language)
    if days < 0:
        return [say("Done %(on)s, %(away)s in time.", on=written, away=away)]
    return [say("Done %(on)s, %(away)s too late.", on=written, away=away)]


def _distance(days: int, language: str) -> str:
    if days < IN_DAYS:
        return danish.count(days, "day", language)
    if days <= IN_WEEKS * 7:
        return danish.count(round(days / 7), "week", language)
    return danish.count(round(days / DAYS_A_MONTH), "month", language)


def _written(pace: float | None, language: str) -> str:
    """14, 9,3 or "under 0,1"."""
    if pace is None:
        return ""
    if 0 < pace < SMALLEST:
        return words(language).gettext("less than %(pace)s", pace=danish.number(SMALLEST, language, 1))
    shown = Decimal(str(pace)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return danish.number(shown, language, 0 if shown == shown.to_integral_value() else 1)


def _worst(facts: Milestones) -> MilestoneStanding | None:
    """The milestone whose curve is drawn if there are several; None if all are reached."""
    curve = facts.curve
    if curve is None or len(facts.items) == 1:
        return None
    return next(item for item in facts.items if item.milestone == curve.milestone)


def standings(items: Sequence[MilestoneStanding], language: str) -> list[str]:
    """1 er bagud, 2 følger planen: how many stand how, the worst first."""
    say_many = words(language).ngettext
    count = {word: sum(item.status is word for item in items) for word in WORST_FIRST}
    words_of = {
        MilestoneStatus.LATE: say_many(
            "%(n)s is past its due date", "%(n)s are past their due date", count[MilestoneStatus.LATE]
        ),
        MilestoneStatus.BEHIND: say_many("%(n)s is behind", "%(n)s are behind", count[MilestoneStatus.BEHIND]),
        MilestoneStatus.ON_TRACK: say_many(
            "%(n)s is on schedule", "%(n)s are on schedule", count[MilestoneStatus.ON_TRACK]
        ),
        MilestoneStatus.DONE: say_many("%(n)s is reached", "%(n)s are reached", count[MilestoneStatus.DONE]),
    }
    return [words_of[word] for word in WORST_FIRST if count[word]]


def _by(facts: Milestones, one: MilestoneStanding | None, setting: Setting) -> dict[str, Any]:
    """The day that was asked about, and the pace it takes to reach the milestone by then."""
    language, by = setting.language, facts.by
    if by is None:
        return {"by": None}
    name = one.milestone if one else ""
    on = one.expected_on if one else None
    return {
        "by": danish.day(by.day, language),
        "reached_by": len(by.in_time),
        "in_time": name in by.in_time,
        "needed": _written(by.pace_needed.get(name), language),
        "on": danish.day(on, language) if on else "",
        "now": _written(max(0, one.pace_now), language) if one else "",
    }


def _card(facts: Milestones, setting: Setting) -> Element | None:
    say, language, items = words(setting.language).gettext, setting.language, facts.items
    if not items:
        return None
    day = danish.day(setting.today, language)
    if len(items) == 1:
        item = items[0]
        under = [plain(item.title), say("Due %(due)s", due=danish.day(item.due, language))]
        body = [_figures(item, setting), _standing(item, setting), *_chart(facts, setting)]
        return card(plain(milestone_name(item.milestone, language)), [*under, day], body, setting, wide=True)
    page = paged(items, setting)
    body = [milestone_table(page.items, setting), *page.note, *_chart(facts, setting, headed=True)]
    return card(say("Milestones"), [day], body, setting, actions=[*page.actions, *_offers(items)], wide=True)


def _figures(item: MilestoneStanding, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    total = danish.number(item.total, language)
    shown = [
        (danish.number(item.reached, language), say("of %(total)s reached", total=total), None),
        (danish.number(item.left, language), say("left"), None),
    ]
    if item.left:
        shown.append((_written(max(0, item.pace_now), language), say("a week now"), None))
    if item.pace_needed:
        shown.append((_written(item.pace_needed, language), say("a week needed"), None))
    return figures(shown)


def _standing(item: MilestoneStanding, setting: Setting) -> Element:
    cell = status_cell(item, setting)
    look = {"color": cell.colour} if cell.colour else {}
    return {
        "type": "Container",
        "spacing": "Medium",
        "items": [text(cell.text, weight="Bolder", **look), text(cell.under or "", spacing="None")],
    }


def milestone_table(items: Sequence[MilestoneStanding], setting: Setting) -> Element:
    """A line each: how many of how many, how it stands, and the advice."""
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("Milestone"), 5), Column(say("Reached"), 4), Column(say("Status"), 9)]
    rows: list[list[str | Cell]] = [
        [
            Cell(plain(item.milestone), bold=True, under=plain(item.title)),
            Cell(
                say(
                    "%(reached)s of %(total)s",
                    reached=danish.number(item.reached, language),
                    total=danish.number(item.total, language),
                ),
                under=say("due %(due)s", due=danish.short_day(item.due, language, setting.today)),
            ),
            status_cell(item, setting),
        ]
        for item in items
    ]
    return table(columns, rows)


def _offers(items: Sequence[MilestoneStanding]) -> list[Element]:
    names = [item.milestone for item in items if item.status is not MilestoneStatus.DONE]
    return [button(name, "milestones", {"milestone": name}) for name in names[:OFFERED]]


def _chart(facts: Milestones, setting: Setting, *, headed: bool = False) -> list[Element]:
    """Reached against expected, and where the present pace leads."""
    curve = facts.curve
    if curve is None:
        return []
    say = words(setting.language).gettext
    item = next(item for item in facts.items if item.milestone == curve.milestone)
    name = milestone_name(item.milestone, setting.language)
    series = [
        Series(say("Reached"), _points(curve.reached), BLUE),
        Series(say("Expected"), _points(curve.expected), TEAL),
        Series(say("Forecast"), _ahead(item, setting.today), ROSE),
    ]
    drawn = line_chart(name, say("Day"), say("Cases"), series, setting)
    return [] if drawn is None else [*([heading(plain(name))] if headed else []), drawn]


def _points(points: Sequence[CountOnDay]) -> list[tuple[dt.date | float | str, float]]:
    return [(point.on, point.count) for point in points]


def _ahead(item: MilestoneStanding, today: dt.date) -> list[tuple[dt.date | float | str, float]]:
    """The points from today to the forecast, but no further than HORIZON past the due date or today."""
    on = item.expected_on or today
    if on <= today:
        return []
    due = min(item.due, dt.date.max - HORIZON)
    last = min(on, max(today, due) + HORIZON)
    share = (last - today) / (on - today)
    return [(today, item.reached), (last, item.reached + item.left * share)]
