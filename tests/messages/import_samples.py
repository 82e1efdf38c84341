"""Samples of the answers about imports."""

from __future__ import annotations

import datetime as dt
from typing import Any

Facts = dict[str, Any]


def imported(name: str, *, rows: int, new: int = 0, changed: int = 0, rejected: int = 0) -> Facts:
    """What became of one file."""
    unchanged = rows - new - changed - rejected
    counts = {"rows": rows, "new": new, "changed": changed, "unchanged": unchanged, "rejected": rejected, "retired": 0}
    return {"name": name, **counts}


RUNS: list[Facts] = [
    {
        "at": "2026-11-22T05:15:00+00:00",
        "files": 2,
        "rows": 12345,
        "rejected": 3,
        "outcome": "done",
        "new": 12000,
        "changed": 40,
        "by_file": [
            imported("posteringer.csv", rows=12000, new=12000),
            imported("sager.csv", rows=345, changed=40, rejected=3),
        ],
    },
    {
        "at": "2026-11-15T05:15:00+00:00",
        "files": 5,
        "rows": 0,
        "rejected": 12,
        "outcome": "refused",
        "new": 0,
        "changed": 0,
        "by_file": [],
    },
]
SAME = "samme sagsnr står også på linje {} med andre oplysninger"
REJECTED: list[Facts] = [
    {"file": "sager.csv", "line": 12, "column": "oprettet", "reason": "en dato som 31-12-2026"},
    {"file": "sager.csv", "line": 20, "column": "sagsnr", "reason": SAME.format(21)},
    {"file": "sager.csv", "line": 21, "column": "sagsnr", "reason": SAME.format(20)},
]
IN_THE_WAY: list[Facts] = [
    {"file": "sager.csv", "line": None, "column": "team", "reason": "kolonnen mangler"},
    *({"file": "sager.csv", "line": line, "column": "cpr", "reason": "et cpr-nummer"} for line in range(2, 13)),
]

SAMPLES: dict[str, tuple[str, Facts, Facts]] = {
    "sources": ("answers/sources", {"runs": RUNS, "stale": False, "rejected": REJECTED}, {"question": "sources"}),
    "sources_refused": (
        "answers/sources",
        {"runs": [RUNS[1], RUNS[0]], "stale": True, "rejected": IN_THE_WAY},
        {"question": "sources", "data_as_of": dt.datetime(2026, 11, 2, 5, 15, tzinfo=dt.UTC)},
    ),
    "sources_none": (
        "answers/sources",
        {"runs": [], "stale": True, "rejected": []},
        {"question": "sources", "data_as_of": None},
    ),
}
