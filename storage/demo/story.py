"""Builds one case's events: a calendar that knows the case's span, and the rhythm of events that repeat."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import NamedTuple

from storage.demo.days import between, days, office_day
from storage.demo.proportions import LATE_IN_THE_PAST
from storage.rules.calendar import add_months


class DemoEvent(NamedTuple):
    """One row of `hændelser`."""

    day: dt.date
    at: str
    """hh:mm, or blank."""
    kind: str
    next_day: dt.date | None


@dataclass(slots=True)
class Story:
    """The events of one case between its opening and its end (today, or the day it closed)."""

    rng: random.Random
    opened: dt.date
    end: dt.date
    skips: frozenset[str]
    _events: dict[tuple[str, dt.date, str], DemoEvent] = field(default_factory=dict)

    def tell(self, kind: str, day: dt.date, at: str = "", next_day: dt.date | None = None) -> None:
        """Add an event, unless it never happened in this case or lies outside its span."""
        if kind not in self.skips and self.opened <= day <= self.end:
            self._events.setdefault((kind, day, at), DemoEvent(day, at, kind, next_day))

    def after(self, day: dt.date, low: int, high: int) -> dt.date:
        """An office day about `low` to `high` days after `day`, never before it."""
        return max(day, office_day(day + between(self.rng, low, high)))

    def before(self, day: dt.date, low: int, high: int) -> dt.date:
        """An office day about `low` to `high` days before `day`."""
        return office_day(day - between(self.rng, low, high))

    def events(self) -> list[DemoEvent]:
        """All events in order of time."""
        return sorted(self._events.values(), key=lambda event: event[:3])


@dataclass(frozen=True, slots=True)
class DemoRhythm:
    """An event that repeats: first some months after its trigger, then at an interval (domain.md §3)."""

    rule: str
    trigger: str
    done: str
    first: int
    every: int
    """Months."""


FOLLOW_UP = DemoRhythm("follow_up", "indsats iværksat", "opfølgning afholdt", 3, 6)
SUPERVISION = DemoRhythm("supervision_visit", "anbringelse iværksat", "tilsynsbesøg", 6, 6)
EXTRA_COSTS = DemoRhythm("extra_costs_review", "merudgift afgjort", "merudgift revurderet", 12, 12)
LOST_EARNINGS = DemoRhythm(
    "lost_earnings_review", "tabt arbejdsfortjeneste afgjort", "tabt arbejdsfortjeneste fulgt op", 12, 12
)


def keep_rhythm(
    story: Story, rhythm: DemoRhythm, start: dt.date, next_due: dt.date, *, late: bool, own_date: float
) -> list[dt.date]:
    """Add the trigger on `start` and every repetition, so that the open deadline falls due on `next_due`.

    Built backwards from `next_due`. Where the case is too young for that, the first deadline after the start decides.
    `late`: the open deadline may lie before the story's end. `own_date`: how often the last event carries its own next
    date (column `næste`). Returns the days of the repetitions.
    """
    story.tell(rhythm.trigger, start)
    if start > story.end:
        return []
    first_due = add_months(start, rhythm.first)
    last, noted = _last_time(story, rhythm, next_due, own_date)
    if last <= start or last > story.end:
        return _first_time(story, rhythm, start, first_due, late=late)
    done = _backwards(story, rhythm, start, last)
    if done[0] > first_due:
        done.insert(0, max(start + days(1), office_day(first_due - between(story.rng, 1, 20))))
    for day in done[:-1]:
        story.tell(rhythm.done, day)
    story.tell(rhythm.done, last, next_day=noted)
    return done


def _last_time(story: Story, rhythm: DemoRhythm, next_due: dt.date, own_date: float) -> tuple[dt.date, dt.date | None]:
    """The day of the last repetition, and the date noted for the next one if that is sooner than the usual interval."""
    if story.rng.random() < own_date:
        sooner = office_day(add_months(next_due, -story.rng.randint(rhythm.every // 2, rhythm.every - 1)))
        if sooner <= story.end:
            return sooner, next_due
    return office_day(add_months(next_due, -rhythm.every)), None


def _first_time(story: Story, rhythm: DemoRhythm, start: dt.date, first_due: dt.date, *, late: bool) -> list[dt.date]:
    """For a case too young for a second repetition: the one before the first deadline, if that has passed."""
    if late or first_due > story.end:
        return []
    day = max(start, office_day(first_due - between(story.rng, 1, 20)))
    story.tell(rhythm.done, day)
    return [day]


def _backwards(story: Story, rhythm: DemoRhythm, start: dt.date, last: dt.date) -> list[dt.date]:
    """The days of the repetitions up to `last`, most a little before they were due, some too late."""
    done = [last]
    while True:
        slack = between(story.rng, 2, 25)
        if story.rng.random() < LATE_IN_THE_PAST:
            slack = -between(story.rng, 1, 30)
        earlier = office_day(add_months(done[0] + slack, -rhythm.every))
        if earlier <= start or earlier >= done[0]:
            return done
        done.insert(0, earlier)
