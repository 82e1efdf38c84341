"""Whose figures are meant by 'mine' and 'vi': one's own, the team's, or those of all teams in reach (domain.md §9)."""

from __future__ import annotations

from dataclasses import replace

from bot import permission
from bot.question import Place
from bot.understanding.understand import FirstPerson, Meaning
from bot.visit import Visit
from storage.queries import teams
from storage.queries.deadlines import case_numbers
from storage.rules.access import Person, Role, scope_of
from storage.rules.conditions import CONDITIONS, Condition
from storage.rules.question_record import QuestionRecord
from storage.rules.questions import RECORDS
from storage.rules.selection import Selection, with_conditions
from storage.rules.slots import Slots


async def spoken_for(visit: Visit, meaning: Meaning) -> Meaning:
    """The meaning with the person and team that the asker's 'mine' or 'vi' stands for; unchanged in a channel.

    Whoever leads, coordinates or controls would read 'you have none' of cases that others own, and take it for good.
    """
    question = RECORDS.get(meaning.question)
    if visit.known is None or question is None or visit.incoming.place is Place.CHANNEL:
        return meaning
    if meaning.first_person is None or question.reach not in permission.OF_A_TEAM:
        return meaning
    asker, selection = visit.known.person, meaning.slots.selection
    if selection is None:
        return replace(meaning, slots=await _whose(visit, asker, question, meaning.slots, meaning.first_person))
    mine = Condition("staff", (asker.id,))
    says_mine = Slots(staff=asker.id if mine in selection.conditions else None)
    slots = await _whose(visit, asker, question, says_mine, meaning.first_person)
    return replace(meaning, slots=replace(meaning.slots, selection=_narrowed(selection, mine, slots)))


def _narrowed(selection: Selection, mine: Condition, slots: Slots) -> Selection:
    """Of the person and team in the slots, in place of 'mine'; the whole of a share too."""
    wanted = {"staff": slots.staff, "team": slots.team}
    added = tuple(
        Condition(name, (value,))
        for name, value in wanted.items()
        if value is not None and CONDITIONS[name].fits(selection.kind)
    )
    return with_conditions(selection, lambda some: (*added, *(one for one in some if one not in {mine, *added})))


async def _whose(visit: Visit, asker: Person, question: QuestionRecord, slots: Slots, spoken: FirstPerson) -> Slots:
    reached = asker.leads_as_leader | frozenset({asker.coordinates} if asker.coordinates is not None else ())
    if reached or Role.CONTROLLER in asker.roles:
        scope = scope_of(asker, visit.today)
        if spoken is FirstPerson.ONE and await case_numbers.has_own(visit.session, scope, asker.id):
            return slots
        only = next(iter(reached)) if len(reached) == 1 and Role.CONTROLLER not in asker.roles else None
        return replace(slots, staff=None, team=await _name(visit, question, only))
    if spoken is FirstPerson.ONE:
        return slots
    if question.private or asker.team_id is None:  # of the team they would be shown nothing: it is their own cases
        return replace(slots, staff=asker.id if "staff" in question.slots else None)
    return replace(slots, team=await _name(visit, question, asker.team_id))


async def _name(visit: Visit, question: QuestionRecord, team_id: int | None) -> str | None:
    if team_id is None or "team" not in question.slots:
        return None
    team = await teams.by_id(visit.session, team_id)
    return team.name if team else None
