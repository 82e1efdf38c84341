"""The one Settings object, read from the environment; a bad or unknown value stops the start with a clear line."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from storage.rules.calendar import Calendar
from storage.rules.legality import SETS

PREFIX = "SAGSPULS_"


class SettingsError(Exception):
    """A setting cannot be used; the text names it and says what to write instead."""


def default_home() -> Path:
    """Where the embedded server lives unless SAGSPULS_HOME says otherwise.

    Run by root, the server belongs to a user of its own who must pass every folder above it: that must not be root's
    own home.
    """
    if os.geteuid() == 0:
        return Path("/var/lib/sagspuls")
    return Path.home() / ".local" / "share" / "sagspuls"


CASE_TYPES = frozenset(case_type for one in SETS for case_type in one.case_types)
Words = Annotated[tuple[str, ...], NoDecode]
"""Several words separated by commas."""


class Settings(BaseSettings):
    """Settings of one process; field X is the environment variable SAGSPULS_X (README, Use).

    `app_id`, `app_password`, `tenant_id`, `openid_metadata`, `login_url` and `service_urls` are for the sign-in from
    Azure. Nothing reads them yet; they have their names so that an environment made for it does not stop the start.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    database_url: SecretStr | None = None
    home: Path = Field(default_factory=default_home)
    app_id: str | None = None
    app_password: SecretStr | None = None
    tenant_id: str | None = None
    openid_metadata: str | None = None
    login_url: str | None = None
    service_urls: Words = ()
    local: bool = False
    clock: dt.datetime | None = None
    port: int = Field(default=3978, ge=1, le=65535)
    cpr_key: SecretStr | None = None
    timezone: str = "Europe/Copenhagen"
    language: Literal["da", "en"] = "da"
    application_limit_weeks: int = Field(default=8, ge=1, le=104)
    """The council's limit for answering an application (RSL § 3, 2)."""
    closing_days: Words = ("06-05", "12-24", "12-31")
    """Municipal closing days as MM-DD, separated by commas, besides public holidays."""
    case_weights: Annotated[dict[str, Decimal], NoDecode] = Field(default_factory=dict)
    """What a case of a type weighs in a caseload, as `anbringelse=2,handicap=1.5`; 1 for the others (domain.md §7)."""
    misses_days: int = Field(default=90, ge=0, le=730)
    """How many days a text that was not understood is kept, masked; 0 = none is kept."""
    columns_file: Path | None = None
    """A municipality's own column names and words (formats.md)."""

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no time zone; write one like Europe/Copenhagen") from error
        return value

    @field_validator("closing_days", "service_urls", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        return tuple(word.strip() for word in value.split(",") if word.strip()) if isinstance(value, str) else value

    @field_validator("case_weights", mode="before")
    @classmethod
    def _weights(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            pairs = (pair.split("=") for pair in value.split(",") if pair.strip())
            weights = {case_type.strip().casefold(): Decimal(weight.strip()) for case_type, weight in pairs}
        except (ValueError, ArithmeticError) as error:
            raise ValueError("write weights as anbringelse=2,handicap=1.5") from error
        if not set(weights) <= CASE_TYPES or not all(0 < weight <= 100 for weight in weights.values()):
            raise ValueError(f"a weight lies above 0 and up to 100, for one of {', '.join(sorted(CASE_TYPES))}")
        return weights

    @field_validator("closing_days")
    @classmethod
    def _month_and_day(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            for day in value:
                dt.date.fromisoformat(f"2024-{day}")
        except ValueError as error:
            raise ValueError("write days as MM-DD, separated by commas, like 06-05,12-24") from error
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def calendar(self) -> Calendar:
        """The country's holidays and this municipality's own closing days."""
        pairs = (day.split("-") for day in self.closing_days)
        return Calendar(tuple((int(month), int(day)) for month, day in pairs))


def load_settings() -> Settings:
    """The settings of this process.

    Raises SettingsError naming every unknown or bad SAGSPULS_ variable, one a line; values are not repeated,
    since some are secrets.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
    problems = [f"{name} is no setting of Sagspuls; see the README for the names." for name in unknown]
    try:
        settings = Settings()
    except ValidationError as error:
        problems += [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
    if problems:
        raise SettingsError("\n".join(problems))
    return settings
