"""Whose names an answer needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.question import Slots


def staff_ids(facts: Mapping[str, Any], slots: Slots) -> set[str]:
    """Every staff id that the facts carry, wherever questions.md puts them."""
    found = {slots.staff, facts.get("caseworker"), facts.get("staff")}
    rows = [row for name in ("items", "by_caseworker") for row in facts.get(name) or [] if isinstance(row, dict)]
    found |= {row.get(name) for row in rows for name in ("caseworker", "staff")}
    if isinstance(facts.get("by_caseworker"), dict):
        found |= set(facts["by_caseworker"])
    if slots.group_by == "caseworker":
        found |= {group["key"] for group in facts.get("groups") or []}
    return {staff_id for staff_id in found if staff_id}
