"""The mark of an answer: written before its first post, so that whoever finds it knows that the answer may be out."""

from __future__ import annotations

from typing import Protocol

from storage.session import AsyncSession


class ClaimLostError(Exception):
    """Somebody else has the question now, so this answer must not go out."""


class Mark(Protocol):
    """What a turn writes down of its answer; both ways raise ClaimLostError where nothing may be posted."""

    async def write(self, session: AsyncSession) -> None:
        """Write it in the transaction of the answer, whose commit makes it hold."""
        ...

    def hold(self) -> None:
        """That transaction is committed."""
        ...

    async def about_to_post(self) -> None:
        """Called before each post of a turn: write it where no answer has brought it along, as of an apology."""
        ...
