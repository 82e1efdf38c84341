"""The questions that were asked in use and answered wrong, a row each, and what a right answer to each must hold.

Columns: `from` (where it was met), `plan` (the municipality: demo or an example), `as`, `dialogue` (rows of one share a
conversation), `text`, `waits` (the number of the issue that brings the right answer; empty = it is right) and `right`:
checks of the answer's JSON with " ; " between them, each a path, a sign and a value.
"""

from __future__ import annotations

import csv
import itertools
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
_CHECK = re.compile(r"(?P<path>[a-z_0-9.]+)(?P<sign>=|~|!~|\^|#|\?)(?P<value>.*)")


class Row(NamedTuple):
    """One text, who asks it in which municipality, and what is right."""

    met: str
    plan: str
    email: str
    dialogue: str
    text: str
    waits: str
    checks: tuple[str, ...]


def dialogues() -> list[tuple[Row, ...]]:
    """Every row by itself or with those of its conversation, in the files' order."""
    rows = [row for name in ("asked", "chat") for row in _rows(FOLDER / f"{name}.tsv")]
    numbered = enumerate(rows)
    groups = itertools.groupby(numbered, key=lambda pair: pair[1].dialogue or f"row {pair[0]}")
    return [tuple(row for _, row in group) for _, group in groups]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Row(
            line["from"],
            line["plan"],
            f"{line['as']}@sagspuls.example",
            line["dialogue"],
            line["text"],
            line["waits"],
            tuple(line["right"].split(" ; ")) if line["right"] else (),
        )
        for line in lines
    ]


def wrong(answer: dict[str, Any], checks: tuple[str, ...]) -> list[str]:
    """The checks that an answer fails, each with what was there. Where none says what may be left out, nothing may.

    >>> wrong({"text": "3 sager", "unread": [], "asked": {"items": ["1"]}}, ("asked.items#1", "text~sager", "text^4"))
    ["text^4 (was: '3 sager')"]
    """
    told = checks if any(check.startswith("unread") for check in checks) else (*checks, "unread=[]")
    return [f"{check} (was: {_short(answer, check)})" for check in told if not _holds(answer, check)]


def _holds(answer: dict[str, Any], check: str) -> bool:
    found = _CHECK.fullmatch(check)
    if found is None:
        raise ValueError(f"no check: {check!r}")
    there, value = _at(answer, found["path"]), found["value"]
    text = there if isinstance(there, str) else json.dumps(there, ensure_ascii=False)
    holds = {
        "=": lambda: text == value,
        "~": lambda: value in text,
        "!~": lambda: value not in text,
        "^": lambda: text.startswith(value),
        "#": lambda: isinstance(there, list) and len(there) == int(value),
        "?": lambda: there is not None,
    }
    return holds[found["sign"]]()


def _at(answer: Any, path: str) -> Any:
    """What stands at a path such as `asked.items.0`; None where nothing does."""
    for name in path.split("."):
        if isinstance(answer, list):
            answer = answer[int(name)] if int(name) < len(answer) else None
        else:
            answer = answer.get(name) if isinstance(answer, dict) else None
    return answer


def _short(answer: dict[str, Any], check: str) -> str:
    found = _CHECK.fullmatch(check)
    return repr(_at(answer, found["path"]))[:300] if found else ""
