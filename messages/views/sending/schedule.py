"""The form of a schedule."""

from __future__ import annotations

from collections.abc import Sequence

from messages.cards import Element, button, card
from messages.cards import text as line
from messages.labels import schedule_kind, weekdays
from messages.setting import Setting
from messages.view import View
from messages.views.sending.reminders import target
from messages.words import words
from storage.facts.sending.schedule import ScheduleForm
from storage.rules.sending.recurrence import BEFORE, DAILY, WEEKLY

USUAL = "usual"
"""The choice in the form of a new schedule that means: the kind's own rhythm."""
OFFERED_DAYS = ("1", "15")
OFFERED_BEFORE = ("before 5", "before 10", "before 15")


def schedule_form(facts: ScheduleForm, setting: Setting) -> View:
    """The form of a new schedule, or of the one that `schedule` numbers; `values` are what it starts with.

    `problem` names the field of the form just sent that cannot be used: kind, team, monthly, weekday, time or limit.
    The form asks for a limit only if the kind has one.
    """
    say, values, number = words(setting.language).gettext, facts.starts_with, facts.schedule
    kinds = [(schedule_kind(kind, setting.language), kind) for kind in facts.kinds]
    teams = [(target(team, setting), team) for team in facts.teams]
    days = [(name.capitalize(), str(n)) for n, name in enumerate(weekdays(setting.language))]
    usual = [(say("As the reminder usually is"), USUAL)] if number is None else []
    often = [*usual, *_rhythms(values.monthly or WEEKLY, setting)]
    unsaid = USUAL if usual and values.kind is None else WEEKLY
    body = [
        _choice("kind", say("What is sent"), kinds, values.kind, setting),
        _choice("team", say("To which team"), teams, values.team, setting),
        _choice("monthly", say("How often"), often, values.monthly or unsaid, setting),
        _choice("weekday", say("Weekday"), days, values.weekday or "0", setting),
        {
            "type": "Input.Time",
            "id": "time",
            "label": say("Time"),
            "value": values.time or "08:00",
            "isRequired": True,
            "errorMessage": say("Choose a time"),
        },
        *([_limit(values.limit, setting)] if values.limit is not None else []),
    ]
    kept = {"do": "add"} if number is None else {"do": "change", "schedule": number}
    save = button(say("Save"), "reminders", **kept) | {"style": "positive"}
    actions = [save, button(say("Cancel"), "reminders") | {"associatedInputs": "none"}]
    title = say("New schedule") if number is None else say("Change schedule")
    problem = _problem(facts.problem, setting)
    if problem is not None:
        body.insert(0, line(problem, color="Attention"))
    context = {"problem": problem, "is_new": number is None}
    return View("sending/schedule", context, card(title, [], body, setting, actions=actions, dated=False))


def _problem(field: str | None, setting: Setting) -> str | None:
    """Why a form could not be used, by the field at fault."""
    say = words(setting.language).gettext
    sentences = {
        "kind": say("Choose what is to be sent. Nothing was saved."),
        "team": say("I do not know that team, or you may not set up schedules for it. Nothing was saved."),
        "monthly": say("Choose how often. Nothing was saved."),
        "weekday": say("Choose a weekday. Nothing was saved."),
        "time": say("Write the time as hours and minutes, for example 08:00. Nothing was saved."),
        "limit": say("Write the limit as per cent with at most one decimal, for example 2. Nothing was saved."),
    }
    return sentences[field] if field else None


def _rhythms(stands: str, setting: Setting) -> list[tuple[str, str]]:
    """The rhythms to choose from, always with the present one.

    They are: every week or working day, the first or last such weekday of the month, a day of the month, or in time
    for a day of the month.
    """
    say = words(setting.language).gettext
    days = _offered(OFFERED_DAYS, stands if stands.isdigit() else None)
    before = _offered(OFFERED_BEFORE, stands if stands.startswith(BEFORE) else None)
    return [
        (say("Every week on the weekday"), WEEKLY),
        (say("Every working day"), DAILY),
        (say("The first such weekday of the month"), "first"),
        (say("The last such weekday of the month"), "last"),
        *((say("Day %(number)s of the month", number=day), day) for day in days),
        *((say("Ready before day %(number)s of the month", number=on.removeprefix(BEFORE)), on) for on in before),
    ]


def _offered(usual: Sequence[str], stands: str | None) -> list[str]:
    """The usual choices and the present one, by the day's number."""
    return sorted({*usual, *([stands] if stands else [])}, key=lambda day: int(day.removeprefix(BEFORE)))


def _limit(per_cent: str, setting: Setting) -> Element:
    say = words(setting.language).gettext
    return {
        "type": "Input.Number",
        "id": "limit",
        "label": say("Tell from how many per cent over the budget"),
        "value": float(per_cent),
        "min": 0.1,
        "max": 100,
        "isRequired": True,
        "errorMessage": say("Write a number from 0.1 to 100"),
    }


def _choice(name: str, label: str, choices: Sequence[tuple[str, str]], given: str | None, setting: Setting) -> Element:
    first = choices[0][1] if len(choices) == 1 else None
    chosen = first if given is None else given
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": label,
        "style": "compact",
        "choices": [{"title": _one_line(title), "value": value} for title, value in choices],
        "isRequired": True,
        "errorMessage": words(setting.language).gettext("Choose one"),
        **({"value": chosen} if chosen is not None else {}),
    }


def _one_line(title: str) -> str:
    # A choice's title is shown as it stands, without Markdown.
    return title if len(title) <= 60 else title[:59] + "…"
