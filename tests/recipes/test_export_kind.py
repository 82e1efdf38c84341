"""CONTRIBUTING.md's recipe for an export kind is whole: a made-up one is imported, walled in, erased and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes.copied import TREE, copied

pytestmark = pytest.mark.e2e

LATEST = max(path.name for path in (TREE / "storage/migrations/versions").glob("0*.py"))[:4]
NEXT = f"{int(LATEST) + 1:04}"
"""The migration that the recipe adds, whichever was the latest."""

KIND = '''"""`hjemmebesøg`: visits to the family's home."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Select, Text, select

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Merged, Retired, Staged
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import Vocabulary, date, reference
from storage.rules.faults import Wrong
from storage.schema import Case, HomeVisit

VISIT = table_of(HomeVisit)
CASE = table_of(Case)
KEY = ("case_id", "day")

OUTCOMES = Vocabulary("udfald", {word: word for word in ("gennemført", "aflyst")})


async def merge_visits(staged: Staged) -> Merged:
    return await merge(staged.session, VISIT, KEY, _rows(staged))


def _rows(staged: Staged) -> Select[Any]:
    """The staged lines as rows of `home_visit`."""
    table = staged.table
    given = [table.c[name] for name in ("day", "outcome") if staged.has(name)]
    return select(CASE.c.id.label("case_id"), *given).join_from(table, CASE, CASE.c.number == table.c.number)


