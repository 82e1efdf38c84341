"""Two questions of one message that ask the same of two times or two teams are one comparison."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.understanding.composing.deciding import question_of
from bot.understanding.meaning import Meaning
from storage.rules.conditions import Condition, SelectionError
from storage.rules.counts import counted_by
from storage.rules.period import Period
from storage.rules.questions import RECORDS
from storage.rules.selection import LIST, Selection
from storage.rules.slots import Slots


def counted_before(question: str, slots: Slots, today: dt.date) -> Selection | None:
    """What a question counted with its slots; None where it counts nothing."""
    if slots.selection is not None:
        return slots.selection
    counts = RECORDS[question].counts
    return None if counts is None else counted_by(counts, slots, today)


def set_against(first: Meaning, second: Meaning, today: dt.date) -> Meaning | None:
    """Both as one comparison, where they differ in their time or in their team alone; None for lists and for others."""
    one = counted_before(first.question, first.slots, today)
    other = counted_before(second.question, second.slots, today)
    if (
        one is None
        or other is None
        or one.compare is not None
        or one.limit is not None
        or LIST in {one.form, other.form}
        or second.unread
    ):
        return None
    compare = _difference(one, other)
    if compare is None:
        return None
    try:
        both = replace(one, compare=compare)
    except SelectionError:
        return None
    return replace(first, question=question_of(both, first.question), slots=Slots(selection=both))


def _difference(one: Selection, other: Selection) -> Period | str | None:
    """The other time or the other team, where all else is the same."""
    laid_out = ("what", "group_by", "per", "share_of", "limit", "from_event", "to_event")
    if any(getattr(one, name) != getattr(other, name) for name in laid_out):
        return None
    left, right = _without_team(one), _without_team(other)
    if left != right:
        return None
    teams = _team(one), _team(other)
    if teams[0] == teams[1] and other.period not in {None, one.period} and one.period is not None:
        return other.period
    return teams[1] if None not in teams and teams[0] != teams[1] and one.period == other.period else None


def _without_team(selection: Selection) -> frozenset[Condition]:
    return frozenset(one for one in selection.conditions if one.name != "team" or one.denied)


def _team(selection: Selection) -> str | None:
    """The only team that it is about."""
    named = [one for one in selection.conditions if one.name == "team" and not one.denied]
    return named[0].texts[0] if len(named) == 1 and len(named[0].texts) == 1 else None
