"""The model for tests that are not asynchronous."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.understanding.classifier import Model
from bot.understanding.training import ensure_model


def trained(home: Path) -> Model:
    """`ensure_model` in a loop of its own, beside whichever loop pytest keeps."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(ensure_model(home))).result()