async def retire_visits(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except on cases that have a bad row in it."""
    uncertain = VISIT.c.case_id.in_(select(CASE.c.id).where(CASE.c.number.in_(staged.held)))
    return Retired(await delete_missing(staged.session, VISIT, KEY, _rows(staged).subquery(), uncertain))


KIND = ExportKind(
    name="hjemmebesøg",
    columns=(
        ExportColumn("sagsnr", reference, {"number": Text()}, required=True, key=True, aliases=("sagsnummer",)),
        ExportColumn("dato", date, {"day": Date()}, required=True, key=True),
        ExportColumn("udfald", OUTCOMES, {"outcome": Text()}),
    ),
    checks=(
        conflicting_repeats,
        unknown("sagsnr", "number", Case.number, kind="sager", wrong=Wrong.UNKNOWN_CASE),
    ),
    merge=merge_visits,
    retire=retire_visits,
    refers_to=("sager",),
    touches=("home_visit",),
)
'''
TABLE = '''"""Visits to families."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class HomeVisit(Base):
    """One visit to the home of a case's family."""

    __tablename__ = "home_visit"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    outcome: Mapped[str | None]
    """gennemført or aflyst."""
'''
MIGRATION = f'''"""Visits to the family's home."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{LATEST}"
branch_labels = None
depends_on = None


RIGHTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON home_visit TO sagspuls_service;
GRANT SELECT ON home_visit TO sagspuls_asker;
ALTER TABLE home_visit ENABLE ROW LEVEL SECURITY;
CREATE POLICY service ON home_visit TO sagspuls_service USING (true);
CREATE POLICY asker ON home_visit FOR SELECT TO sagspuls_asker USING (case_id IN (SELECT asker_reaches())
  OR ((SELECT asker_counts_all()) AND case_id NOT IN (SELECT protected_cases())));
"""


def upgrade() -> None:
    op.create_table(
        "home_visit",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_home_visit_case_id")),
        sa.PrimaryKeyConstraint("case_id", "day", name=op.f("pk_home_visit")),
    )
    op.execute(RIGHTS)
'''
PRODUCT_NEW = {
    "storage/imports/kinds/home_visits.py": KIND,
    "storage/schema/home_visits.py": TABLE,
    f"storage/migrations/versions/{NEXT}_home_visits.py": MIGRATION,
}
PRODUCT_WITHIN = {
    "storage/imports/kinds/__init__.py": {
        "    milestone_figures,\n": "    home_visits,\n",
        "    audits.KIND,\n": "    home_visits.KIND,\n",
    },
    "storage/schema/__init__.py": {
        "from storage.schema.imports import": "from storage.schema.home_visits import HomeVisit\n",
        '    "IdleGrant",\n': '    "HomeVisit",\n',
    },
    "docs/data-protection.md": {
        "| `audit_answer` |": "| `home_visit` | visits to the home | citizens | with its case | deleted |\n"
    },
    "docs/formats.md": {
        "| `konti_total`": "| `hjemmebesøg` | `sagsnr`*; `dato`*; `udfald` (gennemført, aflyst; key: sagsnr, dato) |\n"
    },
}
ITS_TESTS = '''"""The made-up export, from its file to the day its case is forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage.catalogue import expected
from storage.cpr_key import cpr_key
from storage.queries.setup import demo_store
from storage.rights.forgetting import forget
from storage.rights.handing_out import of_case
from storage.schema import HomeVisit
from storage.settings import Settings
from tests.storage.imports.folders import NOW, Desk
from tests.storage.test_catalogue import change, drift_of, own_store  # noqa: F401  # a fixture

VISITS = """sagsnr;dato;udfald
2024-1;02-11-2026;gennemført
2024-1;09-11-2026;aflyst
2024-2;03-11-2026;
"""


@pytest.fixture
async def visited(desk: Desk) -> Desk:
    desk.write(hjemmebesøg=VISITS)
    await desk.takes()
    return desk


async def outcomes(desk: Desk) -> list[tuple[str, str | None]]:
    return [(day.isoformat(), outcome) for day, outcome in await desk.rows(HomeVisit, "day", "outcome")]


async def test_it_is_imported_once_and_changed_where_a_later_export_differs(visited: Desk) -> None:
    assert await outcomes(visited) == [
        ("2026-11-02", "gennemført"),
        ("2026-11-03", None),
        ("2026-11-09", "aflyst"),
    ]
    visited.edit("hjemmebesøg", ("2024-2;03-11-2026;", "2024-2;03-11-2026;aflyst"))
    (told,) = [file for file in (await visited.takes()).files if file.name == "hjemmebesøg.csv"]
    assert (told.read, told.new, told.changed) == (3, 0, 1)


async def test_rows_that_cannot_be_read_are_named_and_kept_as_rejected(visited: Desk) -> None:
    visited.write(hjemmebesøg=VISITS + "2024-9;04-11-2026;aflyst\\n2024-2;05-11-2026;udsat\\n")
    assert (await visited.run(skip_bad_rows=True)).outcome == "done"
    assert [(file, line, column) for file, line, column, _ in await visited.rejected()] == [
        ("hjemmebesøg.csv", 5, "sagsnr"),
        ("hjemmebesøg.csv", 6, "udfald"),
    ]
    unknown, wrong = [words for *_, words in await visited.rejected()]
    assert "2024-9" in unknown
    assert "gennemført" in wrong
    assert len(await outcomes(visited)) == 3


async def test_replaced_it_holds_what_the_export_holds(visited: Desk) -> None:
    visited.edit("hjemmebesøg", ("2024-1;09-11-2026;aflyst\\n", ""))
    await visited.takes(replace=frozenset({"hjemmebesøg"}))
    assert [day for day, _ in await outcomes(visited)] == ["2026-11-02", "2026-11-03"]


async def test_who_asks_sees_the_visits_of_their_own_cases_alone(visited: Desk) -> None:
    seen = {}
    for who in ("anna", "bo", "nobody"):
        async with visited.store.asking(who) as session:
            seen[who] = await session.scalar(select(func.count()).select_from(HomeVisit))
    assert seen == {"anna": 2, "bo": 2, "nobody": 0}


async def test_it_is_handed_out_and_erased_with_its_case(visited: Desk) -> None:
    key = cpr_key(Settings(home=visited.home, local=True), visited.home)
    async with visited.store.working() as session:
        told = await of_case(session, "2024-1")
        assert [row["day"] for row in told["home_visit"]] == ["2026-11-02", "2026-11-09"]
        forgotten = await forget(session, "2024-1", key=key, now=NOW, by="jens")
    assert forgotten.rows["home_visit"] == 2
    assert [day for day, _ in await outcomes(visited)] == ["2026-11-03"]
    await visited.takes()
    assert len(await outcomes(visited)) == 1, "no import brings the others back"


async def test_a_demo_that_makes_room_takes_it_along(visited: Desk) -> None:
    async with visited.store.working() as session:
        await demo_store.clear(session)
    assert await outcomes(visited) == []


async def test_check_names_what_is_missing_of_it(own_store) -> None:  # noqa: F811
    assert "table home_visit with row security" in expected()
    await change(own_store, "DROP POLICY asker ON home_visit")
    await change(own_store, "REVOKE SELECT ON home_visit FROM sagspuls_asker")
    missing = (await drift_of(own_store)).missing
    assert [line.split(" using ")[0] for line in missing] == [
        "policy asker on home_visit select to sagspuls_asker",
        "right to select home_visit for sagspuls_asker",
    ]
'''
WRITTEN_DOWN = "tests/storage/test_catalogue.py::test_what_is_written_down_is_what_the_migrations_make"
HOLDING = (
    WRITTEN_DOWN,
    "tests/storage/test_database.py::test_the_migrations_build_exactly_the_schema",
    "tests/storage/test_database.py::test_the_service_may_write_every_table",
    "tests/storage/test_row_security.py::test_every_table_with_a_case_or_a_cpr_stands_behind_the_wall",
    "tests/storage/imports/test_formats.py",
    "tests/storage/rights/test_record.py",
    "tests/storage/rights/test_handing_out.py",
)
"""What is asked of every export and every table, here of one more."""


def test_an_export_kind_made_by_the_recipe_is_imported_walled_in_erased_and_checked(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    its_tests = {"tests/storage/imports/test_home_visits.py": ITS_TESTS}
    copy.follow({**PRODUCT_NEW, **its_tests}, {}, PRODUCT_WITHIN)
    copy.pytest(WRITTEN_DOWN, RECORD_GOLDEN="1")
    copy.pytest(*its_tests, *HOLDING)
