"""What complaints were counted from."""

from __future__ import annotations

from enum import StrEnum


class ComplaintSource(StrEnum):
    """The file `klager`, the events `klage modtaget`, or neither: what became of them only the file tells."""

    FILE = "file"
    EVENTS = "events"
    NONE = "none"
