"""The demo municipality, written once for all who only read it."""

from __future__ import annotations

import pytest

from storage.demo import write_demo
from tests.storage.demo_folder import TODAY, Demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The default municipality on the day the sample questions are asked; a test that changes it writes its own."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, today=TODAY)
    return Demo(folder)
