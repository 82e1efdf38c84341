"""A store with everything imported, on which somebody uses their rights."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Store
from tests.kept import Kept
from tests.storage.imports.folders import EXPORTS, MONEY, RECOVERY, Desk


@pytest.fixture
async def filled(store: Store, home: Path, tmp_path: Path, kept: Kept) -> Desk:
    """Everything imported; 2024-1 is Anna's and has rows in every table a case has any in."""
    desk = Desk(store, home, tmp_path / "eksport", kept)
    desk.write(**EXPORTS, **MONEY, **RECOVERY)
    await desk.begins_with_these()
    return desk
