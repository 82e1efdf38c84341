"""Who stops a command while it starts or learns leaves nothing running behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

SECONDS = 120
TRAIN = [sys.executable, "-c", "from bot.cli import main; main()", "train"]


def commands() -> dict[int, str]:
    """Every process of this machine with its command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
    return found


def about(home: Path) -> list[str]:
    """The processes that name the home: its PostgreSQL, and whoever learns for it."""
    return [command for command in commands().values() if str(home) in command]


def wait_for(condition: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def is_learning(home: Path) -> bool:
    return any("bot.understanding.training" in command for command in about(home))


def is_starting(home: Path) -> bool:
    return (home / "embedded.lock").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("reached", [is_starting, is_learning])
def test_a_stopped_command_leaves_no_child_and_no_postgresql(
    home: Path, reached: Callable[[Path], bool], number: signal.Signals, code: int
) -> None:
    (home / "phrases").mkdir()
    (home / "phrases" / "overdue.da.txt").write_text("hvad er vi bagud med\n", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("SAGSPULS_")}
    env |= {"SAGSPULS_HOME": str(home), "SAGSPULS_LOCAL": "1"}
    process = subprocess.Popen(TRAIN, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: reached(home) or process.poll() is not None, "it never came so far")
        assert process.poll() is None, process.communicate()[1]
        process.send_signal(number)
        _, said = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
    assert (process.returncode, said) == (code, "")
    wait_for(lambda: not about(home), f"left behind: {about(home)}")
