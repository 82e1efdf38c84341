"""A served municipality, the Playground in front of it, and windows into it for one person each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.e2e.processes import answers, free_port, running
from tests.e2e.town import Town, served_town
from tests.e2e.window import CHANNEL, HERE, PRIVATE, SHOTS, Window, open_window

OpenWindow = Callable[[str], Window]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; fails, rather than skips, where something is missing."""
    if not (HERE / "node_modules").exists() or shutil.which("node") is None:
        pytest.fail("The Playground is not installed. Run: make e2e", pytrace=False)
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("There is no Chromium on this machine. Run: make e2e", pytrace=False)
    return found


@pytest.fixture(scope="session")
def town(chromium: str) -> Iterator[Town]:
    """The made-up municipality on a Monday morning, served; first of all old pictures are thrown away."""
    shutil.rmtree(SHOTS, ignore_errors=True)
    with served_town() as served:
        yield served


@pytest.fixture(scope="session")
def window_of(town: Town, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenWindow]:
    """Opens the Playground as one person of the demo, by their first name in small letters."""
    with ExitStack() as stack:

        def opened(who: str) -> Window:
            run = tmp_path_factory.mktemp(f"playground-{who}")
            port = free_port()
            playground = ["node", str(HERE / "playground.mjs"), str(town.port), str(port), who]
            env = {**os.environ, "PLAYGROUND_RUN": str(run)}
            url = f"http://127.0.0.1:{port}/"
            stack.enter_context(running(playground, run / "said.log", env, lambda: answers(url)))
            return stack.enter_context(open_window(url, chromium, run / "profile"))

        yield opened


@pytest.fixture(scope="session")
def annas(window_of: OpenWindow) -> Window:
    """Anna's window, with the bot installed in her private chat and in her team's channel and its hello heard."""
    window = window_of("anna")
    for chat in (PRIVATE, CHANNEL):
        window.open(chat)
        assert "Velkommen til Sagspuls" in window.said().shown
        window.shot(f"welcome_{'private' if chat == PRIVATE else 'channel'}", whole=True)
    return window
