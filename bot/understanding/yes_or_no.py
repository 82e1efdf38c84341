"""Whether a text asks for a yes or a no: whether there are any, or whether something holds for all."""

from __future__ import annotations

import re
import tomllib
from enum import Enum
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_name("yes_or_no.toml").read_text(encoding="utf-8"))
_ALL, _THERE, _ASKED, _HAVING_ANY = (
    re.compile(_DATA["opening"] + _DATA[name]) for name in ("all", "there", "asked", "having_any")
)
_ANY, _OTHERWISE = re.compile(_DATA["any"]), re.compile(_DATA["otherwise"])
_HAVING = frozenset({"har", "have", "has", "do", "does"})


class YesOrNo(Enum):
    """What a yes or no question asks; of all: whether they are so, or whether they have it."""

    ANY = "any"
    ALL_ARE = "all are"
    ALL_HAVE = "all have"


def yes_or_no(folded: str) -> YesOrNo | None:
    """What a folded text asks to be told yes or no of; None where it asks otherwise, or weighs or compares.

    >>> yes_or_no("har jeg nogen roede sager?"), yes_or_no("er alle mine gule gennemgaaet")
    (<YesOrNo.ANY: 'any'>, <YesOrNo.ALL_ARE: 'all are'>)
    """
    of_all = _ALL.search(folded)
    if of_all is not None:
        return YesOrNo.ALL_HAVE if of_all["verb"] in _HAVING else YesOrNo.ALL_ARE
    if _OTHERWISE.search(folded):
        return None
    asks = _THERE.search(folded) or _HAVING_ANY.search(folded) or (_ASKED.search(folded) and _ANY.search(folded))
    return YesOrNo.ANY if asks else None
