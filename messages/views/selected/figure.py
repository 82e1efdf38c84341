"""A figure as people read it, and how it differs from another."""

from __future__ import annotations

from decimal import Decimal

from messages import danish
from messages.setting import Setting
from messages.words import words
from storage.facts.asked import Figure
from storage.rules.selection import KRONER, Selection

MEASURED = frozenset({KRONER, "%", "days"})


def is_measured(selection: Selection) -> bool:
    """Whether the figure is no number of things: one that is high or low, not many or few."""
    return selection.unit in MEASURED or selection.figured.what == "average"


def written(value: Figure, unit: str, setting: Setting) -> str:
    """12, 1.234 kr., 38,5 %, 41 dage; a dash where there is none."""
    language = setting.language
    if value is None:
        return "–"
    if unit == KRONER:
        return danish.kroner(Decimal(str(value)), language)
    if unit == "%":
        return danish.percent(float(value), language)
    number = plain_number(value, language)
    return (
        words(language).ngettext("%(number)s day", "%(number)s days", one_or_many(value), number=number)
        if unit == "days"
        else number
    )


def plain_number(value: int | Decimal | float, language: str) -> str:
    """Whole, or with one decimal."""
    return danish.number(value, language, 0 if value == int(value) else 1)


def one_or_many(value: int | Decimal | float) -> int:
    """The number that decides between one and many."""
    return 1 if value == 1 else 2


def difference(value: Figure, other: Figure, selection: Selection, setting: Setting) -> str:
    """3 flere, 3 færre, 2,5 procentpoint mere; nothing where one of them is none."""
    if value is None or other is None:
        return ""
    say, more = words(setting.language).gettext, float(value) - float(other)
    if not more:
        return say("the same")
    size = abs(Decimal(str(value)) - Decimal(str(other)))
    if selection.unit == "%":
        amount = say("%(number)s percentage points", number=plain_number(size, setting.language))
    else:
        amount = written(size, selection.unit, setting)
    if is_measured(selection):
        return say("%(amount)s higher", amount=amount) if more > 0 else say("%(amount)s lower", amount=amount)
    return say("%(amount)s more", amount=amount) if more > 0 else say("%(amount)s fewer", amount=amount)
