"""Forms of words as regular expressions, read by name from expressions.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from storage.rules.dates.words import NUMBERS, choice

_DATA = tomllib.loads(Path(__file__).with_name("expressions.toml").read_text(encoding="utf-8"))
_ABOVE_ONE = choice({word: n for word, n in NUMBERS.items() if n > 1})
_PARTS = {
    **_DATA["parts"],
    "n": rf"(?:\d{{1,3}}|{_ABOVE_ONE})",
    "words": _ABOVE_ONE,
    "count": choice(NUMBERS),
}
_NAME = re.compile(r"\{([a-z]+)\}")


def expression(name: str) -> re.Pattern[str]:
    """The expression of that name, 'table.key'. Raises KeyError where there is none."""
    table, key = name.split(".")
    return re.compile(_spelled(_DATA[table][key]))


def expressions(name: str) -> list[re.Pattern[str]]:
    """The list of expressions of that name, in the order in which they are tried."""
    table, key = name.split(".")
    return [re.compile(_spelled(one)) for one in _DATA[table][key]]


def _spelled(written: str) -> str:
    """The expression with its parts in place of their names."""
    while _NAME.search(written):
        written = _NAME.sub(lambda match: _PARTS[match[1]], written)
    return written
