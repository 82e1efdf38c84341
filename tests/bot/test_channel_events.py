"""What comes and goes in Teams, and that no name, rename or second Team ever moves a team's messages."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Store
from storage.queries.sending.channels import channel_of_team
from storage.schema import Binding, Conversation, Notice, Staff
from tests.bot.conftest import BOT, Caller, StandIn, event, in_channel
from tests.bot.test_installation import CHOSEN, added, removed, settle
from tests.conftest import Office
from tests.fake_channel import FakeTeams

ANOTHER = "19:ny@thread.tacv2"


def of_team(teams: FakeTeams, name: str, team: str = ANOTHER, **data: Any) -> dict[str, Any]:
    """The parts of an activity that say which Team's first channel it is about."""
    told = {"tenant": {"id": "kommunen"}, "team": {"id": team, "name": name}, "channel": {"id": team}, **data}
    return {"conversation": {"conversationType": "channel", "isGroup": True, "id": team}, "channelData": told}


def told(
    teams: FakeTeams, kind: str, called: str | None = None, team: str = "19:team", **channel: Any
) -> dict[str, Any]:
    """An event about a Team, or about the channel whose data is given."""
    of = {"id": team} | ({"name": called} if called else {})
    data = {"eventType": kind, "tenant": {"id": "kommunen"}, "team": of} | ({"channel": channel} if channel else {})
    return event(teams, "conversationUpdate", channelData=data)


def shared(teams: FakeTeams, **more: Any) -> dict[str, Any]:
    """The bot put into, or spoken to in, a shared channel of the Team."""
    data = {
        "tenant": {"id": "kommunen"},
        "team": {"id": "19:team", "name": "Team Nord"},
        "channel": {"id": "19:shared@thread.tacv2", "name": "Fælles", "type": "shared"},
    }
    place = {"conversationType": "channel", "isGroup": True, "id": "19:shared@thread.tacv2"}
    return {"conversation": place, "channelData": data} | more


async def asked(store: Store) -> list[tuple[str, str | None]]:
    async with store.working() as session:
        rows = await session.execute(select(Notice.kind, Notice.former_name).order_by(Notice.id))
        return [(row.kind, row.former_name) for row in rows]


async def channel_of_nord(store: Store, office: Office) -> str | None:
    async with store.working() as session:
        place = await channel_of_team(session, office.nord)
        return place.conversation_id if place else None


HERE = "19:nord@thread.tacv2"


async def test_a_name_binds_once_at_install_and_it_is_kept_that_nobody_did_it(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, added(teams))
    assert await channel_of_nord(store, office) == HERE
    assert await asked(store) == []
    async with store.working() as session:
        [row] = await session.scalars(select(Binding))
    assert (row.team_id, row.staff_id) == (office.nord, None)


async def test_a_second_team_of_the_name_learns_nothing_and_moves_nothing(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, desk: StandIn
) -> None:
    stranger = of_team(teams, " team NORD ")
    await settle(caller, store, added(teams), added(teams, **stranger), in_channel(teams, **stranger))
    assert await channel_of_nord(store, office) == HERE
    assert [each.channel_team_name for each in desk.asked] == [None]
    assert await asked(store) == [("second", None)]
    welcome = next(post for post in teams.posts if post.conversation_id == ANOTHER)
    assert "Team Nord" not in welcome.words.replace("bind denne kanal til Team Nord", "")
    assert "Distrikt 2" not in f"{welcome.activity}"


