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
from storage.rules.case_types import CASE_TYPES
from storage.rules.sending.service_urls import PUBLIC_CLOUD, ServiceUrls, check_address, check_entries

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


WordList = Annotated[tuple[str, ...], NoDecode]
"""Several words separated by commas."""


class Settings(BaseSettings):
    """Settings of one process; field X is the environment variable SAGSPULS_X (README, Use)."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    database_url: SecretStr | None = None
    home: Path = Field(default_factory=default_home)
    app_id: str | None = None
    """The client id of the Azure Bot's app registration or managed identity."""
    app_password: SecretStr | None = None
    """A client secret: one of five ways to prove that the bot is itself (docs/teams.md)."""
    app_certificate: Path | None = None
    """A PEM file with a certificate and its private key."""
    app_certificate_password: SecretStr | None = None
    app_identity: str | None = None
    """A managed identity: `system`, or the client id of a user-assigned one."""
    app_federated_identity: str | None = None
    """A managed identity (as above) that the app registration trusts instead of a secret."""
    app_federated_token_file: Path | None = None
    """A file with a token of another issuer that the app registration trusts instead of a secret."""
    tenant_id: WordList = ()
    """The Entra tenants whose people may ask; the bot itself belongs to the first."""
    openid_metadata: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    """Where the channel's signing keys are described."""
    login_url: str = "https://login.microsoftonline.com"
    """Where the bot's own tokens come from."""
    service_urls: WordList = PUBLIC_CLOUD
    """The hosts or addresses of the channel that are trusted (storage/rules/sending/service_urls.py)."""
    local: bool = False
    clock: dt.datetime | None = None
    host: str = "127.0.0.1"
    """The address to listen on; a proxy with TLS stands in front."""
    port: int = Field(default=3978, ge=1, le=65535)
    targeted_messages: bool = False
    """Whether what belongs in private is answered in a channel to the asker alone (a preview of Teams)."""
    cpr_key: SecretStr | None = None
    timezone: str = "Europe/Copenhagen"
    language: Literal["da", "en"] = "da"
    application_limit_weeks: int = Field(default=8, ge=1, le=104)
    """The council's limit for answering an application (RSL § 3, 2)."""
    emergency_line: str | None = Field(default=None, max_length=60)
    """The telephone number of the municipality's social emergency line, told to whoever fears for a child."""
    closing_days: WordList = ("06-05", "12-24", "12-31")
    """Municipal closing days as MM-DD, separated by commas, besides public holidays."""
    case_weights: Annotated[dict[str, Decimal], NoDecode] = Field(default_factory=dict)
    """What a case of a type weighs in a caseload, as `anbringelse=2,handicap=1.5`; 1 for the others (domain.md §7)."""
    dialogue_minutes: int = Field(default=10, ge=0, le=60)
    """How many minutes the next question may lean on the one before; 0 = it never does."""
    misses_days: int = Field(default=90, ge=0, le=730)
    """How many days a text that was not understood is kept, masked; 0 = none is kept."""
    deliveries_days: int = Field(default=90, ge=7, le=730)
    """How many days the content of what was sent is kept; that it was sent stays."""
    inbox_days: int = Field(default=14, ge=1, le=90)
    """How many days the keys of answered activities are kept."""
    access_log_years: int = Field(default=5, ge=1, le=10)
    """How many years the access log is kept."""
    closed_cases_years: int = Field(default=0, ge=0, le=30)
    """How many years after its closing a case is kept; 0 = no limit."""
    columns_file: Path | None = None
    """A municipality's own column names and words (formats.md)."""

    @field_validator("host")
    @classmethod
    def _one_address(cls, value: str) -> str:
        if not value.strip():  # the system would take it for every address there is
            raise ValueError("write an address of this machine like 127.0.0.1, or leave it out")
        return value.strip()

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no time zone; write one like Europe/Copenhagen") from error
        return value

    @field_validator("closing_days", "service_urls", "tenant_id", mode="before")
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
        if not set(weights) <= set(CASE_TYPES) or not all(0 < weight <= 100 for weight in weights.values()):
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

    @field_validator("service_urls")
    @classmethod
    def _trusted(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        check_entries(value)
        return value

    @field_validator("openid_metadata", "login_url")
    @classmethod
    def _secure(cls, value: str) -> str:
        check_address(value)
        return value

    @property
    def trusted_services(self) -> ServiceUrls:
        """Where activities may come from and go to: in local use this machine alone."""
        return ServiceUrls(self.service_urls, self.local)

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
        problems += [f"{PREFIX}{str(e['loc'][0]).upper()}: {_plainly(e['msg'])}" for e in error.errors()]
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def _plainly(text: str) -> str:
    """The text of our own check, without the words that the library puts before it."""
    return text.removeprefix("Value error, ")
