"""Put into a Team, a group or a chat, taken out, put back: what is remembered, and who is welcomed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from storage.database import Store
from storage.queries.sending.channels import channel_of_team
from storage.schema import Conversation, Inbox, Staff
from tests.bot.conftest import BOT, Caller, event, in_channel, personal, soon
from tests.conftest import Office
from tests.fake_channel import FakeTeams

CHOSEN = {
    "tenant": {"id": "kommunen"},
    "team": {"id": "19:team", "name": "Team Nord"},
    "settings": {"selectedChannel": {"id": "19:valgt@thread.tacv2"}},
}


async def settle(caller: Caller, store: Store, *activities: dict[str, Any]) -> list[Conversation]:
    """Send activities, wait until each is worked off, and give the places known then."""
    for activity in activities:
        assert await caller.post(activity) == 200

        async def done() -> bool:
            async with store.working() as session:
                return await session.scalar(select(Inbox).where(Inbox.answered_at.is_(None)).limit(1)) is None

        await soon(done)
    async with store.working() as session:
        return list(await session.scalars(select(Conversation).order_by(Conversation.id)))


def added(teams: FakeTeams, **more: Any) -> dict[str, Any]:
    return event(teams, "conversationUpdate", membersAdded=[BOT], **more)


def removed(teams: FakeTeams, **more: Any) -> dict[str, Any]:
    return event(teams, "conversationUpdate", membersRemoved=[BOT], **more)


async def test_an_installation_is_kept_as_columns_and_welcomed(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    [place] = await settle(caller, store, added(teams))
    assert (place.conversation_id, place.kind, place.channel_id) == ("19:nord@thread.tacv2", "channel", "msteams")
    assert (place.service_url, place.tenant_id, place.bot_id) == (teams.url, "kommunen", "28:bot")
    assert (place.teams_team_id, place.teams_team_name) == ("19:team", "Team Nord")
    assert place.teams_channel_id == "19:nord@thread.tacv2"
    assert (place.removed_at, place.staff_id, place.team_id) == (None, None, office.nord)
    [welcome] = teams.posts
    assert welcome.conversation_id == "19:nord@thread.tacv2"
    assert welcome.activity_id is None
    assert "Team Nord" in welcome.words


async def test_a_channel_of_no_known_team_is_told_how_to_bind_it(
    caller: Caller, teams: FakeTeams, store: Store
) -> None:
    await settle(caller, store, added(teams))
    assert "administrator" in teams.posts[0].words


async def test_the_two_events_of_one_installation_are_welcomed_once(
    caller: Caller, teams: FakeTeams, store: Store
) -> None:
    await settle(caller, store, added(teams), event(teams, "installationUpdate", action="add"))
    assert len(teams.posts) == 1


async def test_the_channel_chosen_gets_the_welcome_and_the_teams_messages(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, event(teams, "installationUpdate", action="add", channelData=CHOSEN))
    await settle(caller, store, in_channel(teams))
    assert teams.posts[0].conversation_id == "19:valgt@thread.tacv2"
    async with store.working() as session:
        place = await channel_of_team(session, office.nord)
    assert place is not None
    assert place.conversation_id == "19:valgt@thread.tacv2"


async def test_the_channel_chosen_goes_first_even_when_it_is_named_last(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    chosen = event(teams, "installationUpdate", action="add", channelData=CHOSEN)
    places = await settle(caller, store, added(teams), chosen)
    assert len(places) == 2
    assert len(teams.posts) == 1
    async with store.working() as session:
        place = await channel_of_team(session, office.nord)
    assert place is not None
    assert place.conversation_id == "19:valgt@thread.tacv2"


async def test_a_colleague_joining_is_no_installation(caller: Caller, teams: FakeTeams, store: Store) -> None:
    joins = event(teams, "conversationUpdate", membersAdded=[{"id": "29:bo"}])
    assert await settle(caller, store, joins) == []
    assert teams.calls == []
    assert teams.lookups == []


async def test_taken_out_of_a_team_all_its_channels_are_removed(caller: Caller, teams: FakeTeams, store: Store) -> None:
    await settle(caller, store, added(teams), in_channel(teams, conversation={"id": "19:andet@thread.tacv2"}))
    places = await settle(caller, store, removed(teams))
    assert len(places) == 2
    assert all(place.removed_at is not None for place in places)


async def test_put_back_it_is_welcomed_again(caller: Caller, teams: FakeTeams, store: Store) -> None:
    [place] = await settle(caller, store, added(teams), removed(teams), added(teams))
    assert place.removed_at is None
    assert len(teams.posts) == 2


async def test_a_new_version_is_neither_a_removal_nor_a_welcome(caller: Caller, teams: FakeTeams, store: Store) -> None:
    renewal = [event(teams, "installationUpdate", action=action) for action in ("remove-upgrade", "add-upgrade")]
    [place] = await settle(caller, store, added(teams), *renewal)
    assert place.removed_at is None
    assert len(teams.posts) == 1


async def test_uninstalled_by_its_own_event_it_is_removed(caller: Caller, teams: FakeTeams, store: Store) -> None:
    [place] = await settle(caller, store, added(teams), event(teams, "installationUpdate", action="remove"))
    assert place.removed_at is not None


async def test_a_deleted_channel_is_removed_and_its_team_is_not(caller: Caller, teams: FakeTeams, store: Store) -> None:
    await settle(caller, store, added(teams), in_channel(teams, conversation={"id": "19:andet@thread.tacv2"}))
    data = {"team": {"id": "19:team"}, "channel": {"id": "19:andet@thread.tacv2"}, "eventType": "channelDeleted"}
    places = await settle(caller, store, event(teams, "conversationUpdate", channelData=data))
    assert [place.removed_at is not None for place in places] == [False, True]


async def test_a_renamed_team_is_known_by_its_new_name(caller: Caller, teams: FakeTeams, store: Store) -> None:
    data = {"team": {"id": "19:team", "name": "Distrikt 2"}, "eventType": "teamRenamed"}
    [place] = await settle(caller, store, added(teams), event(teams, "conversationUpdate", channelData=data))
    assert place.teams_team_name == "Distrikt 2"


async def test_a_message_tells_only_the_teams_id_and_its_name_is_still_known(
    caller: Caller, teams: FakeTeams, store: Store
) -> None:
    elsewhere = in_channel(
        teams,
        conversation={"id": "19:andet@thread.tacv2;messageid=1", "conversationType": "channel"},
        channelData={"team": {"id": "19:team"}},
    )
    places = await settle(caller, store, added(teams), elsewhere)
    assert [place.teams_team_name for place in places] == ["Team Nord", "Team Nord"]


async def test_each_activity_brings_the_newest_service_url(caller: Caller, teams: FakeTeams, store: Store) -> None:
    moved = teams.url + "emea/"
    [place] = await settle(caller, store, added(teams), in_channel(teams, serviceUrl=moved))
    assert place.service_url == moved


async def test_a_personal_chat_belongs_to_the_person_who_writes(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    async with store.working() as session:
        entra_id = await session.scalar(select(Staff.entra_id).where(Staff.id == "anna"))
    sender = {"id": "29:anna", "aadObjectId": entra_id}
    [place] = await settle(caller, store, personal(teams) | {"from": sender})
    assert (place.kind, place.staff_id) == ("personal", "anna")
