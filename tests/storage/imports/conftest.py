"""A desk with the exports of a small municipality on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Store
from tests.storage.imports.folders import EXPORTS, Desk, write


@pytest.fixture
def desk(store: Store, home: Path, tmp_path: Path) -> Desk:
    return Desk(store, home, write(tmp_path / "eksport", **EXPORTS))
