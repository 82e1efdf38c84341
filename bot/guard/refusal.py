"""A request that is not let in."""

from __future__ import annotations


class RequestRefusedError(Exception):
    """A request is refused; `status` is the HTTP status, the text one plain sentence for whoever called.

    `reason` says more, for the log alone: without anything the caller wrote. `retry_after` is in seconds.
    """

    def __init__(self, status: int, text: str, reason: str | None = None, *, retry_after: int | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.reason = reason or text
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
