"""What a question came to, as the JSON that people may read of it."""

from __future__ import annotations

from typing import Any

from bot.other_message import Answered, OtherMessage


def json_of(answered: Answered) -> dict[str, Any]:
    """The facts of the answer, whichever message shows them."""
    if not isinstance(answered, OtherMessage):
        return answered.as_json()
    return answered.facts.as_json() if answered.composed is None else answered.composed.facts
