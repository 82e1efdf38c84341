"""Schedules in chat: shows, adds by a form, changes, pauses, removes and previews them.

Administrators set up every team's schedules, leaders those of the teams they lead. A text opens the form, or pauses,
resumes or removes the schedule it names; it never adds a schedule by itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.admin import form
from bot.admin.form import may_set_up
from bot.admin.wish import Do, Wish
from bot.other_message import Answered, OtherMessage, not_done, refused
from bot.question import Ask, NotYoursError, Place
from jobs.reminder import Work
from jobs.reminders import reminder_of
from messages.message import Message
from messages.preview import preview
from storage.facts.sending.preview_empty import NothingToSend
from storage.facts.sending.reminders import EVERY_TEAM, Reminders
from storage.queries import teams
from storage.queries.sending import schedule_changes, schedules
from storage.queries.sending.recipients import reader_of
from storage.queries.sending.schedule_changes import Policy
from storage.queries.teams import TeamRow
from storage.rules.access import Refusal, Role, may_ask_about_team
from storage.rules.sending.reminder_kinds import KINDS, USUAL_KIND, ReminderKind


async def answer(ask: Ask) -> Answered:
    """Do what was asked for, then show the schedules that the asker may see.

    A refusal by role comes first, then by place; a team or schedule that is unknown or another's raises NotYoursError.
    """
    wish = wish_of(ask)
    if wish is None:
        return await listing(ask)
    if Role.ADMIN not in ask.asker.roles and not ask.asker.leads_as_leader:
        return refused(Refusal.NOT_YOUR_ROLE)
    return await _DOING[wish.do](ask, wish)


async def listing(ask: Ask, done: str | None = None) -> Reminders:
    """The schedules, each with whether the asker may change it; `done` says what has just been done."""
    seen = await schedules.schedules_of(ask.session, ask.asker, now=ask.now, zone=ask.zone, calendar=ask.calendar)
    may_change = may_set_up(ask.asker, None) or bool(await form.teams_of(ask))
    here = await _targets_here(ask)
    return Reminders(tuple(row for row in seen if here is None or row.target in here), may_change, done)


async def _targets_here(ask: Ask) -> set[str] | None:
    """The targets whose schedules may be shown here: in a team's channel its own; None = all of them."""
    if ask.channel_team_id is None:
        return None
    team = await teams.by_id(ask.session, ask.channel_team_id)
    return {EVERY_TEAM, team.name} if team else None


def wish_of(ask: Ask) -> Wish | None:
    """What a card's button or a text wants done; None when the schedules are only to be shown."""
    if ask.form:
        return _pressed(ask)
    wish = ask.particulars.schedule
    return None if wish is None else replace(wish, team=ask.slots.team)


def _pressed(ask: Ask) -> Wish | None:
    def given(name: str) -> str | None:
        value = ask.form.get(name)
        return str(value).strip() if isinstance(value, str | int | float) and str(value).strip() else None

    do = given("do")
    if do not in set(Do):
        return None
    team = given("team") or ask.slots.team
    fields = {name: given(name) for name in ("schedule", "kind", "weekday", "time", "monthly", "limit")}
    return Wish(Do(do), team=team, **fields)


async def _form(ask: Ask, wish: Wish) -> OtherMessage:
    return await form.empty_or_prefilled(ask, wish)


async def _add(ask: Ask, wish: Wish) -> Answered:
    plan = await form.plan_of(ask, wish)
    if isinstance(plan, form.FormProblem):
        return await form.empty_or_prefilled(ask, wish, problem=plan)
    await schedule_changes.add(ask.session, plan, ask.asker.id, ask.now)
    return await listing(ask, "added")


async def _edit(ask: Ask, wish: Wish) -> Answered:
    """The form of the schedule that is meant; if it may be several, the list to choose from."""
    match await _meant(ask, wish):
        case []:
            return not_done("no_schedule")
        case [one]:
            return await form.of_schedule(ask, one, wish)
        case _:
            return await listing(ask)


async def _change(ask: Ask, wish: Wish) -> Answered:
    schedule = await _numbered(ask, wish.schedule or "")
    plan = await form.plan_of(ask, wish)
    if isinstance(plan, form.FormProblem):
        return await form.of_schedule(ask, schedule, wish, problem=plan)
    plan = replace(
        plan, holidays=schedule.rhythm.holidays, if_empty=schedule.if_empty
    )  # the form does not ask for them
    if wish.limit is None and plan.kind == schedule.kind:
        plan = replace(plan, limit_pct=schedule.limit_pct)
    await schedule_changes.change(ask.session, schedule.id, plan, ask.now)
    return await listing(ask, "changed")


async def _pause(ask: Ask, wish: Wish) -> Answered:
    """Pause from the period's first day, or today, to its last; without a period until somebody resumes it."""
    period = ask.slots.period
    start = max(period.start, ask.today) if period and period.start else ask.today
    end = period.end if period else None
    if end is not None and end < start:
        return not_done("period_past")
    meant = await _meant(ask, wish)
    for schedule in meant:
        await schedule_changes.pause(ask.session, schedule.id, start, end)
    return await listing(ask, "paused") if meant else not_done("no_schedule")


