"""A desk with the exports of a small municipality on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Store
from tests.kept import Kept
from tests.storage.imports.folders import EXPORTS, MONEY, RECOVERY, Desk, write


@pytest.fixture
def desk(store: Store, home: Path, tmp_path: Path, kept: Kept) -> Desk:
    return Desk(store, home, write(tmp_path / "eksport", **EXPORTS), kept)


@pytest.fixture
def recovering(desk: Desk) -> Desk:
    """The small municipality with a recovery under way."""
    desk.write(**RECOVERY)
    return desk


@pytest.fixture
def paying(desk: Desk) -> Desk:
    """The small municipality with its accounts."""
    desk.write(**MONEY)
    return desk
