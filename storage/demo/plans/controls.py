"""Controls from outside the case work: complaints about it, and the leaders' audits of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from storage.demo.days import between, days, office_day
from storage.demo.plan import PlannedCase
from storage.demo.plans.example import AuditQuestion, AuditRound, ComplaintsSpec
from storage.demo.tables import date_cell

COMPLAINTS = ("klagenr", "sagsnr", "team", "modtaget", "type", "afgjort", "udfald")
AUDIT_ANSWERS = ("runde", "sagsnr", "spørgsmål", "svar", "dato")

ControlRow = tuple[str, ...]


def complaint_rows(
    rng: random.Random, complaints: ComplaintsSpec, cases: Sequence[PlannedCase], today: dt.date
) -> Iterator[ControlRow]:
    """Rows of `klager` in order of receipt; about one in six names no case."""
    first, last = complaints.received
    kinds = ["realitet"] * complaints.substance + ["formalitet"] * complaints.form
    outcomes = [outcome for outcome, count in complaints.outcomes.items() for _ in range(count)]
    rng.shuffle(kinds)
    rng.shuffle(outcomes)
    received_on = sorted(max(first, office_day(first + between(rng, 0, (last - first).days))) for _ in kinds)
    outcomes += [""] * (len(kinds) - len(outcomes))
    for serial, (kind, received, outcome) in enumerate(zip(kinds, received_on, outcomes, strict=True), 1):
        case = rng.choice([case for case in cases if case.opened < received and case.closed is None])
        number = case.number if rng.random() > 1 / 6 else ""
        decided = max(received, office_day(min(received + between(rng, 14, 50), today - days(1)))) if outcome else None
        name = f"K-{received.year}-{serial:03d}"
        yield (name, number, case.team.name, date_cell(received), kind, date_cell(decided), outcome)


def audit_rows(rng: random.Random, audit: AuditRound, cases: Sequence[PlannedCase]) -> Iterator[ControlRow]:
    """Rows of `ledelsestilsyn`: every question of the form for every case looked at."""
    looked_at = _looked_at(rng, audit, cases)
    for question in audit.questions:
        if isinstance(audit.cases, int):
            rng.shuffle(looked_at)
        for case, answer in zip(looked_at, _answers(question, len(looked_at)), strict=True):
            yield (audit.name, case.number, question.text, answer, date_cell(audit.day))


def _looked_at(rng: random.Random, audit: AuditRound, cases: Sequence[PlannedCase]) -> list[PlannedCase]:
    """The cases of a round; if they are the audited ones, those with more to do come first."""
    if isinstance(audit.cases, int):
        old_enough = audit.day - days(60)
        return rng.sample([case for case in cases if case.closed is None and case.opened < old_enough], audit.cases)
    audited = [case for case in cases if case.audited]
    more_action = [case for case in audited if case.audit == "yderligere tiltag"]
    if audit.cases == "more_action":
        return more_action
    return more_action + [case for case in audited if case.audit == "godkendt"]


def _answers(question: AuditQuestion, count: int) -> list[str]:
    no = ["nej"] * question.no + ["ikke relevant"] * question.not_relevant
    return no + ["ja"] * (count - len(no))
