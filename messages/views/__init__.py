"""The views, by the name of their message."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from messages.view import Viewer
from messages.views.children import rules
from messages.views.sending import channel_notice, digest, schedule
from messages.views.setup import talk
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
    "answers/which_case": talk.only_words("deadlines/which_case"),
    "answers/digest": digest.weekly_digest,
    "answers/rule": rules.rule,
    "answers/preview_empty": digest.nothing_to_preview,
    "notices/channel": channel_notice.channel_notice,
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
    "forms/schedule": schedule.schedule_form,
    "welcome": talk.welcome,
}

for _question in RECORDS.values():
    if f"answers/{_question.id}" not in VIEWS:
        raise LookupError(f"messages/views/{_question.group}/{_question.id}.py has no view {_question.id}")
