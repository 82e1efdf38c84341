"""The service starts where it can tell who asks and prove who it is; else it says in a line each what is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import aiohttp
import pytest

from bot.app import PortTakenError, _listening, make_app
from bot.commands.office import start_clock
from bot.starting import ServiceRefusedError, check_start, missing
from storage.clock import now, set_clock, wall_clock
from storage.database import Store
from storage.settings import Settings
from tests.bot.conftest import StandIn
from tests.fake_cloud import APP_ID

KEY = "a secret of our own, and long"
WHOLE: dict[str, Any] = {"app_id": APP_ID, "tenant_id": "tenant", "app_password": "hush-hush", "cpr_key": KEY}


def lines(**given: Any) -> list[str]:
    return missing(Settings(**{**WHOLE, **given}))


def test_with_its_id_its_tenant_one_proof_and_a_key_it_starts() -> None:
    check_start(Settings(**WHOLE))
    check_start(Settings(**WHOLE, host="0.0.0.0"))  # noqa: S104  # a proxy on another machine


async def test_without_local_use_and_an_app_id_it_refuses(store: Store) -> None:
    with pytest.raises(ServiceRefusedError, match=r"SAGSPULS_APP_ID.*SAGSPULS_LOCAL=1"):
        make_app(Settings(), store, StandIn())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"tenant_id": ""}, "SAGSPULS_TENANT_ID is missing"),
        ({"app_password": None}, "Nothing proves"),
        ({"app_identity": "system"}, "SAGSPULS_APP_PASSWORD and SAGSPULS_APP_IDENTITY are set"),
        ({"app_password": None, "app_certificate": "/nowhere.pem"}, "SAGSPULS_APP_CERTIFICATE cannot be used"),
        ({"cpr_key": None}, "SAGSPULS_CPR_KEY is missing"),
        ({"cpr_key": "short"}, "SAGSPULS_CPR_KEY must have"),
        ({"service_urls": ""}, "SAGSPULS_SERVICE_URLS names nobody"),
        ({"clock": "2026-11-23T08:00"}, "SAGSPULS_CLOCK is for local use only"),
    ],
)
def test_what_is_missing_is_one_line(given: dict[str, Any], says: str) -> None:
    (line,) = lines(**given)
    assert says in line


async def test_a_store_that_was_tried_out_goes_by_the_machines_clock_in_teams(store: Store) -> None:
    async with store.working() as session:
        await set_clock(session, dt.datetime(2015, 1, 1, tzinfo=dt.UTC), Settings().zone)
    await start_clock(store, Settings(app_id=APP_ID))
    async with store.working() as session:
        assert wall_clock() - await now(session) < dt.timedelta(minutes=1)


def test_several_lines_are_said_at_once() -> None:
    assert len(lines(tenant_id="", app_password=None, cpr_key=None)) == 3


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "sagspuls.example"])  # noqa: S104  # refused
def test_local_use_listens_on_this_machine_alone(host: str) -> None:
    assert len(missing(Settings(local=True, host=host))) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_local_use_needs_nothing_else(host: str) -> None:
    assert missing(Settings(local=True, host=host)) == []


def test_an_address_of_another_machine_is_told_plainly() -> None:
    with pytest.raises(PortTakenError, match="SAGSPULS_HOST"):
        _listening("192.0.2.7", 3978)


async def test_it_listens_where_it_is_told_to(store: Store) -> None:
    with _listening("127.0.0.2", 0) as listener:
        host, port = listener.getsockname()
        assert host == "127.0.0.2"
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"http://127.0.0.1:{port}/health")
