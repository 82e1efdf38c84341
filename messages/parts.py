"""The parts of a figure: Teams shows them when somebody opens them, the terminal prints them as plain lines.

A view maps its `facts.parts` to titles and calls `worked_out`; the element list goes at the end of the card's body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from messages import danish
from messages.cards import Element, plain
from messages.cards import facts as fact_set
from messages.setting import Setting
from messages.words import words

PARTS = "parts"
"""The id of the part of the card that the button opens."""


def worked_out(parts: Sequence[Mapping[str, Any]], titles: Mapping[str, str], setting: Setting) -> list[Element]:
    """A button "Sådan er det regnet" and behind it one line for each part; nothing where there are no parts.

    A part is `what` (a key of `titles`, else shown as it stands), with `amount` (kroner), `count`, `pct`
    (0-100) or `text`, each None or left out where it has none; `name` stands after the title: an account, a measure.
    """
    if not parts:
        return []
    title = words(setting.language).gettext("How this is worked out")
    toggle = {"type": "Action.ToggleVisibility", "title": title, "targetElements": [PARTS]}
    lines = fact_set([_line(part, titles, setting) for part in parts])
    hidden = {"type": "Container", "id": PARTS, "isVisible": False, "items": [lines]}
    return [{"type": "ActionSet", "actions": [toggle], "spacing": "Medium"}, hidden]


def _line(part: Mapping[str, Any], titles: Mapping[str, str], setting: Setting) -> tuple[str, str]:
    named = [titles.get(part["what"], part["what"]), *([part["name"]] if part.get("name") else [])]
    return plain(": ".join(named)), " · ".join(_values(part, setting))


def _values(part: Mapping[str, Any], setting: Setting) -> list[str]:
    language = setting.language
    values = [danish.kroner(part["amount"], language)] if part.get("amount") is not None else []
    values += [danish.number(part["count"], language)] if part.get("count") is not None else []
    values += [danish.percent(part["pct"], language)] if part.get("pct") is not None else []
    return values + ([plain(part["text"])] if part.get("text") else [])
