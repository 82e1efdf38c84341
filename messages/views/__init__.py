"""The views, by the name of their message."""

from __future__ import annotations

from messages.view import Viewer
from messages.views import audits, caseload, cases, complaints, deadlines, digest, rules, setup, talk

VIEWS: dict[str, Viewer] = {
    "answers/caseload": caseload.caseload,
    "answers/overdue": deadlines.overdue,
    "answers/upcoming": deadlines.upcoming,
    "answers/case": cases.case,
    "answers/which_case": talk.only_words("answers/which_case"),
    "answers/my_day": cases.my_day,
    "answers/digest": digest.weekly_digest,
    "answers/complaints": complaints.complaints,
    "answers/supervision": audits.supervision,
    "answers/rule": rules.rule,
    "answers/sources": setup.sources,
    "answers/reminders": setup.reminders,
    "answers/preview": digest.preview,
    "answers/bound": talk.only_words("answers/bound"),
    "answers/not_done": talk.only_words("answers/not_done"),
    "answers/help": talk.help_,
    "answers/whoami": talk.whoami,
    "answers/language": talk.language,
    "answers/smalltalk": talk.offering("answers/smalltalk"),
    "answers/none": talk.offering("answers/none"),
    "answers/clarify": talk.clarify,
    "answers/soon": talk.offering("answers/soon"),
    "answers/refused": talk.refused,
    "answers/unknown_person": talk.only_words("answers/unknown_person"),
    "answers/empty": talk.offering("answers/empty"),
    "answers/too_long": talk.only_words("answers/too_long"),
    "answers/failed": talk.only_words("answers/failed"),
    "digests/weekly_digest": digest.weekly_digest,
    "forms/schedule": setup.schedule_form,
    "welcome": talk.welcome,
}
