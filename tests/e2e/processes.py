"""Programs that the end-to-end tests start, and that must be gone when they end."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

START_TIME = 300.0
"""Seconds until a program must be ready: a bot whose phrases changed learns them first, and a busy machine is slow."""
STOP_TIME = 15.0


class NotStartedError(Exception):
    """A program did not become ready; the text carries what it said."""


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether the address answers with 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310  # our own http URLs
            return bool(response.status == HTTPStatus.OK)
    except OSError:
        return False


@contextmanager
def running(
    command: Sequence[str], log: Path, env: dict[str, str], ready: Callable[[], bool], seconds: float = START_TIME
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block is left, from the moment `ready` says so; all its children end with it.

    Raises NotStartedError with the end of its output.
    """
    with log.open("wb") as said:
        program = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, env=env, start_new_session=True)
    try:
        until = time.monotonic() + seconds
        while not ready():
            if program.poll() is not None or time.monotonic() > until:
                raise NotStartedError(f"{' '.join(command)} is not ready. It said:\n{log.read_text()[-2000:]}")
            time.sleep(0.1)
        yield program
    finally:
        stop(program)


def stop(program: subprocess.Popen[Any], patience: float = 0.0) -> None:
    """End a program and its children: it may leave by itself for `patience` seconds, is then asked, then not asked."""
    for seconds, ask in ((patience, program.terminate), (STOP_TIME, program.kill)):
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(seconds)
            break
        ask()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
