"""`medarbejdere`: the people, their roles, and which teams they lead."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    CompoundSelect,
    Date,
    Select,
    Text,
    and_,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import Check, ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.merging import count_of, differing, merge, set_links, table_of
from storage.imports.values import Vocabulary, date, email, names, object_id, plain_text, reference, yes_no
from storage.rules.access import Role
from storage.rules.faults import Fault, Wrong
from storage.schema import Staff, Team, TeamLeader

STAFF = table_of(Staff)
TEAM = table_of(Team)
LEADER = table_of(TeamLeader)

ROLES = Vocabulary(
    "roller",
    {
        "rådgiver": Role.CASEWORKER.value,
        "koordinator": Role.COORDINATOR.value,
        "leder": Role.LEADER.value,
        "økonom": Role.CONTROLLER.value,
        "administrator": Role.ADMIN.value,
    },
)


KEY = ("id",)


async def merge_staff(staged: Staged) -> Merged:
    """Merge the people and then whom they lead; someone who only leads other teams than before is changed too."""
    session = staged.session
    rows = _rows(staged)
    changed = set(await session.scalars(differing(STAFF, KEY, rows)))
    known = set(await session.scalars(select(STAFF.c.id)))
    await _make_way(staged)
    merged = await merge(session, STAFF, KEY, rows)
    leads_anew = await _set_leads(staged) if staged.has("leads") else set()
    return Merged(merged.new, len(changed | (leads_anew & known)))


def _rows(staged: Staged) -> Select[Any]:
    """The staged people as rows of `staff`."""
    table = staged.table
    fields = ("id", "name", "email", "roles", "newly_qualified", "left_on")
    given = [table.c[name].label(name) for name in fields if staged.has(name)]
    rows = table.outerjoin(STAFF, STAFF.c.id == table.c.id)
    if staged.has("entra_id"):
        # A blank one keeps what is stored: the bot may have matched the person by e-mail since the last export.
        given.append(func.coalesce(table.c.entra_id, STAFF.c.entra_id).label("entra_id"))
    if staged.has("team"):
        rows = rows.outerjoin(TEAM, TEAM.c.name == table.c.team)
        given.append(TEAM.c.id.label("team_id"))
    return select(*given).select_from(rows)


async def _make_way(staged: Staged) -> None:
    """Clear e-mails and Entra ids that change hands: two people may swap them, and unique indexes check row by row."""
    table = staged.table
    moving = and_(STAFF.c.id == table.c.id, func.lower(STAFF.c.email) != func.lower(table.c.email))
    await staged.session.execute(update(STAFF).where(moving).values(email="moving " + STAFF.c.id))
    if staged.has("entra_id"):
        moving = and_(STAFF.c.id == table.c.id, STAFF.c.entra_id != table.c.entra_id)
        await staged.session.execute(update(STAFF).where(moving).values(entra_id=None))


async def _set_leads(staged: Staged) -> set[str]:
    """Let `team_leader` say what `leder_af` says; gives the ids of those it changed for."""
    table = staged.table
    named = select(table.c.id.label("staff_id"), func.unnest(table.c.leads).label("team")).subquery()
    given = select(named.c.staff_id, TEAM.c.id.label("team_id")).join(TEAM, TEAM.c.name == named.c.team).subquery()
    return await set_links(staged.session, LEADER, given, exists().where(table.c.id == LEADER.c.staff_id))


def one_person_each(field: str, column: str, wrong: Wrong) -> Check:
    """No two people may share the field, neither in the file nor with somebody the file does not name."""

    async def check(staged: Staged) -> list[Finding]:
        if not staged.has(field):
            return []
        return [
            Finding(line, column, text, Fault(wrong, {"other": other}))
            for line, text, other in await staged.session.execute(_shared(staged, field))
        ]

    return check


def _shared(staged: Staged, field: str) -> CompoundSelect[Any]:
    """(line, text, id of the other person)."""
    table, other = staged.table, staged.table.alias("other")
    value, by = func.lower(table.c[field]), (table.c.line, table.c[field])
    in_file = table.join(other, and_(value == func.lower(other.c[field]), other.c.id != table.c.id))
    named = exists().where(other.c.id == STAFF.c.id)
    if field == "entra_id":
        named = exists().where(other.c.id == STAFF.c.id, other.c.entra_id.is_not(None))
    same = and_(value == func.lower(STAFF.c[field]), STAFF.c.id != table.c.id, ~named)
    return union_all(
        select(*by, func.min(other.c.id)).select_from(in_file).group_by(*by),
        select(*by, func.min(STAFF.c.id)).select_from(table.join(STAFF, same)).group_by(*by),
    )


async def retire_staff(staged: Staged) -> Retired:
    """People the export no longer holds have left today; who had left already stays as recorded."""
    missing = ~exists().where(staged.table.c.id == STAFF.c.id)
    here = or_(STAFF.c.left_on.is_(None), STAFF.c.left_on > staged.today)
    leave = update(STAFF).where(missing, STAFF.c.id.not_in(staged.held), here).values(left_on=staged.today)
    return Retired(await count_of(staged.session, leave, STAFF, None))


KIND = ExportKind(
    name="medarbejdere",
    columns=(
        ExportColumn(
            "id", reference, {"id": Text()}, required=True, key=True, aliases=("medarbejderid", "medarbejdernr")
        ),
        ExportColumn("navn", plain_text, {"name": Text()}, required=True),
        ExportColumn("email", email, {"email": Text()}, required=True, aliases=("e-mail", "mail", "e-mailadresse")),
        ExportColumn("teams_id", object_id, {"entra_id": Text()}, aliases=("entra_id", "entra object id", "aad_id")),
        ExportColumn("team", plain_text, {"team": Text()}),
        ExportColumn("roller", ROLES, {"roles": ARRAY(Text())}, required=True, several=True, aliases=("rolle",)),
        ExportColumn("leder_af", names, {"leads": ARRAY(Text())}),
        ExportColumn("nyuddannet", yes_no, {"newly_qualified": Boolean()}, blank=False),
        ExportColumn("fratrådt", date, {"left_on": Date()}, aliases=("fratrådt dato",)),
    ),
    checks=(
        conflicting_repeats,
        unknown("team", "team", Team.name, kind="teams", wrong=Wrong.UNKNOWN_TEAM),
        unknown("leder_af", "leads", Team.name, kind="teams", wrong=Wrong.UNKNOWN_TEAM, many=True),
        one_person_each("email", "email", Wrong.SHARED_EMAIL),
        one_person_each("entra_id", "teams_id", Wrong.SHARED_ENTRA_ID),
    ),
    merge=merge_staff,
    retire=retire_staff,
    touches=("staff", "team_leader"),
)
