"""The qualified questions of tests/sentences/qualified, by people who saw neither the program nor its phrases."""

from __future__ import annotations

import json
from typing import Any

from tests.bot.understanding.sentences import FOLDER
from tests.reference.wanted import Asker

QUALIFIED = FOLDER / "qualified"
HANDS = ("c", "d", "e", "f")
SAMPLE = "sample"
UNANSWERABLE = ("c_unanswerable", "d_unanswerable", "e_unanswerable", "sample_unanswerable")
TEAM = "Team Nord"
NAMES = {"Anna": "m0001", "Mette": "m0007", "Line": "m0010", "Bo": "m0009"}
"""Caseworkers of one team whom the texts call by these names (evaluated_town.py)."""
ASKERS = {
    "rådgiver": Asker("m0001", TEAM, NAMES),
    "koordinator": Asker("m0004", TEAM, NAMES),
    "leder": Asker("m0002", TEAM, NAMES),
    "økonom": Asker("m0005", TEAM, NAMES),
}


def lines(*names: str) -> list[dict[str, Any]]:
    """The lines of these files, each as its hand wrote it."""
    texts = ((QUALIFIED / f"{name}.jsonl").read_text(encoding="utf-8") for name in names)
    return [json.loads(line) for text in texts for line in text.splitlines()]
