"""Samples of the answers about money."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]


def standing(budget: int, periodised: int, spent: int, committed: int, spent_pct: float | None) -> Facts:
    """Where an account stands, in whole kroner."""
    amounts = {
        "budget": budget,
        "periodised": periodised,
        "spent": spent,
        "committed": committed,
        "forecast": spent + committed,
        "deviation": spent + committed - budget,
    }
    return {
        **{key: f"{amount}.00" for key, amount in amounts.items()},
        "spent_pct": spent_pct,
        "elapsed_pct": 89.6,
    }


def month(day: str, periodised: int, spent: int | None, forecast: int | None) -> Facts:
    told = {"periodised": periodised, "spent": spent, "forecast": forecast}
    return {"day": day, **{key: None if amount is None else f"{amount}.00" for key, amount in told.items()}}


TOTAL = standing(12_400_000, 11_100_000, 11_000_000, 1_775_000, 88.7)
FAMILY = standing(3_000_000, 2_700_000, 2_375_000, 525_000, 79.2)
LINES: list[Facts] = [
    {
        "account": "528210",
        "name": "Døgninstitutioner",
        "in_budget": True,
        **standing(9_400_000, 8_400_000, 8_600_000, 1_250_000, 91.5),
    },
    {"account": "999", "name": None, "in_budget": False, **standing(0, 0, 25_000, 0, None)},
    {
        "account": "528220",
        "name": "Familiebehandling",
        "in_budget": True,
        **FAMILY,
    },
]
PARTS: list[Facts] = [
    {"what": "budget", "amount": TOTAL["budget"], "from": "2026-01-01", "to": "2026-12-31"},
    {"what": "periodised", "amount": TOTAL["periodised"], "from": "2026-01-01", "to": "2026-11-23"},
    {"what": "spent", "amount": TOTAL["spent"], "count": 1_204, "from": "2026-01-01", "to": "2026-11-23"},
    {"what": "without_case", "amount": "3520000.00", "count": 310, "pct": 32.0},
    {"what": "committed", "amount": TOTAL["committed"], "from": "2026-11-24", "to": "2026-12-31"},
    {"what": "forecast", "amount": TOTAL["forecast"]},
    {"what": "deviation", "amount": TOTAL["deviation"]},
]
LAST_YEAR: Facts = {"day": "2025-11-23", "forecast": "11280000.00", "accounts": "12000000.00", "miss_pct": -6.0}
BUDGET: Facts = {
    "day": "2026-11-23",
    **TOTAL,
    "known": True,
    "lines": LINES,
    "months": [
        month("2026-09-30", 9_300_000, 9_100_000, None),
        month("2026-10-31", 10_333_333, 10_200_000, None),
        month("2026-11-23", 11_100_000, 11_000_000, 11_000_000),
        month("2026-11-30", 11_366_667, None, 11_320_000),
        month("2026-12-31", 12_400_000, None, 12_775_000),
    ],
    "last_year": LAST_YEAR,
    "forecasts": [],
    "parts": PARTS,
}
NOTHING: Facts = {
    **BUDGET,
    **standing(0, 0, 0, 0, None),
    "lines": [],
    "months": [],
    "last_year": None,
    "forecasts": [],
    "parts": [],
}
ENDED: Facts = {
    **BUDGET,
    "day": "2025-12-31",
    "committed": "0.00",
    "last_year": None,
    "forecasts": [
        {**LAST_YEAR, "day": "2025-10-31", "forecast": "12000000.00", "miss_pct": 0.0},
        LAST_YEAR,
        {**LAST_YEAR, "day": "2025-12-23", "forecast": "12360000.00", "miss_pct": 3.0},
    ],
}
GROUPS = [
    {"key": "Team Nord", "total": TOTAL["forecast"], **TOTAL},
    {"key": None, "total": "500.00", **standing(0, 0, 500, 0, None)},
]

CHECKS: list[Facts] = [
    {"check": "cases_without_caseworker", "count": 4, "amount": None, "share": None},
    {"check": "cases_without_events", "count": 2, "amount": None, "share": None},
    {"check": "grants_without_stop", "count": 31, "amount": None, "share": None},
    {"check": "grants_on_closed_cases", "count": 1, "amount": None, "share": None},
    {"check": "idle_grants", "count": 7, "amount": None, "share": None},
    {"check": "postings_without_case", "count": 310, "amount": "3520000.00", "share": 32.0},
    {"check": "unmatched_postings", "count": 12, "amount": "84500.00", "share": 0.8},
    {"check": "accounts_without_budget", "count": 1, "amount": "25000.00", "share": 0.2},
]


def quality(checks: list[Facts], rejected: int, missing: list[str]) -> Facts:
    counts = {one["check"]: one["count"] for one in checks}
    loose = next(one for one in checks if one["check"] == "postings_without_case")
    return {
        **counts,
        "postings_without_case": {key: loose[key] for key in ("count", "amount", "share")},
        "rejected_rows": rejected,
        "missing_accounts": missing,
        "checks": checks,
        "by_team": [{"team": "Team Nord", **counts}, {"team": None, **dict.fromkeys(counts, 1)}] if rejected else [],
        "parts": [
            {"what": one["check"], "count": one["count"], **({"amount": one["amount"]} if one["amount"] else {})}
            for one in checks
        ],
    }


def listed(check: str, items: list[Facts], **more: Any) -> Facts:
    """The facts of one check's list; `total` is what the check counts."""
    every = quality(CHECKS, 3, ["999"])
    number = every[check]
    total = number["count"] if isinstance(number, dict) else number
    return {**every, "check": check, "total": total, "items": items, "withheld": None, **more}


