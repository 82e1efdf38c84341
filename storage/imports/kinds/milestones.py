"""`milepæle`: the counted goals, and which cases each of them covers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Date, Integer, Text, any_, exists, func, or_, select
from sqlalchemy.sql import literal_column

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.kinds.cases import CASE_TYPE_WORDS
from storage.imports.merging import delete_missing, differing, merge, set_links, table_of
from storage.imports.values import Vocabulary, date, match_key, names, plain_text, whole
from storage.rules.faults import Fault, Wrong
from storage.schema import Case, Milestone, MilestoneTeam, Team

MILESTONE = table_of(Milestone)
LINK = table_of(MilestoneTeam)
CASE = table_of(Case)
TEAM = table_of(Team)
KEY = ("name",)
MOST = 10_000_000

_INDICATORS = {
    "gennemgået": "reviewed",
    "genoprettet": "restored",
    "færdigmeldt": "reported_done",
    "lovmedholdelig": "lawful",
    "akut færdigmeldt": "urgent_reported_done",
    "manuel": "manual",
}
INDICATORS = Vocabulary(
    "indikator",
    _INDICATORS,
    aliases={
        **{match_key(stored): stored for stored in _INDICATORS.values()},
        "lovlig": "lawful",
        "akutfaerdigmeldte": "urgent_reported_done",
        "manuelt": "manual",
    },
)
NO_TYPES = literal_column("'{}'::text[]", ARRAY(Text()))


async def merge_milestones(staged: Staged) -> Merged:
    """Merge the milestones and then the teams they cover; one that only covers other teams than before is changed."""
    session, table = staged.session, staged.table
    fields = ("name", "title", "indicator", "starts", "due", "total")
    given: list[ColumnElement[Any]] = [table.c[name] for name in fields if staged.has(name)]
    if staged.has("case_types"):
        given.append(func.coalesce(table.c.case_types, NO_TYPES).label("case_types"))
    rows = select(*given)
    changed = set(await session.scalars(differing(MILESTONE, KEY, rows)))
    known = set(await session.scalars(select(MILESTONE.c.name)))
    merged = await merge(session, MILESTONE, KEY, rows)
    covers_anew = await _set_teams(staged) if staged.has("teams") else set()
    return Merged(merged.new, len(changed | (covers_anew & known)))


async def _set_teams(staged: Staged) -> set[str]:
    """Let `milestone_team` say what `teams` says; gives the milestones it changed for."""
    table = staged.table
    named = select(table.c.name.label("milestone"), func.unnest(table.c.teams).label("team")).subquery()
    given = select(named.c.milestone, TEAM.c.id.label("team_id")).join(TEAM, TEAM.c.name == named.c.team).subquery()
    return await set_links(staged.session, LINK, given, exists().where(table.c.name == LINK.c.milestone))


async def due_before_start(staged: Staged) -> list[Finding]:
    table = staged.table
    found = await staged.session.execute(select(table.c.line, table.c.due).where(table.c.due < table.c.starts))
    return [Finding(line, "frist", f"{day:%d-%m-%Y}", Fault(Wrong.MILESTONE_DUE_FIRST)) for line, day in found]


async def nothing_to_count(staged: Staged) -> list[Finding]:
    """Milestones without a total that cover no case: without a total the covered cases are it, and 0 is never reached.

    Closed cases count as covered here, so that a milestone is no bad row from the day its last case closes.
    """
    table = staged.table
    total = table.c.total if staged.has("total") else MILESTONE.c.total
    types = func.coalesce(table.c.case_types if staged.has("case_types") else MILESTONE.c.case_types, NO_TYPES)
    covered = exists().where(
        or_(func.cardinality(types) == 0, CASE.c.case_type == any_(types)),
        or_(table.c.indicator != "urgent_reported_done", CASE.c.urgent),
        _covers_team_of_case(staged),
    )
    rows = select(table.c.line, table.c.name).outerjoin_from(table, MILESTONE, MILESTONE.c.name == table.c.name)
    found = await staged.session.execute(rows.where(total.is_(None), ~covered.correlate(table, MILESTONE)))
    fault = Fault(Wrong.MILESTONE_OF_NOTHING)
    return [Finding(line, "milepæl", name, fault, refers_to="sager") for line, name in found]


def _covers_team_of_case(staged: Staged) -> ColumnElement[bool]:
    table = staged.table
    if staged.has("teams"):
        named = exists().where(TEAM.c.id == CASE.c.team_id, TEAM.c.name == any_(table.c.teams))
        return or_(func.coalesce(func.cardinality(table.c.teams), 0) == 0, named.correlate(table, CASE))
    linked = exists().where(LINK.c.milestone == table.c.name)
    this_one = linked.where(LINK.c.team_id == CASE.c.team_id)
    return or_(~linked.correlate(table), this_one.correlate(table, CASE))


async def retire_milestones(staged: Staged) -> Retired:
    """Delete the milestones the export no longer holds; their targets and figures go with them."""
    uncertain = MILESTONE.c.name.in_(staged.held)
    return Retired(await delete_missing(staged.session, MILESTONE, KEY, staged.table, uncertain))


KIND = ExportKind(
    name="milepæle",
    columns=(
        ExportColumn("milepæl", plain_text, {"name": Text()}, required=True, key=True, aliases=("milepælsnr",)),
        ExportColumn("titel", plain_text, {"title": Text()}, required=True, aliases=("navn",)),
        ExportColumn("indikator", INDICATORS, {"indicator": Text()}, required=True),
        ExportColumn("sagstyper", CASE_TYPE_WORDS, {"case_types": ARRAY(Text())}, several=True, aliases=("sagstype",)),
        ExportColumn("teams", names, {"teams": ARRAY(Text())}, aliases=("team",)),
        ExportColumn("start", date, {"starts": Date()}, required=True, aliases=("startdato",)),
        ExportColumn("frist", date, {"due": Date()}, required=True, aliases=("deadline", "slutdato")),
        ExportColumn("total", whole(1, MOST), {"total": Integer()}, aliases=("måltal",)),
    ),
    checks=(
        conflicting_repeats,
        unknown("teams", "teams", Team.name, kind="teams", wrong=Wrong.UNKNOWN_TEAM, many=True),
        due_before_start,
        nothing_to_count,
    ),
    merge=merge_milestones,
    retire=retire_milestones,
    refers_to=("teams", "sager"),
    touches=("milestone", "milestone_team"),
)
