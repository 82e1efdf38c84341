"""The embedded server is started once, shared by several processes, stopped by the last, and survives kill -9."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

HOLDER = """
import sys
from pathlib import Path
from sqlalchemy import create_engine, text
from storage.embedded import EmbeddedServer

url = EmbeddedServer(Path(sys.argv[1])).start()
with create_engine(url).connect() as connection:
    print(connection.scalar(text("SELECT pg_postmaster_start_time()")), flush=True)
sys.stdin.read()
"""


class Holder:
    """A process that uses the server until it is let go or killed."""

    def __init__(self, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", HOLDER, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.server_started = self._process.stdout.readline().strip()

    def let_go(self) -> None:
        self._process.communicate(timeout=20)

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate(timeout=20)


def server_runs(home: Path) -> bool:
    pid_file = home / "postgres" / "postmaster.pid"
    return pid_file.exists() and Path(f"/proc/{pid_file.read_text().split()[0]}").exists()


def test_processes_share_one_server_and_the_last_one_stops_it(home: Path) -> None:
    first, second = Holder(home), Holder(home)
    assert first.server_started
    assert first.server_started == second.server_started
    first.let_go()
    assert server_runs(home)
    second.let_go()
    assert not server_runs(home)


def test_a_killed_holder_leaves_a_server_that_the_next_one_uses_and_stops(home: Path) -> None:
    killed = Holder(home)
    killed.kill()
    assert server_runs(home)
    following = Holder(home)
    assert following.server_started == killed.server_started
    following.let_go()
    assert not server_runs(home)


def test_two_processes_may_start_it_at_the_same_moment(home: Path) -> None:
    holders = [Holder(home) for _ in range(3)]
    assert len({holder.server_started for holder in holders}) == 1
    for holder in holders:
        holder.let_go()
    assert not server_runs(home)
