"""A message made from facts written as their JSON, which is how the samples hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

from messages.message import Message
from messages.message import message as real_message
from messages.setting import Setting
from messages.views import VIEWS
from storage.facts.fact import Facts, from_json


def message(name: str, facts: Facts | Mapping[str, Any], setting: Setting) -> Message:
    """The message of that name from typed facts, or from the JSON of the facts that its view takes."""
    return real_message(name, typed(name, facts), setting)


def typed(name: str, facts: Facts | Mapping[str, Any]) -> Facts:
    """The facts as the view of that name takes them."""
    if isinstance(facts, Facts):
        return facts
    kind: type[Facts] = next(iter(get_type_hints(VIEWS[name]).values()))
    return from_json(kind, dict(facts))


def in_json(facts: Facts | Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts of a sample as their JSON."""
    return facts.as_json() if isinstance(facts, Facts) else facts
