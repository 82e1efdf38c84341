"""How fast this process may post: Teams limits each conversation and the whole app (platform.md)."""

from __future__ import annotations

import asyncio

BETWEEN_POSTS = 1 / 20
"""Seconds between any two posts; Teams takes 30 a second from an app, and its answers need room too."""
IN_ONE_CONVERSATION = 2.0
"""Seconds between two posts to one conversation: 1 800 an hour is the tightest of its windows."""


class Pace:
    """Hands out the moments at which posts may start; one for each round of deliveries."""

    def __init__(self) -> None:
        self._next = 0.0
        self._next_in: dict[int | None, float] = {}

    async def turn(self, conversation_id: int | None) -> None:
        """Wait until a post to this conversation may start."""
        present = asyncio.get_running_loop().time()
        start = max(present, self._next, self._next_in.get(conversation_id, 0.0))
        self._next = max(present, self._next) + BETWEEN_POSTS
        self._next_in[conversation_id] = start + IN_ONE_CONVERSATION
        await asyncio.sleep(start - present)
