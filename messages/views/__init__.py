"""The views, by the name of their message."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from messages.view import Viewer
from messages.views.deadlines import which_case
from messages.views.sending import channel_notice, preview_empty, schedule, weekly_digest
from messages.views.setup import clarify, not_done, refused, welcome
from messages.views.setup import help as help_
from messages.views.setup.offers import first_steps
from messages.views.setup.words_only import words_only
from storage.rules.questions import RECORDS
from storage.rules.sending.reminder_kinds import KINDS, ReminderKind


def _view_of(kind: ReminderKind) -> Viewer:
    """The view that the kind's record names; raises LookupError where there is none."""
    room = import_module(f"{__name__}.{kind.view.replace('/', '.')}")
    view: Viewer | None = getattr(room, kind.id, None)
    if view is None:
        raise LookupError(f"messages/views/{kind.view}.py has no view {kind.id}, which reminders.toml says it has")
    return view


def _found() -> Iterator[tuple[str, Viewer]]:
    """The views that stand in a file of their question's id, in the folder of its group."""
    for question in RECORDS.values():
        room = f"{__name__}.{question.group}.{question.id}"
        view = getattr(import_module(room), question.id, None) if find_spec(room) else None
        if view is not None:
            yield f"answers/{question.id}", view


VIEWS: dict[str, Viewer] = {
    **dict(_found()),
    "answers/which_case": which_case.which_case,
    "answers/digest": weekly_digest.weekly_digest,
    "answers/preview_empty": preview_empty.preview_empty,
    "notices/channel": channel_notice.channel_notice,
    "answers/not_done": not_done.not_done,
    "answers/help": help_.help_,
    "answers/clarify": clarify.clarify,
    "answers/refused": refused.refused,
    "answers/unknown_person": refused.unknown_person,
    "answers/empty": first_steps("setup/empty"),
    "answers/too_long": words_only("setup/too_long"),
    "answers/failed": words_only("setup/failed"),
    "answers/delayed": words_only("setup/delayed"),
    "answers/not_now": words_only("setup/not_now"),
    "answers/maybe_lost": words_only("setup/maybe_lost"),
    **{f"digests/{kind.id}": _view_of(kind) for kind in KINDS.values()},
    "forms/schedule": schedule.schedule_form,
    "welcome": welcome.welcome,
}

for _question in RECORDS.values():
    if f"answers/{_question.id}" not in VIEWS:
        raise LookupError(f"messages/views/{_question.group}/{_question.id}.py has no view {_question.id}")
