"""The words of the office and of the bot, and what each means: read from terms.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from storage.rules.question_record import Bilingual


@dataclass(frozen=True, slots=True)
class Term:
    """One word: what it is called, what it means, and how people write it."""

    id: str
    title: Bilingual
    """As it stands within a sentence."""
    meaning: Bilingual
    said: tuple[str, ...]
    """A trailing * stands for any ending."""


_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TERMS = {
    name: Term(name, Bilingual(**entry["title"]), Bilingual(**entry["meaning"]), tuple(entry["said"]))
    for name, entry in _DATA.items()
}
"""By id."""
