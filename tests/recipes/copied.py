"""A copy of the tree in which a recipe of CONTRIBUTING.md is followed, and the tests that are run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TREE = Path(__file__).parents[2]
ROOMS = ("bot", "jobs", "messages", "storage", "tests")
LEFT_OUT = ("__pycache__", "golden", "e2e", "bench", "node_modules")


@dataclass(frozen=True, slots=True)
class Copied:
    root: Path

    def follow(self, new: Mapping[str, str], longer: Mapping[str, str]) -> None:
        """Write the new files of a recipe, and what it adds at the end of a file that there is."""
        for path, content in new.items():
            assert not (self.root / path).exists()
            (self.root / path).write_text(content, encoding="utf-8")
        for path, more in longer.items():
            with (self.root / path).open("a", encoding="utf-8") as file:
                file.write(more)

    def pytest(self, *paths: str) -> str:
        """What pytest says of the copy; fails with it where a test there does."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *paths]
        env = {**ours, "PYTHONPATH": str(self.root)}
        done = subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def copied(to: Path) -> Copied:
    for room in ROOMS:
        shutil.copytree(TREE / room, to / room, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copy(TREE / "pyproject.toml", to)
    return Copied(to)
