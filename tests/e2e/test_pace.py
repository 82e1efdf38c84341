"""Three real processes of one database post as fast as they may, and stay within the limits of Teams together."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import URL

from tests.fake_channel import FakeTeams, accept, fake_teams
from tests.rules.sending.test_pace import most_within

pytestmark = pytest.mark.e2e

PLACES = ("19:a", "19:b;messageid=1", "19:b;messageid=2")
SECONDS = 5.0
LATE = 1.0
"""Seconds a post may take from its turn to the channel, while the machine is busy."""


@dataclass
class Arrivals:
    """When posts came, by conversation."""

    by_place: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def __call__(self, teams: FakeTeams, request: web.Request, activity: dict[str, Any]) -> web.Response:
        place = request.match_info["conversation"].split(";")[0]
        self.by_place[place].append(asyncio.get_running_loop().time())
        return await accept(teams, request, activity)


async def test_three_processes_together_stay_within_the_limits_of_a_conversation(database: URL) -> None:
    arrivals = Arrivals()
    url = database.render_as_string(hide_password=False)
    async with fake_teams() as teams:
        teams.next.extend([arrivals] * 1000)
        poster = [sys.executable, "-m", "tests.e2e.one_poster", url, teams.url, str(SECONDS), *PLACES]
        processes = [await asyncio.create_subprocess_exec(*poster) for _ in range(3)]
        assert [await process.wait() for process in processes] == [0, 0, 0]
    assert set(arrivals.by_place) == {"19:a", "19:b"}
    for moments in arrivals.by_place.values():
        for seconds in (1.0, 2.0, 5.0):  # three at once, then two a second, whoever posts
            assert most_within(moments, seconds) <= 3 + (seconds + LATE) / 0.5
        assert len(moments) >= 8  # and nobody is held back for nothing
