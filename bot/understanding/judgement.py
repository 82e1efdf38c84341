"""Whether a text asks for a professional judgement ('skal vi fjerne barnet'), which the bot always leaves to people."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_DATA = tomllib.loads((Path(__file__).parent / "judgement.toml").read_text(encoding="utf-8"))
_OPENS = re.compile(_DATA["opens"])
_ASKS = re.compile("|".join(_DATA["patterns"]))


def asks_for_judgement(text: str) -> bool:
    """Whether a folded text asks what should be decided about a child or a family.

    >>> asks_for_judgement("skal vi fjerne barnet")
    True
    """
    return _ASKS.search(text) is not None and _OPENS.search(text) is None
