"""Danish deadline texts of action plans, read into dates, without ever guessing one (dates.md, domain.md §6)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from storage.rules.dates.deadline_sentences import in_plain_signs, sentences, without_events, without_pending
from storage.rules.dates.forms import IN_PLANS
from storage.rules.dates.intervals import Context, Interval, Side, coarsest, read_intervals
from storage.rules.dates.marks import MarkedText
from storage.rules.dates.points import Point, Precision, third_of
from storage.rules.dates.readers import MARK
from storage.rules.dates.recurrences import Every, read_recurrence
from storage.rules.dates.words import DANISH, choice

_THIRD = re.compile(rf"\b(?P<third>{choice(DANISH.thirds)}) (?:(?:i|af) )?(?P<mark>{MARK})")


class DeadlineKind(StrEnum):
    """What sort of deadline a text gives."""

    DATED = "dated"
    RECURRING = "recurring"
    EVENT_TRIGGERED = "event-triggered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DeadlineText:
    """A deadline text and what it says; `intervals` in the text's own order, none where no date is given."""

    raw: str
    intervals: tuple[Interval, ...]
    kind: DeadlineKind
    every: Every | None = None
    """How often it recurs, where the text says so; a dated text may recur besides."""
    year_missing: bool = False
    """The text leaves a year out; it was taken from the row or the plan, or is unknown."""

    @property
    def start(self) -> dt.date | None:
        """`from`: the first day of the whole."""
        first = min((i.start for i in self.intervals if i.start), default=None)
        return None if first and self.end and first > self.end else first

    @property
    def end(self) -> dt.date | None:
        """`to`: the last day of the whole; of a text that only says when something starts, the end of that period."""
        due = [i.end for i in self._not_starting if i.end]
        if due:
            return max(due)
        goes_on = self.kind is DeadlineKind.RECURRING or any(i.end is None for i in self.intervals)
        return None if goes_on else max((i.end for i in self.intervals if i.end), default=None)

    @property
    def precision(self) -> Precision:
        """The coarsest of what is due, else of what starts."""
        if self.kind is DeadlineKind.RECURRING:
            return Precision.RECURRING
        return coarsest([i.precision for i in self._not_starting or self.intervals])

    @property
    def side(self) -> Side | None:
        """Whether the text says when something starts, is due, or both; None where it gives no date."""
        sides = {i.side for i in self.intervals}
        return sides.pop() if len(sides) == 1 else (Side.RANGE if sides else None)

    @property
    def _not_starting(self) -> list[Interval]:
        return [i for i in self.intervals if i.side is not Side.START]


def read_deadline_text(
    text: str | None, *, plan_date: dt.date | None = None, row_year: int | None = None
) -> DeadlineText:
    """Read a Danish deadline text; anything it does not say stays None.

    A year that the text leaves out is `row_year`, else that of the next such date after `plan_date`, else there is no
    date. Any text can be given; one that is not understood is DeadlineKind.UNKNOWN.

    >>> udgangen = read_deadline_text("Udgangen af 1. kvartal 2025")
    >>> udgangen.end.isoformat(), udgangen.precision.value, udgangen.side.value
    ('2025-03-31', 'day', 'due')
    >>> fra_til = read_deadline_text("Opstartet i 3. kvartal 2024 og forventes gennemført ultimo november 2024")
    >>> [(i.start.isoformat(), i.end.isoformat(), i.side.value) for i in fra_til.intervals]
    [('2024-07-01', '2024-09-30', 'start'), ('2024-11-21', '2024-11-30', 'due')]
    >>> uden_aar = read_deadline_text("Ultimo august", plan_date=dt.date(2019, 6, 28))
    >>> uden_aar.start.isoformat(), uden_aar.end.isoformat(), uden_aar.year_missing
    ('2019-08-21', '2019-08-31', True)
    >>> read_deadline_text("Tidsfrist fastsættes på baggrund af foranalyse").kind.value
    'unknown'
    """
    raw = text or ""
    marked = _marked(in_plain_signs(raw))
    context = Context(plan_date, row_year)
    intervals: list[Interval] = []
    pending = event = recurring = False
    every: Every | None = None
    for whole in sentences(marked.text):
        settled, is_pending = without_pending(whole)
        sentence, has_event = without_events(settled)
        recurs, how_often = read_recurrence(sentence)
        intervals += read_intervals(sentence, marked, context, recurs=recurs)
        pending, event, recurring, every = (
            pending or is_pending,
            event or has_event,
            recurring or recurs,
            every or how_often,
        )
    kind = _kind(intervals, recurring=recurring, event=event and not pending)
    return DeadlineText(raw, tuple(intervals), kind, every, context.year_missing)


def _marked(folded: str) -> MarkedText[Point]:
    """The folded text with its points marked; a third counts with its point."""
    marked = MarkedText[Point].of(folded)
    marked.mark(IN_PLANS)
    for match in _THIRD.finditer(marked.text):
        marked.replace(match["mark"], third_of(marked.of_mark(match["mark"]), DANISH.thirds[match["third"]]))
    marked.text = _THIRD.sub(lambda m: m["mark"], marked.text)
    return marked


def _kind(intervals: list[Interval], *, recurring: bool, event: bool) -> DeadlineKind:
    is_due = any(i.end and i.side is not Side.START and not i.recurs for i in intervals)
    if is_due or (intervals and not recurring):
        return DeadlineKind.DATED
    if recurring:
        return DeadlineKind.RECURRING
    return DeadlineKind.EVENT_TRIGGERED if event else DeadlineKind.UNKNOWN
