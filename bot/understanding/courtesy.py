"""Words of politeness in folded text, read from courtesy.toml: they name nobody and ask nothing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_DATA = tomllib.loads((Path(__file__).parent / "courtesy.toml").read_text(encoding="utf-8"))
POLITE = re.compile("|".join(_DATA["polite"]))
"""'vis mig', 'kan jeg få', 'I would like to see': the 'me' in it is not whom the question is about."""
_AROUND = re.compile("|".join(_DATA["around"]))


def plainly(text: str) -> str:
    """The folded text without its polite words; unchanged if little would be left.

    >>> plainly("kan du lige vise mig overskredne frister")
    'overskredne frister'
    """
    rest = " ".join(_AROUND.sub(" ", text).split())
    return rest if len(rest.split()) > 1 else text
