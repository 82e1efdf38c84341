"""A view: how one message is drawn, and what its sentence needs besides the facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from messages.setting import Setting


@dataclass(frozen=True, slots=True)
class View:
    """`template`: a file beside the view, by its subject and name; `context`: what it reads besides the facts."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    card: dict[str, Any] | None = None
    """None: words only."""
    language: str | None = None
    """The language, if it is not the setting's: for the message about changing it."""


Viewer = Callable[[Any, Setting], View]
"""Facts and setting in, view out: nothing else is read, so the same facts always make the same message."""