async def test_two_teams_of_one_name_bind_neither(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    elsewhere = of_team(teams, "Julefrokost", "19:et")
    await settle(caller, store, added(teams, **elsewhere), added(teams, **of_team(teams, "Julefrokost", "19:to")))
    await settle(caller, store, told(teams, "teamRenamed", "Team Nord", "19:et"))
    await settle(caller, store, added(teams))
    assert await channel_of_nord(store, office) is None
    assert await asked(store) == [("renamed", "Julefrokost"), ("second", None)]


async def test_a_team_renamed_to_a_municipal_teams_name_is_asked_about_once(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, added(teams), added(teams, **of_team(teams, "Julefrokost")))
    renamed = told(teams, "teamRenamed", "Team Nord", ANOTHER, id=ANOTHER)
    await settle(caller, store, renamed, renamed | {"id": "f:again"})
    assert await channel_of_nord(store, office) == HERE
    assert await asked(store) == [("renamed", "Julefrokost")]


async def test_a_name_binds_at_install_and_not_when_the_app_is_renewed_under_a_new_name(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, added(teams) | of_team(teams, "Julefrokost"))
    await settle(caller, store, told(teams, "teamRenamed", "Team Nord", ANOTHER))
    await settle(caller, store, added(teams) | of_team(teams, "Team Nord") | {"id": "renewed"})
    assert await channel_of_nord(store, office) is None
    assert await asked(store) == [("renamed", "Julefrokost")]


async def test_a_new_name_told_by_a_message_is_asked_about_too_and_binds_nothing(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, desk: StandIn
) -> None:
    await settle(caller, store, added(teams, **of_team(teams, "Julefrokost")))
    await settle(caller, store, in_channel(teams, **of_team(teams, "Team Nord")))
    assert await channel_of_nord(store, office) is None
    assert await asked(store) == [("renamed", "Julefrokost")]
    assert desk.asked[0].channel_team_name is None


async def test_an_honest_rename_keeps_the_tie_and_asks_nobody(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, desk: StandIn
) -> None:
    away, back = told(teams, "teamRenamed", "Nordlys"), told(teams, "teamRenamed", "Team Nord")
    await settle(caller, store, added(teams), away)
    assert await channel_of_nord(store, office) == HERE
    await settle(caller, store, in_channel(teams, channelData={"team": {"id": "19:team"}}), back)
    assert desk.asked[0].channel_team_name == "Team Nord"
    assert await asked(store) == []


async def test_a_team_freed_by_a_person_is_not_bound_by_a_name_again(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, added(teams))
    async with store.working() as session:
        row = (await session.scalars(select(Conversation))).one()
        row.team_id = None
    await settle(caller, store, removed(teams), added(teams), added(teams, **of_team(teams, "Team Nord")))
    assert await channel_of_nord(store, office) is None
    assert [kind for kind, _ in await asked(store)] == ["second", "second"]


async def test_another_channel_of_the_team_chosen_much_later_moves_nothing(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, added(teams))
    async with store.working() as session:
        line = (await session.scalars(select(Binding))).one()
        line.at = line.at.replace(year=line.at.year - 1)
    await settle(caller, store, event(teams, "installationUpdate", action="add", channelData=CHOSEN))
    assert await channel_of_nord(store, office) == HERE


@pytest.mark.parametrize(("kind", "told_as"), [("private", "private"), ("shared", "shared"), ("novel", "shared")])
async def test_a_private_or_shared_channel_never_binds_by_name(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, kind: str, told_as: str
) -> None:
    alone = shared(teams)
    alone["channelData"]["channel"]["type"] = kind
    [place] = await settle(caller, store, added(teams, **alone))
    assert (place.channel_type, place.teams_channel_name, place.team_id) == (told_as, "Fælles", None)
    assert await asked(store) == [(told_as, None)]


async def test_a_shared_channel_says_what_it_is_and_answers_nothing_until_it_is_confirmed(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, desk: StandIn
) -> None:
    await settle(caller, store, added(teams), added(teams, **shared(teams)), in_channel(teams, **shared(teams)))
    welcome = next(post for post in teams.posts if post.conversation_id == "19:shared@thread.tacv2")
    assert "folk udefra kan læse med" in welcome.words
    assert "attachments" not in welcome.activity
    assert [each.unconfirmed for each in desk.asked] == ["Fælles"]
    assert await asked(store) == [("shared", None)]
    async with store.working() as session:
        row = (await session.scalars(select(Conversation).where(Conversation.channel_type == "shared"))).one()
        row.confirmed_at = row.installed_at
    await settle(caller, store, in_channel(teams, **shared(teams)))
    assert desk.asked[-1].unconfirmed is None


async def test_taken_out_of_a_shared_channel_the_team_keeps_its_own(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, added(teams), added(teams, **shared(teams)))
    data = {
        "eventType": "channelMemberRemoved",
        "channel": {"id": "19:shared@thread.tacv2", "type": "shared"},
        "team": {"id": "19:team"},
        "tenant": {"id": "kommunen"},
    }
    places = await settle(caller, store, removed(teams, **shared(teams, channelData=data)))
    assert [(place.removed_at is None, place.channel_type) for place in places] == [(True, None), (False, "shared")]
    assert await channel_of_nord(store, office) == HERE


@pytest.mark.parametrize("kind", ["conversationUpdate", "installationUpdate"])
async def test_a_channel_known_as_shared_goes_alone_though_the_event_does_not_say_so(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, kind: str
) -> None:
    await settle(caller, store, added(teams), added(teams, **shared(teams)))
    untold = shared(teams, channelData={"team": {"id": "19:team"}})
    out = {"membersRemoved": [BOT]} if kind == "conversationUpdate" else {"action": "remove"}
    await settle(caller, store, event(teams, kind, **out, **untold))
    assert await channel_of_nord(store, office) == HERE


@pytest.mark.parametrize(("lost", "back"), [("teamDeleted", "teamRestored"), ("teamArchived", "teamUnarchived")])
async def test_what_comes_back_is_as_it_was(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, lost: str, back: str
) -> None:
    elsewhere = in_channel(teams, conversation={"id": "19:andet@thread.tacv2"})
    await settle(caller, store, added(teams), elsewhere)
    await settle(caller, store, told(teams, "channelDeleted", id="19:andet@thread.tacv2"))
    await settle(caller, store, told(teams, lost))
    assert await channel_of_nord(store, office) is None
    places = await settle(caller, store, told(teams, back))
    assert await channel_of_nord(store, office) == HERE
    assert [place.removed_at is None for place in places] == [True, False]
    places = await settle(caller, store, told(teams, "channelRestored", id="19:andet@thread.tacv2"))
    assert [place.removed_at for place in places] == [None, None]


async def test_uninstalled_while_archived_it_does_not_come_back_by_itself(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, added(teams), told(teams, "teamArchived"), removed(teams))
    await settle(caller, store, told(teams, "teamUnarchived"))
    assert await channel_of_nord(store, office) is None
    await settle(caller, store, added(teams))
    assert await channel_of_nord(store, office) == HERE


async def test_deleted_for_good_it_is_nobodys(caller: Caller, teams: FakeTeams, store: Store, office: Office) -> None:
    await settle(caller, store, added(teams), told(teams, "teamDeleted"), told(teams, "teamHardDeleted"))
    [place] = await settle(caller, store, told(teams, "teamRestored"))
    assert (place.removed_at is None, place.team_id) == (False, None)


async def test_a_renamed_channel_is_known_by_its_new_name_and_keeps_its_tie(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, added(teams))
    [place] = await settle(caller, store, told(teams, "channelRenamed", id=HERE, name="Ugens overblik"))
    assert (place.teams_channel_name, place.team_id) == ("Ugens overblik", office.nord)


async def test_the_welcome_offers_the_list_to_whoever_may_choose_and_to_nobody_else(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    async with store.working() as session:
        entra = {row.id: row.entra_id for row in await session.scalars(select(Staff))}
    for number, who in enumerate(("anna", "bo", "freja")):
        sender = {"id": f"29:{who}", "aadObjectId": entra[who]}
        await settle(caller, store, added(teams, **of_team(teams, "Familien", f"19:{number}"), **{"from": sender}))
    names = ("Distrikt 2", "Team Nord")
    choices = [[name for name in names if f"'value': '{name}'" in f"{post.activity}"] for post in teams.posts]
    assert choices == [[], ["Team Nord"], ["Distrikt 2", "Team Nord"]]
