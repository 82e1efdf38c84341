"""The made-up municipality served by a bot of the tests' own, on a Monday morning."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.processes import answers, free_port, running

MONDAY = "2026-11-23"
MORNING = f"{MONDAY}T08:20"
COMMAND_TIME = 180.0


class CommandError(Exception):
    """A command ended with an error; the text carries what it said."""


@dataclass(frozen=True)
class Town:
    """A served store: its port, and the commands that look into it."""

    port: int
    env: dict[str, str]

    def sagspuls(self, *arguments: str) -> str:
        """What the command prints; raises CommandError when it ends with another exit code than 0."""
        command = [str(Path(sys.executable).with_name("sagspuls")), *arguments]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=COMMAND_TIME, check=False)
        if done.returncode:
            raise CommandError(f"sagspuls {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def ask(self, question: str, email: str, *, team: str | None = None) -> dict[str, Any]:
        """The answer at the terminal, with its facts; `team` names the channel it is asked in."""
        place = ["--in", f"team:{team}"] if team else []
        answer: dict[str, Any] = json.loads(self.sagspuls("ask", question, "--as", email, "--json", *place))
        return answer


@contextmanager
def served_town() -> Iterator[Town]:
    """Serve a fresh store with the made-up municipality; everything is gone afterwards."""
    # Not pytest's own folder: the embedded server runs as another user, who must be able to walk in.
    home = Path(tempfile.mkdtemp(prefix="sagspuls-e2e-"))
    home.chmod(0o711)
    port = free_port()
    given = {name: value for name, value in os.environ.items() if not name.startswith("SAGSPULS_")}
    env = given | {
        "SAGSPULS_HOME": str(home / "home"),
        "SAGSPULS_LOCAL": "1",
        "SAGSPULS_PORT": str(port),
        "SAGSPULS_CLOCK": MORNING,
    }
    town = Town(port, env)
    (home / "home").mkdir()
    (home / "home").chmod(0o711)
    try:
        serve = [str(Path(sys.executable).with_name("sagspuls")), "serve"]
        with running(serve, home / "serve.log", env, lambda: answers(f"http://127.0.0.1:{port}/health")):
            town.sagspuls("demo-data", "--out", str(home / "exports"), "--on", MONDAY)
            town.sagspuls("import", str(home / "exports"))
            yield town
    finally:
        shutil.rmtree(home, ignore_errors=True)
