"""Answers a question, by its own file or, where it is asked for in full, as a selection (domain.md §11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.other_message import Answered, OtherMessage, refused
from bot.own_team import figure_of_own_team
from bot.question import Ask, NotYoursError, Place
from bot.questions import answer_to
from bot.understanding.yes_or_no import YesOrNo
from storage.facts.asked import Figure
from storage.facts.of_team import TeamFigure
from storage.facts.selected import OfAll, SelectedFacts
from storage.queries.model.complaints_recorded import as_recorded
from storage.queries.model.counted import counted
from storage.queries.model.listed import listed
from storage.queries.model.parts import by_event, share_parts
from storage.queries.model.times import times
from storage.queries.reach import sees_own_alone
from storage.rules.access import Refusal, Scope
from storage.rules.counts import counted_by
from storage.rules.deadlines.times import Times
from storage.rules.questions import RECORDS
from storage.rules.selection import (
    COUNT,
    KRONER,
    LIST,
    OF_PEOPLE,
    Selection,
    WithheldError,
    is_told_in_channel,
    told_in_points,
)

_SAID_OF_ALL: Mapping[YesOrNo | None, frozenset[str]] = {
    YesOrNo.ALL_ARE: frozenset({"state"}),
    YesOrNo.ALL_HAVE: frozenset({"has"}),
}
"""The one condition that 'er alle … gennemgået' and 'har alle … en plan' say of them."""


async def answered(ask: Ask, question: str) -> Answered:
    """The answer of a question. A selection is answered the same for every one; about one case its own file knows more.

    Raises NotYoursError for what is unknown or out of reach.
    """
    selection = ask.slots.selection or _of_all_in_slots(ask, question)
    if selection is None or ask.slots.case is not None:
        return await answer_to(question)(ask)
    return await selected(ask, selection)


def _of_all_in_slots(ask: Ask, question: str) -> Selection | None:
    """What slots alone say, where it is asked whether all are so: only a selection tells how many are left."""
    counts = RECORDS[question].counts
    if counts is None or ask.particulars.yes_or_no not in _SAID_OF_ALL or ask.slots.case is not None:
        return None
    selection = counted_by(counts, ask.slots, ask.today)
    return selection if selection is not None and without_what_is_said(ask, selection) is not None else None


async def counted_alone(ask: Ask, question: str) -> Answered:
    """The same for slots alone, of a question that is always answered so."""
    counts = RECORDS[question].counts
    selection = None if counts is None else counted_by(counts, ask.slots, ask.today)
    if selection is None:
        raise NotYoursError
    return await selected(ask, selection)


async def selected(ask: Ask, selection: Selection) -> Answered:
    """The figures and rows of a selection. What a team's channel is not told, nobody is told as its mere member."""
    try:
        return OtherMessage("answers/selected", await _facts(ask, told_in_points(selection, ask.today)))
    except WithheldError as error:
        if ask.place is Place.CHANNEL:
            return refused(Refusal.WRONG_PLACE)
        raise NotYoursError from error


async def _facts(ask: Ask, asked_for: Selection) -> SelectedFacts:
    selection, source = await as_recorded(ask.session, asked_for, ask.today)
    asked = await counted(ask.session, ask.scope, selection)
    taken = await _times(ask, selection)
    return SelectedFacts(
        asked=asked,
        total=asked.value,
        items=await listed(ask.session, ask.scope, selection, asked),
        mean=None if taken is None else taken.mean,
        median=None if taken is None else taken.median,
        count=None if taken is None else taken.count,
        over_limit=None if taken is None else taken.over_limit,
        by_event=await by_event(ask.session, ask.scope, selection) if selection.what == "events" else None,
        left_out=ask.left_out,
        source=source,
        selection=selection,
        own=sees_own_alone(ask.scope),
        of_team=await _of_team(ask, selection) if asked.value == 0 else None,
        share=await share_parts(ask.session, ask.scope, selection),
        of_all=await _of_all(ask, selection, asked.value),
    )


async def _of_team(ask: Ask, selection: Selection) -> TeamFigure | None:
    """What the asker's team has of that of which they have none; None where it is about people or is not counted."""
    is_of_somebody = any(one.name in OF_PEOPLE and not one.denied for one in selection.conditions)
    if is_of_somebody or selection.nothing is None or selection.unit == KRONER or not is_told_in_channel(selection):
        return None
    plain = replace(selection, group_by=(), per=None, order=None, limit=None, compare=None, form=None)

    async def count(scope: Scope) -> int:
        return int((await counted(ask.session, scope, plain)).value or 0)

    return await figure_of_own_team(ask, count)


async def _of_all(ask: Ask, selection: Selection, value: Figure) -> OfAll | None:
    """How many are left of all of which something is said; None where that is not asked, or there are none."""
    whole = without_what_is_said(ask, selection)
    if whole is None or value is None or ask.left_out:
        return None
    n = int((await counted(ask.session, ask.scope, whole)).value or 0)
    return OfAll(n, n - int(value)) if n else None


def without_what_is_said(ask: Ask, selection: Selection) -> Selection | None:
    """All those of whom the question says something; None where it is not clear what it says of them."""
    said = _SAID_OF_ALL.get(ask.particulars.yes_or_no, frozenset())
    of_them = [one for one in selection.conditions if one.name in said]
    is_plain = selection.form in {None, COUNT, LIST} and not selection.group_by and selection.per is None
    if len(of_them) != 1 or selection.what != "cases" or selection.period is not None or not is_plain:
        return None
    kept = tuple(one for one in selection.conditions if one is not of_them[0])
    return replace(selection, conditions=kept, order=None, limit=None, compare=None)


async def _times(ask: Ask, selection: Selection) -> Times | None:
    if selection.what != "days":
        return None
    return await times(ask.session, ask.scope, selection, ask.calendar, application_weeks=ask.application_weeks)
