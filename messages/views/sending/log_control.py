"""What administrators get each month about the access log: how much, who stands out, and what is drawn at random."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import Cell, Column, Element, button, card, figures, heading, plain, quiet, table, under_title
from messages.labels import person, question, schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.sending.access_log import LogLine
from storage.facts.sending.log_control import LogControl, StandingOut
from storage.rules.period import Period
from storage.rules.sending.log_control import Why

NAMED = 3
"""People a sentence names, and whose look-ups have a button."""


def log_control(facts: LogControl, setting: Setting) -> View:
    """The month's look-ups in numbers, and who should be asked about theirs."""
    more = facts.standing_out - NAMED
    names = [person(one.staff, setting) for one in facts.items[:NAMED]]
    names += [words(setting.language).gettext("%(number)s others", number=more)] if more > 0 else []
    context = {
        "month": _month(facts, setting),
        "who": _people(facts.askers, setting),
        "named": danish.listing(names, setting.language),
    }
    return View("sending/log_control", context, _control_card(facts, setting))


def _control_card(facts: LogControl, setting: Setting) -> Element:
    body = [
        _figures(facts, setting),
        *_standing_out(facts, setting),
        *_sample(facts.sample, setting),
        *_notes(facts, setting),
    ]
    titled = [_month(facts, setting), *under_title(facts.teams, setting)[:1]]
    return card(
        schedule_kind("log_control", setting.language),
        titled,
        body,
        setting,
        actions=_see(facts, setting),
        wide=True,
        dated=False,
    )


def _month(facts: LogControl, setting: Setting) -> str:
    return danish.whole_month(facts.since, setting.language)


def _people(number: int, setting: Setting) -> str:
    say = words(setting.language)
    written = danish.number(number, setting.language)
    return say.ngettext("%(number)s member of staff", "%(number)s members of staff", number, number=written)


def _figures(facts: LogControl, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    counts = [
        (facts.look_ups, say("look-ups")),
        (facts.cases, say("cases looked up")),
        (facts.refused, say("refused")),
        (facts.off_hours, say("at night or on days off")),
    ]
    return figures([(danish.number(count, language), title, None) for count, title in counts])


def _standing_out(facts: LogControl, setting: Setting) -> list[Element]:
    say, items = words(setting.language).gettext, facts.items
    if not items:
        return []
    columns = [Column(say("Who"), 4), Column(say("Look-ups"), 2, right=True), Column(say("Why"), 6)]
    rows = [_person(one, setting) for one in items]
    left_out = facts.standing_out - len(items)
    more = [quiet(say("and %(number)s others", number=left_out), spacing="Small")] if left_out else []
    return [heading(say("Stands out")), table(columns, rows), *more]


def _person(one: StandingOut, setting: Setting) -> list[str | Cell]:
    """A name, how many look-ups beside what is usual, and every reason."""
    say, language = words(setting.language).gettext, setting.language
    usual = None if one.usual is None else say("usual: %(number)s", number=_usual(one.usual, language))
    reasons = {
        Why.MANY: say("many look-ups"),
        Why.OUTSIDE: say("%(number)s outside the own team", number=danish.number(one.outside, language)),
        Why.OFF_HOURS: say("%(number)s at night or on days off", number=danish.number(one.off_hours, language)),
        Why.REFUSED: say("%(number)s refused", number=danish.number(one.refused, language)),
    }
    why = ", ".join(reasons[reason] for reason in one.why)
    many = Why.MANY in one.why
    return [
        plain(person(one.staff, setting)),
        Cell(danish.number(one.look_ups, language), "Attention" if many else None, bold=many, under=usual),
        why[:1].upper() + why[1:],
    ]


def _usual(value: float, language: str) -> str:
    return danish.number(value, language, 1 if value % 1 else 0)


def _sample(lines: Sequence[LogLine], setting: Setting) -> list[Element]:
    """Look-ups of a case picked at random, so that somebody asks whether each had a reason."""
    if not lines:
        return []
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("When"), 4), Column(say("Who"), 4), Column(say("What"), 4)]
    rows: list[list[str | Cell]] = [
        [
            danish.short_moment(line.at, language, setting.zone, setting.today),
            plain(person(line.staff, setting)),
            Cell(question(line.question, language), under=plain(line.case) if line.case else None),
        ]
        for line in lines
    ]
    asked = quiet(say("Ask of each whether it had to do with the work."), spacing="Small")
    return [heading(say("Drawn at random")), table(columns, rows), asked]


def _notes(facts: LogControl, setting: Setting) -> list[Element]:
    """Other notes for the control, and what its words mean."""
    say, language = words(setting.language), setting.language
    notes = []
    if facts.unknown:
        notes.append(
            say.gettext("Asked by people unknown here: %(number)s", number=danish.number(facts.unknown, language))
        )
    if facts.acts:
        acts = danish.number(facts.acts, language)
        notes.append(say.gettext("Erased, handed out or deleted for its age: %(number)s", number=acts))
    notes.append(
        say.gettext("Many: at least 20, and over three times what is usual among colleagues. Night: from 20 to 6.")
    )
    notes.append(say.gettext("Only what was asked here; the case system keeps a log of its own"))
    first, *rest = notes
    return [quiet(first, spacing="Medium"), *(quiet(line) for line in rest)]


def _see(facts: LogControl, setting: Setting) -> list[Element]:
    """The way on: the look-ups of those who stand out, then everybody's."""
    say = words(setting.language).gettext
    month = {"period": Period(facts.since, facts.until).as_json()}
    if not facts.look_ups and not facts.refused:
        return []
    offers = [
        button(
            say("See look-ups by %(name)s", name=person(one.staff, setting)),
            "access_log",
            {"staff": one.staff, **month},
        )
        for one in facts.items[:NAMED]
    ]
    return [*offers, button(say("See every look-up"), "access_log", month)]
