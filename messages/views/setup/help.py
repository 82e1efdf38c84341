"""What one can ask here."""

from __future__ import annotations

from collections.abc import Sequence

from messages.cards import Element, buttons, card, heading, quiet
from messages.labels import example
from messages.setting import Setting
from messages.view import View
from messages.views.setup.offers import question_buttons
from messages.words import words
from storage.facts.setup.help import Help
from storage.rules.question_record import QuestionGroup
from storage.rules.questions import RECORDS

IN_A_ROW = 3
"""Buttons in one row of the help: more would be cut off in a narrow chat."""


def help(facts: Help, setting: Setting) -> View:  # noqa: A001 -- the id of questions.md
    """What this person can ask, by group, with examples."""
    say = words(setting.language).gettext
    may = set(facts.questions)
    body: list[Element] = []
    for group, title in _groups(setting).items():
        offered = [one.id for one in RECORDS.values() if one.group is group and one.id in may]
        if offered:
            body += _group(title, offered, setting)
    title = say("What you can ask")
    return View("setup/help", card=card(title, [], body, setting, dated=False))


def _groups(setting: Setting) -> dict[QuestionGroup, str]:
    say = words(setting.language).gettext
    return {
        QuestionGroup.DEADLINES: say("Cases and deadlines"),
        QuestionGroup.CHILDREN: say("Children and young people"),
        QuestionGroup.RECOVERY: say("Recovery"),
        QuestionGroup.MONEY: say("Money"),
        QuestionGroup.SENDING: say("Digests and data"),
        QuestionGroup.SETUP: say("You and me"),
    }


def _group(title: str, offered: Sequence[str], setting: Setting) -> list[Element]:
    say = words(setting.language).gettext
    typed = next((asked for name in offered if (asked := example(name, setting.language))), None)
    hint = [quiet(say("For example: %(question)s", question=typed))] if typed else []
    return [heading(title), *hint, *_rows(offered, setting)]


def _rows(names: Sequence[str], setting: Setting) -> list[Element]:
    rows = [names[start : start + IN_A_ROW] for start in range(0, len(names), IN_A_ROW)]
    return [buttons(question_buttons(row, {}, setting), spacing="Small") for row in rows]
