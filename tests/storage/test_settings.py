"""A bad or unknown setting stops the start with a line that names it and keeps its value to itself."""

from __future__ import annotations

from decimal import Decimal

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
        ("SAGSPULS_CASE_WEIGHTS", "heavy"),
        ("SAGSPULS_CASE_WEIGHTS", "anbringelse=heavy"),
        ("SAGSPULS_CASE_WEIGHTS", "anbringelse=-1"),
        ("SAGSPULS_CASE_WEIGHTS", "adoption=2"),
        ("SAGSPULS_NONSENSE", "secret-value"),
    ],
)
def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name) as refused:
        load_settings()
    assert value not in str(refused.value) or name == "SAGSPULS_TIMEZONE"


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_host_is_refused_since_the_system_takes_it_for_every_address(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SAGSPULS_HOST", value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(refused.value) == "SAGSPULS_HOST: write an address of this machine like 127.0.0.1, or leave it out"


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


def test_weights_of_case_types_are_read_as_decimals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGSPULS_CASE_WEIGHTS", "anbringelse=2, handicap=1.5")
    assert load_settings().case_weights == {"anbringelse": Decimal(2), "handicap": Decimal("1.5")}
