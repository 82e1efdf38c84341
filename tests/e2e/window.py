"""The Playground's window: what a person does there, and what both the wire and the page then show."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from messages.cards import is_chart
from messages.literal import as_written, seen
from tests.e2e.processes import stop

HERE = Path(__file__).parent
SHOTS = HERE / "shots"
BOT = "Sagspuls"
PRIVATE = "Personal Chat"
CHANNEL = "Team Nord - General"
DRAWING_TIME = 10.0
"""Seconds the page may take to draw a message that has arrived."""
LEAVE_TIME = 10.0
"""Seconds the browser may take to close by itself."""


class WindowError(Exception):
    """Something on the page did not go as asked; the text says what, and where the picture of it lies."""


@dataclass(frozen=True)
class Said:
    """What the bot said once: as it was posted, and the text the page shows of the card (or of the text alone)."""

    conversation: str
    text: str | None
    card: dict[str, Any] | None
    shown: str

    @property
    def dropped(self) -> list[str]:
        """Texts of the posted card that the page does not show; the Playground drops what it does not know."""
        page = " ".join(self.shown.split())
        return [said for said in texts(self.card) if " ".join(said.split()) not in page]


def texts(element: Any) -> Iterator[str]:
    """Every text a card wants to be read: lines, facts, labels and the titles of its buttons."""
    if isinstance(element, list):
        for part in element:
            yield from texts(part)
    elif isinstance(element, dict) and is_chart(element):
        yield from chart_texts(element)
    elif isinstance(element, dict) and element.get("type") in {"TextBlock", "RichTextBlock"}:
        yield seen(element)
    elif isinstance(element, dict):
        names = ("title", "label")
        if element.get("type") is None:
            names = ("title", "value")  # a fact
        yield from (as_written(element[name]) for name in names if isinstance(element.get(name), str))
        for name in ("body", "items", "columns", "rows", "cells", "facts", "actions"):
            yield from texts(element.get(name))


def chart_texts(chart: dict[str, Any]) -> Iterator[str]:
    """What stands in words on a chart: its own title is for screen readers, and one line alone has no legend."""
    names = ("title", "x", "legend") if len(chart["data"]) > 1 else ("title", "x")
    for part in chart["data"]:
        yield from (part[name] for name in names if name in part)


class Window:
    """Drives one window; every method waits until it is done or raises WindowError."""

    def __init__(self, commands: IO[str], answers: IO[str]) -> None:
        self._commands = commands
        self._answers = answers
        self._answer()

    def open(self, chat: str) -> None:
        self._do("open", chat=chat)

    def write(self, text: str, *, mention: bool = False) -> None:
        """Write to the bot; in a channel it only hears what mentions it."""
        self._do("write", text=text, mention=BOT if mention else None)

    def said(self) -> Said:
        """What the bot says next, once the page shows all of it, or after DRAWING_TIME what it shows by then."""
        told = self._do("answer")
        wire = told["wire"]
        said = Said(wire["conversation"], wire["text"], wire["card"], told["shown"])
        until = time.monotonic() + DRAWING_TIME
        while said.dropped and time.monotonic() < until:
            time.sleep(0.2)
            said = replace(said, shown=self._do("look")["shown"])
        return said

    def press(self, title: str) -> None:
        """Press a button of the card seen last."""
        self._do("press", title=title)

    def choose(self, label: str, value: str) -> None:
        """Choose a value in a field of the card seen last."""
        self._do("choose", label=label, value=value)

    def shot(self, name: str, *, whole: bool = False) -> None:
        """Keep a picture of the card seen last, or of the whole window."""
        self._do("shot", name=name, whole=whole)

    def _answer(self) -> dict[str, Any]:
        """The driver's next answer."""
        line = self._answers.readline()
        told: dict[str, Any] = json.loads(line) if line else {"error": "the browser is gone"}
        if "error" in told:
            raise WindowError(f"{told['error']}\nPicture: {told.get('shot', 'none')}")
        return told

    def _do(self, command: str, **more: Any) -> dict[str, Any]:
        self._commands.write(json.dumps({"do": command, **more}) + "\n")
        self._commands.flush()
        return self._answer()


@contextmanager
def open_window(url: str, chromium: str, profile: Path) -> Iterator[Window]:
    """A headless Chromium with the Playground in it."""
    command = ["node", str(HERE / "drive.mjs"), url, chromium, str(profile), str(SHOTS)]
    driver = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert driver.stdin is not None
    assert driver.stdout is not None
    try:
        yield Window(driver.stdin, driver.stdout)
    finally:
        driver.stdin.close()  # the driver closes its browser and ends
        stop(driver, patience=LEAVE_TIME)
        driver.stdout.close()
