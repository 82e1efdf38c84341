"""The kinds of export that are read, each in its own file, in the order in which they are merged."""

from __future__ import annotations

from storage.imports.kind import Kind
from storage.imports.kinds import (
    assignments,
    audits,
    cases,
    complaints,
    events,
    milestone_figures,
    milestone_targets,
    milestones,
    plan_actions,
    staff,
    teams,
)
from storage.imports.values import fold

KINDS: tuple[Kind, ...] = (
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
)
"""A kind stands after those its rows refer to."""

NOT_READ_YET = frozenset(fold(name) for name in ("indsatser", "posteringer", "budget", "konti"))
"""Folded names of exports that formats.md describes and this version does not read; the report says so."""


def kind_named(name: str) -> Kind | None:
    """The kind a file name (without its ending) or a --replace names."""
    return next((kind for kind in KINDS if fold(kind.name) == fold(name)), None)