POSTINGS: list[Facts] = [
    {
        "voucher": f"2026-10{number}",
        "line": str(number % 2 or ""),
        "day": f"2026-0{number % 9 + 1}-15",
        "account": "528220",
        "amount": f"{(13 - number) * -10000}.50",
        "team": "Team Nord" if number % 3 else None,
        "case": None,
        "grant": "B-77" if number == 2 else None,
    }
    for number in range(1, 13)
]
GRANTS: list[Facts] = [
    {
        "grant": "B-12",
        "case": "2024-1183",
        "team": "Team Nord",
        "measure": "Kontaktperson",
        "account": "528220",
        "start": "2024-02-01",
        "stop": None,
        "price": "450.00",
        "unit": "time",
    }
]
CASES: list[Facts] = [
    {"case": "2024-7", "type": "handicap", "team": "Distrikt 2", "opened": "2024-02-29", "caseworker": "anna"},
    {"case": "2026-9", "type": "forebyggende", "team": "Team Nord", "opened": "2026-10-01", "caseworker": None},
]
ACCOUNTS: list[Facts] = [
    {"account": "999", "name": "Kørsel", "teams": ["A", "B", "C", "D"], "postings": 12, "amount": "-1234.50"},
    {"account": "998", "name": None, "teams": [], "postings": 0, "amount": "0.00"},
]
REJECTED: list[Facts] = [
    {"file": "posteringer.csv", "line": 1204, "column": "beløb", "reason": "et tal som 1.234,50"},
    {"file": "sager.csv", "line": None, "column": None, "reason": "filen kan ikke læses"},
]
NORTH: Facts = {"slots": {"team": "Team Nord"}}
HERE: Facts = {"slots": {}}
LISTS: tuple[tuple[str, str, list[Facts], Facts, Facts], ...] = (
    ("postings", "postings_without_case", POSTINGS, {"total": 12}, HERE),
    ("page_two", "postings_without_case", POSTINGS, {}, {**NORTH, "page": 2}),
    ("grants", "idle_grants", GRANTS, {"total": 1}, HERE),
    ("cases", "cases_without_events", CASES, {"total": 2}, HERE),
    ("accounts", "accounts_without_budget", ACCOUNTS, {"total": 2}, HERE),
    ("rows", "rejected_rows", REJECTED, {}, HERE),
    ("withheld", "grants_without_stop", [], {"withheld": "wrong_place"}, NORTH),
    ("counts_only", "cases_without_caseworker", [], {"withheld": "counts_only"}, HERE),
    ("no_reach", "postings_without_case", [], {"total": 0, "withheld": "no_reach"}, HERE),
    ("nothing", "idle_grants", [], {"total": 0}, NORTH),
)

CLEAN = [{**one, "count": 0, "amount": one["amount"] and "0.00", "share": None} for one in CHECKS]

SAMPLES: dict[str, tuple[str, Facts, Facts]] = {
    "budget": ("answers/budget", BUDGET, {"question": "budget", "slots": {"team": "Team Nord"}}),
    "budget_account": (
        "answers/budget",
        {**BUDGET, **FAMILY, "lines": LINES[2:], "last_year": {**LAST_YEAR, "miss_pct": 0.0}},
        {"question": "budget", "slots": {"account": "528220"}},
    ),
    "budget_groups": ("answers/budget", {**BUDGET, "groups": GROUPS}, {"question": "budget", "slots": {}}),
    "budget_ended": ("answers/budget", ENDED, {"question": "budget", "slots": {"team": "Team Nord"}}),
    "budget_nothing": ("answers/budget", NOTHING, {"question": "budget", "slots": {}}),
    "data_quality": ("answers/data_quality", quality(CHECKS, 3, ["999"]), {"question": "data_quality", "slots": {}}),
    **{
        f"data_quality_{name}": (
            "answers/data_quality",
            listed(check, items, **more),
            {"question": "data_quality", **at},
        )
        for name, check, items, more, at in LISTS
    },
    "data_quality_clean": (
        "answers/data_quality",
        quality(CLEAN, 0, []),
        {"question": "data_quality", "slots": {"team": "Team Nord"}},
    ),
    "budget_unknown_account": (
        "answers/budget",
        {**NOTHING, "known": False},
        {"question": "budget", "slots": {"account": "kørsel"}},
    ),
}
