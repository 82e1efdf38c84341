"""A request that is not let in."""

from __future__ import annotations


class RequestRefusedError(Exception):
    """A request is refused; `status` is the HTTP status, the text one plain sentence for whoever reads the log."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
