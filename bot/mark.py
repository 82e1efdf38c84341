"""The mark of an answer. It is written before the first post, and says that the answer may be out."""

from __future__ import annotations

from typing import Protocol

from storage.session import AsyncSession


class ClaimLostError(Exception):
    """Somebody else has the question now, so this answer must not go out."""


class Mark(Protocol):
    """What a turn writes down about its answer. Both ways of writing raise ClaimLostError if nothing may be posted."""

    async def write(self, session: AsyncSession) -> None:
        """Write it in the transaction of the answer, whose commit makes it hold."""
        ...

    def hold(self) -> None:
        """That transaction is committed."""
        ...

    async def about_to_post(self) -> None:
        """Called before each post of a turn: write the mark unless an answer has; an apology, say, has not."""
        ...
