"""A bad or unknown setting stops the start with a line that names it and keeps its value to itself."""

from __future__ import annotations

import pytest

from storage.settings import SettingsError, load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAGSPULS_PORT", "70000"),
        ("SAGSPULS_PORT", "abc"),
        ("SAGSPULS_TIMEZONE", "Atlantis/Capital"),
        ("SAGSPULS_CLOCK", "yesterday"),
        ("SAGSPULS_LANGUAGE", "sv"),
        ("SAGSPULS_MISSES_DAYS", "-1"),
        ("SAGSPULS_CLOSING_DAYS", '["13-45"]'),
        ("SAGSPULS_CLOSING_DAYS", "christmas"),
        ("SAGSPULS_NONSENSE", "secret-value"),
    ],
)
def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name) as refused:
        load_settings()
    assert value not in str(refused.value) or name == "SAGSPULS_TIMEZONE"


def test_every_bad_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGSPULS_PORT", "0")
    monkeypatch.setenv("SAGSPULS_NONSENSE", "1")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert len(str(refused.value).splitlines()) == 2


def test_secrets_stay_out_of_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGSPULS_CPR_KEY", "very-secret")
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", "postgresql://user:very-secret@host/db")
    assert "very-secret" not in repr(load_settings())
