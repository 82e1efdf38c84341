"""The views, by the name of their message."""

from __future__ import annotations

from importlib import import_module

from messages.view import Viewer
from messages.views.children import changes, complaints, flow, rules, transitions
from messages.views.deadlines import caseload, cases, overdue, upcoming
from messages.views.money import budget, costs, grants, ladder, unit_costs
from messages.views.recovery import data_quality, legality, milestones, plan, supervision
from messages.views.sending import access_log, channels, deliveries, digest, reminders, sources
from messages.views.setup import talk
from storage.rules.sending.reminder_kinds import KINDS, ReminderKind


def _view_of(kind: ReminderKind) -> Viewer:
    """The view that the kind's record names; raises LookupError where there is none."""
    room = import_module(f"{__name__}.{kind.view.replace('/', '.')}")
    view: Viewer | None = getattr(room, kind.id, None)
    if view is None:
        raise LookupError(f"messages/views/{kind.view}.py has no view {kind.id}, which reminders.toml says it has")
    return view


VIEWS: dict[str, Viewer] = {
    "answers/caseload": caseload.caseload,
    "answers/overdue": overdue.overdue,
    "answers/upcoming": upcoming.upcoming,
    "answers/case": cases.case,
    "answers/which_case": talk.only_words("deadlines/which_case"),
    "answers/my_day": cases.my_day,
    "answers/digest": digest.weekly_digest,
    "answers/complaints": complaints.complaints,
    "answers/supervision": supervision.supervision,
    "answers/rule": rules.rule,
    "answers/milestones": milestones.milestones,
    "answers/plan": plan.plan,
    "answers/legality": legality.legality,
    "answers/flow": flow.flow,
    "answers/changes": changes.changes,
    "answers/transitions": transitions.transitions,
    "answers/budget": budget.budget,
    "answers/costs": costs.costs,
    "answers/unit_costs": unit_costs.unit_costs,
    "answers/grants": grants.grants,
    "answers/ladder": ladder.ladder,
    "answers/data_quality": data_quality.data_quality,
    "answers/sources": sources.sources,
    "answers/reminders": reminders.reminders,
    "answers/deliveries": deliveries.deliveries,
    "answers/access_log": access_log.access_log,
    "answers/preview_empty": digest.nothing_to_preview,
    "answers/channel": channels.channel,
    "notices/channel": channels.notice,
    "answers/not_done": talk.only_words("setup/not_done"),
    "answers/help": talk.help_,
    "answers/whoami": talk.whoami,
    "answers/language": talk.language,
    "answers/smalltalk": talk.offering("setup/smalltalk"),
    "answers/none": talk.offering("setup/none"),
    "answers/clarify": talk.clarify,
    "answers/refused": talk.refused,
    "answers/unknown_person": talk.only_words("setup/unknown_person"),
    "answers/empty": talk.offering("setup/empty"),
    "answers/too_long": talk.only_words("setup/too_long"),
    "answers/failed": talk.only_words("setup/failed"),
    "answers/delayed": talk.only_words("setup/delayed"),
    "answers/not_now": talk.only_words("setup/not_now"),
    "answers/maybe_lost": talk.only_words("setup/maybe_lost"),
    **{f"digests/{kind.id}": _view_of(kind) for kind in KINDS.values()},
    "forms/schedule": reminders.schedule_form,
    "welcome": talk.welcome,
}
