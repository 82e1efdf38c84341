"""The history of each case, in the vocabulary of the exports, type by type."""

from __future__ import annotations

import datetime as dt
import random

from storage.demo import proportions as p
from storage.demo.days import between, days, office_day
from storage.demo.matters import MATTERS, tell_notification, tell_past_matters, tell_set_matters
from storage.demo.plan import PlannedCase
from storage.demo.story import (
    EXTRA_COSTS,
    FOLLOW_UP,
    LOST_EARNINGS,
    SUPERVISION,
    DemoEvent,
    DemoRhythm,
    Story,
    keep_rhythm,
)
from storage.rules.calendar import add_months, birthday


def history(rng: random.Random, case: PlannedCase, today: dt.date) -> list[DemoEvent]:
    """The case's events, the first one first; none after today or the day the case closed."""
    if case.gap == "hændelser":
        return []
    end = case.closed or today
    story = Story(rng, case.opened, end, case.skips)
    if case.case_type == p.DISABILITY:
        _disability(story, case)
    elif case.assessing:
        _under_assessment(story, case)
    else:
        _family(story, case)
    _ages(story, case)
    tell_set_matters(story, case)
    tell_past_matters(story, case)
    if case.closed:
        story.tell("indsats afsluttet", office_day(case.closed - between(rng, 0, 14)))
    elif not case.due_in and rng.random() < p.MEASURE_ENDED:
        story.tell("indsats afsluttet", office_day(end - between(rng, 1, 40)))
    return story.events()


def _assessment(story: Story, day: dt.date) -> dt.date:
    """A child assessment with the talk with the child; returns the day it was finished, in time or not."""
    story.tell("undersøgelse påbegyndt", day)
    story.tell("børnesamtale", story.after(day, 14, 40))
    late = story.rng.random() < p.LATE_IN_THE_PAST
    matter = MATTERS["assessment"]
    done = story.after(day, *(matter.too_late if late else matter.usual))
    story.tell("undersøgelse afsluttet", done)
    return done


def _under_assessment(story: Story, case: PlannedCase) -> None:
    """A case in the assessment team: notified, its assessment begun and not yet finished."""
    tell_notification(
        story,
        case.opened,
        assessed="notification_assessment" not in case.due_in,
        receipt="notification_receipt" not in case.due_in,
    )
    begun = min(case.opened + between(story.rng, 0, 2), story.end)
    if "assessment" in case.due_in:
        begun = MATTERS["assessment"].begun_for(story.end + days(case.due_in["assessment"]))
    story.tell("undersøgelse påbegyndt", max(begun, case.opened))
    story.tell("børnesamtale", story.after(begun, 14, 60))
    story.tell("journal ajourført", story.after(begun, 5, 40))


def _family(story: Story, case: PlannedCase) -> None:
    """Placement, preventive, school day treatment and youth support: from notification to follow-ups."""
    placed = case.case_type == p.PLACEMENT
    if case.case_type == p.YOUTH:
        story.tell("ansøgning modtaget", case.opened)
    else:
        tell_notification(story, case.opened)
    finished = _assessment(story, story.after(case.opened, 0, 4))
    decided = story.after(finished, 5, 20)
    if case.case_type == p.YOUTH:
        # The application is decided within the council's eight weeks, before the plan is made.
        story.tell("afgørelse", story.after(case.opened, 20, 50))
        story.tell("ungestøtte besluttet", decided)
    story.tell("partshøring", story.before(decided, 3, 10))
    story.tell("afgørelse", decided)
    story.tell("klagevejledning", decided)
    story.tell("anbringelse besluttet" if placed else "indsats besluttet", decided)
    plan = MATTERS["child_plan"]
    late = story.rng.random() < p.LATE_IN_THE_PAST
    story.tell("plan udarbejdet", story.after(decided, *(plan.too_late if late else plan.usual)))
    started = story.after(decided, 7, 25)
    done = _repeat(story, case, FOLLOW_UP, started)
    if placed:
        _repeat(story, case, SUPERVISION, started)
    _journal(story, done)
    if placed and case.closed:
        story.tell("anbringelse ophørt", office_day(case.closed))


def _disability(story: Story, case: PlannedCase) -> None:
    """Extra costs and lost earnings: an application, the target group, the measuring out, and a review every year."""
    story.tell("ansøgning modtaget", case.opened)
    story.tell("målgruppeafklaring", story.after(case.opened, 7, 20))
    late = story.rng.random() < p.LATE_IN_THE_PAST
    decided = story.after(case.opened, *((58, 80) if late else (24, 52)))
    story.tell("udmåling", story.before(decided, 0, 4))
    story.tell("partshøring", story.before(decided, 5, 12))
    story.tell("afgørelse", decided)
    story.tell("klagevejledning", decided)
    draw = story.rng.random()
    if draw < p.EXTRA_COSTS_SHARE or "extra_costs_review" in case.due_in:
        _repeat(story, case, EXTRA_COSTS, decided)
    if draw > 1 - p.LOST_EARNINGS_SHARE or "lost_earnings_review" in case.due_in:
        _repeat(story, case, LOST_EARNINGS, decided)
    if story.rng.random() < p.DISABILITY_MEASURE or "follow_up" in case.due_in:
        done = _repeat(story, case, FOLLOW_UP, story.after(decided, 10, 40))
    else:
        done = [story.after(decided, 60, 300)]
        story.tell("opfølgning afholdt", done[0])
    if story.rng.random() < p.RECALCULATED:
        story.tell("genberegning", story.after(decided, 200, 900))
    _journal(story, done)


def _repeat(story: Story, case: PlannedCase, rhythm: DemoRhythm, start: dt.date) -> list[dt.date]:
    """Keep a rhythm up to the case's end; unless the plan sets its next day, it is spread evenly over the interval."""
    # Not the nearest days: the office day before the random one may lie up to four days back, and then it is overdue.
    due_in = case.due_in.get(rhythm.rule, story.rng.randint(4, rhythm.every * 30 - 5))
    own_date = 1.0 if case.fixed else p.OWN_NEXT_DATE
    return keep_rhythm(story, rhythm, start, story.end + days(due_in), late=due_in < 0, own_date=own_date)


def _journal(story: Story, done: list[dt.date]) -> None:
    """Notes brought up to date: after some follow-ups, and lately."""
    for day in done:
        if story.rng.random() < 0.4:
            story.tell("journal ajourført", story.after(day, 1, 10))
    story.tell("journal ajourført", max(story.opened, office_day(story.end - between(story.rng, 1, 90))))


def _ages(story: Story, case: PlannedCase) -> None:
    """The start of the transition at 16, and the decision on youth support before 17½."""
    if case.case_type not in (p.DISABILITY, p.PLACEMENT):
        return
    sixteen, seventeen = birthday(case.birth, 16), birthday(case.birth, 17)
    if "transition_start" not in case.due_in and add_months(sixteen, 12) >= case.opened:
        story.tell("overgang påbegyndt", story.after(max(sixteen, case.opened), 5, 80))
    if case.case_type == p.PLACEMENT and "youth_support_decision" not in case.due_in:
        story.tell("ungestøtte besluttet", story.after(max(seventeen, case.opened), 30, 170))
