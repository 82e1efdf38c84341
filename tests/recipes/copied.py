"""A copy of the tree in which a recipe of CONTRIBUTING.md is followed, and the tests that are run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

TREE = Path(__file__).parents[2]
ROOMS = ("bot", "docs", "jobs", "messages", "storage", "tests")
FILES = ("pyproject.toml", "README.md")
LEFT_OUT = ("__pycache__", "golden", "e2e", "bench", "node_modules")
NOTHING: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Copied:
    root: Path

    def follow(
        self, new: Mapping[str, str], longer: Mapping[str, str], within: Mapping[str, Mapping[str, str]] = NOTHING
    ) -> None:
        """Write what a recipe asks for: new files, more at the end of a file, and `within` one, before the text that
        each part is given for.
        """
        for path, content in new.items():
            assert not (self.root / path).exists()
            (self.root / path).write_text(content, encoding="utf-8")
        for path, more in longer.items():
            with (self.root / path).open("a", encoding="utf-8") as file:
                file.write(more)
        for path, parts in within.items():
            text = (self.root / path).read_text(encoding="utf-8")
            for there, added in parts.items():
                assert text.count(there) == 1, (path, there)
                text = text.replace(there, added + there)
            (self.root / path).write_text(text, encoding="utf-8")

    def pytest(self, *arguments: str, **settings: str) -> str:
        """What pytest says of the copy, with these in its environment; fails with it where a test there does."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        env = {**ours, **settings, "PYTHONPATH": str(self.root)}
        done = subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def copied(to: Path) -> Copied:
    for room in ROOMS:
        shutil.copytree(TREE / room, to / room, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for file in FILES:
        shutil.copy(TREE / file, to)
    return Copied(to)
