"""The matters that come and go in a case: notifications, complaints, requests for access, applications, new plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from storage.demo.days import between, days, office_day
from storage.demo.plan import PlannedCase
from storage.demo.proportions import DISABILITY, LATE_IN_THE_PAST, PAST_MATTERS
from storage.demo.story import Story
from storage.rules.calendar import Calendar, add_months

_CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Matter:
    """A trigger that is answered once: when it must begin to fall due on a given day, and how fast it mostly goes."""

    trigger: str
    done: str
    begun_for: Callable[[dt.date], dt.date]
    usual: tuple[int, int]
    too_late: tuple[int, int]
    """Both in calendar days after the trigger."""


def _back(due: dt.date, counts: Callable[[dt.date], bool], number: int) -> dt.date:
    """The last day from which `number` days of that kind lead no further than to `due`."""
    while number > 0:
        number -= counts(due)
        due -= days(1)
    return due


MATTERS = {
    "notification_assessment": Matter(
        "underretning modtaget", "underretning vurderet", lambda due: due - days(1), (0, 1), (2, 3)
    ),
    "notification_receipt": Matter(
        "underretning modtaget",
        "kvittering sendt",
        lambda due: _back(due, _CALENDAR.is_weekday, 6),
        (1, 5),
        (10, 14),
    ),
    "assessment": Matter(
        "undersøgelse påbegyndt", "undersøgelse afsluttet", lambda due: add_months(due, -4), (50, 116), (124, 150)
    ),
    "child_plan": Matter("indsats besluttet", "plan udarbejdet", lambda due: add_months(due, -3), (14, 80), (93, 120)),
    "reassessment": Matter("klage modtaget", "genvurdering foretaget", lambda due: due - days(28), (8, 27), (30, 45)),
    "record_access": Matter(
        "aktindsigt modtaget",
        "aktindsigt besvaret",
        lambda due: _back(due, _CALENDAR.is_workday, 7),
        (2, 8),
        (13, 20),
    ),
    "application": Matter("ansøgning modtaget", "afgørelse", lambda due: due - days(56), (20, 54), (58, 75)),
}


def tell_set_matters(story: Story, case: PlannedCase) -> None:
    """Add the matters under way now, whose due days the plan sets; nothing has answered them yet."""
    for rule, due_in in case.due_in.items():
        matter = MATTERS.get(rule)
        if matter is None or (rule == "assessment" and case.assessing):
            continue
        begun = matter.begun_for(story.end + days(due_in))
        if rule.startswith("notification"):
            tell_notification(
                story,
                begun,
                assessed=rule != "notification_assessment",
                receipt=rule != "notification_receipt",
            )
        else:
            story.tell(matter.trigger, begun)


def tell_past_matters(story: Story, case: PlannedCase) -> None:
    """Add the matters that came up and were dealt with in the case's life; the latest may still be under way.

    A case with a planned matter gets none, since a later answer of the same kind would close the planned one.
    """
    life = (story.end - case.opened).days
    if case.assessing or life < 120 or any(rule in MATTERS for rule in case.due_in):
        return
    for rule, share in PAST_MATTERS.items():
        if story.rng.random() >= share or (rule == "application" and case.case_type != DISABILITY):
            continue
        begun = office_day(case.opened + between(story.rng, 60, life - 1))
        if rule == "notification_assessment":
            tell_notification(story, begun)
        else:
            _tell_answered(story, MATTERS[rule], begun)


def _tell_answered(story: Story, matter: Matter, begun: dt.date) -> None:
    late = story.rng.random() < LATE_IN_THE_PAST
    answered = story.after(begun, *(matter.too_late if late else matter.usual))
    story.tell(matter.trigger, begun)
    story.tell(matter.done, answered)
    if matter.done == "afgørelse":
        story.tell("partshøring", story.before(answered, 3, 10))
        story.tell("klagevejledning", answered)


def tell_notification(story: Story, day: dt.date, *, assessed: bool = True, receipt: bool = True) -> None:
    """Add a notification with its time of day, mostly assessed within 24 hours and receipted within six weekdays."""
    rng = story.rng
    hour, minute = rng.randint(8, 16), rng.randrange(60)
    story.tell("underretning modtaget", day, f"{hour:02d}:{minute:02d}")
    if assessed:
        if rng.random() < LATE_IN_THE_PAST:
            story.tell("underretning vurderet", day + between(rng, 2, 3), f"{rng.randint(8, 12):02d}:15")
        elif hour < 14 and rng.random() < 0.6:
            story.tell("underretning vurderet", day, f"{hour + rng.randint(1, 2):02d}:{minute:02d}")
        else:
            story.tell("underretning vurderet", day + days(1), f"{rng.randint(7, hour - 1):02d}:{minute:02d}")
    if receipt:
        receipted = MATTERS["notification_receipt"]
        late = rng.random() < LATE_IN_THE_PAST
        story.tell("kvittering sendt", story.after(day, *(receipted.too_late if late else receipted.usual)))
