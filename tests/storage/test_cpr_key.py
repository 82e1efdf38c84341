"""The key of the CPR hash comes from the setting, or is made once on a local installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.cpr_key import cpr_key, is_the_stores_key
from storage.database import Store
from storage.settings import Settings, SettingsError


def test_a_local_installation_makes_its_own_key_once(home: Path) -> None:
    settings = Settings(home=home, local=True, database_url="postgresql://x/y")
    key = cpr_key(settings, home)
    assert len(key) >= 32
    assert cpr_key(settings, home) == key
    assert [path.name for path in home.iterdir()] == ["cpr_key"]
    assert (home / "cpr_key").stat().st_mode & 0o777 == 0o600


def test_the_setting_goes_first(home: Path) -> None:
    assert cpr_key(Settings(home=home, cpr_key="a secret of some length"), home) == b"a secret of some length"


@pytest.mark.parametrize("key", [None, "", "short"])
def test_elsewhere_a_good_key_is_asked_for(home: Path, key: str | None) -> None:
    settings = Settings(home=home, database_url="postgresql://x/y", cpr_key=key)
    with pytest.raises(SettingsError, match="SAGSPULS_CPR_KEY"):
        cpr_key(settings, home)


async def test_the_first_key_becomes_the_stores(store: Store) -> None:
    async with store.working() as session:
        assert await is_the_stores_key(session, b"first")
        assert await is_the_stores_key(session, b"first")
        assert not await is_the_stores_key(session, b"second")