async def _resume(ask: Ask, wish: Wish) -> Answered:
    meant = await _meant(ask, wish)
    for schedule in meant:
        await schedule_changes.resume(ask.session, schedule.id)
    return await listing(ask, "resumed") if meant else not_done("no_schedule")


async def _remove(ask: Ask, wish: Wish) -> Answered:
    """Remove the schedule if it is certain which one is meant; else show the list with a button for each."""
    match await _meant(ask, wish):
        case []:
            return not_done("no_schedule")
        case [one]:
            await schedule_changes.remove(ask.session, one.id, ask.now)
            return await listing(ask, "removed")
        case _:
            return await listing(ask)


async def _preview(ask: Ask, wish: Wish) -> Answered:
    """What the team's channel, or the asker in person, would get now.

    The figures are made up for people who may set up the schedule but may not see the team.
    """
    schedule = await _numbered(ask, wish.schedule) if wish.schedule else None
    team = await _team_to_preview(ask, wish, schedule)
    kind = KINDS.get(schedule.kind if schedule else wish.kind or USUAL_KIND)
    if kind is None:
        raise NotYoursError
    about_teams = await _all_teams(ask, wish, schedule, kind) or (team,)
    reader = reader_of(ask.asker, kind.readers, about_teams, ask.language) if kind.readers else None
    work = Work(
        session=ask.session,
        teams=about_teams,
        today=ask.today,
        zone=ask.zone,
        calendar=ask.calendar,
        language=ask.language,
        reader=reader,
        limit_pct=schedule.limit_pct if schedule else None,
    )
    may_see = reader is not None if kind.readers else may_ask_about_team(ask.asker, team.id)
    if not may_see:
        work = replace(work, teams=about_teams[:1])
        return _previewed(await reminder_of(kind.id).sample(work), kind, work, made_up=True)
    if ask.place is Place.CHANNEL and (reader is not None or team.id != ask.channel_team_id):
        return refused(Refusal.WRONG_PLACE)
    message = await reminder_of(kind.id).compose(work)
    if message is None:
        about = team.name if about_teams == (team,) else None
        nothing = NothingToSend(about, nothing_to_tell=True, kind=kind.id, made_up=False)
        return OtherMessage("answers/preview_empty", nothing)
    return _previewed(message, kind, work, made_up=False)


def _previewed(composed: Message, kind: ReminderKind, work: Work, *, made_up: bool) -> OtherMessage:
    names = [team.name for team in work.teams]
    marked = preview(composed, kind.id, names, work.language, made_up=made_up)
    return OtherMessage(composed=marked)


async def _all_teams(ask: Ask, wish: Wish, schedule: Policy | None, kind: ReminderKind) -> tuple[TeamRow, ...] | None:
    """Every team, if administrators get one message about them all and no team is named; else None."""
    one_team = schedule.team_id is not None if schedule else bool(wish.team and wish.team != EVERY_TEAM)
    if one_team or not kind.is_for_administrators:
        return None
    return await form.teams_of(ask)


async def _team_to_preview(ask: Ask, wish: Wish, schedule: Policy | None) -> TeamRow:
    """The schedule's team, the one named, the channel's, or the first the asker sets up."""
    team_id = schedule.team_id if schedule else None
    if team_id is None and wish.team and wish.team != EVERY_TEAM:
        return await _own_team(ask, wish.team)
    own = await form.teams_of(ask)
    wanted = team_id if team_id is not None else ask.channel_team_id
    found = next((team for team in own if team.id == wanted), next(iter(own), None))
    if found is None:
        raise NotYoursError
    return found


async def _own_team(ask: Ask, name: str) -> TeamRow:
    team = await teams.by_name(ask.session, name)
    if team is None or not may_set_up(ask.asker, team.id):
        raise NotYoursError
    return team


async def _numbered(ask: Ask, number: str) -> Policy:
    """The schedule with that number, if the asker may change it."""
    numeric = number.isascii() and number.isdigit() and len(number) <= 9
    schedule = await schedule_changes.find(ask.session, int(number)) if numeric else None
    if schedule is None or not may_set_up(ask.asker, schedule.team_id):
        raise NotYoursError
    return schedule


async def _meant(ask: Ask, wish: Wish) -> list[Policy]:
    """The schedule of that number; else those of the named kind and team, or channel, that the asker may change."""
    if wish.schedule:
        return [await _numbered(ask, wish.schedule)]
    named = (await _own_team(ask, wish.team)).id if wish.team else ask.channel_team_id
    active = await schedule_changes.active(ask.session)
    mine = [schedule for schedule in active if may_set_up(ask.asker, schedule.team_id)]
    return [schedule for schedule in mine if named in {None, schedule.team_id} and wish.kind in {None, schedule.kind}]


_DOING: dict[Do, Callable[[Ask, Wish], Awaitable[Answered]]] = {
    Do.FORM: _form,
    Do.ADD: _add,
    Do.EDIT: _edit,
    Do.CHANGE: _change,
    Do.PAUSE: _pause,
    Do.RESUME: _resume,
    Do.REMOVE: _remove,
    Do.PREVIEW: _preview,
}
