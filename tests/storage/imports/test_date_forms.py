"""Every form in which exports have been seen to write a day, a time of it and a month (formats.md)."""

from __future__ import annotations

import datetime as dt

from storage.schema import BudgetLine, CaseEvent
from tests.storage.imports.folders import MONEY, Desk

EVENTS = "sagsnr;hændelse;dato;næste\n"


async def _events_of(desk: Desk, *rows: str) -> list[tuple[str, dt.date, dt.time | None]]:
    desk.write(hændelser=EVENTS + "\n".join(rows) + "\n")
    await desk.takes()
    return [(kind, day, at) for kind, day, at in await desk.rows(CaseEvent, "kind", "day", "at")]


async def test_months_by_name_weekdays_and_clocks_land(desk: Desk) -> None:
    assert await _events_of(
        desk,
        "2024-1;underretning vurderet;3. november 2026;",
        "2024-1;kvittering sendt;03-nov-26;",
        "2024-2;opfølgning afholdt;3. nov. 2026;mandag den 7. december 2026",
        "2024-2;tilsynsbesøg;ma 02-11-2026;",
        "2024-2;børnesamtale;02-11-2026 kl. 9;",
    ) == [
        ("børnesamtale", dt.date(2026, 11, 2), dt.time(9)),
        ("kvittering sendt", dt.date(2026, 11, 3), None),
        ("opfølgning afholdt", dt.date(2026, 11, 3), None),
        ("tilsynsbesøg", dt.date(2026, 11, 2), None),
        ("underretning vurderet", dt.date(2026, 11, 3), None),
    ]


async def test_a_moment_of_another_clock_is_kept_as_the_clock_here_showed_it(desk: Desk) -> None:
    assert await _events_of(
        desk,
        "2024-1;underretning modtaget;2026-11-01T23:30:00Z;",
        "2024-1;kvittering sendt;2026-11-02T08:00:00+01:00;",
        "2024-2;opfølgning afholdt;2026-11-03T10:00:00.000;",
        "2024-2;underretning vurderet;02-11-2026 24:00;",
    ) == [
        ("kvittering sendt", dt.date(2026, 11, 2), dt.time(8)),
        ("opfølgning afholdt", dt.date(2026, 11, 3), dt.time(10)),
        ("underretning modtaget", dt.date(2026, 11, 2), dt.time(0, 30)),
        ("underretning vurderet", dt.date(2026, 11, 3), dt.time(0)),
    ]


async def test_a_weekday_that_is_not_that_days_is_a_bad_row(desk: Desk) -> None:
    desk.write(hændelser=EVENTS + "2024-1;underretning vurderet;tirsdag den 2. november 2026;\n")
    (told,) = await desk.refuses()
    assert "linje 2, dato" in told
    assert "en dato som 31-12-2024" in told


async def test_a_date_with_a_clock_is_told_as_it_stands_and_is_no_cpr(desk: Desk) -> None:
    desk.write(hændelser=EVENTS + "2024-1;underretning vurderet;01-12-2026 09:75;\n")
    (told,) = await desk.refuses()
    assert "»01-12-2026 09:75«" in told


async def test_a_budget_month_is_a_number_a_name_or_written_with_its_year(desk: Desk) -> None:
    rows = ["2026;5282;Team Nord;januar;1;", "2026;5282;Team Nord;2026-02;2;", "2026;5282;Team Nord;Mar.;3;",
            "2026;5282;Team Nord;04;4;", "2026;5282;Team Nord;maj 2026;5;"]  # fmt: skip
    desk.write(**MONEY | {"budget": MONEY["budget"].splitlines()[0] + "\n" + "\n".join(rows) + "\n"})
    await desk.takes()
    found = await desk.rows(BudgetLine, "month", "adopted")
    assert [(month, int(adopted)) for month, adopted in found] == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]


async def test_a_budget_month_of_another_year_is_a_bad_row(desk: Desk) -> None:
    desk.write(**MONEY | {"budget": MONEY["budget"] + "2026;5282;Team Nord;2025-03;5;\n"})
    assert await desk.refuses() == ["budget.csv, linje 6, måned: »2025-03«: måneden er i et andet år end rækken"]


async def test_one_month_written_in_two_ways_is_one_key(desk: Desk) -> None:
    desk.write(**MONEY | {"budget": MONEY["budget"] + "2026;5282;Team Nord;2026-01;7;\n"})
    told = await desk.refuses()
    assert len(told) == 2
    assert all("med andre oplysninger" in each for each in told)
