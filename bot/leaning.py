"""What the next question of a dialogue may lean on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.question import Slots
from bot.understanding.slots import slots_of
from bot.understanding.understand import Meaning
from storage.queries.sending import access_log
from storage.rules.access import Refusal

OUTSIDE_QUESTIONS = frozenset({"none", "clarify"})


def to_lean_on(meaning: Meaning, slots: Slots, facts: Mapping[str, Any], outcome: str) -> Slots | None:
    """What the next question may lean on; None leaves the question before this one to lean on.

    Nobody goes on with help or a greeting, and of what was refused only whom it was about is dropped. Asked which of
    two people was meant, somebody may type the name instead of pressing the button. A list that was named in words and
    not by a slot is gone on with too.
    """
    if meaning.candidates:
        return meaning.slots
    if meaning.question in OUTSIDE_QUESTIONS or outcome == Refusal.CPR_IN_TEXT.value or not slots_of(meaning.question):
        return None
    if outcome != access_log.ANSWERED:
        return replace(slots, case=None, staff=None, team=None)
    return replace(slots, check=facts.get("check", slots.check))
