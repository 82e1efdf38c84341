"""Who a Teams account is: matched by mail once, by the list of that very conversation, and never taken over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update

from storage.database import Store
from storage.schema import Staff
from tests.bot.conftest import BOT, Caller, StandIn, event, in_channel, personal
from tests.bot.test_channel_events import shared
from tests.bot.test_installation import settle
from tests.conftest import Office
from tests.fake_channel import FakeTeams

MAIL = {"email": "anna@sagspuls.example"}


def written_by(account: str, activity: dict[str, Any]) -> dict[str, Any]:
    place = activity["conversation"]
    own = {"conversation": {**place, "id": f"a:{account}"}} if place["conversationType"] == "personal" else {}
    return activity | own | {"from": {"id": f"29:{account}", "aadObjectId": f"{account}-entra"}}


async def known_as(store: Store) -> dict[str, str | None]:
    async with store.working() as session:
        rows = await session.execute(select(Staff.id, Staff.entra_id))
        return {row.id: row.entra_id for row in rows}


@pytest.fixture
async def new_anna(store: Store, office: Office) -> None:
    """Anna is on the list of staff and has never written."""
    async with store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "anna").values(entra_id=None))


@pytest.mark.usefixtures("new_anna")
async def test_of_two_accounts_with_one_mail_the_first_is_the_person_and_the_second_a_stranger(
    caller: Caller, teams: FakeTeams, store: Store
) -> None:
    for account in ("one", "two"):
        teams.members[f"29:{account}"] = {"aadObjectId": f"{account}-entra", **MAIL}
    await settle(caller, store, written_by("one", personal(teams)), written_by("two", personal(teams)))
    await settle(caller, store, written_by("two", personal(teams)))
    assert (await known_as(store))["anna"] == "one-entra"
    assert "two-entra" not in (await known_as(store)).values()


@pytest.mark.usefixtures("new_anna")
async def test_the_case_of_letters_in_a_mail_says_nothing(caller: Caller, teams: FakeTeams, store: Store) -> None:
    teams.members["29:one"] = {"aadObjectId": "ONE-entra", "userPrincipalName": "ANNA@Sagspuls.Example"}
    await settle(caller, store, written_by("one", personal(teams)))
    assert (await known_as(store))["anna"] == "one-entra"


@pytest.mark.usefixtures("new_anna")
@pytest.mark.parametrize(
    "member",
    [
        {"userRole": "guest", **MAIL},
        {"userRole": "anonymous", **MAIL},
        {"tenantId": "nabokommune", **MAIL},
        {"userPrincipalName": "anna_sagspuls.example#EXT#@kommunen.example", **MAIL},
        {"aadObjectId": "somebody-else", **MAIL},
        {"email": "anna@nabokommune.example"},
    ],
)
async def test_whose_mail_is_others_word_is_nobody(
    caller: Caller, teams: FakeTeams, store: Store, member: dict[str, str]
) -> None:
    teams.members["29:one"] = {"aadObjectId": "one-entra", **member}
    await settle(caller, store, written_by("one", personal(teams)))
    assert (await known_as(store))["anna"] is None


@pytest.mark.usefixtures("new_anna")
async def test_a_shared_channel_introduces_nobody(caller: Caller, teams: FakeTeams, store: Store) -> None:
    teams.members["29:one"] = {"aadObjectId": "one-entra", **MAIL}
    await settle(caller, store, written_by("one", in_channel(teams, **shared(teams))))
    assert teams.lookups == []
    assert (await known_as(store))["anna"] is None


@pytest.mark.usefixtures("new_anna")
async def test_a_channel_known_as_shared_introduces_nobody_though_the_message_does_not_say_so(
    caller: Caller, teams: FakeTeams, store: Store
) -> None:
    teams.members["29:one"] = {"aadObjectId": "one-entra", **MAIL}
    place = shared(teams)
    await settle(caller, store, event(teams, "conversationUpdate", membersAdded=[BOT], **place))
    unsaid = place["channelData"] | {"channel": {"id": place["channelData"]["channel"]["id"]}}
    await settle(caller, store, written_by("one", in_channel(teams, **place | {"channelData": unsaid})))
    assert teams.lookups == []
    assert (await known_as(store))["anna"] is None


@pytest.mark.usefixtures("new_anna")
async def test_what_a_message_says_of_its_sender_is_not_the_member_list(
    caller: Caller, teams: FakeTeams, store: Store, desk: StandIn
) -> None:
    claim = written_by("one", personal(teams))
    claim["from"] |= MAIL | {"userPrincipalName": MAIL["email"]}
    await settle(caller, store, claim)
    assert (await known_as(store))["anna"] is None
    assert desk.asked[0].email is None


async def test_an_account_known_as_somebody_who_left_becomes_nobody_else(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, desk: StandIn
) -> None:
    async with store.working() as session:
        gone = {"left_on": dt.date(2020, 1, 1), "entra_id": "one-entra"}
        await session.execute(update(Staff).where(Staff.id == "carl").values(**gone))
        await session.execute(update(Staff).where(Staff.id == "anna").values(entra_id=None))
    teams.members["29:one"] = {"aadObjectId": "one-entra", **MAIL}
    await settle(caller, store, written_by("one", personal(teams)))
    assert (await known_as(store))["anna"] is None
    assert len(desk.asked) == 1
