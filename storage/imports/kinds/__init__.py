"""The kinds of export that are read, each in its own file, in the order in which they are merged."""

from __future__ import annotations

from storage.imports.kind import ExportKind
from storage.imports.kinds import (
    accounts,
    assignments,
    audits,
    budget,
    cases,
    complaints,
    events,
    grants,
    milestone_figures,
    milestone_targets,
    milestones,
    plan_actions,
    postings,
    staff,
    teams,
)
from storage.imports.values import match_key

KINDS: tuple[ExportKind, ...] = (
    teams.KIND,
    staff.KIND,
    cases.KIND,
    assignments.KIND,
    events.KIND,
    plan_actions.KIND,
    milestones.KIND,
    milestone_targets.KIND,
    milestone_figures.KIND,
    complaints.KIND,
    audits.KIND,
    accounts.KIND,
    budget.KIND,
    grants.KIND,
    postings.KIND,
)
"""A kind stands after those its rows refer to."""


def kind_named(name: str) -> ExportKind | None:
    """The kind a file name (without its ending) or a --replace names."""
    return next((kind for kind in KINDS if match_key(kind.name) == match_key(name)), None)
