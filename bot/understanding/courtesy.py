"""Words of politeness in folded text, read from courtesy.toml: they name nobody and ask nothing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_DATA = tomllib.loads((Path(__file__).parent / "courtesy.toml").read_text(encoding="utf-8"))
POLITE = re.compile("|".join(_DATA["polite"]))
"""'vis mig', 'kan jeg få', 'I would like to see': the 'me' in it is not whom the question is about."""
_AROUND = re.compile("|".join(_DATA["around"]))
_THANKS, _FINE, _LEAVES = (re.compile("|".join(_DATA[name])) for name in ("thanks", "fine", "leaves"))
_SHARED = frozenset(_DATA["shared"])
_WORD = re.compile(r"[a-z]+")


def plainly(text: str) -> str:
    """The folded text without its polite words; unchanged if little would be left.

    >>> plainly("kan du lige vise mig overskredne frister")
    'overskredne frister'
    """
    rest = " ".join(_AROUND.sub(" ", text).split())
    return rest if len(rest.split()) > 1 else text


def thanks(text: str) -> bool:
    """Whether a folded text thanks."""
    return _THANKS.search(text) is not None


def says_fine(text: str) -> bool:
    """Whether a folded text says that all is well, and nothing else."""
    return _FINE.match(text) is not None


def leaves(text: str) -> bool:
    """Whether a folded text says goodbye, and nothing else.

    >>> leaves("farvel"), leaves("slut paa november")
    (True, False)
    """
    return _LEAVES.match(text) is not None


def tells_no_language(text: str) -> bool:
    """Whether a folded text holds only words that Danish and English share: 'status'."""
    return all(word in _SHARED for word in _WORD.findall(text))
