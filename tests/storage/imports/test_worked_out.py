"""Who has a case and what is due are worked out from the rows of an import, for every past day too."""

from __future__ import annotations

import datetime as dt

from storage.schema import (
    Case,
    Deadline,
    Ownership,
)
from storage.settings import Settings
from tests.storage.imports.folders import (
    DAY,
    EVENTS,
    NOW,
    SHIFTS,
    Desk,
    day,
)


async def test_ownership_and_deadlines_are_worked_out(desk: Desk) -> None:
    await desk.begins_with_these()
    assert await desk.rows(Ownership, "since", "staff_id", "until") == [
        (dt.date.min, "anna", day("2024-01-03")),
        (dt.date.min, "carl", dt.date.max),
        (dt.date.min, None, dt.date.max),
        (day("2024-01-03"), "carl", day("2024-04-01")),
        (day("2024-04-01"), "anna", dt.date.max),
    ]
    found = await desk.rows(Deadline, "rule", "opened", "due", "due_at", "closed", "outcome", "in_time")
    assert found[:4] == [
        ("assessment", day("2026-10-10"), day("2027-02-10"), None, dt.date.max, None, None),
        ("follow_up", day("2026-09-01"), day("2026-12-01"), None, day("2026-11-01"), "met", True),
        ("follow_up", day("2026-11-01"), day("2026-12-01"), None, dt.date.max, None, None),
        (
            "notification_assessment",
            day("2024-01-03"),
            day("2024-01-04"),
            dt.time(10),
            day("2024-01-04"),
            "met",
            True,
        ),
    ]


async def test_only_the_changed_cases_are_worked_out_anew(desk: Desk) -> None:
    await desk.begins_with_these()
    before = await desk.rows(Deadline, "case_id", "id")
    (_, first), *_ = await desk.rows(Case, "number", "id")
    desk.write(hændelser=EVENTS + "2024-2;partshøring;01-11-2026;;\n")
    await desk.takes()
    after = await desk.rows(Deadline, "case_id", "id")
    assert [row for row in before if row[0] == first] == [row for row in after if row[0] == first] != []
    assert set(before) & set(after) == {row for row in before if row[0] == first}


async def test_another_council_limit_works_every_case_out_anew(desk: Desk) -> None:
    desk.write(hændelser=EVENTS + "2024-1;ansøgning modtaget;02-11-2026;;\n")
    await desk.takes()
    settings = Settings(home=desk.home, local=True, application_limit_weeks=4)
    await desk.takes(settings=settings)
    assert ("application", day("2026-11-30")) in await desk.rows(Deadline, "rule", "due")


async def test_a_past_day_is_still_answered_after_a_later_close_and_reassignment(desk: Desk) -> None:
    await desk.begins_with_these()
    desk.edit("sager", ("carl;04-01-2024;;", "anna;04-01-2024;22-11-2026;"))
    desk.write(rådgiverskift=SHIFTS + "2024-2;carl;01-01-2024;20-11-2026\n2024-2;anna;21-11-2026;\n")
    await desk.takes(now=NOW + 7 * DAY)
    owners = await desk.rows(Ownership, "since", "until", "staff_id")
    assert (day("2024-01-01"), day("2026-11-21"), "carl") in owners
    open_then = [
        (rule, due)
        for rule, due, opened, closed in await desk.rows(Deadline, "rule", "due", "opened", "closed")
        if opened <= day("2026-11-15") < closed and due > day("2026-01-01")
    ]
    assert ("follow_up", day("2026-12-01")) in open_then
    assert ("assessment", day("2027-02-10")) in open_then
