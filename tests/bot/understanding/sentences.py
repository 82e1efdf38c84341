"""The sentences of tests/sentences, and the made-up names they are read with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.classifier import Model
from bot.understanding.names import Gazetteer, StaffName, TeamName
from bot.understanding.understand import Meaning, Previous, understand

FOLDER = Path(__file__).parents[2] / "sentences"
TODAY = dt.date(2026, 11, 23)  # a Monday
ANNA = "s-anna"
NAMES = Gazetteer(
    staff=(
        StaffName(ANNA, "Anna Holm", 1),
        StaffName("s-mette", "Mette Krogh", 1),
        StaffName("s-bo", "Bo Lund", 1),
        StaffName("s-carl", "Carl Friis", 2),
        StaffName("s-dorte", "Dorte Vang", 1),
    ),
    teams=(
        TeamName(1, "Team Nord"),
        TeamName(2, "Distrikt 1"),
        TeamName(3, "Distrikt 2"),
        TeamName(4, "Undersøgelse"),
        TeamName(5, "Handicap"),
        TeamName(6, "Anbringelse"),
        TeamName(7, "Ungestøtte"),
    ),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line: what is typed, the question meant, and its slots as people write them."""

    text: str
    question: str
    slots: dict[str, str]
    style: str = ""


def sentences(*names: str) -> list[Sentence]:
    return [sentence for name in names for dialogue in dialogues(name) for sentence in dialogue]


def dialogues(name: str) -> Iterator[list[Sentence]]:
    """Lines up to a blank line belong together."""
    turns: list[Sentence] = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line:
            text, question, slots, style = [*line.split("\t"), "", ""][:4]
            turns.append(Sentence(text, question, dict(part.split("=", 1) for part in slots.split()), style))
        elif turns:
            yield turns
            turns = []
    if turns:
        yield turns


def meaning_of(
    text: str, model: Model, names: Gazetteer = NAMES, previous: Previous | None = None, fallback: str = "da"
) -> Meaning:
    return understand(text, model, names, today=TODAY, asker=ANNA, fallback=fallback, previous=previous)


def slots_of(meaning: Meaning) -> dict[str, str]:
    """The slots of a meaning, written as the sentence files write them."""
    named = meaning.slots.as_json()
    period = named.pop("period", None)
    if period:
        named["period"] = f"{period['from'] or ''}..{period['to'] or ''}"
    ages = named.pop("age", None)
    if ages and "what" not in named:
        named["age"] = f"{ages['from']:g}..{ages['to']:g}"
    if meaning.bare_case:
        named["bare_case"] = meaning.bare_case
    staff = {ANNA: "me"}.get(named.get("staff", ""), named.get("staff", "").removeprefix("s-"))
    if staff:
        named["staff"] = staff
    return {name: str(value).replace(" ", "_").replace("True", "true") for name, value in named.items()}
